//! An empty facts file to fill in.

use std::fmt::Write as _;

use super::*;
use crate::diagnostic::Lang;

impl Register {
    /// Whether it holds nothing but facts of ended policies: there is nothing to collect for it.
    #[must_use]
    pub fn is_historic(&self) -> bool {
        let mut recorded = self.facts.iter().filter(|fact| fact.derived.is_none());
        let any = recorded.clone().next().is_some();
        any && recorded.all(|fact| fact.historic)
    }

    /// A facts file (YAML) with one household and one member, everything unknown yet, and a
    /// comment beside each entry. Facts of an ended policy (`historic`) are left out and named as left out: nobody
    /// collects them anew.
    #[must_use]
    pub fn template(&self) -> String {
        let mut out = Template(String::new());
        let (zh, en) = (self.title.get(Lang::Zh), self.title.get(Lang::En));
        out.comment(0, &format!("{zh} · {en}"));
        out.comment(0, "null 或没有写就是不知道，[] 才是没有；金额写元。");
        out.comment(
            0,
            "null, or what is not written, is not known; only [] is none; money in yuan.",
        );
        out.comment(0, "值有变化时写成 · where a value changes: [ {from: 2020-01-01, value: 1}, {from: 2024-07-01, value: 2} ]");
        self.left_out(&mut out);
        out.entry(
            0,
            "known_until",
            "null",
            "事件登记到哪一天为止 · the day to which events are recorded",
        );
        out.line(0, "households:");
        out.line(1, "- id: H001");
        out.entry(2, "from", "null", "户的起日 · first day of the household");
        out.entry(
            2,
            "until",
            "null",
            "户的止日（分立、合并、撤销） · last day: divided, merged, dissolved",
        );
        out.entry(
            2,
            "succeeded_by",
            "null",
            "由哪些户承继 · which households succeed it: [H010, H011]",
        );
        self.fact_lines(&mut out, 2, Owner::Household);
        out.line(2, "members:");
        out.line(3, "- id: P1");
        out.entry(4, "from", "null", "成员资格起日 · first day of membership");
        out.entry(4, "until", "null", "成员资格止日 · last day of membership");
        out.entry(
            4,
            "parents",
            "null",
            "父母是本户哪些成员，没有写 [] · which members are the parents, [] for none",
        );
        out.entry(
            4,
            "spouse",
            "null",
            "配偶是本户哪个成员，没有写 none · which member is the spouse, none for none",
        );
        self.fact_lines(&mut out, 4, Owner::Person);
        self.records(&mut out);
        self.village(&mut out);
        out.0
    }

    fn left_out(&self, out: &mut Template) {
        let historic = self.facts.iter().filter(|fact| fact.historic);
        let names: Vec<&str> = historic.map(|fact| fact.label.get(Lang::Zh)).collect();
        if !names.is_empty() {
            let names = names.join("、");
            out.comment(
                0,
                &format!("已停止执行的政策的事实不再登记，没有列入：{names}"),
            );
            out.comment(
                0,
                "facts of ended policies are no longer collected and are left out",
            );
        }
    }

    fn fact_lines(&self, out: &mut Template, depth: usize, owner: Owner) {
        let recorded = self.facts.iter().filter(|fact| fact.owner == owner);
        for fact in recorded.filter(|fact| fact.derived.is_none() && !fact.historic) {
            out.entry(depth, &fact.key, "null", &about(fact));
        }
    }

    fn records(&self, out: &mut Template) {
        out.entry(2, "agreements", "null", "签了哪些协议 · agreements signed");
        for agreement in &self.agreements {
            let deposit = if agreement.deposit.is_some() {
                ", deposit: 0"
            } else {
                ""
            };
            let key = plain(&agreement.key);
            let example = format!("- {{ of: {key}, signed: 2024-01-01{deposit} }}");
            out.example(3, &example, &agreement.label);
        }
        out.entry(2, "events", "null", "发生了什么 · what happened");
        for event in &self.events {
            let by = match event.by {
                Owner::Person => ", by: P1",
                Owner::Household | Owner::Village => "",
            };
            if event.by != Owner::Village {
                let key = plain(&event.key);
                out.example(
                    3,
                    &format!("- {{ on: 2024-01-01, {key}: 1{by} }}"),
                    &event.label,
                );
            }
        }
        out.entry(
            2,
            "payments",
            "null",
            "已经发放的待遇 · benefits already paid",
        );
        for benefit in &self.benefits {
            let key = plain(&benefit.key);
            let example =
                format!("- {{ on: 2024-01-01, benefit: {key}, amount: 0, period: \"2024\" }}");
            out.example(3, &example, &benefit.label);
        }
    }

    fn village(&self, out: &mut Template) {
        out.line(0, "village:");
        self.fact_lines(out, 1, Owner::Village);
        out.entry(
            1,
            "events",
            "null",
            "村和各组织做了什么 · what the village and its bodies did",
        );
        for event in self
            .events
            .iter()
            .filter(|event| event.by == Owner::Village)
        {
            let key = plain(&event.key);
            out.example(
                2,
                &format!("- {{ on: 2024-01-01, {key}: 1, by: 村民委员会 }}"),
                &event.label,
            );
        }
        out.entry(1, "meetings", "null", "会议的表决 · votes of meetings");
        out.comment(
            2,
            "- { on: 2024-01-01, body: 村民会议, matter: 事项, eligible: 300, present: 210, in_favour: 150 }",
        );
    }
}

struct Template(String);

impl Template {
    fn line(&mut self, depth: usize, text: &str) {
        let indent = "  ".repeat(depth);
        // Writing to a text cannot fail.
        let _ = writeln!(self.0, "{indent}{text}");
    }

    fn comment(&mut self, depth: usize, text: &str) {
        self.line(depth, &format!("# {text}"));
    }

    fn entry(&mut self, depth: usize, key: &str, value: &str, about: &str) {
        self.line(depth, &format!("{}: {value}  # {about}", plain(key)));
    }

    fn example(&mut self, depth: usize, example: &str, label: &Label) {
        let en = label
            .en
            .as_deref()
            .map_or(String::new(), |en| format!(" · {en}"));
        self.comment(depth, &format!("{example}  {}{en}", label.zh));
    }
}

/// What a fact is, in what unit and between which bounds.
fn about(fact: &FactDeclaration) -> String {
    let (wanted_zh, wanted_en) = fact.wanted();
    let en = fact.label.en.as_deref().unwrap_or("");
    let bounds = fact.range.map_or(String::new(), |(least, greatest)| {
        format!("；{}–{}", fact.shown(least), fact.shown(greatest))
    });
    let default = match fact.default {
        Some(_) => "；不写即为通常值 · left out: the usual value",
        None => "",
    };
    let (zh, wanted_zh) = (&fact.label.zh, wanted_zh.trim());
    format!("{zh} · {en}：{wanted_zh} · {wanted_en}{bounds}{default}")
}

/// A key as YAML: quoted where it is not a plain word.
fn plain(key: &str) -> String {
    let is_word = !matches!(key, "" | "null" | "true" | "false")
        && key
            .chars()
            .all(|char| char.is_alphanumeric() || char == '_');
    if is_word {
        key.to_owned()
    } else {
        serde_json::Value::from(key).to_string()
    }
}
