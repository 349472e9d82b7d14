//! One group a stage, each at 10, 100 and 10,000 articles: the time of a stage grows in step with the text.
#![allow(missing_docs, reason = "the macros of the harness")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a bench stops where it cannot go on"
)]

use std::fmt::Write;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use xiangyue::evaluate::Query;
use xiangyue::facts::Village;
use xiangyue::law::LawPack;
use xiangyue::model::Draft;
use xiangyue::register::Register;
use xiangyue::review::{ReviewOptions, review};
use xiangyue::span::Source;
use xiangyue::syntax;
use xiangyue::value::Date;

const SIZES: [usize; 3] = [10, 100, 10_000];

const REGISTER: &str = "register: { zh: 例册 }
household:
  income: { zh: 人均收入, type: money, range: [0, 1000000] }
  score: { zh: 评分, type: integer, unit: 分, range: [0, 100] }
  poor: { zh: 低保, type: bool }
person:
  born: { zh: 出生日期, type: date }
derived:
  age: { zh: 年龄, of: person, years_since: born }
events:
  report: { zh: 报送, by: household }
  dump: { zh: 倾倒, by: household }
benefits:
  a: { zh: 补贴, fund: village }
  b: { zh: 津贴, fund: village }
";

const FACTS: &str = "known_until: 2024-12-31
households:
  - id: H1
    income: 3000
    score: 88
    poor: false
    members: [ { id: P1, born: 1950-05-01 }, { id: P2, born: 1980-05-01 }, { id: P3, born: 2010-05-01 } ]
    agreements: []
    events: [ { on: 2024-02-01, report: 1 }, { on: 2024-05-01, report: 1 }, { on: 2024-08-01, dump: 1 } ]
";

/// Six kinds of sentences in turn.
fn text(articles: usize) -> String {
    let mut text = String::from("章程《例》\n版本：2026\n");
    let _ = writeln!(text, "第1条 本章程自2024年1月1日起施行。");
    for at in 2..=articles {
        let sentence = match at % 6 {
            0 => "凡「人均收入」低于4000元的户，每年有权领取「补贴」100元。",
            1 => "凡「年龄」60周岁以上的村民，每年有权领取「津贴」50元。",
            2 => "户应当每季度「报送」一次。",
            3 => "户不得「倾倒」，但「低保」除外。",
            4 => "凡「评分」70分以上不满90分的户，每年有权领取「补贴」100元。",
            _ => "鼓励户「报送」。",
        };
        let _ = writeln!(text, "第{at}条 {sentence}");
    }
    text
}

fn stages(criterion: &mut Criterion) {
    let register = Register::from_yaml(REGISTER).expect("the register is sound");
    let law = LawPack::china();
    let (village, rejected) = Village::from_yaml(&register, FACTS);
    assert!(rejected.is_empty(), "{rejected:?}");
    let household = village.households.first().expect("one household");
    let day = |text: &str| text.parse::<Date>().expect("a day");
    let query = Query::between(day("2024-01-01"), day("2024-12-31"));
    for size in SIZES {
        let text = text(size);
        let sources = [Source::new("例.xy", text.as_str())];
        let draft = Draft::resolve(&register, &sources, &law);
        let rulebook = draft.compile().expect("the text is sound");
        let bytes = Throughput::Bytes(text.len() as u64);
        let articles = Throughput::Elements(size as u64);
        let mut stage = |name: &str, unit: &Throughput, run: &dyn Fn()| {
            let mut group = criterion.benchmark_group(name);
            group.sample_size(10).throughput(unit.clone());
            group.bench_function(BenchmarkId::from_parameter(size), |bench| bench.iter(run));
            group.finish();
        };
        stage("parse", &bytes, &|| {
            drop(black_box(syntax::parse(black_box(&text))))
        });
        stage("resolve", &bytes, &|| {
            drop(black_box(Draft::resolve(
                &register,
                black_box(&sources),
                &law,
            )))
        });
        stage("check", &articles, &|| {
            drop(black_box(review(
                black_box(&draft),
                &ReviewOptions::default(),
            )))
        });
        stage("compile", &articles, &|| drop(black_box(draft.compile())));
        stage("evaluate", &articles, &|| {
            drop(black_box(rulebook.evaluate(black_box(household), &query)))
        });
    }
}

/// A household under a charter as villages have them, with a year of events.
fn worked_charter(criterion: &mut Criterion) {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/villages/liuxi/");
    let read = |name: &str| std::fs::read_to_string(format!("{root}{name}")).expect(name);
    let register =
        Register::from_yaml(&read("liuxi.register.yaml")).expect("the register is sound");
    let draft = Draft::resolve(
        &register,
        &[Source::new("charter.xy", read("charter.xy"))],
        &LawPack::china(),
    );
    let rulebook = draft.compile().expect("the charter is sound");
    let (village, _) = Village::from_yaml(&register, &read("facts.yaml"));
    let day: Date = "2024-12-31".parse().expect("a day");
    let mut group = criterion.benchmark_group("worked charter");
    for household in &village.households {
        group.bench_function(BenchmarkId::new("one day", &household.id), |bench| {
            bench.iter(|| rulebook.evaluate(black_box(household), &Query::on(day)));
        });
    }
    group.finish();
}

/// What a large village has: totals over all households, a pot they share, a procedure that all of them take part in.
const VILLAGE_TEXT: &str = "章程《例》
第1条 本章程自2024年1月1日起施行。
第2条 全村「低保」的户占全部户的比例低于20%的户，每年有权领取「补贴」100元。
第3条 凡「人均收入」低于4000元的户，每年有权领取「津贴」50元。
第4条 户应当每季度「报送」一次。
第5条 「集体收益」自2024年1月1日起为100000元。
第6条 「集体收益」按人均分配，每人一份，「低保」的户另加1份。
第7条 各户「人均收入」之和100万元以上的村，评为「先进村」，奖励2000元。
第8条 「制定章程」按下列步骤进行：
（一）村民委员会「拟定草案」；
（二）各户「报送」，在上一步后60日内；
（三）村民委员会「公布」。
";

const HOUSEHOLDS: usize = 1000;

fn village_facts() -> String {
    let mut facts = String::from("known_until: 2024-12-31\nhouseholds:\n");
    for at in 0..HOUSEHOLDS {
        let poor = at % 10 == 0;
        let (income, born) = (2000 + at % 5000, 1950 + at % 60);
        let _ = writeln!(
            facts,
            "  - {{ id: H{at}, income: {income}, score: 80, poor: {poor}, members: [ {{ id: P1, born: {born}-05-01 }}, \
             {{ id: P2, born: 1980-05-01 }} ], agreements: [], events: [ {{ on: 2024-02-01, report: 1 }}, \
             {{ on: 2024-05-01, report: 1 }} ] }}"
        );
    }
    facts.push_str(
        "village:\n  events: [ { on: 2024-01-10, draft: 1 }, { on: 2024-06-01, publish: 1 } ]\n",
    );
    facts
}

/// All households of a village, and the village itself.
fn large_village(criterion: &mut Criterion) {
    let register = REGISTER.replace(
        "benefits:",
        "  draft: { zh: 拟定草案, by: village }\n  publish: { zh: 公布, by: village }\nbenefits:",
    );
    let register = Register::from_yaml(&register).expect("the register is sound");
    let sources = [Source::new("例.xy", VILLAGE_TEXT)];
    let draft = Draft::resolve(&register, &sources, &LawPack::china());
    let rulebook = draft.compile().expect("the text is sound");
    let (village, rejected) = Village::from_yaml(&register, &village_facts());
    assert!(rejected.is_empty(), "{rejected:?}");
    let query = Query::on("2024-12-31".parse().expect("a day"));
    let outcome = rulebook.evaluate_village(&village, &query);
    assert_eq!(outcome.totals.households, HOUSEHOLDS);
    assert!(!outcome.proceedings.is_empty());
    let mut group = criterion.benchmark_group("evaluate_village");
    group
        .sample_size(10)
        .throughput(Throughput::Elements(HOUSEHOLDS as u64));
    group.bench_function(BenchmarkId::from_parameter(HOUSEHOLDS), |bench| {
        bench.iter(|| rulebook.evaluate_village(black_box(&village), &query));
    });
    group.finish();
}

criterion_group!(benches, stages, worked_charter, large_village);
criterion_main!(benches);
