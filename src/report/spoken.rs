//! The words that pages use for states and kinds.

use crate::diagnostic::Lang;
use crate::evaluate::{BreachState, ConsequenceKind, EntitlementState, ObligationState};
use crate::value::Period;

/// Chooses one of two words.
pub(super) const fn pick(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A period for people: `2024年第3季度` · `2024-Q3`.
pub(super) fn spoken_period(period: Period, lang: Lang) -> String {
    match (period, lang) {
        (_, Lang::En) => period.to_string(),
        (Period::Year(year), Lang::Zh) => format!("{year}年"),
        (Period::Half(year, 1), Lang::Zh) => format!("{year}年上半年"),
        (Period::Half(year, _), Lang::Zh) => format!("{year}年下半年"),
        (Period::Quarter(year, quarter), Lang::Zh) => format!("{year}年第{quarter}季度"),
        (Period::Month(year, month), Lang::Zh) => format!("{year}年{month}月"),
        (Period::Once, Lang::Zh) => "一次性".into(),
    }
}

/// The word of a state for people.
pub(super) const fn entitlement_state(state: EntitlementState, lang: Lang) -> &'static str {
    match state {
        EntitlementState::Due => pick(lang, "应发", "due"),
        EntitlementState::Paid => pick(lang, "已发", "paid"),
        EntitlementState::Suspended => pick(lang, "暂停", "suspended"),
        EntitlementState::Barred => pick(lang, "停发", "stopped"),
        EntitlementState::Void => pick(lang, "无效", "void"),
        EntitlementState::Undetermined => pick(lang, "待定", "undetermined"),
        EntitlementState::Conflict => pick(lang, "条文冲突", "conflict"),
        EntitlementState::Gap => pick(lang, "条文没有规定", "no rule fits"),
    }
}

/// The word of a state for people.
pub(super) const fn obligation_state(state: ObligationState, lang: Lang) -> &'static str {
    match state {
        ObligationState::Created => pick(lang, "尚未开始", "not yet begun"),
        ObligationState::InEffect => pick(lang, "履行期内", "in effect"),
        ObligationState::Suspended => pick(lang, "中止", "suspended"),
        ObligationState::Fulfilled => pick(lang, "已履行", "fulfilled"),
        ObligationState::Violated => pick(lang, "未履行", "violated"),
        ObligationState::Discharged => pick(lang, "已解除", "discharged"),
        ObligationState::Exercised => pick(lang, "已行使", "exercised"),
        ObligationState::Terminated => pick(lang, "已终止", "terminated"),
        ObligationState::Undetermined => pick(lang, "待定", "undetermined"),
    }
}

/// The word of a verdict for people.
pub(super) const fn breach_state(state: BreachState, lang: Lang) -> &'static str {
    match state {
        BreachState::Breach => pick(lang, "违约", "breach"),
        BreachState::Weak => pick(lang, "已补救", "made good"),
        BreachState::Open => pick(lang, "补救期内", "repair open"),
        BreachState::Undetermined => pick(lang, "待定", "undetermined"),
    }
}

/// The word of a kind for people.
pub(super) const fn consequence_kind(kind: ConsequenceKind, lang: Lang) -> &'static str {
    match kind {
        ConsequenceKind::Pay => pick(lang, "支付", "pay"),
        ConsequenceKind::Forfeit => pick(lang, "不予退还", "not refunded:"),
        ConsequenceKind::Refund => pick(lang, "退还", "refunded:"),
        ConsequenceKind::Suspend => pick(lang, "暂停享受", "suspended:"),
        ConsequenceKind::Disqualify => pick(lang, "取消", "lost:"),
        ConsequenceKind::Points => pick(lang, "扣分", "points"),
        ConsequenceKind::Repair => pick(lang, "应当补救：", "must make good:"),
        ConsequenceKind::Notice => pick(lang, "批评教育或通报", "told or named"),
        ConsequenceKind::Power => pick(lang, "可以", "may"),
    }
}
