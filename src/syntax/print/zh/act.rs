//! Acts and when they are to be done, in Chinese.

use super::{expr, norm, subject, tiers};
use crate::span::Located;
use crate::syntax::ast::{
    Act, Amount, Anchor, Expr, Name, Per, Quantity, Split, SubjectKind, Suspended, Window,
};
use crate::syntax::print::{Printer, number, words};
use crate::value::{Exact, Unit};

/// Acts joined by `，并`, or `，` before one that begins with a name.
pub(super) fn acts(printer: &mut Printer<'_>, acts: &[Located<Act>]) -> String {
    let mut text = String::new();
    for act in acts {
        if !text.is_empty() {
            text.push_str(if begins_with_name(&act.value) {
                "，"
            } else {
                "，并"
            });
        }
        text.push_str(&self::act(printer, &act.value));
    }
    text
}

/// Acts whose first word is what they are about.
const fn begins_with_name(act: &Act) -> bool {
    matches!(
        act,
        Act::Forfeit { .. } | Act::Refund { .. } | Act::May { by: Some(_), .. }
    )
}

/// Acts that do not begin with a word of force, so that the subject before them ends with a comma; a role needs
/// it before 签订时 too.
pub(super) const fn needs_comma(act: &Act, who: &SubjectKind) -> bool {
    if matches!((act, who), (Act::PayDeposit { .. }, SubjectKind::Role(_))) {
        return true;
    }
    !matches!(
        act,
        Act::Entitle { .. }
            | Act::Must { .. }
            | Act::Keep { .. }
            | Act::MustNot { .. }
            | Act::Encourage { .. }
            | Act::May { by: None, .. }
            | Act::Waive { .. }
            | Act::Priority { .. }
            | Act::Pay { .. }
            | Act::Compensate { .. }
            | Act::PayDeposit { .. }
    )
}

fn act(printer: &mut Printer<'_>, act: &Act) -> String {
    match act {
        Act::Entitle {
            schedule,
            each_person,
            benefit,
            amount,
            due,
            split,
        } => {
            let (benefit, schedule) = (printer.name(benefit), words::schedule(*schedule).0);
            let due = due
                .map(|due| format!("，于{}前发放", number::day(printer.to, due.value)))
                .unwrap_or_default();
            let due = due + split.map_or("", self::split);
            let per = if *each_person { "每人" } else { "" };
            match amount {
                Some(Amount::Value(value)) => {
                    format!(
                        "{schedule}有权领取{benefit}{}{due}",
                        sum(printer, per, value)
                    )
                }
                Some(Amount::UpTo(value)) => {
                    format!(
                        "{schedule}{per}有权领取{benefit}最高{}{due}",
                        expr::value(printer, value)
                    )
                }
                Some(Amount::Tiers { .. }) | None => {
                    format!("{schedule}{per}有权领取{benefit}{due}")
                }
            }
        }
        Act::Must {
            window,
            actions,
            quantity,
            place,
        } => {
            let (window, place) = (
                self::window(printer, window.as_ref()),
                self::place(printer, place.as_ref()),
            );
            let quantity = quantity
                .as_ref()
                .map(|quantity| self::quantity(printer, quantity))
                .unwrap_or_default();
            format!(
                "应当{window}{place}{}{quantity}",
                printer.names(actions, "")
            )
        }
        Act::Keep { state } => format!("应当保持{}", printer.name(state)),
        Act::MustNot { actions, place } => {
            format!(
                "不得{}{}",
                self::place(printer, place.as_ref()),
                printer.names(actions, "")
            )
        }
        // The word 鼓励 stands before the subject.
        Act::Encourage { actions } => printer.names(actions, ""),
        Act::May {
            by,
            window,
            actions,
            condition: _,
        } => {
            let by = by
                .as_ref()
                .map(|by| subject(printer, &by.value))
                .unwrap_or_default();
            let window = self::window(printer, window.as_ref());
            format!("{by}可以{window}{}", printer.names(actions, ""))
        }
        Act::Waive {
            actions,
            of,
            condition: _,
        } => {
            let of = subject(printer, &of.value);
            format!("可以免除{of}的{}", printer.names(actions, ""))
        }
        Act::Priority { matter } => format!("在{}中享有优先权", printer.name(matter)),
        Act::Rate { grade, award } => {
            let award = award
                .as_ref()
                .map(|award| format!("，奖励{}", expr::value(printer, award)));
            format!("评为{}{}", printer.name(grade), award.unwrap_or_default())
        }
        Act::Pay {
            window,
            name,
            per,
            amount,
        } => {
            let (window, name) = (self::window(printer, window.as_ref()), printer.name(name));
            format!(
                "应当{window}支付{name}{}",
                sum(printer, per.map_or("", per_word), amount)
            )
        }
        Act::Compensate {
            window,
            name,
            amount,
        } => {
            let window = self::window(printer, window.as_ref());
            let name = name
                .as_ref()
                .map(|name| printer.name(name))
                .unwrap_or_default();
            let amount = match amount {
                // A name here would be what is compensated.
                Some(amount) if name.is_empty() && expr::is_plain(amount) => {
                    expr::value(printer, amount)
                }
                Some(amount) if name.is_empty() => format!("（{}）", expr::value(printer, amount)),
                Some(amount) => sum(printer, "", amount),
                None => String::new(),
            };
            format!("应当{window}赔偿{name}{amount}")
        }
        Act::PayDeposit { deposit, amount } => {
            format!(
                "签订时应当缴纳{}{}",
                printer.name(deposit),
                sum(printer, "", amount)
            )
        }
        Act::Forfeit { deposit } => format!("{}不予退还", printer.name(deposit)),
        Act::Refund { deposit } => format!("{}如数退还", printer.name(deposit)),
        Act::Suspend {
            stop,
            what,
            length,
            paid_later,
        } => {
            let what = match &what.value {
                Suspended::Benefits(names) => printer.names(names, ""),
                Suspended::Chapter(chapter) => {
                    format!("第{}章各项待遇", number::numeral((*chapter).into()))
                }
            };
            let verb = if *stop { "停发" } else { "暂停享受" };
            let later = if *paid_later {
                "，期满后补发"
            } else {
                ""
            };
            format!(
                "{verb}{what}{}{later}",
                norm::length(printer, length.as_ref())
            )
        }
        Act::SuspendDuty {
            articles,
            clock_runs,
        } => {
            let runs = if *clock_runs { "，期限照计" } else { "" };
            format!("暂停履行{}{runs}", printer.references(articles, ""))
        }
        Act::Disqualify { name, length } => format!(
            "取消{}{}",
            printer.name(name),
            norm::length(printer, length.as_ref())
        ),
        Act::Deduct { points } => format!("扣{}", expr::value(printer, points)),
        Act::Reprimand { public: false } => "批评教育".to_owned(),
        Act::Reprimand { public: true } => "通报".to_owned(),
        Act::SignAgain => "重新签订协议".to_owned(),
        Act::Deemed { articles } => format!("视为违反{}", printer.references(articles, "")),
    }
}

/// `，条件是…`: said once behind the acts, of all that they permit.
pub(super) fn proviso(printer: &mut Printer<'_>, acts: &[Located<Act>]) -> String {
    let condition = acts.iter().rev().find_map(|act| act.value.proviso());
    condition
        .map(|condition| format!("，条件是{}", expr::condition(printer, condition)))
        .unwrap_or_default()
}

const fn split(split: Split) -> &'static str {
    match split {
        Split::Month => "，按月计",
        Split::Day => "，按实际天数计",
    }
}

/// A sum right behind what it is for, or after `金额为`.
fn sum(printer: &mut Printer<'_>, per: &str, amount: &Expr) -> String {
    let text = expr::value(printer, amount);
    if expr::is_plain(amount) {
        format!("{per}{text}")
    } else {
        format!("，金额为{per}{text}")
    }
}

const fn per_word(per: Per) -> &'static str {
    match per {
        Per::Day => "每日",
        Per::Time => "每次",
        Per::Person => "每人",
    }
}

/// The rows of a benefit; they come last in the sentence.
pub(super) fn rows(printer: &mut Printer<'_>, act: &Act) -> String {
    match act {
        Act::Entitle {
            amount: Some(Amount::Tiers { sliced, rows }),
            ..
        } => {
            let sliced = if *sliced { "，分段计算" } else { "" };
            format!("{sliced}，标准为：{}", tiers(printer, rows))
        }
        _ => String::new(),
    }
}

fn place(printer: &mut Printer<'_>, place: Option<&Name>) -> String {
    place
        .map(|place| format!("在{}", printer.name(place)))
        .unwrap_or_default()
}

fn quantity(printer: &Printer<'_>, quantity: &Quantity) -> String {
    match quantity {
        Quantity {
            number,
            unit: Unit::Times,
        } if *number == Exact::ONE => "一次".to_owned(),
        Quantity {
            number,
            unit: Unit::Times,
        } => number::amount(printer.to, *number, Some(Unit::Times)),
        Quantity { number, unit } => {
            format!("{}以上", number::amount(printer.to, *number, Some(*unit)))
        }
    }
}

fn window(printer: &mut Printer<'_>, window: Option<&Located<Window>>) -> String {
    let Some(window) = window else {
        return String::new();
    };
    match &window.value {
        Window::Each(schedule) => words::schedule(*schedule).0.to_owned(),
        Window::By(day) => format!("于{}前", number::day(printer.to, *day)),
        Window::On(day) => format!("于{}当日", number::day(printer.to, *day)),
        Window::After {
            anchor: Anchor::Signing,
            length,
        } => {
            format!("在签订之日起{}内", number::length(printer.to, length.value))
        }
        Window::After {
            anchor: Anchor::Name(event),
            length,
        } => {
            format!(
                "在{}后{}内",
                printer.name(event),
                number::length(printer.to, length.value)
            )
        }
        Window::Before { anchor, length } => {
            let anchor = self::anchor(printer, anchor);
            format!(
                "在{}前{}",
                anchor.trim_end_matches("之日"),
                number::length(printer.to, length.value)
            )
        }
        Window::Within(length) => format!("在{}内", number::length(printer.to, length.value)),
        Window::Every { anchor, length } => {
            format!(
                "自{}起每{}",
                self::anchor(printer, anchor),
                number::length(printer.to, length.value)
            )
        }
    }
}

fn anchor(printer: &mut Printer<'_>, anchor: &Anchor) -> String {
    match anchor {
        Anchor::Signing => "签订之日".to_owned(),
        Anchor::Name(name) => printer.name(name),
    }
}
