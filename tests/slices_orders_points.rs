//! What always holds of slices, of priority between articles and of the points ledger, on random numbers and facts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use proptest::prelude::*;
use xiangyue::compile::Rulebook;
use xiangyue::evaluate::{EntitlementState, Findings, Query};
use xiangyue::facts::Village;
use xiangyue::law::LawPack;
use xiangyue::model::Draft;
use xiangyue::register::Register;
use xiangyue::span::Source;
use xiangyue::value::Exact;

const REGISTER: &str = "
register: { zh: 例册 }
household:
  water: { zh: 用水量, type: integer, unit: 亩, range: [0, 1000] }
  a: { zh: 甲, type: bool }
  b: { zh: 乙事, type: bool }
  c: { zh: 丙事, type: bool }
events:
  meet: { zh: 参加会议, by: household }
  dump: { zh: 乱倒垃圾, by: household }
benefits:
  aid: { zh: 补助, fund: village }
";

fn rulebook(articles: &[String]) -> Rulebook {
    let register = Register::from_yaml(REGISTER).unwrap();
    let mut text = String::from("章程《例》\n");
    for (at, article) in articles.iter().enumerate() {
        text.push_str(&format!("第{}条 {article}\n", at + 1));
    }
    let draft = Draft::resolve(&register, &[Source::new("a.xy", text)], &LawPack::none());
    draft.compile().unwrap()
}

fn evaluated(book: &Rulebook, facts: &str) -> Findings {
    let facts = format!("known_until: 2024-12-31\nhouseholds:\n  - {{ id: H1, {facts} }}\n");
    let (village, rejected) = Village::from_yaml(book.register(), &facts);
    assert!(rejected.is_empty(), "{facts}");
    let query = Query::on("2024-12-31".parse().unwrap());
    let outcome = book.evaluate(&village.households[0], &query);
    outcome.findings().clone()
}

/// What the one benefit pays, in fen.
fn paid(book: &Rulebook, facts: &str) -> i64 {
    evaluated(book, facts).entitlements[0].payable.fen()
}

fn sliced(bounds: &[u32], rates: &[u32]) -> Rulebook {
    let mut article = String::from("户每年有权领取「补助」，按下列标准分段计算：\n");
    let mut below = None;
    for (at, rate) in rates.iter().enumerate() {
        let over = below.map_or(String::new(), |bound: u32| format!("超过{bound}亩"));
        let condition = match bounds.get(at) {
            Some(bound) => format!("「用水量」{over}{bound}亩以下的"),
            None => "其他的".to_owned(),
        };
        let stop = if at + 1 == rates.len() { "。" } else { "；" };
        article.push_str(&format!("（{}）{condition}，{rate}元{stop}\n", NUMBERS[at]));
        below = bounds.get(at).copied();
    }
    rulebook(&[article])
}

const NUMBERS: [&str; 5] = ["一", "二", "三", "四", "五"];

/// Bounds from below upward, and one rate more.
fn slices() -> impl Strategy<Value = (Vec<u32>, Vec<u32>)> {
    prop::collection::btree_set(1_u32..900, 1..4).prop_flat_map(|bounds| {
        let rates = prop::collection::vec(0_u32..500, bounds.len() + 1);
        (Just(bounds.into_iter().collect()), rates)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    /// Whoever has one more is never paid less, nor more than the dearest slice allows.
    #[test]
    fn slices_grow_without_jumps((bounds, rates) in slices(), water in 0_u32..999) {
        let book = sliced(&bounds, &rates);
        let here = paid(&book, &format!("water: {water}"));
        let next = paid(&book, &format!("water: {}", water + 1));
        let dearest = i64::from(*rates.iter().max().unwrap()) * 100;
        prop_assert!(here <= next && next - here <= dearest);
        let below = bounds.iter().filter(|bound| **bound <= water).count();
        prop_assert_eq!(next - here, i64::from(rates[below]) * 100);
    }

    /// At one rate for all slices the cut changes nothing.
    #[test]
    fn slices_of_one_rate_are_the_whole((bounds, rates) in slices(), water in 0_u32..1000) {
        let rate = rates[0];
        let book = sliced(&bounds, &vec![rate; rates.len()]);
        let whole = i64::from(rate) * 100 * i64::from(water);
        prop_assert_eq!(paid(&book, &format!("water: {water}")), whole);
    }

    /// An order between articles may decide what was in conflict and change nothing that was decided, unless the
    /// winner and the loser both apply.
    #[test]
    fn an_order_decides_conflicts_and_nothing_else(
        amounts in prop::collection::vec(0_u32..3, 3),
        facts in prop::collection::vec(prop::option::of(any::<bool>()), 3),
        (winner, loser) in (0_usize..3, 0_usize..3).prop_filter("another", |(a, b)| a != b),
    ) {
        let names = ["甲", "乙事", "丙事"];
        let grant = |at: usize| format!("凡「{}」的户，每月有权领取「补助」{}元。", names[at], amounts[at]);
        let mut articles: Vec<String> = (0..3).map(grant).collect();
        let plain = rulebook(&articles);
        articles.push(format!("与第{}条不一致的，以第{}条为准。", loser + 1, winner + 1));
        let ordered = rulebook(&articles);
        let keys = ["a", "b", "c"];
        let known = keys.iter().zip(&facts).filter_map(|(key, value)| Some(format!("{key}: {}", (*value)?)));
        let known = known.collect::<Vec<_>>().join(", ");
        let (before, after) = (evaluated(&plain, &known), evaluated(&ordered, &known));
        match (before.entitlements.first(), after.entitlements.first()) {
            (None, after) => prop_assert!(after.is_none()),
            (Some(before), Some(after)) if before.state == EntitlementState::Due => {
                prop_assert_eq!(after.state, EntitlementState::Due);
                prop_assert_eq!(after.amount, before.amount);
            }
            (Some(_), after) => prop_assert!(after.is_some()),
        }
    }

    /// The order of the record changes no balance, and the balance is the sum of what was earned and taken.
    #[test]
    fn the_ledger_is_a_sum_in_any_order(
        acts in prop::collection::vec((1_u32..13, 1_u32..29, any::<bool>(), 1_u32..4), 0..8).prop_shuffle(),
    ) {
        let book = rulebook(&[
            "「参加会议」一次，记5分。".to_owned(),
            "「乱倒垃圾」一次，扣3分。".to_owned(),
        ]);
        let spelled = |(month, day, good, times): &(u32, u32, bool, u32)| {
            let event = if *good { "meet" } else { "dump" };
            format!("{{ on: 2024-{month:02}-{day:02}, {event}: {times} }}")
        };
        let listed: Vec<String> = acts.iter().map(spelled).collect();
        let reversed: Vec<String> = listed.iter().rev().cloned().collect();
        let rows = |events: &[String]| evaluated(&book, &format!("events: [{}]", events.join(", "))).points;
        let sum: i128 = acts.iter().map(|(_, _, good, times)| i128::from(*times) * if *good { 5 } else { -3 }).sum();
        let found = rows(&listed);
        prop_assert_eq!(found[0].balance, Some(Exact::from_int(sum)));
        prop_assert_eq!(found, rows(&reversed));
    }
}
