//! The sentence at the head of a release.

use super::{about, label};
use crate::disclosure::{FamilyId, Release, Shown};
use crate::locale::Words;
use crate::service::releases::CLOSE_WITHIN_BANDS;

/// What a release says, in one or two sentences with their margins.
#[must_use]
pub fn headline(words: Words, release: &Release) -> String {
    let period = words.period(release.period());
    let said = |key: &str, figures: &[(&str, Shown)]| -> String {
        let mut values = vec![("period".to_owned(), period.clone())];
        for (name, shown) in figures {
            values.push(((*name).to_owned(), about(words, shown.value)));
            values.push((format!("{name}_margin"), words.number(shown.margin95)));
        }
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        words.args(key, &values).into_owned()
    };
    let of = |codes: &[&str]| release.added_up(codes);
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
                ("found", of(&["substantiated", "partly-substantiated"])),
            ],
        ),
        FamilyId::QuarterAcknowledgement => said(
            "headline-acknowledgement",
            &[("all", all), ("timely", of(&["in-time"]))],
        ),
        FamilyId::QuarterClosing => said(
            "headline-closing",
            &[("all", all), ("timely", of(&CLOSE_WITHIN_BANDS))],
        ),
        FamilyId::QuarterAppeal => said(
            "headline-appeal",
            &[("all", all), ("reopened", of(&["reopened"]))],
        ),
    }
}

/// The code with most reports, where the margins leave no doubt that it is.
fn most(words: Words, release: &Release) -> Option<String> {
    let [dimension] = release.family().family().dimensions else {
        return None;
    };
    let mut cells: Vec<_> = release.cells().iter().collect();
    cells.sort_by_key(|figure| std::cmp::Reverse(super::rank(figure.shown())));
    let [first, second, ..] = cells.as_slice() else {
        return None;
    };
    let (least, _) = first.shown().range();
    let (_, most) = second.shown().range();
    let code = first.cell.parts().next().unwrap_or_default();
    (least > most).then(|| {
        words
            .t1("headline-most", "label", &label(words, *dimension, code))
            .into_owned()
    })
}
