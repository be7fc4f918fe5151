# The glossary: a word, and after -hint what it means. Keys end in the anchors of the page.

glossary-title = What the words mean
glossary-lede = The words of this site, said simply and in the order in which you meet them.
glossary-of-reports = A report and how it is handled
glossary-of-figures = Figures and privacy
glossary-of-history = History and the public log

glossary-report = Report
glossary-report-hint = What somebody tells this system of an offence, a danger or a neglect. It is a claim, not a finding.
glossary-tracking-number = Tracking number
glossary-tracking-number-hint = The number that you are given when you file a report. With it alone you see what became of it. It is stored nowhere, and nobody can give it to you a second time.
glossary-receipt = Receipt
glossary-receipt-hint = A file, signed by us, that proves that your report came in, and by when it has to be in the public log.
glossary-acknowledgement = Acknowledgement
glossary-acknowledgement-hint = Staff tell the reporter that the report has arrived. It should happen within seven days.
glossary-category = Category
glossary-category-hint = What a report is about, bribery for instance. The reporter chooses one from a list, and staff correct it in the first review if need be.
glossary-stage = Stage
glossary-stage-hint = How far the handling of a report has come. Figures tell four of them apart: received, assigned to a unit, under investigation, answered.
glossary-closing = Closing
glossary-closing-hint = The end of a case: its outcome is announced, or the reporter withdraws the report. The time to close runs from receipt to the first closing.
glossary-outcome = Outcome
glossary-outcome-hint = What the investigation came to: the report was confirmed, partly or not, was sent to another authority, or is not for this one to decide.
glossary-appeal = Appeal
glossary-appeal-hint = The reporter does not accept the outcome. Another person than the one who announced it decides: either the case is opened again, or the outcome stands.
glossary-taken-back = Withdrawal by the reporter
glossary-taken-back-hint = The reporter withdraws the report before its end. Its history stays.

glossary-period = Period
glossary-period-hint = A week (Saturday to Friday), a month, a quarter or a year of the Jalali calendar. Figures are only ever of a whole period that is over.
glossary-release = Release, published figures
glossary-release-hint = One table of one period, published once with its page and its files. From then on it never changes.
glossary-noise = Noise
glossary-noise-hint = A random number that is added to each count before it is published, so that nobody can tell from the figures whether a certain report exists.
glossary-margin = Margin
glossary-margin-hint = How far a figure can be from the true number because of the noise. “120 ±{"\u00A0"}14” means: in 95 of 100 cases the true number lies between 106 and 134.
glossary-below-ten = Fewer than 10
glossary-below-ten-hint = What pages show instead of any figure below ten, also where there was no report at all. The true number may be above ten: the margin says how far.
glossary-epsilon = ε, epsilon
glossary-epsilon-hint = The measure of how much a table can give away of one report. The smaller it is, the better each report is hidden, and the larger the noise.
glossary-differential-privacy = Differential privacy
glossary-differential-privacy-hint = The mathematical promise that figures look almost the same whether or not a certain report was filed.
glossary-privacy-budget = Privacy budget
glossary-privacy-budget-hint = The most that all published tables together may ever give away of one report: ε = 2. Each table has a share of it.
glossary-privacy-ledger = Privacy ledger
glossary-privacy-ledger-hint = The list in which the database writes down what each table cost. It refuses whatever would spend more than the budget.
glossary-correction = Correction
glossary-correction-hint = Published figures were wrong, and the same period was counted and published again beside them. The old ones stay, marked as wrong.
glossary-withdrawn = Withdrawn figures
glossary-withdrawn-hint = Published figures were wrong, and nothing has replaced them. They stay where they were, marked as wrong.
glossary-data-package = Data package
glossary-data-package-hint = A small file beside the table (datapackage.json) that tells a program what each column is.
glossary-feed = Feed
glossary-feed-hint = An address from which a feed reader fetches our news by itself, without an account and without an e-mail address.

glossary-history = History of a report
glossary-history-hint = Everything that was done with a report, step by step: filed, read, assigned, answered. A step can be added, and none can be taken out or rewritten unseen.
glossary-fingerprint = Fingerprint, SHA-256
glossary-fingerprint-hint = A short text that is computed from a file. If a single letter of the file changes, the fingerprint is a different one. Nobody can read the file from it.
glossary-public-log = Public log
glossary-public-log-hint = A public list of the fingerprints of all events; each line of it is an entry. Nothing that was written is in it, and everybody can keep a copy.
glossary-cover-entry = Cover entry
glossary-cover-entry-hint = An entry of the public log that stands for no event. Such entries are added so that the growth of the log does not show when something happened.
glossary-checkpoint = Checkpoint, state of the log
glossary-checkpoint-hint = A few signed lines that hold the size and the fingerprint of the whole log at one moment. Whoever keeps one can later prove that the log was rewritten.
glossary-witness = Witness
glossary-witness-hint = A body outside this system that makes sure that the public log only grows, and signs its checkpoints as well.
