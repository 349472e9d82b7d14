//! Clause sets: texts of several ranks, definitions in strata, parameters, norms, caps, choices.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use super::amendments::amendments;
use super::assemble::{Numbering, choose, document, nowhere};
use super::bundles::bundle;
use super::expressions::{Scope, Strata, amount, condition, plain_length, schedule};
use super::forms::{points_rules, prevailing};
use super::norms::{ALL, body, exceptions};
use super::vocabulary::{Words, date, fen, first_day, ratio};
use crate::model::{
    Blank, Body, Cap, Choice, Definition, DefinitionClause, Document, DocumentId, DocumentKind,
    Entitle, Expr, Head, Label, Meaning, Norm, NormId, Parameter, Place, Schedule, Sort, Span2,
    Subject,
};
use crate::register::{NameId, Owner, Register};
use crate::value::{Date, Unit};

/// The care agreement's text.
const CARE: DocumentId = DocumentId(2);

fn of(document: u32) -> Place {
    Place {
        document: DocumentId(document),
        ..nowhere()
    }
}

/// Charter, pact, agreement and law.
fn documents() -> impl Strategy<Value = Vec<Document>> {
    let from = || weighted(0.99, first_day());
    let until = || weighted(0.1, date());
    let ends = (
        weighted(0.5, plain_length()),
        weighted(0.3, Just(Words::CLEAR)),
    );
    (from(), until(), from(), until(), ends, first_day()).prop_map(
        |(charter, charter_until, pact, pact_until, (term, until_event), law)| {
            vec![
                Document {
                    from: charter,
                    until: charter_until,
                    ..document(DocumentKind::Charter, "样村章程")
                },
                Document {
                    from: pact,
                    until: pact_until,
                    ..document(DocumentKind::Pact, "样村公约")
                },
                Document {
                    agreement: Some(Words::CARE),
                    term,
                    until_event,
                    ..document(DocumentKind::Agreement, "管护协议")
                },
                Document {
                    from: Some(law),
                    ..document(DocumentKind::Law, "样法")
                },
            ]
        },
    )
}

fn which() -> impl Strategy<Value = u32> {
    prop::sample::select(vec![0_u32, 0, 0, 0, 1, 1, 2, 2, 2, 3])
}

fn clauses(
    scope: Scope,
    strata: Strata,
    body: BoxedStrategy<Body>,
) -> impl Strategy<Value = Vec<DefinitionClause>> {
    let document = prop::sample::select(vec![0_u32, 0, 1, 3]);
    let clause =
        (document, exceptions(scope, strata), body).prop_map(|(document, unless, body)| {
            DefinitionClause {
                place: of(document),
                unless,
                body,
            }
        });
    prop_oneof![3 => vec(clause.clone(), 1), 2 => vec(clause, 2..4)]
}

/// The needy household, the elder, the base amount, the honest household: each may read those before it.
pub(super) fn definitions() -> impl Strategy<Value = Vec<Definition>> {
    let truth = |scope, definitions| {
        let strata = Strata { definitions };
        let body = condition(scope, strata).prop_map(Body::Value).boxed();
        clauses(scope, strata, body)
    };
    let strata = Strata { definitions: 2 };
    let base = clauses(Scope::Household, strata, body(Scope::Household, strata));
    let make = |name, owner, sort, clauses| Definition {
        name: Label::Name(NameId(name)),
        of: owner,
        sort,
        clauses,
    };
    (
        truth(Scope::Household, 0),
        truth(Scope::Person, 1),
        base,
        truth(Scope::Household, 3),
    )
        .prop_map(move |(needy, elder, base, honest)| {
            let money = Sort::Number(Some(Unit::Yuan));
            vec![
                make(0, Owner::Household, Sort::Bool, needy),
                make(1, Owner::Person, Sort::Bool, elder),
                make(2, Owner::Household, money, base),
                make(3, Owner::Household, Sort::Bool, honest),
            ]
        })
}

fn steps(
    value: BoxedStrategy<crate::value::Exact>,
) -> impl Strategy<Value = Vec<(Date, Option<Expr>)>> {
    let value = weighted(0.9, value.prop_map(Expr::Number));
    vec((prop_oneof![first_day(), date()], value), 1..3).prop_map(|mut steps| {
        steps.sort_by_key(|(from, _)| *from);
        steps.dedup_by_key(|(from, _)| *from);
        steps
    })
}

fn parameters() -> impl Strategy<Value = Vec<Parameter>> {
    (steps(fen().boxed()), steps(ratio().boxed())).prop_map(|(rate, share)| {
        let make = |name, sort, steps| Parameter {
            name: Label::Name(NameId(name)),
            sort,
            place: of(0),
            steps,
        };
        vec![
            make(4, Sort::Number(Some(Unit::Yuan)), rate),
            make(5, Sort::Number(None), share),
        ]
    })
}

fn cap() -> impl Strategy<Value = (u32, Cap)> {
    let benefits = vec(prop::sample::select(Words::BENEFITS.to_vec()), 1..4).prop_map(|mut all| {
        all.sort_unstable();
        all.dedup();
        all
    });
    let limit = prop_oneof![
        4 => fen().prop_map(Expr::Number),
        1 => Just(Expr::Parameter(crate::model::ParameterId(0))),
        1 => amount(Scope::Household, ALL),
    ];
    let unless = prop_oneof![3 => Just(Vec::new()), 1 => exceptions(Scope::Household, ALL)];
    let document = prop::sample::select(vec![0_u32, 0, 1]);
    (
        document,
        benefits,
        prop::bool::weighted(0.3),
        weighted(0.8, schedule()),
        limit,
        unless,
    )
        .prop_map(|(document, benefits, per_person, period, limit, unless)| {
            let cap = Cap {
                place: nowhere(),
                unless,
                benefits,
                per_person,
                period,
                limit,
            };
            (document, cap)
        })
}

/// A choice, and whether it is between all that grants one benefit, or between benefits.
fn choice() -> impl Strategy<Value = (Choice, bool)> {
    let first = (0_u32..8).prop_map(NormId);
    let kind = prop::sample::select(vec![
        (true, false),
        (true, false),
        (true, true),
        (false, true),
    ]);
    (first, kind).prop_map(|(first, (higher, of_one_benefit))| {
        let choice = Choice {
            place: nowhere(),
            among: vec![first],
            higher,
        };
        (choice, of_one_benefit)
    })
}

/// When, to whom and what a norm grants.
fn granted(
    meaning: &Meaning,
    norm: NormId,
) -> Option<(Schedule, Subject, crate::register::BenefitId)> {
    let norm = meaning.norms.get(norm.index())?;
    let Head::Entitle(entitle) = &norm.head else {
        return None;
    };
    Some((entitle.schedule, norm.subject.clone(), entitle.benefit))
}

/// An article that ends: which of which text, from which day (none: void from the beginning).
pub(super) type Ending = (u32, usize, Option<Date>);

fn endings() -> impl Strategy<Value = Vec<Ending>> {
    let one = (which(), 0_usize..20, weighted(0.8, date()));
    prop_oneof![3 => Just(Vec::new()), 1 => vec(one, 1..3)]
}

/// A clause set over the register.
pub fn meaning(register: Register) -> BoxedStrategy<Meaning> {
    let norms = vec((which(), bundle(), prop::bool::weighted(0.2)), 2..8);
    let caps = prop_oneof![2 => Just(Vec::new()), 2 => vec(cap(), 1..3)];
    let choices = prop_oneof![1 => Just(Vec::new()), 2 => vec(choice(), 1..4)];
    let parts = (norms, caps, choices, prevailing(), points_rules());
    let changes = (amendments(), endings());
    (parts, definitions(), parameters(), documents(), changes)
        .prop_map(
            move |(
                (norms, caps, choices, raw, points),
                definitions,
                parameters,
                documents,
                (amendments, endings),
            )| {
                let mut numbering = Numbering {
                    register: &register,
                    meaning: Meaning {
                        documents,
                        parameters,
                        ..Meaning::default()
                    },
                };
                for definition in definitions {
                    numbering.define(definition);
                }
                let place = numbering.article(DocumentId(0));
                for parameter in &mut numbering.meaning.parameters {
                    parameter.place = place;
                }
                add_norms(&mut numbering, norms);
                add_caps(&mut numbering, caps);
                numbering.amend(amendments);
                numbering.bind(0);
                add_choices(&mut numbering, choices);
                numbering.prevailing(raw);
                numbering.points(points);
                end_articles(&mut numbering.meaning, &endings);
                numbering.meaning
            },
        )
        .boxed()
}

fn add_norms(numbering: &mut Numbering<'_>, mut bundles: Vec<(u32, Vec<Norm>, bool)>) {
    bundles.sort_by_key(|(document, ..)| *document);
    let norms = bundles.into_iter().flat_map(|(document, norms, blank)| {
        norms.into_iter().map(move |norm| (document, norm, blank))
    });
    for (document, mut norm, blank) in norms {
        let document = DocumentId(document);
        let of_agreement = matches!(
            norm.head,
            Head::RefundAtEnd { .. } | Head::PayDeposit { .. }
        );
        let document = if of_agreement { CARE } else { document };
        if let (Head::Entitle(Entitle { amount, .. }), true) =
            (&mut norm.head, blank && document == CARE)
        {
            *amount = Some(Body::Value(Expr::Blank(crate::model::BlankId(0))));
        }
        numbering.norm(document, norm);
    }
    let place = numbering.article(CARE);
    numbering.meaning.blanks.push(Blank {
        place,
        name: "补贴额".to_owned(),
        sort: Sort::Number(Some(Unit::Yuan)),
        span: Span2::default(),
    });
}

fn add_caps(numbering: &mut Numbering<'_>, mut caps: Vec<(u32, Cap)>) {
    caps.sort_by_key(|(document, _)| *document);
    for (document, mut cap) in caps {
        cap.place = numbering.article(DocumentId(document));
        let place = cap.place;
        numbering.exceptions(&mut cap.unless, place);
        numbering.meaning.caps.push(cap);
    }
}

fn add_choices(numbering: &mut Numbering<'_>, choices: Vec<(Choice, bool)>) {
    let granting: Vec<NormId> = (0..)
        .zip(&numbering.meaning.norms)
        .filter(|(_, norm)| matches!(norm.head, Head::Entitle(_)))
        .map(|(index, _)| NormId(index))
        .collect();
    for (mut choice, of_one_benefit) in choices {
        choose(&mut choice.among, &granting);
        if let Some(first) = choice.among.first() {
            let key = |norm: &NormId| granted(&numbering.meaning, *norm);
            let first = key(first);
            let same = |norm: &NormId| {
                let both = first.as_ref().zip(key(norm));
                both.is_some_and(|((schedule, subject, benefit), other)| {
                    (schedule, subject) == (&other.0, &other.1)
                        && (!of_one_benefit || *benefit == other.2)
                })
            };
            choice.among = granting.clone();
            choice.among.retain(same);
        }
        numbering.with_versions(&mut choice.among, &granting);
        if choice.among.len() > 1 {
            choice.place = numbering.article(DocumentId(0));
            numbering.meaning.choices.push(choice);
        }
    }
}

pub(super) fn end_articles(meaning: &mut Meaning, endings: &[Ending]) {
    for (document, article, day) in endings {
        let Some(text) = meaning.documents.get(DocumentId(*document).index()) else {
            continue;
        };
        let count = text.articles.len();
        let Some(at) = article.checked_rem(count) else {
            continue;
        };
        let Some(number) = text.articles.get(at).map(|article| article.number) else {
            continue;
        };
        for (id, text) in (0_u32..).zip(&mut meaning.documents) {
            let earlier =
                text.amends == Some(DocumentId(*document)) && (day.is_none() || text.from < *day);
            if id != *document && !earlier {
                continue;
            }
            for article in text.articles.iter_mut().filter(|one| one.number == number) {
                article.repealed = *day;
                article.annulled = day.is_none();
            }
        }
        end_parameters(meaning, DocumentId(*document), number, *day);
    }
}

/// The values that an article sets end with it.
fn end_parameters(
    meaning: &mut Meaning,
    document: DocumentId,
    number: crate::model::ArticleNumber,
    day: Option<Date>,
) {
    let Some(day) = day else { return };
    for parameter in &mut meaning.parameters {
        if (parameter.place.document, parameter.place.article) == (document, number) {
            parameter.steps.retain(|(from, _)| *from < day);
            parameter.steps.push((day, None));
        }
    }
}
