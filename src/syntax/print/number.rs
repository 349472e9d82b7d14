//! Numbers, amounts, days and references as they are printed.

use chrono::Datelike;

use super::Printer;
use crate::diagnostic::Lang;
use crate::span::Located;
use crate::syntax::ast::{
    ArticleNumber, ArticleRef, DayRef, Expr, ExprKind, Length, Operator, Relation, RoundTo,
};
use crate::value::{Date, Exact, Unit};

/// What numbers are written with in Chinese.
pub(super) const NUMERALS: &str = "0123456789零一二三四五六七八九十百千万亿";
const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A whole number in Chinese numerals: 1234 is `一千二百三十四`, 10 is `十`.
pub(super) fn numeral(number: u64) -> String {
    if number == 0 {
        return DIGITS.first().copied().unwrap_or_default().to_owned();
    }
    let text = section(number);
    match text.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => text,
    }
}

/// The same with `一十` at its head: 亿, 万 and what is below them.
fn section(number: u64) -> String {
    for (size, word) in [(100_000_000, "亿"), (10_000, "万")] {
        if number >= size {
            let head = numeral(number / size);
            return format!("{head}{word}{}", tail(number % size, size / 10));
        }
    }
    below_ten_thousand(number)
}

/// What follows a larger unit, with 零 where a place is empty.
fn tail(rest: u64, full: u64) -> String {
    match rest {
        0 => String::new(),
        rest if rest < full => format!("零{}", section(rest)),
        rest => section(rest),
    }
}

fn below_ten_thousand(number: u64) -> String {
    for (size, word) in [(1000, "千"), (100, "百"), (10, "十")] {
        if number >= size {
            return format!(
                "{}{word}{}",
                digit(number / size),
                tail(number % size, size / 10)
            );
        }
    }
    digit(number).to_owned()
}

fn digit(number: u64) -> &'static str {
    usize::try_from(number)
        .ok()
        .and_then(|at| DIGITS.get(at))
        .copied()
        .unwrap_or_default()
}

/// `三分之二` or `2/3`, where no decimal writes the number.
fn fraction(to: Lang, number: Exact) -> String {
    let part = |part: i128| numeral(u64::try_from(part).unwrap_or(u64::MAX));
    match to {
        Lang::Zh => format!("{}分之{}", part(number.denom()), part(number.numer())),
        Lang::En => number.to_string(),
    }
}

/// `12.5`, `三分之二`
pub(super) fn plain(to: Lang, number: Exact) -> String {
    let decimal = number.to_string();
    if decimal.contains('/') {
        fraction(to, number)
    } else {
        decimal
    }
}

/// A share of a whole: `85%`, `三分之二`, `2/3`.
pub(super) fn ratio(to: Lang, number: Exact) -> String {
    let percent = number
        .checked_mul(Exact::from_int(100))
        .map(|percent| percent.to_string());
    match percent {
        Some(percent) if !percent.contains('/') => format!("{percent}%"),
        _ => fraction(to, number),
    }
}

/// A number with its unit; money comes in fen: `5.5元`, `18周岁`, `18 years`.
pub(crate) fn amount(to: Lang, number: Exact, unit: Option<Unit>) -> String {
    let Some(unit) = unit else {
        return plain(to, number);
    };
    let shown = match unit {
        Unit::Yuan => number.checked_div(Exact::from_int(100)).unwrap_or(number),
        _ => number,
    };
    format!(
        "{}{}",
        plain(to, shown),
        with_unit(to, unit, shown == Exact::ONE)
    )
}

/// The unit as it follows a number.
pub(super) fn with_unit(to: Lang, unit: Unit, one: bool) -> String {
    let surface = unit.surface();
    let word = if one { surface.en_one } else { surface.en_many };
    match (to, unit) {
        (Lang::Zh, _) => surface.zh.to_owned(),
        (Lang::En, Unit::Percent) => word.to_owned(),
        // `years` alone are years of age; the length of time says so.
        (Lang::En, Unit::Year) => format!(" {word} of time"),
        (Lang::En, _) => format!(" {word}"),
    }
}

/// `6个月`, `6 months`
pub(super) fn length(to: Lang, length: Length) -> String {
    let surface = length.unit.surface();
    match to {
        Lang::Zh => format!("{}{}", length.number, surface.zh),
        Lang::En if length.number == 1 => format!("1 {}", surface.en_one),
        Lang::En => format!("{} {}", length.number, surface.en_many),
    }
}

/// `「收入」的80%`, `80% of [income]`: a share between nothing and all of something short.
pub(super) fn is_share(left: &Expr, right: &Expr) -> bool {
    let share = matches!(right.value.as_ref(), ExprKind::Number { value, unit: None } if *value > Exact::ZERO && *value < Exact::ONE);
    share
        && matches!(
            left.value.as_ref(),
            ExprKind::Name(..) | ExprKind::Number { .. } | ExprKind::OfHousehold(_)
        )
}

/// What a share of households, or a quotient, is compared with, as it is best written: `5%`, not `0.05`.
pub(super) fn as_percent(left: &Expr, bounds: &[(Relation, Expr)]) -> Vec<(Relation, Expr)> {
    shown(bounds, |value| is_percent(left, value))
}

/// The same in a reckoning, where a number below 1 is a part of something too.
pub(super) fn parts_as_percent(left: &Expr, bounds: &[(Relation, Expr)]) -> Vec<(Relation, Expr)> {
    shown(bounds, |value| is_percent(left, value) || is_part(value))
}

fn shown(bounds: &[(Relation, Expr)], is_part: impl Fn(Exact) -> bool) -> Vec<(Relation, Expr)> {
    let shown = |bound: &Expr| match bound.value.as_ref() {
        ExprKind::Number { value, unit: None } if is_part(*value) => {
            let value = value.checked_mul(Exact::from_int(100))?;
            let unit = Some(Unit::Percent);
            let percent = ExprKind::Number { value, unit };
            (!value.to_string().contains('/')).then(|| Located::new(Box::new(percent), bound.span))
        }
        _ => None,
    };
    let bounds = bounds.iter();
    bounds
        .map(|(relation, bound)| (*relation, shown(bound).unwrap_or_else(|| bound.clone())))
        .collect()
}

fn is_percent(left: &Expr, bound: Exact) -> bool {
    match left.value.as_ref() {
        ExprKind::HouseholdShare(_) => true,
        ExprKind::Rounded { to, .. } => matches!(to, RoundTo::Ratio(_)),
        ExprKind::Arithmetic { op, .. } => *op == Operator::Divide && is_part(bound),
        _ => false,
    }
}

fn is_part(number: Exact) -> bool {
    number > Exact::ZERO && number < Exact::ONE
}

/// `2024年3月1日`, `2024-03-01`
pub(super) fn date(to: Lang, date: Date) -> String {
    match to {
        Lang::Zh => format!("{:04}年{}月{}日", date.year(), date.month(), date.day()),
        Lang::En => date.format("%Y-%m-%d").to_string(),
    }
}

/// `每年12月31日`, `31 December each year`
pub(super) fn day(to: Lang, day: DayRef) -> String {
    match (day, to) {
        (DayRef::Day(day), _) => date(to, day),
        (
            DayRef::Yearly {
                month,
                day,
                said: true,
            },
            Lang::Zh,
        ) => format!("每年{month}月{day}日"),
        (
            DayRef::Yearly {
                month,
                day,
                said: false,
            },
            Lang::Zh,
        ) => format!("{month}月{day}日"),
        (DayRef::Monthly { day }, Lang::Zh) => format!("每月{day}日"),
        (DayRef::ThisYear { month, day }, Lang::Zh) => format!("当年{month}月{day}日"),
        (
            DayRef::Yearly {
                month,
                day,
                said: true,
            },
            Lang::En,
        ) => format!("{day} {} each year", month_name(month)),
        (
            DayRef::Yearly {
                month,
                day,
                said: false,
            },
            Lang::En,
        ) => format!("{day} {}", month_name(month)),
        (DayRef::Monthly { day }, Lang::En) => format!("day {day} of each month"),
        (DayRef::ThisYear { month, day }, Lang::En) => {
            format!("{day} {} this year", month_name(month))
        }
    }
}

fn month_name(month: u8) -> &'static str {
    usize::from(month)
        .checked_sub(1)
        .and_then(|at| MONTHS.get(at))
        .copied()
        .unwrap_or_default()
}

/// `五`, `五之一` without 第 and 条; `5`, `5-1`.
fn article(to: Lang, number: ArticleNumber) -> String {
    match to {
        Lang::Zh => format!("第{}条", numeral(number.number.into())) + &inserted(number),
        Lang::En => number.to_string(),
    }
}

fn inserted(number: ArticleNumber) -> String {
    if number.inserted == 0 {
        String::new()
    } else {
        format!("之{}", numeral(number.inserted.into()))
    }
}

/// The heading of an article, without what follows it: `第五条`, `Article 5`.
pub(crate) fn heading(to: Lang, number: ArticleNumber) -> String {
    match to {
        Lang::Zh => article(to, number),
        Lang::En => format!("Article {}", article(to, number)),
    }
}

/// Whether the articles are more than one.
pub(super) fn are_several(articles: &[Located<ArticleRef>]) -> bool {
    articles.len() > 1 || articles.iter().any(|one| one.value.to.is_some())
}

/// `第九条第二款第（三）项`, `9(3)`, `3 to 5` behind the word `Article` or `paragraph 2 of Article`.
fn reference(to: Lang, to_what: ArticleRef) -> String {
    let mut text = article(to, to_what.article);
    match to {
        Lang::Zh => {
            if to_what.paragraph > 0 {
                text += &format!("第{}款", numeral(to_what.paragraph.into()));
            }
            if to_what.item > 0 {
                text += &format!("第（{}）项", numeral(to_what.item.into()));
            }
        }
        Lang::En if to_what.item > 0 => text += &format!("({})", to_what.item),
        Lang::En => {}
    }
    if let Some(last) = to_what.to {
        let word = if to == Lang::Zh { "至" } else { " to " };
        text += &format!("{word}{}", article(to, last));
    }
    text
}

impl Printer<'_> {
    /// `第三条、第五条`, `Articles 3 and 5`, `Article 3 and paragraph 2 of Article 5`; `last` is the English word
    /// before the last.
    pub(super) fn references(&self, articles: &[Located<ArticleRef>], last: &str) -> String {
        let whole = articles.iter().all(|to_what| to_what.value.paragraph == 0);
        let short: Vec<String> = articles
            .iter()
            .map(|to_what| reference(self.to, to_what.value))
            .collect();
        match (self.to, articles) {
            (Lang::Zh, _) => short.join("、"),
            (Lang::En, [_, _, ..]) if whole => format!("Articles {}", self.list(&short, last)),
            (Lang::En, _) => {
                let long: Vec<String> = articles
                    .iter()
                    .zip(&short)
                    .map(|(to_what, short)| spelt(to_what.value, short))
                    .collect();
                self.list(&long, last)
            }
        }
    }
}

fn spelt(to_what: ArticleRef, short: &str) -> String {
    match to_what.paragraph {
        0 if to_what.to.is_some() => format!("Articles {short}"),
        0 => format!("Article {short}"),
        paragraph => format!("paragraph {paragraph} of Article {short}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_have_their_zeros() {
        let cases = [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (101, "一百零一"),
            (110, "一百一十"),
            (1010, "一千零一十"),
            (1234, "一千二百三十四"),
            (10_000, "一万"),
            (10_010, "一万零一十"),
            (100_000, "十万"),
            (20_001, "二万零一"),
        ];
        for (number, text) in cases {
            assert_eq!(numeral(number), text);
        }
    }

    #[test]
    fn amounts_are_exact() {
        let half = Exact::from_int(550);
        assert_eq!(amount(Lang::Zh, half, Some(Unit::Yuan)), "5.5元");
        assert_eq!(
            amount(Lang::En, Exact::from_int(100), Some(Unit::Yuan)),
            "1 yuan"
        );
        let two_thirds = Exact::new(2, 3).unwrap_or(Exact::ZERO);
        assert_eq!(
            (ratio(Lang::Zh, two_thirds), ratio(Lang::En, two_thirds)),
            ("三分之二".to_owned(), "2/3".to_owned())
        );
    }
}
