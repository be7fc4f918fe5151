# آنچه در همهٔ صفحه‌ها می‌آید: سربرگ، پابرگ، اجزای فرم و جدول، تاریخ.

## The system

app-name = سجام
app-full-name = سامانهٔ جامع ارتباط مردمی
app-title = سجام، سامانهٔ جامع ارتباط مردمی

## The frame

skip-to-content = رفتن به محتوای اصلی
nav-label = بخش‌های سامانه
nav-home = خانه
nav-report = ثبت گزارش
nav-track = پیگیری گزارش
nav-statistics = آمار
nav-how = شیوهٔ کار
# In the other language: for those who cannot read this one.
switch-language = English
footer-label = پابرگ
footer-promise = تاریخچهٔ هیچ گزارشی را نمی‌توان پنهانی تغییر داد.
footer-verify = خودتان تاریخچه را راستی‌آزمایی کنید
footer-staff = ورود کارکنان
footer-licence = سجام نرم‌افزار آزاد است، با پروانهٔ Apache 2.0. قلم وزیرمتن با پروانهٔ SIL OFL.

## Forms

form-optional = اختیاری
form-choose = انتخاب کنید
form-errors-title = پیش از ادامه، این‌ها را درست کنید
form-error-prefix = خطا:

## Notices

notice-info = نکته
notice-success = انجام شد
notice-warning = توجه
notice-error = خطا

## Tables and lists

table-scroll = جدول؛ برای دیدن همهٔ ستون‌ها به کنار بکشید
table-sort-by = مرتب‌سازی بر پایهٔ { $column }
pages-label = صفحه‌های فهرست
pages-previous = قبلی
pages-next = بعدی
pages-first = صفحهٔ نخست
pages-last = صفحهٔ آخر
steps-label = گام‌ها
steps-progress = گام { $step } از { $total }
steps-done = انجام شده
copy-hint = برای کپی، روی متن بزنید تا همهٔ آن انتخاب شود.

## Time

date-day = { $day } { $month } { $year }
date-hour = { $date }، حدود ساعت { $hour }
date-midnight = { $date }، حدود ساعت صفر
date-minute = { $date }، ساعت { $time }

jalali-1 = فروردین
jalali-2 = اردیبهشت
jalali-3 = خرداد
jalali-4 = تیر
jalali-5 = مرداد
jalali-6 = شهریور
jalali-7 = مهر
jalali-8 = آبان
jalali-9 = آذر
jalali-10 = دی
jalali-11 = بهمن
jalali-12 = اسفند

gregorian-1 = ژانویه
gregorian-2 = فوریه
gregorian-3 = مارس
gregorian-4 = آوریل
gregorian-5 = مه
gregorian-6 = ژوئن
gregorian-7 = ژوئیه
gregorian-8 = اوت
gregorian-9 = سپتامبر
gregorian-10 = اکتبر
gregorian-11 = نوامبر
gregorian-12 = دسامبر

# Closed periods of the Jalali calendar.
period-week = هفتهٔ { $first } تا { $last }
period-year = سال { $year }
season-1 = بهار
season-2 = تابستان
season-3 = پاییز
season-4 = زمستان
directory-no-longer-listed = دیگر در فهرست نیست ({ $code })
