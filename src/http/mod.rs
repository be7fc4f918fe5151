//! What the program says over HTTP: pages, files and the API.

pub mod assets;
pub mod layout;
