//! The well-known slips of the sentences that were understood all the same.

use super::super::Reader;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;

fn slip(
    reader: &mut Reader<'_>,
    code: Code,
    span: Span,
    message: (&str, &str),
    help: (&str, &str),
) {
    reader
        .report(Diagnostic::new(code, span, Text::new(message.0, message.1)).help(help.0, help.1));
}

/// A condition without the 的 that ends it.
pub(super) fn missing_de(reader: &mut Reader<'_>, end: usize, example: &str) {
    let help = (
        format!("例如：{example}"),
        format!("for example: {example}"),
    );
    let message = Text::new("条件之后缺少“的”", "`的` is missing after the condition");
    let at = Span::new(end, end);
    let found = Diagnostic::new(Code::MissingWord, at, message).help(help.0, help.1);
    reader.report(found.fixed(at, "的"));
}

/// A word that must be there is not.
pub(super) fn missing(reader: &mut Reader<'_>, span: Span, example: &str, zh: &str, en: &str) {
    let help = (
        format!("例如在这里写“{example}”"),
        format!("for example, write `{example}` here"),
    );
    slip(
        reader,
        Code::MissingWord,
        span,
        (zh, en),
        (&help.0, &help.1),
    );
}

/// A word that is not of the language, with the one that is.
pub(super) fn wrong_word(reader: &mut Reader<'_>, span: Span, word: &str, instead: &str) {
    let message = (
        format!("“{word}”请写“{instead}”"),
        format!("write `{instead}` for `{word}`"),
    );
    let help = (
        format!("约束力要写明：“{instead}”是义务，“鼓励”是倡导"),
        format!("the force must be clear: `{instead}` is a duty, `鼓励` is none"),
    );
    slip(
        reader,
        Code::WrongWord,
        span,
        (&message.0, &message.1),
        (&help.0, &help.1),
    );
}

/// `次数` or `逾期天数` of something that is no name.
pub(super) fn needs_event(reader: &mut Reader<'_>, span: Span) {
    let message = ("这里要写一件事的名称", "the name of an event belongs here");
    slip(
        reader,
        Code::Unreadable,
        span,
        message,
        (
            "例如：「报送管护记录」的逾期天数",
            "for example: 「报送管护记录」的逾期天数",
        ),
    );
}

/// `鼓励村民在「禁火期」…`
pub(super) fn unexpected_place(reader: &mut Reader<'_>, span: Span) {
    let message = (
        "倡导的事不写地点和时间",
        "what is only encouraged has no place",
    );
    slip(
        reader,
        Code::Unreadable,
        span,
        message,
        ("请删去“在「…」”", "leave the place out"),
    );
}

/// `有「残疾」的成员，不得…`: a household with such a member, or the member?
pub(super) fn member_as_subject(reader: &mut Reader<'_>, span: Span) {
    let message = (
        "“有…的成员”说的是户，不能作这句话的主语",
        "`有…的成员` is a condition of a household and cannot be who the sentence speaks of",
    );
    let help = (
        "说户：有「残疾」的成员的户；说人：「残疾」的村民",
        "a household: 有「残疾」的成员的户; a person: 「残疾」的村民",
    );
    slip(reader, Code::Unreadable, span, message, help);
}

/// `户违反第九条的村民`
pub(super) fn two_doers(reader: &mut Reader<'_>, span: Span) {
    let message = ("一句话里有两个主语", "one sentence speaks of two doers");
    slip(
        reader,
        Code::Unreadable,
        span,
        message,
        ("请分成两句", "write two sentences"),
    );
}

/// `不受第九条限制` beside other acts or without a condition.
pub(super) fn not_bound_alone(reader: &mut Reader<'_>, span: Span) {
    let message = (
        "“不受…限制”要单独成句，并写明哪些户或村民",
        "this stands in a sentence of its own that says for whom",
    );
    slip(
        reader,
        Code::Unreadable,
        span,
        message,
        (
            "例如：「困难户」的户不受第九条限制。",
            "for example: 「困难户」的户不受第九条限制。",
        ),
    );
}

/// `于12月31日前发放` where nothing is paid.
pub(super) fn nothing_to_pay(reader: &mut Reader<'_>, span: Span) {
    let message = ("前面没有要发放的待遇", "nothing before this is paid");
    slip(
        reader,
        Code::Unreadable,
        span,
        message,
        ("请写在“有权领取「…」”之后", "write it after the benefit"),
    );
}

/// `，「困难户」除外`
pub(super) fn missing_but(reader: &mut Reader<'_>, span: Span) {
    let at = Span::new(span.start as usize, span.start as usize);
    let message = Text::new("缺少“但”", "`但` is missing");
    let found = Diagnostic::new(Code::MissingWord, at, message)
        .help("请写“但「…」除外”", "write `但「…」除外`");
    reader.report(found.fixed(at, "但"));
}

/// `每年有权每月领取…`
pub(super) fn said_twice(reader: &mut Reader<'_>, span: Span) {
    let message = ("多久一次写了两遍", "how often is said twice");
    slip(
        reader,
        Code::Unreadable,
        span,
        message,
        ("只写一遍", "say it once"),
    );
}

/// `不得不「劳动」`
pub(super) fn double_negation(reader: &mut Reader<'_>, span: Span, action: &str) {
    let help = (
        format!("请写“应当「{action}」”"),
        format!("write `应当「{action}」`"),
    );
    let message = ("双重否定", "a double negation");
    slip(
        reader,
        Code::DoubleNegation,
        span,
        message,
        (&help.0, &help.1),
    );
}

/// `扣50元`
pub(super) fn points_only(reader: &mut Reader<'_>, span: Span) {
    let message = ("“扣”只用于积分", "`扣` is for points only");
    slip(
        reader,
        Code::BadUnit,
        span,
        message,
        ("请写“扣5分”", "write `扣5分`"),
    );
}

/// `条件是…` where nothing is permitted.
pub(super) fn nothing_permitted(reader: &mut Reader<'_>, span: Span) {
    let message = (
        "“条件是”只接在“可以”之后",
        "`条件是` follows only what is permitted",
    );
    let help = (
        "请把条件写在句首：“<条件>的户，…”",
        "write the condition first: `<条件>的户，…`",
    );
    slip(reader, Code::Unreadable, span, message, help);
}

/// `按人均分配，每户一份`
pub(super) fn other_share(reader: &mut Reader<'_>, span: Span) {
    let message = (
        "按人分还是按户分，前后说法不一",
        "it is unclear whether persons or households share",
    );
    let help = (
        "请写“按人均分配，每人一份”或“按户分配，每户一份”",
        "write `按人均分配，每人一份` or `按户分配，每户一份`",
    );
    slip(reader, Code::ClashingWords, span, message, help);
}

/// `另加0份`
pub(super) fn no_share(reader: &mut Reader<'_>, span: Span) {
    let message = ("另加的份数应当大于零", "more shares are more than none");
    slip(
        reader,
        Code::BadNumber,
        span,
        message,
        ("例如“另加1份”", "for example `另加1份`"),
    );
}

/// `第三条至第五条第二款`
pub(super) fn whole_articles(reader: &mut Reader<'_>, span: Span) {
    let message = (
        "范围只能是整条：“第三条至第五条”",
        "a range is of whole articles: `第三条至第五条`",
    );
    slip(
        reader,
        Code::Unreadable,
        span,
        message,
        ("请逐条写出", "name the articles one by one"),
    );
}
