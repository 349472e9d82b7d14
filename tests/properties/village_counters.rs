//! How much the random villages exercise: each row must be seen in one per cent of them, or the suite fails.

use std::fmt::Write;

use xiangyue::evaluate::{
    CheckState, EntitlementState, Findings, MeasureState, Need, ObligationState, ProcedureState,
    ProceedingState, RatingState, StepBy, StepState, VillageOutcome,
};
use xiangyue::facts::Household;
use xiangyue::model::{Expr, Label, StepKind};
use xiangyue::testing::generate::VillageCase;

/// One village that both evaluators answered alike.
struct Seen<'a> {
    case: &'a VillageCase,
    outcome: &'a VillageOutcome,
    households: &'a [(&'a Household, Findings)],
}

impl Seen<'_> {
    fn step(&self, state: StepState) -> bool {
        let mut all = self.outcome.proceedings.iter().flat_map(|one| &one.steps);
        all.any(|step| step.state == state)
    }

    fn whole(&self, state: ProceedingState) -> bool {
        let mut all = self.outcome.proceedings.iter();
        all.any(|one| one.state == state)
    }

    /// A step of every household stands so.
    fn everybody(&self, states: &[StepState]) -> bool {
        let mut all = self.outcome.proceedings.iter().flat_map(|one| &one.steps);
        all.any(|step| {
            let some = step.of.is_none_or(|of| of > 0);
            step.by == StepBy::Households && some && states.contains(&step.state)
        })
    }

    fn measure(&self, state: MeasureState) -> bool {
        self.outcome.measures.iter().any(|one| one.state == state)
    }

    fn check(&self, state: CheckState) -> bool {
        self.outcome.checks.iter().any(|one| one.state == state)
    }

    fn owes(&self, state: ObligationState) -> bool {
        let mut all = self.outcome.bodies.obligations.iter();
        all.any(|one| one.state == state)
    }

    fn procedure(&self, state: ProcedureState) -> bool {
        self.outcome.procedures.iter().any(|one| one.state == state)
    }

    fn part(&self, state: EntitlementState) -> bool {
        self.households.iter().any(|(_, found)| {
            let mut all = found.entitlements.iter();
            all.any(|line| matches!(line.benefit, Label::Fact(_)) && line.state == state)
        })
    }

    fn needs(&self, which: impl Fn(&Need) -> bool) -> bool {
        let own = self.outcome.bodies.undetermined.iter();
        let of_households = self
            .households
            .iter()
            .flat_map(|(_, found)| &found.undetermined);
        own.chain(of_households)
            .flat_map(|open| &open.needs)
            .any(which)
    }
}

type Row = (&'static str, fn(&Seen<'_>) -> bool);

const STEPS: &[Row] = &[
    ("done", |seen| seen.step(StepState::Done)),
    ("late", |seen| seen.step(StepState::Late)),
    ("early", |seen| seen.step(StepState::Early)),
    ("out of order", |seen| seen.step(StepState::OutOfOrder)),
    ("missing", |seen| seen.step(StepState::Missing)),
    ("next", |seen| seen.step(StepState::Next)),
    ("overdue", |seen| seen.step(StepState::Overdue)),
    ("waiting", |seen| seen.step(StepState::Waiting)),
    ("undetermined", |seen| seen.step(StepState::Undetermined)),
    ("something was not kept", |seen| {
        let mut all = seen.outcome.proceedings.iter().flat_map(|one| &one.steps);
        all.any(|step| !step.missing_records.is_empty())
    }),
    ("a meeting decided", |seen| {
        let asked = seen.case.meaning.steps.iter().flat_map(|one| &one.steps);
        let lines = seen.outcome.proceedings.iter().flat_map(|one| &one.steps);
        asked
            .zip(lines)
            .any(|(step, line)| matches!(step.what, StepKind::Decided { .. }) && line.on.is_some())
    }),
    ("every household did", |seen| {
        seen.everybody(&[StepState::Done, StepState::Late, StepState::Early])
    }),
    ("not every household did", |seen| {
        seen.everybody(&[StepState::Next, StepState::Overdue, StepState::Missing])
    }),
    ("not known of every household", |seen| {
        seen.everybody(&[StepState::Undetermined])
    }),
];

const PROCEDURES: &[Row] = &[
    ("complete", |seen| seen.whole(ProceedingState::Complete)),
    ("open", |seen| seen.whole(ProceedingState::Open)),
    ("broken", |seen| seen.whole(ProceedingState::Broken)),
    ("not started", |seen| {
        seen.whole(ProceedingState::NotStarted)
    }),
    ("undetermined", |seen| {
        seen.whole(ProceedingState::Undetermined)
    }),
    ("decision met", |seen| seen.procedure(ProcedureState::Met)),
    ("decision missed", |seen| {
        seen.procedure(ProcedureState::Missed)
    }),
    ("decision undetermined", |seen| {
        seen.procedure(ProcedureState::Undetermined)
    }),
];

const REPORTS: &[Row] = &[
    ("measure known", |seen| seen.measure(MeasureState::Known)),
    ("measure undetermined", |seen| {
        seen.measure(MeasureState::Undetermined)
    }),
    ("measure conflict", |seen| {
        seen.measure(MeasureState::Conflict)
    }),
    ("measure gap", |seen| seen.measure(MeasureState::Gap)),
    ("measure rounded", |seen| {
        let all = seen.case.meaning.definitions.iter();
        all.flat_map(|one| &one.clauses).any(|clause| {
            let is_rounded = format!("{:?}", clause.body).starts_with("Value(Rounded");
            let mut listed = seen.outcome.measures.iter();
            is_rounded && listed.any(|one| one.place == clause.place && one.value.is_some())
        })
    }),
    ("sum holds", |seen| seen.check(CheckState::Holds)),
    ("sum fails", |seen| seen.check(CheckState::Fails)),
    ("sum undetermined", |seen| {
        seen.check(CheckState::Undetermined)
    }),
    ("sum conflict", |seen| seen.check(CheckState::Conflict)),
    ("sum gap", |seen| seen.check(CheckState::Gap)),
    ("sum of a rounded quotient", |seen| {
        let mut all = seen.case.meaning.checks.iter();
        all.any(|check| {
            matches!(&check.holds, Expr::Compare(_, left, _) if matches!(**left, Expr::Rounded { .. }))
        })
    }),
    ("division by 0", |seen| {
        let mut all = seen.outcome.checks.iter().flat_map(|one| &one.needs);
        all.any(|need| *need == Need::Limit("division by 0"))
    }),
    ("grade", |seen| {
        let mut all = seen.outcome.ratings.iter();
        all.any(|one| one.state == RatingState::Rated)
    }),
    ("grade undetermined", |seen| {
        let mut all = seen.outcome.ratings.iter();
        all.any(|one| one.state == RatingState::Undetermined)
    }),
];

const HOUSEHOLDS: &[Row] = &[
    ("part of a pot", |seen| seen.part(EntitlementState::Due)),
    ("part undetermined", |seen| {
        seen.part(EntitlementState::Undetermined)
    }),
    ("contender", |seen| {
        let mut all = seen.outcome.priorities.values();
        all.any(|one| !one.sure.is_empty())
    }),
    ("contenders of one rank", |seen| {
        let mut all = seen.outcome.priorities.values();
        all.any(|one| one.sure.len() > 1)
    }),
    ("contender for several reasons", |seen| {
        let all = seen.outcome.priorities.values();
        all.flat_map(|one| &one.sure)
            .any(|one| one.places.len() > 1)
    }),
    ("contender undetermined", |seen| {
        let mut all = seen.outcome.priorities.values();
        all.any(|one| !one.possible.is_empty())
    }),
    ("needs of another household", |seen| {
        seen.needs(|need| matches!(need, Need::Of { .. }))
    }),
    ("household that was not read", |seen| {
        seen.needs(|need| matches!(need, Need::Household(_)))
    }),
    ("households not all known", |seen| {
        seen.needs(|need| *need == Need::Households)
    }),
];

const BODIES: &[Row] = &[
    ("in effect", |seen| seen.owes(ObligationState::InEffect)),
    ("fulfilled", |seen| seen.owes(ObligationState::Fulfilled)),
    ("violated", |seen| seen.owes(ObligationState::Violated)),
    ("undetermined", |seen| {
        seen.owes(ObligationState::Undetermined)
    }),
    ("done late", |seen| {
        let mut all = seen.outcome.bodies.obligations.iter();
        all.any(|one| one.state == ObligationState::Violated && one.on.is_some())
    }),
    ("breach", |seen| !seen.outcome.bodies.breaches.is_empty()),
];

const TABLES: &[(&str, &[Row])] = &[
    ("step", STEPS),
    ("procedure", PROCEDURES),
    ("report", REPORTS),
    ("household", HOUSEHOLDS),
    ("body", BODIES),
];

/// What was seen in how many villages.
#[derive(Default)]
pub struct Counters {
    cases: usize,
    counts: Vec<usize>,
}

impl Counters {
    /// Counts one village.
    pub fn count(
        &mut self,
        case: &VillageCase,
        outcome: &VillageOutcome,
        households: &[(&Household, Findings)],
    ) {
        let seen = Seen {
            case,
            outcome,
            households,
        };
        self.cases += 1;
        let rows = TABLES.iter().flat_map(|(_, rows)| rows.iter());
        for (at, (_, is_seen)) in rows.enumerate() {
            if self.counts.len() <= at {
                self.counts.push(0);
            }
            self.counts[at] += usize::from(is_seen(&seen));
        }
    }

    /// The table, and what is too rare in it.
    pub fn table(&self) -> (String, Vec<String>) {
        let (mut table, mut rare) = (String::new(), Vec::new());
        let mut counts = self.counts.iter();
        for (name, rows) in TABLES {
            for (what, _) in *rows {
                let count = counts.next().copied().unwrap_or_default();
                let share = count as f64 * 100.0 / self.cases.max(1) as f64;
                writeln!(table, "{name:<12} {what:<32} {count:>6} {share:>6.1} %").unwrap();
                if count * 100 < self.cases {
                    rare.push(format!("{name} {what}: {count} of {}", self.cases));
                }
            }
        }
        (table, rare)
    }
}
