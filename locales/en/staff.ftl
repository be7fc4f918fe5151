# The pages of staff.

## Navigation

staff-nav-label = Staff menu
staff-nav-intake = Intake
staff-nav-unit = Unit queue
staff-nav-mine = My cases
staff-nav-audit = Audit
staff-nav-logout = Sign out

## Signing in

staff-login-title = Staff sign in
staff-login-button = Sign in
staff-login-wait = { $n ->
    [one] To protect this account, you cannot sign in to it for { $count } minute.
   *[other] To protect this account, you cannot sign in to it for { $count } minutes.
}
staff-login-hint = Administrators create accounts. If you have forgotten your password, ask an administrator for a new one.

## Changing one’s password

staff-password-title = Change password
staff-password-first = Your password was drawn by the system and is only for signing in once. Choose one of your own, then you can go on.
staff-password-rule-long = At least { $number } characters. Several words that do not belong together are easy to remember and hard to guess.
staff-password-rule-different = At least { $number } different characters.
staff-password-rule-new = Not your username, and not the password you have now.
staff-password-rule-words = Use it nowhere else.
staff-password-button = Change password
staff-password-too-short = The new password must have at least { $number } characters.
staff-password-too-long = The new password must have at most { $number } characters.
staff-password-too-uniform = The new password must have at least { $number } different characters.
staff-password-is-login = The new password must not be your username.
staff-password-not-new = The new password must not be the one you have now.
staff-password-not-repeated = The new password was not typed the same way twice.
staff-password-wrong = This is not the password you have now.
staff-password-done = Your password has been changed
staff-password-done-text = Wherever else you were signed in, you have been signed out.
staff-home-password = Change password
staff-home-password-about = Choose a new password. You will be signed out everywhere else.

## A page that keeps what was typed

staff-kept-signed-out = Your session has ended. Nothing has been lost: sign in on another page, come back to this one and send it again.
staff-kept-title = Your text has been kept
staff-kept-text = Text { $number }
staff-kept-sign-in = Sign in on another page, then come back to this one
staff-kept-send = Send again

## Home

staff-home-title = My work
staff-home-units = Your units: { $units }
staff-home-audit = Audit histories
staff-home-audit-about = See who handled each report, when and in which role, and check for yourself that nothing has been changed.
staff-home-accounts = Staff accounts
staff-home-accounts-about = Create new accounts and passwords with the command sajam accounts on the server. Administrators cannot read reports.

## Queues

staff-queue-intake = Intake queue
staff-queue-intake-about = Reports that have not been assigned to a unit. Those waiting longest come first.
staff-queue-unit = Unit queue
staff-queue-unit-about = Your unit’s open cases, with or without an investigator. Supervisors also see appeals awaiting a decision.
staff-queue-mine = My cases
staff-queue-mine-about = Open cases assigned to you.
staff-queue-empty = There are no cases in this queue
staff-queue-empty-hint = New reports appear here a few moments after they are made.
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
staff-case-no-actions = There is nothing for you to do at the moment.
staff-case-refused = Actions not possible at the moment
staff-case-facts = Details
staff-case-history = History
staff-erased = This text has been erased and nobody can read it any more.
staff-priority-tag = Priority: { $priority }
staff-changed-title = The case has changed in the meantime
staff-changed-text = Your action was not carried out, but your text has been kept. The following is new. Look at it, and send again if it is still needed.
staff-jump = Go to the form
staff-typed-title = Your text
staff-institution-described = As described by the reporter; see the text in the case
staff-institution-describe = An organisation that is not listed; I will enter its name
staff-institution-unknown = Not known
staff-institution-unchanged = No change: { $name }
staff-unit-of-accused = { $unit } – belongs to the organisation reported, so the case cannot be assigned to it
staff-every-unit = every unit
staff-investigator = { $login } ({ $units })
staff-who = { $role } ({ $login })
staff-who-reporter = the reporter
staff-who-system = the system

## Fields

staff-field-id = ID
staff-field-login = Username
staff-field-password = Password
staff-field-current-password = Password you have now
staff-field-new-password = New password
staff-field-new-password-again = New password again
staff-field-status = Status
staff-field-category = Category
staff-field-province = Province
staff-field-institution = Organisation reported
staff-field-institution-text = Name of the organisation
staff-field-institution-text-hint = Only if you chose “An organisation that is not listed” above.
staff-field-priority = Priority
staff-field-unit = Unit
staff-field-investigator = Investigator
staff-field-investigator-hint = The investigator must work for this unit. If you do not choose one, the case waits in the unit’s queue.
staff-field-received = Received
staff-field-updated = Last change
staff-field-outcome = Outcome
staff-field-language = Language of replies
staff-field-channel = Channel
staff-field-narrative = What happened
staff-field-subject = Who it is about
staff-field-place = Where it happened
staff-field-occurred = When it happened
staff-field-identity = Reporter’s name
staff-field-contact = Reporter’s contact details
staff-field-step = Step
staff-field-note = Note
staff-field-note-hint = The reporter does not see this note.
staff-field-conflict = Conflict of interest
staff-field-conflict-hint = Explain your connection to this case. The reporter does not see this text.
staff-field-message = Question
staff-field-message-hint = The reporter reads it on their tracking page and answers there.
staff-field-answer = The reporter’s answer
staff-field-explanation = Explanation for the reporter
staff-field-explanation-hint = The reporter will see this text word for word.
staff-field-reasons = Reasons, for the file
staff-field-reasons-hint = The reporter does not see this text.
staff-field-grounds = Grounds of the appeal
staff-field-reason = Reason for withdrawing

## Actions

staff-about-acknowledge = The reporter will see that we have received the report.
staff-about-triage = Set the category, province, organisation and priority. You can change them until the case is assigned to a unit.
staff-about-assign = The case moves to the unit’s queue. After that, intake can no longer read it.
staff-about-investigate = Describe what you did to establish the facts, and what you found.
staff-about-recuse = For a case that involves you or someone close to you. The case goes back to the unit’s queue. You will no longer see it and it will never be assigned to you again. You will be asked to check the text before it is sent.
staff-about-ask-question = Ask one question at a time. You can ask the next when this one has been answered.
staff-about-resolve = You will be asked to check the final text before it is sent. Closing a case cannot be undone.
staff-about-reopen = The investigation is reopened and the case goes back to its unit and investigator. You will be asked to check the text before it is sent.
staff-about-dismiss-appeal = The outcome stands and the reporter cannot appeal again. You will be asked to check the text before it is sent.
staff-button-acknowledge = Acknowledge receipt
staff-button-triage = Save first review
staff-button-assign = Assign to unit
staff-button-investigate = Save step
staff-button-recuse = Check before stepping aside
staff-button-ask-question = Send question
staff-button-resolve = Check before closing
staff-button-reopen = Check before accepting
staff-button-dismiss-appeal = Check before dismissing
staff-done-acknowledge = Receipt has been acknowledged.
staff-done-triage = The first review has been saved.
staff-done-assign = The case has been assigned to the unit.
staff-done-investigate = The step has been saved.
staff-done-recuse = You have stepped aside, and the case is back in the unit’s queue.
staff-done-ask-question = The question has been sent to the reporter.
staff-done-resolve = The case has been closed and the reporter has been told the outcome.
staff-done-reopen = The appeal has been accepted and the investigation is reopened.
staff-done-dismiss-appeal = The appeal has been dismissed and the outcome stands.

## Before what cannot be undone

staff-confirm-title-resolve = Close case { $id }
staff-confirm-title-recuse = Step aside from case { $id }
staff-confirm-title-reopen = Accept the appeal in case { $id }
staff-confirm-title-dismiss-appeal = Dismiss the appeal in case { $id }
staff-confirm-final = This cannot be undone
staff-confirm-final-resolve = When you send this, the case is closed and the text below can no longer be changed.
staff-confirm-final-recuse = When you send this, you will no longer see the case and it will never be assigned to you again.
staff-confirm-final-reopen = When you send this, the investigation is reopened and the text below can no longer be changed.
staff-confirm-final-dismiss-appeal = When you send this, the outcome is final and the text below can no longer be changed.
staff-confirm-reporter = What the reporter will see
staff-confirm-file = What is kept in the file only
staff-confirm-send-resolve = Send and close the case
staff-confirm-send-recuse = Send and step aside
staff-confirm-send-reopen = Send and accept the appeal
staff-confirm-send-dismiss-appeal = Send and dismiss the appeal
staff-confirm-edit = Go back and edit

## What is wrong with a field

staff-missing-category = Choose a category.
staff-missing-province = Choose a province.
staff-missing-institution = Choose the organisation reported.
staff-missing-institution-text = Enter the name of the organisation.
staff-missing-priority = Choose a priority.
staff-missing-unit = Choose a unit.
staff-missing-step = Choose what you did.
staff-missing-note = Enter a note.
staff-missing-conflict = Explain your connection to this case.
staff-missing-message = Enter a question.
staff-missing-outcome = Choose an outcome.
staff-missing-explanation = Enter an explanation for the reporter.
staff-missing-reasons = Enter your reasons.
staff-wrong-not-of-the-unit = This investigator does not work for the unit you chose. Choose another investigator or unit.

## Events, as staff and auditors read them

staff-event-submitted = Report made
staff-event-acknowledged = Receipt acknowledged
staff-event-triaged = First review completed
staff-event-assigned = Case assigned to a unit
staff-event-investigated = Step recorded
staff-event-recused = Investigator stepped aside because of a conflict of interest
staff-event-question-asked = Reporter asked a question by staff
staff-event-reporter-answered = Reporter answered
staff-event-resolved = Case closed
staff-event-appealed = Reporter appealed against the outcome
staff-event-reopened = Appeal accepted and investigation reopened
staff-event-appeal-dismissed = Appeal dismissed
staff-event-withdrawn = Reporter withdrew the report
staff-event-opened = Report’s texts read
staff-event-invited = Account created
staff-event-role-granted = Role granted
staff-event-role-revoked = Role revoked
staff-event-suspended = Account suspended
staff-event-reinstated = Account reinstated
staff-event-published = Statistics published
staff-event-corrected = Statistics corrected

## Incidents

staff-nav-incidents = Incidents
staff-incidents-title = Incidents
staff-incidents-about = Everything you write here is public: it appears on the status page and in the feeds with its hour. Never write about a report or a person.
staff-incidents-see = See the status page
staff-incidents-none = There are no open incidents.
staff-incidents-new = Announce a new incident
staff-incident-do = Update or close
staff-incident-field-kind = Type of incident
staff-incident-field-change = What has changed
staff-incident-field-title-fa = Title in Persian
staff-incident-field-text-fa = Text in Persian
staff-incident-field-title-en = Title in English
staff-incident-field-text-en = Text in English
staff-incident-hint = What is not working, since when, what people can do in the meantime, and when you will post an update.
staff-incident-kind-disruption = Something is not working as it should.
staff-incident-kind-maintenance = Planned maintenance. Say when it starts and ends.
staff-incident-change-updated = There is an update
staff-incident-change-closed = It is over
staff-incident-automatic = This incident closes automatically when the problem is fixed.
staff-incident-check = Check before publishing
staff-incident-confirm = Before you publish
staff-incident-confirm-open = When you send this, everyone can read it on the status page and in the feeds.
staff-incident-confirm-update = When you send this, it is added to the incident for everyone to read.
staff-incident-confirm-close = When you send this, the incident is closed with this text and cannot be reopened.
staff-incident-send = Publish
staff-incident-changed = Someone else has written something since you opened this page
staff-incident-over = This incident has already been closed
staff-incident-kept = Your text has been kept. Nothing was published.
staff-incident-done-opened = The incident has been published
staff-incident-done-updated = The update has been published
staff-incident-done-closed = The incident has been closed
staff-home-incidents = Incidents
staff-home-incidents-about = Tell the public what is not working and when it has been fixed.
staff-home-checks = Checks of the history
staff-home-checks-about = What the daily check of the whole history has found.
staff-field-opening-reason = Why you need the name and contact details
staff-field-opening-reason-hint = Explain what you need them for. The reporter does not see this text, but sees that their name or contact details were opened.
staff-missing-opening-reason = Explain what you need the name or contact details for.
staff-about-open-identity = The reporter’s name and contact details are shown once only, on the next page. Each time is recorded in the history with your name and reason.
staff-button-open-identity = Open name and contact details
staff-done-open-identity = The name and contact details have been opened, and this has been recorded in the history.
staff-event-identity-opened = Reporter’s name and contact details opened
staff-identity-title = Reporter’s name and contact details
staff-identity-once = These are shown on this page only. To see them again you have to open them again.
staff-identity-sealed = provided and sealed
staff-identity-none = not provided
staff-home-tried = { $n ->
    [one] Someone entered a wrong password for your username once since you last signed in
   *[other] Someone entered a wrong password for your username { $count } times since you last signed in
}
staff-home-tried-advice = If this was not you, tell an administrator. As long as nobody knows your password, nobody can get into your account this way.
