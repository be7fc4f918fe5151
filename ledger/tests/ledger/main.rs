//! The crate from outside: whole histories, damaged in every way we could think of, and the program.

#[cfg(test)]
mod bundle;
#[cfg(test)]
mod damage;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod export;
#[cfg(test)]
mod logs;
#[cfg(test)]
mod program;
#[cfg(test)]
mod program_log;
#[cfg(test)]
mod program_policies;
#[cfg(test)]
mod program_receipts;
#[cfg(test)]
mod run;
#[cfg(test)]
mod support;
#[cfg(test)]
mod verify;
