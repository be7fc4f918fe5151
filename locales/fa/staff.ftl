# صفحه‌های کارکنان.

staff-nav-label = بخش‌های کار
staff-nav-intake = پذیرش
staff-nav-unit = صف واحد
staff-nav-mine = پرونده‌های من
staff-nav-audit = نظارت
staff-nav-logout = خروج
