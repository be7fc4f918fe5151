# The status of the service: page, incidents.

## The page

status-title = Service status
status-overall-works = Everything works
status-overall-works-text = Reports can be filed and followed, and the public log is published on time.
status-overall-trouble = Part of the service does not work as it should
status-overall-trouble-text = Details are below. Whatever you have filed and got a tracking number for is kept.
status-overall-away = Reports cannot be filed or followed right now
status-overall-away-text = The database does not answer. Whatever you have filed and got a tracking number for is kept. Please try again in a few minutes.
status-parts = The parts of the service
status-part-reports = Filing and following
status-part-log = Public log
status-part-check = Check of the whole history
status-part-witnesses = Outside witnesses
status-state-works = Works
status-state-trouble = Trouble
status-state-away = Not reachable
status-state-late = Late
status-state-holds = Holds
status-state-differs = Difference found
status-state-not-yet = Not yet
status-state-unknown = Not known
status-reports-work = Reports can be filed and followed.
status-reports-read-only = Reports can be followed. New ones cannot be taken right now.
status-reports-away = The database does not answer.
status-unknown = Will be known when the database answers again.
status-log-not-yet = Nothing has been published yet.
status-log-on-beat = Last published: { $time }, Tehran time
status-log-late = Has not been published on time. Last published: { $time }, Tehran time
status-check-not-yet = The history has not been checked yet.
status-check-held = { $date }: everything held.
status-check-overdue = The last check was on { $date } and held. The daily check has not been made since.
status-check-differs = A difference was found on { $date }; it is being looked into.
status-witnesses-missing = Too few outside witnesses confirm the public log right now.
status-open = Incidents right now
status-history = Earlier incidents
status-history-empty = No earlier incidents.
status-history-away = The list will be back when the database answers again.
status-to-newest = Newest
status-to-older = Older
status-incident-open = Goes on
status-incident-announced = Ahead or under way
status-incident-closed = Over
status-steps = What happened
status-follow = Follow along
status-follow-text = A feed reader brings news of the service to you, without an account and without an e-mail address.
status-follow-atom = Atom feed
status-follow-json = JSON Feed
status-follow-api = This page as JSON
status-hours = The times of incidents are given by the hour, in Tehran time.

## Incidents

incident-kind-ledger-check = Check of the history
incident-kind-log-late = Public log
incident-kind-log-halted = Public log
incident-kind-witnesses = Outside witnesses
incident-kind-disruption = Disruption
incident-kind-maintenance = Announced work

incident-change-opened = Made known
incident-change-updated = News
incident-change-closed = Over

incident-ledger-check = The check of the history found a difference
incident-opened-ledger-check = The check of the whole history found a difference. It is being looked into. Your receipt and a history you have saved let you see for yourself whether your own report is touched.
incident-closed-ledger-check = The whole history was checked again and holds.
incident-log-late = The public log is late
incident-opened-log-late = The public log has not been published on time. Filing and following reports is not touched by this.
incident-closed-log-late = The public log is published on time again.
incident-log-halted = Publication of the public log was halted
incident-opened-log-halted = The public log is not published for now, because what would be published does not agree with what already has been. It is being looked into.
incident-closed-log-halted = The public log is published again.
incident-witnesses = Too few outside witnesses confirm
incident-opened-witnesses = Too few outside witnesses confirm the public log right now. The log is published all the same.
incident-closed-witnesses = Enough outside witnesses confirm the public log again.
