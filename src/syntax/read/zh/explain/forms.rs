//! Forms of few shapes, of which one is best shown.

use super::whole::unquoted;
use super::{Place, found};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::read::{Reader, Rule};

/// A form by a word that no other has: what it is about, and how it is written.
struct Form {
    words: &'static [&'static str],
    zh: &'static str,
    en: &'static str,
    written: &'static str,
    /// What a part of it, wrongly written, begins with.
    starts: &'static [&'static str],
}

/// One row.
const fn form(
    words: &'static [&'static str],
    (zh, en): (&'static str, &'static str),
    written: &'static str,
) -> Form {
    Form {
        words,
        zh,
        en,
        written,
        starts: &[],
    }
}

impl Form {
    const fn starting(mut self, starts: &'static [&'static str]) -> Self {
        self.starts = starts;
        self
    }
}

/// Sentences of a shape of their own.
const SENTENCES: &[Form] = &[
    form(
        &["人均分配", "按人分配", "按户分配", "另加"],
        ("按份分配", "shares of a pot"),
        "「总额」按人均分配，每人一份，「困难户」的户另加1份。",
    ),
    form(
        &["，记", "，加", "积分"],
        ("积分", "points"),
        "「义务劳动」一次，记5分。积分每满100分可以兑换50元。积分每年清零。积分最高为500分。积分有效期为1年。",
    ),
    form(
        &["不一致", "抵触", "优先于", "为准"],
        ("以哪一条、哪一份文件为准", "which article or text prevails"),
        "与第三条不一致的，以第五条为准。《甲》优先于《乙》。",
    ),
    form(
        &["推定", "争议"],
        ("推定", "presumptions"),
        "「居民」有争议的，推定为是。",
    ),
    form(
        &["分立", "合并的", "承继"],
        ("户的分立和合并", "households that split or merge"),
        "户分立、合并的，其权利义务由承继的户承继。",
    ),
    form(
        &["性质：", "性质:", "性质「"],
        ("性质", "properties"),
        "性质：领取「甲」的户不得同时领取「乙」。性质：「收入」降低时，「救助」不减少。",
    ),
    form(
        &["核对：", "核对:", "核对「"],
        ("核对", "reckonings"),
        "核对：「甲」除以「乙」，四舍五入到0.1%，为97.3%。核对：「件数」乘以200元等于「金额」。",
    ),
    form(
        &["应当载明", "下列内容", "规定「", "》由"],
        (
            "文件的内容和签订人",
            "what texts hold and who concludes them",
        ),
        "章程应当载明下列内容：（一）「甲」。第三条规定「甲」。《协议》由乡镇人民政府签订。",
    ),
    form(
        &["步骤", "上一步", "留存"],
        ("步骤", "steps"),
        "「制定章程」按下列步骤进行：（一）村民委员会「拟定草案」，并留存「草案」；（二）各户「提出意见」，在上一步满7日后；（三）经村民会议同意。",
    ),
];

/// Parts of sentences that are otherwise like any other.
const PARTS: &[Form] = &[
    form(
        &["优先权"],
        ("优先权", "priority"),
        "「困难户」的户在「宅基地分配」中享有优先权。",
    ),
    form(
        &["免除", "减免", "豁免"],
        ("免除义务", "waivers"),
        "村民委员会可以免除户的「义务劳动」，条件是「灾情」。",
    ),
    form(
        &["条件是", "前提是"],
        ("附条件的权利", "rights under a condition"),
        "村民有权在「通知」后30日内「申请复核」，条件是「材料齐全」。",
    ),
    form(
        &["暂停履行", "暂缓履行", "中止履行"],
        ("暂停履行", "suspended duties"),
        "有「灾情」的户，暂停履行第九条，期限照计，直至「恢复」。",
    )
    .starting(&["期限", "期间", "时间"]),
    form(
        &["评为", "评定为"],
        ("村的考核", "the rating of a village"),
        "「达标」的村，评为「先进村」，奖励2000元。",
    ),
    form(
        &["全村", "各户"],
        ("全村合计", "totals of the village"),
        "全村「困难户」的户数；全村「困难户」的户占全部户的比例；各户「承包地」之和。",
    ),
    form(
        &["按月", "按天", "按日", "按周", "按年", "按季"],
        ("不满一期怎么计", "how a period that is not whole is paid"),
        "户每年有权领取「补贴」1200元，按月计。户每年有权领取「补贴」1200元，按实际天数计。",
    )
    .starting(&["按月", "按天", "按日", "按周", "按年", "按季", "按实际"]),
];

/// A step that says something else.
const STEP: Form = form(
    &[],
    ("步骤", "a step"),
    "（一）村民委员会「拟定草案」，于2024年5月1日前，并留存「草案」；（二）各户「提出意见」，在上一步满7日后；（三）经村民会议同意。",
);

/// A sentence with the word of such a form, but not in its shape.
pub(super) fn sentence(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    if place.miss.rule == Rule::zh_step_item {
        return Some(shown(place, &STEP));
    }
    other_shape(reader, place, SENTENCES)
}

/// The same of a part, where nothing else is seen to be wrong.
pub(super) fn part(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    other_shape(reader, place, PARTS)
}

/// A part that begins like one of such a form, where a name would otherwise be missed.
pub(super) fn beginning(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let begins = |form: &&Form| form.starts.iter().any(|word| place.rest.starts_with(word));
    if let Some(priority) = PARTS.iter().find(|_| place.run().contains("优先权")) {
        return Some(shown(place, priority));
    }
    PARTS.iter().find(begins).map(|form| shown(place, form))
}

/// The form whose word stands last before the place, if there is one.
fn other_shape(reader: &Reader<'_>, place: &Place<'_>, forms: &[Form]) -> Option<Diagnostic> {
    let slice = place.slice().of(reader.folded);
    let read = place.at - place.slice().start as usize;
    let last = |form: &Form| {
        let found = form.words.iter().flat_map(|word| slice.match_indices(word));
        let outside = found.filter(|(at, _)| slice.get(..*at).is_some_and(unquoted));
        outside.map(|(at, _)| (at <= read, at)).max()
    };
    let found = forms
        .iter()
        .filter_map(|form| Some((last(form)?, form)))
        .max_by_key(|(at, _)| *at);
    found.map(|(_, form)| shown(place, form))
}

fn shown(place: &Place<'_>, form: &Form) -> Diagnostic {
    let message = (
        format!("关于“{}”的这句话，写法不对", form.zh),
        format!(
            "this sentence about {} is not written as it should be",
            form.en
        ),
    );
    let help = (
        format!("写法是：{}若为说明文字，行首加“>”", form.written),
        format!(
            "write: {} If it is prose, begin the line with `>`",
            form.written
        ),
    );
    let length = place.rest.chars().next().map_or(0, char::len_utf8);
    found(
        Code::Unreadable,
        place.span(length),
        (&message.0, &message.1),
        (&help.0, &help.1),
    )
}
