//! Refusals have stable codes.

/// Declares a typed refusal: an error with `code()`, and `CODES` so that translations can be checked for each.
macro_rules! refusals {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident
            $({ $($(#[$field_meta:meta])* $field:ident: $type:ty,)+ })? = $code:literal,)+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, ::thiserror::Error)]
        pub enum $name {
            $($(#[$variant_meta])* $variant $({ $($(#[$field_meta])* $field: $type,)+ })?,)+
        }

        impl $name {
            /// The codes of all of them.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The stable code: the key of its translation and the end of its problem type's address.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $code,)+
                }
            }
        }
    };
}

pub(crate) use refusals;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::parsed::is_kebab;
    use crate::{Refusal, ReleaseRefusal, StaffRefusal};

    #[test]
    fn each_has_a_code_of_its_own() {
        for codes in [Refusal::CODES, StaffRefusal::CODES, ReleaseRefusal::CODES] {
            assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
            assert!(codes.iter().all(|code| is_kebab(code)));
        }
        assert_eq!(
            Refusal::UnitBelongsToAccused.code(),
            "unit-belongs-to-accused"
        );
        assert_eq!(
            Refusal::ChangedSince { revision: 3 }.code(),
            "changed-since"
        );
        assert_eq!(Refusal::CODES.len(), 27);
    }
}
