//! Values of facts: read from a file or given by a program, checked by the same rules.

use super::{FactDeclaration, FactKind, FactValue, Label};
use crate::diagnostic::{Code, Lang, Text};
use crate::located::{Content, Node, is_forbidden};
use crate::value::dates::parse_iso;
use crate::value::{Date, Exact, Money, Unit};

/// No recorded number may be larger, in its unit (money in fen), so that sums cannot overflow.
pub(crate) const LARGEST: i128 = 1_000_000_000_000_000;
/// A recorded number has at most nine decimals.
const FINEST: i128 = 1_000_000_000;

/// Why a value or an entry of a facts file cannot be taken. The message never holds the value of
/// a sensitive fact.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .message.en)]
pub struct FactError {
    /// Stable code.
    pub code: Code,
    /// What is wrong: one sentence.
    pub message: Text,
    /// What to do.
    pub help: Option<Text>,
}

impl FactError {
    pub(crate) fn new(code: Code, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            code,
            message: Text::new(zh, en),
            help: None,
        }
    }

    pub(crate) fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Text::new(zh, en));
        self
    }
}

impl FactDeclaration {
    /// Reads a value as the file gives it; `None` where it is null. Checked.
    pub(crate) fn read(&self, node: &Node) -> Result<Option<FactValue>, FactError> {
        if node.is_null() {
            return Ok(None);
        }
        let value = match &self.kind {
            FactKind::Bool => node.truth().map(FactValue::Bool),
            FactKind::Integer | FactKind::Decimal => number(node).map(FactValue::Number),
            FactKind::Money => match number(node) {
                Some(yuan) => Some(FactValue::Number(self.fen(yuan)?)),
                None => None,
            },
            FactKind::Date => match node.text() {
                Some(text) => Some(FactValue::Date(self.date(text)?)),
                None => None,
            },
            FactKind::Enum(values) => node
                .text()
                .and_then(|text| position(values, text))
                .map(FactValue::Enum),
        };
        let value = value.ok_or_else(|| self.wrong_type(Some(node)))?;
        self.check(value)?;
        Ok(Some(value))
    }

    /// Whether a value is of the fact's type, within its range and of a size that sums can hold.
    ///
    /// # Errors
    /// `fact-type` or `fact-range`.
    pub fn check(&self, value: FactValue) -> Result<(), FactError> {
        let fits = match (&self.kind, value) {
            (FactKind::Bool, FactValue::Bool(_)) | (FactKind::Date, FactValue::Date(_)) => true,
            (FactKind::Integer | FactKind::Money, FactValue::Number(number)) => number.is_integer(),
            (FactKind::Decimal, FactValue::Number(_)) => true,
            (FactKind::Enum(values), FactValue::Enum(at)) => usize::from(at) < values.len(),
            (
                FactKind::Bool
                | FactKind::Integer
                | FactKind::Decimal
                | FactKind::Money
                | FactKind::Date
                | FactKind::Enum(_),
                _,
            ) => false,
        };
        if !fits {
            return Err(self.wrong_type(None));
        }
        match value {
            FactValue::Number(number) => self.check_range(number),
            FactValue::Bool(_) | FactValue::Date(_) | FactValue::Enum(_) => Ok(()),
        }
    }

    fn check_range(&self, number: Exact) -> Result<(), FactError> {
        let within = self
            .range
            .is_none_or(|(least, greatest)| least <= number && number <= greatest);
        if within && is_bounded(number) {
            return Ok(());
        }
        let (zh, en) = names(&self.label);
        let (least, greatest) = self
            .range
            .unwrap_or((Exact::from_int(-LARGEST), Exact::from_int(LARGEST)));
        let (least, greatest) = (self.shown(least), self.shown(greatest));
        Err(FactError::new(
            Code::FactRange,
            format!("{zh}应当在 {least} 到 {greatest} 之间"),
            format!("{en} lies between {least} and {greatest}"),
        ))
    }

    /// A number as people write it: money in yuan.
    pub(crate) fn shown(&self, number: Exact) -> String {
        match (&self.kind, number.to_integer().map(i64::try_from)) {
            (FactKind::Money, Some(Ok(fen))) => Money::from_fen(fen).yuan(),
            _ => number.to_string(),
        }
    }

    fn fen(&self, yuan: Exact) -> Result<Exact, FactError> {
        exact_fen(yuan).ok_or_else(|| {
            let (zh, en) = names(&self.label);
            too_fine(&zh, &en)
        })
    }

    fn date(&self, text: &str) -> Result<Date, FactError> {
        parse_iso(text).ok_or_else(|| {
            let (zh, en) = names(&self.label);
            let shown = if self.sensitive { None } else { Some(text) };
            no_date(&zh, &en, shown)
        })
    }

    fn wrong_type(&self, node: Option<&Node>) -> FactError {
        let (zh, en) = names(&self.label);
        let (wanted_zh, wanted_en) = self.wanted();
        let (but_zh, but_en) = match node {
            Some(node) if !self.sensitive => written(node),
            Some(_) | None => (String::new(), String::new()),
        };
        FactError::new(
            Code::FactType,
            format!("{zh}应当是{wanted_zh}{but_zh}"),
            format!("{en} is {wanted_en}{but_en}"),
        )
    }

    pub(crate) fn wanted(&self) -> (String, String) {
        let plain = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        let of_unit = |unit: Option<Unit>| {
            unit.map_or((String::new(), String::new()), |unit| {
                let surface = unit.surface();
                (
                    format!("（{}）", surface.zh),
                    format!(" ({})", surface.en_many),
                )
            })
        };
        let (unit_zh, unit_en) = of_unit(self.unit);
        match &self.kind {
            FactKind::Bool => plain(" true 或 false", "true or false"),
            FactKind::Integer => (format!("整数{unit_zh}"), format!("a whole number{unit_en}")),
            FactKind::Decimal => (format!("数{unit_zh}"), format!("a number{unit_en}")),
            FactKind::Money => plain("以元为单位的数", "a number of yuan"),
            FactKind::Date => plain(" 2024-03-01 这样的日期", "a date like 2024-03-01"),
            FactKind::Enum(values) => {
                let shown = |lang| -> Vec<&str> {
                    values
                        .iter()
                        .take(10)
                        .map(|value| value.label.get(lang))
                        .collect()
                };
                (
                    format!("以下之一：{}", shown(Lang::Zh).join("、")),
                    format!("one of: {}", shown(Lang::En).join(", ")),
                )
            }
        }
    }
}

/// A name in both languages with its quotes.
pub(crate) fn names(label: &Label) -> (String, String) {
    (
        format!("「{}」", label.get(Lang::Zh)),
        format!("[{}]", label.get(Lang::En)),
    )
}

/// Decimal text as a number.
pub(crate) fn number(node: &Node) -> Option<Exact> {
    node.text().and_then(Exact::parse_decimal)
}

/// Yuan in fen; none where there are more than two decimals.
pub(crate) fn exact_fen(yuan: Exact) -> Option<Exact> {
    yuan.checked_mul(Exact::from_int(100))
        .filter(Exact::is_integer)
}

/// Whether sums of such numbers can be held.
pub(crate) fn is_bounded(number: Exact) -> bool {
    let largest = Exact::from_int(LARGEST);
    number.denom() <= FINEST && largest.negated() <= number && number <= largest
}

pub(crate) fn too_fine(zh: &str, en: &str) -> FactError {
    FactError::new(
        Code::FactMoney,
        format!("{zh}的金额最多两位小数"),
        format!("{en} has at most two decimals"),
    )
}

pub(crate) fn no_date(zh: &str, en: &str, shown: Option<&str>) -> FactError {
    let (but_zh, but_en) = shown.map_or((String::new(), String::new()), |text| {
        let text = cut(text);
        (format!("：{text}"), format!(": `{text}`"))
    });
    FactError::new(
        Code::FactDate,
        format!("{zh}没有这一天{but_zh}"),
        format!("{en} is no day of the calendar{but_en}"),
    )
    .help("日期写成 2024-03-01", "write a date like 2024-03-01")
}

/// `, not …`: what stands there instead.
pub(crate) fn written(node: &Node) -> (String, String) {
    match &node.content {
        Content::Scalar { .. } if node.is_null() => {
            ("，却是空的".to_owned(), ", not empty".to_owned())
        }
        Content::Scalar { text, .. } => {
            let text = cut(text);
            (format!("，写的是“{text}”"), format!(", not `{text}`"))
        }
        Content::List(_) => ("，写的是列表".to_owned(), ", not a list".to_owned()),
        Content::Map(_) => ("，写的是对象".to_owned(), ", not a map".to_owned()),
    }
}

/// At most forty characters of a text, on one line, none of them invisible.
pub(crate) fn cut(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    let mut short = visible(line.chars().take(40));
    if line.len() < text.len() || line.chars().nth(40).is_some() {
        short.push('…');
    }
    short
}

/// A text in which what must not be printed is replaced.
pub(crate) fn visible(text: impl IntoIterator<Item = char>) -> String {
    let shown = |char| if is_forbidden(char) { '\u{fffd}' } else { char };
    text.into_iter().map(shown).collect()
}

fn position(values: &[super::NameDeclaration], text: &str) -> Option<u16> {
    let at = values.iter().position(|value| value.is_called(text))?;
    u16::try_from(at).ok()
}
