//! Makes a case on which the evaluators differ smaller, while they still do: `SMALLER=1` with `SHOW=n`.

use xiangyue::model::{
    Body, Consequence, Definition, DefinitionClause, Effect, Exception, Expr, Head, Label, Norm,
    Sort,
};
use xiangyue::testing::generate::{Case, Words};
use xiangyue::value::Exact;

use crate::tools::{compiled, difference};

/// One way to make a case smaller; the number says where.
type Step = fn(&mut Case, usize) -> bool;

/// Steps that leave something out at a place, and say whether there is such a place.
const STEPS: &[Step] = &[
    |case, at| gone(&mut case.meaning.caps, at),
    |case, at| gone(&mut case.meaning.choices, at),
    |case, at| gone(&mut case.meaning.orders, at),
    |case, at| gone(&mut case.meaning.points, at),
    |case, at| gone(&mut case.meaning.presumptions, at),
    |case, at| {
        at_norm(case, at, |norm| {
            norm.head = Head::Encourage(Label::Event(Words::HELP))
        })
    },
    |case, at| at_norm(case, at, |norm| norm.when = None),
    |case, at| at_norm(case, at, |norm| norm.unless.clear()),
    |case, at| at_norm(case, at, |norm| norm.voids.clear()),
    |case, at| at_norm(case, at, fewer),
    |case, at| at_norm(case, at, plain),
    |case, at| at_definition(case, at, Vec::clear),
    |case, at| at_definition(case, at, |clauses| clauses.truncate(1)),
    |case, at| {
        at_definition(case, at, |clauses| {
            for clause in clauses {
                clause.unless.clear();
            }
        })
    },
    |case, at| {
        let truth = |one: &Definition| one.sort == Sort::Bool;
        let is_truth = case.meaning.definitions.get(at).is_some_and(truth);
        let plain = if is_truth {
            Expr::Bool(true)
        } else {
            Expr::Number(Exact::from_int(1000))
        };
        at_definition(case, at, |clauses| {
            for clause in clauses {
                clause.body = Body::Value(plain.clone());
            }
        })
    },
    |case, at| {
        case.household
            .events
            .as_mut()
            .is_some_and(|all| gone(all, at))
    },
    |case, at| gone(&mut case.household.payments, at),
    |case, at| {
        case.household
            .agreements
            .as_mut()
            .is_some_and(|all| gone(all, at))
    },
    |case, at| {
        let facts = &mut case.household.facts;
        facts.get_mut(at).map(|one| one.entries.clear()).is_some()
    },
    |case, at| {
        let members = case.household.members.iter_mut().flatten();
        let mut facts = members.flat_map(|one| &mut one.facts);
        facts.nth(at).map(|one| one.entries.clear()).is_some()
    },
    |case, at| {
        let mut articles = case
            .meaning
            .documents
            .iter_mut()
            .flat_map(|one| &mut one.articles);
        let article = articles.nth(at);
        article
            .map(|one| (one.repealed, one.annulled) = (None, false))
            .is_some()
    },
    |case, at| {
        case.meaning
            .documents
            .get_mut(at)
            .map(|one| one.until = None)
            .is_some()
    },
    |case, at| {
        // Of an agreement and what amends it alike.
        for text in &mut case.meaning.documents {
            (text.term, text.until_event) = (None, None);
        }
        at == 0
    },
];

fn gone<T>(all: &mut Vec<T>, at: usize) -> bool {
    let there = at < all.len();
    if there {
        all.remove(at);
    }
    there
}

fn at_norm(case: &mut Case, at: usize, change: impl Fn(&mut Norm)) -> bool {
    case.meaning.norms.get_mut(at).map(change).is_some()
}

fn at_definition(case: &mut Case, at: usize, change: impl Fn(&mut Vec<DefinitionClause>)) -> bool {
    let definitions = &mut case.meaning.definitions;
    definitions
        .get_mut(at)
        .map(|one| change(&mut one.clauses))
        .is_some()
}

/// One consequence less, of those that follow or of those that follow these.
fn fewer(norm: &mut Norm) {
    if let Head::OnBreach { consequences, .. } | Head::OnCondition { consequences } = &mut norm.head
    {
        one_less(consequences);
    }
}

fn one_less(all: &mut Vec<Consequence>) {
    if all.len() > 1 {
        all.pop();
    } else if let Some(Consequence {
        effect: Effect::Repair { failing, .. },
        ..
    }) = all.first_mut()
    {
        one_less(failing);
        if failing.len() == 1 {
            failing.clear();
        }
    }
}

/// Without exceptions to consequences, and with a plain amount.
fn plain(norm: &mut Norm) {
    fn all(consequences: &mut [Consequence]) {
        for one in consequences {
            one.unless = Vec::<Exception>::new();
            match &mut one.effect {
                Effect::Repair { failing, .. } => all(failing),
                Effect::Pay { amount, .. } => *amount = None,
                _ => {}
            }
        }
    }
    match &mut norm.head {
        Head::OnBreach { consequences, .. } | Head::OnCondition { consequences } => {
            all(consequences)
        }
        Head::Entitle(entitle) => {
            entitle.amount = Some(Body::Value(Expr::Number(Exact::from_int(1000))))
        }
        _ => {}
    }
}

fn differ(case: &Case) -> bool {
    compiled(case).is_some_and(|found| difference(&case.reference(), &found).is_some())
}

/// The same difference, or another one, in a smaller case.
pub fn smaller(mut case: Case) -> Case {
    loop {
        let mut changed = false;
        for step in STEPS {
            let mut at = 0;
            loop {
                let mut other = case.clone();
                if !step(&mut other, at) {
                    break;
                }
                let before = format!("{case:?}");
                if format!("{other:?}") != before && differ(&other) {
                    changed = true;
                    case = other;
                } else {
                    at += 1;
                }
            }
        }
        if !changed {
            return case;
        }
    }
}
