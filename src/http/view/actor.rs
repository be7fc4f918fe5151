//! Who did something.

use std::collections::BTreeMap;

use sajam_aggregates::{Actor, StaffId};

use crate::locale::Translator;

/// Who did something: a login with the role they acted in.
pub fn who(words: Translator, actor: &Actor, logins: &BTreeMap<StaffId, String>) -> String {
    match actor {
        Actor::Reporter => words.t("staff-who-reporter").into_owned(),
        Actor::System => words.t("staff-who-system").into_owned(),
        Actor::Staff { id, role } => {
            let login = logins.get(id).map_or_else(|| id.as_str(), String::as_str);
            let role = words.term("role", role.code());
            words
                .args("staff-who", &[("login", login), ("role", &role)])
                .into_owned()
        }
    }
}
