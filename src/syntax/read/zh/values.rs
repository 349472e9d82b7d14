//! Numbers with their units, ratios, references to articles.

use super::super::articles::range_end;
use super::super::values::{blank_name, exact_of, name, number_of};
use super::super::{Node, Reader, Rule};
use super::slips;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::{Located, Span};
use crate::syntax::ast::{ArticleNumber, ArticleRef, Expr, ExprKind, Name};
use crate::value::{Exact, Unit};

/// An expression at its place.
pub(super) fn at(kind: ExprKind, span: Span) -> Expr {
    Located::new(Box::new(kind), span)
}

/// Reads `240元`, `60周岁`, `85%`, `3`, `____元`: any child of `zh_plain_limit` but a day.
pub(super) fn plain(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expr> {
    let span = node.span();
    let kind = match node.rule() {
        Rule::zh_money => number_in(money(reader, node)?, Some(Unit::Yuan)),
        Rule::zh_quantity => {
            let (value, unit) = quantity(reader, node)?;
            number_in(value, Some(unit))
        }
        Rule::zh_ratio => number_in(ratio(reader, node)?, None),
        Rule::zh_number => number_in(number(reader, node)?, None),
        _ => blank(reader, node)?,
    };
    Some(at(kind, span))
}

const fn number_in(value: Exact, unit: Option<Unit>) -> ExprKind {
    ExprKind::Number { value, unit }
}

/// Reads `1,200` · `二百四十` · `3万`.
pub(super) fn number(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Exact> {
    let scale = match node.find(Rule::zh_scale).as_ref().map(Node::text) {
        None => 1,
        Some("百") => 100,
        Some("千") => 1_000,
        Some("万") => 10_000,
        Some("亿") => 100_000_000,
        Some(_) => 1_000_000_000_000,
    };
    let value =
        exact_of(node.first()?.text()).and_then(|value| value.checked_mul(Exact::from_int(scale)));
    value.or_else(|| bad_number(reader, node.span()))
}

fn bad_number<T>(reader: &mut Reader<'_>, span: Span) -> Option<T> {
    let written = span.of(reader.original).to_owned();
    let message = Text::new(
        format!("数字“{written}”读不懂：太大，或者有两种读法"),
        format!("the number `{written}` is too large or has two readings"),
    );
    reader.report(
        Diagnostic::new(Code::BadNumber, span, message)
            .help("请用阿拉伯数字写", "write it in digits"),
    );
    None
}

/// A whole number of things, such as the 3 of `累计3次`.
pub(super) fn whole(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<u32> {
    let value = number(reader, node)?;
    let whole = value
        .to_integer()
        .and_then(|whole| u32::try_from(whole).ok())
        .filter(|whole| *whole > 0);
    whole.or_else(|| {
        let message = Text::new("这里要写整数", "a whole number belongs here");
        reader.report(Diagnostic::new(Code::BadNumber, node.span(), message));
        None
    })
}

/// Reads `5元5角` in fen.
fn money(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Exact> {
    let mut numbers = node.all(Rule::zh_number);
    let (first, second) = (number(reader, &numbers.next()?)?, numbers.next());
    let in_jiao = node.has(Rule::zh_jiao) && second.is_none();
    let mut fen = first.checked_mul(Exact::from_int(if in_jiao { 10 } else { 100 }));
    if let Some(second) = second {
        let jiao = number(reader, &second)?.checked_mul(Exact::from_int(10))?;
        fen = fen.and_then(|fen| fen.checked_add(jiao));
    }
    if let Some(points) = node.find(Rule::zh_odd_fen) {
        let message = Text::new("“分”是评分，不是钱", "`分` is a score, not money");
        let help = ("金额请写成小数，如3.52元", "write the amount as a decimal");
        reader.report(Diagnostic::new(Code::BadUnit, points.span(), message).help(help.0, help.1));
    }
    fen.or_else(|| bad_number(reader, node.span()))
}

/// Reads `60周岁` · `半年`.
pub(super) fn quantity(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<(Exact, Unit)> {
    let Some(number_node) = node.find(Rule::zh_number) else {
        return Some((Exact::from_int(6), Unit::Month));
    };
    let value = number(reader, &number_node)?;
    let (unit, factor) = unit(reader, &node.find(Rule::zh_unit)?)?;
    Some((value.checked_mul(Exact::from_int(factor))?, unit))
}

/// Reads a unit word; one outside the list is reported, and read as what was probably meant. The factor turns
/// the number into the unit, money into fen.
pub(super) fn unit(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<(Unit, i128)> {
    match node.find(Rule::zh_odd_unit) {
        Some(odd) => odd_unit(reader, &odd),
        None => Unit::of_zh(node.text()).map(|unit| (unit, 1)),
    }
}

fn odd_unit(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<(Unit, i128)> {
    let word = node.text();
    let (code, instead, read) = match word {
        "岁" => (Code::UnclearAge, "周岁", Some((Unit::ZhouSui, 1))),
        "毛" | "毛钱" => (Code::BadUnit, "角", Some((Unit::Yuan, 10))),
        "月" => (Code::BadUnit, "个月", Some((Unit::Month, 1))),
        "块" | "块钱" | "圆" => (Code::BadUnit, "元", Some((Unit::Yuan, 100))),
        _ => (Code::BadUnit, "日", None),
    };
    let message = match code {
        Code::UnclearAge => Text::new(
            "“岁”不明确：虚岁还是周岁",
            "`岁` is unclear: completed years or years begun",
        ),
        _ => Text::new(
            format!("没有单位“{word}”"),
            format!("there is no unit `{word}`"),
        ),
    };
    let help = (format!("请写“{instead}”"), format!("write `{instead}`"));
    let mut found = Diagnostic::new(code, node.span(), message).help(help.0, help.1);
    // 岁 has two readings, and what was not read has none.
    if code == Code::BadUnit && read.is_some() {
        found = found.fixed(node.span(), instead);
    }
    reader.report(found);
    read
}

/// Reads `85%` · `三分之二` · `一半`.
pub(super) fn ratio(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Exact> {
    let inner = node.first()?;
    let part = |node: Option<Node<'_>>| node.and_then(|node| exact_of(node.text()));
    let mut kids = inner.kids();
    let value = match inner.rule() {
        Rule::percent => {
            part(kids.next()).and_then(|value| value.checked_div(Exact::from_int(100)))
        }
        Rule::zh_fraction => {
            let (whole, share) = (part(kids.next()), part(kids.next()));
            share
                .zip(whole)
                .and_then(|(share, whole)| share.checked_div(whole))
        }
        _ => Exact::new(1, 2),
    };
    value.or_else(|| bad_number(reader, node.span()))
}

fn blank(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ExprKind> {
    let marks = node.find(Rule::blank)?;
    let name = blank_name(reader, &marks);
    let unit = match node.find(Rule::zh_unit) {
        Some(word) => Some(unit(reader, &word)?.0),
        None => node.find(Rule::zh_yuan).map(|_| Unit::Yuan),
    };
    Some(ExprKind::Blank { name, unit })
}

/// Reads `「甲」、「乙」`.
pub(super) fn names(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Vec<Name>> {
    node.all(Rule::name).map(|kid| name(reader, &kid)).collect()
}

/// Reads the name among the children of `node`.
pub(super) fn name_in(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Name> {
    name(reader, &node.find(Rule::name)?)
}

/// Reads the articles named among the children of `node`.
pub(super) fn refs_in(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
) -> Option<Vec<Located<ArticleRef>>> {
    refs(reader, &node.find(Rule::zh_refs)?)
}

/// Reads `第三条、第五条至第七条`.
pub(super) fn refs(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Vec<Located<ArticleRef>>> {
    node.all(Rule::zh_ref)
        .map(|kid| article_ref(reader, &kid))
        .collect()
}

/// Reads `第七条第二款第（三）项` · `第三条至第五条`.
pub(super) fn article_ref(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<ArticleRef>> {
    let span = node.span();
    let read = || {
        let part = |rule: Rule| node.find(rule).map_or(Some(0), |found| count(&found));
        Some(ArticleRef {
            article: article_number(node)?,
            paragraph: small(part(Rule::zh_paragraph_count)?)?,
            item: small(part(Rule::zh_item_count)?)?,
            to: None,
        })
    };
    let mut found = read().or_else(|| bad_number(reader, span))?;
    let end = node.find(Rule::zh_ref_end);
    if let Some(end) = end.or_else(|| node.find(Rule::zh_short_end)) {
        let has_part =
            |of: &Node<'_>| of.has(Rule::zh_paragraph_count) || of.has(Rule::zh_item_count);
        if has_part(node) || has_part(&end) {
            slips::whole_articles(reader, span);
            return None;
        }
        let last = article_number(&end).or_else(|| bad_number(reader, end.span()))?;
        found.to = Some(range_end(reader, found.article, last, span)?);
    }
    Some(Located::new(found, span))
}

fn article_number(node: &Node<'_>) -> Option<ArticleNumber> {
    let part = |rule: Rule| node.find(rule).map_or(Some(0), |found| count(&found));
    Some(ArticleNumber {
        number: part(Rule::zh_article_count)?,
        inserted: small(part(Rule::zh_inserted_count)?)?,
    })
}

fn small(number: u32) -> Option<u16> {
    u16::try_from(number).ok()
}

/// The number in `七` or `（三）`.
pub(super) fn count(node: &Node<'_>) -> Option<u32> {
    number_of(
        node.text()
            .trim_matches(['（', '(', '）', ')', ' ', '\u{3000}']),
    )
}
