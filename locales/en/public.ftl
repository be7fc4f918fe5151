# Public pages: home, statistics, how it works.

public-contents = On this page
public-decimal-point = .
public-below = fewer than { $number }

## Home

public-home-title = Tell what you saw. See what is done about it.
public-home-lede = Sajam is where you report officials who do not do their duty, offences, crimes and anything that endangers people’s health. You need not give your name. With a tracking number you follow your report step by step to its end.
public-home-plain = No account, no app, no phone number. It works on old phones too.
public-home-urgent-title = Is somebody’s life in danger?
public-home-urgent = Do not wait for this site: police 110, ambulance 115, fire brigade 125.
public-home-road-title = The road of your report
public-home-road-file = You file it
public-home-road-file-text = You answer a few short questions and get a tracking number and a signed receipt on the spot.
public-home-road-intake = We read it and hand it to the right place
public-home-road-intake-text = Intake gives it to the unit that has to look into it, never to a unit of the body it is about.
public-home-road-work = It is investigated
public-home-road-work-text = Every step shows on the tracking page with its date. If there is a question, we ask it there and you answer it there.
public-home-road-end = You read the outcome
public-home-road-end-text = We write down the outcome with an explanation, whatever it is.
public-home-what-title = What can I report?
public-home-what = Anybody can report: a citizen, somebody who works there, a journalist, a passer-by. You need no proof, and need not know which law was broken. It is enough to write down exactly what you saw.
public-home-what-more = Yours is not here? The form has more categories, and if none fits, choose “Something else”.
public-home-safe-title = How your report is protected
public-home-safe-name = We do not ask your name
public-home-safe-name-text = Unless you want it, your name is nowhere. We do not keep your internet address either.
public-home-safe-sealed = What you write is encrypted
public-home-safe-sealed-text = Each report has a key of its own. Whoever copies the database cannot read what you wrote.
public-home-safe-accused = It does not reach the accused
public-home-safe-accused-text = The system refuses to give a case to a unit of the very body it is about.
public-home-safe-history = Its history cannot be erased
public-home-safe-history-text = Each event is locked to the one before it. If somebody changes or removes anything, it shows.
public-home-safe-limits = And what no system can protect you from
public-home-open-title = Do not take our word for it
public-home-open-statistics = Statistics
public-home-open-statistics-text = How many reports came in, what they were about and what was done with them, weekly to yearly, in a way that gives no report away.
public-home-open-verify = Verify a history
public-home-open-verify-text = With a small free program, on your own computer, without us.
public-home-open-how = How it works
public-home-open-how-text = Who sees your report, what is recorded, and what never is.

## How it works

public-how-title = How it works
public-how-lede = This page says what happens between filing a report and reading its outcome, who sees what, and what we are not able to protect.
public-how-filing = Filing a report
public-how-filing-1 = In one form we ask what the report is about, in which province it is, what happened, when and where. Before sending, a page to review shows everything once more, and you can correct it.
public-how-filing-2 = After sending you see a number of twenty digits. It is the only key to your report and is shown this once: write it down, print it or save it. If it is lost we cannot find it either, because we do not keep the number itself.
public-how-filing-3 = With it you get a signed receipt. It proves when the report came in, even if we should deny it one day. The tracking number is not in it.
public-how-name = Your name
public-how-name-text = Whichever you choose, the report is handled just as seriously. An anonymous report too is followed with its tracking number, and you can answer questions about it.
public-how-kept = What we protect
public-how-kept-1 = What you write, the name of whoever it is about, your own name and contact and every message are kept encrypted. Each report has a key of its own, and the key to the keys is not in the database. Category, province and institution are not encrypted: they are needed to bring the case to the right unit.
public-how-kept-2 = The tracking number is in no table. A copy of the database does not tell which number belongs to which report.
public-how-kept-3 = Your internet address is not stored and not written to any technical log.
public-how-kept-4 = What you do is recorded with its hour only, not its minute, so that it cannot be matched with the network log at your workplace.
public-how-kept-5 = Each time a member of the staff reads what you wrote, the history records who read it and when.
public-how-kept-6 = A report is a claim, not a verdict. The name of whoever it is about appears in no list and no statistic.
public-how-limits = What we cannot protect
public-how-limits-text = Knowing this matters more than any promise.
public-how-limits-words = Your own words.
public-how-limits-words-text = If you write what only you could know, a reader can guess who wrote it. Before sending, read it once through their eyes.
public-how-limits-device = Your device.
public-how-limits-device-text = Do not report from a computer at work or a phone that others use. The browser’s history shows that you opened this page.
public-how-limits-network = The network.
public-how-limits-network-text = Your internet provider or your employer’s network cannot see what you write, but can see that you visited this site and when. If that endangers you, use another network or Tor Browser; every page works in it.
public-how-limits-number = The tracking number.
public-how-limits-number-text = Whoever has it sees how your report is going. Give it to nobody.
public-how-limits-case = The investigation itself.
public-how-limits-case-text = When an investigator comes to an office, the office learns that somebody reported. We do not say who, but we cannot keep others from guessing.
public-how-limits-house = Us.
public-how-limits-house-text = Whoever holds both the database and the server’s keys can read what was written. The history reveals tampering by such a person; it does not prevent betrayal.
public-how-stages = The stages
public-how-stage-received = The report is stored and waits for intake. From this moment it cannot get lost.
public-how-stage-acknowledged = A member of the staff has confirmed that it arrived.
public-how-stage-triaged = Category, province and priority have been reviewed, and corrected where needed.
public-how-stage-assigned = It is with the unit that has to look into it. The system refuses a unit of the body complained of; if you named the body in your own words, intake identifies it.
public-how-stage-investigating = An investigator looks at documents, visits the place or talks to people. If there is a question, you see it on the tracking page.
public-how-stage-resolved = The outcome is written down with an explanation for you.
public-how-stage-appealed = If you think the outcome is wrong, you can appeal against it once. A supervisor who did not give that outcome decides: either the investigation is taken up again, or the outcome stands.
public-how-stage-withdrawn = Until the end you can withdraw the report. Its history stays.
public-how-staff = What the staff see
public-how-staff-text = Everyone sees only what their work needs, and that they looked is recorded.
public-how-staff-table = Roles and what they see
public-how-staff-role = Role
public-how-staff-sees = What they see
public-how-staff-intake = Reads new reports to bring them to the right unit.
public-how-staff-investigator = Reads and works on the cases given to their unit.
public-how-staff-supervisor = Sees the cases of the units they supervise, and can assign or close them. Decides on appeals against outcomes they did not give themselves.
public-how-staff-auditor = Sees who did what and when, and never what a reporter wrote.
public-how-staff-publisher = Publishes statistics and sees no report.
public-how-staff-administrator = Makes and closes accounts of the staff, and cannot read any report.
public-how-history = The history and the public log
public-how-history-1 = Whatever is done with a report is an event: filing, reading, assigning, question, answer, outcome. Each event carries the fingerprint of the one before it, so none can be exchanged or removed unnoticed. New events are added; none is ever erased or rewritten.
public-how-history-2 = The fingerprints of all events, without a word of what they say, go into a signed log that is published at fixed times. Whoever keeps a copy of it can show that something was changed later, even if we were the ones who changed it.

## Verify

public-verify-title = Verify it yourself
public-verify-lede = You need not trust us. With three things you hold, on your own computer and without the internet, you can see that a report’s history was not touched.
public-verify-have = What you need
public-verify-have-bundle = The history.
public-verify-have-bundle-text = The file you download from the tracking page:
public-verify-have-receipt = The receipt.
public-verify-have-receipt-text = The file you got when you filed the report. It shows when the report came in:
public-verify-have-key = The log’s public key.
public-verify-have-key-text = Put it from here into a file of this name. If the log has changed its key there are several lines: take all of them:
public-verify-key = The public key.
public-verify-key-file = The key as plain text
public-verify-elsewhere = Get the key from somewhere else too
public-verify-elsewhere-text = Whoever could put a forged history on this site could exchange the key on this page as well. Compare it with what was printed or published elsewhere, or with somebody who has had it for a long time.
public-verify-do = What to do
public-verify-do-text = The program sajam-verify is free and small, and goes to the internet only if you give it an address. Its source is part of Sajam’s: ask whoever runs this site for it.
public-verify-do-build = To build it from source.
public-verify-do-both = History and receipt together.
public-verify-do-receipt = The receipt alone.
public-verify-do-hand = If you do not trust the program either, verifying.md in the folder docs of that source says how to do the same by hand with common tools such as sha256sum and openssl.
public-verify-means = What the answer means
public-verify-means-1 = “OK” means that no event was changed, moved or taken out. Write down the last fingerprint (head): a history you fetch later must hold the same at the same event.
public-verify-means-2 = One history alone does not show that its last events were not cut off. For that, compare it with one you fetched before.
public-verify-means-3 = If the program finds fault, keep the files exactly as they are and give a copy to somebody outside this system. They are evidence.
public-verify-more = What else can be checked
public-verify-more-text = Whatever the public log holds, anybody can copy and check, also without having filed a report. Below, the log is read at its address, with the help of the program sajam-mirror; a folder with a copy of it does as well.
public-verify-step = That one step is in the log
public-verify-step-text = On the tracking page you can download the proof of a single step. It shows that the log holds that step, without the rest of the history.
public-verify-step-do = Check a proof.
public-verify-promise = That we kept the receipt’s promise
public-verify-promise-text = Your receipt names the time by which your report has to be in the public log. If it is not there after that time, the receipt and the log, both signed by us, are proof of misconduct that nobody can deny. The time in the command is the moment at which you look, in UTC.
public-verify-promise-do = Look for your report in the log.
public-verify-grown = That the log only grew
public-verify-grown-text = Keep the text under “The newest state of the log” today, say in a file or with a friend. Some day, compare it with the state of that day: the log of then must begin with all of the log of now. If it does not, we rewrote the past, and the two texts prove it.
public-verify-grown-do = Compare an old and a new state.
public-verify-whole = That nothing in the log is unexplained
public-verify-whole-text = Auditors can export the whole log. In the export every entry is accounted for: an event with who acted, or a cover entry with its secret. What people wrote is not in it.
public-verify-whole-do = Check an export.
public-verify-checkpoint = The newest state of the log
public-verify-checkpoint-text = The public log is published at fixed times and always with cover entries, so that its growth does not tell when or how many reports came in. The second line is the number of entries, the third the fingerprint of the whole log.
public-verify-newest = Published { $time }, Tehran time.
public-verify-checkpoint-file = The same as plain text
public-verify-not-yet = Not published yet
public-verify-not-yet-text = The first state of the log will be here in a few minutes.
public-verify-away = Not available now
public-verify-away-text = Come back in a few minutes.

## Statistics

public-statistics-title = Statistics
public-statistics-lede = Each week, month, quarter and year we say how many reports came in, what they were about and what we did with them. The figures are moved at random, so that nobody can tell from them whether a particular report was filed.
public-statistics-list = Published statistics
public-statistics-published = Published
public-statistics-empty = No statistics have been published yet
public-statistics-empty-text = Each period’s figures are published seven days after its end, at nine in the morning.
public-statistics-says = What the figures say
public-statistics-says-1 = About how many reports came in, on what and from where, and how their handling went. The number after ± is the margin.
public-statistics-says-2 = Each report is counted once in each kind of table, under the category and the province it had when the table was made. Only the weekly table counts it once at each stage.
public-statistics-says-3 = The files of a release never change once it is published.
public-statistics-not = What they do not say
public-statistics-not-1 = A report by itself is not a proven offence. What came of the reports is in a table of its own, of outcomes.
public-statistics-not-2 = More reports may mean more offences, and may mean that people report more.
public-statistics-not-3 = They say nothing of what nobody reported.

## A release

public-release-all = All statistics
public-release-value = Reports
public-release-appeals = Number of appeals
public-release-margin = Margin
public-release-total = All
public-release-read = How to read it
public-release-read-margin = The true number lies within the margin 95 times in 100. “120 ±{"\u00A0"}14” means: very likely between 106 and 134. A difference smaller than the margin may be no difference at all.
public-release-read-five = Figures are rounded to the nearest five, and below ten they only say “fewer than 10”, even for a row with no report at all. The true number may be above ten all the same: the margin says how far.
public-release-read-total = The total is made from figures that are not rounded, so it may differ a little from the sum of the table. Its margin is larger, because the random moves of all rows add up in it.
public-release-read-reports = A report by itself is not a proven offence.
public-release-read-outcomes = Only in the rows “Report confirmed” and “Report partly confirmed” was all or part of what was written found to be true.
public-release-files = Downloads
public-release-files-text = To calculate, use these files: their figures are not rounded, and can be negative. The fingerprint of each file is part of the system’s unchangeable history as well.
public-release-bytes = { $bytes } bytes

## Problems

public-problem-type = Type
public-problem-status = HTTP status
public-problem-text = This address is the type of a problem that Sajam’s API answers with (RFC 9457). Type and status are stable and programs may rely on them; the text is written in the reader’s language.
public-problem-refusal = The request was understood and not carried out, for the reason above. Nothing was changed.
public-problem-api = The description of the API (OpenAPI)
