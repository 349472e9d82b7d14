//! The commonest forms, shown to whoever wrote the same in plain words, without a name in quotes.

/// Words of a rule as people write it, and a sentence of the language that says the like.
const USUAL: &[(&[&str], &str)] = &[
    (
        &["违反", "违者", "罚款", "罚金", "处罚", "处以"],
        "违反第六条的，应当在3日内「清理」；逾期不清理的，应当支付「清运费」50元。",
    ),
    (
        &["不准", "不许", "不能", "不要", "严禁", "禁止", "不得"],
        "村民不得「乱倒垃圾」。",
    ),
    (
        &[
            "领取", "享受", "发给", "发放", "补助", "补贴", "津贴", "奖励", "慰问", "救助",
        ],
        "凡「年龄」80周岁以上的村民，每月有权领取「高龄津贴」100元。",
    ),
    (
        &["应", "必须", "须", "负责", "缴", "交纳"],
        "户应当于每年1月31日前「打扫卫生」。",
    ),
    (
        &["可以", "有权"],
        "村民有权在「通知」后30日内「申请复核」。",
    ),
    (
        &["是指", "所称"],
        "「困难户」是指「人均收入」低于4000元的户。",
    ),
];

/// How a sentence with these words is usually written; the other advice where it has none of them.
pub(super) fn advice(slice: &str, other: (&str, &str)) -> (String, String) {
    let is_plain = !slice.contains('「');
    let row = USUAL
        .iter()
        .find(|(words, _)| is_plain && words.iter().any(|word| slice.contains(word)));
    match row {
        Some((_, written)) => (
            format!("写法如：{written}"),
            format!("write it like `{written}`"),
        ),
        None => (other.0.to_owned(), other.1.to_owned()),
    }
}
