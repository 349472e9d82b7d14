//! What was known on an earlier day: the file as it was then, and what is to be paid afterwards or asked back.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::strategy::{Strategy, ValueTree};
use xiangyue::compile::Rulebook;
use xiangyue::evaluate::{DifferenceKind, Entitlement, EntitlementState, Findings};
use xiangyue::facts::{Household, Timeline, Village};
use xiangyue::model::{
    Article, ArticleNumber, Body, DocumentId, Entitle, Expr, Head, Label, Meaning, Norm, Place,
    Schedule, Subject,
};
use xiangyue::register::{FactKind, FactValue, Register};
use xiangyue::span::Span;
use xiangyue::testing::generate::{self, Case, Words};
use xiangyue::value::{Date, Exact, Money, Period};

use crate::tools::{compiled, difference, number, runner};

/// So many random files are looked at on every run, always the same.
const CASES: usize = 60;

/// A file in the making: what is true, what was known on the day, and how the whole is written.
struct File {
    case: Case,
    then: Household,
    on: Date,
    text: String,
}

/// `SURVEY_KNOWN=500` looks at more files, `SHOW=17` prints only that one, `SEED=2` takes others.
#[test]
fn what_was_known_is_the_file_without_what_was_recorded_later() {
    let asked = number("SURVEY_KNOWN").unwrap_or(CASES);
    let shown = number("SHOW");
    let (mut otherwise, mut back_pay, mut claw_back) = (0, 0, 0);
    for at in (0..asked).filter(|at| shown.is_none_or(|shown| shown == *at)) {
        let file = drawn(at);
        if shown.is_some() {
            eprintln!("known on {}\n{}", file.on, file.text);
        }
        let register = &file.case.register;
        let read = |known| Village::from_yaml_known(register, &file.text, known, &mut |_| {});
        for (known, expected) in [(None, &file.case.household), (Some(file.on), &file.then)] {
            let (village, rejected) = read(known);
            assert!(
                rejected.is_empty(),
                "case {at}: {rejected:#?}\n{}",
                file.text
            );
            let found = &village.households[0];
            assert!(
                found == expected,
                "case {at} known {known:?}\n{}",
                file.text
            );
        }
        let then = Case {
            household: file.then.clone(),
            ..file.case.clone()
        };
        let (Some(before), Some(after)) = (compiled(&then), compiled(&file.case)) else {
            continue;
        };
        let differs = difference(&then.reference(), &before);
        assert!(
            differs.is_none(),
            "case {at}\n{}",
            differs.unwrap_or_default()
        );
        otherwise += usize::from(before != after);
        let kinds = differences_add_up(at, &then, &file.case);
        back_pay += usize::from(kinds.contains(&DifferenceKind::BackPay));
        claw_back += usize::from(kinds.contains(&DifferenceKind::ClawBack));
    }
    eprintln!("otherwise {otherwise}, back pay {back_pay}, claw back {claw_back} of {asked}");
    let rare = otherwise.min(back_pay).min(claw_back) * 100 < asked;
    assert!(shown.is_some() || !rare, "hardly ever seen");
}

/// What the lines of a household come to before payments, by benefit, holder and period; none: not known.
type Sums = BTreeMap<(Label, Arc<str>, Period), Option<Money>>;

/// Each difference is what the same lines come to where nothing was paid, and nothing else differs.
fn differences_add_up(at: usize, then: &Case, now: &Case) -> Vec<DifferenceKind> {
    // A limit for life counts what was paid, and would be another without.
    if then.meaning.caps.iter().any(|cap| cap.period.is_none()) {
        return Vec::new();
    }
    let unpaid = |case: &Case| {
        let mut case = case.clone();
        case.household.payments.clear();
        sums(&compiled(&case).unwrap())
    };
    let (old, new) = (unpaid(then), unpaid(now));
    let register = Arc::new(now.register.clone());
    let book = Rulebook::of(&now.meaning, &register, now.calendar.clone(), "none").unwrap();
    let before = book.evaluate(&then.household, &then.query);
    let after = book.evaluate(&now.household, &now.query);
    let found = before.difference(&after);
    let mut keys: Vec<_> = old.keys().chain(new.keys()).cloned().collect();
    keys.sort();
    keys.dedup();
    fn of(sums: &Sums, key: &(Label, Arc<str>, Period)) -> Option<Money> {
        sums.get(key).copied().unwrap_or(Some(Money::ZERO))
    }
    keys.retain(|key| of(&old, key) != of(&new, key));
    let listed: Vec<_> = found
        .iter()
        .map(|one| (one.benefit.clone(), one.holder.clone(), one.period))
        .collect();
    assert_eq!(keys, listed, "case {at}");
    let (mut more, mut less) = (Money::ZERO, Money::ZERO);
    for (key, one) in keys.iter().zip(&found) {
        assert_eq!(
            (one.before, one.after),
            (of(&old, key), of(&new, key)),
            "case {at}"
        );
        let part = one.before.zip(one.after);
        let part = part.and_then(|(before, after)| after.checked_sub(before));
        match (one.kind(), part) {
            (DifferenceKind::Open, None) => {}
            (DifferenceKind::BackPay, Some(part)) => more = more.checked_add(part).unwrap(),
            (DifferenceKind::ClawBack, Some(part)) => less = less.checked_add(part).unwrap(),
            other => panic!("case {at}: {other:?}"),
        }
    }
    let open: Vec<_> = found
        .iter()
        .filter(|one| one.kind() == DifferenceKind::Open)
        .map(|one| (one.benefit.clone(), one.holder.clone(), one.period))
        .collect();
    let all = |sums: &Sums| {
        let known = sums.iter().filter(|(key, _)| !open.contains(key));
        let known = known.filter_map(|(_, sum)| *sum);
        known.fold(Money::ZERO, |all, one| all.checked_add(one).unwrap())
    };
    let moved = all(&old)
        .checked_add(more)
        .and_then(|sum| sum.checked_add(less));
    assert_eq!(moved, Some(all(&new)), "case {at}");
    found.iter().map(|one| one.kind()).collect()
}

fn sums(found: &Findings) -> Sums {
    let comes_to = |line: &Entitlement| match line.state {
        EntitlementState::Due => line.amount.map(|_| line.payable),
        EntitlementState::Suspended | EntitlementState::Barred | EntitlementState::Void => {
            Some(Money::ZERO)
        }
        _ => None,
    };
    let mut sums = Sums::new();
    for line in &found.entitlements {
        let key = (line.benefit.clone(), line.holder.clone(), line.period);
        let sum = sums.entry(key).or_insert(Some(Money::ZERO));
        *sum = sum
            .zip(comes_to(line))
            .and_then(|(sum, one)| sum.checked_add(one));
    }
    sums
}

/// When each entry was recorded, and whether another value of the same day was written before it.
struct Draws(std::vec::IntoIter<(Option<i64>, bool)>);

impl Draws {
    fn recorded(&mut self, of: Option<Date>) -> (Option<Date>, bool) {
        let (delay, corrects) = self.0.next().unwrap_or_default();
        let of = of.unwrap_or_else(|| "2024-01-15".parse().unwrap());
        let recorded = delay.map(|days| of + chrono::Duration::days(days));
        (recorded, corrects)
    }
}

fn drawn(at: usize) -> File {
    let mut runner = runner(5, at);
    let mut case = generate::case().new_tree(&mut runner).unwrap().current();
    let days =
        proptest::sample::select(vec!["2024-03-31", "2024-06-30", "2024-09-15", "2025-01-01"]);
    let on: Date = days
        .new_tree(&mut runner)
        .unwrap()
        .current()
        .parse()
        .unwrap();
    let delays = vec(
        (
            proptest::option::weighted(0.6, 0_i64..200),
            proptest::bool::weighted(0.6),
        ),
        120,
    );
    let delays = delays.new_tree(&mut runner).unwrap().current();
    readable(&mut case.household);
    grant(&mut case.meaning);
    let mut draws = Draws(delays.into_iter());
    let (then, text) = written(&case.register, &case.household, on, &mut draws);
    File {
        case,
        then,
        on,
        text,
    }
}

/// A sentence more, whose amount is a fact: what the income is, every quarter.
fn grant(meaning: &mut Meaning) {
    let numbers = meaning.documents.iter().flat_map(|text| &text.articles);
    let last = numbers.map(|article| article.number.number).max();
    let number = ArticleNumber {
        number: last.unwrap_or(0) + 1,
        inserted: 0,
    };
    let place = Place {
        document: DocumentId(0),
        article: number,
        paragraph: 1,
        item: 0,
        span: Span::default(),
    };
    meaning.documents[0].articles.push(Article {
        number,
        span: Span::default(),
        repealed: None,
        annulled: false,
        replaced: None,
    });
    meaning.norms.push(Norm {
        place,
        subject: Subject::Household,
        when: None,
        unless: Vec::new(),
        head: Head::Entitle(Entitle {
            benefit: Words::BENEFITS[3],
            schedule: Schedule::Quarter,
            each_person: false,
            amount: Some(Body::Value(Expr::Fact(Words::INCOME))),
            up_to: false,
            due: None,
            payer: None,
            split: None,
        }),
        voids: Vec::new(),
    });
}

/// Only what a file may hold.
fn readable(household: &mut Household) {
    let members = household.members.as_mut();
    let count = members.as_ref().map_or(0, |all| all.len());
    for member in members.into_iter().flatten() {
        member.until = member.until.filter(|until| Some(*until) >= member.from);
    }
    for agreement in household.agreements.iter_mut().flatten() {
        agreement.deposit = agreement.deposit.filter(|_| agreement.of == Words::CARE);
    }
    household
        .payments
        .retain(|one| one.to.is_none_or(|to| usize::from(to) < count));
}

/// The household as it was known on a day, and the whole as a file.
fn written(
    register: &Register,
    household: &Household,
    on: Date,
    draws: &mut Draws,
) -> (Household, String) {
    let mut then = household.clone();
    let mut text = format!("households:\n- id: {}\n", household.id);
    if let Some(until) = household.known_until {
        writeln!(text, "  known_until: {until}").unwrap();
        then.known_until = Some(until.min(on));
    }
    facts(register, &mut then.facts, on, draws, |line| {
        writeln!(text, "  {line}").unwrap();
    });
    if let Some(members) = &mut then.members {
        writeln!(
            text,
            "  members:{}",
            if members.is_empty() { " []" } else { "" }
        )
        .unwrap();
        for member in members {
            writeln!(text, "  - id: {}", member.id).unwrap();
            for (key, day) in [("from", member.from), ("until", member.until)] {
                if let Some(day) = day {
                    writeln!(text, "    {key}: {day}").unwrap();
                }
            }
            facts(register, &mut member.facts, on, draws, |line| {
                writeln!(text, "    {line}").unwrap();
            });
        }
    }
    if let Some(agreements) = &household.agreements {
        let all: Vec<String> = agreements
            .iter()
            .map(|one| {
                let mut line = format!("of: {}", register.agreement(one.of).unwrap().key);
                for (key, day) in [("signed", one.signed), ("ended", one.ended)] {
                    if let Some(day) = day {
                        write!(line, ", {key}: {day}").unwrap();
                    }
                }
                if let Some(sum) = one.deposit {
                    write!(line, ", deposit: {}", yuan(sum.fen().into())).unwrap();
                }
                let fill = one
                    .fill
                    .iter()
                    .map(|(name, value)| format!("{name}: {value}"));
                write!(
                    line,
                    ", fill: {{ {} }}",
                    fill.collect::<Vec<_>>().join(", ")
                )
                .unwrap();
                format!("{{ {line} }}")
            })
            .collect();
        writeln!(text, "  agreements: [ {} ]", all.join(", ")).unwrap();
    }
    let ids: Vec<Arc<str>> = household
        .members
        .iter()
        .flatten()
        .map(|one| one.id.clone())
        .collect();
    let mut put = |day: Date, line: String| {
        let (recorded, _) = draws.recorded(Some(day));
        let more = recorded.map_or_else(String::new, |day| format!(", recorded: {day}"));
        let known = recorded.is_none_or(|recorded| recorded <= on);
        (known, format!("  - {{ on: {day}, {line}{more} }}"))
    };
    if let Some(events) = &household.events {
        let mut lines = Vec::new();
        let known = events.iter().filter(|one| {
            let key = &register.event(one.of).unwrap().key;
            let by = one
                .by
                .map_or_else(String::new, |by| format!(", by: {}", ids[usize::from(by)]));
            let (known, line) = put(one.on, format!("{key}: {}{by}", one.quantity));
            lines.push(line);
            known
        });
        then.events = Some(known.cloned().collect());
        writeln!(
            text,
            "  events:{}",
            if lines.is_empty() { " []" } else { "" }
        )
        .unwrap();
        lines
            .iter()
            .for_each(|line| writeln!(text, "{line}").unwrap());
    }
    let mut lines = Vec::new();
    let known = household.payments.iter().filter(|one| {
        let key = &register.benefit(one.benefit).unwrap().key;
        let to = one
            .to
            .map_or_else(String::new, |to| format!(", to: {}", ids[usize::from(to)]));
        let period = one
            .period
            .map_or_else(String::new, |period| format!(", period: \"{period}\""));
        let sum = yuan(one.amount.fen().into());
        let (known, line) = put(one.on, format!("benefit: {key}, amount: {sum}{period}{to}"));
        lines.push(line);
        known
    });
    then.payments = known.cloned().collect();
    writeln!(
        text,
        "  payments:{}",
        if lines.is_empty() { " []" } else { "" }
    )
    .unwrap();
    lines
        .iter()
        .for_each(|line| writeln!(text, "{line}").unwrap());
    (then, text)
}

/// Writes facts, each entry with the day on which it was recorded, and leaves of them what was known.
fn facts(
    register: &Register,
    all: &mut [Timeline],
    on: Date,
    draws: &mut Draws,
    mut put: impl FnMut(String),
) {
    for (declared, timeline) in register.facts.iter().zip(all) {
        if timeline.entries.is_empty() {
            continue;
        }
        let mut entries = Vec::new();
        let mut known = Vec::new();
        let entry = |from: Option<Date>, value: Option<FactValue>, recorded: Option<Date>| {
            let from = from.map_or_else(String::new, |from| format!("from: {from}, "));
            let recorded = recorded.map_or_else(String::new, |day| format!(", recorded: {day}"));
            format!(
                "{{ {from}value: {}{recorded} }}",
                spelled(&declared.kind, value)
            )
        };
        for (from, value) in &timeline.entries {
            let (recorded, corrects) = draws.recorded(*from);
            let is_known = recorded.is_none_or(|recorded| recorded <= on);
            // What it corrects was in the file from the beginning, and stands behind it or before it.
            let wrong = recorded.filter(|_| corrects).map(|_| value.map(another));
            let mut lines = vec![entry(*from, *value, recorded)];
            if let Some(wrong) = wrong {
                let earlier = entry(*from, wrong, None);
                let at = usize::from(recorded.is_some_and(|day| day.to_string().ends_with('1')));
                lines.insert(at, earlier);
            }
            entries.extend(lines);
            match (is_known, wrong) {
                (true, _) => known.push((*from, *value)),
                (false, Some(wrong)) => known.push((*from, wrong)),
                (false, None) => {}
            }
        }
        put(format!("{}: [ {} ]", declared.key, entries.join(", ")));
        timeline.entries = known;
    }
}

/// What was wrong at first.
fn another(value: FactValue) -> FactValue {
    match value {
        FactValue::Bool(yes) => FactValue::Bool(!yes),
        FactValue::Number(number) => FactValue::Number(Exact::from_int(match number.numer() {
            1 => 60,
            // Beyond a hundred it is money: sometimes too much was written.
            many if many > 100 && many % 2_000 == 0 => 1_500_000,
            _ => 1,
        })),
        FactValue::Enum(at) => FactValue::Enum((at + 1) % 3),
        FactValue::Date(day) => FactValue::Date(day - chrono::Duration::days(200)),
    }
}

fn spelled(kind: &FactKind, value: Option<FactValue>) -> String {
    match (kind, value) {
        (_, None) => "null".to_owned(),
        (FactKind::Money, Some(FactValue::Number(fen))) => yuan(fen.numer()),
        (FactKind::Enum(values), Some(FactValue::Enum(at))) => values[usize::from(at)].key.clone(),
        (_, Some(FactValue::Bool(yes))) => yes.to_string(),
        (_, Some(FactValue::Date(day))) => day.to_string(),
        (_, Some(FactValue::Number(number))) => number.numer().to_string(),
        (_, Some(FactValue::Enum(at))) => panic!("no such value: {at}"),
    }
}

fn yuan(fen: i128) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}
