//! Every form of the language has in both languages three cases that read and two that do not.

use super::cases::{Case, all};

/// A form, what stands in the tree where it was read, and words of which its sentences have one, in either language.
type Form = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const FORMS: &[Form] = &[
    ("1", &["Definition {"], &["指", "means", "is calculated"]),
    (
        "2",
        &["Parameter {"],
        &["起为", "起废止", "repealed from", "from 20"],
    ),
    ("3", &["Entitle {"], &["领取", "享受", "entitled"]),
    ("4", &["Tiers {"], &["标准", "分段", "rates", "slice"]),
    ("5", &["Share {"], &["份", "shares"]),
    ("6", &["Priority {"], &["优先权", "priority"]),
    ("7", &["Must {"], &["应当", "must"]),
    ("8", &["Keep {"], &["保持", "keep"]),
    ("9", &["MustNot {"], &["不得", "禁止", "must not"]),
    (
        "10",
        &["May {", "Waive {"],
        &["可以", "有权", "免除", "may"],
    ),
    (
        "10a",
        &["Encourage {"],
        &["鼓励", "提倡", "倡导", "引导", "encouraged"],
    ),
    ("11", &["lead: Breach {"], &["违反", "breach"]),
    (
        "12",
        &["Suspend {", "SuspendDuty {"],
        &["暂停", "停发", "suspended", "stopped"],
    ),
    (
        "13",
        &["Except(", "NotApply {"],
        &["除外", "不适用", "不受", "except", "does not apply"],
    ),
    (
        "14",
        &["Cap {", "Higher {", "Together {"],
        &["合计", "较高", "同时", "ogether", "higher"],
    ),
    ("15", &["Points("], &["积分", "分。", "oints"]),
    (
        "16",
        &["PayDeposit {", "RefundAtEnd {"],
        &["缴纳", "退还", "on signing", "refunded"],
    ),
    (
        "17",
        &["Effect("],
        &[
            "施行",
            "生效",
            "废止",
            "有效期",
            "无效",
            "修改",
            "takes effect",
            "runs for",
            "repealed",
            "void",
            "amendment",
        ],
    ),
    (
        "18",
        &["AdoptedBy {", "Consent {", "Interpretation {"],
        &["通过", "同意", "解释", "adopted", "consent", "interpreted"],
    ),
    ("19", &["Rate {"], &["评为", "rated"]),
    ("20", &["Prevails {"], &["为准", "优先于", "prevail"]),
    ("21", &["Presumption {"], &["推定", "presumed"]),
    ("22", &["Property("], &["性质", "Property"]),
    (
        "23",
        &["Cases {"],
        &["下列", "any of these", "all of these"],
    ),
    ("24", &["Check("], &["核对", "Check"]),
    ("25", &["Steps {"], &["步骤", "steps"]),
    (
        "26",
        &["Contents {", "Provides {", "ConcludedBy {"],
        &["载明", "规定", "签订。", "provide", "concluded"],
    ),
    ("succession", &["Succession"], &["分立", "splits"]),
];

fn is_good(case: &Case, marks: &[&str]) -> bool {
    let is_sound = !case.expected.lines().any(|line| line.starts_with('!'));
    is_sound && marks.iter().any(|mark| case.expected.contains(mark))
}

fn is_bad(case: &Case, words: &[&str]) -> bool {
    let is_faulty = case.expected.lines().any(|line| line.starts_with('!'));
    is_faulty && words.iter().any(|word| case.text.contains(word))
}

#[test]
fn every_form_has_three_good_and_two_bad_cases_in_both_languages() {
    let mut few = Vec::new();
    for english in [false, true] {
        let cases = all(english);
        for (form, marks, words) in FORMS {
            let good = cases.iter().filter(|case| is_good(case, marks)).count();
            let bad = cases.iter().filter(|case| is_bad(case, words)).count();
            if good < 3 || bad < 2 {
                few.push(format!(
                    "form {form}, english {english}: {good} good, {bad} bad"
                ));
            }
        }
    }
    assert!(few.is_empty(), "{}", few.join("\n"));
}
