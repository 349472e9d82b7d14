//! `xiangyue register`: what a facts file looks like.

use super::Status;
use super::args::RegisterArgs;
use super::input;
use super::output::{self, FINE};

/// Prints the JSON Schema or an empty facts file.
pub fn run(args: &RegisterArgs) -> Status {
    let register = input::register_at(&args.file)?;
    if args.schema {
        output::json(&register.json_schema());
    } else {
        output::text(&register.template());
    }
    Ok(FINE)
}
