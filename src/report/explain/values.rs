//! Values with their units.

use super::Voice;
use crate::diagnostic::Lang;
use crate::evaluate::{Reason, Shown, What};
use crate::model::{Operator, Sort};
use crate::register::{FactId, FactKind, FactValue};
use crate::report::outcome::money;
use crate::report::spell::word;
use crate::value::{Exact, Money, Rounding, Unit};

impl Voice<'_> {
    /// A value in its unit: `3,000.00元`, `60周岁`, `是`, `2024-12-31`.
    pub(super) fn shown(&self, value: &Shown, unit: Option<Unit>, of: Option<FactId>) -> String {
        match value {
            Shown::Known(value) => self.known(*value, unit, of),
            Shown::Unknown { low, high, needs } => self.unknown(*low, *high, needs, unit),
            Shown::Conflict(_) => self.say("条文互相矛盾", "the clauses contradict each other"),
            Shown::Gap(_) => self.say("条文没有规定", "no clause says anything"),
        }
    }

    fn known(&self, value: FactValue, unit: Option<Unit>, of: Option<FactId>) -> String {
        match value {
            FactValue::Bool(true) => self.say("是", "yes"),
            FactValue::Bool(false) => self.say("否", "no"),
            FactValue::Number(number) => self.number(number, unit),
            FactValue::Date(day) => day.to_string(),
            FactValue::Enum(at) => self.enum_value(at, of),
        }
    }

    fn enum_value(&self, at: u16, of: Option<FactId>) -> String {
        let kind = of
            .and_then(|id| self.spell.register.fact(id))
            .map(|row| &row.kind);
        let Some(FactKind::Enum(values)) = kind else {
            return format!("#{at}");
        };
        values
            .get(usize::from(at))
            .map_or_else(String::new, |row| word(&row.label, self.lang).into())
    }

    /// A number in its unit; money, which is kept in fen, in yuan.
    pub(super) fn number(&self, number: Exact, unit: Option<Unit>) -> String {
        match unit {
            Some(Unit::Yuan) => self.yuan(number),
            Some(unit) => match self.lang {
                Lang::Zh => format!("{number}{}", unit.surface().zh),
                Lang::En => format!("{number} {}", english(number, unit)),
            },
            None => number.to_string(),
        }
    }

    fn yuan(&self, fen: Exact) -> String {
        let whole = fen
            .is_integer()
            .then(|| fen.to_integer())
            .flatten()
            .and_then(|fen| i64::try_from(fen).ok());
        if let Some(fen) = whole {
            return money(Money::from_fen(fen), self.lang);
        }
        let yuan = Exact::new(1, 100)
            .and_then(|hundredth| fen.checked_mul(hundredth))
            .unwrap_or(fen);
        self.say(format!("{yuan}元"), format!("{yuan} yuan"))
    }

    fn unknown(
        &self,
        low: Option<Exact>,
        high: Option<Exact>,
        needs: &[crate::evaluate::Need],
        unit: Option<Unit>,
    ) -> String {
        let bounds = match (low, high) {
            (Some(low), Some(high)) => {
                format!(" {}–{}", self.number(low, unit), self.number(high, unit))
            }
            (Some(_) | None, _) => String::new(),
        };
        let needs: Vec<String> = needs
            .iter()
            .map(|need| self.spell.need_in_words(need, self.lang))
            .collect();
        let (zh, en) = (needs.join("、"), needs.join(", "));
        self.say(
            format!("不能确定{bounds}（还缺：{zh}）"),
            format!("undetermined{bounds} (missing: {en})"),
        )
    }

    /// Shares of the household, or of all; what is left of a fen goes to the largest remainders.
    pub(super) fn shares(&self, reason: &Reason) -> String {
        let value = reason
            .value
            .as_ref()
            .map_or_else(String::new, |value| self.shown(value, None, None));
        match (&reason.what, reason.value.is_some()) {
            (What::AllShares, true) => self.say(
                format!("全村共{value}份；按份数分，不足一分的舍去，余下的分依余数大小分给各户"),
                format!(
                    "{value} shares in all; each part is cut to the fen, and the fen left over go to the largest remainders"
                ),
            ),
            (What::AllShares, false) => {
                self.say("全村的份数还不能确定", "how many shares there are is not known")
            }
            (_, _) => self.say(format!("本户{value}份"), format!("shares of the household: {value}")),
        }
    }

    /// The unit of a step's value, as far as the step tells: `Some(None)` is a plain number.
    pub(super) fn unit(&self, reason: &Reason) -> Option<Option<Unit>> {
        let of_sort = |sort: Option<Sort>| match sort {
            Some(Sort::Number(unit)) => Some(unit),
            Some(Sort::Bool | Sort::Date | Sort::Enum(_)) | None => None,
        };
        let meaning = self.spell.meaning;
        match &reason.what {
            What::Fact { fact, .. } => self.spell.register.fact(*fact).map(|row| row.unit),
            What::Age { .. } => Some(Some(Unit::ZhouSui)),
            What::Definition(id) => {
                of_sort(meaning.definitions.get(id.index()).map(|row| row.sort))
            }
            What::Parameter { id, .. } => {
                of_sort(meaning.parameters.get(id.index()).map(|row| row.sort))
            }
            What::Amount(_) | What::Cap { .. } => Some(Some(Unit::Yuan)),
            What::Count => Some(Some(Unit::Person)),
            What::Households => Some(Some(Unit::Household)),
            What::HouseholdShare => Some(None),
            What::EventCount { .. } => Some(Some(Unit::Times)),
            What::Arithmetic(Operator::Times | Operator::Divide) => self.product(reason),
            What::Arithmetic(Operator::Add | Operator::Subtract)
            | What::Compare(_)
            | What::Extreme(_)
            | What::Rounded { .. }
            | What::Over(_) => reason.because.iter().find_map(|part| self.unit(part)),
            _ => None,
        }
    }

    /// Money stays money under × and ÷; without money in sight only the step above can tell.
    fn product(&self, reason: &Reason) -> Option<Option<Unit>> {
        let money = |part: &Reason| self.unit(part) == Some(Some(Unit::Yuan));
        reason.because.iter().any(money).then_some(Some(Unit::Yuan))
    }

    /// In what unit a part of a step is to be said where it does not tell itself.
    pub(super) fn unit_below(&self, reason: &Reason, unit: Option<Unit>) -> Option<Unit> {
        let factor = matches!(
            reason.what,
            What::Arithmetic(Operator::Times | Operator::Divide)
        );
        if factor && self.product(reason).is_some() {
            None
        } else {
            unit
        }
    }

    /// The fact whose list an enum value belongs to.
    pub(super) fn list(reason: &Reason) -> Option<FactId> {
        match &reason.what {
            What::Fact { fact, .. } => Some(*fact),
            _ => reason.because.iter().find_map(Self::list),
        }
    }

    /// `四舍五入` · `half away from zero`
    pub(super) fn rounding(&self, mode: Rounding) -> String {
        match mode {
            Rounding::HalfUp => self.say("四舍五入", "rounded half away from zero"),
            Rounding::Down => self.say("舍去", "rounded down"),
            Rounding::Up => self.say("进位", "rounded up"),
        }
    }
}

/// `1 year` · `3 years`
pub(super) fn english(number: Exact, unit: Unit) -> &'static str {
    let surface = unit.surface();
    if number == Exact::from_int(1) {
        surface.en_one
    } else {
        surface.en_many
    }
}
