//! Steps that are said inside a sentence: facts, constants, arithmetic, comparisons.

use super::Voice;
use crate::evaluate::{Reason, What};
use crate::model::{Aggregate, Operator, Relation};
use crate::value::{AgeCounting, Date, Unit};

impl Voice<'_> {
    /// A step as a phrase: `「人均收入」3,000.00元（自2024-01-01）`.
    pub(super) fn phrase(&self, reason: &Reason, unit: Option<Unit>) -> String {
        let unit = self.unit(reason).unwrap_or(unit);
        let value = reason.value.as_ref().map_or_else(String::new, |value| {
            self.shown(value, unit, Self::list(reason))
        });
        match &reason.what {
            What::Constant => value,
            What::Fact {
                fact,
                member,
                since,
                default,
            } => {
                let name = self.fact_name(*fact, member.as_deref());
                if self.hidden(*fact) {
                    return self.say(
                        format!("{name}（敏感信息，不公开）"),
                        format!("{name} (sensitive, not shown)"),
                    );
                }
                format!(
                    "{}{}",
                    self.named(&name, &value),
                    self.dated(*since, *default)
                )
            }
            What::Age {
                since,
                member,
                born,
                on,
                counting,
            } => {
                let name = since.map_or_else(
                    || self.say("周岁", "age"),
                    |fact| self.fact_name(fact, member.as_deref()),
                );
                let hidden = since.is_some_and(|fact| self.hidden(fact));
                let born = born
                    .filter(|_| !hidden)
                    .map_or_else(|| "…".into(), |day| day.to_string());
                let how = self.counting(*counting);
                self.say(
                    format!("{name} {born} 到 {on} 为{value}（{how}）"),
                    format!("{name} {born} gives {value} on {on} ({how})"),
                )
            }
            What::Parameter { place, since, id } => {
                let name = self
                    .spell
                    .meaning
                    .parameters
                    .get(id.index())
                    .map_or("", |row| self.spell.name(&row.name, self.lang));
                let article = crate::report::spell::Spelling::place(place, self.lang);
                let (name, since) = (self.quoted(name), self.dated(*since, false));
                self.say(
                    format!("{name}{value}（{article}）{since}"),
                    format!("{name}{value} ({article}){since}"),
                )
            }
            What::Definition(id) => {
                let name = self
                    .spell
                    .meaning
                    .definitions
                    .get(id.index())
                    .map_or("", |row| self.spell.name(&row.name, self.lang));
                format!("{}{}", self.quoted(name), self.equals(&value))
            }
            What::Arithmetic(operator) => format!(
                "{} = {value}",
                self.joined(reason, Self::sign(*operator), unit)
            ),
            What::Extreme(greater) => {
                let of = self.joined(reason, self.comma(), unit);
                let which = if *greater {
                    self.say("较大者", "the larger")
                } else {
                    self.say("较小者", "the smaller")
                };
                self.say(
                    format!("{of} 中{which} {value}"),
                    format!("{which} of {of}: {value}"),
                )
            }
            What::Rounded { mode, .. } => {
                let of = self.joined(reason, self.comma(), unit);
                self.say(
                    format!("{of}，{} {value}", self.rounding(*mode)),
                    format!("{of}, {}: {value}", self.rounding(*mode)),
                )
            }
            What::PerFull { step, .. } => {
                let of = self.joined(reason, self.comma(), unit);
                let step = self.number(
                    *step,
                    reason
                        .because
                        .first()
                        .and_then(|part| self.unit(part))
                        .flatten(),
                );
                self.say(
                    format!("{of}，每满{step}计：{value}"),
                    format!("{of}, for every full {step}: {value}"),
                )
            }
            What::Count => self.say(
                format!("符合的成员{value}"),
                format!("members who fit: {value}"),
            ),
            What::Over(how) => {
                let what = match how {
                    Aggregate::Sum => self.say("成员之和", "sum over members"),
                    Aggregate::Largest => self.say("成员中最大", "largest of members"),
                    Aggregate::Smallest => self.say("成员中最小", "smallest of members"),
                };
                format!("{what} {value}")
            }
            What::Households => self.say(
                format!("全村符合的户{value}"),
                format!("households of the village that fit: {value}"),
            ),
            What::HouseholdShare => self.say(
                format!("符合的户占全村{value}"),
                format!("part of the village's households that fits: {value}"),
            ),
            What::OverHouseholds(how) => {
                let what = match how {
                    Aggregate::Sum => self.say("各户之和", "sum over households"),
                    Aggregate::Largest => self.say("各户中最大", "largest of households"),
                    Aggregate::Smallest => self.say("各户中最小", "smallest of households"),
                };
                format!("{what} {value}")
            }
            What::EventCount { event, seen, .. } => {
                let name = self
                    .spell
                    .register
                    .event(*event)
                    .map_or("", |row| crate::report::spell::word(&row.label, self.lang));
                let days: Vec<String> = seen.iter().take(10).map(Date::to_string).collect();
                let days = if days.is_empty() {
                    String::new()
                } else {
                    self.say(
                        format!("（{}）", days.join(self.comma())),
                        format!(" ({})", days.join(self.comma())),
                    )
                };
                self.say(
                    format!("{}{value}次{days}", self.quoted(name)),
                    format!("{} {value} times{days}", self.quoted(name)),
                )
            }
            _ => value,
        }
    }

    /// The parts of a step, joined. A part that is itself a sum or a product is said by its value; how it
    /// comes about is a line of its own below.
    pub(super) fn joined(&self, reason: &Reason, sign: &str, unit: Option<Unit>) -> String {
        let unit = self.unit_below(reason, unit);
        let parts = reason.because.iter().map(|part| {
            let own = self.unit(part).unwrap_or(unit);
            let by_value = is_compound(part) || part.what == What::Constant;
            match (&part.value, by_value) {
                (Some(value), true) => self.shown(value, own, Self::list(reason)),
                (Some(_) | None, _) => self.phrase(part, unit),
            }
        });
        parts.collect::<Vec<_>>().join(sign)
    }

    /// A quoted name with its value.
    fn named(&self, name: &str, value: &str) -> String {
        self.say(format!("{name}{value}"), format!("{name} {value}"))
    }

    fn equals(&self, value: &str) -> String {
        self.say(format!("：{value}"), format!(": {value}"))
    }

    /// What stands between a thing and what is said of it.
    pub(super) const fn colon(&self) -> &'static str {
        match self.lang {
            crate::diagnostic::Lang::Zh => "：",
            crate::diagnostic::Lang::En => ": ",
        }
    }

    pub(super) const fn comma(&self) -> &'static str {
        match self.lang {
            crate::diagnostic::Lang::Zh => "、",
            crate::diagnostic::Lang::En => ", ",
        }
    }

    pub(super) fn quoted(&self, name: &str) -> String {
        self.say(format!("「{name}」"), format!("[{name}]"))
    }

    pub(super) fn fact_name(&self, fact: crate::register::FactId, member: Option<&str>) -> String {
        let name = self
            .spell
            .register
            .fact(fact)
            .map_or("", |row| crate::report::spell::word(&row.label, self.lang));
        let whose = member.map_or_else(String::new, |member| {
            self.say(format!("{member}的"), format!("{member}'s "))
        });
        format!("{whose}{}", self.quoted(name))
    }

    pub(super) fn hidden(&self, fact: crate::register::FactId) -> bool {
        self.spell.public
            && self
                .spell
                .register
                .fact(fact)
                .is_some_and(|row| row.sensitive)
    }

    fn dated(&self, since: Option<Date>, default: bool) -> String {
        match (since, default) {
            (_, true) => self.say(
                "（没有记录，按规定的默认值）",
                " (not recorded; the declared default)",
            ),
            (Some(day), false) => self.say(format!("（自{day}）"), format!(" (since {day})")),
            (None, false) => String::new(),
        }
    }

    fn counting(&self, counting: AgeCounting) -> String {
        match counting {
            AgeCounting::NextDay => self.say(
                "周岁自生日次日起算满",
                "a year of age is complete from the day after the birthday",
            ),
            AgeCounting::Birthday => self.say(
                "周岁自生日当天起算满",
                "a year of age is complete on the birthday",
            ),
            AgeCounting::MonthAfter => self.say(
                "周岁自生日次月1日起算满",
                "a year of age is complete from the first of the month after the birthday",
            ),
        }
    }

    const fn sign(operator: Operator) -> &'static str {
        match operator {
            Operator::Add => " + ",
            Operator::Subtract => " − ",
            Operator::Times => " × ",
            Operator::Divide => " ÷ ",
        }
    }

    /// The sign of a comparison.
    pub(super) const fn relation(relation: Relation) -> &'static str {
        match relation {
            Relation::AtLeast => " ≥ ",
            Relation::AtMost => " ≤ ",
            Relation::Over => " > ",
            Relation::Under => " < ",
            Relation::Is => " = ",
            Relation::IsNot => " ≠ ",
        }
    }
}

/// Whether a step is worked out from others by arithmetic.
pub(super) fn is_compound(reason: &Reason) -> bool {
    matches!(
        reason.what,
        What::Arithmetic(_) | What::Extreme(_) | What::Rounded { .. } | What::PerFull { .. }
    )
}
