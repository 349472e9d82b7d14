//! What the village's bodies owe and decide, and its procedures in steps.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::assemble::{Numbering, nowhere};
use super::expressions::{event, length, schedule};
use super::norms::day;
use super::village::{norm, village_condition};
use super::villagers::{AMEND, DRAFT, DROUGHT, KINDS, POST, body};
use super::vocabulary::{Words, ratio};
use crate::model::{
    Action, Anchor, BodyRef, Day, DocumentId, Duty, Head, Label, Length, Norm, Party, Place, Step,
    StepKind, Steps, Subject, Window,
};
use crate::value::{Exact, Unit};

/// A duty of the village or one of its bodies.
pub(super) fn of_body() -> BoxedStrategy<Norm> {
    let window = prop_oneof![
        3 => schedule().prop_map(Window::Each),
        1 => (Just(Anchor::Event(Words::MEET)), length())
            .prop_map(|(anchor, length)| Window::After(anchor, length)),
        1 => (Just(Anchor::Event(DRAFT)), length())
            .prop_map(|(anchor, length)| Window::Before(anchor, length)),
        1 => length().prop_map(Window::Within),
        1 => day().prop_map(Window::By),
        1 => day().prop_map(Window::On),
    ];
    let subject = prop::sample::select(vec![
        Subject::Village,
        Subject::Body(BodyRef::Committee),
        Subject::Body(BodyRef::Group),
    ]);
    let quantity = weighted(0.2, Just(Exact::from_int(2)));
    let action = prop_oneof![
        3 => Just(Action::Event(Words::MEET)),
        2 => Just(Action::Event(AMEND)),
        1 => Just(Action::Text("张榜".to_owned())),
    ];
    let manner = (prop::bool::weighted(0.7), prop::bool::weighted(0.2));
    (
        subject,
        weighted(0.5, village_condition(5)),
        (action, window),
        quantity,
        manner,
    )
        .prop_map(|(subject, when, (action, window), quantity, manner)| {
            let (still_owed, early_counts) = manner;
            let duty = Duty {
                action,
                window,
                quantity,
                still_owed,
                early_counts,
                toward: Party::Body(BodyRef::Assembly),
            };
            norm(subject, when, Head::Duty(duty))
        })
        .boxed()
}

/// What is decided, by whom, with which votes.
pub(super) type RawProcedure = (bool, BodyRef, Option<(bool, Exact, bool)>);

pub(super) fn procedures() -> impl Strategy<Value = Vec<RawProcedure>> {
    let quorum = (prop::bool::ANY, ratio(), prop::bool::ANY);
    vec((prop::bool::ANY, body(), weighted(0.7, quorum)), 0..3)
}

/// A procedure before it has its article.
#[derive(Clone, Debug)]
pub(super) struct RawSteps {
    document: u32,
    steps: Vec<Step>,
}

fn acting() -> impl Strategy<Value = Option<BodyRef>> {
    weighted(
        0.8,
        prop::sample::select(vec![BodyRef::Committee, BodyRef::Committee, BodyRef::Group]),
    )
}

fn what(at: usize) -> impl Strategy<Value = StepKind> {
    let own = KINDS.get(at % KINDS.len()).copied().unwrap_or(Words::MEET);
    let action = prop_oneof![
        8 => Just(Action::Event(own)),
        2 => prop::sample::select(KINDS.to_vec()).prop_map(Action::Event),
        1 => Just(Action::Text("张榜".to_owned())),
    ];
    let by_all = prop_oneof![
        12 => event().prop_map(Action::Event),
        1 => Just(Action::Text("表态".to_owned())),
    ];
    let quorum = (prop::bool::ANY, ratio(), prop::bool::ANY);
    prop_oneof![
        5 => (acting(), action).prop_map(|(body, action)| StepKind::Body { body, action }),
        3 => by_all.prop_map(|action| StepKind::Households { action }),
        2 => (body(), weighted(0.6, quorum))
            .prop_map(|(body, quorum)| StepKind::Decided { body, quorum }),
    ]
}

/// So long that the next step often comes too early.
fn long() -> impl Strategy<Value = Length> {
    prop::sample::select(vec![(3, Unit::Month), (1, Unit::Year)])
        .prop_map(|(number, unit)| Length { number, unit })
}

fn step(at: usize) -> impl Strategy<Value = Step> {
    let record = prop::sample::select(vec![
        Label::Event(POST),
        Label::Event(DRAFT),
        Label::Fact(DROUGHT),
        Label::Text("影像".to_owned()),
    ]);
    let by = day().prop_filter("of no month", |day| !matches!(day, Day::Monthly { .. }));
    (
        what(at),
        vec(record, 0..2),
        weighted(0.3, length()),
        weighted(0.5, prop_oneof![length(), long()]),
        weighted(0.3, by),
    )
        .prop_map(|(what, records, within, after, by)| Step {
            place: nowhere(),
            what,
            records,
            within,
            after,
            by,
        })
}

/// Up to two procedures of up to four steps.
pub(super) fn steps() -> impl Strategy<Value = Vec<RawSteps>> {
    let steps = (step(0), step(1), step(2), step(3), 1_usize..5);
    let one = (prop::sample::select(vec![0_u32, 0, 1]), steps);
    let one = one.prop_map(|(document, (a, b, c, d, count))| {
        let steps = [a, b, c, d].into_iter().take(count).collect();
        RawSteps { document, steps }
    });
    vec(one, 1..3)
}

impl Numbering<'_> {
    /// Puts procedures in articles of their own, each step an item.
    pub(super) fn procedures_in_steps(&mut self, raw: Vec<RawSteps>) {
        for RawSteps { document, steps } in raw {
            let place = self.article(DocumentId(document));
            let steps = (1..).zip(steps).map(|(item, step)| Step {
                place: Place { item, ..place },
                ..step
            });
            let steps = steps.collect();
            let matter = Label::Name(Words::SEAT);
            self.meaning.steps.push(Steps {
                place,
                matter,
                steps,
            });
        }
    }
}
