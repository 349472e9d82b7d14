//! What is void is taken out of the meaning, from the day the law says so: evaluation obeys it on the date asked.

use std::collections::BTreeSet;

use super::data::{Confidence, Level};
use super::gather;
use super::load::{Pack, Rule, Shape};
use super::matching;
use super::statement::{Kind, Statement};
use crate::diagnostic::Text;
use crate::model::{Consequence, Effect, Head, Label, Meaning, Norm, Permit, Points, Void};
use crate::register::Register;
use crate::span::Source;
use crate::syntax::ast;
use crate::value::Date;

/// Marks norms and consequences of the meaning that the pack holds to be void, with the days on which they are.
pub(in crate::law) fn mark(
    pack: &Pack,
    register: &Register,
    sources: &[Source],
    written: &[ast::Document],
    meaning: &mut Meaning,
) {
    let grave: Vec<Grave<'_>> = pack
        .shapes
        .iter()
        .filter_map(|row| Grave::of(pack, row))
        .collect();
    for statement in gather::statements(pack, register, sources, written) {
        let mut voids = Vec::new();
        for shape in &grave {
            shape.spans(pack, &statement, &mut voids);
        }
        if voids.is_empty() {
            continue;
        }
        // Norms stand in the order of the texts.
        let key = |norm: &Norm| (norm.place.document.0, norm.place.span.start);
        let begins = (u32::from(statement.source), statement.sentence.start);
        let first = meaning.norms.partition_point(|norm| key(norm) < begins);
        let later = meaning.norms.get_mut(first..).unwrap_or_default();
        let here = later.iter_mut().take_while(|norm| {
            norm.place.document.0 == begins.0 && norm.place.span.start <= statement.sentence.end
        });
        for norm in here.filter(|norm| norm.place.span.end <= statement.sentence.end) {
            place(register, norm, &statement, &voids);
        }
        for rule in &mut meaning.points {
            let is_here = rule.place.document.0 == u32::from(statement.source)
                && rule.place.span.start >= statement.sentence.start
                && rule.place.span.end <= statement.sentence.end;
            let takes = matches!(rule.rule, Points::Each { deduct: true, .. });
            if is_here && takes && statement.kind == Kind::Points {
                add(&mut rule.voids, &voids);
            }
        }
    }
}

/// A shape that can make a statement void, and the days from which it may do so or no longer.
struct Grave<'p> {
    id: &'p str,
    shape: &'p Shape,
    days: Vec<Date>,
}

/// Rules by what a table or the fund says take no effect away: the funds have a rule of their own, which leaves the
/// benefits of the village alone, and what is decided too seldom or by too few is still a duty.
const fn takes(rule: &Rule) -> bool {
    rule.check.is_none() && rule.fund.is_empty()
}

impl<'p> Grave<'p> {
    /// None of a shape that never makes a statement void.
    fn of(pack: &'p Pack, (id, shape): (&'p String, &'p Shape)) -> Option<Self> {
        let mut days: BTreeSet<Date> = BTreeSet::new();
        let norms = shape.norms.iter().filter_map(|id| pack.norms.get(id));
        let dated = norms.map(|norm| (Some(norm.from), norm.until));
        let rules = shape.clause.iter().map(|rule| (rule.from, rule.until));
        for (from, until) in dated.chain(rules) {
            days.extend(from);
            days.extend(until.and_then(|until| until.succ_opt()));
        }
        let grave = Self {
            id,
            shape,
            days: days.into_iter().collect(),
        };
        shape.clause.iter().any(voids).then_some(grave)
    }

    /// The days on which it makes a statement void, as runs of the days between which the law changes.
    fn spans(&self, pack: &Pack, statement: &Statement, out: &mut Vec<Void>) {
        // What is prose computes nothing that could be taken away.
        if statement.kind == Kind::Prose {
            return;
        }
        let mut grave = self.shape.clause.iter().filter(|rule| voids(rule));
        if !grave.any(|rule| matching::may_hold(rule, statement)) {
            return;
        }
        let is_void = |on: Date| {
            let found = matching::find(pack, self.id, self.shape, statement, on);
            found.is_some_and(|found| {
                found.level == Level::Void
                    && found.confidence != Some(Confidence::Low)
                    && takes(found.rule)
            })
        };
        let mut begun: Option<Option<Date>> = None;
        let first = self.days.first().and_then(|day| day.pred_opt());
        if first.is_some_and(is_void) {
            begun = Some(None);
        }
        for day in &self.days {
            match (begun, is_void(*day)) {
                (None, true) => begun = Some(Some(*day)),
                (Some(from), false) => {
                    out.push(void(self.id, self.shape, from, day.pred_opt()));
                    begun = None;
                }
                (None, false) | (Some(_), true) => {}
            }
        }
        if let Some(from) = begun {
            out.push(void(self.id, self.shape, from, None));
        }
    }
}

/// Whether a rule makes what it speaks of void.
fn voids(rule: &Rule) -> bool {
    rule.level == Level::Void && takes(rule)
}

fn void(id: &str, shape: &Shape, from: Option<Date>, until: Option<Date>) -> Void {
    let row = &shape.row;
    Void {
        rule: id.to_owned(),
        law: id.to_owned(),
        reason: Text::new(
            format!("{}：{}", row.name.zh, row.wrong.zh),
            format!("{}: {}", row.name.en, row.wrong.en),
        ),
        benefit: None,
        from,
        until,
    }
}

/// Adds what is new to the norm or to those of its consequences that the statement is.
fn place(register: &Register, norm: &mut Norm, statement: &Statement, voids: &[Void]) {
    let named = |label: &Label| is_name(register, label, statement);
    let is_head = match &norm.head {
        Head::Entitle(entitle) => {
            statement.kind == Kind::Entitle && named(&Label::Benefit(entitle.benefit))
        }
        Head::Duty(duty) => statement.kind == Kind::Duty && named(&duty.action),
        Head::Keep { .. } => statement.kind == Kind::Keep,
        Head::Ban(ban) => statement.kind == Kind::Ban && named(&ban.action),
        Head::PayDeposit { .. } => statement.kind == Kind::Deposit,
        Head::Permit(Permit::Do { action, .. }) => statement.kind == Kind::Power && named(action),
        Head::Permit(Permit::Waive { .. } | Permit::Pause { .. })
        | Head::Encourage(_)
        | Head::OnBreach { .. }
        | Head::OnCondition { .. }
        | Head::Deemed { .. }
        | Head::RefundAtEnd { .. }
        | Head::Share(_)
        | Head::Priority { .. }
        | Head::Rate { .. } => false,
    };
    if is_head {
        add(&mut norm.voids, voids);
    }
    if let Head::OnBreach { consequences, .. } | Head::OnCondition { consequences } = &mut norm.head
    {
        // What is void as a whole is not void again in its parts.
        if !norm.voids.iter().any(Void::is_whole) {
            parts(register, consequences, statement, voids);
        }
    }
}

fn parts(
    register: &Register,
    consequences: &mut [Consequence],
    statement: &Statement,
    voids: &[Void],
) {
    for one in consequences {
        let named = |label: &Label| is_name(register, label, statement);
        let is_it = match &one.effect {
            Effect::Pay { name, .. } => statement.kind == Kind::Pay && named(name),
            Effect::Forfeit(agreement) => {
                statement.kind == Kind::Forfeit && named(&Label::Deposit(*agreement))
            }
            Effect::Suspend(suspend) => {
                matches!(statement.kind, Kind::Suspend | Kind::Bar)
                    && (suspend.benefits.len() != 1
                        || suspend
                            .benefits
                            .iter()
                            .any(|id| named(&Label::Benefit(*id))))
            }
            Effect::Disqualify { name, .. } => {
                matches!(statement.kind, Kind::Disqualify | Kind::Bar) && named(name)
            }
            Effect::Points(_) => statement.kind == Kind::Points,
            Effect::Notice(public) => *public && statement.kind == Kind::Publish,
            Effect::Repair { duty, .. } => {
                matches!(statement.kind, Kind::Repair | Kind::Duty) && named(&duty.action)
            }
            Effect::Power { action, .. } => {
                matches!(statement.kind, Kind::Power | Kind::Right) && named(action)
            }
            Effect::Refund(_) | Effect::SignAgain => false,
        };
        if is_it {
            add(&mut one.voids, voids);
        }
        if let Effect::Repair { failing, .. } = &mut one.effect {
            parts(register, failing, statement, voids);
        }
    }
}

/// What is void at every date needs no more; the same is not said twice.
fn add(old: &mut Vec<Void>, new: &[Void]) {
    if !old.iter().any(Void::is_always) {
        for void in new {
            if !old.contains(void) {
                old.push(void.clone());
            }
        }
    }
}

/// Whether a label of the meaning is the name that a statement is about.
fn is_name(register: &Register, label: &Label, statement: &Statement) -> bool {
    let Some(name) = statement.name.as_deref() else {
        return matches!(label, Label::Text(text) if text.is_empty());
    };
    match label {
        Label::Text(text) => text == name,
        Label::Name(_)
        | Label::Event(_)
        | Label::Benefit(_)
        | Label::Agreement(_)
        | Label::Deposit(_)
        | Label::Fact(_) => register.symbol(name) == label.symbol(),
    }
}
