//! The law pack against its cases: near-miss pairs, one clause under the law of five years, the seeded draft, and
//! the three villages.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a failed look-up is a failed test; the figures are printed"
)]

mod pages;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use xiangyue::diagnostic::{Class, Code, Diagnostic, Severity};
use xiangyue::evaluate::Query;
use xiangyue::facts::Village;
use xiangyue::law::LawPack;
use xiangyue::model::Draft;
use xiangyue::register::Register;
use xiangyue::review::{ReviewOptions, review};
use xiangyue::span::{LineIndex, Source};
use xiangyue::value::Date;

#[derive(Deserialize)]
struct File {
    register: String,
    on: Option<Date>,
    #[serde(default)]
    days: Vec<Date>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    shape: String,
    text: String,
    level: Option<String>,
    #[serde(default)]
    levels: Vec<String>,
    #[serde(default)]
    also: BTreeSet<String>,
    on: Option<Date>,
    kind: Option<String>,
    header: Option<String>,
    #[serde(default)]
    before: Vec<String>,
    en: Option<String>,
    #[serde(default)]
    before_en: Vec<String>,
}

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn cases(name: &str) -> (File, Register) {
    let file: File = serde_yaml::from_str(&read(&format!("tests/cases/law/{name}"))).unwrap();
    let register = read(&format!("tests/cases/law/{}", file.register));
    (file, Register::from_yaml(&register).unwrap())
}

fn chinese(case: &Case) -> String {
    const NUMBERS: [&str; 5] = ["二", "三", "四", "五", "六"];
    let kind = case.kind.as_deref().unwrap_or("公约");
    let title = if kind.contains('《') {
        kind.to_owned()
    } else {
        format!("{kind}《样本村{kind}》")
    };
    let name = title.split('《').next().unwrap();
    let mut text = format!("{title}\n版本：2026\n通过：2024年1月1日\n");
    if let Some(header) = &case.header {
        writeln!(text, "{header}").unwrap();
    }
    let effect = if name == "协议" {
        "本协议自签订之日起生效。".to_owned()
    } else {
        format!("本{name}自2024年1月1日起施行。")
    };
    writeln!(text, "\n第一条 {effect}").unwrap();
    articles(&mut text, &case.before, &case.text, |at| {
        format!("第{}条 ", NUMBERS[at])
    });
    text
}

fn english(case: &Case, last: &str) -> String {
    let mut text =
        "Pact \"Sample Village Pact\"\nEdition: 2026\nAdopted: 2024-01-01\n\n".to_owned();
    writeln!(text, "Article 1. This pact takes effect on 2024-01-01.").unwrap();
    articles(&mut text, &case.before_en, last, |at| {
        format!("Article {}. ", at + 2)
    });
    text
}

fn articles(text: &mut String, before: &[String], last: &str, number: impl Fn(usize) -> String) {
    for (at, one) in before.iter().enumerate() {
        writeln!(text, "{}{one}", number(at)).unwrap();
    }
    if last.starts_with('>') {
        writeln!(text, "{last}").unwrap();
    } else {
        writeln!(text, "{}{last}", number(before.len())).unwrap();
    }
}

/// What is judged otherwise than the pairs say: the list of what is always void knows no ground on which the law
/// itself takes the vote, so both are void for it. The pack alone would tell them apart.
const KNOWN: &str = "\
election-near 0: BARS_ELECTION is void, not none
election-crime 0: BARS_ELECTION is void, not needs-legal-basis
";

fn shape(one: &Diagnostic) -> Option<&str> {
    match (&one.law, one.code) {
        (Some(law), _) => Some(&law.shape),
        (None, Code::DepositForfeit) => Some("DEPOSIT_FORFEIT"),
        _ => None,
    }
}

const fn level(one: &Diagnostic) -> &'static str {
    match (one.code, one.code.row().severity) {
        (Code::LawVoid, _) | (_, Severity::Error) => "void",
        (Code::LawBasis, _) | (_, Severity::Warning) => "needs-legal-basis",
        (Code::LawAdvice, _) | (_, Severity::Note) => "advisory",
    }
}

/// What is found on a day: the gravest level of each shape.
fn found(draft: &Draft, on: Date) -> BTreeMap<String, &'static str> {
    let mut all = review(draft, &ReviewOptions::default().on(on));
    all.retain(|one| one.class() == Class::Law);
    all.sort_by_key(|one| one.severity());
    let rows = all
        .iter()
        .filter_map(|one| Some((shape(one)?.to_owned(), level(one))));
    rows.collect()
}

fn draft(register: &Register, text: &str, law: &LawPack) -> Draft {
    Draft::resolve(register, &[Source::new("draft.xy", text)], law)
}

/// The files of the folder, by name without the ending.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/law/china");
    let paths = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    paths
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

#[test]
fn the_embedded_files_are_the_pack() {
    let files = files();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (&**name, &**text))
        .collect();
    let read = LawPack::from_yaml(&files).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(read, LawPack::china());
    assert_eq!(read.name(), "china");
    let fewer: Vec<_> = files
        .iter()
        .copied()
        .filter(|(name, _)| *name != "women")
        .collect();
    let error = LawPack::from_yaml(&fewer).unwrap_err();
    assert_eq!(error.to_string(), "there is no women.yaml");
}

/// How a shape fares in its pairs.
#[derive(Default)]
struct Counts {
    unlawful: u32,
    caught: u32,
    lawful: u32,
    clean: u32,
}

/// The shapes of the pack: the keys of its files of shapes.
fn shapes() -> BTreeSet<String> {
    let of_shapes = files().into_iter();
    let of_shapes = of_shapes.filter(|(name, _)| name.starts_with("shapes-"));
    let keys = of_shapes.flat_map(|(_, text)| {
        let rows: BTreeMap<String, serde_yaml::Value> = serde_yaml::from_str(&text).unwrap();
        rows.into_keys()
    });
    keys.collect()
}

/// `cargo test --test law_pack pairs -- --nocapture` prints precision and recall.
#[test]
fn pairs_are_told_apart() {
    let (file, register) = cases("pairs.yaml");
    let china = LawPack::china();
    let day = file.on.unwrap();
    let (mut wrong, mut more, mut unread) = (String::new(), String::new(), String::new());
    let (mut true_found, mut false_found, mut missed) = (0_u32, 0_u32, 0_u32);
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    for case in &file.cases {
        let level = case.level.as_deref().unwrap();
        let texts =
            std::iter::once(chinese(case)).chain(case.en.as_ref().map(|en| english(case, en)));
        for (lang, text) in texts.enumerate() {
            let draft = draft(&register, &text, &china);
            for error in draft.reading_errors() {
                writeln!(unread, "{} {lang}: {}", case.id, error.message.zh).unwrap();
            }
            let found = found(&draft, case.on.unwrap_or(day));
            let got = found.get(&case.shape).copied().unwrap_or("none");
            let (id, shape) = (&case.id, &case.shape);
            let counted = counts.entry(shape.clone()).or_default();
            if level == "none" {
                counted.lawful += 1;
                counted.clean += u32::from(got == level);
            } else {
                counted.unlawful += 1;
                counted.caught += u32::from(got == level);
            }
            match (level != "none", got != "none") {
                (true, true) => true_found += 1,
                (true, false) => missed += 1,
                (false, true) => false_found += 1,
                (false, false) => {}
            }
            if got != level {
                writeln!(wrong, "{id} {lang}: {shape} is {got}, not {level}").unwrap();
            }
            for (other, level) in &found {
                let silent = other == "NO_REMEDY" && *level == "advisory";
                if other != shape && !case.also.contains(other) && !silent {
                    false_found += 1;
                    writeln!(more, "{id} {lang}: also {other} {level}").unwrap();
                }
            }
        }
    }
    print_pairs(&counts, true_found, false_found, missed);
    println!("{wrong}{more}{unread}");
    let paired: BTreeSet<String> = counts.keys().cloned().collect();
    assert_eq!(paired, shapes(), "every shape of the pack has its pairs");
    let sum = |of: fn(&Counts) -> u32| counts.values().map(of).sum::<u32>();
    let bare = counts
        .iter()
        .filter(|(_, one)| one.unlawful == 0 || one.lawful == 0);
    let bare: Vec<_> = bare.map(|(shape, _)| shape).collect();
    assert!(bare.is_empty(), "no hit or no near miss: {bare:?}");
    assert_eq!(wrong, KNOWN);
    let all = (
        sum(|one| one.unlawful),
        sum(|one| one.caught),
        sum(|one| one.lawful),
        sum(|one| one.clean),
    );
    assert_eq!(all, (129, 128, 126, 125));
    assert_eq!((false_found, missed), (2, 0), "{more}");
}

/// A line a shape, then precision and recall over all.
fn print_pairs(counts: &BTreeMap<String, Counts>, found: u32, false_found: u32, missed: u32) {
    println!("shape: unlawful at their level, lawful without finding");
    for (shape, one) in counts {
        let (caught, clean) = (one.caught, one.clean);
        println!(
            "  {shape}: {caught}/{}, {clean}/{}",
            one.unlawful, one.lawful
        );
    }
    let share = |of: u32| {
        format!(
            "{found}/{of} = {}.{} %",
            found * 100 / of,
            found * 1000 / of % 10
        )
    };
    println!(
        "precision {} (findings that are right)",
        share(found + false_found)
    );
    println!(
        "recall {} (unlawful clauses that are found)",
        share(found + missed)
    );
}

/// What is void on the day asked computes nothing, and is listed; before the law spoke, and under no pack, it computes.
#[test]
fn evaluation_obeys_the_law_of_the_day() {
    let (_, register) = cases("pairs.yaml");
    let text = "公约《样本村公约》\n版本：2026\n\n第一条 本公约自1990年1月1日起施行。\n\
        第二条 凡「欠缴卫生费」的户不得「申请宅基地」。\n第三条 凡「违法建设」的户，应当支付「罚款」200元。\n";
    let facts = "households:\n  - id: H1\n    illegal: true\n    members: []\n";
    let (village, rejected) = Village::from_yaml(&register, facts);
    assert!(rejected.is_empty(), "{rejected:?}");
    let answer = |law: &LawPack, year: i32| {
        let rulebook = draft(&register, text, law).compile().unwrap();
        let from = Date::from_ymd_opt(year, 1, 1).unwrap();
        let on = Date::from_ymd_opt(year, 12, 31).unwrap();
        let outcome = rulebook.evaluate(&village.households[0], &Query::between(from, on));
        let rules: Vec<String> = outcome
            .voids()
            .iter()
            .map(|line| line.law.clone())
            .collect();
        let owes = outcome
            .breaches()
            .iter()
            .any(|one| !one.consequences.is_empty());
        (rules.join(" "), owes)
    };
    let void = "HOMESTEAD_DENIAL FINE_BY_COMMITTEE";
    assert_eq!(answer(&LawPack::china(), 2024), (void.to_owned(), false));
    assert_eq!(answer(&LawPack::none(), 2024), (String::new(), true));
    assert_eq!(answer(&LawPack::china(), 1995), (String::new(), true));
}

/// Points are no way round: what the pack holds void takes none, and is listed; points given stay.
#[test]
fn points_obey_the_law_of_the_day() {
    let register = "events:\n  gift: { zh: 收高价彩礼, en: take a high bride price, by: household }\n  \
        work: { zh: 义务劳动, en: do voluntary work, by: household }\n";
    let register = Register::from_yaml(register).unwrap();
    let text = "公约《样本村公约》\n版本：2026\n\n第一条 本公约自1990年1月1日起施行。\n\
        第二条 「收高价彩礼」一次，扣5分。\n第三条 「义务劳动」一次，记8分。\n";
    let facts = "known_until: 2024-12-31\nhouseholds:\n  - id: H1\n    events:\n      \
        - { on: 2024-05-01, gift: 1 }\n      - { on: 2024-06-01, work: 1 }\n";
    let (village, rejected) = Village::from_yaml(&register, facts);
    assert!(rejected.is_empty(), "{rejected:?}");
    let answer = |law: &LawPack| {
        let rulebook = draft(&register, text, law).compile().unwrap();
        let on = Date::from_ymd_opt(2024, 12, 31).unwrap();
        let outcome = rulebook.evaluate(&village.households[0], &Query::on(on));
        let rules: Vec<String> = outcome
            .voids()
            .iter()
            .map(|line| format!("{} {}", line.place.article_text(), line.law))
            .collect();
        let balance = outcome.points()[0].balance.as_ref().unwrap().to_string();
        (rules.join(" "), balance)
    };
    let void = "2 MARRIAGE_INTERFERE".to_owned();
    assert_eq!(answer(&LawPack::china()), (void, "8".to_owned()));
    assert_eq!(answer(&LawPack::none()), (String::new(), "3".to_owned()));
}

/// The law of which year a day of `times.yaml` stands for.
const YEARS: [&str; 5] = ["1998", "2010", "2018", "2021", "2026"];

/// The finding of a shape on a day: the gravest, with the norm it rests on.
fn judged(draft: &Draft, shape_id: &str, on: Date) -> String {
    let mut all = review(draft, &ReviewOptions::default().on(on));
    all.retain(|one| one.class() == Class::Law && shape(one) == Some(shape_id));
    let Some(gravest) = all.into_iter().max_by_key(Diagnostic::severity) else {
        return "–".to_owned();
    };
    let norm = gravest.law.as_ref().map_or("", |law| law.id.as_str());
    match (gravest.code, norm) {
        (Code::AlwaysVoid, _) => "void (always)".to_owned(),
        (_, "") => level(&gravest).to_owned(),
        (_, norm) => format!("{} ({norm})", level(&gravest)),
    }
}

#[test]
fn one_clause_under_the_law_of_five_years() {
    let (file, register) = cases("times.yaml");
    let china = LawPack::china();
    let mut wrong = String::new();
    let mut table = "| clause | shape |".to_owned();
    for (day, year) in file.days.iter().zip(YEARS) {
        write!(table, " {day} (law of {year}) |").unwrap();
    }
    table.push_str("\n|---|---|---|---|---|---|---|\n");
    for case in &file.cases {
        let draft = draft(&register, &chinese(case), &china);
        assert_eq!(case.levels.len(), file.days.len(), "{}", case.id);
        write!(
            table,
            "| {} | `{}` |",
            case.text.replace("> ", ""),
            case.shape
        )
        .unwrap();
        for (day, level) in file.days.iter().zip(&case.levels) {
            let got = found(&draft, *day)
                .get(&case.shape)
                .copied()
                .unwrap_or("none");
            if got != level {
                writeln!(wrong, "{} {day}: {got}, not {level}", case.id).unwrap();
            }
            write!(table, " {} |", judged(&draft, &case.shape, *day)).unwrap();
        }
        table.push('\n');
    }
    assert!(wrong.is_empty(), "{wrong}");
    let page = read("docs/law.md");
    let (head, rest) = page.split_once("<!-- times -->\n").unwrap();
    let (_, tail) = rest.split_once("<!-- end -->").unwrap();
    let made = format!("{head}<!-- times -->\n{table}<!-- end -->{tail}");
    pages::kept("docs/law.md", &made);
}

/// Every finding that rests on the Organic Law says from 2026 on, and never before, which text it was checked against.
#[test]
fn every_finding_on_the_organic_law_says_which_text() {
    let china = LawPack::china();
    let (mut before, mut after, mut wrong) = (0, 0, String::new());
    for name in ["pairs.yaml", "times.yaml"] {
        let (file, register) = cases(name);
        for case in &file.cases {
            let draft = draft(&register, &chinese(case), &china);
            for (year, said) in [(2025, false), (2026, true), (2030, true)] {
                let on = Date::from_ymd_opt(year, 7, 1).unwrap();
                for one in review(&draft, &ReviewOptions::default().on(on)) {
                    let law = one.law.as_ref();
                    if law.is_none_or(|law| law.name != "村民委员会组织法") {
                        continue;
                    }
                    let help = one.help.clone().unwrap();
                    let says =
                        help.zh.contains("按2018年文本核对") && help.en.contains("the 2018 text");
                    if says != said {
                        writeln!(wrong, "{} {year}: {}", case.id, help.zh).unwrap();
                    }
                    *(if said { &mut after } else { &mut before }) += 1;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(before > 20 && after > 40, "{before} {after}");
}

/// From 2026 the article numbers of the Organic Law are gone, and the finding says what it was checked against.
#[test]
fn the_organic_law_of_2018_is_said_to_be_old() {
    let (_, register) = cases("pairs.yaml");
    let text = "公约《样本村公约》\n版本：2026\n\n第一条 本公约自2024年1月1日起施行。\n第二条 本公约经村民会议到会人员三分之一以上同意通过。\n";
    let draft = draft(&register, text, &LawPack::china());
    let on = |year| {
        let day = Date::from_ymd_opt(year, 6, 1).unwrap();
        let mut all = review(&draft, &ReviewOptions::default().on(day));
        all.retain(|one| shape(one) == Some("QUORUM_BELOW_LAW"));
        all.pop().unwrap()
    };
    let (before, after) = (on(2025), on(2026));
    let law = |one: &Diagnostic| one.law.clone().unwrap();
    assert_eq!(
        (law(&before).id, law(&before).article),
        ("W-007".into(), "21-22".into())
    );
    assert_eq!(law(&after).article, "");
    let says = |one: &Diagnostic| one.help.clone().unwrap().zh.contains("2018年文本");
    assert!(!says(&before) && says(&after));
}

/// A line of `defects.md`: number of the defect, places, shapes or codes, severity.
struct Seeded {
    number: u32,
    places: Vec<String>,
    codes: Vec<String>,
    severity: String,
}

fn seeded() -> Vec<Seeded> {
    let page = read("tests/cases/law/defects.md");
    let lines = page.lines().filter_map(|line| line.strip_prefix("| "));
    let list = |cell: &str| cell.split(',').map(|one| one.trim().to_owned()).collect();
    let rows = lines.filter_map(|line| {
        let cells: Vec<&str> = line
            .trim_end_matches('|')
            .split('|')
            .map(str::trim)
            .collect();
        Some(Seeded {
            number: cells[0].parse().ok()?,
            places: list(cells[2]),
            codes: list(cells[3]),
            severity: cells[4].to_owned(),
        })
    });
    rows.collect()
}

/// `agreement 5`, `46 prose`, `header`: the text and the article, empty for the whole text.
fn place(said: &str) -> (u16, String) {
    let digits = |one: &char| one.is_ascii_digit();
    (
        u16::from(said.starts_with("agreement")),
        said.chars().filter(digits).collect(),
    )
}

#[test]
fn the_seeded_draft_shows_its_defects() {
    let register = Register::from_yaml(&read("tests/cases/law/defects.register.yaml")).unwrap();
    let sources = ["defects.xy", "defects-agreement.xy"]
        .map(|name| Source::new(name, read(&format!("tests/cases/law/{name}"))));
    let draft = Draft::resolve(&register, &sources, &LawPack::china());
    let on = Date::from_ymd_opt(2025, 6, 1).unwrap();
    let mut found: BTreeSet<(u16, String, String, &str)> = BTreeSet::new();
    for one in review(&draft, &ReviewOptions::default().on(on)) {
        let article = one.article.as_deref().unwrap_or("");
        let article = article.split('(').next().unwrap();
        let severity = match one.severity() {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let names = [Some(one.code.to_string()), shape(&one).map(str::to_owned)];
        for name in names.into_iter().flatten() {
            found.insert((one.source, article.to_owned(), name, severity));
        }
    }
    let (mut missing, mut seen) = (String::new(), 0);
    for row in seeded() {
        for said in &row.places {
            for code in &row.codes {
                let (source, article) = place(said);
                if found.contains(&(source, article, code.clone(), &row.severity)) {
                    seen += 1;
                } else {
                    writeln!(missing, "{} {said}: {code} {}", row.number, row.severity).unwrap();
                }
            }
        }
    }
    println!("{seen} of the seeded defects are found\n{missing}");
    assert!(missing.is_empty(), "{missing}");
    let numbers: BTreeSet<u32> = seeded().iter().map(|row| row.number).collect();
    assert!(
        numbers.into_iter().eq(1..=20),
        "one of the twenty is not seeded"
    );
}

#[test]
fn the_villages_have_no_error() {
    let china = LawPack::china();
    let on = Date::from_ymd_opt(2026, 6, 1).unwrap();
    let mut wrong = String::new();
    for (folder, register, texts) in [
        ("liuxi", "liuxi", &["charter", "charter.en"][..]),
        (
            "qingshi",
            "qingshi",
            &[
                "charter",
                "pact",
                "care",
                "house",
                "charter.en",
                "pact.en",
                "care.en",
                "house.en",
            ],
        ),
        ("county-report", "county", &["measures"]),
    ] {
        let register = read(&format!("rules/villages/{folder}/{register}.register.yaml"));
        let register = Register::from_yaml(&register).unwrap();
        for name in texts {
            let name = format!("rules/villages/{folder}/{name}.xy");
            let source = Source::new(&name, read(&name));
            let draft = Draft::resolve(&register, &[source], &china);
            for one in review(&draft, &ReviewOptions::default().on(on)) {
                let text = &draft.sources[0].text;
                let (line, _) = LineIndex::new(text).line_column(text, one.span.start);
                let said = format!(
                    "{name}:{line}: {:?} {} {}",
                    one.severity(),
                    shape(&one).unwrap_or(""),
                    one.message.zh
                );
                if one.class() == Class::Law {
                    println!("{said}");
                }
                if one.class() == Class::Law && one.severity() == Severity::Error {
                    writeln!(wrong, "{said}").unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The texts of a village together: no error, and no warning but that of the deposits, which are what they are about.
#[test]
fn the_villages_have_no_idle_warning() {
    let china = LawPack::china();
    let mut said = BTreeSet::new();
    for folder in ["liuxi", "qingshi", "county-report"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("rules/villages")
            .join(folder);
        let mut names: Vec<_> = fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        let register = names
            .iter()
            .find(|name| name.ends_with(".register.yaml"))
            .unwrap();
        let register = read(&format!("rules/villages/{folder}/{register}"));
        let register = Register::from_yaml(&register).unwrap();
        let original = |name: &&String| name.ends_with(".xy") && !name.ends_with(".en.xy");
        let sources = names.iter().filter(original).map(|name| {
            let name = format!("rules/villages/{folder}/{name}");
            Source::new(&name, read(&name))
        });
        let sources: Vec<Source> = sources.collect();
        let draft = Draft::resolve(&register, &sources, &china);
        let on = Date::from_ymd_opt(2026, 6, 1).unwrap();
        for one in review(&draft, &ReviewOptions::default().on(on)) {
            if one.severity() > Severity::Note {
                said.insert(format!("{} {}", one.code, shape(&one).unwrap_or("")));
            }
        }
    }
    let said: Vec<String> = said.into_iter().collect();
    assert_eq!(said, ["needs-legal-basis DEPOSIT_FORFEIT"]);
}

#[test]
fn of_several_actions_only_what_is_void_is_taken() {
    let register = Register::from_yaml(
        "events:\n  ask: { zh: 查询情况, by: person }\n  vote: { zh: 参加选举, by: person }\n",
    )
    .unwrap();
    for ban in [
        "村民不得「查询情况」、「参加选举」。",
        "村民不得「查询情况」，并不得「参加选举」。",
    ] {
        let text = format!("章程《样本》\n第一条 本章程自2024年1月1日起施行。\n第二条 {ban}\n");
        let sources = [Source::new("样本.xy", text)];
        let draft = Draft::resolve(&register, &sources, &LawPack::china());
        let rulebook = draft.compile().unwrap();
        let facts = "known_until: 2024-12-31\nhouseholds:\n  - id: H1\n    members: [ { id: P1 } ]\n    events: [ { on: 2024-05-01, ask: 1, by: P1 }, { on: 2024-05-02, vote: 1, by: P1 } ]\n";
        let (village, rejected) = Village::from_yaml(&register, facts);
        assert!(rejected.is_empty(), "{rejected:?}");
        let day = |text: &str| text.parse::<Date>().unwrap();
        let query = Query::between(day("2024-01-01"), day("2024-12-31"));
        let outcome = rulebook.evaluate(&village.households[0], &query);
        let since: Vec<String> = outcome
            .breaches()
            .iter()
            .map(|breach| breach.since.to_string())
            .collect();
        assert_eq!(
            since,
            ["2024-05-01"],
            "the ban on asking stays, that on voting has no effect"
        );
        assert!(!outcome.voids().is_empty());
    }
}
