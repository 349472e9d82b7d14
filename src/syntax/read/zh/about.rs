//! Sentences about names and about the text itself: forms 1, 2, 14, 17, 18.

use super::super::{Node, Reader, Rule};
use super::contents::provided_for;
use super::days::{date_in, length_in, schedule};
use super::expressions::{amount, logic, value};
use super::kin;
use super::slips;
use super::subjects::{body, is_head, subject_of};
use super::values::{name_in, names, ratio, refs_in};
use crate::span::{Located, Span};
use crate::syntax::ast::{
    Body, Effect, End, Meaning, Provided, Quorum, Sentence, Start, Transition,
};
use crate::value::Exact;

/// Reads `本章程自…起施行` · `本协议有效期3年` · `本章程经村民会议通过` · `本章程由村民委员会解释`.
pub(super) fn text(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let kid = node.kids().last()?;
    match kid.rule() {
        Rule::zh_effect => effect(reader, &kid).map(Sentence::Effect),
        Rule::zh_term => Some(Sentence::Effect(Effect::Term(length_in(reader, &kid)?))),
        Rule::zh_adopted => {
            let (body, quorum) = (meeting(reader, &kid)?, quorum_in(reader, &kid)?);
            Some(Sentence::AdoptedBy { body, quorum })
        }
        _ => Some(Sentence::Interpretation {
            by: subject_of(reader, &kid.kids().nth(1)?)?,
        }),
    }
}

fn effect(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Effect> {
    let mut kids = node.kids();
    let start_node =
        kids.find(|kid| super::days::is_date(kid.rule()) || kid.rule() == Rule::zh_start_day)?;
    let start = match start_node.text() {
        text if text.starts_with("公布") => Start::Publication,
        text if text.starts_with("通过") => Start::Adoption,
        text if text.starts_with("签订") => Start::Signing,
        _ => Start::On(super::days::date_at(reader, &start_node)?),
    };
    let ends = |kid: &Node<'_>| {
        super::days::is_date(kid.rule()) || matches!(kid.rule(), Rule::name | Rule::zh_term)
    };
    let end = match kids.find(ends) {
        None => None,
        Some(end) => Some(match end.rule() {
            Rule::name => End::Event(super::super::values::name(reader, &end)?),
            Rule::zh_term => End::After(length_in(reader, &end)?),
            _ => End::On(super::days::date_at(reader, &end)?),
        }),
    };
    Some(Effect::From { start, end })
}

pub(super) fn meeting(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Located<Body>> {
    let meeting = node.find(Rule::zh_meeting)?;
    let kid = meeting.first()?;
    let found = if kid.rule() == Rule::name {
        Body::Named(name_in(reader, &meeting)?)
    } else {
        body(&kid)?
    };
    Some(Located::new(found, meeting.span()))
}

/// Reads the quorum among the children of `node`; the outer `None` is a fault.
#[expect(
    clippy::option_option,
    reason = "a quorum may be absent without a fault"
)]
pub(super) fn quorum_in(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Option<Quorum>> {
    let Some(node) = node.find(Rule::zh_quorum) else {
        return Some(None);
    };
    let of_present = node.has(Rule::zh_present);
    let share = match node.find(Rule::zh_ratio) {
        Some(share) => ratio(reader, &share)?,
        None => Exact::new(1, 2)?,
    };
    let inclusive = node
        .find(Rule::zh_majority)
        .is_none_or(|word| word.text().ends_with("以上"));
    Some(Some(Quorum {
        of_present,
        share,
        inclusive,
    }))
}

/// Reads `第九条自D起废止` · `第九条自始无效` · `第九条不适用于…的户` · `第五条、第六条可以同时享受`.
pub(super) fn articles(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let articles = refs_in(reader, node)?;
    let kid = node.kids().last()?;
    Some(match kid.rule() {
        Rule::zh_repealed => Sentence::Effect(Effect::Repeal {
            articles,
            from: date_in(reader, &kid)?,
        }),
        Rule::zh_annulled => Sentence::Effect(Effect::Annul { articles }),
        Rule::zh_provides_for => {
            let span = node.find(Rule::zh_refs)?.span();
            Sentence::Provides {
                by: Located::new(Provided::Articles(articles), span),
                contents: provided_for(reader, node)?,
            }
        }
        Rule::zh_not_apply => {
            let condition = logic(reader, &kid.find(Rule::zh_logic)?)?;
            let who = kid.kids().find(|kid| is_head(kid.rule()))?;
            let who = subject_of(reader, &who)?;
            let (condition, who) = kin::one(reader, &kid, condition, who)?;
            Sentence::NotApply {
                articles,
                condition,
                who,
            }
        }
        _ => Sentence::Together {
            articles,
            benefits: Vec::new(),
        },
    })
}

/// Reads `同时符合第五条、第六条的，按较高标准享受`.
pub(super) fn both(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let articles = refs_in(reader, node)?;
    Some(if node.has(Rule::zh_higher) {
        Sentence::Higher { articles }
    } else {
        Sentence::Together {
            articles,
            benefits: Vec::new(),
        }
    })
}

/// Reads `「卫生奖」、「高龄补贴」可以同时享受`.
pub(super) fn together(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    Some(Sentence::Together {
        articles: Vec::new(),
        benefits: names(reader, &node.find(Rule::zh_names)?)?,
    })
}

/// Reads `期满未违约的，如数退还`.
pub(super) fn refund_at_end(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let deposit = if node.has(Rule::name) {
        Some(name_in(reader, node)?)
    } else {
        None
    };
    Some(Sentence::RefundAtEnd { deposit })
}

/// Reads `本修改对2025年1月1日前已发生的事项不适用`.
pub(super) fn transition(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let dated = node.kids().any(|kid| super::days::is_date(kid.rule()));
    let before = if dated {
        Some(date_in(reader, node)?)
    } else {
        None
    };
    let rule = match node.kids().last()?.rule() {
        Rule::zh_keeps => Transition::Keep,
        Rule::zh_takes_all => Transition::All,
        _ => Transition::Open,
    };
    Some(Sentence::Effect(Effect::Transition { before, rule }))
}

/// Reads `「集体收益分配方案」应当经村民会议到会人员过半数同意`.
pub(super) fn consent(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let matter = name_in(reader, node)?;
    Some(Sentence::Consent {
        matter,
        body: meeting(reader, node)?,
        quorum: quorum_in(reader, node)?,
    })
}

/// Reads `本章程所称「困难户」，是指…的户`.
pub(super) fn definition(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let name = name_in(reader, node)?;
    let meant = value(reader, &node.find(Rule::zh_value)?)?;
    let meaning = if node.has(Rule::de) {
        let of = node.kids().filter(|kid| is_head(kid.rule())).last()?;
        let of = subject_of(reader, &of)?;
        let (condition, of) = kin::one(reader, node, meant, of)?;
        Meaning::Condition { condition, of }
    } else {
        Meaning::Value(meant)
    };
    Some(Sentence::Definition { name, meaning })
}

/// Reads `本章程所称「系数」，按下列标准计算`; the rows are still to come.
pub(super) fn case_definition(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    Some(Sentence::Definition {
        name: name_in(reader, node)?,
        meaning: Meaning::Cases {
            sliced: node.has(Rule::zh_in_slices),
            rows: Vec::new(),
        },
    })
}

/// Reads `「助学标准」自2024年3月1日起为800元，自2025年1月1日起为1000元`.
pub(super) fn parameter(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let name = name_in(reader, node)?;
    let step = |reader: &mut Reader<'_>, node: &Node<'_>| {
        Some((
            date_in(reader, node)?,
            amount(reader, &node.find(Rule::zh_amount)?)?,
        ))
    };
    let steps = node
        .all(Rule::zh_step)
        .map(|kid| step(reader, &kid))
        .collect::<Option<_>>()?;
    let repealed = match node.find(Rule::zh_repealed) {
        Some(end) => Some(date_in(reader, &end)?),
        None => None,
    };
    Some(Sentence::Parameter {
        name,
        steps,
        repealed,
    })
}

/// Reads `「卫生奖」、「高龄补贴」合计每户每年不超过5000元`.
pub(super) fn cap(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Sentence> {
    let benefits = names(reader, &node.find(Rule::zh_names)?)?;
    let limit = amount(reader, &node.find(Rule::zh_amount)?)?;
    let at_most = node.find(Rule::zh_at_most)?.span();
    let before = Span::new(at_most.start as usize, at_most.start as usize);
    let Some(time) = node.find(Rule::zh_cap_time) else {
        slips::missing(
            reader,
            before,
            "每年",
            "没有写多长时间内的限额",
            "the time the cap is for is not said",
        );
        return None;
    };
    let Some(holder) = node.find(Rule::zh_holder) else {
        slips::missing(
            reader,
            before,
            "每户",
            "没有写每户还是每人",
            "it is not said whether per household or per person",
        );
        return None;
    };
    let period = match time.find(Rule::zh_schedule) {
        Some(period) => Some(schedule(&period)?),
        None => None,
    };
    Some(Sentence::Cap {
        benefits,
        per_person: holder.text() == "每人",
        period,
        limit,
    })
}
