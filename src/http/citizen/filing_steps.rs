//! The steps of filing, shown on each of its pages.

use std::borrow::Cow;

use crate::locale::Translator;

/// Their names, in order.
pub(super) fn steps(words: Translator) -> [Cow<'static, str>; 3] {
    [
        words.t("reporter-step-write"),
        words.t("reporter-step-review"),
        words.t("reporter-step-number"),
    ]
}
