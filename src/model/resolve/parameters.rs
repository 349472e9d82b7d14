//! Parameters: their values from day to day, in a text and in what amends it.

use super::context::Context;
use super::expr::{Reads, Scope};
use super::names::{ParameterText, State};
use super::sorts::Typed;
use crate::diagnostic::{Code, Text};
use crate::model::{Expr, Parameter, ParameterId, Place, Sort};
use crate::value::Date;

/// From which day which value; none: repealed.
type Steps = Vec<(Date, Option<Expr>)>;

impl Context<'_> {
    /// One row for a parameter: the steps of the text, and from its day on those of each amendment.
    pub(super) fn parameter(&mut self, index: usize, texts: &[ParameterText<'_>]) -> Option<State> {
        let mut last: Option<Typed> = None;
        let mut read = Vec::new();
        for text in texts {
            let (steps, typed) = self.parameter_steps(text, last)?;
            last = Some(typed);
            read.push((text.place, steps));
        }
        let sort = last?.sort;
        let place = read.first()?.0;
        let id = ParameterId(u32::try_from(self.meaning.parameters.len()).ok()?);
        self.meaning.parameters.push(Parameter {
            name: self.names.nodes.get(index)?.label.clone(),
            sort,
            place,
            steps: self.in_turn(read),
        });
        Some(State::Parameter { id, sort })
    }

    /// The steps of one sentence, each of the sort of those before it.
    fn parameter_steps(
        &mut self,
        text: &ParameterText<'_>,
        mut last: Option<Typed>,
    ) -> Option<(Steps, Typed)> {
        let place = text.place;
        let scope = Scope::new(&place, Reads::Nothing);
        let read: Vec<_> = text
            .steps
            .iter()
            .map(|(day, value)| Some((*day, value.span, self.typed(scope, value)?)))
            .collect();
        let read = read.into_iter().collect::<Option<Vec<_>>>()?;
        let mut steps: Steps = Vec::new();
        for (day, span, value) in read {
            let (first, value) = match last {
                Some(last) => self.same(&place, span, last, value)?,
                None if matches!(value.sort, Sort::Number(_) | Sort::Date) => {
                    (value.clone(), value)
                }
                None => return self.not_an_amount(&place, place.span, value.sort),
            };
            if steps.iter().any(|(other, _)| *other == day.value) {
                self.two_values(&place, day);
                return None;
            }
            steps.push((day.value, Some(value.expr)));
            last = Some(first);
        }
        steps.extend(text.repealed.map(|day| (day, None)));
        steps.sort_by_key(|(day, _)| *day);
        Some((steps, last?))
    }

    fn two_values(&mut self, place: &Place, day: crate::span::Located<Date>) {
        let message = Text::new(
            format!("{}有两个值", day.value),
            format!("there are two values on {}", day.value),
        );
        self.report(place, day.span, Code::DuplicateName, message);
    }

    /// The steps of a text to the day on which its article ends, then those of what amends it: the earlier
    /// value goes on until the first step of the later text.
    fn in_turn(&self, mut texts: Vec<(Place, Steps)>) -> Steps {
        let amended = |place: Place| {
            let row = self.meaning.documents.get(place.document.index());
            row.filter(|row| row.amends.is_some())
                .and_then(|row| row.from)
        };
        texts.sort_by_key(|(place, _)| amended(*place));
        let begins: Vec<Option<Date>> = texts.iter().map(|(place, _)| amended(*place)).collect();
        let mut all = Steps::new();
        for (place, steps) in texts {
            let from = amended(place);
            let turn = match (from, steps.first()) {
                (Some(from), Some((first, _))) => Some(from.max(*first)),
                (from, _) => from,
            };
            all.retain(|(day, _)| turn.is_none_or(|turn| *day < turn));
            let begun = steps.iter().rev().find(|(day, _)| Some(*day) <= from);
            all.extend(
                from.zip(begun)
                    .map(|(from, (_, value))| (from, value.clone())),
            );
            let later = steps.iter().filter(|(day, _)| Some(*day) > from);
            all.extend(later.cloned());
            let end = self.end_of_article(place);
            if let Some(end) = end.filter(|end| !begins.contains(&Some(*end))) {
                all.retain(|(day, _)| *day < end);
                all.push((end, None));
            }
        }
        all
    }

    /// The first day without this version of an article, in a text that is amended.
    fn end_of_article(&self, place: Place) -> Option<Date> {
        if self.family(place.document).len() < 2 {
            return None;
        }
        let row = self.meaning.documents.get(place.document.index())?;
        let mut articles = row.articles.iter();
        let article = articles.find(|article| article.number == place.article)?;
        let replaced = article.replaced.map(|(from, _)| from);
        match (article.repealed, replaced) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }
}
