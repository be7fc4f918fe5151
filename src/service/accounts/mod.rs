//! Who the staff are.

mod account;
mod change_password;
mod create;
mod device;
mod first;
mod logins;
mod password;
mod session;
mod sign_in;
mod sign_in_failures;
mod staff_session;

pub use change_password::{
    ChangePasswordError, FEWEST_DIFFERENT, LONGEST_PASSWORD, PasswordChange, PasswordFault,
    SHORTEST_PASSWORD, change_password,
};
pub use create::{NewAccount, create, reset_password};
pub use first::FirstAccounts;
pub use logins::logins;
pub use session::{IDLE, SESSION, SignedIn, resume, sign_out};
pub use sign_in::{Caller, SignInError, sign_in};
pub use staff_session::{StaffSession, session_for};
