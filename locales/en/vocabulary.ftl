# The system's vocabulary: the name of each thing, once and for everybody.
# Keys end in the domain's codes; see `Words::term`.

## Categories: what a report is about

category-omission = Failure to act by officials
category-omission-hint = An official or manager has not done what the law requires of them, or has delayed it without reason.
category-misconduct = Misconduct by an official
category-misconduct-hint = Insults, discrimination, arbitrary treatment or conduct unworthy of public service.
category-bribery = Bribery
category-bribery-hint = Asking for, giving or taking money, a gift or a favour for doing something or not doing it.
category-embezzlement = Embezzlement and waste of public property
category-embezzlement-hint = Taking, keeping or misusing public money or property.
category-abuse-of-power = Abuse of power
category-abuse-of-power-hint = Using a position or its powers for private gain or to put pressure on others.
category-public-health = Danger to public health
category-public-health-hint = Food, medicine, water or a place that endangers people’s lives or health.
category-environment = Environment
category-environment-hint = Pollution of air, water or soil, illegal dumping, harm to wildlife.
category-natural-resources = Natural resources and public land
category-natural-resources-hint = Land grabbing, felling trees, illegal wells, illegal quarrying of hills and riverbeds.
category-consumer = Consumer rights
category-consumer-hint = Overcharging, short measure, hoarding, counterfeit goods or a service not provided.
category-labour = Work and workers’ rights
category-labour-hint = An unsafe workplace, unpaid wages or insurance, child labour.
category-road-safety = Road safety
category-road-safety-hint = A damaged road, missing signs, or a fault or offence that endangers drivers and pedestrians.
category-construction = Construction
category-construction-hint = A building that is unsafe or has no permit, dangerous excavation, or work that departs from approved plans.
category-other = Something else
category-other-hint = If none of these fits, our staff will find the right category.

## Provinces: ISO 3166-2:IR

province-ir-00 = Markazi
province-ir-01 = Gilan
province-ir-02 = Mazandaran
province-ir-03 = East Azerbaijan
province-ir-04 = West Azerbaijan
province-ir-05 = Kermanshah
province-ir-06 = Khuzestan
province-ir-07 = Fars
province-ir-08 = Kerman
province-ir-09 = Razavi Khorasan
province-ir-10 = Isfahan
province-ir-11 = Sistan and Baluchestan
province-ir-12 = Kurdistan
province-ir-13 = Hamadan
province-ir-14 = Chaharmahal and Bakhtiari
province-ir-15 = Lorestan
province-ir-16 = Ilam
province-ir-17 = Kohgiluyeh and Boyer-Ahmad
province-ir-18 = Bushehr
province-ir-19 = Zanjan
province-ir-20 = Semnan
province-ir-21 = Yazd
province-ir-22 = Hormozgan
province-ir-23 = Tehran
province-ir-24 = Ardabil
province-ir-25 = Qom
province-ir-26 = Qazvin
province-ir-27 = Golestan
province-ir-28 = North Khorasan
province-ir-29 = South Khorasan
province-ir-30 = Alborz

## Status: where a report stands

status-received = Received
status-acknowledged = Acknowledged
status-triaged = Reviewed
status-assigned = Assigned to a unit
status-investigating = Under investigation
status-awaiting-reporter = Waiting for the reporter
status-resolved = Closed
status-appealed = Appeal awaiting a decision
status-withdrawn = Withdrawn by the reporter

## Status, as the reporter reads it

reporter-status-received = Your report has been recorded
reporter-status-acknowledged = We have received your report
reporter-status-triaged = We have reviewed your report
reporter-status-assigned = Your report is with a unit
reporter-status-investigating = We are looking into your report
reporter-status-awaiting-reporter = We are waiting for your answer
reporter-status-resolved = We have closed your report
reporter-status-appealed = We are considering your appeal
reporter-status-withdrawn = You have withdrawn your report

## Roles

role-intake = Intake
role-investigator = Investigator
role-supervisor = Supervisor
role-auditor = Auditor
role-publisher = Publisher
role-administrator = Administrator

## Outcomes

outcome-substantiated = Report confirmed
outcome-partly-substantiated = Report partly confirmed
outcome-not-substantiated = Report not confirmed
outcome-referred = Referred to another authority
outcome-outside-competence = Outside this authority’s competence

## Priorities

priority-low = Low
priority-normal = Normal
priority-high = High
priority-urgent = Urgent

## Anonymity: who learns the reporter's name

anonymity-anonymous = Anonymous
anonymity-anonymous-hint = We do not ask for or keep your name or contact details. You follow the report with its tracking number.
anonymity-confidential = Confidential
anonymity-confidential-hint = If you give your name or contact details, we keep them encrypted. Only the people handling your report open them, and each time is recorded in its history.
anonymity-named = With your name
anonymity-named-hint = The people handling your report know that it is yours and may contact you for more information.

## Steps of an investigation

step-document-review = Review of documents
step-site-visit = Site visit
step-interview = Interview
step-expert-opinion = Expert opinion
step-correspondence = Correspondence
step-other = Another step

## Events, as the reporter reads them

event-submitted = Your report has been recorded
event-acknowledged = We received your report
event-triaged = We decided the category and priority of your report
event-assigned = We passed your report to a unit
event-investigated = We took another step in looking into your report
event-recused = An investigator stepped aside because of a conflict of interest; someone else will look into your report
event-question-asked = We have a question for you
event-reporter-answered = We received your answer
event-resolved = We finished looking into your report
event-appealed = You appealed against the outcome
event-reopened = We accepted your appeal and reopened the investigation
event-appeal-dismissed = We did not accept your appeal, and the outcome stands
event-withdrawn = You withdrew your report
event-opened = We read your report in order to handle it

## Languages and channels

language-fa = Persian
language-en = English
channel-web = Website
channel-api = Other applications
channel-counter = In person

## Actions: what can be done with a report

action-submit = Make a report
action-acknowledge = Acknowledge receipt
action-triage = First review
action-assign = Assign to a unit
action-investigate = Record a step
action-recuse = Step aside
action-ask-question = Ask the reporter
action-answer = Answer the question
action-resolve = Close the case
action-appeal = Appeal against the outcome
action-reopen = Accept the appeal
action-dismiss-appeal = Dismiss the appeal
action-withdraw = Withdraw the report
action-open = Read the content

## Refusals: why something could not be done

refusal-already-submitted = This report has already been made.
refusal-no-such-report = There is no such report.
refusal-already-acknowledged = Receipt of this report has already been acknowledged.
refusal-not-triaged = This report has not been reviewed yet.
refusal-already-assigned = This report has already been assigned to a unit.
refusal-not-assigned = This report has not been assigned to a unit yet.
refusal-unit-belongs-to-accused = This unit belongs to the organisation the report is about, so the case cannot be assigned to it.
refusal-not-your-unit = This case is with another unit.
refusal-not-your-case = This case is with another investigator.
refusal-recused = You have stepped aside from this case.
refusal-investigator-recused = This investigator has stepped aside from this case because of a conflict of interest. Choose someone else.
refusal-question-open = The last question has not been answered yet.
refusal-no-open-question = No question is waiting for an answer.
refusal-already-resolved = This report has already been closed.
refusal-not-resolved = There is no outcome to appeal against yet.
refusal-already-appealed = The outcome of this report has already been appealed. There can be only one appeal.
refusal-appeal-open = An appeal is awaiting a decision. Nothing else can be done with this report until then.
refusal-no-open-appeal = No appeal is awaiting a decision.
refusal-own-resolution = You decided this outcome yourself. Another supervisor must decide the appeal.
refusal-already-withdrawn = This report has been withdrawn.
refusal-role-may-not-read = This role cannot read what reporters write.
refusal-wrong-role = This is the task of another role.
refusal-identity-missing = To report with your name, enter your name.
refusal-identity-on-anonymous = An anonymous report cannot include a name. Remove the name, or choose “Confidential” or “With your name”.
refusal-contact-on-anonymous = An anonymous report cannot include contact details. Remove them, or choose “Confidential” or “With your name”.
refusal-changed-since = Someone else has changed the case since you opened this page. Look at how it stands now and decide again. Your text has been kept.
refusal-already-published = The statistics for this period have already been published.
refusal-no-files = A release needs files.
refusal-duplicate-file = Two files have the same name.
refusal-file-too-large = One of the files is too large.
refusal-already-invited = This account already exists.
refusal-no-such-account = There is no such account.
refusal-already-granted = This role has already been granted.
refusal-not-granted = This account does not have that role.
refusal-already-suspended = This account is already suspended.
refusal-not-suspended = This account is not suspended.
refusal-own-account = You cannot do this to your own account.
refusal-unit-missing = This role needs a unit.
action-open-identity = Open name and contact details
event-identity-opened = Someone handling your report looked at your name or contact details
refusal-no-identity = The reporter gave neither a name nor contact details.
