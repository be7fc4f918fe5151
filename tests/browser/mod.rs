//! What is looked at in a real Chromium and is no single audience's.

mod charts;
mod pointing;
mod whole_loop;
