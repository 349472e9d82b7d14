//! The register of a made-up village, and the pools that constants and dates are drawn from.

use proptest::prelude::*;

use crate::register::{
    AgreementId, BenefitId, EventId, FactId, NameDeclaration, NameId, Owner, Register,
};
use crate::value::{Date, Exact};

/// The register everything else speaks of. The names are fixed; funds, the way of counting age and
/// whether some facts are closed vary.
pub fn register() -> impl Strategy<Value = Register> {
    let funds = vec![
        "state",
        "collective",
        "village",
        "village",
        "village",
        "village",
    ];
    let fund = prop::sample::select(funds);
    let counting = prop::sample::select(vec!["next-day", "birthday", "month-after"]);
    let closed = prop::bool::weighted(0.2);
    let made = (prop::collection::vec(fund, 4), counting, closed);
    made.prop_filter_map("the register reads", |(funds, counting, closed)| {
        let mut text = TEXT.replace("COUNTING", counting);
        for (at, fund) in funds.iter().enumerate() {
            text = text.replace(&format!("FUND{at}"), fund);
        }
        let default = if closed { ", default: false" } else { "" };
        Register::from_yaml(&text.replace("DEFAULT", default)).ok()
    })
}

const TEXT: &str = "
register: { zh: 样村户籍册, en: Sample register }
household:
  poor:    { zh: 困难, en: poor, type: boolDEFAULT }
  blocked: { zh: 占道, en: blocking, type: bool }
  income:  { zh: 收入, en: income, type: money, range: [0, 20000] }
  score:   { zh: 评分, en: score, type: integer, unit: 分, range: [0, 100] }
  house:   { zh: 房屋, en: house, type: { enum: { whole: 完好, part: 部分, all: 全坏 } } }
  moved:   { zh: 迁入日, en: moved in, type: date }
person:
  born:    { zh: 出生日期, en: date of birth, type: date }
  student: { zh: 在读, en: student, type: bool }
  wage:    { zh: 工资, en: wage, type: money, range: [0, 20000] }
  work:    { zh: 职业, en: occupation, type: { enum: { farm: 务农, town: 务工, none: 无 } } }
derived:
  age:     { zh: 年龄, en: age, of: person, years_since: born }
events:
  report:  { zh: 报送, en: report, by: household }
  clear:   { zh: 清理, en: clear, by: household }
  dump:    { zh: 倾倒, en: dump, by: person }
  help:    { zh: 义工, en: help, by: person, unit: 小时 }
  meet:    { zh: 开会, en: meet, by: village }
  spend:   { zh: 兑换, en: spend points, by: household, unit: 分, redeems: true }
  spared:  { zh: 免除报送, en: waive report, by: household }
  excused: { zh: 免除义工, en: waive help, by: person }
agreements:
  care:    { zh: 管护协议, en: care agreement, deposit: { zh: 管护押金, en: care deposit } }
  land:    { zh: 用地协议, en: land agreement }
benefits:
  grant:   { zh: 助学金, en: grant, fund: FUND0 }
  old_age: { zh: 敬老金, en: old age, fund: FUND1 }
  award:   { zh: 卫生奖, en: award, fund: FUND2 }
  relief:  { zh: 救助金, en: relief, fund: FUND3 }
names:
  needy:   { zh: 困难户, en: needy household }
  elder:   { zh: 老人, en: elder }
  base:    { zh: 基数, en: base }
  honest:  { zh: 诚信户, en: honest household }
  rate:    { zh: 标准, en: rate }
  share:   { zh: 比例, en: share }
  fee:     { zh: 清理费, en: clearing fee }
  seat:    { zh: 评选资格, en: candidacy }
  yard:    { zh: 门前整洁, en: tidy yard }
  charter: { zh: 样村章程, en: Sample charter }
  pact:    { zh: 样村公约, en: Sample pact }
members: [0, 6]
age_counting: COUNTING
";

/// Ids of the register by key, as the strategies name them.
#[derive(Clone, Copy, Debug)]
pub struct Words;

#[allow(missing_docs, reason = "the keys of the register")]
impl Words {
    pub const POOR: FactId = FactId(0);
    pub const BLOCKED: FactId = FactId(1);
    pub const INCOME: FactId = FactId(2);
    pub const SCORE: FactId = FactId(3);
    pub const HOUSE: FactId = FactId(4);
    pub const MOVED: FactId = FactId(5);
    pub const BORN: FactId = FactId(6);
    pub const STUDENT: FactId = FactId(7);
    pub const WAGE: FactId = FactId(8);
    pub const WORK: FactId = FactId(9);
    pub const AGE: FactId = FactId(10);
    pub const REPORT: EventId = EventId(0);
    pub const CLEAR: EventId = EventId(1);
    pub const DUMP: EventId = EventId(2);
    pub const HELP: EventId = EventId(3);
    pub const MEET: EventId = EventId(4);
    pub const SPEND: EventId = EventId(5);
    pub const SPARED: EventId = EventId(6);
    pub const EXCUSED: EventId = EventId(7);
    pub const CARE: AgreementId = AgreementId(0);
    pub const LAND: AgreementId = AgreementId(1);
    pub const BENEFITS: [BenefitId; 4] = [BenefitId(0), BenefitId(1), BenefitId(2), BenefitId(3)];
    pub const FEE: NameId = NameId(6);
    pub const SEAT: NameId = NameId(7);
    pub const YARD: NameId = NameId(8);
}

impl Words {
    /// Whether such an event is one member's.
    pub(super) fn is_of_person(event: EventId) -> bool {
        [Self::DUMP, Self::HELP, Self::EXCUSED].contains(&event)
    }
}

/// Whether the register's rows stand where [`Words`] says.
#[must_use]
pub fn fits(register: &Register) -> bool {
    let fact = |id: FactId, key: &str| register.fact(id).is_some_and(|fact| fact.key == key);
    let event = |id: EventId, key: &str| register.event(id).is_some_and(|event| event.key == key);
    let name = |id: NameId, key: &str| {
        let named: Option<&NameDeclaration> = register.names.get(id.index());
        named.is_some_and(|named| named.key == key)
    };
    fact(Words::MOVED, "moved")
        && fact(Words::BORN, "born")
        && fact(Words::AGE, "age")
        && register
            .fact(Words::BORN)
            .is_some_and(|fact| fact.owner == Owner::Person)
        && event(Words::REPORT, "report")
        && event(Words::MEET, "meet")
        && event(Words::SPEND, "spend")
        && name(Words::FEE, "fee")
        && name(Words::YARD, "yard")
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// Days on which things begin, end and fall due: month ends, 29 February, holidays, version dates.
pub fn date() -> impl Strategy<Value = Date> {
    let pool: Vec<Date> = [
        "2024-01-01",
        "2024-01-31",
        "2024-02-09",
        "2024-02-29",
        "2024-03-01",
        "2024-03-31",
        "2024-04-05",
        "2024-04-30",
        "2024-05-01",
        "2024-06-30",
        "2024-07-01",
        "2024-09-15",
        "2024-09-30",
        "2024-10-01",
        "2024-12-31",
        "2025-01-01",
        "2025-01-28",
    ]
    .into_iter()
    .filter_map(day)
    .collect();
    (
        prop::sample::select(pool),
        prop::sample::select(vec![0_i64, 0, 0, 1, -1, 14]),
    )
        .prop_map(|(day, shift)| day + chrono::Duration::days(shift))
}

/// Days on which a text begins.
pub fn first_day() -> impl Strategy<Value = Date> {
    let pool: Vec<Date> = [
        "2024-01-01",
        "2023-12-31",
        "2024-02-29",
        "2024-03-01",
        "2024-05-15",
    ]
    .into_iter()
    .filter_map(day)
    .collect();
    prop::sample::select(pool)
}

/// Dates of birth around the ages that guards ask for.
pub fn birth() -> impl Strategy<Value = Date> {
    let pool: Vec<Date> = [
        "1964-02-29",
        "1964-03-01",
        "1954-06-30",
        "2006-02-28",
        "2006-09-01",
        "2024-04-30",
        "1990-01-31",
    ]
    .into_iter()
    .filter_map(day)
    .collect();
    prop::sample::select(pool)
}

/// Amounts of money in fen.
pub fn fen() -> impl Strategy<Value = Exact> {
    prop::sample::select(vec![5_000_i128, 10_000, 24_000, 80_000, 100_005, 333, 1])
        .prop_map(Exact::from_int)
}

/// Small whole numbers.
pub fn small() -> impl Strategy<Value = Exact> {
    prop::sample::select(vec![1_i128, 2, 3, 60, 85, 18]).prop_map(Exact::from_int)
}

/// Ratios that make thirds and half fen.
pub fn ratio() -> impl Strategy<Value = Exact> {
    let ratios: Vec<Exact> = [(1, 3), (2, 3), (1, 2), (4, 5), (3, 1), (1, 8)]
        .into_iter()
        .filter_map(|(num, den)| Exact::new(num, den))
        .collect();
    prop::sample::select(ratios)
}
