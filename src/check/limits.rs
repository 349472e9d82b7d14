//! A duty without a time limit can never be breached.

use crate::diagnostic::{Code, Diagnostic, Text};
use crate::model::{Draft, Head, Window, finding};

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    for norm in &draft.meaning.norms {
        let Head::Duty(duty) = &norm.head else {
            continue;
        };
        if duty.window == Window::Open {
            let message = Text::new(
                "这项义务没有写期限，永远不算违反",
                "this duty has no time limit and can never be breached",
            );
            let help = (
                "写“于……前”“在……后……日内”或“每季度”",
                "say by when, within how long of what, or how often",
            );
            let note = finding(
                &norm.place,
                norm.place.span,
                Code::DutyWithoutLimit,
                message,
            );
            found.push(note.help(help.0, help.1));
        }
    }
}
