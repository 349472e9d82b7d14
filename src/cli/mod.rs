//! Arguments become one call of the library; files, clock and terminal live here only.

mod args;
mod case;
mod check;
mod evaluate;
mod explain;
mod fill;
mod format;
mod input;
mod output;
mod reasons;
mod register;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, SpeechArgs, Verb};
use input::Failure;

/// Runs the command.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let speech = speech(&cli.verb);
    let result = match &cli.verb {
        Verb::Check(args) => check::run(args),
        Verb::Evaluate(args) => evaluate::run(args),
        Verb::Explain(args) => explain::run(args),
        Verb::Fill(args) => fill::run(args),
        Verb::Format(args) => format::run(args),
        Verb::Register(args) => register::run(args),
    };
    match result {
        Ok(status) => ExitCode::from(status),
        Err(failure) => output::failure(&failure, speech),
    }
}

type Status = Result<u8, Failure>;

fn speech(verb: &Verb) -> SpeechArgs {
    match verb {
        Verb::Check(args) => args.text.speech,
        Verb::Evaluate(args) => args.text.speech,
        Verb::Explain(args) => args.text.speech,
        Verb::Fill(args) => args.text.speech,
        Verb::Format(args) => args.speech,
        Verb::Register(args) => args.speech,
    }
}
