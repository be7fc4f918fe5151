"""The Jalali calendar by two packages that find the first day of a year in different ways.

- convertdate 2.5: by astronomy, as the law says: the March equinox (Meeus, by pymeeus) before or after noon at 52.5° E.
- jdatetime 6 (jalali-core 1.0): by arithmetic, 8 leap years in 33 (jalali.c of FarsiWeb, Pournader and Toossi).

Reads lines `2025-03-20 1403-12-30`, and answers with how many there were and the first few on which a package
disagrees, in either direction.
"""
import functools
import json
import sys

import jdatetime
from convertdate import persian

# The equinox of a year is asked for on each of its days: remembering it changes no result.
persian.equinox_jd = functools.cache(persian.equinox_jd)


def with_convertdate(gregorian, jalali):
    there = persian.from_gregorian(*gregorian)
    year, month, day = persian.to_gregorian(*jalali)
    return tuple(map(int, there)), (int(year), int(month), int(day))


def with_jdatetime(gregorian, jalali):
    there = jdatetime.GregorianToJalali(*gregorian).getJalaliList()
    back = jdatetime.date(*jalali).togregorian()
    return tuple(there), (back.year, back.month, back.day)


def numbers(text):
    return tuple(map(int, text.split("-")))


lines, disagreements = 0, []
for line in sys.stdin:
    lines += 1
    gregorian, jalali = map(numbers, line.split())
    for name, package in (("convertdate", with_convertdate), ("jdatetime", with_jdatetime)):
        try:
            theirs = package(gregorian, jalali)
        except ValueError as error:
            theirs = str(error)
        if theirs != (jalali, gregorian):
            disagreements.append({"package": name, "line": line.strip(), "theirs": theirs})
json.dump({"lines": lines, "disagreements": disagreements[:20]}, sys.stdout)
