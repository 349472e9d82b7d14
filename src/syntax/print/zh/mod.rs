//! Sentences in Chinese.

mod act;
mod contents;
mod expr;
mod kin;
mod limits;
mod norm;
mod rules;
mod steps;

use super::{Printer, number, words};
use crate::syntax::ast::{
    Body, Effect, End, Expr, Meaning, Name, Quorum, Schedule, Sentence, Start, SubjectKind, Tier,
    Transition,
};
use crate::value::Exact;

/// A sentence with its `。`.
pub(super) fn sentence(printer: &mut Printer<'_>, sentence: &Sentence) -> String {
    let text = match sentence {
        Sentence::Definition { name, meaning } => definition(printer, name, meaning),
        Sentence::Parameter {
            name,
            steps,
            repealed,
        } => {
            let steps = steps.iter().map(|(from, value)| {
                format!(
                    "自{}起为{}",
                    number::date(printer.to, from.value),
                    expr::value(printer, value)
                )
            });
            let mut steps: Vec<String> = steps.collect();
            steps.extend(
                repealed.map(|from| format!("自{}起废止", number::date(printer.to, from.value))),
            );
            format!("{}{}", printer.name(name), steps.join("，"))
        }
        Sentence::Norm(norm) => norm::norm(printer, norm),
        Sentence::NotApply {
            articles,
            condition,
            who,
        } => {
            let condition = expr::condition_of(printer, condition, &who.value);
            let (articles, who) = (
                printer.references(articles, ""),
                subject(printer, &who.value),
            );
            format!("{articles}不适用于{condition}的{who}")
        }
        Sentence::Cap {
            benefits,
            per_person,
            period,
            limit,
        } => {
            let counted = if benefits.len() > 1 { "合计" } else { "" };
            let holder = if *per_person { "每人" } else { "每户" };
            let period = period.map_or("一生", |period| period_word(period));
            format!(
                "{}{counted}{holder}{period}不超过{}",
                printer.names(benefits, ""),
                expr::value(printer, limit)
            )
        }
        Sentence::Higher { articles } => format!(
            "同时符合{}的，按较高标准享受",
            printer.references(articles, "")
        ),
        Sentence::Together { articles, benefits } if benefits.is_empty() => {
            format!("{}可以同时享受", printer.references(articles, ""))
        }
        Sentence::Together { benefits, .. } => {
            format!("{}可以同时享受", printer.names(benefits, ""))
        }
        Sentence::RefundAtEnd { deposit } => {
            let deposit = deposit
                .as_ref()
                .map(|deposit| printer.name(deposit))
                .unwrap_or_default();
            format!("期满未违约的，{deposit}如数退还")
        }
        Sentence::Effect(effect) => self::effect(printer, effect),
        Sentence::AdoptedBy { body, quorum } => {
            let (this, body) = (
                printer.pick(words::this(printer.kind)),
                self::body(printer, &body.value),
            );
            match quorum {
                Some(quorum) => format!("{this}经{body}{}同意通过", self::quorum(printer, quorum)),
                None => format!("{this}经{body}通过"),
            }
        }
        Sentence::Consent {
            matter,
            body,
            quorum,
        } => {
            let (matter, body) = (printer.name(matter), self::body(printer, &body.value));
            let quorum = quorum
                .as_ref()
                .map(|quorum| self::quorum(printer, quorum))
                .unwrap_or_default();
            format!("{matter}应当经{body}{quorum}同意")
        }
        Sentence::Interpretation { by } => {
            format!(
                "{}由{}解释",
                printer.pick(words::this(printer.kind)),
                subject(printer, &by.value)
            )
        }
        Sentence::Share {
            pot,
            per_person,
            extra,
        } => rules::share(printer, pot, *per_person, extra),
        Sentence::Points(rule) => rules::points(printer, rule),
        Sentence::Prevails { over, winner } => rules::prevails(printer, over, winner),
        Sentence::DocumentPrevails { winner, loser } => {
            format!("{}优先于{}", printer.title(winner), printer.title(loser))
        }
        Sentence::Presumption { name, holds } => {
            let holds = if *holds { "是" } else { "否" };
            format!("{}有争议的，推定为{holds}", printer.name(name))
        }
        Sentence::Succession => "户分立、合并的，其权利义务由承继的户承继".to_owned(),
        Sentence::Property(property) => rules::property(printer, property),
        Sentence::Check(what) => format!("核对：{}", expr::check(printer, what)),
        Sentence::Steps { matter, steps } => steps::steps(printer, matter, steps),
        Sentence::Contents { of, items } => contents::contents(printer, &of.value, items),
        Sentence::Provides { by, contents } => contents::provides(printer, &by.value, contents),
        Sentence::ConcludedBy { title, body } => {
            let body = self::body(printer, &body.value);
            format!("{}由{body}签订", printer.title(title))
        }
    };
    if text.ends_with('。') {
        text
    } else {
        text + "。"
    }
}

fn period_word(period: Schedule) -> &'static str {
    words::schedule(period).0
}

fn definition(printer: &mut Printer<'_>, name: &Name, meaning: &Meaning) -> String {
    let quoted = printer.name(name);
    let this = printer.pick(words::this(printer.kind));
    match meaning {
        Meaning::Condition { condition, of } => {
            let described = kin::described(printer, condition, &of.value);
            format!("{this}所称{quoted}，是指{described}")
        }
        Meaning::Value(value) => format!("{this}所称{quoted}，是指{}", expr::value(printer, value)),
        Meaning::Cases { sliced, rows } => format!(
            "{this}所称{quoted}，按下列标准{}计算：{}",
            if *sliced { "分段" } else { "" },
            tiers(printer, rows)
        ),
    }
}

/// Rows on lines of their own; the last ends the sentence.
fn tiers(printer: &mut Printer<'_>, rows: &[Tier]) -> String {
    let rows: Vec<String> = rows
        .iter()
        .map(|row| {
            let when = match &row.condition {
                Some(condition) => expr::condition(printer, condition),
                None => "其他".to_owned(),
            };
            format!("{when}的，{}", expr::value(printer, &row.value))
        })
        .collect();
    items(&rows)
}

/// `（一）…；` on lines of their own; the last ends with `。`.
fn items(items: &[String]) -> String {
    let numbered = (1..)
        .zip(items)
        .map(|(at, item)| format!("\n（{}）{item}", number::numeral(at)));
    numbered.collect::<Vec<_>>().join("；") + "。"
}

/// The conditions of a list of cases.
fn cases(printer: &mut Printer<'_>, conditions: &[Expr]) -> String {
    let conditions: Vec<String> = conditions
        .iter()
        .map(|condition| format!("{}的", expr::condition(printer, condition)))
        .collect();
    items(&conditions)
}

fn subject(printer: &mut Printer<'_>, kind: &SubjectKind) -> String {
    match kind {
        SubjectKind::Body(body) => self::body(printer, body),
        SubjectKind::Role(name) => printer.name(name),
        SubjectKind::Household
        | SubjectKind::Person
        | SubjectKind::Village
        | SubjectKind::PartyA
        | SubjectKind::PartyB => words::subject(kind)
            .map(|(zh, _)| zh)
            .unwrap_or_default()
            .to_owned(),
    }
}

fn body(printer: &mut Printer<'_>, body: &Body) -> String {
    match (words::body(body), body) {
        (Some((zh, _)), _) => zh.to_owned(),
        (None, Body::Named(name)) => printer.name(name),
        (None, _) => String::new(),
    }
}

fn quorum(printer: &Printer<'_>, quorum: &Quorum) -> String {
    let of = if quorum.of_present {
        "到会人员"
    } else {
        "全体村民"
    };
    let share = number::ratio(printer.to, quorum.share);
    match quorum.inclusive {
        true => format!("{of}{share}以上"),
        false if Exact::new(1, 2) == Some(quorum.share) => format!("{of}过半数"),
        false => format!("{of}超过{share}"),
    }
}

fn effect(printer: &mut Printer<'_>, effect: &Effect) -> String {
    let this = printer.pick(words::this(printer.kind));
    match effect {
        Effect::From { start, end } => {
            let takes = if *start == Start::Signing {
                "生效"
            } else {
                "施行"
            };
            let start = match start {
                Start::On(day) => format!("{}起", number::date(printer.to, day.value)),
                Start::Publication => "公布之日起".to_owned(),
                Start::Adoption => "通过之日起".to_owned(),
                Start::Signing => "签订之日起".to_owned(),
            };
            let end = match end {
                None => String::new(),
                Some(End::On(day)) => format!("，至{}止", number::date(printer.to, day.value)),
                Some(End::Event(event)) => format!("，至{}之日终止", printer.name(event)),
                Some(End::After(length)) => {
                    format!("，有效期{}", number::length(printer.to, length.value))
                }
            };
            format!("{this}自{start}{takes}{end}")
        }
        Effect::Term(length) => format!("{this}有效期{}", number::length(printer.to, length.value)),
        Effect::Repeal { articles, from } => {
            format!(
                "{}自{}起废止",
                printer.references(articles, ""),
                number::date(printer.to, from.value)
            )
        }
        Effect::Annul { articles } => format!("{}自始无效", printer.references(articles, "")),
        Effect::Transition { before, rule } => {
            let before = before.map(|day| format!("{}前", number::date(printer.to, day.value)));
            transition(&before.unwrap_or_default(), *rule)
        }
    }
}

fn transition(before: &str, rule: Transition) -> String {
    match rule {
        Transition::Keep => format!("本修改对{before}已发生的事项不适用"),
        Transition::Open => format!("本修改对{before}尚未完成的事项适用"),
        Transition::All => format!("本修改对{before}已发生的事项一并适用"),
    }
}
