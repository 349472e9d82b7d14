//! What a clause binds to and what a condition reads, by name.

use std::collections::BTreeSet;

use crate::model::{Expr, Label};
use crate::register::{Register, Symbol};

/// A name as the register has it in Chinese, else as written.
pub(super) fn name_of<'n>(label: &'n Label, register: &'n Register) -> Option<&'n str> {
    if let Label::Text(text) = label {
        return Some(text);
    }
    let names = register.label(label.symbol()?);
    names.map(|names| names.zh.as_str())
}

/// The act that a name says was not done: `不赡养父母`, `未清扫`.
pub(super) fn affirmed(name: &str) -> &str {
    let lead = ["拒不", "没有", "未", "不"];
    let rest = lead.iter().find_map(|lead| name.strip_prefix(lead));
    rest.unwrap_or(name)
}

/// What a condition reads.
#[derive(Default)]
pub(super) struct Reads<'r> {
    /// Facts, events and actions, by their Chinese names.
    pub names: BTreeSet<&'r str>,
    /// A definition or an agreement, behind which other articles stand.
    pub definition: bool,
}

/// Everything that an expression reads.
pub(super) fn reads<'r>(expr: &'r Expr, register: &'r Register) -> Reads<'r> {
    let mut all = Reads::default();
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        let symbol = match expr {
            Expr::Fact(id) => Some(Symbol::Fact(*id)),
            Expr::EventCount(_, id) | Expr::MissedInARow(_, _, id) => Some(Symbol::Event(*id)),
            Expr::OverdueDays(label) => {
                all.names.extend(name_of(label, register));
                None
            }
            Expr::Definition(_) | Expr::Signed(_) | Expr::SigningDay(_) => {
                all.definition = true;
                None
            }
            _ => None,
        };
        let label = symbol.and_then(|symbol| register.label(symbol));
        all.names.extend(label.map(|label| label.zh.as_str()));
        open.extend(expr.inside());
    }
    all
}
