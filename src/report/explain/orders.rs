//! Which sentence gives way to which, what is presumed, and lines of the points ledger.

use super::Voice;
use crate::evaluate::Reason;
use crate::model::Place;
use crate::value::{Date, Unit};

impl Voice<'_> {
    /// `第一条让位于第二条（依第五条）`
    pub(super) fn defeated(&self, place: &Place, by: &Place, under: Option<&Place>) -> String {
        let full = |place| self.spell.full_place(place, self.lang);
        let (place, by) = (full(place), full(by));
        match under.map(full) {
            Some(under) => self.say(
                format!("{place}让位于{by}（依{under}）"),
                format!("{place} gives way to {by} (under {under})"),
            ),
            None => self.say(
                format!("{place}让位于{by}"),
                format!("{place} gives way to {by}"),
            ),
        }
    }

    /// `条文互相矛盾，依第六条推定：成立`
    pub(super) fn presumed(&self, place: &Place, reason: &Reason) -> String {
        let place = self.spell.full_place(place, self.lang);
        let verdict = self.verdict(reason);
        self.say(
            format!("各条互相矛盾，依{place}推定：{verdict}"),
            format!("the articles contradict each other; presumed under {place}: {verdict}"),
        )
    }

    /// `2024-06-01 第三条：-5分`
    pub(super) fn ledger_line(&self, place: Option<&Place>, on: Date, reason: &Reason) -> String {
        let why = match place {
            Some(place) => self.spell.full_place(place, self.lang),
            None => self.say("兑换", "points spent"),
        };
        let points = reason.value.as_ref().map_or_else(String::new, |value| {
            self.shown(value, Some(Unit::Points), None)
        });
        format!("{on} {why}{}{points}", self.colon())
    }
}
