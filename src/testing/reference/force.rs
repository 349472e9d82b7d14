//! The law in time: documents, articles, agreements and their terms; exceptions.

use crate::evaluate::Need;
use crate::facts::Agreement;
use crate::model::{Document, DocumentId, Exception, Expr, Norm, Place};
use crate::register::AgreementId;
use crate::value::Date;

use super::dates;
use super::truth::Truth;
use super::versions::Law;
use super::world::{At, Who, World};

/// From which day a norm's history can be told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Start {
    Day(Date),
    /// The text does not say when it begins.
    NoDate(DocumentId),
    /// It is not known when it was signed, or whether.
    Unsigned(AgreementId),
}

/// Under which agreement record a norm speaks (none for other texts), and since when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Setting {
    pub(super) record: Option<usize>,
    pub(super) start: Start,
}

impl World<'_> {
    /// Whether the article lives on that day.
    pub(super) fn article_lives(&self, place: Place, day: Date) -> bool {
        let Some(document) = self.document(place.document) else {
            return false;
        };
        let mut articles = document.articles.iter();
        articles
            .find(|article| article.number == place.article)
            .is_none_or(|article| {
                !article.annulled && article.repealed.is_none_or(|repealed| day < repealed)
            })
    }

    /// Whether the article is as if never written.
    pub(super) fn is_annulled(&self, place: Place) -> bool {
        let document = self.document(place.document);
        let mut articles = document.iter().flat_map(|document| &document.articles);
        articles.any(|article| article.number == place.article && article.annulled)
    }

    /// Every agreement record a document speaks under; once without one for other documents.
    pub(super) fn settings(&self, document: &Document, id: DocumentId) -> Vec<Setting> {
        let Some(agreement) = document.agreement else {
            let start = document.from.map_or(Start::NoDate(id), Start::Day);
            return vec![Setting {
                record: None,
                start,
            }];
        };
        let unsigned = Start::Unsigned(agreement);
        if self.household.agreements.is_none() {
            return vec![Setting {
                record: None,
                start: unsigned,
            }];
        }
        let records = self.records().iter().enumerate();
        records
            .filter(|(_, record)| record.of == agreement)
            .map(|(index, record)| Setting {
                record: Some(index),
                start: record.signed.map_or(unsigned, Start::Day),
            })
            .collect()
    }

    pub(super) fn settings_of(&self, norm: &Norm) -> Vec<Setting> {
        let id = norm.place.document;
        let settings = self.document(id);
        let settings = settings.map(|document| self.settings(document, id));
        let first = self.begins(norm.place, Law::of(norm).sense);
        let begun = |setting: Setting| Setting {
            start: match setting.start {
                Start::Day(day) => Start::Day(first.map_or(day, |first| first.max(day))),
                start @ (Start::NoDate(_) | Start::Unsigned(_)) => start,
            },
            ..setting
        };
        settings
            .unwrap_or_default()
            .into_iter()
            .map(begun)
            .collect()
    }

    /// The last day of an agreement's term as far as the record shows it today.
    pub(super) fn term_end(&self, record: &Agreement) -> Option<Date> {
        let text = self.text_of(record.of);
        let term = text
            .and_then(|text| text.term)
            .and_then(|term| dates::plus(record.signed?, term, 1));
        let ending = text.and_then(|text| text.until_event).and_then(|event| {
            let acts = self.acts(event, Who::Household).into_iter();
            acts.map(|act| act.on)
                .find(|on| record.signed.is_some_and(|signed| signed <= *on))
        });
        [record.ended, term, ending].into_iter().flatten().min()
    }

    /// Whether the day lies in the term of the agreement.
    pub(super) fn in_term(&self, record: &Agreement, day: Date) -> Truth {
        if record.ended.is_some_and(|ended| day > ended) {
            return Truth::No;
        }
        let Some(signed) = record.signed else {
            return Truth::open(Need::Signed(record.of));
        };
        if day < signed || self.term_end(record).is_some_and(|end| day > end) {
            return Truth::No;
        }
        let event = self.text_of(record.of).and_then(|text| text.until_event);
        let Some((event, eve)) = event.zip(dates::plus_days(day, -1)) else {
            return Truth::Yes;
        };
        let needs = self.record_to(event, eve);
        if eve < signed || needs.is_empty() {
            Truth::Yes
        } else {
            Truth::Open(needs)
        }
    }

    /// Whether an agreement of that kind is in force on the day.
    pub(super) fn has_signed(&self, agreement: AgreementId, day: Date) -> Truth {
        if self.household.agreements.is_none() {
            return Truth::open(Need::Signed(agreement));
        }
        let of_kind = self
            .records()
            .iter()
            .filter(|record| record.of == agreement);
        Truth::any(of_kind.map(|record| self.in_term(record, day)))
    }

    /// Whether the norm speaks on that day under that setting.
    pub(super) fn in_force(&self, norm: &Norm, setting: Setting, day: Date, law: Law) -> Truth {
        if !self.is_law(norm.place, day, law) {
            return Truth::No;
        }
        let of = self
            .document(norm.place.document)
            .and_then(|document| document.agreement);
        match (of, setting.record.and_then(|record| self.record(record))) {
            (None, _) => Truth::Yes,
            (Some(agreement), None) => Truth::open(Need::Signed(agreement)),
            (Some(_), Some(record)) => self.in_term(record, day),
        }
    }

    /// Whether one of the exceptions holds.
    pub(super) fn is_excepted(&self, exceptions: &[Exception], at: At) -> Truth {
        Truth::any(exceptions.iter().map(|exception| {
            if !self.is_law(exception.place, at.day, at.law) {
                return Truth::No;
            }
            let holds = self.truth(&exception.when, at);
            let undone = self.is_excepted(&exception.unless, at);
            Truth::all([holds, undone.not()])
        }))
    }

    /// Condition and exceptions, whatever is in force.
    pub(super) fn holds(&self, when: Option<&Expr>, unless: &[Exception], at: At) -> Truth {
        let when = when.map_or(Truth::Yes, |when| self.truth(when, at));
        if when.is_no() {
            return Truth::No;
        }
        Truth::all([when, self.is_excepted(unless, at).not()])
    }

    /// Whether the norm applies to somebody on a day: in force, there, condition, no exception.
    pub(super) fn applies(&self, norm: &Norm, setting: Setting, who: Who, day: Date) -> Truth {
        self.applies_as(norm, setting, who, day, Law::of(norm))
    }

    /// The same, also for what began before the version was replaced.
    pub(super) fn applies_as(
        &self,
        norm: &Norm,
        setting: Setting,
        who: Who,
        day: Date,
        law: Law,
    ) -> Truth {
        if !self.is_there(who, day) {
            return Truth::No;
        }
        let at = At {
            day,
            member: who.member(),
            record: setting.record,
            law,
            ..At::default()
        };
        let in_force = self.in_force(norm, setting, day, law);
        if in_force.is_no() {
            return Truth::No;
        }
        Truth::all([in_force, self.holds(norm.when.as_ref(), &norm.unless, at)])
    }
}
