# Pages of the reporter: filing, the tracking number, following.

## The fields of a report

reporter-label-category = What is it about?
reporter-label-province = Province
reporter-label-institution = Which body?
reporter-label-institution-name = The body, in your words
reporter-label-narrative = What happened?
reporter-label-subject = Who is it about?
reporter-label-place = Where?
reporter-label-occurred = When?
reporter-label-anonymity = How do you want to report?
reporter-label-identity = Your name
reporter-label-contact = How to reach you
reporter-label-language = Language
reporter-label-message = Your answer
reporter-label-grounds = Your reasons for appealing
reporter-label-reason = Why you withdraw it

reporter-hint-province = Where it happened, not where you live.
reporter-hint-institution = The body the report is about. If it is not listed, choose “another body”; if you do not know, say so.
reporter-hint-institution-name = Only if you chose “another body” above.
reporter-hint-narrative = What did you see or hear, who did what, and who else was affected? 20 to 20,000 characters. Write only what is needed to look into it.
reporter-hint-subject = A name, or better a post: for instance “head of the district office”.
reporter-hint-place = City, street, building, the name of the office.
reporter-hint-occurred = A day, a month, or for instance “every night since the summer”.
reporter-hint-identity = Leave it empty for an anonymous report. For a confidential one it is up to you; for a report with your name it is needed.
reporter-hint-contact = A telephone number or an e-mail address, if you wish. Leave it empty for an anonymous report.
reporter-hint-answer = Up to 5,000 characters. If you report anonymously, take care not to give yourself away here either.
reporter-hint-grounds = Up to 5,000 characters. Write what is wrong or was not seen. If you report anonymously, take care not to give yourself away here either.
reporter-hint-reason = If you like; you need not give a reason.

reporter-institution-other = Another body
reporter-institution-unknown = I do not know

## What is wrong with a field

reporter-missing = Fill in “{ $field }”.
reporter-missing-category = Choose what the report is about.
reporter-missing-province = Choose the province.
reporter-missing-institution = Choose the body, or “I do not know”.
reporter-missing-institution-name = Write the name of the body, or choose “I do not know”.
reporter-missing-narrative = Write what happened.
reporter-missing-anonymity = Choose how you want to report.
reporter-unknown-code = “{ $field }” has a value that is not on its list; choose again.
reporter-listed-and-named = You chose a body from the list and wrote a name as well. Choose “another body”, or remove the name.
reporter-too-short = “{ $field }” is too short: write at least { $min } characters; there are { $actual }.
reporter-too-long = “{ $field }” is too long: { $max } characters at most; there are { $actual }. What you wrote is still there; shorten it.
reporter-control-character = “{ $field }” has a control character, which cannot be seen and does not belong in a text.
reporter-bidi-control = “{ $field }” has a hidden character that changes the direction of writing. It usually comes along with copied text.
reporter-unreadable = Some characters of “{ $field }” arrived unreadable and show as “�”. Remove or rewrite them.
reporter-idempotency-key = The Idempotency-Key header takes 16 to 255 visible ASCII characters.

## The form

reporter-report-title = File a report
reporter-report-lede = Write what you saw, in plain words. You need not give your name. Before anything is sent you see it all once more.
reporter-step-write = Write
reporter-step-review = Check
reporter-step-number = Keep the number
reporter-clean-title = There are characters here that cannot be seen
reporter-clean-text = They come along when text is copied from messengers and files. With this button we take them out and leave everything else as you wrote it.
reporter-clean-button = Take the hidden characters out
reporter-emergency-title = Is somebody’s life in danger right now?
reporter-emergency-text = Call first: police 110, ambulance 115, fire brigade 125. Reports are not read at once.
reporter-safety-title = If you do not want to be recognised
reporter-safety-device = Do not write on a computer, telephone or network that belongs to your workplace. Use a device of your own.
reporter-safety-words = Do not write your name, post, telephone number or relationship to people, nor anything that only you can know.
reporter-safety-window = Use a private window of your browser, and close it when you are done.
reporter-stored-title = What we store and what we do not
reporter-stored-sealed = What you write is encrypted before it is stored. Only those who handle the report open it, and every reading is recorded in its history.
reporter-stored-open = Category, province, a body chosen from the list and the hour of filing are not encrypted: they are needed to sort reports and for statistics.
reporter-stored-not = We do not store your internet address and use no cookies. We do not store the tracking number either, only a code that does not lead back to it.
reporter-stored-others = Your internet provider, or whoever runs the network you use, can see that you visited this site, but not what you wrote. The device you use may remember the visit too.
reporter-part-subject = What the report is about
reporter-part-account = What you saw
reporter-part-reach = You
reporter-check-button = Check before sending
reporter-check-hint = Nothing is sent yet. On the next page you see everything once more.

## Before sending

reporter-review-title = Check before sending
reporter-review-lede = Read it once more. Is there anything that gives you away against your wish?
reporter-review-kept = Nothing you wrote is lost: press “Send the report” again. It will not be filed twice.
reporter-not-given = left empty
reporter-send-button = Send the report
reporter-change-button = Go back and change
reporter-send-hint = Then you get a tracking number. Keep pen and paper or a safe place at hand.

## After sending

reporter-submitted-title = Your report was received
reporter-submitted-lede = This is the only key to your report. Write it down now.
reporter-number-label = Tracking number
reporter-once-title = This number is shown only once
reporter-once-text = We do not keep it and cannot recover it. Whoever has it can read your report and answer in your name: keep it somewhere only you can reach.
reporter-number-copy = The number, to copy
reporter-number-download = Download the number
reporter-receipt-download = Download the receipt
reporter-print-hint = You can also print this page from your browser’s menu.
reporter-number-file = Tracking number: { $number }
    Follow the report here: { $address }
reporter-receipt-title = Receipt
reporter-receipt-text = The receipt is signed. It proves that this report was filed, and by when the public log has to show it, even if somebody should lose the report later. It holds neither your number nor what you wrote.
reporter-receipt-label = Signed receipt
reporter-after-title = What happens next
reporter-after-read = Our staff read the report, confirm that it reached us and hand it to the right unit. A unit that belongs to the body you complain of never gets it.
reporter-after-come = Come back in a few days with your number. If we have a question for you, it will be there; without you we have no way to ask.
reporter-after-trace = When you have kept the number, close this window. If others use this device, clear the browser’s history and remove downloaded files.

## The number

reporter-track-title = Follow a report
reporter-track-lede = With the tracking number you see where your report stands, answer questions and take its history along.
reporter-number-hint = 20 digits, as in 1234 5678 9012 3456 7890. Persian or Latin digits, with spaces or without.
reporter-number-missing = Write the tracking number.
reporter-number-length = { $n ->
    [one] A tracking number has 20 digits; here is { $count }.
   *[other] A tracking number has 20 digits; here are { $count }.
}
reporter-number-character = A tracking number has digits only. There is something else in the field.
reporter-track-button = Show the report
reporter-lost-title = Have you lost the number?
reporter-lost-text = We cannot find it for you: it is stored nowhere, so that nobody gets from a report to you. Your report is handled all the same. If you have more to say, file another report.
reporter-kept-title = What you wrote is kept
reporter-kept-text = Enter the tracking number, and you can go on with it. It has not been sent yet.

## The tracking page

reporter-tracking-title = Your report
reporter-next-received = Your report has reached us. Next, our staff read it and confirm here that it was received.
reporter-next-acknowledged = We confirmed that your report was received. Next, its category and priority are settled.
reporter-next-triaged = Its category and priority are settled. Next, it is handed to the unit that will look into it.
reporter-next-assigned = A unit has your report. Next, an investigator begins to look into it.
reporter-next-investigating = An investigator is looking into your report. If we have a question, you find it here.
reporter-next-awaiting-reporter = We have a question for you. The investigation goes on better with your answer.
reporter-next-resolved = The investigation has come to its end. This is its outcome, with an explanation:
reporter-next-appealed = Your appeal is waiting for a decision. It is made by a supervisor who did not give this outcome. Until then the outcome stands:
reporter-next-withdrawn = You withdrew the report, and it is no longer looked into.
reporter-question-title = A question for you
reporter-answer-button = Send the answer
reporter-unsent-title = What you wrote was not sent
reporter-unsent-label = Your text, to keep
reporter-erased = This text was erased; nobody can read it any more.
reporter-timeline-title = What has happened so far
reporter-assigned-to-unit = It was given to a unit
reporter-filed-title = What you wrote
reporter-reach-hidden = Your name and contact are not shown here, so that nobody who finds the number learns them.
reporter-history-title = A history nobody can change unseen
reporter-history-text = Every step of this report is linked to the one before and noted in a public log. Download the history now and later: if a step were removed or changed in between, it would show. Each reading by the staff is in it as well.
reporter-history-covered = All the steps shown here have been in the public log since { $day }, when it was published with { $size } entries. Since then, if anybody changed or removed one of them, even we ourselves, everybody could see it.
reporter-history-awaited = The latest steps are not in the public log yet; they will be by { $time } at the latest. From then on, if anybody changed or removed one of them, even we ourselves, everybody could see it.
reporter-history-download = Download the history
reporter-proof-title = The proof of one step alone
reporter-proof-text = A short text which shows, without the rest of the history, that the public log holds this step. It has no word of what you wrote, but it does have the name this report goes by in the log: give it only to those you would give the history to.
reporter-proof-label = Which step?
reporter-proof-step = { $number }. { $title }
reporter-proof-download = Download the proof
reporter-proof-awaited = The proof of this step can be downloaded by { $time } at the latest.
reporter-proof-none = There is no such step
reporter-proof-which = Choose one of the steps of this report below.
reporter-verify-link = How to check the history, the receipt and proofs yourself
reporter-refresh-button = Show the latest state
reporter-again-button = Try again

## Answering

reporter-answer-sent-title = Your answer has reached us
reporter-answer-sent-text = It is in the report’s history, and the investigator will read it.
reporter-answer-there-title = This answer had reached us already
reporter-answer-there-text = It was not recorded a second time.
reporter-answer-refused = If you wrote something, you find it below.
reporter-changed-title = The report has changed since you opened this page
reporter-changed-text = What you wrote has not been sent and is still here. Look at what is new, then send it again if it still fits. In the meantime:

## Appealing

reporter-appeal-heading = Do you think this outcome is wrong?
reporter-appeal-offer = You can appeal against it once. On the next page you write why; nothing is sent before that.
reporter-appeal-button = Appeal against the outcome…
reporter-appeal-title = Appeal against the outcome
reporter-appeal-who = A supervisor who did not give this outcome decides on the appeal. Either the investigation is taken up again, or the outcome stands. You read the decision, with an explanation, on your report’s page.
reporter-appeal-once = You can appeal only once, and the decision is final. Write here whatever matters.
reporter-appeal-yes = Send the appeal
reporter-appeal-no = No, go back
reporter-appealed-title = Your appeal was received
reporter-appealed-text = Until it is decided, nothing else is done with the case. Come back in a few days with your number.
reporter-appeal-there-title = This appeal had reached us already

## Withdrawing

reporter-withdraw-heading = Withdraw the report
reporter-withdraw-offer = If you no longer want this report to be looked into, you can withdraw it. We ask once more before that.
reporter-withdraw-button = Withdraw the report…
reporter-withdraw-title = Do you want to withdraw the report?
reporter-withdraw-what = Nobody will look into this report any more, and that cannot be undone. If you change your mind, you can file it anew.
reporter-withdraw-keeps = What you wrote is not deleted: it stays encrypted, and the report’s history stays too.
reporter-withdraw-yes = Yes, withdraw the report
reporter-withdraw-no = No, go back
reporter-withdrawn-title = The report was withdrawn
reporter-withdrawn-text = It is no longer looked into. You can still come back with the number and take the history along.
reporter-already-withdrawn = You have already withdrawn this report.
reporter-number-in-text = “{ $field }” has a tracking number in it. Whoever reads the text could use it to answer in your place: take it out. If it is some other number, put words between its digits.
reporter-second-title = This form has been sent before
reporter-second-text = Your report was filed the first time and stands. What you have written now is different: say which you want.
reporter-second-first-title = The first report is enough
reporter-second-first-text = You see the first report’s tracking number again. A report that was filed cannot be edited, but when you are asked something you can correct anything in your answer.
reporter-second-first-button = See the first report’s number
reporter-second-new-title = This is another report
reporter-second-new-text = What you have written now is filed as a second report with a number of its own. The first one stays.
reporter-second-new-button = File it as a second report
