# The status of the service: page, incidents.

## The page

status-title = Service status
status-overall-works = Everything is working
status-overall-works-text = You can make and track reports, and the public log is being published on time.
status-overall-trouble = Part of the service is not working as it should
status-overall-trouble-text = Details are below. Every report for which you have a tracking number is safe.
status-overall-away = You cannot make or track reports at the moment
status-overall-away-text = The database is not responding. Every report for which you have a tracking number is safe. Try again in a few minutes.
status-parts = Parts of the service
status-part-reports = Making and tracking reports
status-part-log = Public log
status-part-check = Check of the whole history
status-part-witnesses = External witnesses
status-state-works = Working
status-state-trouble = Problem
status-state-away = Unavailable
status-state-late = Late
status-state-holds = Correct
status-state-differs = Discrepancy found
status-state-not-yet = Not yet
status-state-unknown = Not known
status-reports-work = You can make and track reports.
status-reports-read-only = You can track reports, but we cannot accept new ones at the moment.
status-reports-away = The database is not responding.
status-unknown = We will know when the database responds again.
status-log-not-yet = Nothing has been published yet.
status-log-on-beat = Last published: { $time }, Tehran time
status-log-ahead = It is not published at the moment: the server’s clock was set back. It goes on when the clock is right.
status-log-late = It has not been published on time. Last published: { $time }, Tehran time
status-check-not-yet = The history has not been checked yet.
status-check-held = { $date }: everything was correct.
status-check-overdue = The last check was on { $date } and everything was correct. The daily check has not run since.
status-check-differs = A discrepancy was found on { $date } and is being investigated.
status-witnesses-missing = Too few external witnesses are confirming the public log at the moment.
status-open = Current incidents
status-history = Past incidents
status-history-empty = There are no past incidents.
status-history-away = The list will be available when the database responds again.
status-to-newest = Latest
status-to-older = Older
status-incident-open = Ongoing
status-incident-announced = Planned or in progress
status-incident-closed = Closed
status-steps = What happened
status-follow = Get updates
status-follow-text = A feed reader brings you news of the service without an account or an email address.
status-follow-atom = Atom feed
status-follow-json = JSON Feed
status-follow-api = This page as JSON
status-hours = The times of incidents are given to the hour, in Tehran time.

## Incidents

incident-kind-ledger-check = Check of the history
incident-kind-log-late = Public log
incident-kind-log-halted = Public log
incident-kind-witnesses = External witnesses
incident-kind-disruption = Disruption
incident-kind-maintenance = Planned maintenance

incident-change-opened = Announced
incident-change-updated = Update
incident-change-closed = Closed

incident-ledger-check = The check of the history found a discrepancy
incident-opened-ledger-check = The check of the whole history found a discrepancy, which is being investigated. With your receipt and a history you have saved, you can see for yourself whether your own report has been affected.
incident-closed-ledger-check = The whole history has been checked again and is correct.
incident-log-late = The public log is late
incident-opened-log-late = The public log has not been published on time. This does not affect making or tracking reports.
incident-closed-log-late = The public log is being published on time again.
incident-log-halted = Publication of the public log has stopped
incident-opened-log-halted = The public log is not being published for now, because what would be published is not consistent with what has already been published. This is being investigated.
incident-closed-log-halted = The public log is being published again.
incident-witnesses = Too few external witnesses are confirming the log
incident-opened-witnesses = Too few external witnesses are confirming the public log at the moment. The log is still being published.
incident-closed-witnesses = Enough external witnesses are confirming the public log again.
