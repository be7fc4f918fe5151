//! The charts of the gallery: figures as they may come, and the most awkward ones. Also what `tests/browser/charts.rs` looks at.

use sajam_aggregates::{Category, Province};
use sajam_statistics::calendar::{JalaliMonth, Period};
use sajam_statistics::{Shown, ShownValue};

use sajam::{
    chart::{Bar, Bars, ChartId, PeriodName, Series, TileMap, Trend},
    locale::{Locale, Translator},
};

pub(super) struct Charts {
    pub(super) bars: Vec<Bars>,
    pub(super) trends: Vec<Trend>,
    pub(super) maps: Vec<TileMap>,
}

/// As a release would show a noised count.
fn shown(noised: u64, margin95: u64) -> Shown {
    let value = match noised {
        0..10 => ShownValue::BelowTen,
        _ => ShownValue::Rounded((noised + 2) / 5 * 5),
    };
    Shown { value, margin95 }
}

/// Figures without a pattern that are the same on every run.
fn scattered(index: usize, most: u64) -> u64 {
    (index as u64 + 3).wrapping_mul(2_654_435_761) % most
}

impl Charts {
    pub(super) fn new(words: Translator) -> Self {
        Self {
            bars: bars(words),
            trends: trends(words),
            maps: maps(words),
        }
    }
}

fn bars(words: Translator) -> Vec<Bars> {
    let categories = |figure: &dyn Fn(usize) -> u64| -> Vec<Bar> {
        Category::ALL
            .iter()
            .enumerate()
            .map(|(index, category)| Bar {
                label: words.term("category", category.code()).into_owned(),
                shown: shown(figure(index), 14),
            })
            .collect()
    };
    let draw = |id, fa, en, bars: Vec<Bar>| {
        Bars::new(words, &ChartId::new(id), pick(words, fa, en), &bars)
    };
    let long = "رفتار نادرست مأموران و مسئولان دستگاه‌های اجرایی و شرکت‌های دولتی و نهادهای عمومی غیردولتی در برابر مراجعه‌کنندگان";
    let long = pick(
        words,
        long,
        "Misconduct of officials of executive bodies, state companies and public non-state institutions towards those who come to them",
    );
    vec![
        draw(
            "categories",
            "گزارش‌های آبان ۱۴۰۵ به تفکیک موضوع",
            "Reports in Aban 1405 by subject",
            categories(&|index| scattered(index, 420)),
        ),
        draw(
            "small",
            "همه کمتر از ده",
            "All below ten",
            categories(&|_| 4),
        ),
        draw(
            "huge",
            "یکی بسیار بزرگ",
            "One is huge",
            vec![
                Bar {
                    label: long.to_owned(),
                    shown: shown(1_234_565, 14),
                },
                Bar {
                    label: words.term("category", "other").into_owned(),
                    shown: shown(640, 14),
                },
                Bar {
                    label: words.term("category", "labour").into_owned(),
                    shown: shown(0, 14),
                },
            ],
        ),
        draw(
            "one",
            "یک سطر",
            "One row",
            vec![Bar {
                label: words.term("category", "bribery").into_owned(),
                shown: shown(12, 26),
            }],
        ),
        draw("nothing", "بدون سطر", "No rows", vec![]),
    ]
}

fn months(words: Translator, count: usize) -> Vec<PeriodName> {
    let mut month = JalaliMonth::new(1403, 11).unwrap();
    let mut months = Vec::new();
    for _ in 0..count {
        let period = Period::from(month);
        months.push(PeriodName {
            short: words.period_short(period),
            whole: words.period(period),
        });
        month = month.next();
    }
    months
}

fn trends(words: Translator) -> Vec<Trend> {
    let series = |label: &str, periods: usize, figure: &dyn Fn(usize) -> Option<u64>| Series {
        label: label.to_owned(),
        figures: (0..periods)
            .map(|index| figure(index).map(|noised| shown(noised, 14)))
            .collect(),
    };
    let total = pick(words, "همهٔ گزارش‌ها", "All reports");
    let stages = [
        pick(words, "دریافت‌شده", "Received"),
        pick(words, "ارجاع‌شده به واحد رسیدگی", "Assigned to a unit"),
        pick(words, "بررسی‌شده", "Investigated"),
        pick(words, "پایان‌یافته", "Resolved"),
    ];
    let four = |periods| -> Vec<Series> {
        stages
            .iter()
            .enumerate()
            .map(|(stage, label)| {
                series(label, periods, &|index| {
                    (index % 7 != 3 || stage > 1).then(|| {
                        (150 + 8 * index as u64 + scattered(index + 9 * stage, 60))
                            .saturating_sub(55 * stage as u64)
                    })
                })
            })
            .collect()
    };
    let draw = |id, fa, en, periods, series: Vec<Series>| {
        let periods = months(words, periods);
        let title = pick(words, fa, en);
        Trend::new(words, &ChartId::new(id), title, &periods, &series).unwrap()
    };
    vec![
        draw(
            "two-years",
            "همهٔ گزارش‌ها در ۲۴ ماه",
            "All reports in 24 months",
            24,
            vec![series(total, 24, &|index| {
                (index != 9).then(|| 300 + 12 * index as u64 + scattered(index, 90))
            })],
        ),
        draw(
            "stages",
            "گزارش‌ها در هر مرحله",
            "Reports at each stage",
            12,
            four(12),
        ),
        draw(
            "stages-24",
            "چهار مرحله در ۲۴ ماه",
            "Four stages in 24 months",
            24,
            four(24),
        ),
        draw(
            "few",
            "کمتر از ده و گاهی بیشتر",
            "Below ten and sometimes more",
            8,
            vec![series(total, 8, &|index| {
                (index != 5).then_some(if index == 3 { 15 } else { 2 })
            })],
        ),
        draw(
            "first",
            "فقط یک دوره",
            "One period only",
            1,
            vec![series(total, 1, &|_| Some(1_240))],
        ),
        draw(
            "equal",
            "دو خط برابر و یکی بدون آمار",
            "Two equal lines and one without figures",
            5,
            vec![
                series(stages[0], 5, &|_| Some(1_000_000)),
                series(stages[1], 5, &|_| Some(1_000_000)),
                series(stages[2], 5, &|_| None),
            ],
        ),
    ]
}

fn maps(words: Translator) -> Vec<TileMap> {
    let map = |id, fa, en, figure: &dyn Fn(usize) -> Option<u64>| {
        let figures = Province::ALL
            .iter()
            .enumerate()
            .filter_map(|(index, province)| Some((*province, shown(figure(index)?, 14))));
        TileMap::new(words, &ChartId::new(id), pick(words, fa, en), figures)
    };
    vec![
        map(
            "provinces",
            "گزارش‌های پاییز ۱۴۰۵ به تفکیک استان",
            "Reports in autumn 1405 by province",
            &|index| {
                Some(match index {
                    23 => 12_340,
                    10 => 1_875,
                    9 => 2_310,
                    _ => scattered(index, 300).saturating_sub(60),
                })
            },
        ),
        map("quiet", "همه کمتر از ده", "All below ten", &|_| Some(3)),
        map(
            "large",
            "عددهای بسیار بزرگ، و استانی بدون آمار",
            "Very large figures, and a province without one",
            &|index| (index != 7).then(|| 10_u64.saturating_pow(1 + index as u32 / 3)),
        ),
    ]
}

fn pick(words: Translator, fa: &'static str, en: &'static str) -> &'static str {
    match words.locale() {
        Locale::Fa => fa,
        Locale::En => en,
    }
}
