//! What a reader is told: what is wrong, which right it touches, which law, what stays valid, a model wording, and
//! what fact would change the finding.

use super::data::{Level, Norm, NormKind, speaks};
use super::load::Pack;
use super::matching::Match;
use crate::diagnostic::{Code, Diagnostic, LawRef, Text};
use crate::span::Span;
use crate::value::Date;

/// The order in which norms are cited: cases last, then those that catch the fewest shapes.
pub(super) fn rank(norm: &Norm) -> (bool, usize) {
    let aside = matches!(norm.kind, NormKind::Case | NormKind::Comparison);
    (aside, norm.catches.len())
}

/// The finding of a shape.
pub(super) fn diagnostic(
    pack: &Pack,
    id: &str,
    found: &Match<'_>,
    on: Date,
    span: Span,
) -> Diagnostic {
    let row = &found.shape.row;
    let code = match found.level {
        Level::Void => Code::LawVoid,
        Level::NeedsLegalBasis => Code::LawBasis,
        Level::Advisory | Level::None => Code::LawAdvice,
    };
    let case = found.rule.case.as_ref();
    let case_zh = case.map_or_else(String::new, |case| format!("（{}）", case.zh));
    let case_en = case.map_or_else(String::new, |case| format!(" ({})", case.en));
    let message = Text::new(
        format!("{}{case_zh}：{}", row.name.zh, row.wrong.zh),
        format!("{}{case_en}: {}", row.name.en, row.wrong.en),
    );
    let (zh, en) = advice(pack, found, on);
    let mut diagnostic = Diagnostic::new(code, span, message).help(zh, en);
    diagnostic.law = Some(law(pack, id, found, on));
    diagnostic
}

/// What to do, what stays valid, a model, what would change it, and doubts about the norm.
fn advice(pack: &Pack, found: &Match<'_>, on: Date) -> (String, String) {
    let row = &found.shape.row;
    let (mut zh, mut en) = (row.remedy.zh.clone(), row.remedy.en.clone());
    let mut say = |chinese: &str, english: &str| {
        zh.push_str(chinese);
        en.push(' ');
        en.push_str(english);
    };
    if !row.right.is_empty() {
        let names: Vec<_> = row.right.iter().map(|right| right.names()).collect();
        let (chinese, english): (Vec<_>, Vec<_>) = names.into_iter().unzip();
        say(
            &format!("涉及{}。", chinese.join("、")),
            &format!("It touches {}.", english.join(", ")),
        );
    }
    say(
        &format!("仍然有效：{}", row.stays.zh),
        &format!("What stays: {}", row.stays.en),
    );
    if let Some(model) = &row.model {
        say(
            &format!("参考写法：{}", model.zh),
            &format!("A model: {}", model.en),
        );
    }
    say(
        &format!("会改变结论的事实：{}", row.changes.zh),
        &format!("What would change the finding: {}", row.changes.en),
    );
    let period = row
        .periods
        .iter()
        .find(|one| speaks(one.from, one.until, on));
    if let Some(period) = period {
        say(
            &format!("当时的法律：{}。", period.says.zh),
            &format!("The law of that day: {}.", period.says.en),
        );
    }
    match found.norm.and_then(|id| pack.norms.get(id)) {
        Some(norm) => {
            if let Some(stale) = stale(pack, norm, on) {
                say(&stale.zh, &stale.en);
            }
        }
        None => say(
            "法律包里没有当天有效的相应规定。",
            "The pack holds no norm on it that was in force on that day.",
        ),
    }
    (zh, en)
}

/// Adds to a finding that rests on a law by its name what is to be said of that law on the day, and takes the number
/// of the article away.
pub(in crate::law) fn date_finding(pack: &Pack, found: &mut Diagnostic, on: Date) {
    let Some(law) = &mut found.law else {
        return;
    };
    let row = pack.laws.laws.values().find(|row| row.zh == law.name);
    let stale = row.and_then(|row| row.stale.as_ref());
    let Some(stale) = stale.filter(|stale| stale.from <= on) else {
        return;
    };
    law.article.clear();
    let says = stale.says.text();
    found.help = Some(match found.help.take() {
        Some(help) => Text::new(
            format!("{}。{}", help.zh.trim_end_matches('。'), says.zh),
            format!("{}. {}", help.en.trim_end_matches('.'), says.en),
        ),
        None => says,
    });
}

/// What is to be said of a law whose newer text was not read.
fn stale(pack: &Pack, norm: &Norm, on: Date) -> Option<Text> {
    let stale = pack.laws.laws.get(&norm.law)?.stale.as_ref()?;
    (stale.from <= on).then(|| stale.says.text())
}

/// The law a finding rests on; the article number only while it was right.
fn law(pack: &Pack, shape: &str, found: &Match<'_>, on: Date) -> LawRef {
    let norm = found.norm.and_then(|id| Some((id, pack.norms.get(id)?)));
    let Some((id, norm)) = norm else {
        return LawRef {
            id: String::new(),
            shape: shape.to_owned(),
            name: String::new(),
            article: String::new(),
            version: String::new(),
            confidence: "none".to_owned(),
        };
    };
    let label = norm.article.as_deref();
    let is_right = norm.label_until.is_none_or(|until| on <= until);
    LawRef {
        id: id.to_owned(),
        shape: shape.to_owned(),
        name: pack
            .laws
            .laws
            .get(&norm.law)
            .map_or_else(String::new, |law| law.zh.clone()),
        article: label.filter(|_| is_right).unwrap_or_default().to_owned(),
        version: norm.version.clone(),
        confidence: norm.confidence.name().to_owned(),
    }
}
