# Charts: labels, the sentence that is read in place of a drawing, and how to read it.

chart-value = { $value } ±{"\u00A0"}{ $margin }
chart-value-below = { $value } (±{"\u00A0"}{ $margin })
# Where there is room for a few letters only.
chart-below = <{ $number }
chart-figure = { $label }: { $value }
chart-range = { $least } to { $most }
chart-thousands = { $number }k
chart-millions = { $number }M
chart-billions = { $number }bn
chart-missing = No figure

## Said in place of the drawing

chart-empty = No figures have been published yet.
chart-all = { $figures }.
chart-count = { $count } figures.
chart-highest = Highest, { $figure }.
chart-some-below = Fewer than { $ten }: { $count }.
chart-between = Between { $least } and { $most } (±{"\u00A0"}{ $margin }): { $count }.
chart-each = { $value }: { $count }.
chart-equal = All { $count } figures are equal: { $value }.
chart-span = From { $first } to { $last }.
chart-one-period = { $period }.
chart-series = { $label }. Latest, { $period }: { $value }. Highest, { $when }: { $most }.
chart-series-span = { $label }. Latest, { $period }: { $value }. { $rest }
chart-series-empty = { $label }: no figures.

## Beneath the drawing

chart-bars-note = The thin line across each bar shows the margin of error: in 95 cases out of 100 the true number lies somewhere on it. A hollow bar means fewer than 10.
chart-line-note = The pale band or vertical line shows the margin of error: in 95 cases out of 100 the true number lies within it. A hollow mark means fewer than 10. Where the line breaks, no figure was published for that period.
chart-lines-note = The thin vertical lines show the margins of error: in 95 cases out of 100 the true number lies within them. A hollow mark means fewer than 10. Where a line breaks, no figure was published for that period.
chart-map-note = Each square is a province, roughly in its place on the map. The size of the squares has no meaning. The darker the square and the more dots, the more reports. Each shade is a quarter of the provinces with ten reports or more. Every figure has a margin of error of ±{"\u00A0"}{ $margin }; a smaller difference may be no difference at all.

## Provinces on their tiles, in one or two lines of at most four ems

chart-province-ir-00 = Markazi
chart-province-ir-01 = Gilan
chart-province-ir-02 = Mazan-|daran
chart-province-ir-03 = East|Azerb.
chart-province-ir-04 = West|Azerb.
chart-province-ir-05 = Kerman-|shah
chart-province-ir-06 = Khuze-|stan
chart-province-ir-07 = Fars
chart-province-ir-08 = Kerman
chart-province-ir-09 = Razavi|Khor.
chart-province-ir-10 = Isfahan
chart-province-ir-11 = Sistan-|Baluch.
chart-province-ir-12 = Kurdi-|stan
chart-province-ir-13 = Hama-|dan
chart-province-ir-14 = Chahar-|mahal
chart-province-ir-15 = Lore-|stan
chart-province-ir-16 = Ilam
chart-province-ir-17 = Kohgi-|luyeh
chart-province-ir-18 = Bu-|shehr
chart-province-ir-19 = Zanjan
chart-province-ir-20 = Sem-|nan
chart-province-ir-21 = Yazd
chart-province-ir-22 = Hormoz-|gan
chart-province-ir-23 = Tehran
chart-province-ir-24 = Ardabil
chart-province-ir-25 = Qom
chart-province-ir-26 = Qazvin
chart-province-ir-27 = Gole-|stan
chart-province-ir-28 = North|Khor.
chart-province-ir-29 = South|Khor.
chart-province-ir-30 = Alborz
