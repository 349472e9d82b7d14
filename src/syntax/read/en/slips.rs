//! The well-known slips of the sentences that were understood all the same.

use super::super::Reader;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::{Located, Span};
use crate::syntax::ast::{Expr, Relation, SubjectKind};

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

/// `(1) [age] is at least …`
pub(super) fn missing_where(reader: &mut Reader<'_>, span: Span) {
    let message = Text::new("有条件的项以“where”开头", "an item begins with `where`");
    let found =
        Diagnostic::new(Code::MissingWord, span, message).help("请写“where …”", "write `where …`");
    let at = Span::new(span.start as usize, span.start as usize);
    reader.report(found.fixed(at, "where "));
}

/// `should [clean up]`
pub(super) fn no_force(reader: &mut Reader<'_>, span: Span) {
    let word = span.of(reader.original);
    let message = (
        format!("“{word}”没有约束力"),
        format!("`{word}` has no force"),
    );
    let help = (
        "义务写“must”，倡导写“is encouraged to”",
        "write `must` for a duty, `is encouraged to` for a wish",
    );
    slip(
        reader,
        Code::WrongWord,
        span,
        (&message.0, &message.1),
        help,
    );
}

/// `Art 9`
pub(super) fn abbreviated(reader: &mut Reader<'_>, span: Span) {
    let word = span.of(reader.original);
    let message = (
        format!("“{word}”请写“Article”"),
        format!("write `Article` for `{word}`"),
    );
    let found = Diagnostic::new(Code::WrongWord, span, Text::new(message.0, message.1))
        .help("请写“Article 9”", "write `Article 9`");
    reader.report(found.fixed(span, "Article"));
}

/// `is greater than 60 points`: reported, and read as what it means.
pub(super) fn odd_compare(reader: &mut Reader<'_>, span: Span) -> Relation {
    let word = span.of(reader.original);
    let spelt = word.to_lowercase();
    let smaller = ["smaller", "lower", "younger", "<", "≤"]
        .iter()
        .any(|start| spelt.starts_with(start));
    let with_it = spelt.ends_with("to") || spelt.contains(['=', '≥', '≤']);
    let (relation, instead) = match (smaller, with_it) {
        _ if spelt == "=" => (Relation::Is, "`is`"),
        (true, true) => (Relation::AtMost, "`at most`"),
        (true, false) => (
            Relation::Under,
            "`under` (without the number) or `at most` (with it)",
        ),
        (false, true) => (Relation::AtLeast, "`at least`"),
        (false, false) => (
            Relation::Over,
            "`over` (without the number) or `at least` (with it)",
        ),
    };
    let message = (
        format!("“{word}”不是本语言的比较词"),
        format!("`{word}` is no comparison word here"),
    );
    let help = (format!("请用{instead}"), format!("write {instead}"));
    let right = crate::syntax::print::relation_word(relation).1;
    let found = Diagnostic::new(Code::WrongWord, span, Text::new(message.0, message.1))
        .help(help.0, help.1);
    reader.report(found.fixed(span, right));
    relation
}

/// `is 60 points at least`
pub(super) fn wrong_side(reader: &mut Reader<'_>, whole: Span, word: Span) {
    let (whole_text, word_text) = (whole.of(reader.original), word.of(reader.original));
    let number = whole_text
        .strip_suffix(word_text)
        .unwrap_or(whole_text)
        .trim();
    let message = (
        format!("比较词写在数字之前：{word_text} {number}"),
        format!("the comparison comes before the number: {word_text} {number}"),
    );
    let right = format!("{word_text} {number}");
    let help = (format!("请写“{right}”"), format!("write `{right}`"));
    let found = Diagnostic::new(Code::WordOrder, whole, Text::new(message.0, message.1))
        .help(help.0, help.1);
    reader.report(found.fixed(whole, right));
}

/// `over 60 points or more`
pub(super) fn clashing(reader: &mut Reader<'_>, whole: Span, after: Span) {
    let written = after.of(reader.original);
    let message = (
        format!("“{}”前后两个比较词互相矛盾", whole.of(reader.original)),
        "the two comparison words disagree: one includes the number, the other does not".to_owned(),
    );
    let help = (
        format!("删去“{written}”，或删去前面的比较词"),
        "keep one of them".to_owned(),
    );
    slip(
        reader,
        Code::ClashingWords,
        whole,
        (&message.0, &message.1),
        (&help.0, &help.1),
    );
}

/// `… a member who is [a] and holds [b]`: who holds it?
pub(super) fn bare_verb(reader: &mut Reader<'_>, span: Span, member: Span) {
    let written = span.of(reader.original);
    let (zh, en) = (
        format!(
            "不清楚“{written}”说的是户还是成员（“{}”）",
            member.of(reader.original)
        ),
        format!("it is unclear whether the household or the member `{written}`"),
    );
    let help = (
        format!("说成员写“and who {written}”，说户写“and that {written}”"),
        format!("write `and who {written}` for the member, `and that {written}` for the household"),
    );
    slip(
        reader,
        Code::UnclearJoiner,
        span,
        (&zh, &en),
        (&help.0, &help.1),
    );
}

/// `A household who …`
pub(super) fn who_of_household(reader: &mut Reader<'_>, span: Span) {
    let message = Text::new("“who”只用于人", "`who` is for persons only");
    let found = Diagnostic::new(Code::WrongWord, span, message).help("请写“that”", "write `that`");
    reader.report(found.fixed(span, "that"));
}

/// `A household that breaches Article 9`
pub(super) fn breaching(reader: &mut Reader<'_>, span: Span) {
    let message = (
        "违约的后果不这样写",
        "a breach is not written as a condition",
    );
    let help = (
        "请写“For a breach of Article 9 by a household, …”",
        "write `For a breach of Article 9 by a household, …`",
    );
    slip(reader, Code::Unreadable, span, message, help);
}

/// `For a breach of Article 9, Party A must …`, `A villager must [x], and the household must [y]`
pub(super) fn other_doer(reader: &mut Reader<'_>, span: Span) {
    let word = span.of(reader.original).to_owned();
    let message = (
        format!("这句话说的不是“{word}”，一句话里不能有两个主语"),
        format!("the sentence does not speak of `{word}`; one sentence has one doer"),
    );
    let help = (
        format!("请把“{word}”的义务写成另一句；后果写“For a breach of Article 9 by …, …”"),
        format!(
            "write another sentence for `{word}`; of a breach write `For a breach of Article 9 by …, …`"
        ),
    );
    slip(
        reader,
        Code::Unreadable,
        span,
        (&message.0, &message.1),
        (&help.0, &help.1),
    );
}

/// `No villager must …`
pub(super) fn nobody(reader: &mut Reader<'_>, span: Span) {
    let message = ("“no …”后面只能是“may”", "after `no …` only `may` can stand");
    slip(
        reader,
        Code::DoubleNegation,
        span,
        message,
        ("请写“No villager may […]”", "write `No villager may […]`"),
    );
}

/// `For 3 breaches of Article 9,`
pub(super) fn how_counted(reader: &mut Reader<'_>, span: Span) {
    let end = Span::new(span.end as usize, span.end as usize);
    let zh = "没有写是累计还是连续";
    let en = "it is not said whether in total or in a row";
    missing(reader, end, "in total", zh, en);
}

/// The condition and the one subject of `a household that …`, where there must be both.
pub(super) fn one_described(
    reader: &mut Reader<'_>,
    span: Span,
    condition: Option<Expr>,
    mut who: Vec<Located<SubjectKind>>,
) -> Option<(Expr, Located<SubjectKind>)> {
    let end = Span::new(span.end as usize, span.end as usize);
    if who.len() > 1 {
        let message = (
            "这里只能说一种主体",
            "only one kind of subject can stand here",
        );
        slip(
            reader,
            Code::Unreadable,
            span,
            message,
            ("请分成两句", "write two sentences"),
        );
        return None;
    }
    if condition.is_none() {
        missing(
            reader,
            end,
            "that is [x]",
            "没有写哪些",
            "it is not said which of them",
        );
    }
    condition.zip(who.pop())
}

/// `paid before 2024-12-31` where nothing is paid.
pub(super) fn nothing_to_pay(reader: &mut Reader<'_>, span: Span) {
    let message = ("前面没有要发放的待遇", "nothing before this is paid");
    slip(
        reader,
        Code::Unreadable,
        span,
        message,
        ("请写在“is entitled …”之后", "write it after the benefit"),
    );
}

/// How often, or when, was said before.
pub(super) fn said_twice(reader: &mut Reader<'_>, span: Span) {
    slip(
        reader,
        Code::Unreadable,
        span,
        ("期限或次数写了两遍", "this is said twice"),
        ("只写一遍", "say it once"),
    );
}

/// A place or a number of times beside a payment.
pub(super) fn misplaced(reader: &mut Reader<'_>, span: Span) {
    let message = (
        "支付不写地点和次数",
        "a payment has neither a place nor a number of times",
    );
    slip(
        reader,
        Code::Unreadable,
        span,
        message,
        ("请删去", "leave it out"),
    );
}

/// `loses 50 yuan`
pub(super) fn points_only(reader: &mut Reader<'_>, span: Span) {
    let message = ("扣的只能是积分", "only points can be lost");
    slip(
        reader,
        Code::BadUnit,
        span,
        message,
        ("请写“loses 5 points”", "write `loses 5 points`"),
    );
}

/// A unit that is not in the list.
pub(super) fn bad_unit(reader: &mut Reader<'_>, span: Span, instead: &str) {
    let word = span.of(reader.original);
    let message = (
        format!("没有单位“{word}”"),
        format!("there is no unit `{word}`"),
    );
    let help = (format!("请写“{instead}”"), format!("write `{instead}`"));
    slip(
        reader,
        Code::BadUnit,
        span,
        (&message.0, &message.1),
        (&help.0, &help.1),
    );
}

/// A number that cannot be read or held.
pub(super) fn bad_number<T>(reader: &mut Reader<'_>, span: Span) -> Option<T> {
    let word = span.of(reader.original);
    let message = (
        format!("数字“{word}”读不懂或太大"),
        format!("the number `{word}` cannot be read or is too large"),
    );
    slip(
        reader,
        Code::BadNumber,
        span,
        (&message.0, &message.1),
        ("请用数字写", "write it in digits"),
    );
    None
}

/// `provided that …` where nothing is permitted.
pub(super) fn nothing_permitted(reader: &mut Reader<'_>, span: Span) {
    let message = (
        "“provided that”只接在“may”之后",
        "`provided that` follows only what is permitted",
    );
    let help = (
        "请把条件写在句首",
        "write the condition first: `A household that …`",
    );
    slip(reader, Code::Unreadable, span, message, help);
}

/// `with 0 more`
pub(super) fn no_share(reader: &mut Reader<'_>, span: Span) {
    let message = ("另加的份数应当大于零", "more shares are more than none");
    slip(
        reader,
        Code::BadNumber,
        span,
        message,
        ("例如“with 1 more”", "for example `with 1 more`"),
    );
}

/// `Articles 3 and 5 prevail`
pub(super) fn one_winner(reader: &mut Reader<'_>, span: Span) {
    let message = ("只能以一条为准", "only one article can prevail");
    slip(
        reader,
        Code::Unreadable,
        span,
        message,
        ("请分成几句来写", "write one sentence for each"),
    );
}

/// `Articles 3(1) to 5`
pub(super) fn whole_articles(reader: &mut Reader<'_>, span: Span) {
    let message = (
        "范围只能是整条：“Articles 3 to 5”",
        "a range is of whole articles: `Articles 3 to 5`",
    );
    slip(
        reader,
        Code::Unreadable,
        span,
        message,
        ("请逐条写出", "name the articles one by one"),
    );
}

/// `with 1 more for the village`
pub(super) fn who_shares(reader: &mut Reader<'_>, span: Span) {
    slip(
        reader,
        Code::Unreadable,
        span,
        (
            "只有户或成员分得份额",
            "shares go to households and persons",
        ),
        (
            "请写“a household that …”或“a member who …”",
            "write `a household that …` or `a member who …`",
        ),
    );
}
