# What is on every page: header, footer, the parts of forms and tables, dates.

## The system

app-name = Sajam
app-full-name = Public reporting system
app-title = Sajam, public reporting system

## The frame

skip-to-content = Skip to main content
nav-label = Main menu
nav-home = Home
nav-report = Report something
nav-track = Track a report
nav-statistics = Statistics
nav-how = How it works
# In the other language: for those who cannot read this one.
switch-language = فارسی
footer-label = Footer
footer-promise = Nobody can change the history of a report without it showing.
footer-verify = Check a report’s history yourself
footer-staff = Staff sign in
footer-licence = Sajam is free software under the Apache 2.0 licence. The Vazirmatn typeface is under the SIL OFL.

## Forms

form-optional = optional
form-choose = Choose
form-errors-title = There is a problem
form-error-prefix = Error:

## Notices

notice-info = Note
notice-success = Done
notice-warning = Warning
notice-error = Error

## Tables and lists

table-scroll = Table; scroll sideways to see every column
table-sort-by = Sort by { $column }
pages-label = Pages of the list
pages-previous = Previous
pages-next = Next
pages-first = First page
pages-last = Last page
steps-label = Steps
steps-progress = Step { $step } of { $total }
steps-done = done
copy-hint = To copy, select the text: one tap selects all of it.

## Time

date-day = { $day } { $month } { $year }
date-hour = { $date }, around { $hour }:00
date-midnight = { $date }, around 00:00
date-minute = { $date }, { $time }

jalali-1 = Farvardin
jalali-2 = Ordibehesht
jalali-3 = Khordad
jalali-4 = Tir
jalali-5 = Mordad
jalali-6 = Shahrivar
jalali-7 = Mehr
jalali-8 = Aban
jalali-9 = Azar
jalali-10 = Dey
jalali-11 = Bahman
jalali-12 = Esfand

gregorian-1 = January
gregorian-2 = February
gregorian-3 = March
gregorian-4 = April
gregorian-5 = May
gregorian-6 = June
gregorian-7 = July
gregorian-8 = August
gregorian-9 = September
gregorian-10 = October
gregorian-11 = November
gregorian-12 = December

# Closed periods of the Jalali calendar.
period-week = week of { $first } to { $last }
period-year = year { $year }
season-1 = Spring
season-2 = Summer
season-3 = Autumn
season-4 = Winter
directory-no-longer-listed = no longer listed ({ $code })
