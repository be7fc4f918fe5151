//! The program `sajam`.

fn main() {}
