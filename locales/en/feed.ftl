# Feeds: the public one, and a reporter's own.

## The public feed

feed-title = Sajam: figures and news
feed-about = Statistics, corrections, changes in how they are made, and incidents of the public reporting system
feed-link = Figures and news of Sajam
feed-incident-open = Incident
feed-incident-closed = Over
feed-release-corrected = Corrected: { $headline }
feed-release-wrong = No longer valid: { $headline }
feed-release-table = The whole table, a chart and files to calculate with are on the page of this release.
feed-release-read = Random noise is added to each figure, to protect whoever reported. The true number lies within the margin 95 times in 100. A report by itself is not a proven offence.
feed-release-line = { $labels }: { $value } (±{"\u00A0"}{ $margin })
feed-correction-what = { $family }, { $period }
feed-correction-replaced = Corrected: { $what }
feed-correction-withdrawn = Withdrawn: { $what }
feed-correction-see = The earlier files stay as they were. New figures take their place.
feed-correction-gone = The earlier files stay as they were. Do not use these figures; nothing has taken their place yet.
feed-methodology = How the figures are made: version { $version }
methodology-change-1 = The first version: closed periods, noise drawn once, releases that never change, and at most ε = 2 for one report over all tables.
methodology-change-2 = The budget of ε = 2 was divided anew: smaller shares for what was there, new tables of time limits, time to close and appeals, and a part kept for corrections. Margins of some tables are wider for it.

## A reporter's own feed

feed-following-title = Sajam: what has happened
feed-following-about = What happens today is told here tomorrow. Open the tracking page with your number to read more. Never enter the number anywhere else.
feed-following-decided = Your appeal was decided
feed-following-more = To read more, open the tracking page with your number.

feed-offer-title = Hear of news by itself, in a feed reader
feed-offer-what = If you use a feed reader (RSS or Atom), we can give you an address at which it sees when something happens to this report. You need not do this; the tracking page always tells you more.
feed-offer-tells = The feed says what happened and on which day, each day on the day after, and nothing else: not what you or we wrote, not the category, the body or the outcome, and not your number. Somebody who sees both it and our cases may tell by the days which report is yours.
feed-offer-operator = If your feed reader is an app of your own on your own device, only we and your network see that it asks. If it is a website or an app with an account, the company behind it learns all the feed says, and when and from where you read it. In both cases it connects to this site again and again, and the network you use can see that.
feed-offer-screen = Whoever looks at your feed reader sees that you follow a report. Do not use one at work or on a shared device.
feed-offer-whoever = Whoever has the address can follow the report like you; they can neither read it nor answer. You can revoke the address here at any time.
feed-offer-there = This report has an address. We cannot show it again.
feed-offer-make = Make a feed address
feed-offer-anew = Make a new address; the old one ends
feed-offer-revoke = Revoke the address

feed-address-title = The address of your feed
feed-address-lede = Copy this address into your feed reader. It is not the tracking number and does not lead to it.
feed-address-atom = Address
feed-address-other = If your feed reader does not take it
feed-address-json = The same as JSON Feed
feed-address-once-title = This address is shown only once
feed-address-once-text = We do not keep it. If you lose it, make a new one on the page of your report; then this one no longer works. Loading this page again makes a new one, too.
feed-address-know = What you should know
feed-address-back = Back to the report

feed-revoked-title = The feed address was revoked
feed-revoked-text = It leads nowhere now. Remove it from your feed reader too: what it has already read, it keeps.
