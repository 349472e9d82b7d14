//! `xiangyue register`: what a facts file looks like.

use super::Status;
use super::args::RegisterArgs;
use super::input::{self, Failure};
use super::output::{self, FINE};

/// Prints the JSON Schema or an empty facts file.
pub fn run(args: &RegisterArgs) -> Status {
    let register = input::register_at(&args.file)?;
    if args.schema {
        output::json(&register.json_schema());
    } else if register.is_historic() {
        let file = args.file.display();
        return Err(Failure::new(
            format!("{file} 只有已停止执行的政策的事实，不再登记，所以没有空表"),
            format!(
                "{file} holds nothing but facts of ended policies; they are no longer collected, so there is no facts file to fill"
            ),
        ));
    } else {
        output::text(&register.template());
    }
    Ok(FINE)
}
