//! Villages: a few households, the village's own facts, events and meetings, and sentences about all of them.

use std::fmt;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::assemble::{Numbering, nowhere};
use super::expressions::{Scope, amount, condition, schedule};
use super::norms::ALL;
use super::texts::meaning;
use super::villagers::{DROUGHT, POT, body, village};
use super::vocabulary::{Words, fen, ratio, register};
use super::{Case, calendar, query};
use crate::calendar::Calendar;
use crate::evaluate::Query;
use crate::facts::{Household, Village};
use crate::model::{
    Action, Aggregate, Anchor, Body, BodyRef, Check, CountWindow, Definition, DefinitionClause,
    DefinitionId, DocumentId, Duty, Expr, Head, Label, Meaning, Norm, Party, Procedure, Share,
    ShareExtra, Sort, Subject, Window,
};
use crate::register::{FactId, NameId, Owner, Register};
use crate::syntax::ast::{Operator, Relation};
use crate::value::{Exact, Unit};

/// The village's own definitions, after those of households and persons.
const WORTHY: DefinitionId = DefinitionId(4);

/// Everything that one evaluation of a village takes.
#[derive(Clone)]
pub struct VillageCase {
    /// The register.
    pub register: Register,
    /// The clause set.
    pub meaning: Meaning,
    /// Rest days.
    pub calendar: Calendar,
    /// The village.
    pub village: Village,
    /// The question.
    pub query: Query,
}

impl fmt::Debug for VillageCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for household in &self.village.households {
            let case = Case {
                register: self.register.clone(),
                meaning: Meaning::default(),
                calendar: Calendar::default(),
                household: household.clone(),
                query: self.query,
            };
            writeln!(
                f,
                "--- {} from {:?} until {:?} to {:?}\n{case:?}",
                household.id, household.from, household.until, household.succeeded_by
            )?;
        }
        let case = Case {
            register: self.register.clone(),
            meaning: self.meaning.clone(),
            calendar: self.calendar.clone(),
            household: Household {
                facts: self.village.facts.clone(),
                known_until: self.village.known_until,
                ..empty("village")
            },
            query: self.query,
        };
        writeln!(
            f,
            "--- village, unread {:?} incomplete {}\n{case:?}",
            self.village.unread, self.village.incomplete
        )?;
        for event in &self.village.events {
            writeln!(f, "event {} {:?}", event.on, event.of)?;
        }
        writeln!(f, "meetings {:?}", self.village.meetings)?;
        writeln!(f, "procedures {:?}", self.meaning.procedures)?;
        writeln!(f, "checks {:?}", self.meaning.checks)?;
        writeln!(f, "successions {:?}", self.meaning.successions)
    }
}

fn empty(id: &str) -> Household {
    Household {
        members: Some(Vec::new()),
        agreements: Some(Vec::new()),
        events: Some(Vec::new()),
        ..Household::unknown(Arc::from(id))
    }
}

/// The register with facts of the village and names for what is said of it.
fn of_village(mut register: Register) -> Register {
    let mut add = |like: FactId, key: &str| {
        if let Some(mut fact) = register.fact(like).cloned() {
            fact.owner = Owner::Village;
            fact.default = None;
            key.clone_into(&mut fact.key);
            register.facts.push(fact);
        }
    };
    add(Words::POOR, "drought");
    add(Words::INCOME, "pot");
    register
}

fn compare(relation: Relation, left: Expr, right: Expr) -> Expr {
    Expr::Compare(relation, Box::new(left), Box::new(right))
}

fn relation() -> impl Strategy<Value = Relation> {
    prop::sample::select(vec![
        Relation::AtLeast,
        Relation::AtMost,
        Relation::Over,
        Relation::Under,
        Relation::Is,
    ])
}

fn of_household() -> BoxedStrategy<Expr> {
    condition(Scope::Household, ALL)
}

/// A number of the village: a total, or a fact.
fn village_amount() -> BoxedStrategy<Expr> {
    let how = prop::sample::select(vec![
        Aggregate::Sum,
        Aggregate::Sum,
        Aggregate::Largest,
        Aggregate::Smallest,
    ]);
    let number = (1_i128..4).prop_map(|number| Expr::Number(Exact::from_int(number * 1_000)));
    prop_oneof![
        2 => Just(Expr::Fact(POT)),
        2 => (how, amount(Scope::Household, ALL))
            .prop_map(|(how, of)| Expr::OverHouseholds(how, Box::new(of))),
        2 => (weighted(0.8, of_household()), number).prop_map(|(of, each)| {
            let count = Expr::Households(of.map(Box::new));
            Expr::Arithmetic(Operator::Times, Box::new(count), Box::new(each))
        }),
    ]
    .boxed()
}

/// A condition of the village, which may read the village's definitions below a number.
fn village_condition(definitions: u32) -> BoxedStrategy<Expr> {
    let window = prop_oneof![
        schedule().prop_map(CountWindow::This),
        schedule().prop_map(CountWindow::Last),
        Just(CountWindow::Ever),
    ];
    let plain = prop_oneof![
        2 => Just(Expr::Fact(DROUGHT)),
        2 => (relation(), village_amount(), fen())
            .prop_map(|(relation, of, to)| compare(relation, of, Expr::Number(to))),
        2 => (relation(), of_household(), 0_i128..4).prop_map(|(relation, of, to)| {
            let count = Expr::Households(Some(Box::new(of)));
            compare(relation, count, Expr::Number(Exact::from_int(to)))
        }),
        2 => (relation(), of_household(), ratio()).prop_map(|(relation, of, to)| {
            compare(relation, Expr::HouseholdShare(Box::new(of)), Expr::Number(to))
        }),
        1 => (relation(), window, 0_i128..3).prop_map(|(relation, window, to)| {
            let count = Expr::EventCount(window, Words::MEET);
            compare(relation, count, Expr::Number(Exact::from_int(to)))
        }),
    ];
    if definitions <= WORTHY.0 {
        return plain.boxed();
    }
    prop_oneof![4 => plain, 1 => Just(Expr::Definition(WORTHY))].boxed()
}

fn norm(subject: Subject, when: Option<Expr>, head: Head) -> Norm {
    Norm {
        place: nowhere(),
        subject,
        when,
        unless: Vec::new(),
        head,
        voids: Vec::new(),
    }
}

fn share() -> BoxedStrategy<Norm> {
    let extra = prop_oneof![
        of_household().prop_map(|when| (Owner::Household, when)),
        condition(Scope::Person, ALL).prop_map(|when| (Owner::Person, when)),
    ];
    let shares = prop::sample::select(vec![(1, 1), (2, 1), (1, 2), (3, 2)]);
    let extra = (extra, shares).prop_filter_map("a number", |((of, when), (num, den))| {
        let shares = Exact::new(num, den)?;
        Some(ShareExtra { of, when, shares })
    });
    let pot = prop_oneof![
        2 => Just(Expr::Fact(POT)),
        1 => fen().prop_map(Expr::Number),
        1 => Just(Expr::Parameter(crate::model::ParameterId(0))),
    ];
    let when = weighted(0.4, of_household());
    (when, pot, prop::bool::weighted(0.7), vec(extra, 0..3))
        .prop_map(|(when, amount, per_person, extra)| {
            let share = Share {
                pot: Label::Fact(POT),
                amount,
                per_person,
                extra,
            };
            norm(Subject::Household, when, Head::Share(share))
        })
        .boxed()
}

fn priority() -> BoxedStrategy<Norm> {
    let matter = Label::Name(Words::SEAT);
    let personal = (weighted(0.8, condition(Scope::Person, ALL))).prop_map(|when| (true, when));
    let household = weighted(0.8, of_household()).prop_map(|when| (false, when));
    prop_oneof![household, personal]
        .prop_map(move |(personal, when)| {
            let subject = if personal {
                Subject::Person
            } else {
                Subject::Household
            };
            let matter = matter.clone();
            norm(subject, when, Head::Priority { matter })
        })
        .boxed()
}

fn rate() -> BoxedStrategy<Norm> {
    (
        weighted(0.9, village_condition(5)),
        weighted(0.7, village_amount()),
    )
        .prop_map(|(when, award)| {
            let grade = Label::Name(Words::SEAT);
            norm(Subject::Village, when, Head::Rate { grade, award })
        })
        .boxed()
}

/// A duty of the village or one of its bodies.
fn of_body() -> BoxedStrategy<Norm> {
    let window = prop_oneof![
        3 => schedule().prop_map(Window::Each),
        1 => (Just(Anchor::Event(Words::MEET)), super::expressions::length())
            .prop_map(|(anchor, length)| Window::After(anchor, length)),
        1 => super::expressions::length().prop_map(Window::Within),
    ];
    let subject = prop::sample::select(vec![
        Subject::Village,
        Subject::Body(BodyRef::Committee),
        Subject::Body(BodyRef::Group),
    ]);
    let quantity = weighted(0.2, Just(Exact::from_int(2)));
    (
        subject,
        weighted(0.5, village_condition(5)),
        window,
        quantity,
    )
        .prop_map(|(subject, when, window, quantity)| {
            let duty = Duty {
                action: Action::Event(Words::MEET),
                window,
                quantity,
                still_owed: true,
                early_counts: false,
                toward: Party::Body(BodyRef::Assembly),
            };
            norm(subject, when, Head::Duty(duty))
        })
        .boxed()
}

/// A benefit that a village's total gives or measures.
fn granted() -> BoxedStrategy<Norm> {
    let benefit = prop::sample::select(Words::BENEFITS.to_vec());
    (
        benefit,
        schedule(),
        weighted(0.6, village_condition(5)),
        weighted(0.6, village_amount()),
        fen(),
    )
        .prop_map(|(benefit, schedule, when, amount, plain)| {
            let amount = amount.unwrap_or(Expr::Number(plain));
            let entitle = crate::model::Entitle {
                benefit,
                schedule,
                each_person: false,
                amount: Some(Body::Value(amount)),
                up_to: false,
                due: None,
                payer: None,
                split: None,
            };
            norm(Subject::Household, when, Head::Entitle(entitle))
        })
        .boxed()
}

fn more_norms() -> impl Strategy<Value = Vec<(u32, Norm)>> {
    let one =
        prop_oneof![3 => granted(), 3 => share(), 2 => priority(), 2 => rate(), 3 => of_body()];
    let document = prop::sample::select(vec![0_u32, 0, 1]);
    vec((document, one), 2..7)
}

/// What is decided, by whom, with which votes.
type RawProcedure = (bool, BodyRef, Option<(bool, Exact, bool)>);

fn procedures() -> impl Strategy<Value = Vec<RawProcedure>> {
    let quorum = (prop::bool::ANY, ratio(), prop::bool::ANY);
    vec((prop::bool::ANY, body(), weighted(0.7, quorum)), 0..3)
}

/// A sum of a report: two numbers of the village, or one condition.
fn check() -> BoxedStrategy<(Expr, Option<Sort>)> {
    let money = Sort::Number(Some(Unit::Yuan));
    prop_oneof![
        3 => (village_amount(), village_amount())
            .prop_map(move |(a, b)| (compare(Relation::Is, a, b), Some(money))),
        1 => (village_amount(), fen())
            .prop_map(move |(a, b)| (compare(Relation::Over, a, Expr::Number(b)), Some(money))),
        1 => (village_amount(), village_amount(), ratio()).prop_map(|(a, b, to)| {
            let part = Expr::Arithmetic(Operator::Divide, Box::new(a), Box::new(b));
            (compare(Relation::AtLeast, part, Expr::Number(to)), Some(Sort::Number(None)))
        }),
        1 => village_condition(5).prop_map(|holds| (holds, None)),
    ]
    .boxed()
}

/// Sentences about the village, before they are put together.
#[derive(Clone, Debug)]
struct Raw {
    worthy: Expr,
    part: Expr,
    norms: Vec<(u32, Norm)>,
    added: Vec<Option<Expr>>,
    procedures: Vec<RawProcedure>,
    checks: Vec<(Expr, Option<Sort>)>,
}

fn raw() -> impl Strategy<Value = Raw> {
    let part = of_household().prop_map(|of| Expr::HouseholdShare(Box::new(of)));
    (
        village_condition(4),
        part,
        more_norms(),
        vec(weighted(0.3, village_condition(5)), 8),
        procedures(),
        vec(check(), 0..3),
    )
        .prop_map(|(worthy, part, norms, added, procedures, checks)| Raw {
            worthy,
            part,
            norms,
            added,
            procedures,
            checks,
        })
}

fn put_together(meaning: Meaning, register: &Register, raw: Raw) -> Meaning {
    let mut numbering = Numbering { register, meaning };
    for (name, sort, value) in [
        (7, Sort::Bool, raw.worthy),
        (5, Sort::Number(None), raw.part),
    ] {
        numbering.define(Definition {
            name: Label::Name(NameId(name)),
            of: Owner::Village,
            sort,
            clauses: vec![DefinitionClause {
                place: nowhere(),
                unless: Vec::new(),
                body: Body::Value(value),
            }],
        });
    }
    let households = numbering.meaning.norms.iter_mut();
    let households = households.filter(|norm| norm.subject == Subject::Household);
    for (norm, more) in households.zip(raw.added) {
        if let Some(more) = more {
            let all = norm.when.take().into_iter().chain([more]);
            norm.when = Some(Expr::And(all.collect()));
        }
    }
    for (document, norm) in raw.norms {
        numbering.norm(DocumentId(document), norm);
    }
    for (of_matter, body, quorum) in raw.procedures {
        let place = numbering.article(DocumentId(0));
        numbering.meaning.procedures.push(Procedure {
            place,
            matter: of_matter.then_some(Label::Name(Words::SEAT)),
            body,
            quorum,
        });
    }
    for (holds, sort) in raw.checks {
        let place = numbering.article(DocumentId(0));
        numbering.meaning.checks.push(Check { place, holds, sort });
    }
    numbering.meaning
}

/// A village with a register, a clause set and a question.
pub fn village_case() -> BoxedStrategy<VillageCase> {
    register()
        .prop_map(of_village)
        .prop_flat_map(|register| {
            let parts = (village(), query(), raw());
            (meaning(register.clone()), Just(register), parts)
        })
        .prop_map(|(meaning, register, (village, query, raw))| VillageCase {
            meaning: put_together(meaning, &register, raw),
            register,
            calendar: calendar(2),
            village,
            query,
        })
        .boxed()
}
