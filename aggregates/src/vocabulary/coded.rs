//! Enums whose every variant has a stable code.

/// The text is no code of the vocabulary. It is not repeated here: it may be anything somebody sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a code of the vocabulary {vocabulary}")]
pub struct UnknownCode {
    /// The vocabulary's name.
    pub vocabulary: &'static str,
}

/// A closed list, each entry with a stable code.
pub trait Coded: Copy + std::str::FromStr<Err = UnknownCode> + 'static {
    /// Every one, in the order they are shown in.
    const ALL: &'static [Self];

    /// The stable code.
    #[must_use]
    fn code(self) -> &'static str;
}

/// Declares an enum with one code for each variant: `ALL`, `code()`, `FromStr`, `Display` and serde as the code.
macro_rules! coded {
    ($(#[$meta:meta])* pub enum $name:ident in $vocabulary:literal {
        $($(#[$variant_meta:meta])* $variant:ident = $code:literal,)+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
        }

        impl $name {
            /// Every one, in the order they are shown in.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }

        impl $crate::vocabulary::Coded for $name {
            const ALL: &'static [Self] = Self::ALL;

            fn code(self) -> &'static str {
                self.code()
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::vocabulary::UnknownCode;

            fn from_str(code: &str) -> Result<Self, Self::Err> {
                match code {
                    $($code => Ok(Self::$variant),)+
                    _ => Err($crate::vocabulary::UnknownCode { vocabulary: $vocabulary }),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <::std::borrow::Cow<'de, str> as ::serde::Deserialize>::deserialize(deserializer)?;
                code.parse().map_err(::serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use coded;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::*;
    use super::UnknownCode;
    use crate::report::Status;

    macro_rules! every_code_comes_back {
        ($($test:ident: $name:ident, $vocabulary:literal, $count:literal;)+) => {$(
            #[test]
            fn $test() {
                let codes: BTreeSet<_> = $name::ALL.iter().map(|one| one.code()).collect();
                assert_eq!(codes.len(), $count, "each has a code of its own");
                for one in $name::ALL {
                    assert_eq!(one.code().parse(), Ok(*one));
                    assert_eq!(one.to_string(), one.code());
                    let json = serde_json::to_value(one).unwrap();
                    assert_eq!(json, one.code());
                    assert_eq!(serde_json::from_value::<$name>(json).unwrap(), *one);
                }
                let unknown = UnknownCode { vocabulary: $vocabulary };
                assert_eq!("nonesuch".parse::<$name>(), Err(unknown));
                assert_eq!("".parse::<$name>(), Err(unknown));
            }
        )+};
    }

    every_code_comes_back! {
        anonymity: Anonymity, "anonymity", 3;
        category: Category, "category", 13;
        channel: Channel, "channel", 3;
        finding_step: FindingStep, "finding-step", 6;
        language: Language, "language", 2;
        outcome: Outcome, "outcome", 5;
        priority: Priority, "priority", 4;
        province: Province, "province", 31;
        role: Role, "role", 6;
        status: Status, "status", 9;
    }
}
