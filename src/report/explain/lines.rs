//! Steps that are a sentence of their own.

use super::Voice;
use super::inline::is_compound;
use crate::evaluate::{AdjustmentKind, Idle, Reason, Shown, What};
use crate::model::Place;
use crate::report::outcome::money;
use crate::report::spell::{Spelling, word};
use crate::value::{Date, Unit};

impl Voice<'_> {
    /// The sentence of a step; none where only what it rests on is worth saying.
    pub(super) fn line(&self, reason: &Reason, unit: Option<Unit>) -> Option<String> {
        Some(match &reason.what {
            What::Clause(place) => self.clause(place, reason.value.as_ref(), unit),
            What::Defeated { place, by, under } => self.defeated(place, by, under.as_ref()),
            What::Presumed(place) => self.presumed(place, reason),
            What::Points { place, on } => self.ledger_line(place.as_ref(), *on, reason),
            What::Exception(place) => self.exception(place, reason.value.as_ref()),
            What::Row(place) | What::Slice(place) | What::Consequence(place) => {
                self.clause(place, reason.value.as_ref(), unit)
            }

            What::On(day) => self.say(
                format!("以{day}的情况为准："),
                format!("as it stands on {day}:"),
            ),
            What::Part { from, until, share } => self.say(
                format!("{from}至{until}，占全期的{share}："),
                format!("{from} to {until}, {share} of the period:"),
            ),
            What::Member(id) => self.say(format!("成员{id}："), format!("member {id}:")),
            What::Relative { kin, of } => self.relative(*kin, of, reason),
            What::Related(kin) => self.related(*kin, reason),
            What::Household(id) => self.say(format!("其中户{id}："), format!("of household {id}:")),
            What::Not | What::And | What::Or => return None,
            What::All => self.say(
                format!("全体成员：{}", self.verdict(reason)),
                format!("all members: {}", self.verdict(reason)),
            ),
            What::Compare(relation) => self.comparison(reason, Self::relation(*relation)),
            What::Signed(_)
            | What::SigningDay(_)
            | What::Blank(_)
            | What::Elapsed(_)
            | What::MonthsBetween
            | What::OverdueDays(_)
            | What::MissedInARow(..) => self.other(reason),
            What::Constant
            | What::Fact { .. }
            | What::Age { .. }
            | What::Definition(_)
            | What::Parameter { .. }
            | What::Arithmetic(_)
            | What::Extreme(_)
            | What::PerFull { .. }
            | What::Rounded { .. }
            | What::Count
            | What::Over(_)
            | What::Households
            | What::HouseholdShare
            | What::OverHouseholds(_)
            | What::EventCount { .. } => self.phrase(reason, unit),
            What::Amount(benefit) => {
                let name = self
                    .spell
                    .register
                    .benefit(*benefit)
                    .map_or("", |row| word(&row.label, self.lang));
                let value = reason.value.as_ref().map_or_else(String::new, |value| {
                    self.shown(value, Some(Unit::Yuan), None)
                });
                self.say(
                    format!("「{name}」的金额 {value}"),
                    format!("amount of [{name}]: {value}"),
                )
            }
            What::Pot(label) => {
                let name = self.spell.name(label, self.lang);
                let value = reason.value.as_ref().map_or_else(String::new, |value| {
                    self.shown(value, Some(Unit::Yuan), None)
                });
                self.say(
                    format!("「{name}」共 {value}"),
                    format!("[{name}] is {value} in all"),
                )
            }
            What::Shares | What::AllShares => self.shares(reason),
            What::EachMember(count) => self.say(
                format!("按人计，共{count}人"),
                format!("for each member: {count}"),
            ),
            What::Adjusted {
                place,
                kind,
                amount,
            } => {
                let taken = amount.checked_neg().unwrap_or(*amount);
                let (place, amount) = (self.full(place), money(taken, self.lang));
                format!("{place}{}{} {amount}", self.colon(), self.adjustment(*kind))
            }
            What::Suspension {
                place,
                from,
                until,
                barred,
            } => self.suspension(place, *from, *until, *barred),
            What::Cap { place, used } => self.cap(place, money(*used, self.lang), reason),
            What::Payment { on, amount, .. } => {
                let amount = money(*amount, self.lang);
                self.say(
                    format!("{on}已发{amount}"),
                    format!("{amount} was paid on {on}"),
                )
            }
            What::Window { from, raw, until } => self.window(*from, *raw, *until),
            What::Anchor { on, length } => self.anchor(*on, *length),
            What::Act { event, on, by, id } => self.act(*event, *on, by.as_deref(), id.as_deref()),
            What::NoAct {
                event,
                from,
                until,
                known_until,
            } => self.no_act(*event, (*from, *until), *known_until),
            What::Waived { place, on } => self.waived(&self.full(place), *on),
            What::Rests { place, on } => self.rests(&self.full(place), *on),
            What::Unrecorded(action) => self.say(
                format!("户籍册没有登记「{action}」，无从判断"),
                format!("the register keeps no record of [{action}]"),
            ),
            What::Held { from, until } => self.held(*from, *until),
            What::FromBreach {
                place,
                since,
                number,
            } => {
                let place = self.full(place);
                self.say(
                    format!("因自{since}起违反{place}（第{number}次）"),
                    format!("because of breach number {number} of {place}, since {since}"),
                )
            }
            What::Idle { place, why } => self.idle(&self.full(place), *why),
            What::Absent { member, on } => self.say(
                format!("成员{member}在{on}不属于本户，或尚未出生"),
                format!("member {member} did not belong to the household on {on}, or was not born"),
            ),
        })
    }

    /// What a step rests on and is said below it: facts and numbers are said in the step's own line.
    pub(super) fn parts(reason: &Reason) -> Vec<&Reason> {
        let all = reason.because.iter();
        match &reason.what {
            What::Constant
            | What::Fact { .. }
            | What::Age { .. }
            | What::Parameter { .. }
            | What::EventCount { .. } => Vec::new(),
            What::Compare(_) => all.filter(|part| has_steps(part)).collect(),
            _ if is_compound(reason) => all.filter(|part| has_steps(part)).collect(),
            // A number of the text is said with the sentence it stands in.
            _ => all.filter(|part| part.what != What::Constant).collect(),
        }
    }

    fn idle(&self, place: &str, why: Idle) -> String {
        match why {
            Idle::NotYet(from) => self.say(
                format!("{place}自{from}起才施行"),
                format!("{place} begins only on {from}"),
            ),
            Idle::Ended(until) => self.say(
                format!("{place}到{until}为止，已经失效"),
                format!("{place} ended on {until}"),
            ),
            Idle::Void => self.say(format!("{place}无效"), format!("{place} is void")),
        }
    }

    fn full(&self, place: &Place) -> String {
        self.spell.full_place(place, self.lang)
    }

    /// `成立` · `不成立` · what is missing.
    pub(super) fn verdict(&self, reason: &Reason) -> String {
        match &reason.value {
            Some(value) if value.is(true) => self.say("成立", "holds"),
            Some(value) if value.is(false) => self.say("不成立", "does not hold"),
            Some(value) => self.shown(value, self.unit(reason).flatten(), None),
            None => String::new(),
        }
    }

    fn clause(&self, place: &Place, value: Option<&Shown>, unit: Option<Unit>) -> String {
        let place = self.full(place);
        match value {
            None => place,
            Some(value) if value.is(true) => {
                self.say(format!("{place}适用"), format!("{place} applies"))
            }
            Some(value) if value.is(false) => {
                self.say(format!("{place}不适用"), format!("{place} does not apply"))
            }
            Some(value) => format!("{place}{}{}", self.colon(), self.shown(value, unit, None)),
        }
    }

    fn exception(&self, place: &Place, value: Option<&Shown>) -> String {
        let article = Spelling::place(place, self.lang);
        match value {
            Some(value) if value.is(true) => self.say(
                format!("{article}的例外成立，本条不适用"),
                format!("the exception in {article} holds"),
            ),
            Some(value) if value.is(false) => self.say(
                format!("{article}的例外不成立"),
                format!("the exception in {article} does not hold"),
            ),
            Some(value) => {
                let value = self.shown(value, None, None);
                self.say(
                    format!("{article}的例外：{value}"),
                    format!("the exception in {article}: {value}"),
                )
            }
            None => self.say(
                format!("{article}的例外"),
                format!("the exception in {article}"),
            ),
        }
    }

    fn comparison(&self, reason: &Reason, sign: &str) -> String {
        let unit = self.unit(reason).flatten();
        format!(
            "{}{}{}",
            self.joined(reason, sign, unit),
            self.colon(),
            self.verdict(reason)
        )
    }

    fn other(&self, reason: &Reason) -> String {
        let agreement = |id: crate::register::AgreementId| {
            self.spell
                .register
                .agreement(id)
                .map_or("", |row| word(&row.label, self.lang))
                .to_owned()
        };
        let verdict = self.verdict(reason);
        match &reason.what {
            What::Signed(id) => {
                let name = agreement(*id);
                self.say(
                    format!("签订「{name}」：{verdict}"),
                    format!("has signed [{name}]: {verdict}"),
                )
            }
            What::SigningDay(id) => {
                let name = agreement(*id);
                self.say(
                    format!("「{name}」签订日 {verdict}"),
                    format!("[{name}] signed on {verdict}"),
                )
            }
            What::Blank(_) => self.say(
                format!("条文的空白：{verdict}"),
                format!("a blank of the text: {verdict}"),
            ),
            What::Elapsed(_) => self.say(
                format!("期间已满：{verdict}"),
                format!("the period has run out: {verdict}"),
            ),
            What::OverdueDays(action) => {
                let name = self.spell.name(action, self.lang);
                self.say(
                    format!("「{name}」逾期天数 {verdict}"),
                    format!("days overdue with [{name}]: {verdict}"),
                )
            }
            _ => verdict,
        }
    }

    fn adjustment(&self, kind: AdjustmentKind) -> String {
        match kind {
            AdjustmentKind::Cap => self.say("封顶，减去", "cap, less"),
            AdjustmentKind::Suspend => self.say("暂停，减去", "suspended, less"),
            AdjustmentKind::Bar => self.say("停发，减去", "stopped, less"),
            AdjustmentKind::Choice => self.say("按较高标准享受，减去", "the higher counts, less"),
            AdjustmentKind::Paid => self.say("已经发放，减去", "paid before, less"),
        }
    }

    fn suspension(&self, place: &Place, from: Date, until: Option<Date>, barred: bool) -> String {
        let place = self.full(place);
        let (zh, en) = if barred {
            ("停发", "stopped")
        } else {
            ("暂停", "suspended")
        };
        match until {
            Some(day) => self.say(
                format!("{place}：自{from}起{zh}，{day}恢复"),
                format!("{place}: {en} from {from}, free again on {day}"),
            ),
            None => self.say(
                format!("{place}：自{from}起{zh}，尚未恢复"),
                format!("{place}: {en} from {from}, not free again yet"),
            ),
        }
    }

    fn cap(&self, place: &Place, used: String, reason: &Reason) -> String {
        let place = self.full(place);
        let limit = reason.value.as_ref().map_or_else(String::new, |value| {
            self.shown(value, Some(Unit::Yuan), None)
        });
        self.say(
            format!("{place}：不超过{limit}，之前已用{used}"),
            format!("{place}: at most {limit}, {used} used before"),
        )
    }

    fn held(&self, from: Option<Date>, until: Option<Date>) -> String {
        let from = from.map_or_else(
            || self.say("一直", "always so far"),
            |day| self.say(format!("自{day}起"), format!("since {day}")),
        );
        let until = until.map_or_else(String::new, |day| {
            self.say(format!("，到{day}不再"), format!(", no longer on {day}"))
        });
        self.say(
            format!("该情形{from}存在{until}"),
            format!("this is so {from}{until}"),
        )
    }
}

/// Whether there is more to say of a step than its value.
fn has_steps(reason: &Reason) -> bool {
    let named = matches!(
        reason.what,
        What::Definition(_)
            | What::Count
            | What::Over(_)
            | What::Households
            | What::HouseholdShare
            | What::OverHouseholds(_)
    );
    named || is_compound(reason)
}
