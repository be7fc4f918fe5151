# وضعیت سامانه: صفحه و رخدادها.

## The page

status-title = وضعیت سامانه
status-overall-works = همه‌چیز کار می‌کند
status-overall-works-text = می‌توان گزارش داد و پیگیری کرد، و دفتر همگانی سر وقت منتشر می‌شود.
status-overall-trouble = بخشی از سامانه آن‌گونه که باید کار نمی‌کند
status-overall-trouble-text = شرح آن در زیر آمده است. هر گزارشی که ثبت کرده و شمارهٔ رهگیری‌اش را گرفته‌اید، محفوظ است.
status-overall-away = اکنون نمی‌توان گزارش داد یا پیگیری کرد
status-overall-away-text = پایگاه داده پاسخ نمی‌دهد. هر گزارشی که ثبت کرده و شمارهٔ رهگیری‌اش را گرفته‌اید، محفوظ است. لطفاً چند دقیقهٔ دیگر دوباره بیایید.
status-parts = بخش‌های سامانه
status-part-reports = ثبت و پیگیری گزارش
status-part-log = دفتر همگانی
status-part-check = بازبینی کل تاریخچه
status-part-witnesses = شاهدان بیرونی
status-state-works = کار می‌کند
status-state-trouble = مشکل دارد
status-state-away = در دسترس نیست
status-state-late = دیر شده
status-state-holds = درست است
status-state-differs = ناهمخوانی
status-state-not-yet = هنوز نه
status-state-unknown = نامعلوم
status-reports-work = می‌توان گزارش داد و گزارش‌ها را پیگیری کرد.
status-reports-read-only = گزارش‌ها را می‌توان پیگیری کرد، اما گزارش تازه اکنون پذیرفته نمی‌شود.
status-reports-away = پایگاه داده پاسخ نمی‌دهد.
status-unknown = وقتی پایگاه داده دوباره پاسخ دهد معلوم می‌شود.
status-log-not-yet = هنوز چیزی منتشر نشده است.
status-log-on-beat = آخرین انتشار: { $time } به وقت تهران
status-log-ahead = اکنون منتشر نمی‌شود: ساعت سامانه عقب رفته است. با درست شدن ساعت، انتشار ادامه می‌یابد.
status-log-late = سر وقت منتشر نشده است. آخرین انتشار: { $time } به وقت تهران
status-check-not-yet = تاریخچه هنوز بازبینی نشده است.
status-check-held = { $date }: همه‌چیز درست بود.
status-check-overdue = آخرین بازبینی در { $date } بود و همه‌چیز درست بود. از آن پس بازبینی روزانه انجام نشده است.
status-check-differs = در { $date } ناهمخوانی‌ای پیدا شد و در دست بررسی است.
status-witnesses-missing = اکنون شاهدان بیرونیِ کافی دفتر همگانی را تأیید نمی‌کنند.
status-open = رخدادهای جاری
status-history = رخدادهای پیشین
status-history-empty = رخداد پیشینی ثبت نشده است.
status-history-away = وقتی پایگاه داده دوباره پاسخ دهد، فهرست برمی‌گردد.
status-to-newest = تازه‌ترین‌ها
status-to-older = پیشین‌ها
status-incident-open = ادامه دارد
status-incident-announced = در پیش یا در جریان
status-incident-closed = پایان یافته
status-steps = آنچه گذشت
status-follow = باخبر شوید
status-follow-text = با خبرخوان، خبرهای سامانه بی‌نیاز به حساب کاربری و ایمیل به شما می‌رسد.
status-follow-atom = نشانی برای خبرخوان (Atom)
status-follow-json = نشانی برای خبرخوان (JSON Feed)
status-follow-api = همین صفحه به شکل JSON
status-hours = زمان رخدادها به وقت تهران و با دقت یک ساعت گفته می‌شود.

## Incidents

incident-kind-ledger-check = بازبینی تاریخچه
incident-kind-log-late = دفتر همگانی
incident-kind-log-halted = دفتر همگانی
incident-kind-witnesses = شاهدان بیرونی
incident-kind-disruption = اختلال
incident-kind-maintenance = کارِ از پیش اعلام‌شده

incident-change-opened = اعلام شد
incident-change-updated = خبر تازه
incident-change-closed = پایان یافت

incident-ledger-check = در بازبینی تاریخچه ناهمخوانی پیدا شد
incident-opened-ledger-check = در بازبینی کل تاریخچه ناهمخوانی‌ای پیدا شد و در دست بررسی است. با رسید و تاریخچه‌ای که ذخیره کرده‌اید، خودتان می‌توانید ببینید گزارش شما دست خورده است یا نه.
incident-closed-ledger-check = کل تاریخچه دوباره بازبینی شد و درست است.
incident-log-late = انتشار دفتر همگانی دیر شده است
incident-opened-log-late = دفتر همگانی سر وقت منتشر نشده است. این موضوع به ثبت و پیگیری گزارش آسیبی نمی‌زند.
incident-closed-log-late = دفتر همگانی دوباره سر وقت منتشر می‌شود.
incident-log-halted = انتشار دفتر همگانی متوقف شد
incident-opened-log-halted = دفتر همگانی فعلاً منتشر نمی‌شود، چون آنچه باید منتشر شود با آنچه پیش‌تر منتشر شده سازگار نیست. موضوع در دست بررسی است.
incident-closed-log-halted = انتشار دفتر همگانی از سر گرفته شد.
incident-witnesses = تأیید شاهدان بیرونی کافی نیست
incident-opened-witnesses = اکنون شاهدان بیرونیِ کافی دفتر همگانی را تأیید نمی‌کنند. دفتر همچنان منتشر می‌شود.
incident-closed-witnesses = شاهدان بیرونیِ کافی دوباره دفتر همگانی را تأیید می‌کنند.
