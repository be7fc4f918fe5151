//! Members of the staff by what they are here for. A handler that takes one of these answers 404 to everybody else,
//! whatever the access table says of its route; what only an auditor may read is read through an [`Auditor`].

use std::ops::Deref;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use sajam_aggregates::Role;

use super::fault::{Fault, ResponseFormat};
use super::session::Staff;

macro_rules! role_extractors {
    ($($(#[$doc:meta])* $name:ident = $($role:ident)|+;)+) => {$(
        $(#[$doc])*
        pub struct $name(Staff);

        impl Deref for $name {
            type Target = Staff;

            fn deref(&self) -> &Staff {
                &self.0
            }
        }

        impl<S: Sync> FromRequestParts<S> for $name {
            type Rejection = Response;

            async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
                let staff = Staff::from_request_parts(parts, state).await?;
                let mut roles = staff.session.roles().into_iter();
                if roles.any(|role| matches!(role, $(Role::$role)|+)) {
                    Ok(Self(staff))
                } else {
                    Err(ResponseFormat::of_parts(parts).tell(Fault::NotFound))
                }
            }
        }
    )+};
}

role_extractors! {
    /// Who may read every history, and no content.
    Auditor = Auditor;
    /// Who speaks to the public for the installation: about servers, not about cases.
    Administrator = Administrator;
    /// Who publishes statistics.
    Publisher = Publisher;
    /// Who may see how the daily checks of the log came out.
    CheckReader = Auditor | Administrator;
    /// Who may open reports.
    CaseWorker = Intake | Investigator | Supervisor;
}
