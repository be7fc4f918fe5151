# واژه‌های سامانه: نام هر چیز، یک بار و برای همه.
# Keys end in the domain's codes; see `Words::term`.

## Categories: what a report is about

category-omission = ترک فعل مسئولان
category-omission-hint = مدیر یا کارمندی وظیفهٔ قانونی خود را انجام نداده یا آن را بی‌دلیل عقب انداخته است.
category-misconduct = رفتار نادرست مأمور یا مسئول
category-misconduct-hint = توهین، تبعیض، برخورد سلیقه‌ای یا رفتاری دور از شأن خدمت.
category-bribery = رشوه
category-bribery-hint = درخواست، پرداخت یا دریافت پول، هدیه یا امتیاز برای انجام دادن یا ندادن یک کار.
category-embezzlement = اختلاس و حیف‌ومیل اموال عمومی
category-embezzlement-hint = برداشت، تصاحب یا مصرف نابجای پول و اموالی که به مردم تعلق دارد.
category-abuse-of-power = سوءاستفاده از مقام
category-abuse-of-power-hint = به‌کار گرفتن سِمت و اختیار برای سود شخصی یا فشار بر دیگران.
category-public-health = تهدید سلامت همگانی
category-public-health-hint = غذا، دارو، آب یا مکانی که جان و سلامت مردم را به خطر می‌اندازد.
category-environment = محیط زیست
category-environment-hint = آلودگی هوا، آب یا خاک، دفع غیرقانونی پسماند، آزار حیات وحش.
category-natural-resources = منابع طبیعی و اراضی ملی
category-natural-resources-hint = زمین‌خواری، قطع درختان، چاه غیرمجاز، برداشت غیرقانونی از کوه و رودخانه.
category-consumer = حقوق مصرف‌کننده
category-consumer-hint = گران‌فروشی، کم‌فروشی، احتکار، کالای تقلبی یا خدمتی که انجام نشده است.
category-labour = کار و کارگر
category-labour-hint = ناایمن بودن محل کار، نپرداختن دستمزد یا بیمه، به‌کار گرفتن کودکان.
category-road-safety = ایمنی راه‌ها
category-road-safety-hint = راه خراب، نبود علائم، نقص ایمنی یا تخلفی که جان رانندگان و عابران را به خطر می‌اندازد.
category-construction = ساخت‌وساز
category-construction-hint = ساختمان ناایمن یا بی‌پروانه، گودبرداری خطرناک، تخلف از نقشه و ضوابط.
category-other = موضوعی دیگر
category-other-hint = اگر هیچ‌کدام از این‌ها نیست؛ کارشناس ما دستهٔ درست را پیدا می‌کند.

## Provinces: ISO 3166-2:IR

province-ir-00 = مرکزی
province-ir-01 = گیلان
province-ir-02 = مازندران
province-ir-03 = آذربایجان شرقی
province-ir-04 = آذربایجان غربی
province-ir-05 = کرمانشاه
province-ir-06 = خوزستان
province-ir-07 = فارس
province-ir-08 = کرمان
province-ir-09 = خراسان رضوی
province-ir-10 = اصفهان
province-ir-11 = سیستان و بلوچستان
province-ir-12 = کردستان
province-ir-13 = همدان
province-ir-14 = چهارمحال و بختیاری
province-ir-15 = لرستان
province-ir-16 = ایلام
province-ir-17 = کهگیلویه و بویراحمد
province-ir-18 = بوشهر
province-ir-19 = زنجان
province-ir-20 = سمنان
province-ir-21 = یزد
province-ir-22 = هرمزگان
province-ir-23 = تهران
province-ir-24 = اردبیل
province-ir-25 = قم
province-ir-26 = قزوین
province-ir-27 = گلستان
province-ir-28 = خراسان شمالی
province-ir-29 = خراسان جنوبی
province-ir-30 = البرز

## Status: where a report stands

status-received = ثبت شد
status-acknowledged = وصول اعلام شد
status-triaged = بررسی اولیه شد
status-assigned = به واحد رسیدگی سپرده شد
status-investigating = در حال رسیدگی
status-awaiting-reporter = در انتظار پاسخ گزارش‌دهنده
status-resolved = رسیدگی پایان یافت
status-appealed = در انتظار تصمیم دربارهٔ اعتراض
status-withdrawn = گزارش‌دهنده انصراف داد

## Status, as the reporter reads it

reporter-status-received = گزارشتان ثبت شد
reporter-status-acknowledged = گزارشتان به دست ما رسید
reporter-status-triaged = گزارشتان بررسی اولیه شد
reporter-status-assigned = گزارشتان به واحد رسیدگی سپرده شد
reporter-status-investigating = در حال رسیدگی به گزارش شما هستیم
reporter-status-awaiting-reporter = منتظر پاسخ شما هستیم
reporter-status-resolved = رسیدگی به گزارشتان پایان یافت
reporter-status-appealed = در حال بررسی اعتراض شما هستیم
reporter-status-withdrawn = انصراف داده‌اید

## Roles

role-intake = پذیرش
role-investigator = کارشناس رسیدگی
role-supervisor = سرپرست
role-auditor = ناظر
role-publisher = ناشر آمار
role-administrator = مدیر سامانه

## Outcomes

outcome-substantiated = گزارش تأیید شد
outcome-partly-substantiated = بخشی از گزارش تأیید شد
outcome-not-substantiated = گزارش تأیید نشد
outcome-referred = به مرجع دیگری فرستاده شد
outcome-outside-competence = در صلاحیت این مرجع نیست

## Priorities

priority-low = کم
priority-normal = معمولی
priority-high = زیاد
priority-urgent = فوری

## Anonymity: who learns the reporter's name

anonymity-anonymous = بی‌نام
anonymity-anonymous-hint = نام و نشانی از شما نمی‌پرسیم و نگه نمی‌داریم. گزارش را با شمارهٔ رهگیری دنبال می‌کنید.
anonymity-confidential = محرمانه
anonymity-confidential-hint = نام یا راه تماستان را، اگر بگویید، رمزشده نگه می‌داریم؛ فقط مسئول رسیدگی آن را باز می‌کند و هر بار باز شدنش در تاریخچه ثبت می‌شود.
anonymity-named = با نام
anonymity-named-hint = مسئولان رسیدگی می‌دانند گزارش از شماست و شاید برای توضیح بیشتر با شما تماس بگیرند.

## Steps of an investigation

step-document-review = بررسی اسناد
step-site-visit = بازدید از محل
step-interview = گفت‌وگو با افراد
step-expert-opinion = نظر کارشناس
step-correspondence = نامه‌نگاری
step-other = اقدامی دیگر

## Events, as the reporter reads them

event-submitted = گزارش شما ثبت شد
event-acknowledged = گزارشتان به دست ما رسید
event-triaged = موضوع و اولویت گزارشتان را مشخص کردیم
event-assigned = گزارشتان را به واحد رسیدگی سپردیم
event-investigated = یک گام دیگر در رسیدگی به گزارشتان برداشتیم
event-recused = کارشناس رسیدگی به دلیل تعارض منافع کنار رفت؛ کس دیگری به گزارشتان رسیدگی می‌کند
event-question-asked = از شما پرسشی داریم
event-reporter-answered = پاسخ شما به دست ما رسید
event-resolved = رسیدگی به گزارشتان به پایان رسید
event-appealed = به نتیجه اعتراض کردید
event-reopened = اعتراض شما پذیرفته شد و رسیدگی از سر گرفته شد
event-appeal-dismissed = اعتراض شما پذیرفته نشد و نتیجه همان ماند
event-withdrawn = از گزارشتان انصراف دادید
event-opened = گزارشتان را برای رسیدگی خواندیم

## Languages and channels

language-fa = فارسی
language-en = انگلیسی
channel-web = سایت
channel-api = برنامه‌های دیگر
channel-counter = مراجعهٔ حضوری

## Actions: what can be done with a report

action-submit = ثبت گزارش
action-acknowledge = اعلام وصول
action-triage = بررسی اولیه
action-assign = سپردن به واحد
action-investigate = ثبت گام رسیدگی
action-recuse = کناره‌گیری از پرونده
action-ask-question = پرسش از گزارش‌دهنده
action-answer = پاسخ به پرسش
action-resolve = پایان رسیدگی
action-appeal = اعتراض به نتیجه
action-reopen = پذیرش اعتراض
action-dismiss-appeal = رد اعتراض
action-withdraw = انصراف از گزارش
action-open = خواندن محتوا

## Refusals: why something could not be done

refusal-already-submitted = این گزارش پیش‌تر ثبت شده است.
refusal-no-such-report = چنین گزارشی نیست.
refusal-already-acknowledged = وصول این گزارش پیش‌تر اعلام شده است.
refusal-not-triaged = این گزارش هنوز بررسی اولیه نشده است.
refusal-already-assigned = این گزارش پیش‌تر به واحدی سپرده شده است.
refusal-not-assigned = این گزارش هنوز به واحدی سپرده نشده است.
refusal-unit-belongs-to-accused = این واحد زیرمجموعهٔ همان نهادی است که از آن گزارش شده؛ پرونده را نمی‌توان به آن سپرد.
refusal-not-your-unit = این پرونده در واحد دیگری است.
refusal-not-your-case = این پرونده در دست کارشناس دیگری است.
refusal-recused = شما از این پرونده کناره گرفته‌اید.
refusal-investigator-recused = این کارشناس به دلیل تعارض منافع از این پرونده کناره گرفته است. کس دیگری را انتخاب کنید.
refusal-question-open = پرسش قبلی هنوز بی‌پاسخ است.
refusal-no-open-question = پرسشی در انتظار پاسخ نیست.
refusal-already-resolved = رسیدگی به این گزارش پایان یافته است.
refusal-not-resolved = هنوز نتیجه‌ای اعلام نشده است که بتوان به آن اعتراض کرد.
refusal-already-appealed = به نتیجهٔ این گزارش پیش‌تر اعتراض شده است و فقط یک بار می‌توان اعتراض کرد.
refusal-appeal-open = اعتراضی در انتظار تصمیم است و تا آن زمان کار دیگری با این گزارش ممکن نیست.
refusal-no-open-appeal = اعتراضی در انتظار تصمیم نیست.
refusal-own-resolution = این نتیجه را خود شما اعلام کرده‌اید؛ سرپرست دیگری باید دربارهٔ اعتراض تصمیم بگیرد.
refusal-already-withdrawn = از این گزارش انصراف داده شده است.
refusal-role-may-not-read = با این نقش نمی‌توان نوشتهٔ گزارش‌دهندگان را خواند.
refusal-wrong-role = این کار بر عهدهٔ نقش دیگری است.
refusal-identity-missing = برای گزارش با نام، نامتان را بنویسید.
refusal-identity-on-anonymous = گزارش بی‌نام نباید نام داشته باشد؛ نام را پاک کنید، یا «محرمانه» یا «با نام» را انتخاب کنید.
refusal-contact-on-anonymous = گزارش بی‌نام نباید راه تماس داشته باشد؛ آن را پاک کنید، یا «محرمانه» یا «با نام» را انتخاب کنید.
refusal-changed-since = از وقتی این صفحه را باز کردید، شخص دیگری پرونده را تغییر داده است. وضعیت تازه را ببینید و دوباره تصمیم بگیرید؛ نوشتهٔ شما پابرجاست.
refusal-already-published = آمار این دوره پیش‌تر منتشر شده است.
refusal-no-files = انتشار بدون فایل ممکن نیست.
refusal-duplicate-file = نام یکی از فایل‌ها تکراری است.
refusal-file-too-large = یکی از فایل‌ها بیش از اندازه بزرگ است.
refusal-already-invited = این حساب پیش‌تر ساخته شده است.
refusal-no-such-account = چنین حسابی نیست.
refusal-already-granted = این نقش پیش‌تر داده شده است.
refusal-not-granted = این حساب چنین نقشی ندارد.
refusal-already-suspended = این حساب پیش‌تر بسته شده است.
refusal-not-suspended = این حساب بسته نیست.
refusal-own-account = این کار را با حساب خودتان نمی‌توانید بکنید.
refusal-unit-missing = برای این نقش باید واحدی تعیین شود.
action-open-identity = باز کردن نام و راه تماس
event-identity-opened = کسی که به گزارش رسیدگی می‌کند نام یا راه تماس شما را دید
refusal-no-identity = گزارش‌دهنده نه نامی گفته است و نه راه تماسی.
