//! What is always void: clauses that burden body, birth, marriage, liberty, registration, schooling, election
//! or petition, that punish relatives, or that take something because of one of these.

use std::collections::BTreeSet;

use super::marks::{Marks, Set};
use super::names::{Book, Read};
use super::shapes::{Shape, Shapes};
use crate::diagnostic::{Code, Diagnostic, LawRef, Text};
use crate::model::{
    Action, Consequence, Effect, Head, Label, Meaning, Norm, NormId, Permit, Place, Points,
    PointsRule, Subject, Void,
};
use crate::register::Register;

/// Marks norms and consequences as void and says why.
pub(super) fn apply(
    shapes: &Shapes,
    register: &Register,
    meaning: &mut Meaning,
) -> Vec<Diagnostic> {
    let mut judge = Judge {
        book: Book::new(shapes, register, meaning),
        sanctioned: sanctioned(meaning),
        found: Vec::new(),
    };
    let mut norms = std::mem::take(&mut meaning.norms);
    for (index, norm) in norms.iter_mut().enumerate() {
        let id = NormId(u32::try_from(index).unwrap_or(u32::MAX));
        judge.norm(shapes, id, norm);
    }
    follow(shapes, &mut norms, &mut judge.found);
    meaning.norms = norms;
    let mut points = std::mem::take(&mut meaning.points);
    points
        .iter_mut()
        .for_each(|rule| judge.points(shapes, rule));
    meaning.points = points;
    judge.found
}

/// A sentence that could not be understood, judged by its words: what it takes or forbids beside words of a shape
/// and none that protect.
pub(super) fn by_words(shapes: &Shapes, place: &Place, text: &str) -> Option<Diagnostic> {
    let marks = Marks::of(shapes, text);
    let plain = shapes.plain(text);
    let says = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    if marks.coercion || says(&SOFT) || says(&GRANTS) {
        return None;
    }
    let forbids = if says(&FORBIDS) {
        marks.kept_from
    } else {
        Set::default()
    };
    let hit = marks
        .is_ground()
        .or(forbids.without(marks.lawful).without(marks.sanctioned));
    let shape = hit.first().and_then(|index| shapes.all.get(index))?;
    Some(finding(shape, place))
}

/// Words of sentences that only wish.
const SOFT: [&str; 5] = ["鼓励", "提倡", "倡导", "引导", "encouraged"];
/// Words of sentences that give.
const GRANTS: [&str; 5] = ["有权", "如数退还", "奖励", "entitled", "refunded in full"];
/// Words of sentences that forbid or disqualify.
const FORBIDS: [&str; 7] = [
    "不得",
    "禁止",
    "严禁",
    "取消",
    "不准",
    "must not",
    "withdrawn",
];

/// The norms whose breach has a consequence.
fn sanctioned(meaning: &Meaning) -> BTreeSet<NormId> {
    let broken = meaning.norms.iter().flat_map(|norm| norm.head.broken());
    broken.copied().collect()
}

/// What follows the breach of void norms only is void with them.
fn follow(shapes: &Shapes, norms: &mut [Norm], found: &mut Vec<Diagnostic>) {
    let rules: Vec<Option<String>> = norms
        .iter()
        .map(|norm| {
            norm.voids
                .iter()
                .find(|void| void.is_whole())
                .map(|void| void.rule.clone())
        })
        .collect();
    for norm in norms.iter_mut().filter(|norm| norm.voids.is_empty()) {
        let broken = norm.head.broken().iter();
        let all: Option<Vec<&String>> = broken
            .map(|id| rules.get(id.index()).and_then(Option::as_ref))
            .collect();
        let Some(rule) = all.as_deref().and_then(<[_]>::first) else {
            continue;
        };
        if let Some(shape) = shapes.all.iter().find(|shape| shape.id == **rule) {
            norm.voids.push(void(shape));
            found.push(finding(shape, &norm.place));
        }
    }
}

struct Judge<'a> {
    book: Book<'a>,
    sanctioned: BTreeSet<NormId>,
    found: Vec<Diagnostic>,
}

impl Judge<'_> {
    fn norm(&mut self, shapes: &Shapes, id: NormId, norm: &mut Norm) {
        let when = self.book.condition(norm.when.as_ref());
        let unless = self.book.unless(&norm.unless);
        let whole = self.whole(id, norm, when, unless);
        let whole = whole.or(self.on_relatives(shapes, norm, when.all, unless.all));
        if let Some(shape) = whole.first().and_then(|index| shapes.all.get(index)) {
            norm.voids.push(void(shape));
            self.found.push(finding(shape, &norm.place));
            return;
        }
        if let Head::OnBreach { consequences, .. } | Head::OnCondition { consequences } =
            &mut norm.head
        {
            self.parts(shapes, consequences);
            if when.all.relatives {
                self.parts_on_relatives(shapes, when.all, consequences);
            }
        }
    }

    /// What is laid on relatives for what somebody else did, or withheld from them for it.
    fn on_relatives(&mut self, shapes: &Shapes, norm: &Norm, when: Marks, unless: Marks) -> Set {
        let spared = |action: Marks| shapes.spares(action);
        let hit = match &norm.head {
            Head::Duty(duty) => when.relatives_did && !spared(self.book.label(&duty.action)),
            Head::Ban(ban) => {
                let during = self.book.condition(ban.during.as_ref());
                when.or(during.all).relatives_did
            }
            Head::Keep { .. } | Head::PayDeposit { .. } | Head::Deemed { .. } => when.relatives_did,
            // Whose breach it was is another than who bears what follows.
            Head::OnBreach { .. } => when.relatives,
            Head::Entitle(_) | Head::Priority { .. } => unless.relatives_did,
            Head::OnCondition { consequences } => {
                !consequences.is_empty()
                    && consequences.iter().all(|one| punishes(&one.effect, when))
            }
            Head::Encourage(_)
            | Head::RefundAtEnd { .. }
            | Head::Permit(_)
            | Head::Share(_)
            | Head::Rate { .. } => false,
        };
        if hit {
            shapes.collective()
        } else {
            Set::default()
        }
    }

    fn parts_on_relatives(
        &mut self,
        shapes: &Shapes,
        when: Marks,
        consequences: &mut [Consequence],
    ) {
        let collective = shapes.collective().first();
        let Some(shape) = collective.and_then(|index| shapes.all.get(index)) else {
            return;
        };
        for one in consequences {
            if one.voids.is_empty() && punishes(&one.effect, when) {
                one.voids.push(void(shape));
                self.found.push(finding(shape, &one.place));
            }
        }
    }

    /// Points taken for such a thing, or given for what nobody may be made to do.
    fn points(&mut self, shapes: &Shapes, rule: &mut PointsRule) {
        let Points::Each { action, deduct, .. } = &rule.rule else {
            return;
        };
        let action = self.book.label(action);
        let hit = if *deduct {
            action.is_ground()
        } else {
            action.compels()
        };
        if let Some(shape) = hit.first().and_then(|index| shapes.all.get(index)) {
            rule.voids.push(void(shape));
            self.found.push(finding(shape, &rule.place));
        }
    }

    /// The shapes that make a whole norm void.
    fn whole(&mut self, id: NormId, norm: &Norm, when: Read, unless: Read) -> Set {
        let body = matches!(norm.subject, Subject::Body(_) | Subject::Village);
        match &norm.head {
            Head::Entitle(_) => {
                // Granted on such a condition, or withheld for such a reason.
                let withheld = when.against.or(unless.all).is_ground();
                withheld.or(when.all.compels())
            }
            Head::Duty(duty) => {
                let action = self.book.label(&duty.action);
                if body {
                    Self::body_acts(action, when.all)
                } else {
                    action
                        .compels()
                        .or(when.all.is_ground().without(action.lawful))
                }
            }
            Head::Keep { name, .. } => {
                let state = self.book.label(name);
                state.is_ground().or(when.all.is_ground())
            }
            Head::Ban(ban) => {
                let action = self.book.label(&ban.action);
                if body {
                    // A ban on a body protects the villagers.
                    Set::default()
                } else {
                    let during = self.book.condition(ban.during.as_ref());
                    self.ban(id, action).or(when.all.or(during.all).is_ground())
                }
            }
            Head::OnBreach { .. } => Set::default(),
            Head::OnCondition { consequences } => {
                if consequences.iter().all(|one| burdens(&one.effect)) {
                    when.all.is_ground()
                } else {
                    Set::default()
                }
            }
            Head::Deemed { .. } => when.all.is_ground(),
            Head::PayDeposit { agreement, .. } => {
                let deposit = self.book.label(&Label::Deposit(*agreement));
                deposit.is_ground()
            }
            Head::Permit(Permit::Do { action, .. }) => self.power(&norm.subject, action),
            Head::Permit(Permit::Waive { .. } | Permit::Pause { .. })
            | Head::Encourage(_)
            | Head::RefundAtEnd { .. }
            | Head::Share(_)
            | Head::Priority { .. }
            | Head::Rate { .. } => Set::default(),
        }
    }

    fn ban(&self, id: NormId, action: Marks) -> Set {
        if !action.inflicted.is_empty() {
            // To forbid evading a thing compels it; to forbid the thing protects.
            return if action.evasion {
                action.compels()
            } else {
                Set::default()
            };
        }
        if action.coercion {
            return Set::default();
        }
        let open = action
            .kept_from
            .without(action.lawful)
            .without(action.sanctioned);
        if self.sanctioned.contains(&id) {
            open.or(action.sanctioned.without(action.lawful))
        } else {
            open
        }
    }

    /// A body's own duty is void where it is to take or refuse something of these.
    fn body_acts(action: Marks, when: Marks) -> Set {
        if action.refusal {
            action
                .takes_right()
                .or(action.compels())
                .or(when.is_ground())
        } else {
            Set::default()
        }
    }

    fn parts(&mut self, shapes: &Shapes, consequences: &mut [Consequence]) {
        for one in consequences {
            let hit = self.effect(&one.effect);
            if let Some(shape) = hit.first().and_then(|index| shapes.all.get(index)) {
                one.voids.push(void(shape));
                self.found.push(finding(shape, &one.place));
            } else if let Effect::Repair { failing, .. } = &mut one.effect {
                self.parts(shapes, failing);
            }
        }
    }

    /// The shapes of one effect, by what it names.
    fn effect(&mut self, effect: &Effect) -> Set {
        match effect {
            Effect::Pay { name, .. } => self.book.label(name).is_ground(),
            Effect::Forfeit(agreement) => self.book.label(&Label::Deposit(*agreement)).is_ground(),
            Effect::Disqualify { name, .. } => {
                let name = self.book.label(name);
                name.takes_right().or(name.compels())
            }
            Effect::Repair { duty, .. } => self.book.label(&duty.action).compels(),
            Effect::Power { holder, action } => self.power(holder, action),
            Effect::Refund(_)
            | Effect::Suspend(_)
            | Effect::Points(_)
            | Effect::Notice(_)
            | Effect::SignAgain => Set::default(),
        }
    }

    fn power(&mut self, holder: &Subject, action: &Action) -> Set {
        let action = self.book.label(action);
        let body = matches!(holder, Subject::Body(_) | Subject::Village);
        if body && action.refusal {
            action.takes_right().or(action.compels())
        } else if body {
            action.compels()
        } else {
            Set::default()
        }
    }
}

/// Whether an effect takes something from somebody: a refund and a villager's own right give.
pub(super) fn burdens(effect: &Effect) -> bool {
    match effect {
        Effect::Refund(_) => false,
        Effect::Power { holder, .. } => matches!(holder, Subject::Body(_) | Subject::Village),
        Effect::Pay { .. }
        | Effect::Forfeit(_)
        | Effect::Suspend(_)
        | Effect::Disqualify { .. }
        | Effect::Points(_)
        | Effect::Repair { .. }
        | Effect::Notice(_)
        | Effect::SignAgain => true,
    }
}

/// Whether an effect on relatives punishes them: what only ever punishes, and what else burdens them for what
/// somebody else did.
fn punishes(effect: &Effect, when: Marks) -> bool {
    match effect {
        Effect::Forfeit(_) | Effect::Points(_) | Effect::Notice(_) => when.relatives,
        Effect::Pay { .. }
        | Effect::Suspend(_)
        | Effect::Disqualify { .. }
        | Effect::Repair { .. }
        | Effect::SignAgain => when.relatives_did,
        Effect::Refund(_) | Effect::Power { .. } => false,
    }
}

fn void(shape: &Shape) -> Void {
    let name = shape.name.text();
    Void {
        rule: shape.id.clone(),
        law: shape.id.clone(),
        reason: Text::new(
            format!("触及{}，任何时候都无效", name.zh),
            format!("void at every date: it burdens {}", name.en),
        ),
        benefit: None,
        from: None,
        until: None,
    }
}

fn finding(shape: &Shape, place: &Place) -> Diagnostic {
    let (name, right, stays) = (shape.name.text(), shape.right.text(), shape.stays.text());
    let message = Text::new(
        format!("这一内容触及{}，任何时候都无效，不据此作任何计算", name.zh),
        format!(
            "this burdens {}; it is void at every date and nothing is computed from it",
            name.en
        ),
    );
    let mut found = crate::model::finding(place, place.span, Code::AlwaysVoid, message).help(
        format!("{}。请删去；{}", right.zh, stays.zh),
        format!("{}; delete it; {}", right.en, stays.en),
    );
    found.law = Some(LawRef {
        id: shape.id.clone(),
        shape: shape.id.clone(),
        version: String::new(),
        name: shape.law.name.clone(),
        article: shape.law.article.clone(),
        confidence: shape.law.confidence.clone(),
    });
    found
}
