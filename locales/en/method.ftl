# How the figures are made: the page /methodology.

public-method-title = How the figures are made
public-method-lede = People have a right to know how this system performs, and each reporter has a right to stay hidden. This page says how we keep both.

public-method-why = Why we do not give the exact number
public-method-why-1 = Suppose we had written “bribery, this province: 3 reports” today and “4 reports” tomorrow. Everybody would know that a report was filed today. A boss who knows who took the day off needs no more.
public-method-why-2 = Hiding small numbers does not help: by adding and subtracting the numbers around it, or comparing yesterday’s table with today’s, the hidden one is found again.

public-method-rules = Three rules
public-method-rule-closed = Only periods that are over.
public-method-rule-closed-text = There is no live counter. Figures are of whole weeks (Saturday to Friday), months, quarters and years of the Jalali calendar. They come out at nine in the morning, seven full days after the period’s end: those of a month, quarter or year on the 8th of the next month, those of a week on the second Saturday after it. The time was fixed long before, so it tells nothing of what came in.
public-method-rule-once = Noise, once.
public-method-rule-once-text = To each number, zeros too, we add or subtract a random amount. It is drawn one time and stays; nobody can ask again and again and take the average.
public-method-rule-fixed = No changes.
public-method-rule-fixed-text = What is published stays as it is. If it turns out to be wrong, that is said beside it. There is no search or filter that makes a new table.

public-method-coin = What the noise is, and how much
public-method-coin-1 = For each row of a table the computer draws a number: mostly close to zero, sometimes larger, positive or negative. It adds it to the true count and puts the true count away. Whatever is published is made from the moved number alone.
public-method-coin-2 = In the monthly table this amount is at most { $margin } in 95 of 100 cases. For a category with some hundred reports that is little; for one with two or three it covers everything, and that is what we want.
public-method-coin-3 = The size of the noise does not depend on the number of reports. So we can state the margin exactly without giving anything away.

public-method-promise = What we promise
public-method-promise-1 = Think of two worlds: in one you filed a report, in the other you did not. Whoever sees the figures, however much they know and compute, cannot say for sure in which world they are. The best guesser is right at most { $guess } times in 100 from one monthly table; a coin is right 50 times.
public-method-promise-2 = Mathematicians call this differential privacy and measure it by ε (epsilon): the smaller, the better hidden. Each table has a share that was fixed beforehand, and all of them together never exceed { $total }, however long the system runs.
public-method-promise-3 = This total has its limit, too. If a report is in every kind of table, with every correction there can be, somebody who already knows all other reports is right at most { $guess } times in 100. They cannot get further than that.

public-method-budget = The tables and the share of each
public-method-families = The share of each table
public-method-family = Table
public-method-share = Share (ε)
public-method-margin = Margin
public-method-corrected = Margin if corrected
public-method-kept = Kept for corrections
public-method-together = All together
public-method-families-note = The margin is that of a number in the downloads, in 95 of 100 cases. On pages it is 2 larger, because there figures are rounded to the nearest five.

public-method-divide = How the total is divided, and why
public-method-divide-text = The larger a table’s share, the more exact it is, and the less it hides each report. Shares add up: what one table gains, another loses.
public-method-divide-places = Tables with places and categories have large shares, because their numbers are small. A category in one province may have a dozen reports a year; more noise would drown them.
public-method-divide-week = The weekly table counts a report at up to four stages. Each stage has a quarter of the share.
public-method-divide-indicators = The four quarterly tables on acknowledgement, time to close, outcomes and appeals are of the whole country and have few rows. Their numbers are large, and a margin of { $margin } is little beside thousands. So they have the smallest shares.
public-method-divide-closed = “Closed within 90 days of being received” has no table of its own. It is the first two bands of the times to close, added up; adding published numbers costs nothing.
public-method-divide-corrections = { $kept } is kept for corrections. Without it, nothing that is wrong could ever be counted again.

public-method-ledger = The privacy ledger
public-method-ledger-1 = What each draw of noise costs is written into a ledger in the database, which nothing can be struck from. It refuses every draw by which a report could spend more than { $total }, whoever asks for it, ourselves included.
public-method-ledger-2 = It reckons with the worst case. A report is counted in only one period of each kind of table, so of each kind the period that cost most counts, with all its corrections. A table that is not out yet keeps its share: no correction can spend it.

public-method-correct = When figures are wrong
public-method-correct-1 = We do not change them. Their page and the feed say that they are wrong, and why. Their files stay at their address.
public-method-correct-2 = If the budget allows it, the period is counted again and published as a further table, whose name ends in r2. It has new noise, and every report in it pays again. No more than { $kept } can be spent on it; where the first table cost more, the corrected one has a wider margin.
public-method-correct-3 = Old and new figures differ by their noise as well. The difference of the two is not the size of the mistake.
public-method-correct-4 = Figures can also be withdrawn and not replaced. That costs nothing, because nothing is drawn.

public-method-count = What is counted, and when
public-method-count-once = Once
public-method-count-once-text = Each report is counted once in each kind of table, in one period: when what the table tells happened to it for the first time. A case that is handed on, opened again or closed again is not counted again.
public-method-count-received-text = In the week in which the report was registered.
public-method-count-assigned-text = In the week in which it was first given to a unit.
public-method-count-investigated-text = In the week in which the first step of its investigation was recorded.
public-method-count-resolved-text = In the week in which its first outcome was announced. The four stages are four separate counts, and are not to be added up.
public-method-count-category = Category and province
public-method-count-category-text = Those which the report has when the table is drawn. Staff settle them in the first review, and may correct what the reporter chose.
public-method-count-acknowledged = Acknowledged in time
public-method-count-acknowledged-text = Staff told the reporter for the first time that the report has arrived, or reviewed or answered it for the first time, at most seven days after it was received. Otherwise it counts as late, also if nothing has happened yet. A report withdrawn by the reporter within the seven days, before staff had acknowledged or acted on it, is left out. It counts in the quarter in which the report was received.
public-method-count-closing = Time to close
public-method-count-closing-text = The days from receipt to the first end of the case, by outcome or because the reporter withdrew the report. Closed in time means at most 90 days. It counts in the quarter of that end; a case that is still open is in no band yet.
public-method-count-outcome = Outcome
public-method-count-outcome-text = How the case ended for the first time. Reports withdrawn by the reporter have a row of their own. What comes of a case that is opened again is not counted again.
public-method-count-appeal = Appeals
public-method-count-appeal-text = In the quarter of the decision: allowed, which opens the case again, or dismissed. A report has at most one appeal.

public-method-odd = What happens if …
public-method-odd-later = … a report’s category is corrected after its table is out?
public-method-odd-later-text = The table stays as it is and the report is not counted again in it, nor in another month. Tables that are drawn later count it under its new category. So the year’s table need not agree with the twelve months.
public-method-odd-renamed = … a category is renamed?
public-method-odd-renamed-text = Each category has a code that never changes and is never used for another one. Pages show the new name, the files have the same code as before.
public-method-odd-new = … a new category is introduced?
public-method-odd-new-text = It begins with the first period that is drawn with it. Tables that are out do not get a row for it, and old files keep their codes.
public-method-odd-clock = … the server’s clock is set back?
public-method-odd-clock-text = A report that is filed meanwhile and so falls into a period whose table is out is missing in that table: nothing is drawn a second time. It is handled like any other.
public-method-odd-empty = … no report came in?
public-method-odd-empty-text = The period is published like any other, with noise in every row, so that nobody sees that there was none.
public-method-odd-again = … publishing breaks off half-way?
public-method-odd-again-text = The numbers that were drawn are kept, and it is those that come out. A second draw could be averaged with the first.

public-method-read = How to read the figures
public-method-read-noised = The downloads hold the noised number without rounding, which can be negative. Use it for sums and averages: rounded figures are a little too high on average.

public-method-limits = What this does not protect
public-method-limits-1 = Our promise is for one report. If somebody filed many, or many were filed about one body, it shows that there are many; and it should.
public-method-limits-2 = If hundreds of people report together, the figures rise. They count reports, not offences.
public-method-limits-3 = What you told others, or what the body sees of an investigation, is outside these tables.

public-method-asked = Who asks for these figures
public-method-asked-text = European law and the international standard say what a reporting channel has to show. They do not bind us; we measure ourselves by them all the same. The law counts three months from the acknowledgement; we count 90 days from receipt.
public-method-asked-27 = statistics once a year: reports received, investigations and their outcomes.
public-method-asked-9b = acknowledgement within seven days.
public-method-asked-9f = an answer within three months.
public-method-asked-iso = measuring whether the channel works.

public-method-changes = What changed in the method
public-method-changes-text = Each published table says by which version it was made. It is not made anew when the method changes.
public-method-version = Version { $version }, { $day }
public-method-change-1 = Periods that are over, noise that is drawn once, figures that never change, and a total of 2. Shares: 0.5 weekly by stage, 0.25 monthly by category, 0.25 quarterly by province, 0.5 yearly by province and category, 0.25 quarterly by outcome, 0.25 quarterly by timeliness. Only the monthly table was published, and nothing was kept for corrections.
public-method-change-2 = All tables are published, weekly to yearly, and wrong figures can be corrected. For that the total was divided anew: the weekly share went from 0.5 to 0.4, the yearly one from 0.5 to 0.35 and that of outcomes from 0.25 to 0.125. In place of the table on timeliness there are two, on acknowledgement and on time to close, with 0.125 each. One on appeals was added with 0.125, and 0.25 is kept for corrections. The tables by month and by province keep what they had. The margins of the others are wider for it.

public-method-check = For whoever wants to check
public-method-check-text = The noise is discrete Laplace, made with whole numbers and without rounding. Formulas, proofs and tests are in docs/statistics.md and the folder statistics of Sajam’s code. Each release’s JSON file states its ε and the scale of its noise.
