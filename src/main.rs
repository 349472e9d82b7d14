//! The command `xiangyue`: arguments become one call of the library.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
