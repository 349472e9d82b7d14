//! Reading takes steps in proportion to the length of a text, whatever the text: counted rule by rule in an
//! interpreter of the same grammar files, never with a clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use pest_meta::optimizer::{OptimizedRule, optimize};
use pest_meta::parser::{Rule, consume_rules, parse};
use pest_vm::Vm;

/// A phrase that may be nested or repeated, and what stands around it.
pub struct Nest {
    rule: &'static str,
    before: &'static str,
    open: &'static str,
    core: &'static str,
    close: &'static str,
    after: &'static str,
}

/// One row.
pub const fn nest(
    rule: &'static str,
    before: &'static str,
    open: &'static str,
    core: &'static str,
    close: &'static str,
    after: &'static str,
) -> Nest {
    Nest {
        rule,
        before,
        open,
        core,
        close,
        after,
    }
}

/// Every place where a condition or an amount may stand, with every phrase that may be nested there, and every
/// list that may go on.
const NESTS: &[Nest] = &[
    nest(
        "zh_sentence",
        "凡",
        "（「甲」且",
        "「乙」",
        "）",
        "的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "非（",
        "「乙」",
        "）",
        "的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "「甲」超过（",
        "5元",
        "）",
        "的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "「甲」（",
        "5元",
        "）以上",
        "的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡「甲」5元以上且",
        "（「甲」5元以上且",
        "「乙」",
        "）",
        "的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡「甲」5元以上",
        "且不满（「甲」加",
        "5元",
        "）",
        "的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "（「甲」加",
        "5元",
        "）",
        "超过3元的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "有「甲」且（",
        "「乙」",
        "）",
        "的成员的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "没有「甲」且（",
        "「乙」",
        "）",
        "的成员的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "有「甲」的成员且（",
        "「乙」",
        "）",
        "的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "有「甲」且「乙」超过（",
        "「丙」",
        "）",
        "的成员的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡有",
        "（「甲」且",
        "「乙」",
        "）",
        "的成员的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡有",
        "「甲」（",
        "5元",
        "）以上",
        "的成员的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡有",
        "非（",
        "「乙」",
        "）",
        "的成员的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "有「甲」且",
        "「乙」",
        "",
        "的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "有「甲」的成员且",
        "「乙」",
        "",
        "的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "没有「甲」且",
        "「乙」",
        "",
        "的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "「甲」60分以上且",
        "「乙」",
        "",
        "的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "全体成员均（「甲」且",
        "「乙」",
        "）",
        "的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡全体成员均",
        "（「甲」且",
        "「乙」",
        "）",
        "的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "家中「甲」的成员人数乘以（",
        "2人",
        "）",
        "超过3人的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡家中",
        "（「甲」且",
        "「乙」",
        "）",
        "的成员人数3人以上的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "取",
        "「甲」",
        "、「乙」中较大者",
        "超过3元的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "取（",
        "「甲」",
        "）、「乙」中较大者",
        "超过3元的户，不得「丙」",
    ),
    nest(
        "zh_sentence",
        "",
        "（「甲」且",
        "「乙」",
        "）",
        "的，停发「丙」",
    ),
    nest(
        "zh_sentence",
        "",
        "（「甲」且",
        "「乙」",
        "）",
        "村民，停发「丙」",
    ),
    nest(
        "zh_sentence",
        "鼓励",
        "（「甲」且",
        "「乙」",
        "）",
        "的户「丙」",
    ),
    nest(
        "zh_sentence",
        "第九条不适用于",
        "（「甲」且",
        "「乙」",
        "）",
        "的户",
    ),
    nest(
        "zh_sentence",
        "村民不得「甲」，但",
        "（「甲」且",
        "「乙」",
        "）",
        "除外",
    ),
    nest(
        "zh_sentence",
        "村民不得「甲」，",
        "（「甲」且",
        "「乙」",
        "）",
        "除外",
    ),
    nest(
        "zh_sentence",
        "村民不得「甲」",
        "，但「甲」除外",
        "",
        "",
        "",
    ),
    nest("zh_sentence", "村民不得「甲」", "，「甲」除外", "", "", ""),
    nest(
        "zh_sentence",
        "村民不得「甲」",
        "，并不得「甲」",
        "",
        "",
        "",
    ),
    nest("zh_sentence", "村民不得「甲」", "、「甲」", "", "", ""),
    nest(
        "zh_sentence",
        "户每年有权领取「甲」，金额为",
        "（「甲」加",
        "「乙」",
        "）",
        "",
    ),
    nest(
        "zh_sentence",
        "户每年有权领取「甲」",
        "（「甲」加",
        "「乙」",
        "）",
        "，最高5元",
    ),
    nest(
        "zh_sentence",
        "户每年有权领取「甲」5元",
        "，最高（「乙」加5元",
        "",
        "）",
        "",
    ),
    nest(
        "zh_sentence",
        "户每年有权领取「甲」5元",
        "，最高5元",
        "",
        "",
        "",
    ),
    nest(
        "zh_sentence",
        "户每年有权领取「甲」",
        "「乙」加",
        "「乙」",
        "",
        "",
    ),
    nest(
        "zh_sentence",
        "户每年有权领取「甲」「乙」",
        "的80%",
        "",
        "",
        "",
    ),
    nest(
        "zh_sentence",
        "违反第九条的，应当支付「甲」",
        "（「甲」加",
        "「乙」",
        "）",
        "",
    ),
    nest(
        "zh_sentence",
        "违反第九条的，应当赔偿",
        "（「甲」加",
        "「乙」",
        "）",
        "",
    ),
    nest(
        "zh_sentence",
        "违反第九条",
        "、第九条",
        "",
        "",
        "的，停发「甲」",
    ),
    nest(
        "zh_sentence",
        "「甲」自2024年3月1日起为",
        "（「甲」加",
        "「乙」",
        "）",
        "",
    ),
    nest(
        "zh_sentence",
        "「甲」自2024年3月1日起为5元",
        "，自2024年3月1日起为5元",
        "",
        "",
        "",
    ),
    nest(
        "zh_sentence",
        "「甲」合计每户每年不超过",
        "（「甲」加",
        "「乙」",
        "）",
        "",
    ),
    nest(
        "zh_sentence",
        "「甲」不超过",
        "（「甲」加",
        "「乙」",
        "）",
        "的户，停发「丙」",
    ),
    nest(
        "zh_sentence",
        "「甲」",
        "、「甲」",
        "",
        "",
        "合计每户每年不超过5元",
    ),
    nest(
        "zh_sentence",
        "「甲」，是指",
        "（「甲」且",
        "「乙」",
        "）",
        "的户",
    ),
    nest(
        "zh_sentence",
        "「甲」是指",
        "（「甲」加",
        "「乙」",
        "）",
        "",
    ),
    nest(
        "zh_lead",
        "凡",
        "（「甲」且",
        "「乙」",
        "）",
        "的户，每年有权领取「丙」，标准为",
    ),
    nest(
        "zh_lead",
        "有下列情形之一的，应当支付「甲」",
        "（「甲」加",
        "「乙」",
        "）",
        "",
    ),
    nest("zh_item", "", "（「甲」且", "「乙」", "）", "的，5元"),
    nest("zh_item", "「甲」的，", "（「甲」加", "「乙」", "）", ""),
    nest(
        "zh_part",
        "逾期的，应当支付「甲」",
        "（「甲」加",
        "「乙」",
        "）",
        "",
    ),
    nest("zh_part", "逾期", "不「甲」", "", "", "的，停发「甲」"),
    nest(
        "en_sentence",
        "A household that ",
        "(is [a] and ",
        "is [b]",
        ")",
        " must not [c]",
    ),
    nest(
        "en_sentence",
        "A household ",
        "(that is [a] and ",
        "that is [b]",
        ")",
        " must not [c]",
    ),
    nest(
        "en_sentence",
        "A household that has a member who ",
        "(is [a] and ",
        "is [b]",
        ")",
        " must not [c]",
    ),
    nest(
        "en_sentence",
        "A household that has a member ",
        "(who is [a] and ",
        "who is [b]",
        ")",
        " must not [c]",
    ),
    nest(
        "en_sentence",
        "A household that has a member who is [a]",
        " and who is [a]",
        "",
        "",
        " must not [c]",
    ),
    nest(
        "en_sentence",
        "A household that is [a]",
        " and that has a member who is [b]",
        "",
        "",
        " must not [c]",
    ),
    nest(
        "en_sentence",
        "A household whose [a] is over ",
        "([a] plus ",
        "[b]",
        ")",
        " must not [c]",
    ),
    nest(
        "en_sentence",
        "A household whose [a] is at least 5 yuan",
        " and whose [a] is at least 5 yuan",
        "",
        "",
        " must not [c]",
    ),
    nest(
        "en_sentence",
        "A villager must not [a], except where ",
        "([a] and ",
        "[b]",
        ")",
        "",
    ),
    nest(
        "en_sentence",
        "Where ",
        "([a] and ",
        "[b]",
        ")",
        ", [c] is stopped",
    ),
    nest(
        "en_sentence",
        "Where ",
        "not (",
        "[b]",
        ")",
        ", [c] is stopped",
    ),
    nest(
        "en_sentence",
        "A household is entitled each year to [a] of ",
        "([a] plus ",
        "[b]",
        ")",
        "",
    ),
    nest("en_sentence", "[a] means ", "([a] plus ", "[b]", ")", ""),
    nest(
        "en_sentence",
        "For a breach of Article 9, the household must pay [a] of ",
        "([a] plus ",
        "[b]",
        ")",
        "",
    ),
    nest(
        "en_sentence",
        "For a breach of Article 9",
        ", Article 9",
        "",
        "",
        " and Article 9, [a] is stopped",
    ),
    nest(
        "en_sentence",
        "[a]",
        ", [b]",
        "",
        "",
        " and [c] together do not exceed 5 yuan per household each year",
    ),
    nest("en_item", "where ", "([a] and ", "[b]", ")", ", 5 yuan"),
    nest(
        "en_part",
        "failing that, must pay [a] of ",
        "([a] plus ",
        "[b]",
        ")",
        "",
    ),
    nest(
        "zh_sentence",
        "凡",
        "全村（「甲」且",
        "「乙」",
        "）的户数3户以上",
        "的村，评为「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "全村",
        "「乙」",
        "的户数3户以上",
        "的村，评为「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "全村",
        "「乙」",
        "的户占全部户的比例低于5%",
        "的村，评为「丙」",
    ),
    nest(
        "zh_sentence",
        "凡",
        "各户（「甲」加",
        "「乙」",
        "）之和",
        "超过3亩的村，评为「丙」",
    ),
    nest(
        "zh_sentence",
        "「甲」按人均分配，每人一份",
        "，「乙」的户另加1份",
        "",
        "",
        "",
    ),
    nest(
        "zh_sentence",
        "「甲」按人均分配，每人一份，",
        "（「甲」且",
        "「乙」",
        "）",
        "的户另加1份",
    ),
    nest(
        "zh_sentence",
        "村民可以「甲」，条件是",
        "（「甲」且",
        "「乙」",
        "）",
        "",
    ),
    nest(
        "zh_sentence",
        "村民可以「甲」",
        "，条件是「乙」",
        "",
        "",
        "",
    ),
    nest(
        "zh_sentence",
        "户每年有权领取「甲」5元",
        "，按月计",
        "",
        "",
        "",
    ),
    nest(
        "zh_sentence",
        "「甲」一次，记",
        "（「甲」加",
        "「乙」",
        "）",
        "",
    ),
    nest(
        "zh_sentence",
        "积分每满",
        "（「甲」加",
        "「乙」",
        "）",
        "可以兑换50元",
    ),
    nest(
        "zh_sentence",
        "凡「甲」的村，评为「乙」，奖励",
        "（「甲」加",
        "「乙」",
        "）",
        "",
    ),
    nest(
        "zh_sentence",
        "与第三条",
        "、第五条至第七条",
        "",
        "",
        "不一致的，以第九条为准",
    ),
    nest("layout", "", "[a", "", "", ""),
    nest("layout", "", "Article 1. ", "", "", ""),
    nest("layout", "", "(1) ", "", "", ""),
    nest("layout", "", "1.5", "", "", ""),
    nest("layout", "", "「甲", "", "", ""),
    nest("layout", "", "\"甲", "", "", ""),
    nest("layout", "", "第", "", "", ""),
    nest("layout", "", "第九条", "", "", ""),
    nest("layout", "", "\n", "", "", ""),
    nest("layout", "", "甲\n  ", "", "", ""),
    nest("layout", "", "：\n ", "", "", ""),
    nest("layout", "", "。", "", "", ""),
    nest("layout", "", "（一）", "", "", ""),
    nest("layout", "", "\n章程《甲", "", "", ""),
    nest("layout", "", "第一条 村民不得「甲」。\n", "", "", ""),
    nest(
        "zh_step_item",
        "村民委员会「甲」",
        "，并留存「乙」、「丙」",
        "",
        "",
        "，于2024年5月1日前",
    ),
    nest(
        "zh_step_item",
        "经村民会议同意，并留存「甲」",
        "、「乙」",
        "",
        "",
        "，在上一步后3日内",
    ),
];

#[test]
fn steps_grow_with_the_text() {
    let steps = Arc::new(AtomicU64::new(0));
    let machine = machine(&steps);
    let mut faults = Vec::new();
    for nest in NESTS.iter().chain(super::growth_en::NESTS) {
        for (kind, text) in [
            ("whole", whole as fn(&Nest, usize) -> String),
            ("open", open),
            ("broken", broken),
        ] {
            let count = |size| {
                steps.store(0, Ordering::Relaxed);
                let read = machine.parse(nest.rule, &text(nest, size)).is_ok();
                (steps.load(Ordering::Relaxed), read)
            };
            let ((small, _), (large, read)) = (count(8), count(16));
            if large > small * 5 / 2 {
                faults.push(format!(
                    "{kind} {}: {small} steps, then {large}",
                    text(nest, 2)
                ));
            }
            // A row that is never read would prove nothing.
            let must_read =
                kind == "whole" && nest.rule != "layout" && !UNREADABLE.contains(&nest.open);
            if must_read && !read {
                faults.push(format!("not read: {}", text(nest, 2)));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Nested where no sentence nests it: only the way to the refusal is counted.
const UNREADABLE: &[&str] = &[
    "且不满（「甲」加",
    "不「甲」",
    "取",
    "全体成员均（「甲」且",
    "有「甲」且（",
    "没有「甲」且（",
    "有「甲」且「乙」超过（",
    "「甲」超过（",
    "「甲」（",
    "，最高（「乙」加5元",
];

fn whole(nest: &Nest, size: usize) -> String {
    let (open, close) = (nest.open.repeat(size), nest.close.repeat(size));
    format!("{}{open}{}{close}{}", nest.before, nest.core, nest.after)
}

fn open(nest: &Nest, size: usize) -> String {
    format!("{}{}", nest.before, nest.open.repeat(size))
}

fn broken(nest: &Nest, size: usize) -> String {
    let (open, close) = (nest.open.repeat(size), nest.close.repeat(size));
    format!("{}{open}{}{close}%{}", nest.before, nest.core, nest.after)
}

/// The project's grammar in an interpreter that counts every rule it tries.
fn machine(steps: &Arc<AtomicU64>) -> Vm {
    let grammar = [
        include_str!("../../grammar/lexis.pest"),
        include_str!("../../grammar/layout.pest"),
        include_str!("../../grammar/zh.pest"),
        include_str!("../../grammar/en.pest"),
    ];
    let grammar = grammar.join("\n");
    let pairs = parse(Rule::grammar_rules, &grammar).expect("the grammar is a grammar");
    let rules: Vec<OptimizedRule> = optimize(consume_rules(pairs).expect("the rules are sound"));
    let steps = Arc::clone(steps);
    let count = move |_: String, _: &pest::Position<'_>| {
        steps.fetch_add(1, Ordering::Relaxed);
        false
    };
    Vm::new_with_listener(rules, Box::new(count))
}
