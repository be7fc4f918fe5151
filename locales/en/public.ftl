# Public pages: home, statistics, how it works.

public-contents = On this page
public-decimal-point = .
public-below = fewer than { $number }

## Home

public-home-title = Report what you saw. Follow it to the end.
public-home-lede = Use Sajam to report officials who neglect their duties, misconduct, crimes and anything that puts people’s health at risk. You do not have to give your name. With your tracking number you can follow your report step by step until it is closed.
public-home-plain = You do not need an account, an app or a phone number. It works on old phones too.
public-home-urgent-title = Is someone’s life in danger?
public-home-urgent = Do not wait for this service. Call the police on 110, an ambulance on 115 or the fire brigade on 125.
public-home-road-title = What happens to your report
public-home-road-file = You report it
public-home-road-file-text = You answer a few short questions and get a tracking number and a signed receipt straight away.
public-home-road-intake = We read it and pass it to the right unit
public-home-road-intake-text = Our intake staff pass it to the unit responsible, never to a unit of the organisation it is about.
public-home-road-work = We investigate
public-home-road-work-text = Each step appears on your tracking page with its date. If we have a question, we ask it there and you answer it there.
public-home-road-end = You read the outcome
public-home-road-end-text = We tell you the outcome and explain it, whatever it is.
public-home-what-title = What you can report
public-home-what = Anyone can make a report: a member of the public, someone who works there, a journalist or a passer-by. You do not need proof, and you do not need to know which law was broken. Just describe exactly what you saw.
public-home-what-more = Cannot see yours here? The form lists more categories. If none of them fits, choose “Something else”.
public-home-safe-title = How your report is protected
public-home-safe-name = You do not have to give your name
public-home-safe-name-text = Your name does not appear anywhere unless you choose to give it. We do not keep your internet (IP) address either.
public-home-safe-sealed = What you write is encrypted
public-home-safe-sealed-text = Each report has its own key. Someone who copies the database cannot read what you wrote.
public-home-safe-accused = It does not reach the people it is about
public-home-safe-accused-text = The system will not let a case be given to a unit of the organisation it is about.
public-home-safe-history = Its history cannot be erased
public-home-safe-history-text = Each event is locked to the one before it. If anyone changes or removes something, it shows.
public-home-safe-limits = And what no system can protect you from
public-home-open-title = You do not have to take our word for it
public-home-open-statistics = Statistics
public-home-open-statistics-text = How many reports we received, what they were about and what we did with them, from weekly to yearly, without giving any report away.
public-home-open-verify = Check a report’s history
public-home-open-verify-text = With a small, free program, on your own computer, without relying on us.
public-home-open-how = How it works
public-home-open-how-text = Who sees your report, what is recorded and what never is.

## How it works

public-how-title = How it works
public-how-lede = This page explains what happens between making a report and reading its outcome, who sees what, and what we cannot protect you from.
public-how-filing = Making a report
public-how-filing-1 = One form asks what the report is about, which province it concerns, what happened, when and where. Before you send it you can check your answers and change them.
public-how-filing-2 = After you send it you see a 20-digit number. It is the only key to your report and we show it only once: write it down, print it or save it. If you lose it we cannot find it for you, because we do not keep the number itself.
public-how-filing-3 = You also get a signed receipt. It proves when we received your report, even if we were to deny it one day. It does not contain your tracking number.
public-how-name = Your name
public-how-name-text = Whichever you choose, we take the report just as seriously. You can follow an anonymous report with its tracking number and answer questions about it too.
public-how-kept = What we protect
public-how-kept-1 = We encrypt what you write, the name of the person you report, your own name and contact details, and every message. Each report has its own key, and the master key is not in the database. The category, province and organisation are not encrypted, because we need them to pass the case to the right unit.
public-how-kept-2 = The tracking number is not stored in any table. A copy of the database does not show which number belongs to which report.
public-how-kept-3 = We do not store your internet (IP) address or write it to any technical log.
public-how-kept-4 = We record the hour of what you do, but not the minute, so that it cannot be matched with the network log at your workplace.
public-how-kept-5 = Each time a member of staff reads what you wrote, the history records who read it and when.
public-how-kept-6 = A report is a claim, not a finding. The name of the person reported does not appear in any list or statistic.
public-how-limits = What we cannot protect you from
public-how-limits-text = It is more important to know this than to hear any promise.
public-how-limits-words = Your own words.
public-how-limits-words-text = If you write something that only you could know, a reader can guess who wrote it. Before you send it, read it once through their eyes.
public-how-limits-device = Your device.
public-how-limits-device-text = Do not report from a computer at work or from a phone that other people use. The browser’s history shows that you opened this page.
public-how-limits-network = The network.
public-how-limits-network-text = Your internet provider or your employer’s network cannot see what you write, but they can see that you visited this site and when. If that puts you at risk, use another network or Tor Browser. Every page works in it.
public-how-limits-number = The tracking number.
public-how-limits-number-text = Anyone who has it can see how your report is progressing. Do not give it to anyone.
public-how-limits-case = The investigation itself.
public-how-limits-case-text = When an investigator visits an office, the office learns that someone made a report. We do not say who, but we cannot stop people guessing.
public-how-limits-house = Us.
public-how-limits-house-text = Someone who holds both the database and the server’s keys can read what was written. The history reveals tampering, but it cannot stop such a person betraying your trust.
public-how-stages = The stages of an investigation
public-how-stage-received = Your report is stored and waiting for our intake staff. From this moment on it cannot be lost.
public-how-stage-acknowledged = A member of staff has confirmed that your report arrived.
public-how-stage-triaged = The category, province and priority have been reviewed, and corrected if necessary.
public-how-stage-assigned = Your report is with the unit that will look into it. The system does not accept a unit of the organisation reported. If you named the organisation in your own words, our intake staff identify it.
public-how-stage-investigating = An investigator looks at documents, visits the place or talks to people. If they have a question, you will see it on your tracking page.
public-how-stage-resolved = The outcome has been written with an explanation for you.
public-how-stage-appealed = If you think the outcome is wrong, you can appeal once. A supervisor who did not decide that outcome decides your appeal: either the investigation is reopened or the outcome stands.
public-how-stage-withdrawn = You can withdraw your report at any time until it is closed. Its history remains.
public-how-staff = What staff can see
public-how-staff-text = Everyone sees only what they need for their work, and each time they look it is recorded.
public-how-staff-table = Roles and what they can see
public-how-staff-role = Role
public-how-staff-sees = What they can see
public-how-staff-intake = Read new reports to pass them to the right unit.
public-how-staff-investigator = Read and work on the cases assigned to their unit.
public-how-staff-supervisor = See the cases of the units they supervise, and can assign or close them. Decide appeals against outcomes that they did not decide themselves.
public-how-staff-auditor = See who did what and when, but never what a reporter wrote.
public-how-staff-publisher = Publish statistics and cannot see any report.
public-how-staff-administrator = Tell the public how the service is doing and see how the daily checks of the history came out; cannot read any report.
public-how-history = The history and the public log
public-how-history-1 = Everything that is done with a report is an event: filing, reading, assigning, a question, an answer, the outcome. Each event contains the fingerprint of the one before it, so none can be replaced or removed unnoticed. New events are added; no event is ever erased or rewritten.
public-how-history-2 = The fingerprints of all events, without any of their text, go into a signed log that is published at fixed times. Anyone who keeps a copy can show that something was changed later, even if we were the ones who changed it.

## Verify

public-verify-title = Check it yourself
public-verify-lede = You do not have to trust us. With three things that you hold, on your own computer and without the internet, you can check that nobody has tampered with a report’s history.
public-verify-have = What you need
public-verify-have-bundle = The history.
public-verify-have-bundle-text = The file you download from your tracking page:
public-verify-have-receipt = The receipt.
public-verify-have-receipt-text = The file you got when you made the report. It shows when we received it:
public-verify-have-key = The log’s public key.
public-verify-have-key-text = Copy it from here into a file with this name. If the log has changed its key there are several lines. Copy all of them:
public-verify-key = The public key.
public-verify-key-file = The key as a plain text file
public-verify-elsewhere = Get the key from another place too
public-verify-elsewhere-text = Anyone who could put a forged history on this site could also replace the key on this page. Compare it with a copy that was printed or published elsewhere, or with someone who has had it for a long time.
public-verify-do = What to do
public-verify-do-text = The program sajam-verify is free and small, and only connects to the internet if you give it an address. Its source code is part of Sajam: ask whoever runs this site for it.
public-verify-do-build = Build it from source.
public-verify-do-both = Check the history and the receipt together.
public-verify-do-receipt = Check the receipt on its own.
public-verify-do-hand = If you do not trust the program either, the guide verifying.md in the docs folder of the source code explains how to do the same by hand with common tools such as sha256sum and openssl.
public-verify-means = What the result means
public-verify-means-1 = “OK” means that no event was changed, moved or removed. Write down the last fingerprint (head): a history you download later must have the same fingerprint at the same event.
public-verify-means-2 = One history on its own does not show whether its last events were cut off. To check that, compare it with one you downloaded earlier.
public-verify-means-3 = If the program reports a problem, keep the files exactly as they are and give a copy to someone outside this system. They are evidence.
public-verify-more = What else you can check
public-verify-more-text = Anyone can copy and check everything in the public log, even if they have not made a report. The commands below read the log from its address with the help of the program sajam-mirror. A folder with a copy of the log works too.
public-verify-step = That a step is in the log
public-verify-step-text = On your tracking page you can download the proof of a single step. It shows that the step is in the log, without the rest of the history.
public-verify-step-do = Check a proof.
public-verify-promise = That we kept the promise on the receipt
public-verify-promise-text = Your receipt states the time by which your report must be in the public log. If it is not there after that time, the receipt and the log, both signed by us, are evidence of misconduct that nobody can deny. The time in the command is the moment at which you look, in UTC.
public-verify-promise-do = Look for your report in the log.
public-verify-grown = That the log has only grown
public-verify-grown-text = Keep today’s text under “The latest state of the log”, for example in a file or with a friend. Some day, compare it with the state on that day: that log must begin with the whole of today’s. If it does not, we have rewritten the past, and the two texts prove it.
public-verify-grown-do = Compare an earlier and a later state.
public-verify-whole = That everything in the log is accounted for
public-verify-whole-text = Auditors can export the whole log. In the export every entry is accounted for: it is either an event with the person who acted, or a cover entry with its secret. What people wrote is not in it.
public-verify-whole-do = Check an export.
public-verify-checkpoint = The latest state of the log
public-verify-checkpoint-text = The public log is published at fixed times and always with cover entries, so its growth does not show when reports came in or how many. The second line is the number of entries and the third is the fingerprint of the whole log.
public-verify-newest = Published { $time }, Tehran time.
public-verify-checkpoint-file = The same text as a plain text file
public-verify-not-yet = Not published yet
public-verify-not-yet-text = The first state of the log will appear here in a few minutes.
public-verify-away = Not available at the moment
public-verify-away-text = Try again in a few minutes.

## Statistics

public-statistics-title = Statistics
public-statistics-lede = Every week, month, quarter and year we publish how many reports we received, what they were about and what we did with them. The figures are shifted at random so that nobody can tell from them whether a particular report was made.
public-statistics-list = Published statistics
public-statistics-published = Published
public-statistics-empty = No statistics have been published yet
public-statistics-empty-text = The figures for each period are published seven days after it ends, at 9am.
public-statistics-says = What these figures show
public-statistics-says-1 = Roughly how many reports we received, what they were about and where they came from, and how they progressed. The number after ± is the margin of error.
public-statistics-says-2 = Each report is counted once in each kind of table, under the category and province it had when the table was made. Only the weekly table counts it once at each stage.
public-statistics-says-3 = The files of a release never change once it is published.
public-statistics-not = What these figures do not show
public-statistics-not-1 = A report is not proof of an offence. The outcomes of reports are in a table of their own.
public-statistics-not-2 = More reports may mean more offences, or it may mean that people report more.
public-statistics-not-3 = They say nothing about what nobody reported.

## A release

public-release-all = All statistics
public-release-value = Reports
public-release-appeals = Number of appeals
public-release-margin = Margin of error
public-release-total = All
public-release-read = How to read these figures
public-release-read-margin = In 95 cases out of 100 the true number is within the margin of error. “120 ±{"\u00A0"}14” means that it is very likely between 106 and 134. A difference smaller than the margin may be no difference at all.
public-release-read-five = Figures are rounded to the nearest five. Any figure below ten is shown as “fewer than 10”, even where there were no reports at all. The true number may still be above ten: the margin of error shows by how much.
public-release-read-total = The total is calculated from unrounded figures, so it may differ slightly from the sum of the table. Its margin of error is larger because it adds up the random shifts of all the rows.
public-release-read-reports = A report is not proof of an offence.
public-release-read-outcomes = Only in the rows “Report confirmed” and “Report partly confirmed” did the investigation find that all or part of the report was true.
public-release-files = Downloads
public-release-files-text = Use these files for calculations: their figures are not rounded and may be negative. The fingerprint of each file is also recorded in the system’s unchangeable history.
public-release-bytes = { $bytes } bytes

## Problems

public-problem-type = Type
public-problem-status = HTTP status
public-problem-text = This address is the type of an error that Sajam’s API returns (RFC 9457). The type and status are stable and programs can rely on them. The text is in the reader’s language.
public-problem-refusal = The request was understood but not carried out, for the reason given above. Nothing was changed.
public-problem-api = API description (OpenAPI)
