# صفحه‌های گزارش‌دهنده: ثبت، شمارهٔ رهگیری، پیگیری.

## The fields of a report

reporter-label-category = گزارش دربارهٔ چیست؟
reporter-label-province = استان
reporter-label-institution = کدام نهاد؟
reporter-label-institution-name = نام نهاد، همان‌طور که می‌شناسید
reporter-label-narrative = چه اتفاقی افتاد؟
reporter-label-subject = دربارهٔ چه کسی؟
reporter-label-place = کجا؟
reporter-label-occurred = چه زمانی؟
reporter-label-anonymity = چگونه می‌خواهید گزارش بدهید؟
reporter-label-identity = نام شما
reporter-label-contact = راه تماس با شما
reporter-label-language = زبان
reporter-label-message = پاسخ شما
reporter-label-grounds = دلیل اعتراض شما
reporter-label-reason = چرا انصراف می‌دهید؟

reporter-hint-province = جایی که ماجرا رخ داده است، نه جایی که زندگی می‌کنید.
reporter-hint-institution = نهادی که گزارش دربارهٔ آن است. اگر در فهرست نیست، «نهادی دیگر» را انتخاب کنید؛ اگر نمی‌دانید، همین را بگویید.
reporter-hint-institution-name = فقط اگر در بالا «نهادی دیگر» را انتخاب کرده‌اید.
reporter-hint-narrative = چه دیدید یا شنیدید؟ چه کسی چه کرد و چه کسانی آسیب دیدند؟ از ۲۰ تا ۲۰٬۰۰۰ حرف. فقط چیزی را بنویسید که برای رسیدگی لازم است.
reporter-hint-subject = نام، یا از آن بهتر، سِمت؛ مثلاً «رئیس اداره در فلان شهر».
reporter-hint-place = شهر، خیابان، ساختمان یا نام اداره.
reporter-hint-occurred = روز یا ماه، یا مثلاً «از تابستان، هر شب».
reporter-hint-identity = برای گزارش بی‌نام خالی بگذارید. در گزارش محرمانه به میل خودتان است و در گزارش با نام، لازم.
reporter-hint-contact = شمارهٔ تلفن یا نشانی ایمیل، اگر بخواهید. برای گزارش بی‌نام خالی بگذارید.
reporter-hint-answer = حداکثر ۵٬۰۰۰ حرف. اگر بی‌نام گزارش داده‌اید، این‌جا هم چیزی ننویسید که شما را لو بدهد.
reporter-hint-grounds = حداکثر ۵٬۰۰۰ حرف. بنویسید چه چیزی نادرست است یا دیده نشده است. اگر بی‌نام گزارش داده‌اید، این‌جا هم چیزی ننویسید که شما را لو بدهد.
reporter-hint-reason = اگر دوست دارید بنویسید؛ لازم نیست دلیلی بیاورید.

reporter-institution-other = نهادی دیگر
reporter-institution-unknown = نمی‌دانم

## What is wrong with a field

reporter-missing = «{ $field }» را پر کنید.
reporter-missing-category = موضوع گزارش را انتخاب کنید.
reporter-missing-province = استان را انتخاب کنید.
reporter-missing-institution = نهاد را انتخاب کنید، یا «نمی‌دانم» را.
reporter-missing-institution-name = نام نهاد را بنویسید، یا در فهرست «نمی‌دانم» را انتخاب کنید.
reporter-missing-narrative = بنویسید چه اتفاقی افتاد.
reporter-missing-anonymity = انتخاب کنید که چگونه می‌خواهید گزارش بدهید.
reporter-unknown-code = گزینهٔ «{ $field }» در فهرست نیست؛ دوباره انتخاب کنید.
reporter-listed-and-named = هم نهادی را از فهرست انتخاب کرده‌اید و هم نامی نوشته‌اید. یا «نهادی دیگر» را انتخاب کنید، یا نام را پاک کنید.
reporter-too-short = «{ $field }» کوتاه است: دست‌کم { $min } حرف بنویسید؛ نوشتهٔ شما { $actual } حرف دارد.
reporter-too-long = «{ $field }» بلند است: حداکثر { $max } حرف؛ نوشتهٔ شما { $actual } حرف دارد. نوشته‌تان سر جایش است؛ آن را کوتاه‌تر کنید.
reporter-control-character = در «{ $field }» علامتی نادیدنی هست که جایش در متن نیست.
reporter-bidi-control = در «{ $field }» علامتی نادیدنی هست که جهت نوشته را تغییر می‌دهد. چنین علامت‌هایی معمولاً همراه متن کپی‌شده می‌آیند.
reporter-nothing-visible = در «{ $field }» فقط نویسه‌هایی هست که دیده نمی‌شوند. آن را با حرف یا رقم بنویسید.
reporter-line-break = «{ $field }» باید در یک خط باشد. آن را بدون شکستن خط بنویسید.
reporter-piled-marks = در «{ $field }» روی یک حرف بیش از { $most } نشانه هست. نشانه‌های اضافه را پاک کنید.
reporter-unreadable = بخشی از «{ $field }» ناخوانا رسیده و به شکل «�» دیده می‌شود. آن را پاک کنید یا دوباره بنویسید.
reporter-idempotency-key = سرآیند Idempotency-Key باید دست‌کم ۱۲۸ بیت تصادفی باشد: ۳۲ نویسهٔ شانزده‌شانزدهی یا ۲۲ نویسهٔ base64url، و حداکثر ۲۵۵. آن را به‌تصادف بسازید: هر که آن را حدس بزند و متن گزارش را بداند، می‌تواند شمارهٔ رهگیری را به دست آورد.

## The form

reporter-report-title = ثبت گزارش
reporter-report-lede = آنچه را دیده‌اید، ساده بنویسید. لازم نیست نامتان را بگویید. پیش از فرستادن، همه‌چیز را یک بار دیگر می‌بینید.
reporter-step-write = نوشتن
reporter-step-review = بازبینی
reporter-step-number = نگه داشتن شماره
reporter-clean-title = علامت‌هایی این‌جاست که دیده نمی‌شوند
reporter-clean-text = این‌ها هنگام کپی کردن از پیام‌رسان‌ها و فایل‌ها همراه متن می‌آیند. با این دکمه آن‌ها را برمی‌داریم و بقیهٔ نوشته‌تان همان می‌ماند.
reporter-clean-button = علامت‌های نادیدنی را بردار
reporter-emergency-title = همین حالا جان کسی در خطر است؟
reporter-emergency-text = اول تماس بگیرید: پلیس ۱۱۰، اورژانس ۱۱۵، آتش‌نشانی ۱۲۵. گزارش‌ها بی‌درنگ خوانده نمی‌شوند.
reporter-safety-title = اگر نمی‌خواهید شناخته شوید
reporter-safety-device = با رایانه، تلفن یا اینترنت محل کار ننویسید؛ از دستگاه خودتان استفاده کنید.
reporter-safety-words = نام، سِمت، شمارهٔ تلفن و نسبتتان با افراد را ننویسید؛ چیزی را هم که جز شما کسی نمی‌داند، ننویسید.
reporter-safety-window = از پنجرهٔ خصوصی مرورگر استفاده کنید و در پایان آن را ببندید.
reporter-stored-title = چه نگه می‌داریم و چه نگه نمی‌داریم
reporter-stored-sealed = نوشته‌تان پیش از ذخیره رمز می‌شود. فقط مسئولان رسیدگی آن را باز می‌کنند و هر بار خواندنش در تاریخچهٔ گزارش ثبت می‌شود.
reporter-stored-open = موضوع، استان، نهادی که از فهرست انتخاب می‌کنید و ساعتِ ثبت رمز نمی‌شوند؛ برای دسته‌بندی و آمار لازم‌اند.
reporter-stored-not = نشانی اینترنتی شما را ذخیره نمی‌کنیم و کوکی نداریم. خود شمارهٔ رهگیری را هم نگه نمی‌داریم؛ فقط کدی که از آن نمی‌توان به شماره رسید.
reporter-stored-others = شرکت اینترنت یا گردانندهٔ شبکه‌ای که از آن استفاده می‌کنید می‌تواند ببیند که به این سامانه آمده‌اید، اما نه این‌که چه نوشته‌اید. دستگاهتان هم شاید این بازدید را به یاد بسپارد.
reporter-part-subject = موضوع گزارش
reporter-part-account = آنچه دیده‌اید
reporter-part-reach = خود شما
reporter-check-button = بازبینی پیش از فرستادن
reporter-check-hint = هنوز چیزی فرستاده نمی‌شود. در صفحهٔ بعد همه را یک بار دیگر می‌بینید.

## Before sending

reporter-review-title = بازبینی پیش از فرستادن
reporter-review-lede = یک بار دیگر بخوانید. چیزی در آن هست که ناخواسته شما را لو بدهد؟
reporter-review-kept = چیزی از نوشته‌تان از دست نرفته است: دوباره «فرستادن گزارش» را بزنید. گزارش دو بار ثبت نمی‌شود.
reporter-not-given = خالی گذاشته‌اید
reporter-send-button = فرستادن گزارش
reporter-change-button = برگشت و ویرایش
reporter-send-hint = پس از آن شمارهٔ رهگیری می‌گیرید. قلم و کاغذ یا جایی امن برای نوشتنش آماده کنید.

## After sending

reporter-submitted-title = گزارش شما ثبت شد
reporter-submitted-lede = این تنها کلید گزارش شماست. همین حالا آن را جایی بنویسید.
reporter-number-label = شمارهٔ رهگیری
reporter-once-title = این شماره فقط همین یک بار نشان داده می‌شود
reporter-once-text = ما آن را نگه نمی‌داریم و نمی‌توانیم بازیابی کنیم. هر کس آن را داشته باشد، می‌تواند گزارش شما را بخواند و به جای شما پاسخ بدهد؛ جایی نگهش دارید که فقط دست خودتان به آن برسد.
reporter-number-copy = شماره، برای کپی
reporter-number-download = دریافت شماره
reporter-receipt-download = دریافت رسید
reporter-sheet-address = پیگیری گزارش در این نشانی:
reporter-print-hint = از فهرست مرورگرتان می‌توانید این صفحه را چاپ هم بکنید.
reporter-number-file = شمارهٔ رهگیری: {"\u200E"}{ $number }{"\u200E"}
    پیگیری گزارش: { $address }
reporter-receipt-title = رسید
reporter-receipt-text = این رسید امضای رقمی دارد و ثابت می‌کند که این گزارش ثبت شده و تا چه زمانی باید در دفتر همگانی دیده شود؛ حتی اگر روزی گزارش را گم کنند. نه شماره‌تان در آن است و نه نوشته‌تان.
reporter-receipt-label = رسید امضاشده
reporter-after-title = از این پس چه می‌شود
reporter-after-read = کارشناسان گزارشتان را می‌خوانند، به شما خبر می‌دهند که به دستشان رسیده است و آن را به واحد مسئول می‌سپارند. واحدی که زیرمجموعهٔ نهاد موضوع گزارش باشد، هرگز آن را دریافت نمی‌کند.
reporter-after-come = چند روز دیگر با شماره‌تان سر بزنید. اگر از شما پرسشی داشته باشیم، همان‌جاست؛ ما راه دیگری برای پرسیدن نداریم.
reporter-after-trace = شماره را که نگه داشتید، این پنجره را ببندید. اگر دیگران هم از این دستگاه استفاده می‌کنند، سابقهٔ مرورگر و فایل‌های دریافت‌شده را پاک کنید.

## The number

reporter-track-title = پیگیری گزارش
reporter-track-lede = با شمارهٔ رهگیری می‌بینید گزارشتان به کجا رسیده است، به پرسش‌ها پاسخ می‌دهید و تاریخچه را دریافت می‌کنید.
reporter-number-hint = ۲۰ رقم، مانند {"\u200E"}۱۲۳۴{"\u00A0"}۵۶۷۸{"\u00A0"}۹۰۱۲{"\u00A0"}۳۴۵۶{"\u00A0"}۷۸۹۰{"\u200E"}؛ با رقم‌های فارسی یا لاتین، با فاصله یا بی‌فاصله.
reporter-number-missing = شمارهٔ رهگیری را بنویسید.
reporter-number-length = شمارهٔ رهگیری ۲۰ رقم دارد؛ این { $count } رقم است.
reporter-number-character = شمارهٔ رهگیری فقط رقم دارد؛ در این خانه چیز دیگری هم هست.
reporter-track-button = دیدن گزارش
reporter-lost-title = شماره را گم کرده‌اید؟
reporter-lost-text = ما نمی‌توانیم آن را پیدا کنیم: جایی ذخیره نشده است، تا هیچ‌کس از گزارش به شما نرسد. با این همه، به گزارشتان رسیدگی می‌شود. اگر حرف دیگری دارید، گزارش تازه‌ای ثبت کنید.
reporter-kept-title = نوشته‌تان نگه داشته شده است
reporter-kept-text = شمارهٔ رهگیری را وارد کنید تا با همان نوشته ادامه دهید. هنوز فرستاده نشده است.

## The tracking page

reporter-tracking-title = گزارش شما
reporter-next-received = گزارشتان ثبت شده است. گام بعد: کارشناسان آن را می‌خوانند و همین‌جا خبر می‌دهند که به دستشان رسیده است.
reporter-next-acknowledged = گزارشتان به دست ما رسیده است. گام بعد: موضوع و اولویت آن را مشخص می‌کنیم.
reporter-next-triaged = موضوع و اولویت گزارشتان مشخص شده است. گام بعد: آن را به واحدی می‌سپاریم که رسیدگی می‌کند.
reporter-next-assigned = گزارشتان را به واحد رسیدگی سپرده‌ایم. گام بعد: کارشناس کار را آغاز می‌کند.
reporter-next-investigating = کارشناس در حال رسیدگی به گزارش شماست. اگر پرسشی داشته باشیم، همین‌جا می‌بینید.
reporter-next-awaiting-reporter = از شما پرسشی داریم. با پاسخ شما رسیدگی بهتر پیش می‌رود.
reporter-next-resolved = رسیدگی به گزارشتان به پایان رسیده است. نتیجه و توضیح آن این است:
reporter-next-appealed = اعتراض شما در انتظار تصمیم است. سرپرستی تصمیم می‌گیرد که این نتیجه را خودش اعلام نکرده است. تا آن زمان نتیجه همان است که اعلام شده:
reporter-next-withdrawn = شما از این گزارش انصراف داده‌اید و دیگر به آن رسیدگی نمی‌شود.
reporter-question-title = پرسشی از شما
reporter-answer-button = فرستادن پاسخ
reporter-unsent-title = نوشته‌تان فرستاده نشد
reporter-unsent-label = نوشتهٔ شما، برای نگه داشتن
reporter-erased = این متن پاک شده است و دیگر هیچ‌کس نمی‌تواند آن را بخواند.
reporter-timeline-title = تا این‌جا چه شده است
reporter-assigned-to-unit = گزارشتان را به واحد رسیدگی سپردیم
reporter-filed-title = آنچه نوشته‌اید
reporter-reach-hidden = نام و راه تماستان این‌جا نشان داده نمی‌شود، تا اگر کسی شماره را پیدا کرد، آن‌ها را نبیند.
reporter-history-title = تاریخچه‌ای که پنهانی تغییر نمی‌کند
reporter-history-text = هر گام این گزارش به گام پیش از خود پیوند خورده و در دفتری همگانی ثبت شده است. تاریخچه را حالا و باز هم بعدها دریافت کنید: اگر در این میان گامی پاک شود یا تغییر کند، معلوم می‌شود. هر بار خوانده‌شدن گزارش به دست کارکنان هم در آن آمده است.
reporter-history-covered = همهٔ گام‌هایی که این‌جا می‌بینید از { $day } در دفتر همگانی است، از زمانی که دفتر با { $size } ورودی منتشر شد. از آن پس اگر کسی، حتی خود ما، یکی از آن‌ها را تغییر دهد یا بردارد، همه می‌توانند ببینند.
reporter-history-awaited = تازه‌ترین گام‌ها هنوز در دفتر همگانی نیست؛ حداکثر تا { $time } در آن دیده می‌شود. از آن پس اگر کسی، حتی خود ما، یکی از آن‌ها را تغییر دهد یا بردارد، همه می‌توانند ببینند.
reporter-history-download = دریافت تاریخچه
reporter-proof-title = فقط اثبات یک گام
reporter-proof-text = متنی کوتاه که بدون بقیهٔ تاریخچه نشان می‌دهد این گام در دفتر همگانی هست. از نوشته‌های شما چیزی در آن نیست، اما نامی که این گزارش در دفتر دارد در آن هست: فقط به کسی بدهید که تاریخچه را هم به او می‌دهید.
reporter-proof-label = کدام گام؟
reporter-proof-step = { $number }. { $title }
reporter-proof-download = دریافت اثبات
reporter-proof-awaited = اثبات این گام حداکثر تا { $time } آمادهٔ دریافت است.
reporter-proof-none = چنین گامی نیست
reporter-proof-which = یکی از گام‌های این گزارش را در پایین انتخاب کنید.
reporter-verify-link = چگونه تاریخچه، رسید و اثبات را خودتان راستی‌آزمایی کنید
reporter-refresh-button = دیدن تازه‌ترین وضعیت
reporter-again-button = دوباره امتحان کنید

## Answering

reporter-answer-sent-title = پاسخ شما رسید
reporter-answer-sent-text = پاسخ در تاریخچهٔ گزارش ثبت شد و کارشناس آن را می‌خواند.
reporter-answer-there-title = این پاسخ پیش‌تر رسیده بود
reporter-answer-there-text = دوباره ثبت نشد.
reporter-answer-refused = اگر چیزی نوشته بودید، پایین‌تر هست.
reporter-changed-title = گزارش از وقتی این صفحه را باز کردید تغییر کرده است
reporter-changed-text = نوشته‌تان فرستاده نشده و همین‌جاست. تازه‌ها را ببینید و اگر هنوز به‌جاست، دوباره بفرستید. در این میان:

## Appealing

reporter-appeal-heading = این نتیجه به نظرتان درست نیست؟
reporter-appeal-offer = می‌توانید یک بار به آن اعتراض کنید. در صفحهٔ بعد می‌نویسید چرا، و پیش از آن چیزی فرستاده نمی‌شود.
reporter-appeal-button = اعتراض به نتیجه…
reporter-appeal-title = اعتراض به نتیجه
reporter-appeal-who = دربارهٔ اعتراض، سرپرستی تصمیم می‌گیرد که این نتیجه را خودش اعلام نکرده است. یا رسیدگی از سر گرفته می‌شود، یا همین نتیجه می‌ماند. تصمیم را با توضیح آن در صفحهٔ گزارش می‌خوانید.
reporter-appeal-once = فقط یک بار می‌توان اعتراض کرد، و تصمیم دربارهٔ آن نهایی است. هر چه را مهم است همین‌جا بنویسید.
reporter-appeal-yes = ثبت اعتراض
reporter-appeal-no = نه، برمی‌گردم
reporter-appealed-title = اعتراض شما ثبت شد
reporter-appealed-text = تا تصمیم گرفته شود، کار دیگری با پرونده انجام نمی‌شود. چند روز دیگر با شماره‌تان سر بزنید.
reporter-appeal-there-title = این اعتراض پیش‌تر رسیده بود

## Withdrawing

reporter-withdraw-heading = انصراف از گزارش
reporter-withdraw-offer = اگر دیگر نمی‌خواهید به این گزارش رسیدگی شود، می‌توانید انصراف دهید. پیش از آن یک بار دیگر می‌پرسیم.
reporter-withdraw-button = انصراف از گزارش…
reporter-withdraw-title = می‌خواهید از گزارش انصراف دهید؟
reporter-withdraw-what = دیگر به این گزارش رسیدگی نمی‌شود و این کار برگشت‌پذیر نیست. اگر نظرتان عوض شد، می‌توانید گزارش تازه‌ای ثبت کنید.
reporter-withdraw-keeps = نوشته‌تان پاک نمی‌شود: رمزشده می‌ماند و تاریخچهٔ گزارش هم می‌ماند.
reporter-withdraw-yes = بله، انصراف می‌دهم
reporter-withdraw-no = نه، برمی‌گردم
reporter-withdrawn-title = انصراف شما ثبت شد
reporter-withdrawn-text = دیگر به این گزارش رسیدگی نمی‌شود. باز هم می‌توانید با شماره‌تان برگردید و تاریخچه را دریافت کنید.
reporter-already-withdrawn = پیش‌تر از این گزارش انصراف داده‌اید.
reporter-number-in-text = در «{ $field }» شمارهٔ رهگیری نوشته شده است. هر کس این نوشته را بخواند می‌تواند با آن شماره به جای شما پاسخ دهد؛ آن را پاک کنید. اگر شمارهٔ دیگری است، میان رقم‌هایش چند کلمه بنویسید.
reporter-second-title = این فرم پیش‌تر فرستاده شده است
reporter-second-text = گزارش شما همان بار نخست ثبت شد و سر جایش است. آنچه اکنون نوشته‌اید با آن فرق دارد؛ بگویید چه می‌خواهید.
reporter-second-first-title = گزارش نخست کافی است
reporter-second-first-text = شمارهٔ رهگیری گزارش نخست را دوباره می‌بینید. گزارش ثبت‌شده را نمی‌شود ویرایش کرد، ولی اگر پرسشی از شما شود می‌توانید در پاسخ، هر اصلاحی را بنویسید.
reporter-second-first-button = دیدن شمارهٔ گزارش نخست
reporter-second-new-title = این گزارش دیگری است
reporter-second-new-text = با نوشتهٔ تازه گزارش دومی ثبت می‌شود که شمارهٔ خودش را دارد. گزارش نخست هم می‌ماند.
reporter-second-new-button = ثبت به عنوان گزارش دوم
