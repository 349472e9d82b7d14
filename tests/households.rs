//! Households built by a program, what `Debug` shows, the limits at their edge, and facts files
//! with anything in them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::fmt::Write as _;

use xiangyue::diagnostic::{Code, Lang};
use xiangyue::facts::{Agreement, Event, Household, Payment, Village};
use xiangyue::register::{FactValue, Owner, Register, Symbol};
use xiangyue::value::{Date, Exact, Money, Period};

fn read(path: &str) -> String {
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn register() -> Register {
    Register::from_yaml(&read("tests/cases/facts/register.yaml")).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn codes(register: &Register, facts: &str) -> Vec<(Code, usize)> {
    let (_, rejected) = Village::from_yaml(register, facts);
    rejected.iter().map(|one| (one.code, one.line)).collect()
}

/// A household by the builder.
fn built(register: &Register) -> Household {
    let fact = |owner, name| register.fact_named(owner, name).unwrap();
    let mut builder = Household::builder(register, "H1").unwrap();
    let income = FactValue::Number(Exact::from_int(399_950));
    builder
        .fact(fact(Owner::Household, "income"), None, Some(income))
        .unwrap();
    let land = fact(Owner::Household, "承包地");
    let number = |int| Some(FactValue::Number(Exact::from_int(int)));
    builder
        .fact(land, Some(day("2024-07-01")), number(8))
        .unwrap();
    builder
        .fact(land, Some(day("2020-01-01")), number(6))
        .unwrap();
    builder.fact(land, Some(day("2025-01-01")), None).unwrap();
    let member = builder.member("P1", Some(day("2015-05-01")), None).unwrap();
    let born = FactValue::Date(day("1964-02-29"));
    builder
        .member_fact(member, fact(Owner::Person, "born"), None, Some(born))
        .unwrap();
    builder.agreement(care(register)).unwrap();
    builder
        .event(event(register, "dumping", "2024-06-01", Some(member)))
        .unwrap();
    builder
        .event(event(register, "record", "2024-03-31", None))
        .unwrap();
    builder.payment(payment(register)).unwrap();
    builder.known_until(Some(day("2024-12-31")));
    builder.build().unwrap()
}

fn care(register: &Register) -> Agreement {
    Agreement {
        of: register.agreement_named("care").unwrap(),
        signed: Some(day("2023-12-15")),
        ended: None,
        deposit: Some(Money::from_fen(50_000)),
        fill: vec![("term".into(), Exact::from_int(3))],
    }
}

fn event(register: &Register, name: &str, on: &str, by: Option<u16>) -> Event {
    Event {
        on: day(on),
        of: register.event_named(name).unwrap(),
        quantity: Exact::ONE,
        by,
        id: None,
    }
}

fn payment(register: &Register) -> Payment {
    Payment {
        on: day("2024-12-20"),
        benefit: register.benefit_named("award").unwrap(),
        amount: Money::from_fen(20_000),
        period: Some(Period::Year(2024)),
        to: None,
    }
}

#[test]
fn the_builder_makes_what_the_reader_makes() {
    let register = register();
    let facts = r#"
known_until: 2024-12-31
households:
  - id: H1
    income: 3999.50
    land: [ {from: 2024-07-01, value: 8}, {from: 2020-01-01, value: 6}, {from: 2025-01-01, value: null} ]
    members: [ { id: P1, born: 1964-02-29, from: 2015-05-01 } ]
    agreements: [ { of: care, signed: 2023-12-15, deposit: 500, fill: { term: 3 } } ]
    events: [ { on: 2024-06-01, dumping: 1, by: P1 }, { on: 2024-03-31, record: 1 } ]
    payments: [ { on: 2024-12-20, benefit: award, amount: 200, period: "2024" } ]
"#;
    let (village, rejected) = Village::from_yaml(&register, facts);
    assert_eq!(rejected, []);
    assert!(village.households == [built(&register)]);
}

#[test]
fn the_builder_refuses_what_the_reader_refuses() {
    let register = register();
    let fact = |owner, name| register.fact_named(owner, name).unwrap();
    let (score, born) = (fact(Owner::Household, "score"), fact(Owner::Person, "born"));
    let age = fact(Owner::Person, "age");
    let number = |int| Some(FactValue::Number(Exact::from_int(int)));
    let mut builder = Household::builder(&register, "H1").unwrap();
    let member = builder.member("P1", None, None).unwrap();
    let code = |result: Result<(), xiangyue::facts::FactError>| result.unwrap_err().code;

    assert_eq!(
        code(builder.fact(score, None, number(101)).map(|_| ())),
        Code::FactRange
    );
    assert_eq!(
        code(
            builder
                .fact(score, None, Some(FactValue::Bool(true)))
                .map(|_| ())
        ),
        Code::FactType
    );
    assert_eq!(
        code(builder.fact(born, None, None).map(|_| ())),
        Code::FactOwner
    );
    assert_eq!(
        code(
            builder
                .member_fact(member, age, None, number(3))
                .map(|_| ())
        ),
        Code::FactDerived
    );
    builder.fact(score, None, number(88)).unwrap();
    assert_eq!(
        code(builder.fact(score, None, number(88)).map(|_| ())),
        Code::FactTwoValues
    );
    assert_eq!(
        code(builder.member("P1", None, None).map(|_| ())),
        Code::FactDuplicateId
    );
    let nobody = event(&register, "dumping", "2024-01-01", None);
    assert_eq!(code(builder.event(nobody).map(|_| ())), Code::FactEvent);
    let stranger = event(&register, "dumping", "2024-01-01", Some(7));
    assert_eq!(
        code(builder.event(stranger).map(|_| ())),
        Code::FactUnknownName
    );
    let mut negative = payment(&register);
    negative.amount = Money::from_fen(-1);
    assert_eq!(code(builder.payment(negative).map(|_| ())), Code::FactRange);
    let mut backwards = care(&register);
    backwards.ended = Some(day("2023-12-14"));
    assert_eq!(
        code(builder.agreement(backwards).map(|_| ())),
        Code::FactOrder
    );
    assert!(Household::builder(&register, " ").is_err());
}

#[test]
fn what_was_never_said_is_unknown_and_what_is_none_is_none() {
    let register = register();
    let unknown = Household::builder(&register, "H1")
        .unwrap()
        .build()
        .unwrap();
    assert!(unknown.members.is_none() && unknown.agreements.is_none() && unknown.events.is_none());
    let mut builder = Household::builder(&register, "H1").unwrap();
    builder.no_members().no_agreements().no_events();
    let none = builder.build().unwrap();
    assert_eq!(none.members.map(|members| members.len()), Some(0));
    assert_eq!(none.agreements.map(|agreements| agreements.len()), Some(0));
    assert_eq!(none.events.map(|events| events.len()), Some(0));
}

#[test]
fn values_hold_from_their_day_on() {
    let register = register();
    let household = built(&register);
    let land = register.fact_named(Owner::Household, "land").unwrap();
    let on = |date| household.facts[land.index()].on(day(date));
    let number = |int| Some(FactValue::Number(Exact::from_int(int)));
    assert_eq!(on("2019-12-31"), None);
    assert_eq!(on("2020-01-01"), number(6));
    assert_eq!(on("2024-06-30"), number(6));
    assert_eq!(on("2024-07-01"), number(8));
    assert_eq!(on("2025-01-01"), None);
}

#[test]
fn a_household_s_own_day_comes_before_the_common_one() {
    let register = register();
    let facts = "households: [ {id: A}, {id: B, known_until: 2024-06-30}, {id: C, known_until: null} ]\n\
                 village: { events: [] }\nknown_until: 2024-12-31";
    let (village, rejected) = Village::from_yaml(&register, facts);
    assert_eq!(rejected, []);
    let days: Vec<Option<Date>> = village
        .households
        .iter()
        .map(|one| one.known_until)
        .collect();
    assert_eq!(
        days,
        [Some(day("2024-12-31")), Some(day("2024-06-30")), None]
    );
    assert_eq!(village.known_until, Some(day("2024-12-31")));
}

#[test]
fn whoever_watches_hears_of_each_household() {
    let mut heard = Vec::new();
    let facts = "households: [ {id: A}, {id: A}, {id: B} ]";
    let (village, rejected) =
        Village::from_yaml_watched(&register(), facts, &mut |count| heard.push(count));
    assert_eq!(heard, [1, 2, 3]);
    assert_eq!((village.households.len(), rejected.len()), (2, 1));
}

#[test]
fn a_village_whose_record_may_be_damaged_knows_nothing_of_what_did_not_happen() {
    let register = register();
    for village in [
        "{}",
        "{ events: null }",
        "{ events: [ { on: 2024-13-01, accounts: 1 } ] }",
        "{ events: [",
    ] {
        let facts = format!("known_until: 2024-12-31\nhouseholds: []\nvillage: {village}");
        let (read, _) = Village::from_yaml(&register, &facts);
        assert_eq!(read.known_until, None, "{village}");
    }
}

#[test]
fn debug_shows_no_value() {
    let register = register();
    let facts = "households:\n  - id: H1\n    debt: 777\n    land: 77.25\n    members: [ {id: P1, born: 1977-07-07, student: true} ]\n    \
                 agreements: [ {of: care, deposit: 77.25} ]\n    events: [ {on: 1977-07-07, work: 77.25, by: P1} ]\n    \
                 payments: [ {on: 1977-07-07, benefit: award, amount: 77.25} ]\n\
                 village: { people: 7725 }";
    let (village, rejected) = Village::from_yaml(&register, facts);
    assert_eq!(rejected, []);
    let household = &village.households[0];
    let members = household.members.as_ref().unwrap();
    let shown = format!(
        "{village:?} {household:?} {:?} {members:?} {:?} {:?} {:?} {:?}",
        household.facts,
        members[0].facts,
        household.agreements,
        household.events,
        household.payments
    );
    for secret in ["77", "true"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert!(shown.contains("H1") && shown.contains("P1"), "{shown}");
}

#[test]
fn no_message_tells_a_secret() {
    let register = register();
    for value in [
        "7777",
        "77.777",
        "[ 7777 ]",
        "{ a: 7777 }",
        "[ {from: 2024-01-01, value: 7777} ]",
        "\"7777x\"",
    ] {
        let facts = format!("households: [ {{ id: H1, debt: {value} }} ]");
        let (_, rejected) = Village::from_yaml(&register, &facts);
        assert!(!rejected.is_empty(), "{value}");
        assert!(!format!("{rejected:?}").contains("777"), "{rejected:?}");
    }
}

#[test]
fn lists_are_bounded_at_ten_thousand() {
    let register = register();
    for (field, item) in [
        ("events", "{on: 2024-01-01, record: 1}"),
        ("payments", "{on: 2024-01-01, benefit: award, amount: 1}"),
        ("agreements", "{of: care}"),
    ] {
        let facts = |count| {
            format!(
                "households:\n  - {{id: H1, {field}: [{}]}}\n  - {{id: H2}}\n",
                vec![item; count].join(",")
            )
        };
        assert_eq!(codes(&register, &facts(10_000)), [], "{field}");
        assert_eq!(
            codes(&register, &facts(10_001)),
            [(Code::FactTooMany, 2)],
            "{field}"
        );
    }
    let values = |count: i64| {
        let first = day("1900-01-01");
        (0..count).fold(String::new(), |mut out, at| {
            let from = xiangyue::value::dates::add_days(first, at).unwrap();
            write!(out, "{{from: {from}, value: 1}},").unwrap();
            out
        })
    };
    let facts = |count| format!("households: [ {{id: H1, land: [{}]}} ]", values(count));
    assert_eq!(codes(&register, &facts(1000)), []);
    assert_eq!(codes(&register, &facts(1001)), [(Code::FactTooMany, 1)]);
}

#[test]
fn members_are_bounded_at_ten_thousand() {
    let register = Register::from_yaml("person: { born: { zh: 生日, type: date } }").unwrap();
    let members =
        |count| (0..count).fold(String::new(), |out, at| out + &format!("{{id: P{at}}},"));
    let facts = |count| format!("households: [ {{id: H1, members: [{}]}} ]", members(count));
    assert_eq!(codes(&register, &facts(10_000)), []);
    assert_eq!(codes(&register, &facts(10_001)), [(Code::FactTooMany, 1)]);
}

#[test]
fn a_register_is_bounded_at_ten_thousand_entries() {
    let text = |count| {
        (0..count).fold("names:\n".to_owned(), |out, at| {
            out + &format!("  n{at}: 名{at}\n")
        })
    };
    assert!(Register::from_yaml(&text(10_000)).is_ok());
    let error = Register::from_yaml(&text(10_001)).unwrap_err();
    assert_eq!(error.problems.len(), 1);
    assert_eq!(error.problems[0].code, Code::RegisterSize);
}

#[test]
fn names_are_found_and_translated() {
    let register = register();
    let income = register.symbol("人均收入").unwrap();
    assert_eq!(register.symbol("income per head"), Some(income));
    assert_eq!(register.symbol("income"), Some(income));
    assert_eq!(register.key(income), Some("income"));
    assert_eq!(
        register.translate("人均收入", Lang::En),
        Some("income per head")
    );
    assert_eq!(
        register.translate("care deposit", Lang::Zh),
        Some("管护保证金")
    );
    assert_eq!(register.translate("全坏", Lang::En), Some("destroyed"));
    assert_eq!(register.translate("没有的", Lang::En), None);
    assert_eq!(register.nearest("人均收人", |_| true), Some("人均收入"));
    assert_eq!(
        register.nearest("人均收人", |symbol| matches!(symbol, Symbol::Event(_))),
        None
    );
    // The role is held by the member of whom the fact with its key is true.
    assert!(matches!(register.symbol("组长"), Some(Symbol::Role(0))));
    assert_eq!(
        register.birth_date(),
        register.fact_named(Owner::Person, "born")
    );
}

#[test]
fn what_is_derived_from_a_secret_is_a_secret() {
    let text = "person: { born: { zh: 生日, type: date, sensitive: true } }\n\
                derived: { age: { zh: 年龄, of: person, years_since: born } }";
    let register = Register::from_yaml(text).unwrap();
    let age = register.fact_named(Owner::Person, "age").unwrap();
    assert!(register.fact(age).unwrap().sensitive);
}

/// A generator of the kind that needs no more than shifts: the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound).unwrap()).unwrap()
    }
}

#[test]
fn no_text_makes_the_readers_panic() {
    let register = register();
    let seeds = [
        read("rules/villages/liuxi/facts.yaml"),
        read("rules/villages/liuxi/liuxi.register.yaml"),
        read("tests/cases/facts/broken.txt"),
        read("tests/cases/facts/json.txt"),
    ];
    let odd = [
        "\t",
        "\n",
        "- ",
        ": ",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        "&a ",
        "*a",
        "|",
        ">",
        "\u{0}",
        "\u{feff}",
        "---\n",
        "#",
        "!",
        "%",
        "\\u",
        "?",
        "户",
        "households:\n",
        "  - id: X\n",
    ];
    let mut dice = Dice(0x5eed_2026);
    for round in 0..1500 {
        let mut text: Vec<char> = seeds[round % seeds.len()].chars().collect();
        // Any window of a seed, so that it may begin and end anywhere.
        let start = dice.below(text.len());
        let end = start + dice.below((text.len() - start).min(600));
        text = text[start..end].to_vec();
        for _ in 0..dice.below(8) {
            let at = dice.below(text.len() + 1);
            let piece = odd[dice.below(odd.len())];
            let cut = (at + dice.below(4)).min(text.len());
            text.splice(at..cut, piece.chars());
        }
        let text: String = text.into_iter().collect();
        let first = Village::from_yaml(&register, &text);
        assert!(first == Village::from_yaml(&register, &text), "{text}");
        let _village = Village::from_json(&register, &text);
        let _register = Register::from_yaml(&text);
    }
}

#[test]
fn wherever_a_facts_file_breaks_off_what_was_whole_is_kept() {
    let register = Register::from_yaml(&read("rules/villages/liuxi/liuxi.register.yaml")).unwrap();
    let text = read("rules/villages/liuxi/facts.yaml");
    let (whole, rejected) = Village::from_yaml(&register, &text);
    assert_eq!(rejected, []);
    let begins = |number| {
        text.find(&format!("- id: H00{number}"))
            .unwrap_or(text.len())
    };
    for (at, _) in text.char_indices() {
        let (village, _) = Village::from_yaml(&register, &text[..at]);
        let complete = (2..=5).filter(|next| begins(*next) <= at && at < text.len());
        let complete = complete.count();
        assert!(village.households.len() >= complete, "{at}");
        assert!(
            village.households[..complete] == whole.households[..complete],
            "{at}"
        );
    }
}
