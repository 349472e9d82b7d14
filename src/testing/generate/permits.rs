//! What some cases get on top: rights, waivers, duties that rest, powers, days of signing and completed years.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::amendments::{Change, change};
use super::assemble::{Numbering, nowhere};
use super::consequences::on_breach;
use super::expressions::{Scope, condition, dated, event, length, schedule, years};
use super::households::{RawEvent, events};
use super::norms::{self, ALL, action, ban, duty, entitle_each, window};
use super::texts::{Ending, end_articles};
use super::vocabulary::{Words, date};
use super::{Case, VillageCase, aim};
use crate::model::{
    Action, Anchor, Ban, BodyRef, Consequence, Day, DocumentId, Duty, Effect, Expr, Head, Length,
    Norm, NormId, Permit, Schedule, Subject, Window,
};
use crate::value::{Date, Unit};

/// One sentence: in which text, how an amendment of that text changes it, when its article ends.
type Sentence = (u32, Norm, Option<Change>, Option<Option<Date>>);

/// Sentences, and events aimed at what they speak of.
#[derive(Clone, Debug)]
pub(super) struct Addition {
    sentences: Vec<Sentence>,
    events: Vec<RawEvent>,
    waivers: Vec<RawEvent>,
    used: Vec<RawEvent>,
}

fn scope() -> impl Strategy<Value = Scope> {
    prop_oneof![3 => Just(Scope::Household), 2 => Just(Scope::Person)]
}

/// A ban and a right to do the same, with what follows a breach.
fn right() -> BoxedStrategy<Vec<Norm>> {
    let window = prop_oneof![
        3 => Just(Window::Open),
        1 => date().prop_map(|day| Window::By(Day::On(day))),
        1 => date().prop_map(|day| Window::On(Day::On(day))),
        3 => window(),
        2 => (event(), length())
            .prop_map(|(event, length)| Window::After(Anchor::Event(event), length)),
        1 => length().prop_map(|length| Window::After(Anchor::Signing(Words::CARE), length)),
    ];
    let banned = scope().prop_flat_map(|scope| (norm_of(scope, ban(scope)), follows(scope)));
    (banned, scope(), window)
        .prop_flat_map(|((ban, follows), scope, window)| {
            let action = match &ban.head {
                Head::Ban(Ban { action, .. }) => action.clone(),
                _ => Action::Event(Words::DUMP),
            };
            let may = norm(scope, Head::Permit(Permit::Do { action, window }));
            let follows = norm(scope_of(&ban.subject), follows);
            (Just(ban), may, weighted(0.7, follows))
        })
        .prop_map(|(ban, may, follows)| [ban, may].into_iter().chain(follows).collect())
        .boxed()
}

const fn scope_of(subject: &Subject) -> Scope {
    match subject {
        Subject::Person => Scope::Person,
        Subject::Household | Subject::Village | Subject::Body(_) => Scope::Household,
    }
}

/// Half of them without any condition or exception.
fn norm(scope: Scope, head: Head) -> BoxedStrategy<Norm> {
    (norms::norm(scope, head), prop::bool::ANY)
        .prop_map(|(norm, plain)| {
            if plain {
                Norm {
                    when: None,
                    unless: Vec::new(),
                    ..norm
                }
            } else {
                norm
            }
        })
        .boxed()
}

/// On a condition in any case.
fn conditioned(scope: Scope, head: Head) -> BoxedStrategy<Norm> {
    (norm(scope, head), condition(scope, ALL))
        .prop_map(|(norm, when)| Norm {
            when: norm.when.or(Some(when)),
            ..norm
        })
        .boxed()
}

fn norm_of(scope: Scope, head: BoxedStrategy<Head>) -> BoxedStrategy<Norm> {
    head.prop_flat_map(move |head| norm(scope, head)).boxed()
}

/// Mostly one that arises for sure.
fn plain_window() -> BoxedStrategy<Window> {
    prop_oneof![
        3 => schedule().prop_map(Window::Each),
        2 => date().prop_map(|day| Window::By(Day::On(day))),
        2 => length().prop_map(Window::Within),
        1 => Just(Window::Open),
        1 => window(),
    ]
    .boxed()
}

/// A duty, and who may be let off it.
fn waived() -> BoxedStrategy<Vec<Norm>> {
    let let_off = prop::sample::select(vec![
        (Words::REPORT, Some(Words::SPARED)),
        (Words::REPORT, Some(Words::SPARED)),
        (Words::HELP, Some(Words::EXCUSED)),
        (Words::HELP, Some(Words::EXCUSED)),
        (Words::CLEAR, None),
    ]);
    let both = prop::bool::weighted(0.2);
    (scope(), let_off, both, duty(plain_window()))
        .prop_flat_map(|(scope, (of, by), both, duty)| {
            let action = Action::Event(of);
            let other = (Action::Event(Words::REPORT), Some(Words::SPARED));
            let other = Some(other).filter(|_| both && of != Words::REPORT);
            let duties = std::iter::once((action.clone(), by)).chain(other);
            let waive = Permit::Waive {
                duties: duties.collect(),
                by: Subject::Body(BodyRef::Committee),
            };
            (
                norm(scope, Head::Duty(Duty { action, ..duty })),
                prop_oneof![
                    1 => norm(scope, Head::Permit(waive.clone())),
                    3 => conditioned(scope, Head::Permit(waive)),
                ],
                weighted(
                    0.4,
                    follows(scope).prop_flat_map(move |head| norm(scope, head)),
                ),
            )
        })
        .prop_map(|(duty, waive, follows)| [duty, waive].into_iter().chain(follows).collect())
        .boxed()
}

fn pause() -> impl Strategy<Value = Head> {
    let of = vec((0_u32..12).prop_map(NormId), 1..4);
    let until = weighted(0.3, action());
    (of, prop::bool::weighted(0.3), until).prop_map(|(of, clock_runs, until)| {
        Head::Permit(Permit::Pause {
            of,
            clock_runs,
            until,
        })
    })
}

/// A duty that rests on a condition.
fn rests() -> BoxedStrategy<Vec<Norm>> {
    let rest = |scope| pause().prop_flat_map(move |pause| conditioned(scope, pause));
    let duty = |scope| norm_of(scope, duty(plain_window()).prop_map(Head::Duty).boxed());
    scope()
        .prop_flat_map(move |scope| (duty(scope), rest(scope), weighted(0.3, rest(scope))))
        .prop_map(|(duty, rest, more)| [duty, rest].into_iter().chain(more).collect())
        .boxed()
}

/// What follows a breach, also that somebody may do something, and a repair that takes its time.
fn follows(scope: Scope) -> BoxedStrategy<Head> {
    let repair = duty(
        Just(Window::Within(Length {
            number: 3,
            unit: Unit::Month,
        }))
        .boxed(),
    );
    (on_breach(scope), action(), weighted(0.5, repair))
        .prop_map(|(mut head, action, repair)| {
            if let Head::OnBreach { consequences, .. } = &mut head {
                let power = Effect::Power {
                    holder: Subject::Body(BodyRef::Committee),
                    action,
                };
                let repair = repair.map(|duty| Effect::Repair {
                    duty,
                    failing: Vec::new(),
                });
                let more = std::iter::once(power).chain(repair);
                consequences.extend(more.map(|effect| Consequence {
                    place: nowhere(),
                    unless: Vec::new(),
                    effect,
                    voids: Vec::new(),
                }));
            }
            head
        })
        .boxed()
}

/// What the other party of an agreement may or must do.
fn powers() -> BoxedStrategy<Vec<Norm>> {
    let body = |head: BoxedStrategy<Head>| {
        norm_of(Scope::Household, head).prop_map(|norm| Norm {
            subject: Subject::Body(BodyRef::Committee),
            ..norm
        })
    };
    let may = (action(), plain_window())
        .prop_map(|(action, window)| Head::Permit(Permit::Do { action, window }));
    let must = duty(window().boxed()).prop_map(Head::Duty);
    (
        body(may.boxed()),
        weighted(0.4, body(must.boxed())),
        weighted(0.5, norm_of(Scope::Household, pause().boxed())),
    )
        .prop_map(|(may, must, rest)| {
            let more = must.into_iter().chain(rest);
            std::iter::once(may).chain(more).collect()
        })
        .boxed()
}

/// What reads a day of signing or somebody's completed years.
fn timed() -> BoxedStrategy<Vec<Norm>> {
    let signed = || dated(Expr::SigningDay(Words::CARE));
    let test = prop_oneof![
        2 => signed().prop_map(|test| (Scope::Household, test)),
        1 => signed().prop_map(|test| (Scope::Person, test)),
        2 => years().prop_map(|test| (Scope::Person, test)),
    ];
    test.prop_flat_map(|(scope, test)| {
        let head = prop_oneof![
            2 => entitle_each(scope, Schedule::Year),
            1 => entitle_each(scope, Schedule::Quarter),
            2 => duty(window().boxed()).prop_map(Head::Duty),
        ];
        norm_of(scope, head.boxed()).prop_map(move |norm| {
            let all = norm.when.into_iter().chain([test.clone()]);
            vec![Norm {
                when: Some(Expr::And(all.collect())),
                ..norm
            }]
        })
    })
    .boxed()
}

/// What the village and its bodies may do, and when that or a duty of theirs rests.
pub(super) fn of_village(
    when: impl Strategy<Value = Option<Expr>> + Clone + 'static,
) -> BoxedStrategy<Vec<(u32, Norm)>> {
    let subject = prop::sample::select(vec![
        Subject::Village,
        Subject::Body(BodyRef::Committee),
        Subject::Body(BodyRef::Group),
    ]);
    let window = prop_oneof![
        2 => window(),
        1 => (Just(Anchor::Event(Words::MEET)), length())
            .prop_map(|(anchor, length)| Window::After(anchor, length)),
    ];
    let action = prop_oneof![
        5 => Just(Action::Event(Words::MEET)),
        1 => Just(Action::Text("公示".to_owned())),
    ];
    let may =
        (action, window).prop_map(|(action, window)| Head::Permit(Permit::Do { action, window }));
    let head = prop_oneof![2 => may.boxed(), 1 => pause().boxed()];
    let document = prop::sample::select(vec![0_u32, 0, 1]);
    let one = (document, subject, head, when).prop_map(|(document, subject, head, when)| {
        let norm = Norm {
            place: nowhere(),
            subject,
            when,
            unless: Vec::new(),
            head,
            voids: Vec::new(),
        };
        (document, norm)
    });
    vec(one, 1..5).boxed()
}

/// The village with these sentences.
pub(super) fn add_to_village(mut case: VillageCase, more: Vec<(u32, Norm)>) -> VillageCase {
    let mut numbering = Numbering {
        register: &case.register,
        meaning: std::mem::take(&mut case.meaning),
    };
    let from = numbering.meaning.norms.len();
    for (document, norm) in more {
        numbering.norm(DocumentId(document), norm);
    }
    numbering.bind(from);
    case.meaning = numbering.meaning;
    case
}

/// In the text named, or each anywhere.
fn sentences() -> BoxedStrategy<Vec<Sentence>> {
    let text = || prop::sample::select(vec![0_u32, 0, 0, 1, 2, 3]);
    let bundle = prop_oneof![
        4 => (text(), right()),
        4 => (text(), waived()),
        4 => (text(), rests()),
        4 => (Just(2_u32), powers()),
        2 => (text(), timed()),
    ];
    let bundle = (
        bundle,
        vec((weighted(0.15, text()), weighted(0.2, change()), ends()), 5),
    );
    vec(bundle, 3..6)
        .prop_map(|bundles| {
            let placed = |((text, norms), placing): ((u32, Vec<Norm>), Vec<_>)| {
                let each = norms.into_iter().zip(placing);
                each.map(move |(norm, (other, change, ends))| {
                    let bound = matches!(
                        norm.head,
                        Head::Permit(Permit::Pause { .. }) | Head::OnBreach { .. }
                    );
                    let of_body = matches!(norm.subject, Subject::Body(_));
                    let other: Option<u32> = other;
                    let text = other.filter(|_| !bound && !of_body).unwrap_or(text);
                    (text, norm, change, ends)
                })
            };
            bundles.into_iter().flat_map(placed).collect()
        })
        .boxed()
}

fn ends() -> impl Strategy<Value = Option<Option<Date>>> {
    weighted(0.06, weighted(0.8, date()))
}

/// Acts of letting somebody off.
fn waivers() -> impl Strategy<Value = Vec<RawEvent>> {
    let kind = prop::sample::select(vec![Words::SPARED, Words::EXCUSED]);
    let shift = prop::sample::select(vec![0_i64, 0, 1, -1, 10]);
    let aim = weighted(0.9, (0_usize..12, prop::bool::ANY, shift));
    vec((date(), kind, Just(1_i128), 0_u16..4, aim), 2..6)
}

/// Acts that somebody may have a right to.
fn used() -> impl Strategy<Value = Vec<RawEvent>> {
    let kind = prop::sample::select(vec![Words::DUMP, Words::HELP, Words::CLEAR, Words::REPORT]);
    let shift = prop::sample::select(vec![0_i64, -1, -10, 10, 40, 100, 200]);
    let aim = weighted(0.9, (0_usize..12, prop::bool::ANY, shift));
    vec((date(), kind, Just(1_i128), 0_u16..4, aim), 1..4)
}

pub(super) fn addition() -> BoxedStrategy<Addition> {
    (sentences(), events(), waivers(), used())
        .prop_map(|(sentences, events, waivers, used)| Addition {
            sentences,
            events,
            waivers,
            used,
        })
        .boxed()
}

/// The case with the addition.
pub(super) fn add(mut case: Case, addition: Addition) -> Case {
    // What was done is listed on the days asked about only.
    let year = chrono::Duration::days(366);
    case.query.from = case.query.from.min(case.query.on - year);
    let meaning = std::mem::take(&mut case.meaning);
    let mut numbering = Numbering {
        register: &case.register,
        meaning,
    };
    let endings = place(&mut numbering, addition.sentences);
    case.meaning = numbering.meaning;
    end_articles(&mut case.meaning, &endings);
    // With the most acts of letting off there is something to be in doubt of: a case in four.
    if addition.waivers.len() == 5 {
        doubt(&mut case);
    }
    aim(&mut case, &addition.events, Case::alive);
    aim(&mut case, &addition.waivers, Case::may_be_waived);
    aim(&mut case, &addition.used, Case::may_be_used);
    case
}

/// Whoever may be let off is let off on a condition that nothing is recorded of.
fn doubt(case: &mut Case) {
    let fact = Words::BLOCKED;
    for norm in &mut case.meaning.norms {
        if matches!(norm.head, Head::Permit(Permit::Waive { .. })) {
            norm.when = Some(Expr::Fact(fact));
        }
    }
    if let Some(timeline) = case.household.facts.get_mut(fact.index()) {
        timeline.entries.clear();
    }
}

fn place(numbering: &mut Numbering<'_>, sentences: Vec<Sentence>) -> Vec<Ending> {
    let from = numbering.meaning.norms.len();
    let mut endings = Vec::new();
    for (text, norm, change, ends) in sentences {
        let of = DocumentId(text);
        let articles = numbering.meaning.documents.get(of.index());
        let at = articles.map_or(0, |text| text.articles.len());
        numbering.norm(of, norm);
        endings.extend(ends.map(|day| (text, at, day)));
        if let Some(change) = change {
            numbering.change_again(of, at, change);
        }
    }
    numbering.bind(from);
    endings
}
