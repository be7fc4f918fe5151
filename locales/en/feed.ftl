# Feeds: the public one, and a reporter's own.

## The public feed

feed-title = Sajam: statistics and news
feed-about = Statistics, corrections, changes in how they are made, and incidents affecting the public reporting service
feed-link = Statistics and news from Sajam
feed-incident-open = Incident
feed-incident-closed = Closed
feed-release-corrected = Corrected: { $headline }
feed-release-wrong = No longer valid: { $headline }
feed-release-table = The whole table, a chart and files for calculations are on the page for these figures.
feed-release-read = Random noise is added to each figure to protect people who report. In 95 cases out of 100 the true number is within the margin of error. A report is not proof of an offence.
feed-release-line = { $labels }: { $value } (±{"\u00A0"}{ $margin })
feed-correction-what = { $family }, { $period }
feed-correction-replaced = Corrected: { $what }
feed-correction-withdrawn = Withdrawn: { $what }
feed-correction-see = The earlier files stay as they were. New figures have replaced them.
feed-correction-gone = The earlier files stay as they were. Do not use these figures. Nothing has replaced them yet.
feed-methodology = How the figures are made: version { $version }
methodology-change-1 = The first version: closed periods, noise drawn once, figures that never change, and at most ε = 2 for one report across all tables.
methodology-change-2 = The budget of ε = 2 was divided again: existing tables got smaller shares, new tables on time limits, time to close and appeals were added, and part was kept for corrections. The margins of error of some tables are wider as a result.

## A reporter's own feed

feed-following-title = Sajam: updates
feed-following-about = What happens today appears here tomorrow. To read more, open the tracking page with your number. Never enter your number anywhere else.
feed-following-decided = Your appeal has been decided
feed-following-more = To read more, open the tracking page with your number.

feed-offer-title = Get updates in a feed reader
feed-offer-what = If you use a feed reader (RSS or Atom), we can give you an address where it can see when something happens to this report. You do not have to do this. The tracking page always tells you more.
feed-offer-tells = This feed only says what happened and on which day, and each day appears the day after. It does not contain what you or we wrote, the category, the organisation, the outcome or your number. Someone who sees both the feed and our cases may be able to tell from the days which report is yours.
feed-offer-operator = If your feed reader is an app on your own device, only we and your network can see that it connects. If it is a website or an app with an account, the company behind it sees everything in the feed and knows when and from where you read it. In both cases it connects to this site again and again, and the network you use can see that.
feed-offer-screen = Anyone who looks at your feed reader can see that you are following a report. Do not use one at work or on a shared device.
feed-offer-whoever = Anyone who has this address can follow the progress of your report as you do, but they cannot read it or answer. You can cancel the address here at any time.
feed-offer-there = This report has a feed address. We cannot show it again.
feed-offer-make = Create a feed address (RSS)
feed-offer-anew = Create a new address and cancel the old one
feed-offer-revoke = Cancel the address

feed-address-title = Your feed address (RSS)
feed-address-lede = Enter this address in your feed reader. It is not your tracking number and cannot be used to find it.
feed-address-atom = Address
feed-address-other = If your feed reader does not accept it
feed-address-json = The same as JSON Feed
feed-address-once-title = We will only show you this address once
feed-address-once-text = We do not keep it. If you lose it, create a new one on the page of your report. This one will then stop working. Reloading this page also creates a new address.
feed-address-know = What you should know
feed-address-back = Back to the report

feed-revoked-title = Your feed address has been cancelled
feed-revoked-text = The address no longer works. Remove it from your feed reader too. It keeps what it has already read.
