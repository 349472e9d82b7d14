//! Procedures in ordered steps, as a table to tick off.

use super::outcome::missing;
use super::spell::Spelling;
use super::spoken::pick;
use crate::diagnostic::Lang;
use crate::evaluate::{Proceeding, ProceedingState, StepBy, StepLine, StepState};

/// A row for the matter, then one for each step.
pub(super) fn proceeding(item: &Proceeding, spell: &Spelling<'_>, lang: Lang) -> Vec<Vec<String>> {
    let state = match item.state {
        ProceedingState::Complete => pick(lang, "已完成", "complete"),
        ProceedingState::Open => pick(lang, "进行中", "under way"),
        ProceedingState::Broken => pick(lang, "不合步骤", "not as asked"),
        ProceedingState::NotStarted => pick(lang, "未开始", "not begun"),
        ProceedingState::Undetermined => pick(lang, "待定", "undetermined"),
    };
    let next = item.next.map(|next| match lang {
        Lang::Zh => format!("下一步：{}", spell.cited(&next, lang)),
        Lang::En => format!("next: {}", spell.cited(&next, lang)),
    });
    let head = vec![
        spell.cited(&item.place, lang),
        spell.name(&item.matter, lang).into(),
        state.into(),
        next.unwrap_or_default(),
    ];
    let steps = item.steps.iter().map(|one| step(one, spell, lang));
    std::iter::once(head).chain(steps).collect()
}

fn step(item: &StepLine, spell: &Spelling<'_>, lang: Lang) -> Vec<String> {
    let ticked = if item.state.is_done() { "[x]" } else { "[ ]" };
    let who = match item.by {
        StepBy::Body(body) => spell.body(body, lang),
        StepBy::Village => spell.village(lang),
        StepBy::Households => spell.every_household(lang),
    };
    let what = match (&item.action, lang) {
        (Some(action), Lang::Zh) => format!("{who}{}", spell.name(action, lang)),
        (Some(action), Lang::En) => format!("{who}: {}", spell.name(action, lang)),
        (None, Lang::Zh) => format!("{who}同意"),
        (None, Lang::En) => format!("{who}: consent"),
    };
    vec![
        format!("{ticked} {}", spell.cited(&item.place, lang)),
        what,
        state(item, lang),
        days(item, lang),
        notes(item, spell, lang),
    ]
}

fn state(item: &StepLine, lang: Lang) -> String {
    let word = match item.state {
        StepState::Done => pick(lang, "已做", "done"),
        StepState::Late => pick(lang, "做晚了", "done late"),
        StepState::Early => pick(lang, "做早了", "done early"),
        StepState::OutOfOrder => pick(lang, "顺序不对", "out of order"),
        StepState::Missing => pick(lang, "漏了", "missing"),
        StepState::Next => pick(lang, "该做这一步", "next"),
        StepState::Overdue => pick(lang, "已逾期", "overdue"),
        StepState::Waiting => pick(lang, "还没轮到", "waiting"),
        StepState::Undetermined => pick(lang, "待定", "undetermined"),
    };
    match (item.done_by, item.of) {
        (Some(done), Some(of)) => format!("{word} {done}/{of}"),
        (Some(done), None) => format!("{word} {done}/?"),
        (None, _) => word.into(),
    }
}

fn days(item: &StepLine, lang: Lang) -> String {
    let on = item.on.map(|on| on.to_string());
    let due = item.due.map(|due| match lang {
        Lang::Zh => format!("（{due}前）"),
        Lang::En => format!("(by {due})"),
    });
    let parts: Vec<String> = [on, due].into_iter().flatten().collect();
    parts.join(pick(lang, "", " "))
}

fn notes(item: &StepLine, spell: &Spelling<'_>, lang: Lang) -> String {
    let names = item.missing_records.iter();
    let names: Vec<&str> = names.map(|name| spell.name(name, lang)).collect();
    let unkept = (!names.is_empty()).then(|| match lang {
        Lang::Zh => format!("没有留存：{}", names.join("、")),
        Lang::En => format!("not kept: {}", names.join(", ")),
    });
    let needs = missing(&item.needs, spell, lang);
    let parts: Vec<String> = [unkept, needs].into_iter().flatten().collect();
    parts.join(pick(lang, "；", "; "))
}
