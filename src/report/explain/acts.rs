//! When a duty is to be done, what was done of it, and what released from it.

use super::Voice;
use super::values::english;
use crate::register::EventId;
use crate::report::spell::word;
use crate::value::{Date, Exact};

impl Voice<'_> {
    pub(super) fn window(&self, from: Date, raw: Option<Date>, until: Option<Date>) -> String {
        let rolled = match (raw, until) {
            (Some(raw), Some(until)) if raw != until => self.say(
                format!("（原为{raw}，遇休息日顺延）"),
                format!(" (was {raw}, moved past rest days)"),
            ),
            (Some(_) | None, _) => String::new(),
        };
        match until {
            Some(until) => self.say(
                format!("期限{from}至{until}{rolled}"),
                format!("to be done from {from} to {until}{rolled}"),
            ),
            None => self.say(
                format!("自{from}起，没有期限"),
                format!("from {from}, without limit"),
            ),
        }
    }

    pub(super) fn anchor(&self, on: Date, length: Option<crate::model::Length>) -> String {
        let length = length.map_or_else(String::new, |length| {
            let number = Exact::from_int(i128::from(length.number));
            let (zh, en) = (length.unit.surface().zh, english(number, length.unit));
            self.say(format!("，{number}{zh}"), format!(", {number} {en}"))
        });
        self.say(
            format!("从{on}起算（当日不算）{length}"),
            format!("counted from {on}, that day not counted{length}"),
        )
    }

    pub(super) fn act(
        &self,
        event: EventId,
        on: Date,
        by: Option<&str>,
        id: Option<&str>,
    ) -> String {
        let name = self.event(event);
        let by = by.unwrap_or_default();
        let id = id.map_or_else(String::new, |id| {
            self.say(format!("（记录{id}）"), format!(" (record {id})"))
        });
        self.say(
            format!("{on}{by}「{name}」{id}"),
            format!("{on}: [{name}] {by}{id}"),
        )
    }

    pub(super) fn no_act(
        &self,
        event: EventId,
        (from, until): (Date, Date),
        known_until: Option<Date>,
    ) -> String {
        let name = self.event(event);
        let known = known_until.map_or_else(
            || self.say("没有登记", "no record is kept"),
            |day| {
                self.say(
                    format!("登记到{day}为止"),
                    format!("the record is complete to {day}"),
                )
            },
        );
        self.say(
            format!("{from}至{until}没有「{name}」（{known}）"),
            format!("no [{name}] from {from} to {until} ({known})"),
        )
    }

    pub(super) fn event(&self, event: EventId) -> String {
        self.spell
            .register
            .event(event)
            .map_or_else(String::new, |row| word(&row.label, self.lang).into())
    }

    /// `2024-05-01按第三条免除`
    pub(super) fn waived(&self, place: &str, on: Date) -> String {
        self.say(
            format!("{on}按{place}免除"),
            format!("waived on {on} under {place}"),
        )
    }

    /// `2024-12-31按第七条暂停履行`
    pub(super) fn rests(&self, place: &str, on: Date) -> String {
        self.say(
            format!("{on}按{place}暂停履行"),
            format!("on {on} performance is suspended under {place}"),
        )
    }
}
