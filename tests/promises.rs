//! What every user of the library may count on, whatever the rules say: rulebooks go between threads, the
//! same input gives the same bytes, and nothing that is printed for developers tells a sensitive fact.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use xiangyue::compile::Rulebook;
use xiangyue::diagnostic::Lang;
use xiangyue::evaluate::{Item, Outcome, Query};
use xiangyue::facts::Village;
use xiangyue::law::LawPack;
use xiangyue::model::Draft;
use xiangyue::register::Register;
use xiangyue::report::json;
use xiangyue::report::spell::Spelling;
use xiangyue::span::Source;

fn read(name: &str) -> String {
    let path = format!(
        "{}/rules/villages/qingshi/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read_to_string(path).unwrap()
}

/// The whole way from texts to a rulebook and a village, anew.
fn qingshi() -> (Rulebook, Village) {
    let register = Register::from_yaml(&read("qingshi.register.yaml")).unwrap();
    let texts = ["care.xy", "charter.xy", "house.xy", "pact.xy"];
    let sources = texts.map(|name| Source::new(name, read(name)));
    let rulebook = Draft::resolve(&register, &sources, &LawPack::china())
        .compile()
        .unwrap();
    let (village, _) = Village::from_yaml(&register, &read("facts.yaml"));
    (rulebook, village)
}

fn query() -> Query {
    Query::between("2024-01-01".parse().unwrap(), "2024-12-31".parse().unwrap())
}

/// The JSON of every household.
fn bytes(rulebook: &Rulebook, village: &Village) -> String {
    let spell = Spelling {
        register: rulebook.register(),
        meaning: rulebook.meaning(),
        public: false,
    };
    let households = village.households.iter().map(|household| {
        let outcome = rulebook.evaluate(household, &query());
        serde_json::to_string(&json::household(
            &household.id,
            outcome.findings(),
            &spell,
            Lang::Zh,
        ))
        .unwrap()
    });
    households.collect()
}

#[test]
fn rulebooks_go_between_threads() {
    fn shared<T: Send + Sync + Clone>() {}
    shared::<Rulebook>();
    shared::<Outcome>();
    shared::<Village>();
    let (rulebook, village) = qingshi();
    let here = bytes(&rulebook, &village);
    let there = std::thread::scope(|scope| {
        let twice = [
            scope.spawn(|| bytes(&rulebook.clone(), &village)),
            scope.spawn(|| bytes(&rulebook, &village)),
        ];
        twice.map(|thread| thread.join().unwrap())
    });
    assert_eq!(there, [here.clone(), here]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (rulebook, village) = qingshi();
    let (again, same_village) = qingshi();
    assert_eq!(rulebook.digest(), again.digest());
    assert_eq!(bytes(&rulebook, &village), bytes(&again, &same_village));
}

#[test]
fn another_text_has_another_digest() {
    let register = Register::from_yaml(&read("qingshi.register.yaml")).unwrap();
    let digest = |charter: String| {
        let source = Source::new("charter.xy", charter);
        let draft = Draft::resolve(&register, &[source], &LawPack::none());
        draft.compile().unwrap().digest().to_owned()
    };
    let charter = read("charter.xy");
    assert_ne!(
        digest(charter.replace("助残金」600元", "助残金」601元")),
        digest(charter.clone())
    );
    assert_eq!(
        digest(
            charter
                .replace("> 每份", "> 每一份")
                .replace("> 全村", "> 本村")
        ),
        digest(charter),
        "prose means nothing to the rules"
    );
}

#[test]
fn debug_never_tells_a_sensitive_fact() {
    let register = "person: { born: { zh: 出生日期, type: date, sensitive: true } }
household: { income: { zh: 人均收入, type: money, range: [0, 100000], sensitive: true } }
derived: { age: { zh: 年龄, of: person, years_since: born } }
benefits: { b: { zh: 补贴, fund: village }, c: { zh: 津贴, fund: village } }";
    let text = "章程《例》\n第一条 凡「人均收入」低于4000元的户，每年有权领取「补贴」1元。\n\
                第二条 凡「年龄」60周岁以上的村民，每年有权领取「津贴」1元。\n";
    let facts =
        "households:\n  - { id: H1, income: 3217.5, members: [ { id: P1, born: 1951-07-23 } ] }\n";
    let register = Register::from_yaml(register).unwrap();
    let rulebook = Draft::resolve(&register, &[Source::new("a.xy", text)], &LawPack::none())
        .compile()
        .unwrap();
    let (village, rejected) = Village::from_yaml(&register, facts);
    assert!(rejected.is_empty());
    let household = &village.households[0];
    let outcome = rulebook.evaluate(household, &query());
    assert_eq!(outcome.entitlements().len(), 2);
    let why: Vec<_> = (0..2)
        .map(|at| {
            rulebook
                .why(household, &query(), Item::Entitlement(at))
                .unwrap()
        })
        .collect();
    let told = format!("{village:?} {household:?} {outcome:?} {why:?}");
    for secret in ["3217", "321750", "1951", "07-23"] {
        assert!(!told.contains(secret), "{secret} is told in {told}");
    }
}
