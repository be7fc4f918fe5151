# The pages of staff.

## Navigation

staff-nav-label = Parts of the work
staff-nav-intake = Intake
staff-nav-unit = Unit queue
staff-nav-mine = My cases
staff-nav-audit = Audit
staff-nav-logout = Log out

## Signing in

staff-login-title = Staff login
staff-login-button = Log in
staff-login-wait = { $n ->
    [one] To protect this account, nobody can log in to it for { $count } minute.
   *[other] To protect this account, nobody can log in to it for { $count } minutes.
}
staff-login-hint = Accounts are made by the administrator. If you forgot your password, ask them for a new one.

## A page that keeps what was typed

staff-kept-signed-out = Your session has ended. Nothing is lost: log in on another page, come back to this one and send again.
staff-kept-title = What you wrote is still here
staff-kept-text = Text { $number }
staff-kept-sign-in = Log in on another page; then come back to this one
staff-kept-send = Send again

## Home

staff-home-title = My work
staff-home-units = Your units: { $units }
staff-home-audit = Audit of histories
staff-home-audit-about = See who handled each report, when and in which role, and verify for yourself that nothing was changed.
staff-home-accounts = Staff accounts
staff-home-accounts-about = New accounts and new passwords are made with the command sajam accounts on the server. An administrator does not read reports.

## Queues

staff-queue-intake = Intake queue
staff-queue-intake-about = Reports that no unit has yet; whichever has waited longest comes first.
staff-queue-unit = Unit queue
staff-queue-unit-about = Your unit’s open cases, with an investigator or without; for supervisors also the appeals that wait for a decision.
staff-queue-mine = My cases
staff-queue-mine-about = Open cases that were given to you.
staff-queue-empty = There is nothing in this queue
staff-queue-empty-hint = A new report shows here a few moments after it was filed.
staff-queue-total = { $n ->
    [one] { $count } case
   *[other] { $count } cases
}
staff-queue-range = { $first } to { $last } of { $total } cases
staff-queue-sort = Sort by:
staff-none = not set

## A case

staff-back = Back to the queue
staff-case-title = Case { $id }
staff-case-written = What the reporter wrote
staff-case-actions = Actions
staff-case-no-actions = There is nothing for you to do now.
staff-case-refused = Not possible now
staff-case-facts = Facts
staff-case-history = History
staff-erased = This text was erased; nobody can read it any more.
staff-priority-tag = Priority: { $priority }
staff-changed-title = The case has changed meanwhile
staff-changed-text = Your action was not carried out, and what you wrote is still here. The following is new: look at it, and send again if it is still needed.
staff-jump = Go to the form
staff-typed-title = What you wrote
staff-institution-described = In the reporter’s words; the text is in the case
staff-institution-describe = A body that is not listed; I write its name
staff-institution-unknown = Not known
staff-institution-unchanged = As it is: { $name }
staff-unit-of-accused = { $unit } – belongs to the body complained of and cannot be given the case
staff-every-unit = every unit
staff-investigator = { $login } ({ $units })
staff-who = { $role } ({ $login })
staff-who-reporter = the reporter
staff-who-system = the system

## Fields

staff-field-id = Id
staff-field-login = Login
staff-field-password = Password
staff-field-status = Status
staff-field-category = Category
staff-field-province = Province
staff-field-institution = Body complained of
staff-field-institution-text = Name of the body
staff-field-institution-text-hint = Only if you chose “a body that is not listed” above.
staff-field-priority = Priority
staff-field-unit = Unit
staff-field-investigator = Investigator
staff-field-investigator-hint = The investigator has to work for that unit. Without one, the case waits in the unit’s queue.
staff-field-received = Received
staff-field-updated = Last change
staff-field-outcome = Outcome
staff-field-language = Language to answer in
staff-field-channel = Came in by
staff-field-narrative = What happened
staff-field-subject = Whom it is about
staff-field-place = Where
staff-field-occurred = When it happened
staff-field-identity = The reporter’s name
staff-field-contact = How to reach the reporter
staff-field-step = Step
staff-field-note = Note
staff-field-note-hint = The reporter does not see this note.
staff-field-conflict = Conflict of interest
staff-field-conflict-hint = What ties you to the case. The reporter does not see this text.
staff-field-message = Question
staff-field-message-hint = The reporter reads it on the tracking page and answers there.
staff-field-answer = The reporter’s answer
staff-field-explanation = Explanation for the reporter
staff-field-explanation-hint = The reporter is shown exactly this text.
staff-field-reasons = Reasons, for the file
staff-field-reasons-hint = The reporter does not see this text.
staff-field-grounds = Grounds of the appeal
staff-field-reason = Why it was withdrawn

## Actions

staff-about-acknowledge = The reporter sees that the report arrived.
staff-about-triage = Settle category, province, body and priority. They can be changed until a unit has the case.
staff-about-assign = The case goes into the unit’s queue. From then on intake no longer reads it.
staff-about-investigate = Write what you did to find out, and what came of it.
staff-about-recuse = For a case that touches you or somebody close to you. It goes back to the unit’s queue; you no longer see it and are never given it again. Before it is sent you are shown the text once more.
staff-about-ask-question = One question at a time: the next can be sent once this one is answered.
staff-about-resolve = Before it is sent you are shown the final text once more. Closing cannot be undone.
staff-about-reopen = The investigation is taken up again, and the case goes back to its unit and investigator. Before it is sent you are shown the text once more.
staff-about-dismiss-appeal = The outcome stands, and the reporter cannot appeal again. Before it is sent you are shown the text once more.
staff-button-acknowledge = Confirm receipt
staff-button-triage = Save first review
staff-button-assign = Hand to the unit
staff-button-investigate = Save step
staff-button-recuse = Review before stepping aside
staff-button-ask-question = Send question
staff-button-resolve = Review before closing
staff-button-reopen = Review before accepting
staff-button-dismiss-appeal = Review before dismissing
staff-done-acknowledge = Receipt was confirmed.
staff-done-triage = The first review was saved.
staff-done-assign = The case was handed to the unit.
staff-done-investigate = The step was saved.
staff-done-recuse = You have stepped aside, and the case is back in the unit’s queue.
staff-done-ask-question = The question was sent to the reporter.
staff-done-resolve = The case was closed and the reporter was told.
staff-done-reopen = The appeal was accepted, and the investigation goes on.
staff-done-dismiss-appeal = The appeal was dismissed, and the outcome stands.

## Before what cannot be undone

staff-confirm-title-resolve = Close case { $id }
staff-confirm-title-recuse = Step aside from case { $id }
staff-confirm-title-reopen = Accept the appeal in case { $id }
staff-confirm-title-dismiss-appeal = Dismiss the appeal in case { $id }
staff-confirm-final = This cannot be undone
staff-confirm-final-resolve = Once sent, the case is closed and the text below can no longer be changed.
staff-confirm-final-recuse = Once sent, the case is no longer yours: you neither see it nor are given it again.
staff-confirm-final-reopen = Once sent, the investigation is taken up again and the text below can no longer be changed.
staff-confirm-final-dismiss-appeal = Once sent, the outcome is final and the text below can no longer be changed.
staff-confirm-reporter = What the reporter will see
staff-confirm-file = What stays in the file only
staff-confirm-send-resolve = Send and close the case
staff-confirm-send-recuse = Send and step aside
staff-confirm-send-reopen = Send and accept the appeal
staff-confirm-send-dismiss-appeal = Send and dismiss the appeal
staff-confirm-edit = Go back and edit

## What is wrong with a field

staff-missing-category = Choose the category.
staff-missing-province = Choose the province.
staff-missing-institution = Choose the body complained of.
staff-missing-institution-text = Write the name of the body.
staff-missing-priority = Choose the priority.
staff-missing-unit = Choose the unit.
staff-missing-step = Say what you did.
staff-missing-note = Write the note.
staff-missing-conflict = Write what ties you to the case.
staff-missing-message = Write the question.
staff-missing-outcome = Choose the outcome.
staff-missing-explanation = Write an explanation for the reporter.
staff-missing-reasons = Write the reasons.
staff-wrong-not-of-the-unit = This investigator does not work for the chosen unit; choose another investigator or unit.

## Events, as staff and auditors read them

staff-event-submitted = The report was filed
staff-event-acknowledged = Receipt was confirmed
staff-event-triaged = The first review was done
staff-event-assigned = The case was handed to a unit
staff-event-investigated = A step was taken
staff-event-recused = The investigator stepped aside because of a conflict of interest
staff-event-question-asked = The reporter was asked
staff-event-reporter-answered = The reporter answered
staff-event-resolved = The case was closed
staff-event-appealed = The reporter appealed against the outcome
staff-event-reopened = The appeal was accepted, and the investigation was taken up again
staff-event-appeal-dismissed = The appeal was dismissed
staff-event-withdrawn = The reporter withdrew the report
staff-event-opened = The report’s texts were read
staff-event-invited = The account was made
staff-event-role-granted = A role was granted
staff-event-role-revoked = A role was revoked
staff-event-suspended = The account was suspended
staff-event-reinstated = The account was reinstated
staff-event-published = Statistics were published
staff-event-corrected = Statistics were corrected

## Incidents

staff-nav-incidents = Incidents
staff-incidents-title = Incidents
staff-incidents-about = What you write here is public: it stands on the status page and in the feeds, with the hour. Never write about a report or a person.
staff-incidents-see = See the status page
staff-incidents-none = No incident is open.
staff-incidents-new = Make a new incident known
staff-incident-do = News or end
staff-incident-field-kind = What it is
staff-incident-field-change = What is new
staff-incident-field-title-fa = Title in Persian
staff-incident-field-text-fa = Text in Persian
staff-incident-field-title-en = Title in English
staff-incident-field-text-en = Text in English
staff-incident-hint = What does not work, since when, what people can do meanwhile, and when you will write again.
staff-incident-kind-disruption = Something does not work as it should.
staff-incident-kind-maintenance = Work that was announced; write when it begins and ends.
staff-incident-change-updated = There is news
staff-incident-change-closed = It is over
staff-incident-automatic = This incident closes by itself when what is wrong is right again.
staff-incident-check = Check before it is public
staff-incident-confirm = Before it is public
staff-incident-confirm-open = Once sent, everybody can read this on the status page and in the feeds.
staff-incident-confirm-update = Once sent, this is added to the incident for everybody to read.
staff-incident-confirm-close = Once sent, the incident is closed with these words, and cannot be opened again.
staff-incident-send = Make it public
staff-incident-changed = Somebody else has written since you opened the page
staff-incident-over = The incident is closed already
staff-incident-kept = What you wrote is still there. Nothing was made public.
staff-incident-done-opened = The incident is public
staff-incident-done-updated = The news is public
staff-incident-done-closed = The incident is closed
staff-home-incidents = Incidents
staff-home-incidents-about = Tell the public what does not work, and when it is over.
staff-home-checks = Checks of the history
staff-home-checks-about = What the daily check of the whole history found.
staff-field-opening-reason = Why name and contact are opened
staff-field-opening-reason-hint = Write what they are needed for. The reporter does not see this text, but sees that their name or contact was opened.
staff-missing-opening-reason = Write what name or contact are needed for.
staff-about-open-identity = The reporter’s name and contact are shown this once, on the next page. Each opening is recorded in the history with your name and reason.
staff-button-open-identity = Open name and contact
staff-done-open-identity = Name and contact were opened, and the history says so.
staff-event-identity-opened = The reporter’s name and contact were opened
staff-identity-title = The reporter’s name and contact
staff-identity-once = This is on this page only. To see it again you have to open it again.
staff-identity-sealed = given, and sealed
staff-identity-none = not given
staff-home-tried = { $n ->
    [one] A wrong password was given for your login once since you last signed in
   *[other] A wrong password was given for your login { $count } times since you last signed in
}
staff-home-tried-advice = If it was not you, tell the administrator. As long as nobody knows your password it opens no way into your account.
