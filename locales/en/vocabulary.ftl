# The system's vocabulary: the name of each thing, once and for everybody.
# Keys end in the domain's codes; see `Words::term`.

## Categories: what a report is about

category-omission = Duty not done
category-omission-hint = An official or manager has not done what the law requires of them, or has put it off without reason.
category-misconduct = Misconduct of an official
category-misconduct-hint = Insult, discrimination, arbitrary treatment, or conduct unworthy of the post.
category-bribery = Bribery
category-bribery-hint = Money, a gift or a favour asked for, given or taken for doing something or leaving it undone.
category-embezzlement = Embezzlement and waste of public property
category-embezzlement-hint = Money or property of the public taken, kept or misspent.
category-abuse-of-power = Abuse of power
category-abuse-of-power-hint = A post or its authority used for private gain or to put pressure on others.
category-public-health = Danger to public health
category-public-health-hint = Food, medicine, water or a place that endangers people’s life or health.
category-environment = Environment
category-environment-hint = Pollution of air, water or soil, illegal dumping, harm to wildlife.
category-natural-resources = Natural resources and public land
category-natural-resources-hint = Land grabbing, felling of trees, illegal wells, illegal quarrying of hills and riverbeds.
category-consumer = Consumer rights
category-consumer-hint = Overcharging, short measure, hoarding, counterfeit goods, or a service not delivered.
category-labour = Work and workers
category-labour-hint = An unsafe workplace, unpaid wages or insurance, child labour.
category-road-safety = Road safety
category-road-safety-hint = A damaged road, missing signs, or a fault or offence that endangers drivers and pedestrians.
category-construction = Construction
category-construction-hint = A building that is unsafe or has no permit, dangerous excavation, departure from approved plans.
category-other = Something else
category-other-hint = If it is none of these; our staff will find the right category.

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
status-acknowledged = Receipt confirmed
status-triaged = First review done
status-assigned = With a unit
status-investigating = Under investigation
status-awaiting-reporter = Waiting for the reporter
status-resolved = Closed
status-appealed = Appeal waiting for a decision
status-withdrawn = Withdrawn by the reporter

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
anonymity-anonymous-hint = We neither ask for nor keep your name and address. You follow the report with its tracking number.
anonymity-confidential = Confidential
anonymity-confidential-hint = Your name and how to reach you, if you give them, stay encrypted: only those handling the report open them, and each opening is recorded.
anonymity-named = With your name
anonymity-named-hint = Those who handle the report know that it is yours, and may contact you to ask for more.

## Steps of an investigation

step-document-review = Review of documents
step-site-visit = Visit to the place
step-interview = Interview
step-expert-opinion = Expert opinion
step-correspondence = Correspondence
step-other = Another step

## Events, as the reporter reads them

event-submitted = Your report was received
event-acknowledged = We confirmed that it reached us
event-triaged = Its category and priority were set
event-assigned = It was given to a unit
event-investigated = A step of the investigation was taken
event-recused = An investigator stepped aside because of a conflict of interest; somebody else will take it on
event-question-asked = We have a question for you
event-reporter-answered = Your answer reached us
event-resolved = The investigation came to its end
event-appealed = You appealed against the outcome
event-reopened = Your appeal was accepted, and the investigation was taken up again
event-appeal-dismissed = Your appeal was not accepted, and the outcome stands
event-withdrawn = You withdrew the report
event-opened = The report was read in order to handle it

## Languages and channels

language-fa = Persian
language-en = English
channel-web = Website
channel-api = Other applications
channel-counter = In person

## Actions: what can be done with a report

action-submit = File the report
action-acknowledge = Confirm receipt
action-triage = First review
action-assign = Hand to a unit
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

refusal-already-submitted = This report has been filed already.
refusal-no-such-report = There is no such report.
refusal-already-acknowledged = Receipt of this report has been confirmed already.
refusal-not-triaged = This report has not had its first review.
refusal-already-assigned = This report has been handed to a unit already.
refusal-not-assigned = No unit has this report yet.
refusal-unit-belongs-to-accused = This unit belongs to the institution the report is about; it cannot be given the case.
refusal-not-your-unit = This case is with another unit.
refusal-not-your-case = This case is another investigator’s.
refusal-recused = You have stepped aside from this case.
refusal-investigator-recused = This investigator has stepped aside from this case because of a conflict of interest. Choose somebody else.
refusal-question-open = The last question has not been answered yet.
refusal-no-open-question = No question is waiting for an answer.
refusal-already-resolved = This report has been closed.
refusal-not-resolved = There is no outcome yet that could be appealed against.
refusal-already-appealed = An appeal has been made in this report already, and it can be made only once.
refusal-appeal-open = An appeal is waiting for a decision; until then nothing else can be done with this report.
refusal-no-open-appeal = No appeal is waiting for a decision.
refusal-own-resolution = You gave this outcome yourself; another supervisor has to decide on the appeal.
refusal-already-withdrawn = The reporter has withdrawn this report.
refusal-role-may-not-read = This role does not read what reporters write.
refusal-wrong-role = This is for another role to do.
refusal-identity-missing = For a report with your name, write your name.
refusal-identity-on-anonymous = An anonymous report carries no name: remove the name, or choose otherwise.
refusal-contact-on-anonymous = An anonymous report carries no contact: remove it, or choose otherwise.
refusal-changed-since = Somebody else has changed the case since you opened this page. See how it stands now and decide again; what you wrote is kept.
refusal-already-published = The statistics of this period have been published already.
refusal-no-files = A release needs files.
refusal-duplicate-file = Two files have the same name.
refusal-file-too-large = One of the files is too large.
refusal-already-invited = This account exists already.
refusal-no-such-account = There is no such account.
refusal-already-granted = This role has been granted already.
refusal-not-granted = This account does not have that role.
refusal-already-suspended = This account is suspended already.
refusal-not-suspended = This account is not suspended.
refusal-own-account = You cannot do this to your own account.
refusal-unit-missing = This role needs a unit.
action-open-identity = Open name and contact
event-identity-opened = Somebody who handles your report looked at your name or how to reach you
refusal-no-identity = The reporter gave neither a name nor a way to reach them.
