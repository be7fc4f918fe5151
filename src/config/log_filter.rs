//! What the server's own log tells.

use std::str::FromStr;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;

/// Levels, for everything and for single modules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFilter(String);

/// A text that is no such filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected a level (error, warn, info, debug, trace or off), also for single modules, as in info,sqlx=off"
)]
pub struct LogFilterError;

impl LogFilter {
    /// For the log's subscriber.
    #[must_use]
    pub fn directives(&self) -> EnvFilter {
        EnvFilter::new(&self.0)
    }
}

impl FromStr for LogFilter {
    type Err = LogFilterError;

    /// Directives with a level each: a word that is no level would be taken for a module's name, and silence everything.
    fn from_str(text: &str) -> Result<Self, LogFilterError> {
        let text = text.replace(' ', "");
        let is_level = |word: &str| !word.is_empty() && word.parse::<LevelFilter>().is_ok();
        let level_of = |directive: &'_ str| {
            let level = directive
                .rsplit_once('=')
                .map(|(_, level)| level.to_owned());
            level.unwrap_or_else(|| directive.to_owned())
        };
        let is_sound = text
            .split(',')
            .all(|directive| is_level(&level_of(directive)));
        if is_sound && EnvFilter::try_new(&text).is_ok() {
            Ok(Self(text))
        } else {
            Err(LogFilterError)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_that_is_none_is_refused_rather_than_taken_for_a_name() {
        for sound in ["info", "DEBUG", "info,sqlx=off", "off", "warn, sajam=trace"] {
            assert!(sound.parse::<LogFilter>().is_ok(), "{sound}");
        }
        for wrong in ["debgu", "", "info,sqlx", "info,sajam=loud"] {
            assert!(wrong.parse::<LogFilter>().is_err(), "{wrong}");
        }
    }
}
