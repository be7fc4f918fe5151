# The glossary: a word, and after -hint what it means. Keys end in the anchors of the page.

glossary-title = Glossary
glossary-lede = The words used on this site in plain language, in the order in which you come across them.
glossary-of-reports = A report and how it is handled
glossary-of-figures = Figures and privacy
glossary-of-history = History and the public log

glossary-report = Report
glossary-report-hint = What someone tells this service about an offence, a danger or neglect. A report is a claim, not a finding.
glossary-tracking-number = Tracking number
glossary-tracking-number-hint = The number you get when you make a report. It is the only way to see what has happened to the report. It is not stored anywhere and nobody can give it to you again.
glossary-receipt = Receipt
glossary-receipt-hint = A file signed by us that proves that we received your report and by when it must be in the public log.
glossary-acknowledgement = Acknowledgement
glossary-acknowledgement-hint = Staff tell the reporter that the report has arrived. This should happen within seven days.
glossary-category = Category
glossary-category-hint = What a report is about, for example bribery. The reporter chooses it from a list, and staff correct it in the first review if necessary.
glossary-stage = Stage
glossary-stage-hint = How far a report has progressed. The statistics distinguish four stages: received, assigned to a unit, under investigation and answered.
glossary-closing = Closing
glossary-closing-hint = The end of a case: either its outcome is announced or the reporter withdraws the report. The time to close runs from receipt to the first closing.
glossary-outcome = Outcome
glossary-outcome-hint = The result of the investigation: the report was confirmed, partly confirmed or not confirmed, was referred to another authority, or is outside this authority’s competence.
glossary-appeal = Appeal
glossary-appeal-hint = The reporter does not accept the outcome. Someone other than the person who announced it decides: either the case is reopened or the outcome stands.
glossary-taken-back = Withdrawal by the reporter
glossary-taken-back-hint = The reporter withdraws the report before it is closed. Its history remains.

glossary-period = Period
glossary-period-hint = A week (Saturday to Friday), month, quarter or year of the Jalali calendar. Figures always cover a whole period that has ended.
glossary-release = Published figures (release)
glossary-release-hint = One table for one period, published once with its page and files. It never changes after that.
glossary-noise = Noise
glossary-noise-hint = A random amount added to each count before it is published, so that nobody can tell from the figures whether a particular report exists.
glossary-margin = Margin of error
glossary-margin-hint = How far a published figure can be from the true number because of the noise. “120 ±{"\u00A0"}14” means that in 95 cases out of 100 the true number is between 106 and 134.
glossary-below-ten = Fewer than 10
glossary-below-ten-hint = What pages show instead of any figure below ten, even where there were no reports at all. The true number may be above ten: the margin of error shows by how much.
glossary-epsilon = ε, epsilon
glossary-epsilon-hint = A measure of how much a table can give away about one report. The smaller it is, the better each report is hidden and the larger the noise.
glossary-differential-privacy = Differential privacy
glossary-differential-privacy-hint = A mathematical promise: the figures look almost the same whether or not a particular report was made.
glossary-privacy-budget = Privacy budget
glossary-privacy-budget-hint = The most that all published tables together can ever give away about one report: ε = 2. Each table has a share of it.
glossary-privacy-ledger = Privacy ledger
glossary-privacy-ledger-hint = The list in which the database records what each table cost. It refuses anything that would exceed the budget.
glossary-correction = Correction
glossary-correction-hint = Published figures were wrong, so the same period was counted again and published beside them. The earlier figures stay, marked as wrong.
glossary-withdrawn = Withdrawn figures
glossary-withdrawn-hint = Published figures were wrong and have not been replaced. They stay where they were, marked as wrong.
glossary-data-package = Data package
glossary-data-package-hint = A small file beside the table (datapackage.json) that tells programs what each column means.
glossary-feed = Feed (RSS)
glossary-feed-hint = An address from which a feed reader collects our news automatically, without an account or an email address.

glossary-history = History of a report
glossary-history-hint = Everything that was done with a report, step by step: made, read, assigned, answered. New steps can be added, but no step can be removed or rewritten in secret.
glossary-fingerprint = Fingerprint, SHA-256
glossary-fingerprint-hint = A short text calculated from a file. If a single letter of the file changes, the fingerprint is different. Nobody can work out the file from it.
glossary-public-log = Public log
glossary-public-log-hint = A public list of the fingerprints of all events; each line of it is an entry. It does not contain anything that was written, and anyone can keep a copy.
glossary-cover-entry = Cover entry
glossary-cover-entry-hint = An entry of the public log that does not stand for any event. Such entries are added so that the growth of the log does not show when something happened.
glossary-checkpoint = State of the log (checkpoint)
glossary-checkpoint-hint = A few signed lines with the size and fingerprint of the whole log at one moment. Anyone who keeps one can later prove that the log was rewritten.
glossary-witness = External witness
glossary-witness-hint = An organisation outside this system that makes sure that the public log only grows, and also signs its checkpoints.
