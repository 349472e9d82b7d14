//! Corrections: what they change, and that they change nothing that was read.

use xiangyue::syntax::{mend, parse};

#[test]
fn slips_with_one_correction_are_corrected() {
    let slips = [
        ("户不得「焚烧秸秆」", "户不得「焚烧秸秆」。"),
        ("户不得“焚烧秸秆”。", "户不得「焚烧秸秆」。"),
        ("户不得「焚烧秸秆」；", "户不得「焚烧秸秆」。"),
        (
            "「承包地」大于5亩户，不得「焚烧秸秆」.",
            "「承包地」超过5亩的户，不得「焚烧秸秆」。",
        ),
        (
            "「承包地」以上5亩的户，一次性有权领取「补贴」5毛钱",
            "「承包地」5亩以上的户，一次性有权领取「补贴」5角。",
        ),
        (
            "户不得「焚烧秸秆」，「困难户」除外。",
            "户不得「焚烧秸秆」，但「困难户」除外。",
        ),
    ];
    for (slip, right) in slips {
        let whole = |text| format!("章程《例》\n第一条 {text}\n第二条 户应当「清理」。\n");
        assert_eq!(mend(&whole(slip)).text, whole(right));
    }
}

#[test]
fn english_slips_are_corrected() {
    let slips = [
        (
            "A household who has \"car\" must [work]",
            "A household that has [car] must [work].",
        ),
        (
            "A household whose [land] is greater than 5 mu must not [burn straw].",
            "A household whose [land] is over 5 mu must not [burn straw].",
        ),
        (
            "Art 2 does not apply to a household that is [poor].",
            "Article 2 does not apply to a household that is [poor].",
        ),
    ];
    for (slip, right) in slips {
        let whole = |text| {
            format!("Charter \"Example\"\nArticle 1. {text}\nArticle 2. A household must [work].\n")
        };
        assert_eq!(mend(&whole(slip)).text, whole(right));
    }
}

/// Completed years or years begun, a duty or a wish, with the number or without it: that is for the author.
#[test]
fn what_has_two_readings_stays() {
    for sentence in [
        "户应该「清理」。",
        "「年龄」60岁以上的村民，每月有权领取「补贴」5元。",
        "「卫生评分」超过60分以上的户，每年有权领取「补贴」5元。",
        "户不得「焚烧秸秆。",
    ] {
        let text = format!("章程《例》\n第一条 {sentence}\n");
        let mended = mend(&text);
        assert_eq!((mended.text, mended.count), (text, 0));
    }
}

#[test]
fn no_correction_changes_what_is_read() {
    for file in super::cases::files() {
        for text in super::cases::texts(&file) {
            let (before, mended) = (parse(&text), mend(&text));
            let after = parse(&mended.text);
            assert_eq!(before.document, after.document, "{text}");
            assert!(
                after.diagnostics.len() <= before.diagnostics.len(),
                "{text}"
            );
            assert_eq!(mend(&mended.text).count, 0, "{text}");
            assert_eq!(mended.count == 0, mended.text == text);
        }
    }
}
