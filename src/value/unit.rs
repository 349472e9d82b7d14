//! The units a charter may use: a closed list, one table.

use serde::{Deserialize, Serialize};

/// A unit of the language; the list is closed, so that a misspelt one is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// 元, yuan.
    Yuan,
    /// 角, a tenth of a yuan; only read, amounts are kept in fen and printed in yuan.
    Jiao,
    /// 周岁, completed years of age, by the register's way of counting.
    ZhouSui,
    /// 年, year.
    Year,
    /// 个季度, quarter of a year.
    Quarter,
    /// 个月, month.
    Month,
    /// 日 or 天, day.
    Day,
    /// 个工作日, a day that is no rest day.
    WorkingDay,
    /// 小时, hour.
    Hour,
    /// 亩, mu (1/15 hectare).
    Mu,
    /// 平方米, square metre.
    SquareMetre,
    /// 米, metre.
    Metre,
    /// 公里, kilometre.
    Kilometre,
    /// 斤, jin (half a kilogram).
    Jin,
    /// 公斤, kilogram.
    Kilogram,
    /// %, a hundredth.
    Percent,
    /// 人 or 名, person.
    Person,
    /// 户, household.
    Household,
    /// 次, times something happened.
    Times,
    /// 份, share or copy.
    Copies,
    /// 倍, so many times as much.
    Fold,
    /// 分, points of a score; never money.
    Points,
}

/// How one unit is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surface {
    /// The unit.
    pub unit: Unit,
    /// Simplified Chinese, as printed.
    pub zh: &'static str,
    /// Other Chinese words for it that are read.
    pub zh_also: &'static [&'static str],
    /// English for one.
    pub en_one: &'static str,
    /// English for any other number.
    pub en_many: &'static str,
    /// Other English words for it that are read.
    pub en_also: &'static [&'static str],
}

/// The one table of surfaces, in the order of [`Unit`]. `year` stands for two units: read alone
/// it is the later one, the length of time.
static SURFACES: [Surface; 22] = [
    row(Unit::Yuan, "元", &[], "yuan", "yuan", &[]),
    row(Unit::Jiao, "角", &[], "jiao", "jiao", &[]),
    row(
        Unit::ZhouSui,
        "周岁",
        &[],
        "year",
        "years",
        &["years of age", "years old"],
    ),
    row(Unit::Year, "年", &[], "year", "years", &[]),
    row(
        Unit::Quarter,
        "个季度",
        &["季度"],
        "quarter",
        "quarters",
        &[],
    ),
    row(Unit::Month, "个月", &[], "month", "months", &[]),
    row(Unit::Day, "日", &["天"], "day", "days", &[]),
    row(
        Unit::WorkingDay,
        "个工作日",
        &["工作日"],
        "working day",
        "working days",
        &[],
    ),
    row(Unit::Hour, "小时", &["个小时"], "hour", "hours", &[]),
    row(Unit::Mu, "亩", &[], "mu", "mu", &[]),
    row(
        Unit::SquareMetre,
        "平方米",
        &[],
        "square metre",
        "square metres",
        &[],
    ),
    row(Unit::Metre, "米", &[], "metre", "metres", &[]),
    row(Unit::Kilometre, "公里", &[], "kilometre", "kilometres", &[]),
    row(Unit::Jin, "斤", &[], "jin", "jin", &[]),
    row(Unit::Kilogram, "公斤", &[], "kilogram", "kilograms", &[]),
    row(
        Unit::Percent,
        "%",
        &["％"],
        "%",
        "%",
        &["percent", "per cent"],
    ),
    row(
        Unit::Person,
        "人",
        &["名"],
        "person",
        "persons",
        &["people"],
    ),
    row(Unit::Household, "户", &[], "household", "households", &[]),
    row(Unit::Times, "次", &[], "time", "times", &[]),
    row(
        Unit::Copies,
        "份",
        &[],
        "share",
        "shares",
        &["copy", "copies"],
    ),
    row(Unit::Fold, "倍", &[], "fold", "fold", &[]),
    row(Unit::Points, "分", &[], "point", "points", &[]),
];

const fn row(
    unit: Unit,
    zh: &'static str,
    zh_also: &'static [&'static str],
    en_one: &'static str,
    en_many: &'static str,
    en_also: &'static [&'static str],
) -> Surface {
    Surface {
        unit,
        zh,
        zh_also,
        en_one,
        en_many,
        en_also,
    }
}

impl Surface {
    /// Every unit with its words.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &SURFACES
    }

    fn reads_zh(&self, word: &str) -> bool {
        self.zh == word || self.zh_also.contains(&word)
    }

    fn reads_en(&self, word: &str) -> bool {
        self.en_one == word || self.en_many == word || self.en_also.contains(&word)
    }
}

impl Unit {
    /// Every unit, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        SURFACES.iter().map(|surface| surface.unit)
    }

    /// How the unit is written.
    #[must_use]
    pub fn surface(self) -> &'static Surface {
        let [first, ..] = &SURFACES;
        // A test holds that the table is complete and in order.
        SURFACES.get(self as usize).unwrap_or(first)
    }

    /// The unit a (simplified) Chinese word stands for.
    #[must_use]
    pub fn of_zh(word: &str) -> Option<Self> {
        SURFACES
            .iter()
            .find(|surface| surface.reads_zh(word))
            .map(|surface| surface.unit)
    }

    /// The unit an English word stands for, singular or plural, in lower case. `year` and
    /// `years` are the length of time; beside an age they mean [`Unit::ZhouSui`].
    #[must_use]
    pub fn of_en(word: &str) -> Option<Self> {
        let read = SURFACES.iter().rfind(|surface| surface.reads_en(word));
        read.map(|surface| surface.unit)
    }

    /// Whether the unit counts things (人, 户, 次, 份, 倍, 分) or is a ratio (%): under × and ÷
    /// such an amount is a plain number.
    #[must_use]
    pub const fn is_plain(self) -> bool {
        matches!(
            self,
            Self::Percent
                | Self::Person
                | Self::Household
                | Self::Times
                | Self::Copies
                | Self::Fold
                | Self::Points
        )
    }

    /// Whether the unit measures how long something lasts.
    #[must_use]
    pub const fn is_time(self) -> bool {
        matches!(
            self,
            Self::Year | Self::Quarter | Self::Month | Self::Day | Self::WorkingDay | Self::Hour
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_table_is_complete_and_in_order() {
        let units: Vec<Unit> = Unit::all().collect();
        assert_eq!(units.last(), Some(&Unit::Points));
        for (at, surface) in Surface::all().iter().enumerate() {
            assert_eq!(surface.unit as usize, at);
            assert_eq!(surface.unit.surface(), surface);
        }
    }

    #[test]
    fn every_word_reads_back() {
        for surface in Surface::all() {
            assert_eq!(
                Unit::of_zh(surface.zh),
                Some(surface.unit),
                "{}",
                surface.zh
            );
            for word in surface.zh_also {
                assert_eq!(Unit::of_zh(word), Some(surface.unit), "{word}");
            }
            for word in [surface.en_one, surface.en_many]
                .iter()
                .chain(surface.en_also)
            {
                let expected = if word.trim_end_matches('s') == "year" {
                    Unit::Year
                } else {
                    surface.unit
                };
                assert_eq!(Unit::of_en(word), Some(expected), "{word}");
            }
        }
    }

    #[test]
    fn a_word_outside_the_list_is_no_unit() {
        for word in ["", "岁", "公顷", "块", "Yuan", "kilo"] {
            assert_eq!(
                (Unit::of_zh(word), Unit::of_en(word)),
                (None, None),
                "{word}"
            );
        }
    }
}
