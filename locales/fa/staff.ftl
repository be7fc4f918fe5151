# صفحه‌های کارکنان.

## Navigation

staff-nav-label = بخش‌های کار
staff-nav-intake = پذیرش
staff-nav-unit = صف واحد
staff-nav-mine = پرونده‌های من
staff-nav-audit = نظارت
staff-nav-logout = خروج

## Signing in

staff-login-title = ورود کارکنان
staff-login-button = ورود
staff-login-wait = برای حفاظت از این حساب، تا { $count } دقیقهٔ دیگر ورود به آن ممکن نیست.
staff-login-hint = حساب‌ها را مدیر سامانه می‌سازد. اگر گذرواژه را فراموش کرده‌اید، گذرواژهٔ تازه را از او بخواهید.

## Changing one’s password

staff-password-title = تغییر گذرواژه
staff-password-first = گذرواژهٔ شما را سامانه ساخته و فقط برای یک بار ورود است. گذرواژه‌ای از خودتان بگذارید تا بتوانید ادامه دهید.
staff-password-rule-long = دست‌کم { $number } نویسه. چند واژه که به هم ربطی ندارند، به یاد می‌مانند و سخت حدس زده می‌شوند.
staff-password-rule-different = دست‌کم { $number } نویسهٔ متفاوت.
staff-password-rule-new = نه نام کاربری و نه گذرواژهٔ کنونی شما.
staff-password-rule-words = آن را جای دیگری به کار نبرید.
staff-password-button = تغییر گذرواژه
staff-password-too-short = گذرواژهٔ تازه باید دست‌کم { $number } نویسه داشته باشد.
staff-password-too-long = گذرواژهٔ تازه باید حداکثر { $number } نویسه داشته باشد.
staff-password-too-uniform = گذرواژهٔ تازه باید دست‌کم { $number } نویسهٔ متفاوت داشته باشد.
staff-password-is-login = گذرواژهٔ تازه نباید نام کاربری شما باشد.
staff-password-not-new = گذرواژهٔ تازه نباید همان گذرواژهٔ کنونی باشد.
staff-password-not-repeated = گذرواژهٔ تازه دو بار یکسان نوشته نشده است.
staff-password-wrong = این گذرواژهٔ کنونی شما نیست.
staff-password-done = گذرواژهٔ شما عوض شد
staff-password-done-text = هر جای دیگری که وارد شده بودید، خارج شدید.
staff-home-password = تغییر گذرواژه
staff-home-password-about = گذرواژهٔ تازه‌ای بگذارید. از هر جای دیگری که وارد شده‌اید، خارج می‌شوید.

## A page that keeps what was typed

staff-kept-signed-out = زمان نشست شما تمام شده است. چیزی از دست نرفته: در صفحه‌ای دیگر وارد شوید، به این صفحه برگردید و دوباره بفرستید.
staff-kept-title = نوشتهٔ شما پابرجاست
staff-kept-text = متن { $number }
staff-kept-sign-in = ورود در صفحه‌ای دیگر؛ پس از ورود به همین صفحه برگردید
staff-kept-send = دوباره بفرست

## Home

staff-home-title = کارهای من
staff-home-units = واحد شما: { $units }
staff-home-audit = نظارت بر تاریخچه‌ها
staff-home-audit-about = ببینید هر گزارش را چه کسی، کی و در چه نقشی پیش برده است، و خودتان راستی‌آزمایی کنید که چیزی تغییر نکرده باشد.
staff-home-accounts = حساب‌های کارکنان
staff-home-accounts-about = حساب تازه و گذرواژهٔ تازه با فرمان sajam accounts در سرور ساخته می‌شود. مدیر سامانه گزارش‌ها را نمی‌خواند.

## Queues

staff-queue-intake = صف پذیرش
staff-queue-intake-about = گزارش‌هایی که هنوز به واحدی سپرده نشده‌اند؛ آن که بیشتر منتظر مانده، بالاتر است.
staff-queue-unit = صف واحد
staff-queue-unit-about = پرونده‌های بازِ واحد شما، چه کارشناس داشته باشند و چه نداشته باشند؛ برای سرپرستان، اعتراض‌های در انتظار تصمیم هم.
staff-queue-mine = پرونده‌های من
staff-queue-mine-about = پرونده‌های بازی که به شما سپرده شده است.
staff-queue-empty = پرونده‌ای در این صف نیست
staff-queue-empty-hint = گزارش تازه چند لحظه پس از ثبت این‌جا دیده می‌شود.
staff-queue-total = { $count } پرونده
staff-queue-range = { $first } تا { $last } از { $total } پرونده
staff-queue-sort = مرتب‌سازی:
staff-none = تعیین‌نشده

## A case

staff-back = بازگشت به صف
staff-case-title = پروندهٔ { $id }
staff-case-written = آنچه گزارش‌دهنده نوشته است
staff-case-actions = اقدام‌ها
staff-case-no-actions = اکنون کاری از شما برنمی‌آید.
staff-case-refused = اقدام‌هایی که اکنون ممکن نیست
staff-case-facts = مشخصات
staff-case-history = تاریخچه
staff-erased = این متن پاک شده است و دیگر کسی نمی‌تواند آن را بخواند.
staff-priority-tag = اولویت: { $priority }
staff-changed-title = پرونده در این فاصله تغییر کرد
staff-changed-text = اقدام شما ثبت نشد و نوشته‌تان پابرجاست. این رویدادها تازه است؛ آن‌ها را ببینید و اگر هنوز لازم است، دوباره بفرستید.
staff-jump = رفتن به فرم
staff-typed-title = نوشتهٔ شما
staff-institution-described = به گفتهٔ گزارش‌دهنده؛ متن آن در پرونده است
staff-institution-describe = نهادی بیرون از فهرست؛ نامش را می‌نویسم
staff-institution-unknown = معلوم نیست
staff-institution-unchanged = همان که هست: { $name }
staff-unit-of-accused = { $unit } – زیرمجموعهٔ نهاد موضوع گزارش است و نمی‌توان به آن سپرد
staff-every-unit = همهٔ واحدها
staff-investigator = { $login } ({ $units })
staff-who = { $role } ({ $login })
staff-who-reporter = گزارش‌دهنده
staff-who-system = سامانه

## Fields

staff-field-id = شناسه
staff-field-login = نام کاربری
staff-field-password = گذرواژه
staff-field-current-password = گذرواژهٔ کنونی
staff-field-new-password = گذرواژهٔ تازه
staff-field-new-password-again = گذرواژهٔ تازه، یک بار دیگر
staff-field-status = وضعیت
staff-field-category = موضوع
staff-field-province = استان
staff-field-institution = نهاد موضوع گزارش
staff-field-institution-text = نام نهاد
staff-field-institution-text-hint = فقط اگر در پرسش بالا «نهادی بیرون از فهرست» را انتخاب کرده‌اید.
staff-field-priority = اولویت
staff-field-unit = واحد
staff-field-investigator = کارشناس رسیدگی
staff-field-investigator-hint = کارشناس باید از همان واحد باشد. اگر کسی را انتخاب نکنید، پرونده در صف واحد می‌ماند.
staff-field-received = زمان ثبت
staff-field-updated = آخرین تغییر
staff-field-outcome = نتیجه
staff-field-language = زبان پاسخ
staff-field-channel = راه ثبت
staff-field-narrative = شرح ماجرا
staff-field-subject = گزارش دربارهٔ چه کسی است
staff-field-place = محل
staff-field-occurred = زمان رویداد
staff-field-identity = نام گزارش‌دهنده
staff-field-contact = راه تماس با گزارش‌دهنده
staff-field-step = گام رسیدگی
staff-field-note = یادداشت
staff-field-note-hint = گزارش‌دهنده این یادداشت را نمی‌بیند.
staff-field-conflict = تعارض منافع
staff-field-conflict-hint = بنویسید چه پیوندی با این پرونده دارید. گزارش‌دهنده این متن را نمی‌بیند.
staff-field-message = پرسش
staff-field-message-hint = گزارش‌دهنده آن را در صفحهٔ پیگیری می‌خواند و همان‌جا پاسخ می‌دهد.
staff-field-answer = پاسخ گزارش‌دهنده
staff-field-explanation = توضیح برای گزارش‌دهنده
staff-field-explanation-hint = همین متن، کلمه‌به‌کلمه، به گزارش‌دهنده نشان داده می‌شود.
staff-field-reasons = دلایل، برای پرونده
staff-field-reasons-hint = گزارش‌دهنده این متن را نمی‌بیند.
staff-field-grounds = دلیل اعتراض
staff-field-reason = دلیل انصراف

## Actions

staff-about-acknowledge = گزارش‌دهنده می‌بیند که گزارشش رسیده است.
staff-about-triage = موضوع، استان، نهاد و اولویت را تعیین کنید. تا پیش از سپردن به واحد می‌توان این‌ها را دوباره تغییر داد.
staff-about-assign = پرونده به صف واحد می‌رود. پس از آن، پذیرش دیگر آن را نمی‌خواند.
staff-about-investigate = کاری را که برای روشن شدن ماجرا کرده‌اید، با نتیجه‌اش بنویسید.
staff-about-recuse = برای پرونده‌ای که به خود یا نزدیکانتان مربوط است. پرونده به صف واحد برمی‌گردد، شما دیگر آن را نمی‌بینید و هرگز دوباره به شما داده نمی‌شود. پیش از فرستادن، متن یک بار دیگر نشان داده می‌شود.
staff-about-ask-question = هر بار یک پرسش؛ تا پاسخ نیاید، پرسش تازه‌ای نمی‌توان فرستاد.
staff-about-resolve = پیش از فرستادن، متن نهایی را یک بار دیگر نشانتان می‌دهیم. پایان رسیدگی برگشت ندارد.
staff-about-reopen = رسیدگی از سر گرفته می‌شود و پرونده به همان واحد و کارشناس برمی‌گردد. پیش از فرستادن، متن را یک بار دیگر نشانتان می‌دهیم.
staff-about-dismiss-appeal = نتیجه همان می‌ماند و گزارش‌دهنده دیگر نمی‌تواند اعتراض کند. پیش از فرستادن، متن را یک بار دیگر نشانتان می‌دهیم.
staff-button-acknowledge = اعلام وصول
staff-button-triage = ثبت بررسی اولیه
staff-button-assign = سپردن به واحد
staff-button-investigate = ثبت گام
staff-button-recuse = بازبینی پیش از کناره‌گیری
staff-button-ask-question = فرستادن پرسش
staff-button-resolve = بازبینی پیش از پایان
staff-button-reopen = بازبینی پیش از پذیرش
staff-button-dismiss-appeal = بازبینی پیش از رد
staff-done-acknowledge = وصول گزارش اعلام شد.
staff-done-triage = بررسی اولیه ثبت شد.
staff-done-assign = پرونده به واحد سپرده شد.
staff-done-investigate = گام رسیدگی ثبت شد.
staff-done-recuse = از پرونده کناره گرفتید و پرونده به صف واحد برگشت.
staff-done-ask-question = پرسش برای گزارش‌دهنده فرستاده شد.
staff-done-resolve = رسیدگی پایان یافت و نتیجه به گزارش‌دهنده اعلام شد.
staff-done-reopen = اعتراض پذیرفته شد و رسیدگی از سر گرفته شد.
staff-done-dismiss-appeal = اعتراض رد شد و نتیجه همان ماند.

## Before what cannot be undone

staff-confirm-title-resolve = پایان رسیدگی به پروندهٔ { $id }
staff-confirm-title-recuse = کناره‌گیری از پروندهٔ { $id }
staff-confirm-title-reopen = پذیرش اعتراض در پروندهٔ { $id }
staff-confirm-title-dismiss-appeal = رد اعتراض در پروندهٔ { $id }
staff-confirm-final = این کار برگشت ندارد
staff-confirm-final-resolve = پس از فرستادن، پرونده بسته می‌شود و متن زیر دیگر تغییر نمی‌کند.
staff-confirm-final-recuse = پس از فرستادن، پرونده دیگر در دست شما نیست: نه آن را می‌بینید و نه دوباره به شما داده می‌شود.
staff-confirm-final-reopen = پس از فرستادن، رسیدگی از سر گرفته می‌شود و متن زیر دیگر تغییر نمی‌کند.
staff-confirm-final-dismiss-appeal = پس از فرستادن، نتیجه نهایی می‌شود و متن زیر دیگر تغییر نمی‌کند.
staff-confirm-reporter = آنچه گزارش‌دهنده می‌بیند
staff-confirm-file = آنچه فقط در پرونده می‌ماند
staff-confirm-send-resolve = بفرست و پرونده را ببند
staff-confirm-send-recuse = بفرست و کناره بگیر
staff-confirm-send-reopen = بفرست و اعتراض را بپذیر
staff-confirm-send-dismiss-appeal = بفرست و اعتراض را رد کن
staff-confirm-edit = بازگشت و ویرایش

## What is wrong with a field

staff-missing-category = موضوع را انتخاب کنید.
staff-missing-province = استان را انتخاب کنید.
staff-missing-institution = نهاد موضوع گزارش را انتخاب کنید.
staff-missing-institution-text = نام نهاد را بنویسید.
staff-missing-priority = اولویت را انتخاب کنید.
staff-missing-unit = واحد را انتخاب کنید.
staff-missing-step = بگویید چه کرده‌اید.
staff-missing-note = یادداشت را بنویسید.
staff-missing-conflict = بنویسید چه پیوندی با پرونده دارید.
staff-missing-message = پرسش را بنویسید.
staff-missing-outcome = نتیجه را انتخاب کنید.
staff-missing-explanation = برای گزارش‌دهنده توضیح بنویسید.
staff-missing-reasons = دلایل را بنویسید.
staff-wrong-not-of-the-unit = این کارشناس در واحد انتخاب‌شده کار نمی‌کند؛ کارشناس یا واحد دیگری انتخاب کنید.

## Events, as staff and auditors read them

staff-event-submitted = گزارش ثبت شد
staff-event-acknowledged = وصول گزارش اعلام شد
staff-event-triaged = بررسی اولیه شد
staff-event-assigned = به واحد رسیدگی سپرده شد
staff-event-investigated = گامی از رسیدگی برداشته شد
staff-event-recused = کارشناس رسیدگی به دلیل تعارض منافع کنار رفت
staff-event-question-asked = از گزارش‌دهنده پرسشی شد
staff-event-reporter-answered = گزارش‌دهنده پاسخ داد
staff-event-resolved = رسیدگی پایان یافت
staff-event-appealed = گزارش‌دهنده به نتیجه اعتراض کرد
staff-event-reopened = اعتراض پذیرفته شد و رسیدگی از سر گرفته شد
staff-event-appeal-dismissed = اعتراض رد شد
staff-event-withdrawn = گزارش‌دهنده انصراف داد
staff-event-opened = نوشته‌های گزارش خوانده شد
staff-event-invited = حساب ساخته شد
staff-event-role-granted = نقشی داده شد
staff-event-role-revoked = نقشی گرفته شد
staff-event-suspended = حساب بسته شد
staff-event-reinstated = حساب دوباره باز شد
staff-event-published = آمار منتشر شد
staff-event-corrected = آمار اصلاح شد

## Incidents

staff-nav-incidents = رخدادها
staff-incidents-title = رخدادها
staff-incidents-about = هر چه این‌جا بنویسید همگانی است: همراه با ساعت آن، در صفحهٔ وضعیت و خبرخوان‌ها می‌آید. هرگز دربارهٔ گزارش‌ها و افراد ننویسید.
staff-incidents-see = دیدن صفحهٔ وضعیت
staff-incidents-none = اکنون مشکلی اعلام نشده است.
staff-incidents-new = اعلام رخداد تازه
staff-incident-do = خبر تازه یا پایان
staff-incident-field-kind = نوع رخداد
staff-incident-field-change = چه خبر است
staff-incident-field-title-fa = عنوان فارسی
staff-incident-field-text-fa = متن فارسی
staff-incident-field-title-en = عنوان انگلیسی
staff-incident-field-text-en = متن انگلیسی
staff-incident-hint = چه چیزی کار نمی‌کند، از کِی، مردم در این میان چه کنند، و کِی دوباره خبر می‌دهید.
staff-incident-kind-disruption = چیزی آن‌گونه که باید کار نمی‌کند.
staff-incident-kind-maintenance = کاری که از پیش اعلام شده است؛ زمان آغاز و پایانش را بنویسید.
staff-incident-change-updated = خبر تازه‌ای هست
staff-incident-change-closed = پایان یافته است
staff-incident-automatic = این رخداد هنگامی که مشکل برطرف شود خودبه‌خود بسته می‌شود.
staff-incident-check = بازبینی پیش از انتشار
staff-incident-confirm = پیش از همگانی شدن
staff-incident-confirm-open = پس از فرستادن، همه می‌توانند این را در صفحهٔ وضعیت و خبرخوان‌ها بخوانند.
staff-incident-confirm-update = پس از فرستادن، این متن برای همه به رخداد افزوده می‌شود.
staff-incident-confirm-close = پس از فرستادن، رخداد با این متن بسته می‌شود و دیگر باز نمی‌شود.
staff-incident-send = همگانی کن
staff-incident-changed = از وقتی صفحه را باز کرده‌اید، کس دیگری چیزی نوشته است
staff-incident-over = رخداد پیش‌تر بسته شده است
staff-incident-kept = آنچه نوشته‌اید سر جایش است. چیزی همگانی نشد.
staff-incident-done-opened = رخداد اعلام شد
staff-incident-done-updated = خبر تازه اعلام شد
staff-incident-done-closed = رخداد بسته شد
staff-home-incidents = رخدادها
staff-home-incidents-about = به مردم بگویید چه چیزی کار نمی‌کند و کِی درست شد.
staff-home-checks = بازبینی‌های تاریخچه
staff-home-checks-about = آنچه بازبینی روزانهٔ کل تاریخچه پیدا کرده است.
staff-field-opening-reason = دلیل باز کردن نام و راه تماس
staff-field-opening-reason-hint = بنویسید برای چه کاری لازم است. گزارش‌دهنده این متن را نمی‌بیند، ولی می‌بیند که نام یا راه تماسش باز شده است.
staff-missing-opening-reason = بنویسید نام یا راه تماس برای چه لازم است.
staff-about-open-identity = نام و راه تماس گزارش‌دهنده فقط همین یک بار، در صفحهٔ بعد، نشان داده می‌شود. هر بار باز کردن با نام شما و دلیلتان در تاریخچه ثبت می‌شود.
staff-button-open-identity = باز کردن نام و راه تماس
staff-done-open-identity = نام و راه تماس باز شد و این کار در تاریخچه ثبت شد.
staff-event-identity-opened = نام و راه تماس گزارش‌دهنده باز شد
staff-identity-title = نام و راه تماس گزارش‌دهنده
staff-identity-once = این نوشته فقط در همین صفحه است. برای دیدن دوباره باید آن را از نو باز کنید.
staff-identity-sealed = گفته شده و مهروموم است
staff-identity-none = گفته نشده است
staff-home-tried = از ورود پیشین شما تا این ورود، { $count } بار برای نام کاربری شما رمز نادرست داده شده است
staff-home-tried-advice = اگر خودتان نبودید، به مدیر سامانه بگویید. تا وقتی رمزتان را کسی نداند، این کار راهی به حساب شما باز نمی‌کند.
