//! Numbers with their units, ratios, names, references to articles.

use super::super::articles::range_end;
use super::super::values::{blank_name, exact_of, name};
use super::super::{Node, Reader, Rule, number_of};
use super::slips;
use crate::span::{Located, Span};
use crate::syntax::ast::{ArticleNumber, ArticleRef, Expr, ExprKind, Name};
use crate::value::{Exact, Unit};

/// An expression at its place.
pub(super) fn at(kind: ExprKind, span: Span) -> Expr {
    Located::new(Box::new(kind), span)
}

/// Reads `1,200` · `3 million` · `three`.
pub(super) fn number(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Exact> {
    let scale = match node
        .find(Rule::en_scale)
        .map(|scale| scale.text().to_lowercase())
        .as_deref()
    {
        None => 1,
        Some("hundred") => 100,
        Some("thousand") => 1_000,
        Some("million") => 1_000_000,
        Some(_) => 1_000_000_000,
    };
    let value = match node.find(Rule::decimal) {
        Some(digits) => {
            exact_of(digits.text()).and_then(|value| value.checked_mul(Exact::from_int(scale)))
        }
        None => number_word(node.text()).map(Exact::from_int),
    };
    value.or_else(|| slips::bad_number(reader, node.span()))
}

fn number_word(word: &str) -> Option<i128> {
    const WORDS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let word = word.to_lowercase();
    (1..)
        .zip(WORDS)
        .find_map(|(number, known)| (known == word).then_some(number))
}

/// Reads a number of times or of a length: whole, and not too large.
pub(super) fn whole(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<u32> {
    let value = number(reader, node)?;
    let whole = value
        .to_integer()
        .and_then(|value| u32::try_from(value).ok());
    whole.or_else(|| slips::bad_number(reader, node.span()))
}

/// Reads `4000 yuan` · `3 points` · `0.2`; money becomes fen.
pub(super) fn quantity(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<(Exact, Option<Unit>)> {
    let mut numbers = node.all(Rule::en_number);
    let value = number(reader, &numbers.next()?)?;
    if let Some(odd) = node.find(Rule::en_odd_unit) {
        return odd_unit(reader, &odd, value);
    }
    let Some(word) = node.find(Rule::en_unit) else {
        return Some((value, None));
    };
    let (factor, unit) = unit(&word)?;
    let mut value = value.checked_mul(Exact::from_int(factor));
    if let Some(jiao) = numbers.next() {
        let jiao = number(reader, &jiao)?.checked_mul(Exact::from_int(10));
        value = value
            .zip(jiao)
            .and_then(|(yuan, jiao)| yuan.checked_add(jiao));
    }
    let value = value.or_else(|| slips::bad_number(reader, node.span()))?;
    Some((value, Some(unit)))
}

/// The unit a word stands for, and how many of what is kept make one of it.
fn unit(node: &Node<'_>) -> Option<(i128, Unit)> {
    let spelt = node
        .text()
        .to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace("meter", "metre");
    Some(match spelt.as_str() {
        "year" | "years" => (1, Unit::ZhouSui),
        "year of time" | "years of time" => (1, Unit::Year),
        "member" | "members" => (1, Unit::Person),
        "yuan" => (100, Unit::Yuan),
        "jiao" => (10, Unit::Yuan),
        word if word.starts_with("year") => (1, Unit::ZhouSui),
        word => (1, Unit::of_en(word)?),
    })
}

fn odd_unit(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    value: Exact,
) -> Option<(Exact, Option<Unit>)> {
    let (instead, read) = match node.text().to_lowercase().as_str() {
        "rmb" | "cny" | "kuai" => ("yuan", Some((100, Unit::Yuan))),
        "dollar" | "dollars" => ("yuan", None),
        "kg" | "pound" | "pounds" => ("kilograms", None),
        "km" | "mile" | "miles" => ("kilometres", None),
        "foot" | "feet" => ("metres", None),
        "week" | "weeks" => ("days", None),
        "score" => ("points", Some((1, Unit::Points))),
        "percentage" => ("%", None),
        _ => ("mu", None),
    };
    slips::bad_unit(reader, node.span(), instead);
    let (factor, unit) = read?;
    Some((value.checked_mul(Exact::from_int(factor))?, Some(unit)))
}

/// Reads `85%` · `2/3` · `two thirds` · `half`.
pub(super) fn ratio(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Exact> {
    let inner = node.first()?;
    let value = match inner.rule() {
        Rule::en_percent => percent(&inner),
        Rule::en_fraction => fraction(&inner),
        _ => Exact::new(1, 2),
    };
    value.or_else(|| slips::bad_number(reader, node.span()))
}

fn percent(node: &Node<'_>) -> Option<Exact> {
    let digits = node
        .find(Rule::percent)
        .and_then(|percent| percent.find(Rule::decimal))
        .or_else(|| node.find(Rule::decimal))?;
    exact_of(digits.text())?.checked_div(Exact::from_int(100))
}

fn fraction(node: &Node<'_>) -> Option<Exact> {
    if let Some(word) = node.find(Rule::en_number_word) {
        let part = match node
            .find(Rule::en_part_word)?
            .text()
            .to_lowercase()
            .trim_end_matches('s')
        {
            "half" | "halve" => 2,
            "third" => 3,
            "fourth" => 4,
            "fifth" => 5,
            _ => 10,
        };
        return Exact::new(number_word(word.text())?, part);
    }
    let mut parts = node.all(Rule::decimal).map(|part| exact_of(part.text()));
    parts.next()??.checked_div(parts.next()??)
}

/// Reads `____ yuan` · `____([deposit amount]) yuan`.
pub(super) fn blank(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ExprKind> {
    let name = blank_name(reader, &node.find(Rule::blank)?);
    let unit = match node.find(Rule::en_unit) {
        Some(word) => Some(unit(&word)?.1),
        None => None,
    };
    Some(ExprKind::Blank { name, unit })
}

/// Reads `[a], [b] and [c]`.
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
    refs(reader, &node.find(Rule::en_refs)?)
}

/// Reads `Articles 3, 5 to 7 and paragraph 2 of Article 9`.
pub(super) fn refs(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Vec<Located<ArticleRef>>> {
    let mut found = Vec::new();
    for group in node.all(Rule::en_ref_group) {
        if let Some(odd) = group
            .find(Rule::en_article_word)
            .and_then(|word| word.find(Rule::en_odd_article))
        {
            slips::abbreviated(reader, odd.span());
        }
        let paragraph = match group
            .find(Rule::en_paragraph_of)
            .and_then(|of| of.find(Rule::count))
        {
            Some(count) => number_of(count.text()).and_then(|number| u16::try_from(number).ok()),
            None => Some(0),
        };
        for kid in group.all(Rule::en_ref_range) {
            let read = paragraph.and_then(|paragraph| article_ref(&kid.first()?, paragraph));
            let mut read = read.or_else(|| slips::bad_number(reader, kid.span()))?;
            if let Some(end) = kid.find(Rule::en_ref_end) {
                read.to = Some(range_of(reader, &kid, read, &end)?);
            }
            found.push(Located::new(read, kid.span()));
        }
    }
    Some(found)
}

/// The last article of `3 to 5`; only whole articles make a range.
fn range_of(
    reader: &mut Reader<'_>,
    whole: &Node<'_>,
    first: ArticleRef,
    end: &Node<'_>,
) -> Option<ArticleNumber> {
    if (first.paragraph, first.item) != (0, 0) {
        slips::whole_articles(reader, whole.span());
        return None;
    }
    let last = article_number(end).or_else(|| slips::bad_number(reader, end.span()))?;
    range_end(reader, first.article, last, whole.span())
}

fn article_ref(node: &Node<'_>, paragraph: u16) -> Option<ArticleRef> {
    let item = node
        .find(Rule::en_ref_item)
        .map_or(Some(0), |found| number_of(found.text()))?;
    Some(ArticleRef {
        article: article_number(node)?,
        paragraph,
        item: u16::try_from(item).ok()?,
        to: None,
    })
}

fn article_number(node: &Node<'_>) -> Option<ArticleNumber> {
    let part = |rule| {
        node.find(rule)
            .map_or(Some(0), |found| number_of(found.text()))
    };
    Some(ArticleNumber {
        number: part(Rule::en_ref_article)?,
        inserted: u16::try_from(part(Rule::en_ref_inserted)?).ok()?,
    })
}
