//! A village and its households, over random pots, shares and gaps in the facts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use std::collections::BTreeMap;
use std::fmt::Write;

use proptest::prelude::*;
use xiangyue::compile::Rulebook;
use xiangyue::diagnostic::Lang;
use xiangyue::evaluate::{EntitlementState, Item, Need, Query, Target};
use xiangyue::facts::{Household, Village};
use xiangyue::law::LawPack;
use xiangyue::model::{Draft, Label};
use xiangyue::register::{FactValue, Owner, Register};
use xiangyue::report::explain::plain;
use xiangyue::report::spell::Spelling;
use xiangyue::span::Source;
use xiangyue::value::dates::ymd;

const REGISTER: &str = "
register: { zh: 例册 }
village:
  rent: { zh: 集体收益, type: money, range: [0, 10000000] }
household:
  hard: { zh: 困难户, type: bool }
  debt: { zh: 负债, type: money, sensitive: true, range: [0, 1000] }
person:
  old: { zh: 老人, type: bool }
benefits:
  award: { zh: 卫生奖, fund: village }
members: [0, 12]
";

const TEXT: &str = "章程《例》
第一条 本章程自2024年1月1日起施行。
第二条 「集体收益」按人均分配，每人一份，「困难户」的户另加2份，「老人」的成员另加半份。
第三条 凡全村「困难户」的户数不低于2户的户，有权一次性领取「卫生奖」10元。
第四条 凡各户「负债」之和不低于500元的户，每月有权领取「卫生奖」20元。
";

/// One household: hard or not or not known, and who of its members is old.
type Home = (Option<bool>, Vec<Option<bool>>);

fn facts(rent: Option<u32>, homes: &[(usize, Home)]) -> String {
    let mut text = String::from("households:\n");
    let shown = |known: &Option<bool>| known.map_or("null".to_owned(), |known| known.to_string());
    for (id, (hard, members)) in homes {
        let members: Vec<String> = members
            .iter()
            .enumerate()
            .map(|(at, old)| format!("{{ id: P{at}, old: {} }}", shown(old)))
            .collect();
        writeln!(
            text,
            "  - {{ id: H{id}, hard: {}, members: [ {} ] }}",
            shown(hard),
            members.join(", ")
        )
        .unwrap();
    }
    if let Some(fen) = rent {
        writeln!(text, "village:\n  rent: {}.{:02}", fen / 100, fen % 100).unwrap();
    }
    text
}

fn rulebook() -> Rulebook {
    let register = Register::from_yaml(REGISTER).unwrap();
    let sources = [Source::new("a.xy".to_owned(), TEXT)];
    let draft = Draft::resolve(&register, &sources, &LawPack::none());
    draft.compile().unwrap()
}

fn query() -> Query {
    Query::on(ymd(2024, 12, 31).unwrap())
}

/// What each household gets of the pot: the fen, or between which amounts they lie.
fn parts(rulebook: &Rulebook, facts: &str) -> BTreeMap<String, (Option<i64>, i64, Option<i64>)> {
    let (village, rejected) = Village::from_yaml(rulebook.register(), facts);
    assert_eq!(rejected, []);
    let inside = rulebook.in_village(&village);
    let mut parts = BTreeMap::new();
    for household in &village.households {
        let outcome = inside.evaluate(household, &query());
        let mut lines = outcome.entitlements().iter();
        let line = lines.rfind(|line| matches!(line.benefit, Label::Fact(_)));
        let part = line.map_or((Some(0), 0, Some(0)), |line| {
            let undecided = line.state == EntitlementState::Undetermined;
            assert_eq!(line.amount.is_none(), undecided);
            (
                line.amount.map(|amount| amount.fen()),
                line.at_least.fen(),
                line.at_most.map(|most| most.fen()),
            )
        });
        parts.insert(household.id.to_string(), part);
    }
    parts
}

fn home(known: bool) -> impl Strategy<Value = Home> {
    let truth = move || {
        if known {
            any::<bool>().prop_map(Some).boxed()
        } else {
            any::<Option<bool>>().boxed()
        }
    };
    (truth(), prop::collection::vec(truth(), 0..5))
}

fn numbered(homes: Vec<Home>) -> Vec<(usize, Home)> {
    homes.into_iter().enumerate().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_parts_sum_to_the_pot_to_the_fen(
        rent in 0_u32..100_000_000,
        homes in prop::collection::vec(home(true), 1..8),
    ) {
        let has_shares = homes.iter().any(|(hard, members)| *hard == Some(true) || !members.is_empty());
        let rulebook = rulebook();
        let parts = parts(&rulebook, &facts(Some(rent), &numbered(homes)));
        let sum: i64 = parts.values().map(|(amount, ..)| amount.unwrap()).sum();
        prop_assert_eq!(sum, if has_shares { i64::from(rent) } else { 0 });
    }

    #[test]
    fn the_order_of_the_file_decides_no_more_than_a_fen(
        rent in 0_u32..100_000_000,
        homes in prop::collection::vec(home(true), 2..8),
    ) {
        let rulebook = rulebook();
        let mut homes = numbered(homes);
        let there = parts(&rulebook, &facts(Some(rent), &homes));
        homes.reverse();
        let back = parts(&rulebook, &facts(Some(rent), &homes));
        for (id, (amount, ..)) in &there {
            let difference = amount.unwrap() - back[id].0.unwrap();
            prop_assert!(difference.abs() <= 1, "{id}: {difference}");
        }
    }

    #[test]
    fn whatever_the_missing_facts_turn_out_to_be_a_part_lies_between_its_bounds(
        rent in 0_u32..1_000_000,
        open in prop::collection::vec(home(false), 1..5),
        turns in prop::collection::vec(any::<bool>(), 64),
    ) {
        let rulebook = rulebook();
        let mut turns = turns.into_iter().cycle();
        let bounds = parts(&rulebook, &facts(Some(rent), &numbered(open.clone())));
        let mut settle = |known: &mut Option<bool>| {
            let turn = turns.next().unwrap();
            known.get_or_insert(turn);
        };
        let mut settled = open;
        for (hard, members) in &mut settled {
            settle(hard);
            members.iter_mut().for_each(&mut settle);
        }
        let known = parts(&rulebook, &facts(Some(rent), &numbered(settled)));
        for (id, (amount, low, high)) in &bounds {
            let settled = known[id].0.unwrap();
            prop_assert!(*low <= settled && high.is_none_or(|high| settled <= high));
            if let Some(amount) = amount {
                prop_assert_eq!(*amount, settled);
            }
        }
    }
}

#[test]
fn a_total_is_the_same_whoever_asks_first_and_from_which_thread() {
    let rulebook = rulebook();
    let text = "households:
  - { id: H1, hard: true, debt: 200, members: [] }
  - { id: H2, debt: 400, members: [ { id: P1, old: true } ] }
  - { id: H3, hard: true, members: [ { id: P1 } ] }
village:
  rent: 900
";
    let (village, rejected) = Village::from_yaml(rulebook.register(), text);
    assert_eq!(rejected, []);
    let query = query();
    let alone: Vec<_> = village
        .households
        .iter()
        .map(|household| rulebook.in_village(&village).evaluate(household, &query))
        .collect();
    let inside = rulebook.in_village(&village);
    let together: Vec<_> = std::thread::scope(|scope| {
        let inside = &inside;
        let all: Vec<_> = village
            .households
            .iter()
            .rev()
            .map(|household| scope.spawn(move || inside.evaluate(household, &query)))
            .collect();
        all.into_iter()
            .rev()
            .map(|one| one.join().unwrap())
            .collect()
    });
    assert_eq!(alone, together);
    let sums = inside.evaluate_village(&query);
    assert_eq!(sums.totals.households, 3);
}

#[test]
fn public_output_does_not_tell_other_households_apart() {
    let rulebook = rulebook();
    let homes: String = (1..=30).fold(String::new(), |mut text, id| {
        writeln!(text, "  - {{ id: H{id}, members: [] }}").unwrap();
        text
    });
    let facts = format!("households:\n{homes}");
    let (village, _) = Village::from_yaml(rulebook.register(), &facts);
    let outcome = rulebook
        .in_village(&village)
        .evaluate(&village.households[0], &query());
    let open = outcome
        .undetermined()
        .iter()
        .find(|open| open.place.article_text() == "3")
        .unwrap();
    let others = |need: &&Need| matches!(need, Need::Of { .. });
    // Its own fact, those of the households named, and the rest together.
    assert_eq!(open.needs.iter().filter(others).count(), 19);
    assert!(open.needs.contains(&Need::Households));
    let spell = |public| Spelling {
        register: rulebook.register(),
        meaning: rulebook.meaning(),
        public,
    };
    let need = open.needs.iter().find(others).unwrap();
    assert_eq!(spell(false).need(need), "household.hard of household H10");
    assert_eq!(spell(true).need(need), "another household's facts");
}

#[test]
fn a_household_as_it_would_be_counts_in_its_village_as_it_would_be() {
    let rulebook = rulebook();
    let text = "households:
  - { id: H1, hard: false, members: [] }
  - { id: H2, hard: true, members: [] }
  - { id: H3, hard: false, members: [] }
";
    let (village, rejected) = Village::from_yaml(rulebook.register(), text);
    assert_eq!(rejected, []);
    let inside = rulebook.in_village(&village);
    let awarded = |home: &Household| {
        let outcome = inside.evaluate(home, &query());
        let mut lines = outcome.entitlements().iter();
        lines.any(|line| line.place.article_text() == "3")
    };
    let own = &village.households[0];
    assert!(!awarded(own));
    let register = rulebook.register();
    let mut changed = Household::builder(register, "H1").unwrap();
    let hard = register.fact_named(Owner::Household, "hard").unwrap();
    changed
        .fact(hard, None, Some(FactValue::Bool(true)))
        .unwrap();
    changed.no_members();
    assert!(awarded(&changed.build().unwrap()));
    // What is tried leaves the village as it is.
    assert!(!awarded(own));
    let target = Target {
        benefit: register.benefit_named("award").unwrap(),
        holder: None,
    };
    let why_not = inside.why_not(own, &query(), &target).unwrap();
    let [change] = &why_not.changes[..] else {
        panic!("{:?}", why_not.changes);
    };
    assert_eq!(change.payable.fen(), 1000);
}

#[test]
fn a_part_of_a_pot_is_explained_by_the_pot_and_the_shares() {
    let rulebook = rulebook();
    let text = "households:
  - { id: H1, hard: true, members: [ { id: P1, old: false } ] }
  - { id: H2, hard: false, members: [ { id: P1, old: true } ] }
village:
  rent: 900
";
    let (village, rejected) = Village::from_yaml(rulebook.register(), text);
    assert_eq!(rejected, []);
    let inside = rulebook.in_village(&village);
    let own = &village.households[0];
    let reasons = inside.why(own, &query(), Item::Entitlement(0)).unwrap();
    let spell = Spelling {
        register: rulebook.register(),
        meaning: rulebook.meaning(),
        public: true,
    };
    let said = |lang| {
        let lines = plain(&reasons, &spell, lang);
        let lines: Vec<String> = lines.into_iter().map(|line| line.sentence).collect();
        lines.join("\n")
    };
    for (lang, pot, own, all) in [
        (
            Lang::Zh,
            "「集体收益」共 900.00元",
            "本户3份",
            "全村共4.5份",
        ),
        (
            Lang::En,
            "900.00 yuan in all",
            "shares of the household: 3",
            "4.5 shares in all",
        ),
    ] {
        let said = said(lang);
        for part in [pot, own, all] {
            assert!(said.contains(part), "{part}:\n{said}");
        }
    }
}

const REPORT: &str = "
register: { zh: 例册 }
village:
  births: { zh: 出生数, type: integer, unit: 人, range: [0, 50] }
  lawful: { zh: 合法生育数, type: integer, unit: 人, range: [0, 50] }
  paid: { zh: 已付金额, type: money, range: [0, 100] }
household:
  hard: { zh: 困难户, type: bool }
members: [0, 12]
";

const RECKONED: &str = "章程《例》
第一条 「比例」是指「合法生育数」除以（「出生数」加1人），四舍五入到1%。
第二条 核对：「比例」不低于50%。
第三条 核对：「合法生育数」乘以2元等于「已付金额」。
第四条 核对：全村「困难户」的户数乘以「出生数」，四舍五入到整数，不超过20。
第五条 核对：「合法生育数」除以「出生数」为一半或者全村「困难户」的户数1户以上。
";

/// Facts of the village and its two households, each known or not.
type Report = (Option<u32>, Option<u32>, Option<u32>, [Option<bool>; 2]);

fn reported((births, lawful, paid, hard): &Report) -> xiangyue::evaluate::VillageOutcome {
    let number = |known: &Option<u32>| known.map_or("null".to_owned(), |known| known.to_string());
    let truth = |known: &Option<bool>| known.map_or("null".to_owned(), |known| known.to_string());
    let facts = format!(
        "households: [ {{ id: H1, hard: {} }}, {{ id: H2, hard: {} }} ]\nvillage: {{ births: {}, lawful: {}, paid: {} }}\n",
        truth(&hard[0]),
        truth(&hard[1]),
        number(births),
        number(lawful),
        number(paid)
    );
    let register = Register::from_yaml(REPORT).unwrap();
    let sources = [Source::new("a.xy".to_owned(), RECKONED)];
    let draft = Draft::resolve(&register, &sources, &LawPack::none());
    let rulebook = draft.compile().unwrap();
    let (village, rejected) = Village::from_yaml(&register, &facts);
    assert_eq!(rejected, []);
    rulebook.evaluate_village(&village, &query())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    /// What is decided with gaps in the record stays so, whatever fills them.
    #[test]
    fn a_sum_is_decided_only_if_every_filling_decides_it_so(
        all in (0_u32..50, 0_u32..50, 0_u32..100, any::<[bool; 2]>()),
        known in any::<([bool; 3], [bool; 2])>(),
    ) {
        use xiangyue::evaluate::CheckState;
        let (births, lawful, paid, hard) = all;
        let whole: Report = (Some(births), Some(lawful), Some(paid), hard.map(Some));
        let keep = |at: usize, value: u32| known.0[at].then_some(value);
        let hard = [0, 1].map(|at| known.1[at].then_some(hard[at]));
        let part: Report = (keep(0, births), keep(1, lawful), keep(2, paid), hard);
        let (whole, part) = (reported(&whole), reported(&part));
        for (whole, part) in whole.checks.iter().zip(&part.checks) {
            prop_assert_eq!(part.state == CheckState::Undetermined, !part.needs.is_empty());
            if part.state != CheckState::Undetermined {
                prop_assert_eq!(whole.state, part.state);
            }
            if let (Some((left, right)), Some((known_left, known_right))) = (whole.sides, part.sides) {
                prop_assert!(known_left.is_none_or(|known| Some(known) == left));
                prop_assert!(known_right.is_none_or(|known| Some(known) == right));
            }
        }
        for (whole, part) in whole.measures.iter().zip(&part.measures) {
            prop_assert!(part.value.is_none_or(|known| Some(known) == whole.value));
        }
    }
}
