//! Why a benefit is not given, and what would change it: nothing is proposed that does not turn the answer,
//! and nothing that nobody can change.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed look-up is a failed test"
)]

use std::fs;
use std::path::Path;

use xiangyue::compile::Rulebook;
use xiangyue::diagnostic::Lang;
use xiangyue::evaluate::{EntitlementState, Item, Outcome, Query, Step, Target, WhyNot};
use xiangyue::facts::{Household, Village};
use xiangyue::law::LawPack;
use xiangyue::model::{Draft, Label};
use xiangyue::register::{BenefitId, FactKind, Register};
use xiangyue::report::explain::why_not;
use xiangyue::report::spell::Spelling;
use xiangyue::span::Source;
use xiangyue::value::{Date, Money};

const REGISTER: &str = "
register: { zh: 试验, en: trial }
household:
  income: { zh: 收入, en: income, type: money, range: [0, 100000], sensitive: true }
  land: { zh: 承包地, en: land, type: decimal, unit: 亩, range: [0, 100] }
  clean: { zh: 清洁, en: clean, type: bool }
  house: { zh: 房屋, en: house, type: { enum: { sound: 完好, broken: 受损 } } }
  illegal: { zh: 违法建设, en: illegal building, type: bool }
person:
  born: { zh: 出生日期, en: date of birth, type: date }
  sex: { zh: 性别, en: sex, type: { enum: { male: 男, female: 女 } }, protected: true }
derived:
  age: { zh: 年龄, en: age, of: person, years_since: born }
events:
  demolish: { zh: 拆除, en: demolition, by: household }
  work: { zh: 劳动, en: work, by: person }
agreements:
  care: { zh: 管护协议, en: care agreement }
benefits:
  aid: { zh: 救助, en: aid, fund: village }
  award: { zh: 奖励, en: award, fund: village }
  old: { zh: 养老, en: old age, fund: village }
  rare: { zh: 稀有, en: rare, fund: village }
";

struct Trial {
    rulebook: Rulebook,
    household: Household,
    register: Register,
}

const FACTS: &str = "
known_until: 2024-12-31
households:
  - id: H1
    income: 5000
    land: 9
    clean: false
    house: 完好
    illegal: false
    members: [ { id: P1, born: 1990-01-01, sex: female } ]
    agreements: []
    events: []
";

fn trial(articles: &str, facts: &str) -> Trial {
    let register = Register::from_yaml(REGISTER).unwrap();
    let text =
        format!("章程《试验》\n版本：2026\n\n第一条 本章程自2024年1月1日起施行。\n{articles}\n");
    let draft = Draft::resolve(
        &register,
        &[Source::new("trial.xy", text)],
        &LawPack::none(),
    );
    let rulebook = draft.compile().unwrap();
    let (village, rejected) = Village::from_yaml(&register, facts);
    assert!(rejected.is_empty(), "{rejected:?}");
    Trial {
        rulebook,
        household: village.households.into_iter().next().unwrap(),
        register,
    }
}

fn day() -> Date {
    "2024-12-31".parse().unwrap()
}

impl Trial {
    fn ask(&self, benefit: &str) -> Option<WhyNot> {
        let at = self
            .register
            .benefits
            .iter()
            .position(|row| row.key == benefit);
        let target = Target {
            benefit: BenefitId(u16::try_from(at.unwrap()).unwrap()),
            holder: None,
        };
        let query = Query::on(day());
        self.rulebook.why_not(&self.household, &query, &target)
    }

    fn said(&self, benefit: &str, lang: Lang, public: bool) -> Vec<String> {
        let answer = self.ask(benefit).expect("not given");
        let spell = Spelling {
            register: &self.register,
            meaning: self.rulebook.meaning(),
            public,
        };
        let said = why_not(&answer, &spell, lang);
        said.changes.into_iter().map(|(change, _)| change).collect()
    }
}

#[test]
fn a_number_just_across_its_bound() {
    let trial = trial(
        "第二条 凡「收入」低于4000元的户，每年有权领取「救助」300元。",
        FACTS,
    );
    assert_eq!(
        trial.said("aid", Lang::Zh, false),
        ["如果「收入」为3,999.99元（现在：5,000.00元），就可以得到300.00元"]
    );
}

#[test]
fn two_facts_where_one_does_not_do() {
    let trial = trial(
        "第二条 凡「收入」低于4000元且「承包地」8亩以下的户，每年有权领取「救助」300元。",
        FACTS,
    );
    assert_eq!(
        trial.said("aid", Lang::En, false),
        [
            "if [income] were 3,999.99 yuan (now: 5,000.00 yuan), and [land] were 8 mu (now: 9 mu), 300.00 yuan would be payable"
        ]
    );
}

#[test]
fn either_way_where_either_does() {
    let trial = trial(
        "第二条 凡「清洁」或「房屋」是「受损」的户，每年有权领取「救助」300元。",
        FACTS,
    );
    assert_eq!(
        trial.said("aid", Lang::Zh, false),
        [
            "如果「清洁」为是（现在：否），就可以得到300.00元",
            "如果「房屋」为受损（现在：完好），就可以得到300.00元"
        ]
    );
}

#[test]
fn nobody_grows_older_or_changes_sex() {
    let trial = trial(
        "第二条 凡「年龄」60周岁以上的村民，每月有权领取「养老」50元。\n第三条 凡「性别」是「男」的村民，每年有权领取「稀有」10元。",
        FACTS,
    );
    for benefit in ["old", "rare"] {
        let answer = trial.ask(benefit).unwrap();
        assert!(!answer.blocked.is_empty());
        assert!(answer.changes.is_empty() && answer.is_complete);
    }
}

#[test]
fn what_ends_a_suspension() {
    let facts = FACTS
        .replace("illegal: false", "illegal: true")
        .replace("clean: false", "clean: true");
    let trial = trial(
        "第二条 凡「清洁」的户，每年有权领取「奖励」100元。\n第三条 有「违法建设」的户，暂停享受「奖励」，直至「拆除」。",
        &facts,
    );
    assert_eq!(
        trial.said("award", Lang::Zh, false),
        ["如果本户在2024-12-31「拆除」，就可以得到100.00元"]
    );
}

#[test]
fn an_agreement_to_sign_and_an_act_to_do() {
    let trial = trial(
        "第二条 签订「管护协议」的户，每年有权领取「奖励」100元。\n第三条 凡当年「劳动」1次以上的村民，每年有权领取「稀有」10元。",
        FACTS,
    );
    assert_eq!(
        trial.said("award", Lang::Zh, false),
        ["如果本户在2024-12-31签订「管护协议」，就可以得到100.00元"]
    );
    assert_eq!(
        trial.said("rare", Lang::Zh, false),
        ["如果成员P1在2024-12-31「劳动」，就可以得到10.00元"]
    );
}

#[test]
fn a_missing_fact_may_always_have_been_so() {
    let facts = FACTS.replace("    income: 5000\n", "");
    let trial = trial(
        "第二条 凡「收入」低于4000元的户，每年有权领取「救助」300元。",
        &facts,
    );
    assert_eq!(
        trial.said("aid", Lang::Zh, false),
        ["如果「收入」为3,999.99元（现在：没有记录），就可以得到300.00元"]
    );
}

#[test]
fn a_sensitive_fact_stays_out_of_public_sentences() {
    let trial = trial(
        "第二条 凡「收入」低于4000元的户，每年有权领取「救助」300元。",
        FACTS,
    );
    let said = trial.said("aid", Lang::Zh, true).concat();
    assert!(!said.contains("3,999") && !said.contains("5,000"), "{said}");
    let answer = trial.ask("aid").unwrap();
    assert!(!format!("{answer:?}").contains("5000"));
}

#[test]
fn sentences_not_in_force_are_told() {
    let trial = trial(
        "第二条 凡「清洁」的户，每年有权领取「奖励」100元。\n第三条 第二条自2024年6月1日起废止。",
        FACTS,
    );
    let answer = trial.ask("award").unwrap();
    assert!(answer.changes.is_empty());
    let spell = Spelling {
        register: &trial.register,
        meaning: trial.rulebook.meaning(),
        public: false,
    };
    let said = why_not(&answer, &spell, Lang::En);
    assert_eq!(
        said.because[0].sentence,
        "\"试验\", Article 2 ended on 2024-05-31"
    );
}

fn payable(outcome: &Outcome, benefit: BenefitId) -> Money {
    let lines = outcome.entitlements().iter();
    let given = lines.filter(|line| {
        line.benefit == Label::Benefit(benefit)
            && matches!(line.state, EntitlementState::Due | EntitlementState::Paid)
    });
    given.fold(Money::ZERO, |sum, line| {
        sum.checked_add(line.payable).unwrap()
    })
}

/// Every proposal for every household and benefit of the worked villages, tried out from outside.
#[test]
fn every_proposal_does_what_it_says() {
    let mut tried = 0;
    for (folder, register, texts) in [
        ("liuxi", "liuxi.register.yaml", vec!["charter.xy"]),
        (
            "qingshi",
            "qingshi.register.yaml",
            vec!["charter.xy", "pact.xy", "care.xy", "house.xy"],
        ),
    ] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("rules/villages")
            .join(folder);
        let read = |file: &str| fs::read_to_string(root.join(file)).unwrap();
        let register = Register::from_yaml(&read(register)).unwrap();
        let sources: Vec<Source> = texts
            .iter()
            .map(|text| Source::new(*text, read(text)))
            .collect();
        let draft = Draft::resolve(&register, &sources, &LawPack::china());
        let rulebook = draft.compile().unwrap();
        let (village, _) = Village::from_yaml(&register, &read("facts.yaml"));
        let query = Query::on(day());
        for household in &village.households {
            for benefit in
                (0..register.benefits.len()).map(|at| BenefitId(u16::try_from(at).unwrap()))
            {
                let target = Target {
                    benefit,
                    holder: None,
                };
                let Some(answer) = rulebook.why_not(household, &query, &target) else {
                    assert!(
                        rulebook
                            .evaluate(household, &query)
                            .entitlements()
                            .iter()
                            .any(|line| line.benefit == Label::Benefit(benefit))
                    );
                    continue;
                };
                for change in &answer.changes {
                    let changed = change.applied(household, day()).unwrap();
                    let outcome = rulebook.evaluate(&changed, &query);
                    assert_eq!(payable(&outcome, benefit), change.payable);
                    assert!(change.steps.iter().all(|step| may_change(&register, step)));
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 100, "only {tried} proposals");
}

fn may_change(register: &Register, step: &Step) -> bool {
    match step {
        Step::Fact { fact, .. } => {
            let row = register.fact(*fact).unwrap();
            !row.protected && row.derived.is_none() && row.kind != FactKind::Date
        }
        Step::Act { on, .. } | Step::Sign { on, .. } => *on == day(),
    }
}

fn needed(trial: &Trial) -> Vec<String> {
    let query = Query::on(day());
    let outcome = trial.rulebook.evaluate(&trial.household, &query);
    let open = trial
        .rulebook
        .still_needed(&trial.household, &query, Item::Entitlement(0))
        .expect("undetermined");
    assert_eq!(outcome.entitlements().len(), 1);
    let spell = Spelling {
        register: &trial.register,
        meaning: trial.rulebook.meaning(),
        public: false,
    };
    xiangyue::report::explain::needed(&open, &spell, Lang::En)
}

#[test]
fn one_fact_is_enough_where_the_other_is_recorded() {
    let facts = FACTS.replace("    income: 5000\n", "");
    let trial = trial(
        "第二条 凡「收入」低于4000元且「承包地」10亩以下的户，每年有权领取「救助」300元。",
        &facts,
    );
    assert_eq!(needed(&trial), ["income would decide it"]);
}

#[test]
fn both_facts_where_one_may_leave_it_open() {
    let facts = FACTS
        .replace("    income: 5000\n", "")
        .replace("    land: 9\n", "");
    let trial = trial(
        "第二条 凡「收入」低于4000元或「承包地」10亩以下的户，每年有权领取「救助」300元。",
        &facts,
    );
    assert_eq!(needed(&trial), ["income and land would decide it"]);
}

/// The engine does not see through “under or not under”: it asks for the income too, and says so honestly.
#[test]
fn a_tautology_is_asked_about() {
    let facts = FACTS
        .replace("    income: 5000\n", "")
        .replace("    clean: false\n", "");
    let trial = trial(
        "第二条 凡「清洁」且（「收入」低于4000元或「收入」4000元以上）的户，每年有权领取「奖励」100元。",
        &facts,
    );
    let query = Query::on(day());
    let outcome = trial.rulebook.evaluate(&trial.household, &query);
    assert_eq!(outcome.entitlements()[0].needs.len(), 2);
    assert_eq!(needed(&trial), ["income and clean would decide it"]);
}

#[test]
fn a_record_that_ends_too_early() {
    let facts = FACTS.replace("known_until: 2024-12-31", "known_until: 2024-06-30");
    let trial = trial(
        "第二条 凡当年「拆除」1次以上的户，每年有权领取「奖励」100元。",
        &facts,
    );
    assert_eq!(
        needed(&trial),
        ["the record of [demolition] up to 2024-12-31 would decide it"]
    );
}
