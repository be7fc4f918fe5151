//! The frame around every page: title, language, navigation.
//!
//! A page is an askama struct with a field `frame: Frame` whose template begins with `{% extends "layout.html" %}` and
//! fills `{% block main %}`.

use std::borrow::Cow;

use sajam_aggregates::Role;

use crate::locale::{Locale, Translator};

mod controls;
#[cfg(test)]
mod gallery;
#[cfg(test)]
mod gallery_charts;
mod isolated;

pub use controls::{Choice, FieldError, FormErrors, Paging, Sort};
pub use isolated::{Isolated, isolated};

/// What the frame shows of the person it is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Nav {
    /// Anyone: the public's pages and the reporter's.
    #[default]
    Public,
    /// Somebody at work. Each link shows to the roles that may follow it.
    Staff {
        /// The account's name.
        login: String,
        /// Its roles.
        roles: Vec<Role>,
    },
    /// No links: logging in, errors in which none can be trusted to work.
    Bare,
    /// A step of something that is under way: one way on and one way back, both in the page itself.
    Step,
}

/// Something that is wrong with the service just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disruption {
    /// What it is called.
    pub title: String,
    /// The language it is told in, which need not be the page's.
    pub locale: Locale,
    /// Where more of it is told.
    pub href: String,
}

/// How a page is turned into the other language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LanguageSwitch {
    /// By following a link.
    Link,
    /// By sending a form on it along, so that what was typed is in the other language's page.
    Form {
        /// The form's id.
        form: Cow<'static, str>,
        /// Where it goes, without the language.
        path: Cow<'static, str>,
        /// Name and value of the language's button: what brings the page back as it was filled in.
        button: (&'static str, &'static str),
        /// Name and value of the button that Enter stands for; empty for one without. Without saying so it would be the
        /// language's, which comes first on the page.
        enter: (&'static str, &'static str),
    },
    /// Not at all: the page is there once.
    None,
}

/// Everything the layout needs to know of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The page's language.
    pub words: Translator,
    /// The page's path without the language (`/track`), for the language switch and the current entry of the navigation.
    /// For the answer to a form, the page the form is on; empty for a page that is nowhere, as an error is.
    pub path: String,
    /// The page's title, without the system's name.
    pub title: String,
    /// Who it is for.
    pub nav: Nav,
    /// Kept out of search engines: everything that is about one report or one account.
    pub robots_noindex: bool,
    /// Whether there are charts on it, which have a style sheet of their own.
    pub has_charts: bool,
    /// Whether something was not accepted: its title says so first, which is what a screen reader begins with.
    pub is_refused: bool,
    /// How it is turned into the other language.
    pub language: LanguageSwitch,
    /// What is wrong with the service just now, where the reader must know before they begin.
    pub disruptions: Vec<Disruption>,
    /// What is wrong with a form on it: the first thing on the page, and where the reader is put.
    pub errors: FormErrors,
}

impl Frame {
    /// A public page.
    #[must_use]
    pub fn new(words: Translator, path: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            words,
            path: path.into(),
            title: title.into(),
            nav: Nav::Public,
            robots_noindex: false,
            has_charts: false,
            is_refused: false,
            errors: FormErrors::default(),
            language: LanguageSwitch::Link,
            disruptions: Vec::new(),
        }
    }

    /// A page that says what is wrong with the service just now.
    #[must_use]
    pub fn telling(self, disruptions: Vec<Disruption>) -> Self {
        Self {
            disruptions,
            ..self
        }
    }

    /// A page for somebody at work; no search engine should keep it.
    #[must_use]
    pub fn staff(self, login: impl Into<String>, roles: Vec<Role>) -> Self {
        Self {
            nav: Nav::Staff {
                login: login.into(),
                roles,
            },
            robots_noindex: true,
            ..self
        }
    }

    /// A page without navigation.
    #[must_use]
    pub fn bare(self) -> Self {
        Self {
            nav: Nav::Bare,
            ..self
        }
    }

    /// A step of something that is under way.
    #[must_use]
    pub fn step(self) -> Self {
        Self {
            nav: Nav::Step,
            robots_noindex: true,
            ..self
        }
    }

    /// A page with a form that is sent along when the language is changed.
    #[must_use]
    pub fn language_by(
        self,
        form: impl Into<Cow<'static, str>>,
        path: impl Into<Cow<'static, str>>,
        button: (&'static str, &'static str),
        enter: (&'static str, &'static str),
    ) -> Self {
        Self {
            language: LanguageSwitch::Form {
                form: form.into(),
                path: path.into(),
                button,
                enter,
            },
            ..self
        }
    }

    /// A page that is there once, in one language.
    #[must_use]
    pub fn one_language(self) -> Self {
        Self {
            language: LanguageSwitch::None,
            ..self
        }
    }

    /// A page no search engine should keep.
    #[must_use]
    pub fn noindex(self) -> Self {
        Self {
            robots_noindex: true,
            ..self
        }
    }

    /// A page with charts.
    #[must_use]
    pub fn with_charts(self) -> Self {
        Self {
            has_charts: true,
            ..self
        }
    }

    /// A page with a form, and what is wrong with it.
    #[must_use]
    pub fn with_errors(self, errors: &FormErrors) -> Self {
        Self {
            is_refused: self.is_refused || !errors.is_empty(),
            errors: errors.clone(),
            ..self
        }
    }

    /// A page on which something was not accepted if `is_refused`.
    #[must_use]
    pub fn refused(self, is_refused: bool) -> Self {
        Self { is_refused, ..self }
    }

    /// The page's language.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.words.locale()
    }

    /// The address, in the page's language, of a path without language.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        self.locale().href(path)
    }

    /// This page in the other language.
    #[must_use]
    pub fn switch_href(&self) -> String {
        let path = if self.path.is_empty() {
            "/"
        } else {
            &self.path
        };
        self.locale().other().href(path)
    }

    /// Whether an entry of the navigation leads to this page or a part of the site it is in.
    #[must_use]
    pub fn is_in(&self, path: &str) -> bool {
        match self.path.strip_prefix(path) {
            Some("") => true,
            Some(rest) => path != "/" && rest.starts_with('/'),
            None => false,
        }
    }
}

impl Nav {
    /// Whether the person has one of the roles.
    #[must_use]
    pub fn has(&self, any_of: &[Role]) -> bool {
        matches!(self, Self::Staff { roles, .. } if roles.iter().any(|role| any_of.contains(role)))
    }
}
