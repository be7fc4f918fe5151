//! The texts themselves, parsed once.

use std::{borrow::Cow, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};

use super::Locale;

/// The files of a language: one for each audience, so that a translator reads what belongs together.
macro_rules! files {
    ($lang:literal) => {
        [
            include_str!(concat!("../../locales/", $lang, "/common.ftl")),
            include_str!(concat!("../../locales/", $lang, "/public.ftl")),
            include_str!(concat!("../../locales/", $lang, "/statistics.ftl")),
            include_str!(concat!("../../locales/", $lang, "/chart.ftl")),
            include_str!(concat!("../../locales/", $lang, "/status.ftl")),
            include_str!(concat!("../../locales/", $lang, "/feed.ftl")),
            include_str!(concat!("../../locales/", $lang, "/reporter.ftl")),
            include_str!(concat!("../../locales/", $lang, "/staff.ftl")),
            include_str!(concat!("../../locales/", $lang, "/auditor.ftl")),
            include_str!(concat!("../../locales/", $lang, "/errors.ftl")),
            include_str!(concat!("../../locales/", $lang, "/vocabulary.ftl")),
            include_str!(concat!("../../locales/", $lang, "/method.ftl")),
            include_str!(concat!("../../locales/", $lang, "/glossary.ftl")),
        ]
    };
}

const FA: &[&str] = &files!("fa");
const EN: &[&str] = &files!("en");

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> =
    LazyLock::new(|| [bundle(Locale::Fa), bundle(Locale::En)]);

/// The sources of a language's texts.
pub(super) const fn sources(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::Fa => FA,
        Locale::En => EN,
    }
}

/// A faulty entry is left out rather than taking the program down; the tests find it.
fn bundle(locale: Locale) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![locale.lang().parse().unwrap_or_default()]);
    // Isolating marks would be copied along with numbers and codes; the templates isolate with <bdi> where it matters.
    bundle.set_use_isolating(false);
    for source in sources(locale) {
        let resource =
            FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(readable, _)| readable);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The text of `key`, or `key` itself where there is none.
pub(super) fn text(locale: Locale, key: &str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
    find(locale, key, args).unwrap_or_else(|| Cow::Owned(key.to_owned()))
}

/// The text of `key`, if there is one.
pub(super) fn find(
    locale: Locale,
    key: &str,
    args: Option<&FluentArgs<'_>>,
) -> Option<Cow<'static, str>> {
    let [fa, en] = &*BUNDLES;
    let bundle: &'static FluentBundle<_> = match locale {
        Locale::Fa => fa,
        Locale::En => en,
    };
    let pattern = bundle.get_message(key)?.value()?;
    // A variable that was not given shows as {$name}: visible, harmless, and a failing test.
    Some(bundle.format_pattern(pattern, args, &mut Vec::new()))
}
