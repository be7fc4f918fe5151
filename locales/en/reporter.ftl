# Pages of the reporter: filing, the tracking number, following.

## The fields of a report

reporter-label-category = What is your report about?
reporter-label-province = Province
reporter-label-institution = Which organisation is it about?
reporter-label-institution-name = Name of the organisation, as you know it
reporter-label-narrative = What happened?
reporter-label-subject = Who is it about?
reporter-label-place = Where did it happen?
reporter-label-occurred = When did it happen?
reporter-label-anonymity = How do you want to report this?
reporter-label-identity = Your name
reporter-label-contact = How we can contact you
reporter-label-language = Language
reporter-label-message = Your answer
reporter-label-grounds = Your reasons for appealing
reporter-label-reason = Why are you withdrawing your report?

reporter-hint-province = Where it happened, not where you live.
reporter-hint-institution = The organisation your report is about. If it is not listed, choose “Another organisation”. If you do not know, choose “I do not know”.
reporter-hint-institution-name = Only if you chose “Another organisation” above.
reporter-hint-narrative = What did you see or hear? Who did what, and who was affected? Use between 20 and 20,000 characters. Only include what we need to look into it.
reporter-hint-subject = A name or, better, a job title. For example, “head of the district office”.
reporter-hint-place = City, street, building or name of the office.
reporter-hint-occurred = A day or month or, for example, “every night since the summer”.
reporter-hint-identity = Leave this empty if your report is anonymous. If it is confidential you can choose whether to give your name. If you report with your name we need it.
reporter-hint-contact = A phone number or email address, if you want to give one. Leave this empty if your report is anonymous.
reporter-hint-answer = Up to 5,000 characters. If your report is anonymous, do not write anything here that gives you away.
reporter-hint-grounds = Up to 5,000 characters. Explain what is wrong or was overlooked. If your report is anonymous, do not write anything here that gives you away.
reporter-hint-reason = You do not have to give a reason.

reporter-institution-other = Another organisation
reporter-institution-unknown = I do not know

## What is wrong with a field

reporter-missing = Fill in “{ $field }”.
reporter-missing-category = Choose what your report is about.
reporter-missing-province = Choose a province.
reporter-missing-institution = Choose an organisation, or “I do not know”.
reporter-missing-institution-name = Enter the name of the organisation, or choose “I do not know”.
reporter-missing-narrative = Describe what happened.
reporter-missing-anonymity = Choose how you want to report this.
reporter-unknown-code = “{ $field }” has a value that is not in the list. Choose again.
reporter-listed-and-named = You chose an organisation from the list and also entered a name. Choose “Another organisation”, or remove the name.
reporter-too-short = “{ $field }” is too short. Use at least { $min } characters; you have used { $actual }.
reporter-too-long = “{ $field }” is too long. Use { $max } characters or fewer; you have used { $actual }. Your text is still there: shorten it.
reporter-control-character = “{ $field }” contains an invisible character that does not belong in the text.
reporter-bidi-control = “{ $field }” contains an invisible character that changes the direction of the text. These usually come with copied text.
reporter-nothing-visible = “{ $field }” has only characters that nobody can see. Write it in letters or digits.
reporter-line-break = “{ $field }” must be a single line. Remove the line breaks.
reporter-piled-marks = In “{ $field }” there are more than { $most } marks on one letter. Remove those that are not needed.
reporter-unreadable = Part of “{ $field }” arrived unreadable and is shown as “�”. Remove it or write it again.
reporter-idempotency-key = The Idempotency-Key header must be 128 random bits or more: 32 hexadecimal or 22 base64url characters, at most 255. Draw it at random: whoever guesses it and knows the report could get its tracking number.

## The form

reporter-report-title = Report something
reporter-report-lede = Describe what you saw in plain words. You do not have to give your name. You can check your answers before you send them.
reporter-step-write = Write
reporter-step-review = Check
reporter-step-number = Keep your number
reporter-clean-title = Your text contains invisible characters
reporter-clean-text = They come with text copied from messaging apps and files. This button removes them and leaves the rest of your text as it is.
reporter-clean-button = Remove the invisible characters
reporter-emergency-title = Is someone’s life in danger right now?
reporter-emergency-text = Call first: police 110, ambulance 115, fire brigade 125. Reports are not read immediately.
reporter-safety-title = If you do not want to be identified
reporter-safety-device = Do not use a computer, phone or network at your workplace. Use your own device.
reporter-safety-words = Do not include your name, job title, phone number or how you are related to people, or anything that only you could know.
reporter-safety-window = Use a private window in your browser and close it when you have finished.
reporter-stored-title = What we keep and what we do not keep
reporter-stored-sealed = We encrypt what you write before we store it. Only the people handling your report can open it, and each time it is read is recorded in its history.
reporter-stored-open = The category, the province, an organisation chosen from the list and the hour of your report are not encrypted. We need them to sort reports and for statistics.
reporter-stored-not = We do not store your internet (IP) address and do not use cookies. We do not store your tracking number either, only a code that cannot be turned back into it.
reporter-stored-others = Your internet provider, or whoever runs the network you use, can see that you visited this site but not what you wrote. Your device may also remember the visit.
reporter-part-subject = About your report
reporter-part-account = What you saw
reporter-part-reach = About you
reporter-check-button = Check your answers
reporter-check-hint = This does not send anything yet. You will see all your answers on the next page.

## Before sending

reporter-review-title = Check your answers before you send them
reporter-review-lede = Read your answers once more. Do they include anything that could give you away?
reporter-review-kept = Your answers have not been lost: select “Send report” again. Your report will not be recorded twice.
reporter-not-given = Not provided
reporter-send-button = Send report
reporter-change-button = Go back and change
reporter-send-hint = You will then get a tracking number. Have a pen and paper ready, or a safe place to keep it.

## After sending

reporter-submitted-title = Your report has been recorded
reporter-submitted-lede = This number is the only key to your report. Write it down now.
reporter-number-label = Tracking number
reporter-once-title = We will only show you this number once
reporter-once-text = We do not keep it and cannot recover it. Anyone who has it can read your report and answer in your place, so keep it somewhere only you can reach.
reporter-number-copy = Your number, to copy
reporter-number-download = Download your number
reporter-receipt-download = Download your receipt
reporter-sheet-address = Track your report at:
reporter-print-hint = You can also print this page from your browser’s menu.
reporter-number-file = Tracking number: { $number }
    Track your report: { $address }
reporter-receipt-title = Your receipt
reporter-receipt-text = This receipt is digitally signed. It proves that your report was recorded and by when it must appear in the public log, even if someone later loses your report. It contains neither your number nor what you wrote.
reporter-receipt-label = Signed receipt
reporter-after-title = What happens next
reporter-after-read = Our staff read your report, tell you that they have received it and pass it to the unit responsible. A unit of the organisation you reported never receives it.
reporter-after-come = Come back in a few days with your number. If we have a question you will find it there. We have no other way to ask you.
reporter-after-trace = When you have saved your number, close this window. If other people use this device, clear the browser’s history and delete the files you downloaded.

## The number

reporter-track-title = Track a report
reporter-track-lede = Use your tracking number to see the progress of your report, answer questions and download its history.
reporter-number-hint = 20 digits, for example 1234 5678 9012 3456 7890. You can use Persian or Latin digits, with or without spaces.
reporter-number-missing = Enter your tracking number.
reporter-number-length = A tracking number has 20 digits. You have entered { $count }.
reporter-number-character = A tracking number contains only digits. Remove anything else.
reporter-track-button = View report
reporter-lost-title = If you have lost your number
reporter-lost-text = We cannot find it for you. It is not stored anywhere, so that nobody can trace a report back to you. We will still look into your report. If you have more to tell us, make a new report.
reporter-kept-title = Your text has been kept
reporter-kept-text = Enter your tracking number to continue with it. It has not been sent yet.

## The tracking page

reporter-tracking-title = Your report
reporter-next-received = Your report has been recorded. Next, our staff will read it and tell you here that they have received it.
reporter-next-acknowledged = We have received your report. Next, we will decide its category and priority.
reporter-next-triaged = We have decided the category and priority of your report. Next, we will pass it to the unit that will look into it.
reporter-next-assigned = We have passed your report to a unit. Next, an investigator will start looking into it.
reporter-next-investigating = An investigator is looking into your report. If we have a question, you will see it here.
reporter-next-awaiting-reporter = We have a question for you. Your answer will help the investigation.
reporter-next-resolved = We have finished looking into your report. This is the outcome and the explanation:
reporter-next-appealed = We are considering your appeal. A supervisor who did not decide this outcome will decide it. Until then, the outcome stands:
reporter-next-withdrawn = You withdrew your report and we are no longer looking into it.
reporter-question-title = A question for you
reporter-answer-button = Send answer
reporter-unsent-title = Your text was not sent
reporter-unsent-label = Your text, for you to keep
reporter-erased = This text has been erased and nobody can read it any more.
reporter-timeline-title = What has happened so far
reporter-assigned-to-unit = We passed your report to a unit
reporter-filed-title = What you wrote
reporter-reach-hidden = Your name and contact details are not shown here, so that someone who finds your number cannot see them.
reporter-history-title = A history that nobody can change in secret
reporter-history-text = Every step of your report is linked to the one before it and recorded in a public log. Download the history now and again later: if a step is removed or changed in between, it will show. It also includes each time staff read your report.
reporter-history-covered = All the steps shown here have been in the public log since { $day }, when it was published with { $size } entries. If anyone, even us, has changed or removed one of them since, everyone can see it.
reporter-history-awaited = The latest steps are not in the public log yet. They will be there by { $time } at the latest. After that, if anyone, even us, changes or removes one of them, everyone can see it.
reporter-history-download = Download history
reporter-proof-title = The proof of a single step
reporter-proof-text = A short text that shows, without the rest of the history, that this step is in the public log. It contains nothing you wrote, but it does contain the name your report has in the log. Only give it to someone you would give the history to.
reporter-proof-label = Which step?
reporter-proof-step = { $number }. { $title }
reporter-proof-download = Download proof
reporter-proof-awaited = You will be able to download the proof of this step by { $time } at the latest.
reporter-proof-none = There is no such step
reporter-proof-which = Choose one of the steps of your report below.
reporter-verify-link = How to check the history, the receipt and proofs yourself
reporter-refresh-button = Show latest status
reporter-again-button = Try again

## Answering

reporter-answer-sent-title = We have received your answer
reporter-answer-sent-text = It has been recorded in the history of your report, and the investigator will read it.
reporter-answer-there-title = We had already received this answer
reporter-answer-there-text = It was not recorded a second time.
reporter-answer-refused = If you had written something, you will find it below.
reporter-changed-title = Your report has changed since you opened this page
reporter-changed-text = Your text has not been sent and is still here. Look at what is new, then send it again if it is still relevant. In the meantime:

## Appealing

reporter-appeal-heading = Do you think this outcome is wrong?
reporter-appeal-offer = You can appeal once. On the next page you explain why; nothing is sent before that.
reporter-appeal-button = Appeal against the outcome…
reporter-appeal-title = Appeal against the outcome
reporter-appeal-who = A supervisor who did not decide this outcome will decide your appeal. Either the investigation is reopened or the outcome stands. You can read the decision and its explanation on your tracking page.
reporter-appeal-once = You can only appeal once, and the decision is final. Include everything that matters.
reporter-appeal-yes = Send appeal
reporter-appeal-no = No, go back
reporter-appealed-title = We have received your appeal
reporter-appealed-text = Nothing else will be done with your report until the appeal is decided. Come back in a few days with your number.
reporter-appeal-there-title = We had already received this appeal

## Withdrawing

reporter-withdraw-heading = Withdraw your report
reporter-withdraw-offer = If you no longer want us to look into this report, you can withdraw it. We will ask you to confirm first.
reporter-withdraw-button = Withdraw your report…
reporter-withdraw-title = Are you sure you want to withdraw your report?
reporter-withdraw-what = We will stop looking into this report. You cannot undo this. If you change your mind, you can make a new report.
reporter-withdraw-keeps = What you wrote will not be deleted: it stays encrypted, and the history of your report is kept too.
reporter-withdraw-yes = Yes, withdraw my report
reporter-withdraw-no = No, go back
reporter-withdrawn-title = You have withdrawn your report
reporter-withdrawn-text = We are no longer looking into it. You can still come back with your number and download the history.
reporter-already-withdrawn = You have already withdrawn this report.
reporter-number-in-text = “{ $field }” contains a tracking number. Anyone who reads the text could use it to answer in your place, so remove it. If it is another number, put some words between its digits.
reporter-second-title = This form has already been sent
reporter-second-text = Your report was recorded the first time and stays as it is. What you have written now is different, so choose what you want to do.
reporter-second-first-title = The first report is enough
reporter-second-first-text = You will see the tracking number of the first report again. You cannot edit a report once it has been recorded, but if we ask you a question you can correct anything in your answer.
reporter-second-first-button = Show the first report’s number
reporter-second-new-title = This is another report
reporter-second-new-text = What you have written now will be recorded as a second report with its own number. The first one stays.
reporter-second-new-button = Send as a second report
