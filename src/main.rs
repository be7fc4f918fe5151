//! The program `sajam`.

fn main() -> std::process::ExitCode {
    sajam::cli::run()
}
