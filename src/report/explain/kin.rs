//! Why somebody counts as a relative.

use super::Voice;
use crate::evaluate::Reason;
use crate::model::Kin;

impl Voice<'_> {
    /// `有这样的成员，本人是其子女：是`
    pub(super) fn related(&self, kin: Kin, reason: &Reason) -> String {
        let (zh, en) = word(kin);
        let verdict = self.verdict(reason);
        self.say(
            format!("本人是这样的成员的{zh}：{verdict}"),
            format!("{en} of such a member: {verdict}"),
        )
    }

    /// `成员P1（本人是其子女）：`; with the answer where nothing else is looked at.
    pub(super) fn relative(&self, kin: Kin, of: &str, reason: &Reason) -> String {
        let (zh, en) = word(kin);
        if reason.because.is_empty() {
            let verdict = self.verdict(reason);
            return self.say(
                format!("本人是成员{of}的{zh}：{verdict}"),
                format!("{en} of member {of}: {verdict}"),
            );
        }
        self.say(
            format!("成员{of}（本人是其{zh}）："),
            format!("member {of} (whose {en} it is):"),
        )
    }
}

/// `子女` · `child`
const fn word(kin: Kin) -> (&'static str, &'static str) {
    match kin {
        Kin::Child => ("子女", "child"),
        Kin::Spouse => ("配偶", "spouse"),
        Kin::Parent => ("父母", "parent"),
    }
}
