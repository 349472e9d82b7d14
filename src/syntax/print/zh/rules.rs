//! Rules that are no norms, in Chinese: shares, points, which text prevails, properties.

use super::{expr, kin, subject};
use crate::diagnostic::Lang;
use crate::span::Located;
use crate::syntax::ast::{ArticleRef, Expr, Name, PointsRule, Property, ShareExtra};
use crate::syntax::print::{Printer, number, words};

/// `「总额」按人均分配，每人一份，<条件>的户另加1份`
pub(super) fn share(
    printer: &mut Printer<'_>,
    pot: &Name,
    per_person: bool,
    extra: &[ShareExtra],
) -> String {
    let mut text = printer.name(pot);
    text.push_str(if per_person {
        "按人均分配，每人一份"
    } else {
        "按户分配，每户一份"
    });
    for one in extra {
        let of = kin::described(printer, &one.condition, &one.of.value);
        let shares = number::plain(Lang::Zh, one.shares);
        text.push_str(&format!("，{of}另加{shares}份"));
    }
    text
}

/// Form 15.
pub(super) fn points(printer: &mut Printer<'_>, rule: &PointsRule) -> String {
    match rule {
        PointsRule::Each {
            action,
            points,
            deduct,
        } => {
            let gets = if *deduct { "扣" } else { "记" };
            let action = printer.name(action);
            format!("{action}一次，{gets}{}", plain(printer, points))
        }
        PointsRule::Redeem { step, gives } => format!(
            "积分每满{}可以兑换{}",
            plain(printer, step),
            plain(printer, gives)
        ),
        PointsRule::Reset(schedule) => format!("积分{}清零", words::schedule(*schedule).0),
        PointsRule::Floor(bound) => format!("积分最低为{}", plain(printer, bound)),
        PointsRule::Ceiling(bound) => format!("积分最高为{}", plain(printer, bound)),
        PointsRule::Expiry(length) => {
            format!("积分有效期为{}", number::length(Lang::Zh, length.value))
        }
    }
}

fn plain(printer: &mut Printer<'_>, of: &Expr) -> String {
    expr::at(printer, of, expr::Tight::Sum, expr::Place::Open)
}

/// `与第三条不一致的，以第五条为准`
pub(super) fn prevails(
    printer: &Printer<'_>,
    over: &[Located<ArticleRef>],
    winner: &Located<ArticleRef>,
) -> String {
    format!(
        "与{}不一致的，以{}为准",
        printer.references(over, ""),
        printer.references(std::slice::from_ref(winner), "")
    )
}

/// Form 22.
pub(super) fn property(printer: &mut Printer<'_>, property: &Property) -> String {
    match property {
        Property::Exclusive { first, second, who } => {
            let (first, second) = (printer.name(first), printer.name(second));
            let who = subject(printer, &who.value);
            format!("性质：领取{first}的{who}不得同时领取{second}")
        }
        Property::Monotone {
            fact,
            rises,
            benefit,
            falls_never,
        } => {
            let (fact, benefit) = (printer.name(fact), printer.name(benefit));
            let moves = if *rises { "提高" } else { "降低" };
            let never = if *falls_never { "减少" } else { "增加" };
            format!("性质：{fact}{moves}时，{benefit}不{never}")
        }
    }
}
