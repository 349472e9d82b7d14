//! Reading pages of outcomes worked out by hand (`expected.yaml`) and comparing them with what the command says.
//! Shared by the tests of `rules/villages` and `rules/history`.
#![allow(dead_code, reason = "each test binary uses a part of it")]

pub mod asked;
pub mod folders;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::process::Command;

use serde_json::Value;
use xiangyue::value::Period;

/// Runs `evaluate` on a folder of texts and returns its JSON.
pub fn evaluate(folder: &str, query: &Value, more: &[&str]) -> Value {
    let root = env!("CARGO_MANIFEST_DIR");
    let output = Command::new(env!("CARGO_BIN_EXE_xiangyue"))
        .current_dir(root)
        .args(["evaluate", folder, "--format", "json"])
        .args(["--from", text(&query["from"]), "--on", text(&query["on"])])
        .args(more)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_str(&said).unwrap()
}

/// The page worked out by hand of a folder.
pub fn expected(folder: &str) -> Value {
    let path = format!("{}/{folder}/expected.yaml", env!("CARGO_MANIFEST_DIR"));
    serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

pub fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Yuan as written in `expected.yaml`, in fen.
pub fn fen(value: &Value) -> Value {
    match value {
        Value::Number(number) => {
            let yuan = number.as_f64().unwrap();
            Value::from((yuan * 100.0).round() as i64)
        }
        other => other.clone(),
    }
}

/// `charter 9(5)` becomes the document's title and the article.
pub struct Titles(pub BTreeMap<String, String>);

impl Titles {
    pub fn of(expected: &Value) -> Self {
        let rows = expected["documents"].as_object().unwrap();
        Self(
            rows.iter()
                .map(|(short, title)| (text(title).into(), short.clone()))
                .collect(),
        )
    }

    /// The short citation of a line of output.
    pub fn cite(&self, line: &Value) -> String {
        format!(
            "{} {}",
            self.0[text(&line["document"])],
            text(&line["article"])
        )
    }
}

/// A period or `a..b`, spelled out.
pub fn periods(said: &Value) -> Vec<String> {
    let said = said.as_str().map_or_else(|| said.to_string(), Into::into);
    let Some((first, last)) = said.split_once("..") else {
        return vec![said];
    };
    let (mut at, last): (Period, Period) = (first.parse().unwrap(), last.parse().unwrap());
    let mut spelled = vec![at.to_string()];
    while at != last {
        at = at.next().unwrap();
        spelled.push(at.to_string());
    }
    spelled
}

pub fn words(values: &Value) -> String {
    list(values).iter().map(text).collect::<Vec<_>>().join(", ")
}

/// The household's share of the pot that stands in a table of its own, in fen.
pub fn share(household: &Value, shares: &Value) -> Value {
    let more = &shares["more"][text(&household["id"])];
    fen(if more.is_null() {
        &shares["each"]
    } else {
        more
    })
}

/// Where a page comes from: the two cite and count in different keys.
#[derive(Clone, Copy)]
pub enum Page<'t> {
    /// `expected.yaml`: `at: charter 9`, `amount: 12.50` in yuan.
    ByHand,
    /// The JSON of `evaluate`: `document`, `article`, `amount_fen`.
    Output(&'t Titles),
}

impl Page<'_> {
    fn cite(self, item: &Value) -> String {
        match self {
            Self::ByHand => text(&item["at"]).to_owned(),
            Self::Output(titles) => titles.cite(item),
        }
    }

    /// An amount in fen, null where there is none.
    fn fen(self, item: &Value, key: &str) -> Value {
        match self {
            Self::ByHand => fen(&item[key]),
            Self::Output(_) => item[format!("{key}_fen")].clone(),
        }
    }

    /// A row of points: `points 2025 11 redeemable 0 needs []`.
    fn points(self, row: &Value) -> String {
        format!(
            "points {} {} redeemable {} needs [{}]",
            text(&row["period"]),
            row["balance"],
            self.fen(row, "redeemable"),
            words(&row["needs"])
        )
    }

    fn deposit(self, item: &Value) -> String {
        format!(
            "deposit {} paid {} held {}",
            text(&item["agreement"]),
            self.fen(item, "paid"),
            self.fen(item, "held")
        )
    }

    fn ineffective(self, item: &Value) -> String {
        let (action, on) = (text(&item["action"]), text(&item["on"]));
        format!("ineffective {} {action} on {on}", self.cite(item))
    }

    fn void(self, item: &Value) -> String {
        format!("void {} {}", self.cite(item), item["benefit"])
    }

    pub fn breach(self, item: &Value) -> String {
        let consequences = list(&item["consequences"]).iter().map(|row| {
            let name = row["name"].as_str().unwrap_or("-");
            let (cited, amount) = (self.cite(row), self.fen(row, "amount"));
            format!("{cited} {} {name} {amount}", text(&row["kind"]))
        });
        format!(
            "breach {} {} {} since {} {} [{}] needs [{}]",
            self.cite(item),
            text(&item["bearer"]),
            item["action"].as_str().unwrap_or("-"),
            text(&item["since"]),
            text(&item["state"]),
            consequences.collect::<Vec<_>>().join(", "),
            words(&item["needs"])
        )
    }

    /// A benefit in a period, with its bounds where `bounded`.
    fn entitlement(self, item: &Value, period: &str, payable: &Value, bounded: bool) -> String {
        let adjustments = list(&item["adjustments"]).iter().map(|row| {
            let (cited, amount) = (self.cite(row), self.fen(row, "amount"));
            format!("{} {cited} {amount}", text(&row["kind"]))
        });
        let bounds = if bounded {
            let (least, most) = (self.fen(item, "at_least"), self.fen(item, "at_most"));
            format!(" {least}..{most}")
        } else {
            String::new()
        };
        format!(
            "entitlement {} {} {} {period} {} {}{bounds} payable {payable} [{}] needs [{}]",
            self.cite(item),
            text(&item["benefit"]),
            text(&item["holder"]),
            text(&item["state"]),
            self.fen(item, "amount"),
            adjustments.collect::<Vec<_>>().join(", "),
            words(&item["needs"]),
        )
    }
}

/// The lines that `expected.yaml` promises of a household, one text each.
pub fn promised(household: &Value, expected: &Value) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    let shares = &expected["shares"];
    if !shares.is_null() {
        let (at, pot, id) = (&shares["at"], &shares["pot"], &household["id"]);
        let amount = share(household, shares);
        lines.insert(format!(
            "entitlement {} {} {} once due {amount} payable {amount} [] needs []",
            text(at),
            text(pot),
            text(id)
        ));
    }
    let points = [&household["points"], &expected["points"]];
    let points = points.into_iter().find(|row| !row.is_null());
    lines.extend(points.map(|row| Page::ByHand.points(row)));
    for item in list(&household["entitlements"]) {
        for period in periods(&item["periods"]) {
            lines.insert(promised_entitlement(item, &period));
        }
    }
    common(&mut lines, household, Page::ByHand);
    let totals = &household["totals"];
    let due = fen(&totals["due"]).as_i64().unwrap();
    let share = share(household, shares).as_i64().unwrap_or(0);
    lines.insert(format!(
        "totals due {} owed {}",
        due + share,
        fen(&totals["owed"])
    ));
    lines
}

/// What a page by hand and the output say of a household in the same lists.
fn common(lines: &mut BTreeSet<String>, household: &Value, page: Page<'_>) {
    let rows = |key: &str| list(&household[key]).iter();
    lines.extend(rows("breaches").map(|item| page.breach(item)));
    lines.extend(rows("deposits").map(|item| page.deposit(item)));
    lines.extend(rows("void").map(|item| page.void(item)));
    lines.extend(rows("ineffective").map(|item| page.ineffective(item)));
    lines.extend(rows("conflicts").map(|item| format!("conflict {}", words(&item["articles"]))));
}

pub fn promised_entitlement(item: &Value, period: &str) -> String {
    let state = text(&item["state"]);
    let pays = matches!(state, "due" | "paid");
    let payable = match &item["payable"] {
        Value::Null if pays => fen(&item["amount"]),
        Value::Null => Value::from(0),
        said => fen(said),
    };
    let bounded = state == "undetermined" && !item["at_most"].is_null();
    Page::ByHand.entitlement(item, period, &payable, bounded)
}

/// The lines of output in the same spelling.
pub fn said(household: &Value, titles: &Titles, expected: &Value) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for item in list(&household["entitlements"]) {
        lines.insert(said_entitlement(item, titles, expected));
    }
    let page = Page::Output(titles);
    lines.extend(
        list(&household["points"])
            .iter()
            .map(|row| page.points(row)),
    );
    common(&mut lines, household, page);
    let totals = &household["totals"];
    lines.insert(format!(
        "totals due {} owed {}",
        totals["due_fen"], totals["owed_fen"]
    ));
    lines
}

/// Bounds of an undetermined line are compared only where the page by hand gives them.
pub fn gives_bounds(expected: &Value, cited: &str, item: &Value) -> bool {
    list(&expected["entitlements"]).iter().any(|row| {
        text(&row["at"]) == cited
            && row["holder"] == item["holder"]
            && !row["at_most"].is_null()
            && row["state"] == "undetermined"
    })
}

pub fn said_entitlement(item: &Value, titles: &Titles, expected: &Value) -> String {
    let bounded =
        item["state"] == "undetermined" && gives_bounds(expected, &titles.cite(item), item);
    let (period, payable) = (text(&item["period"]), &item["payable_fen"]);
    Page::Output(titles).entitlement(item, period, payable, bounded)
}

/// The obligations promised (only the notable ones are written down) that the output does not hold.
pub fn missing_obligations(promised: &Value, said: &Value, titles: &Titles) -> Vec<String> {
    let line = |cited: String, item: &Value| {
        let window = format!("{}–{}", item["window"][0], item["window"][1]);
        format!(
            "{cited} {} {} {window} {} on {} needs [{}]",
            text(&item["bearer"]),
            text(&item["action"]),
            text(&item["state"]),
            item["on"],
            words(&item["needs"])
        )
    };
    let said: BTreeSet<String> = list(said)
        .iter()
        .map(|item| line(titles.cite(item), item))
        .collect();
    let promised = list(promised)
        .iter()
        .map(|item| line(text(&item["at"]).into(), item));
    promised
        .filter(|line| !said.contains(line))
        .map(|line| format!("  - obligation {line}"))
        .collect()
}

/// The facts that are missing, as one set for the household.
pub fn needs(undetermined: &Value) -> BTreeSet<String> {
    list(undetermined)
        .iter()
        .flat_map(|row| list(&row["needs"]))
        .map(|need| text(need).into())
        .collect()
}

/// Every difference between the page worked out by hand and the output.
pub fn differences(expected: &Value, output: &Value) -> String {
    let titles = Titles::of(expected);
    let mut page = String::new();
    let households = list(&expected["households"]);
    assert_eq!(
        households.len(),
        list(&output["households"]).len(),
        "every household of the file is answered"
    );
    for (promise, answer) in households.iter().zip(list(&output["households"])) {
        assert_eq!(promise["id"], answer["id"]);
        let (promised, said) = (promised(promise, expected), said(answer, &titles, promise));
        let mut found: Vec<String> = promised
            .difference(&said)
            .map(|line| format!("  - {line}"))
            .collect();
        found.extend(said.difference(&promised).map(|line| format!("  + {line}")));
        found.extend(missing_obligations(
            &promise["obligations"],
            &answer["obligations"],
            &titles,
        ));
        let mut by_hand = needs(&promise["undetermined"]);
        by_hand.extend(
            list(&promise["points"]["needs"])
                .iter()
                .map(|need| text(need).into()),
        );
        let by_engine = needs(&answer["undetermined"]);
        if by_hand != by_engine {
            found.push(format!(
                "  needs by hand {by_hand:?}, by the engine {by_engine:?}"
            ));
        }
        if !found.is_empty() {
            let _ = writeln!(page, "{}\n{}", text(&promise["id"]), found.join("\n"));
        }
    }
    page.push_str(&village_differences(
        &expected["village"],
        &output["village"],
        &titles,
    ));
    page
}

pub fn village_differences(promise: &Value, answer: &Value, titles: &Titles) -> String {
    if promise.is_null() {
        return String::new();
    }
    let mut found = Vec::new();
    for (key, said) in [("due", "due_fen"), ("owed", "owed_fen")] {
        if fen(&promise[key]) != answer[said] {
            found.push(format!(
                "  {key}: by hand {}, by the engine {}",
                fen(&promise[key]),
                answer[said]
            ));
        }
    }
    for (benefit, sum) in promise["by_benefit"].as_object().into_iter().flatten() {
        let said = &answer["by_benefit"][benefit]["due_fen"];
        if fen(sum) != *said {
            found.push(format!(
                "  {benefit}: by hand {}, by the engine {said}",
                fen(sum)
            ));
        }
    }
    found.extend(missing_obligations(
        &promise["obligations"],
        &answer["obligations"],
        titles,
    ));
    let promised = promised_of_the_village(promise);
    let said = said_of_the_village(answer, titles);
    found.extend(promised.difference(&said).map(|line| format!("  - {line}")));
    found.extend(said.difference(&promised).map(|line| format!("  + {line}")));
    if found.is_empty() {
        String::new()
    } else {
        format!("village\n{}\n", found.join("\n"))
    }
}

/// Who has priority, as what the village is rated, which votes were enough: the promised lines.
pub fn promised_of_the_village(promise: &Value) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for item in list(&promise["priorities"]) {
        let at = list(&item["at"]).iter().map(text);
        let articles: Vec<&str> = at.map(|at| at.rsplit(' ').next().unwrap_or(at)).collect();
        lines.insert(priority_line(
            text(&item["matter"]),
            item,
            &articles.join(", "),
        ));
    }
    for item in list(&promise["ratings"]) {
        lines.insert(rating_line(text(&item["at"]), item, &fen(&item["award"])));
    }
    for item in list(&promise["procedures"]) {
        lines.insert(procedure_line(text(&item["at"]), item));
    }
    lines
}

/// The same lines of the output.
pub fn said_of_the_village(answer: &Value, titles: &Titles) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for row in list(&answer["priorities"]) {
        for item in list(&row["holders"]) {
            lines.insert(priority_line(
                text(&row["matter"]),
                item,
                &words(&item["articles"]),
            ));
        }
    }
    for item in list(&answer["ratings"]) {
        lines.insert(rating_line(&titles.cite(item), item, &item["award_fen"]));
    }
    for item in list(&answer["procedures"]) {
        lines.insert(procedure_line(&titles.cite(item), item));
    }
    lines
}

pub fn priority_line(matter: &str, item: &Value, articles: &str) -> String {
    let holder = text(&item["holder"]);
    let needs = words(&item["needs"]);
    format!("priority {matter} {holder} under {articles} needs [{needs}]")
}

pub fn rating_line(at: &str, item: &Value, award: &Value) -> String {
    let (grade, state) = (text(&item["grade"]), text(&item["state"]));
    format!(
        "rating {at} {grade} {state} award {award} needs [{}]",
        words(&item["needs"])
    )
}

pub fn procedure_line(at: &str, item: &Value) -> String {
    let matter = item["matter"].as_str().unwrap_or("the text itself");
    let (meeting, state) = (&item["meeting"], text(&item["state"]));
    format!("procedure {at} {matter} {meeting} {state}")
}

/// `R001..R026`, spelled out.
pub fn ids(range: &str) -> Vec<String> {
    let (first, last) = range.split_once("..").unwrap();
    let (letter, width) = (&first[..1], first.len() - 1);
    let number = |id: &str| id[1..].parse::<u32>().unwrap();
    (number(first)..=number(last))
        .map(|at| format!("{letter}{at:0width$}"))
        .collect()
}

/// The lines of a row of the county page: the same for each of its households and holders.
pub fn row_lines(row: &Value, household: &str) -> BTreeSet<String> {
    let holders = list(&row["holders"]).iter().map(text);
    holders
        .map(|holder| {
            let mut item = row.clone();
            item["holder"] = Value::from(if holder == "household" {
                household
            } else {
                holder
            });
            promised_entitlement(&item, text(&row["period"]))
        })
        .collect()
}

/// Checks what is promised for whole rows of households (`C001..C344`), and says how many there are.
pub fn rows_hold(rows: &Value, output: &Value, titles: &Titles) -> usize {
    let answers: BTreeMap<&str, &Value> = list(&output["households"])
        .iter()
        .map(|row| (text(&row["id"]), row))
        .collect();
    let mut asked = 0;
    for row in list(rows) {
        for id in ids(text(&row["households"])) {
            let bounds = serde_json::json!({ "entitlements": [{ "at": row["at"], "holder": "P1", "at_most": row["at_most"], "state": row["state"] }] });
            let lines = list(&answers[id.as_str()]["entitlements"]).iter();
            let said: BTreeSet<String> = lines
                .map(|item| said_entitlement(item, titles, &bounds))
                .collect();
            assert_eq!(row_lines(row, &id), said, "{id}");
            asked += 1;
        }
    }
    asked
}
