//! Who the staff are.

mod create;
mod device;
mod first;
mod logins;
mod password;
mod session;
mod sign_in_failures;

pub use create::{NewAccount, create, reset_password};
pub use first::FirstAccounts;
pub use logins::logins;
pub use session::{
    Caller, SESSION, SignInError, SignedIn, StaffSession, resume, session_for, sign_in, sign_out,
};
