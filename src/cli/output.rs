//! The only place that writes to the terminal.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is the command's output"
)]

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use serde::Serialize;
use serde_json::json;
use xiangyue::diagnostic::Lang;

use super::args::{OutputFormat, SpeechArgs};
use super::input::Failure;

/// All is well.
pub const FINE: u8 = 0;
/// Findings at or above the level, or texts that cannot be used.
pub const FOUND: u8 = 1;
/// Wrong use or an unreadable file.
pub const WRONG: u8 = 2;

/// Writes text as it is. A reader that has gone away (`| head`) is no error.
pub fn text(page: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(page.as_bytes()).and_then(|()| out.flush());
}

/// Writes a value as JSON with a line break.
pub fn json(value: &impl Serialize) {
    let mut out = std::io::stdout().lock();
    if serde_json::to_writer_pretty(&mut out, value).is_ok() {
        let _ = out.write_all(b"\n").and_then(|()| out.flush());
    }
}

/// Says something beside the result.
pub fn remark(page: &str) {
    let _ = std::io::stderr().lock().write_all(page.as_bytes());
}

/// Says why there is no answer, as JSON where JSON was asked for.
pub fn failure(failure: &Failure, speech: SpeechArgs) -> ExitCode {
    let lang = speech.lang.map_or(Lang::Zh, Lang::from);
    match speech.format {
        OutputFormat::Json | OutputFormat::Sarif => json(&json!({
            "schema": "xiangyue.error/1",
            "message": failure.0.get(lang),
        })),
        OutputFormat::Text if speech.lang.is_some() => {
            remark(&format!("{}\n", failure.0.get(lang)))
        }
        OutputFormat::Text => remark(&format!("{}\n{}\n", failure.0.zh, failure.0.en)),
    }
    ExitCode::from(WRONG)
}

/// A line that counts long work, on a terminal only, from the five-hundredth household on.
pub struct Progress {
    shown: bool,
}

impl Progress {
    /// Nothing is shown when quiet, or when nobody watches.
    pub fn new(quiet: bool) -> Self {
        Self {
            shown: !quiet && std::io::stderr().is_terminal(),
        }
    }

    /// So many are done.
    pub fn at(&self, what: &str, done: usize) {
        if self.shown && done >= 500 && done.is_multiple_of(500) {
            remark(&format!("\r{what} {done} 户"));
        }
    }

    /// Takes the line away.
    pub fn end(&self) {
        if self.shown {
            remark("\r\x1b[K");
        }
    }
}
