use std::collections::BTreeSet;

use proptest::prelude::*;
use sajam_aggregates::Province;
use sajam_statistics::{Figure, Shown, ShownValue};

use super::*;
use crate::locale::{Locale, Translator};

mod drawing;

use drawing::{corners, read};

const fn shown(value: u64, margin95: u64) -> Shown {
    let value = if value < 10 {
        ShownValue::BelowTen
    } else {
        ShownValue::Rounded(value)
    };
    Shown { value, margin95 }
}

fn id() -> ChartId {
    ChartId::new("test")
}

fn bars(words: Translator, figures: &[(String, Shown)]) -> String {
    let bars: Vec<_> = figures
        .iter()
        .map(|(label, shown)| Bar {
            label: label.clone(),
            shown: *shown,
        })
        .collect();
    Bars::new(words, &id(), "A title", &bars).to_string()
}

fn trend(words: Translator, figures: &[Vec<Option<Shown>>]) -> String {
    let periods: Vec<_> = (0..figures[0].len())
        .map(|index| words.digits(&format!("{} {}", words.term("jalali", "8"), 1405 + index)))
        .map(|short| PeriodName {
            whole: format!("all of {short}"),
            short,
        })
        .collect();
    let series: Vec<_> = figures
        .iter()
        .enumerate()
        .map(|(index, figures)| Series {
            label: format!("Series number {index}"),
            figures: figures.clone(),
        })
        .collect();
    Trend::new(words, &id(), "A title", &periods, &series)
        .unwrap()
        .to_string()
}

fn map(words: Translator, figures: &[Option<Shown>]) -> String {
    let figures = Province::ALL
        .iter()
        .zip(figures)
        .filter_map(|(province, shown)| Some((*province, (*shown)?)));
    TileMap::new(words, &id(), "A title", figures).to_string()
}

fn figure() -> impl Strategy<Value = Shown> {
    let value = prop_oneof![
        Just(ShownValue::BelowTen),
        (2_u64..500).prop_map(|fives| ShownValue::Rounded(5 * fives)),
        (2_u64..1 << 50).prop_map(|fives| ShownValue::Rounded(5 * fives)),
    ];
    (value, 2_u64..60).prop_map(|(value, margin95)| Shown { value, margin95 })
}

fn locale() -> impl Strategy<Value = Translator> {
    prop_oneof![
        Just(Translator::of(Locale::Fa)),
        Just(Translator::of(Locale::En))
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn bars_are_well_formed_and_inside(
        words in locale(),
        figures in prop::collection::vec(("[a-zA-Z<&\"' اآبپتکگ]{0,60}", figure()), 0..32),
    ) {
        let drawing = read(&bars(words, &figures));
        drawing.assert_inside();
        prop_assert_eq!(drawing.with_class("chart-bar") + drawing.with_class("chart-hollow"), figures.len());
        prop_assert_eq!(drawing.with_class("chart-margin"), figures.len());
    }

    #[test]
    fn trends_are_well_formed_and_inside(
        words in locale(),
        figures in (1_usize..25, 1..=MOST_SERIES).prop_flat_map(|(periods, series)| {
            let one = prop::collection::vec(prop::option::weighted(0.8, figure()), periods);
            prop::collection::vec(one, series)
        }),
    ) {
        read(&trend(words, &figures)).assert_inside();
    }

    #[test]
    fn maps_are_well_formed_and_inside(
        words in locale(),
        figures in prop::collection::vec(prop::option::weighted(0.9, figure()), 31),
    ) {
        let drawing = read(&map(words, &figures));
        drawing.assert_inside();
        let present = figures.iter().flatten().count();
        let key = usize::from(present < 31);
        prop_assert_eq!(drawing.with_class("chart-shade-missing"), 31 - present + key);
    }
}

#[test]
fn every_chart_has_its_title_its_sentence_and_ids_of_its_own() {
    for locale in Locale::ALL {
        let words = Translator::of(locale);
        let figures: Vec<_> = (0..9)
            .map(|row| (format!("Row {row}"), shown(50 * row, 14)))
            .collect();
        let line: Vec<_> = figures.iter().map(|(_, shown)| Some(*shown)).collect();
        for chart in [
            bars(words, &figures),
            trend(words, std::slice::from_ref(&line)),
            map(words, &line),
        ] {
            let drawing = read(&chart);
            assert_eq!(drawing.titles[0], "A title");
            assert_eq!(drawing.ids, ["chart-test-title", "chart-test-desc"]);
            let most = words.number(400);
            assert!(
                drawing.description.contains(&most),
                "{}",
                drawing.description
            );
            for forbidden in [" style=", "<script", "<style", "href", " on"] {
                assert!(
                    !chart.replace("on\"", "").contains(forbidden) || forbidden == " on",
                    "{forbidden}"
                );
            }
        }
    }
}

#[test]
fn a_trend_has_short_names_of_periods_and_says_whole_ones() {
    let words = Translator::of(Locale::En);
    let said = |figures: &[Option<u64>]| {
        let figures = figures
            .iter()
            .map(|value| value.map(|value| shown(value, 14)));
        let chart = trend(words, &[figures.collect()]);
        let on_the_axis = |name: &str| chart.contains(&format!("\"middle\">{name}"));
        assert!(on_the_axis("Aban 140") && !on_the_axis("all of Aban"));
        read(&chart).description.replace('\u{a0}', " ")
    };
    assert_eq!(
        said(&[Some(20), Some(200), None, Some(40)]),
        "From all of Aban 1405 to all of Aban 1408. Series number 0. Latest, all of Aban 1408: 40 ± 14. \
         Highest, all of Aban 1406: 200 ± 14."
    );
    // Nobody knows which of these was the highest.
    assert_eq!(
        said(&[Some(20), Some(50), Some(3), Some(40)]),
        "From all of Aban 1405 to all of Aban 1408. Series number 0. Latest, all of Aban 1408: 40 ± 14. \
         Fewer than 10: 1. Between 20 and 50 (± 14): 3."
    );
    assert_eq!(
        said(&[Some(20)]),
        "all of Aban 1405. Series number 0. Latest, all of Aban 1405: 20 ± 14."
    );
}

#[test]
fn everything_below_ten_is_drawn_alike() {
    let words = Translator::of(Locale::Fa);
    let figures: Vec<_> = [0, 3, 9, 120]
        .map(|value| ("Row".to_owned(), shown(value, 14)))
        .into();
    let drawing = read(&bars(words, &figures));
    let hollow: BTreeSet<_> = drawing
        .elements
        .iter()
        .filter(|one| one.get("class") == "chart-hollow")
        .map(|one| (one.get("x"), one.get("width")))
        .collect();
    assert_eq!(drawing.with_class("chart-hollow"), 3);
    assert_eq!(hollow.len(), 1);
}

/// What a reader cannot tell apart in figures cannot be told apart in a drawing's bytes.
#[test]
fn counts_that_show_alike_draw_the_same_bytes() {
    let figure = |noised| {
        let cell = "bribery".parse().unwrap();
        let margin95 = 12;
        Figure {
            cell,
            margin95,
            noised,
        }
        .shown()
    };
    for (one, other, same) in [
        (-40, 9, true),
        (98, 102, true),
        (97, 98, false),
        (9, 10, false),
    ] {
        for locale in Locale::ALL {
            let words = Translator::of(locale);
            let draw = |noised| {
                let row: Vec<_> = [figure(noised), figure(300)]
                    .map(|shown| ("Row".to_owned(), shown))
                    .into();
                let line: Vec<_> = row.iter().map(|(_, shown)| Some(*shown)).collect();
                [
                    bars(words, &row),
                    trend(words, std::slice::from_ref(&line)),
                    map(words, &line),
                ]
            };
            assert_eq!(draw(one) == draw(other), same, "{one} and {other}");
        }
    }
}

#[test]
fn bars_grow_from_where_reading_begins() {
    let figures = [
        ("Row".to_owned(), shown(100, 14)),
        ("Row".to_owned(), shown(50, 14)),
    ];
    let edges = |locale| {
        let drawing = read(&bars(Translator::of(locale), &figures));
        let bars = drawing
            .elements
            .iter()
            .filter(|one| one.get("class") == "chart-bar");
        bars.map(|one| (one.number("x"), one.number("x") + one.number("width")))
            .collect::<Vec<_>>()
    };
    let (fa, en) = (edges(Locale::Fa), edges(Locale::En));
    assert_eq!(en[0].0, en[1].0);
    assert!(en[0].1 > en[1].1);
    assert_eq!(fa[0].1, fa[1].1);
    assert!(fa[0].0 < fa[1].0);
}

#[test]
fn time_runs_from_left_to_right_in_both_languages() {
    for locale in Locale::ALL {
        let figures = [20, 40, 80].map(|value| Some(shown(value, 14)));
        let drawing = read(&trend(Translator::of(locale), &[figures.to_vec()]));
        let line = drawing
            .elements
            .iter()
            .find(|one| one.get("class").starts_with("chart-line "))
            .unwrap();
        let places = corners(line.get("d"));
        assert!(
            places.is_sorted_by(|a, b| a.0 < b.0 && a.1 > b.1),
            "{places:?}"
        );
    }
}

#[test]
fn a_line_breaks_where_a_period_has_no_figure() {
    let figures = [Some(20), Some(30), None, Some(40), None, Some(50), Some(60)]
        .map(|value| value.map(|value| shown(value, 14)));
    let drawing = read(&trend(Translator::of(Locale::En), &[figures.to_vec()]));
    let line = drawing
        .elements
        .iter()
        .find(|one| one.get("class").starts_with("chart-line "))
        .unwrap();
    let commands: String = line
        .get("d")
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect();
    assert_eq!(commands, "MLMML");
    // The figure that stands alone has its margin as a line, since it can have no band.
    assert_eq!(drawing.with_class("chart-margins"), 1);
    assert_eq!(drawing.with_class("chart-band"), 1);
}

#[test]
fn what_is_no_trend_is_refused() {
    let words = Translator::of(Locale::En);
    let one = |figures: usize| Series {
        label: String::new(),
        figures: vec![None; figures],
    };
    let name = PeriodName {
        short: String::new(),
        whole: String::new(),
    };
    let periods = vec![name; 2];
    let draw = |series: &[Series]| Trend::new(words, &id(), "", &periods, series).err();
    assert_eq!(draw(&vec![one(2); 5]), Some(TrendError::TooManySeries(5)));
    assert_eq!(
        draw(&[one(2), one(3)]),
        Some(TrendError::Uneven {
            figures: 3,
            periods: 2
        })
    );
    assert_eq!(draw(&[]), None);
}

#[test]
fn a_map_shows_each_province_once_with_a_shade_that_its_dots_repeat() {
    for locale in Locale::ALL {
        let words = Translator::of(locale);
        let figures: Vec<_> = (0..31).map(|index| Some(shown(5 * index, 14))).collect();
        let drawing = read(&map(words, &figures));
        for province in Province::ALL {
            let name = format!("{}:", words.term("province", province.code()));
            let found = drawing
                .titles
                .iter()
                .filter(|title| title.starts_with(&name));
            assert_eq!(found.count(), 1, "{name}");
        }
        // 29 provinces have ten or more; the key has one of each look.
        let shades = ["1", "2", "3", "4"]
            .map(|shade| drawing.with_class(&format!("chart-shade-{shade}")) - 1);
        assert_eq!(shades.iter().sum::<usize>(), 29);
        assert!(
            shades.iter().all(|count| (7..=8).contains(count)),
            "{shades:?}"
        );
        let dots: usize = shades
            .iter()
            .zip(1..)
            .map(|(count, dots)| count * dots)
            .sum();
        assert_eq!(drawing.with_class("chart-dot"), dots + 1 + 2 + 3 + 4);
        assert_eq!(drawing.with_class("chart-shade-below"), 2 + 1);
    }
}
