//! Villages: a few households, the village's own facts, events and meetings, and sentences about all of them.

use std::fmt;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::assemble::{Numbering, nowhere};
use super::expressions::{Scope, amount, condition, schedule};
use super::norms::ALL;
use super::permits;
use super::reports::{check, measures};
use super::stages::{RawProcedure, RawSteps, of_body, procedures, steps};
use super::texts::meaning;
use super::villagers::{DROUGHT, POT, village};
use super::vocabulary::{Words, fen, ratio, register};
use super::{Case, calendar, query};
use crate::calendar::Calendar;
use crate::evaluate::Query;
use crate::facts::{Household, Village};
use crate::model::{
    Aggregate, Body, Check, CountWindow, Definition, DefinitionClause, DefinitionId, DocumentId,
    Expr, Head, Label, Meaning, Norm, Procedure, Share, ShareExtra, Sort, Subject,
};
use crate::register::{FactId, NameId, Owner, Register};
use crate::syntax::ast::{Operator, Relation};
use crate::value::Exact;

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
            writeln!(f, "event {} {:?} by {:?}", event.on, event.of, event.by)?;
        }
        for meeting in self.village.meetings.iter().flatten() {
            writeln!(f, "meeting {} {meeting:?}", meeting.on)?;
        }
        writeln!(f, "steps {:#?}", self.meaning.steps)?;
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
    for key in ["draft", "amend", "post"] {
        if let Some(mut event) = register.event(Words::MEET).cloned() {
            key.clone_into(&mut event.key);
            key.clone_into(&mut event.label.zh);
            register.events.push(event);
        }
    }
    for key in ["quotient", "sum", "graded"] {
        let name = register.names.first().cloned();
        register.names.extend(name.map(|mut name| {
            key.clone_into(&mut name.key);
            key.clone_into(&mut name.label.zh);
            name
        }));
    }
    register
}

pub(super) fn compare(relation: Relation, left: Expr, right: Expr) -> Expr {
    Expr::Compare(relation, Box::new(left), Box::new(right))
}

pub(super) fn relation() -> impl Strategy<Value = Relation> {
    prop::sample::select(vec![
        Relation::AtLeast,
        Relation::AtMost,
        Relation::Over,
        Relation::Under,
        Relation::Is,
    ])
}

pub(super) fn of_household() -> BoxedStrategy<Expr> {
    condition(Scope::Household, ALL)
}

/// A number of the village: a total, or a fact.
pub(super) fn village_amount() -> BoxedStrategy<Expr> {
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
pub(super) fn village_condition(definitions: u32) -> BoxedStrategy<Expr> {
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

pub(super) fn norm(subject: Subject, when: Option<Expr>, head: Head) -> Norm {
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

/// Sentences about the village, before they are put together.
#[derive(Clone, Debug)]
struct Raw {
    worthy: Expr,
    part: Expr,
    norms: Vec<(u32, Norm)>,
    added: Vec<Option<Expr>>,
    procedures: Vec<RawProcedure>,
    checks: Vec<(Expr, Option<Sort>)>,
    measures: Vec<Definition>,
    steps: Vec<RawSteps>,
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
        measures(),
        steps(),
    )
        .prop_map(
            |(worthy, part, norms, added, procedures, checks, measures, steps)| Raw {
                worthy,
                part,
                norms,
                added,
                procedures,
                checks,
                measures,
                steps,
            },
        )
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
    for measure in raw.measures {
        numbering.define(measure);
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
    numbering.procedures_in_steps(raw.steps);
    numbering.meaning
}

/// A village with a register, a clause set and a question.
fn base_case() -> BoxedStrategy<VillageCase> {
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

/// The same, two in five with powers of bodies, and with what rests.
pub fn village_case() -> BoxedStrategy<VillageCase> {
    let more = permits::of_village(weighted(0.6, village_condition(5)).boxed());
    (base_case(), weighted(0.4, more))
        .prop_map(|(case, more)| permits::add_to_village(case, more.unwrap_or_default()))
        .boxed()
}
