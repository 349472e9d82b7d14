//! Sentences about names and about the text itself: forms 1, 2, 14, 17, 18.

use super::super::values::{date_of, name};
use super::super::{Node, Reader, Rule};
use super::amounts::{sum, value};
use super::contents::provided_for;
use super::days::{length, length_in, schedule};
use super::norms::{body, subject_in, whom};
use super::slips;
use super::values::{name_in, names, ratio, refs_in};
use crate::span::{Located, Span};
use crate::syntax::ast::{
    Body, Effect, End, Meaning, Provided, Quorum, Sentence, Start, Transition,
};
use crate::value::{Date, Exact};

/// Reads `This charter takes effect on …` · `This agreement runs for 3 years` · `This charter is adopted by …`.
pub(super) fn text(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let kid = node.kids().last()?;
    match kid.rule() {
        Rule::en_effect => effect(reader, &kid).map(Sentence::Effect),
        Rule::en_term => Some(Sentence::Effect(Effect::Term(length_in(reader, &kid)?))),
        Rule::en_adopted => {
            let (body, quorum) = (meeting(reader, &kid)?, quorum_in(reader, &kid)?);
            Some(Sentence::AdoptedBy { body, quorum })
        }
        _ => Some(Sentence::Interpretation {
            by: subject_in(reader, &kid)?,
        }),
    }
}

fn effect(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Effect> {
    let places = |kid: &Node<'_>| {
        matches!(
            kid.rule(),
            Rule::iso_date | Rule::name | Rule::en_start_day | Rule::en_length
        )
    };
    let mut kids = node.kids().filter(places);
    let first = kids.next()?;
    let start = match (first.rule(), first.text().to_lowercase()) {
        (Rule::iso_date, _) => Start::On(date_of(reader, &first)?),
        (_, word) if word.ends_with("publication") => Start::Publication,
        (_, word) if word.ends_with("adoption") => Start::Adoption,
        _ => Start::Signing,
    };
    let end = match kids.next() {
        None => None,
        Some(end) => Some(match end.rule() {
            Rule::name => End::Event(name(reader, &end)?),
            Rule::en_length => End::After(length(reader, &end)?),
            _ => End::On(date_of(reader, &end)?),
        }),
    };
    Some(Effect::From { start, end })
}

pub(super) fn meeting(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<Body>> {
    let meeting = node.find(Rule::en_meeting)?;
    let found = match meeting.find(Rule::en_body) {
        Some(known) => body(&known)?,
        None => Body::Named(name_in(reader, &meeting)?),
    };
    Some(Located::new(found, meeting.span()))
}

/// Reads the quorum among the children of `node`; the outer `None` is a fault.
#[expect(
    clippy::option_option,
    reason = "a quorum may be absent without a fault"
)]
pub(super) fn quorum_in(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Option<Quorum>> {
    let Some(node) = node.find(Rule::en_quorum) else {
        return Some(None);
    };
    let share = match node.find(Rule::en_ratio) {
        Some(share) => ratio(reader, &share)?,
        None => Exact::new(1, 2)?,
    };
    Some(Some(Quorum {
        of_present: node.has(Rule::en_of_present),
        share,
        inclusive: node.has(Rule::en_at_least),
    }))
}

/// Reads `Article 9 is repealed from D` · `is void from the beginning` · `does not apply to …` · `may be received together`.
pub(super) fn articles(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let articles = refs_in(reader, node)?;
    let kid = node.kids().last()?;
    Some(match kid.rule() {
        Rule::en_repealed => Sentence::Effect(Effect::Repeal {
            articles,
            from: date_in(reader, &kid)?,
        }),
        Rule::en_annulled => Sentence::Effect(Effect::Annul { articles }),
        Rule::en_provides_for => {
            let span = node.find(Rule::en_refs)?.span();
            Sentence::Provides {
                by: Located::new(Provided::Articles(articles), span),
                contents: provided_for(reader, node)?,
            }
        }
        Rule::en_not_apply => {
            let described = kid.find(Rule::en_whom)?;
            let (condition, who) = whom(reader, &described)?;
            let (condition, who) = slips::one_described(reader, described.span(), condition, who)?;
            Sentence::NotApply {
                articles,
                condition,
                who,
            }
        }
        _ => Sentence::Together {
            articles,
            benefits: Vec::new(),
        },
    })
}

/// Reads `[a] and [b] may be received together`.
pub(super) fn together(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let benefits = names(reader, &node.find(Rule::en_own_names)?)?;
    Some(Sentence::Together {
        articles: Vec::new(),
        benefits,
    })
}

/// Reads `It is refunded in full at the end if there was no breach`.
pub(super) fn refund_at_end(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let deposit = if node.has(Rule::name) {
        Some(name_in(reader, node)?)
    } else {
        None
    };
    Some(Sentence::RefundAtEnd { deposit })
}

/// Reads `This amendment does not apply to matters before 2025-01-01`.
pub(super) fn transition(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let before = if node.has(Rule::iso_date) {
        Some(date_in(reader, node)?)
    } else {
        None
    };
    let rule = match node.kids().nth(1)?.rule() {
        Rule::en_keeps => Transition::Keep,
        Rule::en_takes_all => Transition::All,
        _ => Transition::Open,
    };
    Some(Sentence::Effect(Effect::Transition { before, rule }))
}

/// Reads `[plan] requires the consent of the villagers' assembly with a majority of those present`.
pub(super) fn consent(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let matter = name_in(reader, node)?;
    Some(Sentence::Consent {
        matter,
        body: meeting(reader, node)?,
        quorum: quorum_in(reader, node)?,
    })
}

/// Reads `In this charter, [hardship household] means a household that …` · `[x] means [a] divided by 2`.
pub(super) fn definition(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let name = name_in(reader, node)?;
    let meaning = match node.find(Rule::en_whom) {
        None => Meaning::Value(value(reader, &node.find(Rule::en_value)?)?),
        Some(described) => {
            let (condition, who) = whom(reader, &described)?;
            let (condition, of) = slips::one_described(reader, described.span(), condition, who)?;
            Meaning::Condition { condition, of }
        }
    };
    Some(Sentence::Definition { name, meaning })
}

/// Reads `[relief factor] is calculated as follows`; the rows are still to come.
pub(super) fn case_definition(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    Some(Sentence::Definition {
        name: name_in(reader, node)?,
        meaning: Meaning::Cases {
            sliced: node.has(Rule::en_slice_by_slice),
            rows: Vec::new(),
        },
    })
}

/// Reads `[study rate] is 800 yuan from 2024-03-01, and 1000 yuan from 2025-01-01`.
pub(super) fn parameter(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let name = name_in(reader, node)?;
    let step = |reader: &mut Reader<'_>, node: &Node<'_>| {
        Some((
            date_in(reader, node)?,
            sum(reader, &node.find(Rule::en_sum)?)?,
        ))
    };
    let steps = node
        .all(Rule::en_step)
        .map(|kid| step(reader, &kid))
        .collect::<Option<_>>()?;
    let repealed = if node.has(Rule::iso_date) {
        Some(date_in(reader, node)?)
    } else {
        None
    };
    Some(Sentence::Parameter {
        name,
        steps,
        repealed,
    })
}

fn date_in(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<Date>> {
    date_of(reader, &node.find(Rule::iso_date)?)
}

/// Reads `[a] and [b] together do not exceed 5000 yuan per household each year`.
pub(super) fn cap(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let benefits = names(reader, &node.find(Rule::en_own_names)?)?;
    let limit = sum(reader, &node.find(Rule::en_sum)?)?;
    let end = Span::new(node.span().end as usize, node.span().end as usize);
    let Some(holder) = node.find(Rule::en_holder) else {
        slips::missing(
            reader,
            end,
            "per household",
            "没有写每户还是每人",
            "it is not said whether per household or per person",
        );
        return None;
    };
    let period = match (node.find(Rule::en_schedule), node.has(Rule::en_lifetime)) {
        (Some(period), _) => Some(schedule(&period)?),
        (None, true) => None,
        (None, false) => {
            slips::missing(
                reader,
                end,
                "each year",
                "没有写多长时间内的限额",
                "the time the cap is for is not said",
            );
            return None;
        }
    };
    Some(Sentence::Cap {
        benefits,
        per_person: holder.has(Rule::en_person),
        period,
        limit,
    })
}
