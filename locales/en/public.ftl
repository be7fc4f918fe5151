# Public pages: home, statistics, how it works.
