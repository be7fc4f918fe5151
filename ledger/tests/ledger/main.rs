//! The crate from outside: whole histories, damaged in every way we could think of, and the program.

#[cfg(test)]
mod bundle;
#[cfg(test)]
mod damage;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod program;
#[cfg(test)]
mod support;
#[cfg(test)]
mod verify;
