//! The checks that the reader and the builder share.

use super::{Agreement, Payment, Timeline};
use crate::diagnostic::Code;
use crate::register::{
    EventDeclaration, FactDeclaration, FactError, FactId, FactValue, Owner, Register, is_bounded,
    names,
};
use crate::value::{Date, Exact, Money, Unit};

/// Members, events, payments and agreements of a household, each.
pub(crate) const MAX_ITEMS: usize = 10_000;
/// Values of one fact over time, and blanks filled in one agreement.
pub(crate) const MAX_VALUES: usize = 1000;
/// Characters of an id.
const MAX_ID: usize = 100;

/// Puts a value into the timeline of a fact.
pub(super) fn set_fact(
    register: &Register,
    owner: Owner,
    facts: &mut [Timeline],
    id: FactId,
    from: Option<Date>,
    value: Option<FactValue>,
) -> Result<(), FactError> {
    let declaration = recordable(register, owner, id)?;
    if let Some(value) = value {
        declaration.check(value)?;
    }
    let timeline = facts.get_mut(id.index()).ok_or_else(unknown)?;
    let Err(at) = timeline
        .entries
        .binary_search_by_key(&from, |entry| entry.0)
    else {
        return Err(two_values(declaration, from));
    };
    if timeline.entries.len() >= MAX_VALUES {
        let (zh, en) = names(&declaration.label);
        return Err(too_many(
            &format!("{zh}的历次值"),
            &format!("values of {en}"),
            MAX_VALUES,
        ));
    }
    timeline.entries.insert(at, (from, value));
    Ok(())
}

/// The declaration of a fact that may be recorded for this owner.
pub(super) fn recordable(
    register: &Register,
    owner: Owner,
    id: FactId,
) -> Result<&FactDeclaration, FactError> {
    let declaration = register.fact(id).ok_or_else(unknown)?;
    if declaration.owner != owner {
        let (zh, en) = names(&declaration.label);
        let (of_zh, of_en) = owner_words(declaration.owner);
        return Err(FactError::new(
            Code::FactOwner,
            format!("{zh}是{of_zh}的事实，不能写在这里"),
            format!("{en} is a fact of the {of_en} and does not belong here"),
        ));
    }
    if declaration.derived.is_some() {
        let (zh, en) = names(&declaration.label);
        return Err(FactError::new(
            Code::FactDerived,
            format!("{zh}由别的事实推算，不能登记"),
            format!("{en} is computed from another fact and cannot be recorded"),
        ));
    }
    Ok(declaration)
}

fn two_values(declaration: &FactDeclaration, from: Option<Date>) -> FactError {
    let (zh, en) = names(&declaration.label);
    let (day_zh, day_en) = from.map_or_else(
        || {
            (
                "有两个没有起始日的值".to_owned(),
                "without a first day".to_owned(),
            )
        },
        |from| (format!("在 {from} 有两个值"), format!("on {from}")),
    );
    FactError::new(
        Code::FactTwoValues,
        format!("{zh}{day_zh}"),
        format!("{en} has two values {day_en}"),
    )
}

/// An id: some text of no more than a hundred characters.
pub(super) fn id(text: &str) -> Result<&str, FactError> {
    if text.trim().is_empty() || text.chars().count() > MAX_ID {
        return Err(FactError::new(
            Code::FactMissing,
            format!("编号应有1至{MAX_ID}个字"),
            format!("an id has 1 to {MAX_ID} characters"),
        ));
    }
    Ok(text)
}

pub(super) fn duplicate_id(id: &str) -> FactError {
    FactError::new(
        Code::FactDuplicateId,
        format!("编号“{id}”已经用过"),
        format!("the id `{id}` is already used"),
    )
}

/// First and last day of something.
pub(super) fn order(from: Option<Date>, until: Option<Date>) -> Result<(), FactError> {
    match (from, until) {
        (Some(from), Some(until)) if until < from => Err(FactError::new(
            Code::FactOrder,
            format!("止日 {until} 早于起日 {from}"),
            format!("the last day {until} lies before the first, {from}"),
        )),
        _ => Ok(()),
    }
}

/// Room for one more.
pub(super) fn room(len: usize, zh: &str, en: &str) -> Result<(), FactError> {
    if len < MAX_ITEMS {
        Ok(())
    } else {
        Err(too_many(zh, en, MAX_ITEMS))
    }
}

pub(super) fn too_many(zh: &str, en: &str, most: usize) -> FactError {
    FactError::new(
        Code::FactTooMany,
        format!("{zh}超过{most}项"),
        format!("there are more than {most} {en}"),
    )
}

/// How much of an event there was.
pub(super) fn quantity(event: &EventDeclaration, quantity: Exact) -> Result<(), FactError> {
    let times = matches!(event.unit, None | Some(Unit::Times));
    if quantity <= Exact::ZERO || !is_bounded(quantity) || (times && !quantity.is_integer()) {
        let (zh, en) = names(&event.label);
        let (what_zh, what_en) = if times {
            ("正整数", "a whole number")
        } else {
            ("数", "a number")
        };
        return Err(FactError::new(
            Code::FactRange,
            format!("{zh}的数量应是大于0的{what_zh}"),
            format!("the quantity of {en} is {what_en} above 0"),
        ));
    }
    Ok(())
}

/// Who did it: the member for an event of a person, nobody for others.
pub(super) fn by(event: &EventDeclaration, by: bool) -> Result<(), FactError> {
    if by == (event.by == Owner::Person) {
        return Ok(());
    }
    let (zh, en) = names(&event.label);
    Err(if by {
        FactError::new(
            Code::FactEvent,
            format!("{zh}不是个人的事件，不写 by"),
            format!("{en} is no event of a person; leave out `by`"),
        )
    } else {
        FactError::new(
            Code::FactEvent,
            format!("{zh}是个人的事件，要用 by 写明成员"),
            format!("{en} is an event of a person; name the member with `by`"),
        )
    })
}

/// An amount that was paid.
pub(super) fn paid(amount: Money) -> Result<(), FactError> {
    if amount >= Money::ZERO && is_bounded(Exact::from_int(i128::from(amount.fen()))) {
        return Ok(());
    }
    Err(FactError::new(
        Code::FactRange,
        "支付的金额不能小于0，也不能过大",
        "an amount paid is not below 0 and not too large",
    ))
}

pub(super) fn payment(register: &Register, payment: &Payment) -> Result<(), FactError> {
    register.benefit(payment.benefit).ok_or_else(unknown)?;
    paid(payment.amount)
}

pub(super) fn agreement(register: &Register, agreement: &Agreement) -> Result<(), FactError> {
    let declaration = register.agreement(agreement.of).ok_or_else(unknown)?;
    order(agreement.signed, agreement.ended)?;
    if let Some(deposit) = agreement.deposit {
        paid(deposit)?;
        if declaration.deposit.is_none() {
            let (zh, en) = names(&declaration.label);
            return Err(FactError::new(
                Code::FactUnknownName,
                format!("户籍册里{zh}没有保证金"),
                format!("{en} has no deposit in the register"),
            ));
        }
    }
    if agreement.fill.len() > MAX_VALUES {
        return Err(too_many("填写的空白", "blanks filled", MAX_VALUES));
    }
    if agreement.fill.iter().any(|(_, value)| !is_bounded(*value)) {
        return Err(FactError::new(
            Code::FactRange,
            "填写的数过大或小数太多",
            "a number filled in is too large or has too many decimals",
        ));
    }
    Ok(())
}

pub(super) fn unknown() -> FactError {
    FactError::new(
        Code::FactUnknownName,
        "户籍册里没有这一项",
        "the register has no such entry",
    )
}

pub(super) const fn owner_words(owner: Owner) -> (&'static str, &'static str) {
    match owner {
        Owner::Village => ("村", "village"),
        Owner::Household => ("户", "household"),
        Owner::Person => ("个人", "person"),
    }
}
