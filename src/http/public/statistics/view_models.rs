//! What several pages of statistics show.

use sajam_statistics::calendar::{Cadence, Period};
use sajam_statistics::family::{Dimension, FAMILIES};
use sajam_statistics::{CellCode, FamilyId, Figure, Release, Shown, ShownValue};

use crate::chart::{Bar, ChartId, PeriodName, Series, Trend};
use crate::figures;
use crate::http::layout::Frame;
use crate::http::shared::fault::Fault;
use crate::locale::Translator;
use crate::service::releases::{Published, ReleaseSet, codes, due_at};

/// The most periods a trend shows; all of them are listed on the family's page.
pub(super) const TREND: usize = 24;

/// A figure with the name of what it counts.
pub(super) struct Row {
    pub(super) label: String,
    /// Where to read more of it; may be empty.
    pub(super) href: String,
    pub(super) value: String,
    pub(super) margin: String,
    pub(super) shown: Shown,
}

impl Row {
    pub(super) fn new(words: Translator, label: String, shown: Shown) -> Self {
        Self {
            label,
            href: String::new(),
            value: figures::value(words, shown.value),
            margin: words.number(shown.margin95),
            shown,
        }
    }

    /// Whether the value is a number, and not words in place of one.
    pub(super) const fn is_number(&self) -> bool {
        matches!(self.shown.value, ShownValue::Rounded(_))
    }

    pub(super) fn at(self, href: String) -> Self {
        Self { href, ..self }
    }

    pub(super) fn bar(&self) -> Bar {
        Bar {
            label: self.label.clone(),
            shown: self.shown,
        }
    }
}

/// The highest first; among equals, the order of the grid. So the order tells nothing that the figures do not.
pub(super) fn sort(rows: &mut [Row]) {
    rows.sort_by_key(|row| std::cmp::Reverse(figures::rank(row.shown)));
}

/// When figures of a family come next: from what is published alone, so that a page needs no clock.
pub(super) struct Next {
    pub(super) period: String,
    pub(super) day: String,
    /// Where they are, if they are out.
    pub(super) href: String,
}

impl Next {
    pub(super) fn of(
        words: Translator,
        release_set: &ReleaseSet,
        family: FamilyId,
    ) -> Option<Self> {
        let newest = release_set.of_family(family).next();
        let next = newest.map(|newest| newest.release.period().next());
        Some(Self::on(
            words,
            next.or_else(|| first(release_set, family))?,
        ))
    }

    /// After this release: what came next, or when it is due.
    pub(super) fn after(frame: &Frame, release_set: &ReleaseSet, release: &Release) -> Self {
        let period = release.period().next();
        let found = release_set
            .of_family(release.family())
            .find(|next| next.release.period() == period);
        Self {
            href: found.map_or(String::new(), |next| {
                frame.href(&format!("/statistics/{}", next.release.id()))
            }),
            ..Self::on(frame.words, period)
        }
    }

    fn on(words: Translator, period: Period) -> Self {
        Self {
            period: words.period(period),
            day: words.date(due_at(period)),
            href: String::new(),
        }
    }
}

/// The first period of a family of which nothing is out yet. Every family begins in the period in which the log began, and
/// what began with shorter ones says when that was.
fn first(release_set: &ReleaseSet, family: FamilyId) -> Option<Period> {
    let begun = FAMILIES.iter().filter_map(|one| {
        let releases = release_set.of_family(one.id);
        releases.map(|one| one.release.period().start()).min()
    });
    Some(Period::containing(family.family().cadence, begun.max()?))
}

/// When figures of a family come, whatever is out.
pub(super) fn rhythm(words: Translator, family: FamilyId) -> String {
    match family.family().cadence {
        Cadence::Week => words.t("statistics-due-week"),
        Cadence::Month => words.t("statistics-due-month"),
        Cadence::Quarter => words.t("statistics-due-quarter"),
        Cadence::Year => words.t("statistics-due-year"),
    }
    .into_owned()
}

/// A release as lists name it.
pub(super) struct Link {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) headline: String,
    pub(super) published: String,
    /// Its figures were found to be wrong, and nothing replaces them.
    pub(super) is_withdrawn: bool,
}

impl Link {
    pub(super) fn to(frame: &Frame, published: &Published) -> Self {
        let release = &published.release;
        Self {
            href: frame.href(&format!("/statistics/{}", release.id())),
            title: frame.words.period(release.period()),
            headline: figures::headline(frame.words, release),
            published: frame.words.civil_day(release.metadata().published_on),
            is_withdrawn: !published.corrections.is_empty(),
        }
    }
}

/// Where the page of a code is, for dimensions that have pages and codes that are still in use.
pub(super) fn href_of(frame: &Frame, dimension: Dimension, code: &str) -> String {
    match dimension {
        _ if !codes(dimension).contains(&code) => String::new(),
        Dimension::Category => frame.href(&format!("/statistics/categories/{code}")),
        Dimension::Province => frame.href(&format!("/statistics/provinces/{code}")),
        _ => String::new(),
    }
}

/// The figure of a cell or a total of a release.
pub(super) fn figure<'r>(release: &'r Release, cell: &CellCode) -> Option<&'r Figure> {
    let figures = release.cells().iter().chain(release.totals());
    figures.into_iter().find(|figure| figure.cell == *cell)
}

/// A period, and its release where there is one that stands.
pub(super) type Slot<'s> = (Period, Option<&'s Release>);

/// A line of a trend: its name, and its figure in a release.
pub(super) type Curve<'c> = (String, &'c dyn Fn(&Release) -> Option<Shown>);

/// The newest releases of a family that stand, from the earliest to the latest, with a place for each period between.
pub(super) fn periods(release_set: &ReleaseSet, family: FamilyId) -> Vec<Slot<'_>> {
    let mut releases: Vec<&Release> = release_set.standing(family).take(TREND).collect();
    releases.reverse();
    let (Some(first), Some(last)) = (releases.first(), releases.last()) else {
        return Vec::new();
    };
    let mut period = first.period();
    let mut periods = Vec::new();
    while period <= last.period() && periods.len() < 2 * TREND {
        let release = releases.iter().find(|release| release.period() == period);
        periods.push((period, release.copied()));
        period = period.next();
    }
    periods
}

/// A trend of one figure of each release, or of several.
pub(super) fn trend(
    words: Translator,
    id: &str,
    title: &str,
    periods: &[Slot<'_>],
    lines: &[Curve<'_>],
) -> Result<Option<Trend>, Fault> {
    if periods.len() < 2 {
        return Ok(None);
    }
    let names: Vec<PeriodName> = periods
        .iter()
        .map(|(period, _)| PeriodName {
            short: words.period_short(*period),
            whole: words.period(*period),
        })
        .collect();
    let series: Vec<Series> = lines
        .iter()
        .map(|(label, figure)| Series {
            label: label.clone(),
            figures: periods
                .iter()
                .map(|(_, release)| release.and_then(figure))
                .collect(),
        })
        .collect();
    Trend::new(words, &ChartId::new(id), title, &names, &series)
        .map(Some)
        .map_err(|error| {
            tracing::error!(%error, "a trend cannot be drawn");
            Fault::Internal
        })
}
