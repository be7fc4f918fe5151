//! The sentence at the head of a release.

use sajam_statistics::family::Dimension;
use sajam_statistics::{FamilyId, Figure, Release, Shown};

use super::{about, highest, label};
use crate::locale::Translator;
use crate::service::releases::CLOSE_WITHIN_BANDS;

/// What a release says, in a few sentences with their margins.
#[must_use]
pub fn headline(words: Translator, release: &Release) -> String {
    let period = words.period(release.period());
    let said = |key: &str, figures: &[(&str, Shown)]| -> String {
        let main = figures.first().and_then(|(_, main)| doubt(words, *main));
        let mut values = vec![("period".to_owned(), period.clone())];
        for (name, shown) in figures {
            values.push(((*name).to_owned(), about(words, shown.value)));
            values.push((format!("{name}_margin"), words.number(shown.margin95)));
        }
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let sentence = words.args(key, &values).into_owned();
        match main {
            Some(doubt) => format!("{sentence} {doubt}"),
            None => sentence,
        }
    };
    let of = |codes: &[&str]| release.added_up(codes);
    let part = |codes: &[&str]| release.part(codes);
    let all = release.grand_total();
    match release.family() {
        FamilyId::WeekStage => said(
            "headline-week-stage",
            &[
                ("received", of(&["received"])),
                ("resolved", of(&["resolved"])),
            ],
        ),
        FamilyId::MonthCategory | FamilyId::QuarterProvince | FamilyId::YearProvinceCategory => {
            let sentence = said("headline-received", &[("all", all)]);
            match most(words, release) {
                Some(most) => format!("{sentence} {most}"),
                None => sentence,
            }
        }
        FamilyId::QuarterOutcome => said(
            "headline-outcome",
            &[
                ("all", all),
                ("found", part(&["substantiated", "partly-substantiated"])),
            ],
        ),
        FamilyId::QuarterAcknowledgement => said(
            "headline-acknowledgement",
            &[("all", all), ("timely", part(&["in-time"]))],
        ),
        FamilyId::QuarterClosing => said(
            "headline-closing",
            &[("all", all), ("timely", part(&CLOSE_WITHIN_BANDS))],
        ),
        FamilyId::QuarterAppeal => said(
            "headline-appeal",
            &[("all", all), ("reopened", part(&["reopened"]))],
        ),
    }
}

/// What a figure that is no larger than its margin may be in truth: nothing at all, or much more than is shown.
fn doubt(words: Translator, shown: Shown) -> Option<String> {
    let (least, most) = shown.range();
    (least == 0).then(|| {
        words
            .t1("headline-uncertain", "most", &words.number(most))
            .into_owned()
    })
}

/// The code with most reports, where the margins leave no doubt that it is.
fn most(words: Translator, release: &Release) -> Option<String> {
    let [dimension] = release.family().family().dimensions else {
        return None;
    };
    let shown: Vec<Shown> = release.cells().iter().map(Figure::shown).collect();
    let first = release.cells().get(highest(&shown)?)?;
    let code = first.cell.parts().next().unwrap_or_default();
    let label = label(words, *dimension, code);
    let sentence = match dimension {
        Dimension::Province => words.t1("headline-most-from", "label", &label),
        _ => words.t1("headline-most", "label", &label),
    };
    Some(sentence.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;
    use sajam_statistics::ShownValue;

    #[test]
    fn a_figure_within_its_margin_is_not_said_as_if_it_were_certain() {
        let words = Translator::of(Locale::En);
        let said = |value, margin95| doubt(words, Shown { value, margin95 });
        let below = said(ShownValue::BelowTen, 32).unwrap();
        assert!(below.ends_with("or up to about 41."), "{below}");
        let equal = said(ShownValue::Rounded(40), 40).unwrap();
        assert!(equal.ends_with("or up to about 80."), "{equal}");
        assert_eq!(said(ShownValue::Rounded(45), 40), None);
        let persian = doubt(
            Translator::of(Locale::Fa),
            Shown {
                value: ShownValue::BelowTen,
                margin95: 32,
            },
        );
        assert!(persian.unwrap().ends_with("شاید تا حدود ۴۱."));
    }
}
