# نمودارها: برچسب‌ها، جمله‌ای که به جای نمودار خوانده می‌شود، و راهنمای خواندن آن.

# The marks keep the sign between the numbers in the order of arithmetic, which is written from left to right.
chart-value = {"\u200E"}{ $value } ±{"\u00A0"}{ $margin }{"\u200E"}
chart-value-below = { $value } ({"\u200E"}±{"\u00A0"}{ $margin }{"\u200E"})
# Where there is room for a few letters only.
chart-below = زیر { $number }
chart-figure = { $label }: { $value }
chart-range = { $least } تا { $most }
chart-thousands = { $number } هزار
chart-millions = { $number } میلیون
chart-billions = { $number } میلیارد
chart-missing = بدون آمار

## Said in place of the drawing

chart-empty = هنوز آماری منتشر نشده است.
chart-all = { $figures }.
chart-count = { $count } عدد.
chart-highest = بیشترین، { $figure }.
chart-some-below = کمتر از { $ten }: { $count } عدد.
chart-between = میان { $least } و { $most } ({"\u200E"}±{"\u00A0"}{ $margin }{"\u200E"}): { $count } عدد.
chart-each = { $value }: { $count } عدد.
chart-equal = هر { $count } عدد برابر است: { $value }.
chart-span = از { $first } تا { $last }.
chart-one-period = { $period }.
chart-series = { $label }. تازه‌ترین، { $period }: { $value }. بیشترین، { $when }: { $most }.
chart-series-span = { $label }. تازه‌ترین، { $period }: { $value }. { $rest }
chart-series-empty = { $label }: بدون آمار.

## Beneath the drawing

chart-bars-note = خطِ نازکِ روی هر میله فاصلهٔ خطا را نشان می‌دهد: عدد واقعی در ۹۵ مورد از ۱۰۰ مورد جایی روی آن است. میلهٔ توخالی یعنی کمتر از ۱۰.
chart-line-note = زمان از چپ به راست می‌گذرد. نوارِ کم‌رنگ یا خطِ عمودی فاصلهٔ خطا را نشان می‌دهد: عدد واقعی در ۹۵ مورد از ۱۰۰ مورد در آن است. نشانِ توخالی یعنی کمتر از ۱۰. هر جا خط بریده است، برای آن دوره آماری منتشر نشده است.
chart-lines-note = زمان از چپ به راست می‌گذرد. خط‌های عمودیِ نازک فاصلهٔ خطا را نشان می‌دهند: عدد واقعی در ۹۵ مورد از ۱۰۰ مورد در آن است. نشانِ توخالی یعنی کمتر از ۱۰. هر جا خط بریده است، برای آن دوره آماری منتشر نشده است.
chart-map-note = هر مربع یک استان است و تقریباً در جای خود روی نقشه؛ اندازهٔ مربع‌ها معنایی ندارد. هرچه پررنگ‌تر و نقطه‌ها بیشتر، گزارش بیشتر. هر رنگ یک‌چهارم استان‌هایی است که ده گزارش یا بیشتر دارند. خطای هر عدد {"\u200E"}±{"\u00A0"}{ $margin }{"\u200E"} است؛ تفاوت‌های کوچک‌تر از آن شاید تفاوت نباشد.

## Provinces on their tiles, in one or two lines of at most four ems

chart-province-ir-00 = مرکزی
chart-province-ir-01 = گیلان
chart-province-ir-02 = مازندران
chart-province-ir-03 = آذربایجان|شرقی
chart-province-ir-04 = آذربایجان|غربی
chart-province-ir-05 = کرمانشاه
chart-province-ir-06 = خوزستان
chart-province-ir-07 = فارس
chart-province-ir-08 = کرمان
chart-province-ir-09 = خراسان|رضوی
chart-province-ir-10 = اصفهان
chart-province-ir-11 = سیستان|بلوچستان
chart-province-ir-12 = کردستان
chart-province-ir-13 = همدان
chart-province-ir-14 = چهارمحال|بختیاری
chart-province-ir-15 = لرستان
chart-province-ir-16 = ایلام
chart-province-ir-17 = کهگیلویه|بویراحمد
chart-province-ir-18 = بوشهر
chart-province-ir-19 = زنجان
chart-province-ir-20 = سمنان
chart-province-ir-21 = یزد
chart-province-ir-22 = هرمزگان
chart-province-ir-23 = تهران
chart-province-ir-24 = اردبیل
chart-province-ir-25 = قم
chart-province-ir-26 = قزوین
chart-province-ir-27 = گلستان
chart-province-ir-28 = خراسان|شمالی
chart-province-ir-29 = خراسان|جنوبی
chart-province-ir-30 = البرز
