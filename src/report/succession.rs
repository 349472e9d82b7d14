//! What a household left open on its last day, as rows of its page.

use super::outcome::money;
use super::spell::Spelling;
use crate::diagnostic::Lang;
use crate::evaluate::{Left, LeftKind, Succession};

/// `户止于2024-06-30，由H010、H011承继`
pub(super) fn heading(ended: &Succession, lang: Lang) -> String {
    let heirs: Vec<&str> = ended.heirs.iter().map(|heir| &**heir).collect();
    match (lang, heirs.is_empty()) {
        (Lang::Zh, false) => format!(
            "户止于{}，由{}承继；当日未了的事项",
            ended.until,
            heirs.join("、")
        ),
        (Lang::Zh, true) => format!("户止于{}；当日未了的事项", ended.until),
        (Lang::En, false) => format!(
            "Ended on {}, succeeded by {}; what was open that day",
            ended.until,
            heirs.join(", ")
        ),
        (Lang::En, true) => format!("Ended on {}; what was open that day", ended.until),
    }
}

/// A row for each thing left open; one that says so where there is none.
pub(super) fn rows(ended: &Succession, spell: &Spelling<'_>, lang: Lang) -> Vec<Vec<String>> {
    if ended.left.is_empty() {
        let none = match lang {
            Lang::Zh => "没有",
            Lang::En => "nothing",
        };
        return vec![vec![none.to_owned()]];
    }
    ended
        .left
        .iter()
        .map(|left| row(left, ended, spell, lang))
        .collect()
}

fn row(left: &Left, ended: &Succession, spell: &Spelling<'_>, lang: Lang) -> Vec<String> {
    let kind = match (left.kind, lang) {
        (LeftKind::Duty, Lang::Zh) => "义务",
        (LeftKind::Duty, Lang::En) => "duty",
        (LeftKind::Agreement, Lang::Zh) => "协议",
        (LeftKind::Agreement, Lang::En) => "agreement",
        (LeftKind::Deposit, Lang::Zh) => "押金",
        (LeftKind::Deposit, Lang::En) => "deposit",
        (LeftKind::Debt, Lang::Zh) => "应缴",
        (LeftKind::Debt, Lang::En) => "to be paid",
    };
    let state = match (left.passes, ended.under.as_ref(), lang) {
        (true, Some(place), Lang::Zh) => {
            format!("由承继的户承继（{}）", Spelling::place(place, lang))
        }
        (true, Some(place), Lang::En) => {
            format!("passes to them ({})", Spelling::place(place, lang))
        }
        (_, _, Lang::Zh) => "空白：条文没有规定归谁".to_owned(),
        (_, _, Lang::En) => "gap: no text says to whom it passes".to_owned(),
    };
    let place = left.place.as_ref();
    vec![
        place.map_or_else(String::new, |place| Spelling::place(place, lang)),
        kind.to_owned(),
        spell.name(&left.name, lang).to_owned(),
        left.amount
            .map_or_else(String::new, |amount| money(amount, lang)),
        state,
    ]
}
