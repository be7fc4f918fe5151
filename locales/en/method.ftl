# How the figures are made: the page /methodology.

public-method-title = How the figures are made
public-method-lede = People have a right to know how this service performs, and everyone who makes a report has a right to stay hidden. This page explains how we do both.

public-method-why = Why we do not publish exact numbers
public-method-why-1 = Suppose we had published “bribery, this province: 3 reports” today and “4 reports” tomorrow. Everyone would know that a report was made today. A manager who knows who took the day off needs nothing more.
public-method-why-2 = Hiding small numbers does not help: by adding and subtracting the numbers around it, or by comparing yesterday’s table with today’s, the hidden number can be worked out.

public-method-rules = Three rules
public-method-rule-closed = Only periods that have ended.
public-method-rule-closed-text = There is no live counter. Figures cover whole weeks (Saturday to Friday), months, quarters and years of the Jalali calendar. They are published at 9am, seven full days after the period ends: for a month, quarter or year on the 8th of the following month, and for a week on the second Saturday after it. The time is fixed long in advance, so it says nothing about the reports received.
public-method-rule-once = Noise, once.
public-method-rule-once-text = We add a random amount to each number, even zero, or subtract it. It is drawn once and kept. Nobody can ask again and again and take the average.
public-method-rule-fixed = No changes.
public-method-rule-fixed-text = What has been published stays as it is. If it turns out to be wrong, we say so beside it. There is no search or filter that makes a new table.

public-method-coin = What noise is, and how much we add
public-method-coin-1 = For each row of a table the computer draws a number, usually close to zero, sometimes larger, positive or negative. It adds this to the true count and sets the true count aside. Everything we publish is made only from the shifted number.
public-method-coin-2 = In the monthly table this amount is at most { $margin } in 95 cases out of 100. For a category with several hundred reports that is negligible. For one with two or three it covers everything, and that is what we want.
public-method-coin-3 = The amount of noise does not depend on the number of reports. This means we can state the margin of error exactly without giving anything away.

public-method-promise = What we promise
public-method-promise-1 = Imagine two worlds: in one you made a report, in the other you did not. Someone who sees the figures, however much they know and calculate, cannot say for certain which world they are in. From one monthly table, even the best guesser is right at most { $guess } times out of 100. With a coin they would be right 50 times.
public-method-promise-2 = Mathematicians call this differential privacy and measure it with ε (epsilon): the smaller it is, the better hidden you are. Each table has a share fixed in advance, and all the shares together never exceed { $total }, however long the system runs.
public-method-promise-3 = Even all the tables together have a limit. If a report is counted in every kind of table and in every possible correction, someone who already knows all the other reports is right at most { $guess } times out of 100. They can never do better than that.

public-method-budget = The tables and their shares
public-method-families = Share of each table
public-method-family = Table
public-method-share = Share (ε)
public-method-margin = Margin of error
public-method-corrected = Margin of error if corrected
public-method-kept = Kept for corrections
public-method-together = Total
public-method-families-note = The margin of error shown is that of each number in the downloads, in 95 cases out of 100. On web pages it is 2 larger because figures are rounded to the nearest five.

public-method-divide = How the budget is divided, and why
public-method-divide-text = The larger a table’s share, the more exact the table is and the less it hides each report. Shares add up, so what one table gains another loses.
public-method-divide-places = Tables by province and category have large shares because their numbers are small. A category in one province may have a dozen reports a year, and more noise would hide them completely.
public-method-divide-week = The weekly table counts a report at up to four stages. Each stage gets a quarter of the share.
public-method-divide-indicators = The four quarterly tables on acknowledgement, time to close, outcomes and appeals cover the whole country and have few rows. Their numbers are large, and a margin of { $margin } is negligible beside thousands, so they have the smallest shares.
public-method-divide-closed = “Closed within 90 days of being received” does not have its own table. It is the sum of the first two bands of the time to close. Adding published numbers costs nothing.
public-method-divide-corrections = { $kept } is kept for corrections. Without it, wrong figures could never be counted again.

public-method-ledger = The privacy ledger
public-method-ledger-1 = The cost of each draw is recorded in a ledger in the database from which nothing can be deleted. The ledger refuses any draw that would let a report spend more than { $total }, whoever asks for it, including us.
public-method-ledger-2 = It assumes the worst case. A report is counted in only one period of each kind of table, so for each kind the most expensive period counts, with all its corrections. A table that has not been published yet keeps its share: no correction can spend it.

public-method-correct = When figures are wrong
public-method-correct-1 = We do not change them. Their page and the feed say that they are wrong and why. Their files stay at the same address.
public-method-correct-2 = If the budget allows it, the period is counted again and published as another table, whose name ends in r2. It has new noise, and every report in it spends from its share again. No more than { $kept } can be spent on it, so where the first table had a larger share, the corrected one has a wider margin of error.
public-method-correct-3 = The earlier and the new figures also differ by their noise, so the difference between them is not the size of the mistake.
public-method-correct-4 = Figures can also be withdrawn without being replaced. This costs nothing, because nothing is drawn.

public-method-count = What is counted, and when
public-method-count-once = Once
public-method-count-once-text = Each report is counted once in each kind of table, in one period: when what the table shows first happened to it. A case that is passed to another unit, reopened or closed again is not counted again.
public-method-count-received-text = In the week in which the report was made.
public-method-count-assigned-text = In the week in which it was first assigned to a unit.
public-method-count-investigated-text = In the week in which the first step of its investigation was recorded.
public-method-count-resolved-text = In the week in which its first outcome was announced. The four stages are four separate counts and must not be added together.
public-method-count-category = Category and province
public-method-count-category-text = Those the report has when the table is made. Staff set them in the first review and may correct what the reporter chose.
public-method-count-acknowledged = Acknowledged on time
public-method-count-acknowledged-text = Staff acknowledged, reviewed or answered the report for the first time no more than seven days after it was received. Otherwise it counts as late, even if nothing has been done yet. A report that the reporter withdrew within those seven days, before staff had acknowledged it, is not counted. It counts in the quarter in which the report was received.
public-method-count-closing = Time to close
public-method-count-closing-text = The number of days from receipt to the first time the case was closed, whether with an outcome or because the reporter withdrew the report. Closed on time means no more than 90 days. It counts in the quarter in which the case was closed. A case that is still open is not in any band.
public-method-count-outcome = Outcome
public-method-count-outcome-text = How the case was first closed. Reports that were withdrawn by the reporter have a row of their own. The outcome of a reopened case is not counted again.
public-method-count-appeal = Appeals
public-method-count-appeal-text = In the quarter of the decision: accepted, which reopens the case, or dismissed. There can be at most one appeal for each report.

public-method-odd = What happens if …
public-method-odd-later = … a report’s category is corrected after its table has been published?
public-method-odd-later-text = The table stays as it is, and the report is not counted again in it or in another month. Tables made later count it under its new category, so the yearly table may not match the twelve months.
public-method-odd-renamed = … a category is renamed?
public-method-odd-renamed-text = Each category has a code that never changes and is never given to another category. Pages show the new name; files keep the same code.
public-method-odd-new = … a new category is added?
public-method-odd-new-text = It starts with the first period that is made with it. Tables already published do not get a row for it, and earlier files keep their codes.
public-method-odd-clock = … the server’s clock is set back?
public-method-odd-clock-text = A report made in the meantime may fall into a period whose table has already been published. It is then missing from that table, because nothing is drawn a second time. The report itself is handled like any other.
public-method-odd-empty = … no reports are received?
public-method-odd-empty-text = The period is published like any other, with noise in every row, so that nobody can tell from the figures that there were no reports.
public-method-odd-again = … publication is interrupted?
public-method-odd-again-text = The numbers already drawn are kept, and those are the ones published. If we drew again, the two draws could be averaged.

public-method-read = How to read the figures
public-method-read-noised = The downloads contain the noisy numbers without rounding, and these may be negative. Use them for sums and averages: rounded figures are slightly too high on average.

public-method-limits = What this does not protect
public-method-limits-1 = Our promise is for one report. If someone makes many reports, or many are made about one organisation, it shows that there are many, and it should.
public-method-limits-2 = If hundreds of people report together, the figures rise. Figures count reports, not offences.
public-method-limits-3 = What you have told other people, or what the organisation sees of an investigation, is outside these tables.

public-method-asked = Who asks for these figures
public-method-asked-text = European law and the international standard set out which figures a reporting channel should publish. They are not binding on us, but we measure ourselves against them. European law counts three months from acknowledgement; we count 90 days from receipt.
public-method-asked-27 = annual statistics: reports received, investigations and their outcomes.
public-method-asked-9b = acknowledgement within seven days.
public-method-asked-9f = a response within three months.
public-method-asked-iso = evaluating whether the reporting channel works.

public-method-changes = What has changed in the method
public-method-changes-text = Each release states which version it was made with. When the method changes, earlier releases are not made again.
public-method-version = Version { $version }, { $day }
public-method-change-1 = Periods that have ended, noise that is drawn once, figures that never change, and a budget of 2. Shares: 0.5 weekly by stage, 0.25 monthly by category, 0.25 quarterly by province, 0.5 yearly by province and category, 0.25 quarterly by outcome and 0.25 quarterly by timeliness. Only the monthly table was published, and nothing was kept for corrections.
public-method-change-2 = All tables are published, from weekly to yearly, and wrong figures can be corrected. The budget was divided again for this: the weekly share went from 0.5 to 0.4, the yearly one from 0.5 to 0.35 and that of outcomes from 0.25 to 0.125. Two tables replaced the one on timeliness: acknowledgement and time to close, with 0.125 each. A table on appeals was added with 0.125, and 0.25 is kept for corrections. The monthly table and the table by province keep their shares. The margins of error of the other tables are wider as a result.

public-method-check = If you want to check the calculations
public-method-check-text = The noise is discrete Laplace, generated with whole numbers and without rounding. The formulas, proofs and tests are in docs/statistics.md and the statistics folder of Sajam’s source code. The JSON file of each release states its ε and the scale of its noise.
