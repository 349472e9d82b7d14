//! Why a benefit is not given, and what would have to be otherwise, in sentences.

use super::{Because, Voice};
use crate::diagnostic::Lang;
use crate::evaluate::{Change, Shown, Step, WhyNot};
use crate::register::{AgreementId, FactId, FactValue};
use crate::report::outcome::money;
use crate::report::spell::{Spelling, word};
use crate::value::Money;

/// Why not, in sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hindrance {
    /// What stands in the way.
    pub because: Vec<Because>,
    /// Changes that would turn the answer, one sentence each, with what would then be payable.
    pub changes: Vec<(String, Money)>,
    /// What the reader has to know of the search.
    pub note: String,
}

/// The sentences of an answer to “why not”.
#[must_use]
pub fn why_not(answer: &WhyNot, spell: &Spelling<'_>, lang: Lang) -> Hindrance {
    let voice = Voice { spell, lang };
    let changes = answer.changes.iter();
    Hindrance {
        because: super::sentences(&answer.blocked, spell, lang),
        changes: changes
            .map(|change| (voice.change(change), change.payable))
            .collect(),
        note: voice.searched(answer),
    }
}

impl Voice<'_> {
    fn searched(&self, answer: &WhyNot) -> String {
        match (answer.changes.is_empty(), answer.is_complete) {
            _ if answer.blocked.is_empty() => self.say(
                "没有条文给予这项待遇。",
                "No article grants this benefit.",
            ),
            (false, _) => self.say(
                "以上变化均已代入试算；日期、出生、性别等不能改变的不在其列。",
                "Each of these changes was tried out; what nobody can change, such as dates or sex, is left out.",
            ),
            (true, true) => self.say(
                "改变至多三项可以改变的事实，仍不能得到。",
                "No change of up to three facts that can change would give it.",
            ),
            (true, false) => self.say(
                "在试算的范围内没有找到；不等于没有。",
                "None was found among those tried; there may be one.",
            ),
        }
    }

    fn change(&self, change: &Change) -> String {
        let steps: Vec<String> = change.steps.iter().map(|step| self.step(step)).collect();
        let (zh, en) = (steps.join("，并且"), steps.join(", and "));
        let gives = money(change.payable, self.lang);
        if change.payable == Money::ZERO {
            return self.say(
                format!("如果{zh}，就可以享受"),
                format!("if {en}, it is granted"),
            );
        }
        self.say(
            format!("如果{zh}，就可以得到{gives}"),
            format!("if {en}, {gives} would be payable"),
        )
    }

    fn step(&self, step: &Step) -> String {
        match step {
            Step::Fact {
                fact,
                member,
                now,
                value,
            } => self.fact_step(*fact, member.as_deref(), *now, *value),
            Step::Act { event, member, on } => {
                let name = self.event(*event);
                let who = self.whose(member.as_deref());
                self.say(
                    format!("{who}在{on}「{name}」"),
                    format!("{who} does [{name}] on {on}"),
                )
            }
            Step::Sign { agreement, on } => {
                let name = self.agreement_called(*agreement);
                self.say(
                    format!("本户在{on}签订「{name}」"),
                    format!("the household signs [{name}] on {on}"),
                )
            }
        }
    }

    fn fact_step(
        &self,
        fact: FactId,
        member: Option<&str>,
        now: Option<FactValue>,
        value: FactValue,
    ) -> String {
        let name = self.fact_name(fact, member);
        if self.hidden(fact) {
            return self.say(
                format!("{name}为另一个值（敏感信息，不公开）"),
                format!("{name} were otherwise (sensitive, not shown)"),
            );
        }
        let unit = self.spell.register.fact(fact).and_then(|row| row.unit);
        let said = |value| self.shown(&Shown::Known(value), unit, Some(fact));
        let now = now.map_or_else(|| self.say("没有记录", "not recorded"), said);
        let value = said(value);
        self.say(
            format!("{name}为{value}（现在：{now}）"),
            format!("{name} were {value} (now: {now})"),
        )
    }

    fn whose(&self, member: Option<&str>) -> String {
        match member {
            Some(id) => self.say(format!("成员{id}"), format!("member {id}")),
            None => self.say("本户", "the household"),
        }
    }

    fn agreement_called(&self, agreement: AgreementId) -> &str {
        let row = self.spell.register.agreement(agreement);
        row.map_or("", |row| word(&row.label, self.lang))
    }
}
