//! How much the random cases exercise: random rule sets are vacuous more often than they look. Each
//! row must be seen in one per cent of the cases that are counted, or the suite fails.

use std::fmt::Write;

use xiangyue::evaluate::{
    AdjustmentKind, BreachState, ConsequenceKind, EntitlementState, Findings, IneffectiveReason,
    Need, ObligationState,
};
use xiangyue::model::{Body, Head, Label, Meaning, Norm, Permit, Points};
use xiangyue::testing::generate::Case;
use xiangyue::testing::reference::{Mark, Watch};

use xiangyue::value::Exact;

use crate::tools::{compiled, lines};

/// One case that both evaluators answered alike.
pub struct Seen<'a> {
    pub case: &'a Case,
    pub found: &'a Findings,
    pub watch: &'a Watch,
    /// The typed clause set as it prints.
    spelled: String,
}

impl Seen<'_> {
    fn entitled(&self, state: EntitlementState) -> bool {
        self.found
            .entitlements
            .iter()
            .any(|line| line.state == state)
    }

    fn adjusted(&self, kind: AdjustmentKind) -> bool {
        let mut all = self.found.entitlements.iter();
        all.any(|line| line.adjustments.iter().any(|one| one.kind == kind))
    }

    fn owes(&self, state: ObligationState) -> bool {
        self.found
            .obligations
            .iter()
            .any(|line| line.state == state)
    }

    fn broken(&self, state: BreachState) -> bool {
        self.found.breaches.iter().any(|line| line.state == state)
    }

    fn follows(&self, kind: ConsequenceKind) -> bool {
        let mut all = self.found.breaches.iter();
        all.any(|line| line.consequences.iter().any(|one| one.kind == kind))
    }

    /// A norm of a sort has a line: an entitlement, an obligation or a breach at its place.
    fn lists(&self, sort: impl Fn(&Head) -> bool) -> bool {
        let found = self.found;
        let shown = |norm: &Norm| {
            let article = |place: &xiangyue::model::Place| {
                (place.document, place.article) == (norm.place.document, norm.place.article)
            };
            found.entitlements.iter().any(|line| article(&line.place))
                || found.obligations.iter().any(|line| article(&line.place))
                || found.breaches.iter().any(|line| {
                    article(&line.place) || line.consequences.iter().any(|one| article(&one.place))
                })
        };
        let mut norms = self.case.meaning.norms.iter();
        norms.any(|norm| sort(&norm.head) && shown(norm))
    }

    fn is_ineffective(&self, reason: IneffectiveReason) -> bool {
        let mut all = self.found.ineffective.iter();
        all.any(|one| one.reason == reason)
    }

    /// A ban on something that somebody has a right to was broken.
    fn breaks_what_is_permitted(&self) -> bool {
        let norms = || self.case.meaning.norms.iter();
        let is_right = |action: &Label| {
            norms().any(|norm| {
                matches!(&norm.head, Head::Permit(Permit::Do { action: own, .. }) if own == action)
            })
        };
        self.found.breaches.iter().any(|line| {
            let mut norms = norms();
            let of_ban =
                norms.any(|norm| norm.place == line.place && matches!(norm.head, Head::Ban(_)));
            of_ban && line.action.as_ref().is_some_and(is_right)
        })
    }

    /// The clause set says it somewhere.
    fn says(&self, word: &str) -> bool {
        self.spelled.contains(word)
    }

    /// An obligation of an article that an amendment replaced lasts to the day of that, or beyond.
    fn grandfathered(&self) -> bool {
        self.found.obligations.iter().any(|line| {
            let text = &self.case.meaning.documents[line.place.document.index()];
            let mut articles = text.articles.iter();
            let article = articles.find(|article| article.number == line.place.article);
            let replaced = article.and_then(|article| article.replaced);
            replaced.is_some_and(|(from, _)| {
                line.window.0 < from && line.window.1.is_none_or(|last| from <= last)
            })
        })
    }

    /// An article of parameters is amended, or ends in a text that is amended.
    fn amends_parameters(&self) -> bool {
        let meaning = &self.case.meaning;
        meaning.parameters.iter().any(|one| {
            let text = &meaning.documents[one.place.document.index()];
            let mut articles = text.articles.iter();
            articles
                .any(|article| article.number == one.place.article && article.replaced.is_some())
        })
    }

    /// Something that is not known would decide it.
    fn asks(&self, of: impl Fn(&Need) -> bool) -> bool {
        let mut open = self.found.undetermined.iter();
        open.any(|open| open.needs.iter().any(&of))
    }

    /// Without something the answer would be another one.
    fn matters(&self, without: impl Fn(&mut Meaning)) -> bool {
        let mut other = self.case.clone();
        without(&mut other.meaning);
        other.meaning != self.case.meaning
            && compiled(&other).is_some_and(|found| lines(&found) != lines(self.found))
    }
}

/// Takes rights, waivers or rests away.
fn lift(meaning: &mut Meaning, which: fn(&Permit) -> bool) {
    for norm in &mut meaning.norms {
        if matches!(&norm.head, Head::Permit(permit) if which(permit)) {
            norm.head = Head::Encourage(Label::Text("无".to_owned()));
        }
    }
}

type Row = (&'static str, fn(&Seen<'_>) -> bool);

/// Outcomes, and what semantics asks to be seen.
const OUTCOMES: &[Row] = &[
    ("known", |seen| {
        let mut all = seen.found.entitlements.iter();
        all.any(|line| line.amount.is_some())
    }),
    ("undetermined", |seen| !seen.found.undetermined.is_empty()),
    ("conflict", |seen| !seen.found.conflicts.is_empty()),
    ("gap", |seen| seen.entitled(EntitlementState::Gap)),
    ("defeated twice", |seen| seen.watch.saw(Mark::DefeatedTwice)),
    ("rounding", |seen| seen.watch.saw(Mark::Rounded)),
    ("holiday roll", |seen| seen.watch.saw(Mark::Rolled)),
    ("late performance", |seen| {
        let mut all = seen.found.obligations.iter();
        all.any(|line| line.state == ObligationState::Violated && line.on.is_some())
    }),
    ("compensated", |seen| seen.broken(BreachState::Weak)),
    ("suspended", |seen| {
        seen.entitled(EntitlementState::Suspended)
    }),
    ("grandfathered", |seen| seen.grandfathered()),
    ("cap hit", |seen| seen.adjusted(AdjustmentKind::Cap)),
];

/// The forms of the language, by what comes out of them.
const FORMS: &[Row] = &[
    ("1 definition", |seen| {
        seen.matters(|meaning| {
            for one in &mut meaning.definitions {
                one.clauses.clear();
            }
        })
    }),
    ("2 parameter amended", |seen| seen.amends_parameters()),
    ("2 parameter", |seen| {
        seen.matters(|meaning| {
            for one in &mut meaning.parameters {
                one.steps.clear();
            }
        })
    }),
    ("3 entitlement", |seen| {
        seen.lists(|head| matches!(head, Head::Entitle(_)))
    }),
    ("4 tiers", |seen| {
        seen.found
            .entitlements
            .iter()
            .any(|line| line.place.item > 0)
    }),
    ("4 slice by slice", |seen| {
        seen.matters(|meaning| {
            let amounts = meaning
                .norms
                .iter_mut()
                .filter_map(|norm| match &mut norm.head {
                    Head::Entitle(entitle) => entitle.amount.as_mut(),
                    _ => None,
                });
            let clauses = meaning
                .definitions
                .iter_mut()
                .flat_map(|one| &mut one.clauses);
            for body in amounts.chain(clauses.map(|clause| &mut clause.body)) {
                if let Body::Slices { slices, .. } = body {
                    slices.truncate(1);
                }
            }
        })
    }),
    ("3 by months or days", |seen| {
        seen.matters(|meaning| {
            for norm in &mut meaning.norms {
                if let Head::Entitle(entitle) = &mut norm.head {
                    entitle.split = None;
                }
            }
        })
    }),
    ("7 duty", |seen| {
        seen.lists(|head| matches!(head, Head::Duty(_)))
    }),
    ("8 kept state", |seen| {
        seen.lists(|head| matches!(head, Head::Keep { .. }))
    }),
    ("9 ban", |seen| {
        seen.lists(|head| matches!(head, Head::Ban(_)))
    }),
    ("10 right used", |seen| {
        seen.matters(|meaning| lift(meaning, |one| matches!(one, Permit::Do { .. })))
    }),
    ("10 waiver taken", |seen| {
        seen.matters(|meaning| lift(meaning, |one| matches!(one, Permit::Waive { .. })))
    }),
    ("12 a duty rests", |seen| {
        seen.matters(|meaning| lift(meaning, |one| matches!(one, Permit::Pause { .. })))
    }),
    ("10 right not used", |seen| seen.breaks_what_is_permitted()),
    ("10 waiver without its condition", |seen| {
        seen.is_ineffective(IneffectiveReason::Condition)
    }),
    ("10 waiver in doubt", |seen| {
        seen.is_ineffective(IneffectiveReason::Undetermined)
    }),
    ("12 act while a duty rests", |seen| {
        seen.is_ineffective(IneffectiveReason::Suspended)
    }),
    ("10 power", |seen| {
        seen.lists(|head| matches!(head, Head::Permit(Permit::Do { .. })))
    }),
    ("10 power after a breach", |seen| {
        seen.follows(ConsequenceKind::Power)
    }),
    ("10a encouragement", |seen| seen.says("Encourage(")),
    ("11 what follows a breach", |seen| {
        seen.lists(|head| matches!(head, Head::OnBreach { count: None, .. }))
    }),
    ("11 counted", |seen| {
        seen.lists(|head| matches!(head, Head::OnBreach { count: Some(_), .. }))
    }),
    ("11 deemed", |seen| {
        seen.matters(|meaning| {
            for norm in &mut meaning.norms {
                if let Head::Deemed { of } = &mut norm.head {
                    of.clear();
                }
            }
        })
    }),
    ("12 suspension on a condition", |seen| {
        seen.lists(|head| matches!(head, Head::OnCondition { .. }))
    }),
    ("13 exception", |seen| {
        seen.matters(|meaning| {
            for norm in &mut meaning.norms {
                norm.unless.clear();
            }
        })
    }),
    ("14 the higher counts", |seen| {
        seen.adjusted(AdjustmentKind::Choice)
    }),
    ("14 received together", |seen| {
        seen.matters(|meaning| meaning.choices.retain(|choice| choice.higher))
    }),
    ("15 points", |seen| {
        let mut all = seen.found.points.iter();
        all.any(|row| row.balance.is_some_and(|balance| balance != Exact::ZERO))
    }),
    ("15 taken after a breach", |seen| {
        seen.follows(ConsequenceKind::Points) && !seen.found.points.is_empty()
    }),
    ("15 exchange", |seen| {
        let mut rules = seen.case.meaning.points.iter();
        rules.any(|rule| matches!(rule.rule, Points::Redeem { .. }))
            && seen.found.points.iter().any(|row| row.redeemable.is_some())
    }),
    ("15 floor or ceiling", |seen| {
        seen.matters(|meaning| {
            meaning
                .points
                .retain(|rule| !matches!(rule.rule, Points::Floor(_) | Points::Ceiling(_)));
        })
    }),
    ("15 expiry", |seen| {
        seen.matters(|meaning| {
            meaning
                .points
                .retain(|rule| !matches!(rule.rule, Points::Expiry(_)));
        })
    }),
    ("15 starting anew", |seen| {
        seen.matters(|meaning| {
            meaning
                .points
                .retain(|rule| !matches!(rule.rule, Points::Reset(_)));
        })
    }),
    ("16 deposit", |seen| !seen.found.deposits.is_empty()),
    ("17 an article ends", |seen| {
        seen.matters(|meaning| {
            let articles = meaning
                .documents
                .iter_mut()
                .flat_map(|one| &mut one.articles);
            for article in articles {
                (article.repealed, article.annulled) = (None, false);
            }
        })
    }),
    ("20 what prevails", |seen| {
        seen.matters(|meaning| meaning.orders.clear())
    }),
    ("21 presumption", |seen| seen.watch.saw(Mark::Presumed)),
    ("always void or by the fund rule", |seen| {
        !seen.found.voids.is_empty()
    }),
    ("payment on record", |seen| {
        seen.entitled(EntitlementState::Paid) || seen.adjusted(AdjustmentKind::Paid)
    }),
];

/// Windows and states of duties.
const DUTIES: &[Row] = &[
    ("each period", |seen| seen.says("window: Each(")),
    ("by a day", |seen| seen.says("window: By(")),
    ("on a day", |seen| seen.says("window: On(")),
    ("after something", |seen| seen.says("window: After(")),
    ("before something", |seen| seen.says("window: Before(")),
    ("within a length", |seen| seen.says("window: Within(")),
    ("every so long", |seen| seen.says("window: Every(")),
    ("in effect", |seen| seen.owes(ObligationState::InEffect)),
    ("fulfilled", |seen| seen.owes(ObligationState::Fulfilled)),
    ("violated", |seen| seen.owes(ObligationState::Violated)),
    ("suspended", |seen| seen.owes(ObligationState::Suspended)),
    ("discharged", |seen| seen.owes(ObligationState::Discharged)),
    ("exercised", |seen| seen.owes(ObligationState::Exercised)),
    ("terminated", |seen| seen.owes(ObligationState::Terminated)),
    ("undetermined", |seen| {
        seen.owes(ObligationState::Undetermined)
    }),
    ("breach open", |seen| seen.broken(BreachState::Open)),
];

/// What follows.
const CONSEQUENCES: &[Row] = &[
    ("pay", |seen| seen.follows(ConsequenceKind::Pay)),
    ("forfeit", |seen| seen.follows(ConsequenceKind::Forfeit)),
    ("suspend", |seen| seen.follows(ConsequenceKind::Suspend)),
    ("disqualify", |seen| {
        seen.follows(ConsequenceKind::Disqualify)
    }),
    ("repair", |seen| seen.follows(ConsequenceKind::Repair)),
    ("notice", |seen| seen.follows(ConsequenceKind::Notice)),
    ("barred", |seen| seen.entitled(EntitlementState::Barred)),
];

/// Expressions and conditions.
const EXPRESSIONS: &[Row] = &[
    ("arithmetic", |seen| seen.says("Arithmetic(")),
    ("greater or lesser", |seen| seen.says("Extreme(")),
    ("per full", |seen| seen.says("PerFull {")),
    ("rounded", |seen| seen.says("Rounded {")),
    ("number of members", |seen| seen.says("Count(")),
    ("all members", |seen| seen.says("All(")),
    ("over the members", |seen| seen.says("Over(")),
    ("signed", |seen| seen.says("Signed(")),
    ("day of signing", |seen| seen.says("SigningDay(")),
    ("completed years", |seen| seen.says("Age(")),
    ("elapsed", |seen| seen.says("Elapsed(")),
    ("months between", |seen| seen.says("MonthsBetween(")),
    ("days overdue", |seen| seen.says("OverdueDays(")),
    ("days overdue in a condition", |seen| {
        let relations = ["AtLeast", "Over", "Under", "Is"];
        let mut relations = relations.iter();
        relations.any(|one| seen.says(&format!("Compare({one}, OverdueDays(")))
    }),
    ("relatives", |seen| seen.says("Related {")),
    ("relatives not recorded", |seen| {
        seen.asks(|need| matches!(need, Need::Parents(_) | Need::Spouse(_)))
    }),
    ("events counted", |seen| seen.says("EventCount(")),
    ("missed in a row", |seen| seen.says("MissedInARow(")),
    ("blank", |seen| seen.says("Blank(")),
];

const TABLES: &[(&str, &[Row])] = &[
    ("outcome", OUTCOMES),
    ("form", FORMS),
    ("duty", DUTIES),
    ("consequence", CONSEQUENCES),
    ("expression", EXPRESSIONS),
];

/// What was seen in how many cases.
#[derive(Default)]
pub struct Counters {
    cases: usize,
    counts: Vec<usize>,
}

impl Counters {
    /// Counts one case.
    pub fn count(&mut self, case: &Case, found: &Findings, watch: &Watch) {
        let seen = Seen {
            case,
            found,
            watch,
            spelled: format!("{:?}", case.meaning),
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

    /// With what was seen in others.
    pub fn add(&mut self, other: &Self) {
        self.cases += other.cases;
        self.counts
            .resize(self.counts.len().max(other.counts.len()), 0);
        for (own, more) in self.counts.iter_mut().zip(&other.counts) {
            *own += more;
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
