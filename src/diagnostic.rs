//! One record for everything that is wrong, doubtful or worth knowing about a text, whatever stage found it.

use crate::span::Span;

/// A sentence in both languages of the engine. Reports choose one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The same thing said in Chinese and in English.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The sentence in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// The two languages of documents and messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

/// What kind of finding it is (semantics, section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Syntax, names, types, references, cycles, limits. An error here stops `compile`, nothing else does.
    Reading,
    /// Superior law.
    Law,
    /// Conflict, gap, dead clause, impossible deadline.
    Logic,
    /// Unwise, incomplete, doubtful or unusual.
    Advice,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// To be looked at before the vote.
    Warning,
    /// Must be changed.
    Error,
}

/// A place another than the main one, with what it has to do with the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The text (index into the sources of the draft).
    pub source: u16,
    /// Where in it.
    pub span: Span,
    /// What stands there.
    pub text: Text,
}

/// The law a finding of class `law` rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawRef {
    /// Concept id in the pack, e.g. `W-004`, or the id of an always-void shape.
    pub id: String,
    /// Name of the law.
    pub name: String,
    /// Article label with its version; empty where the rule is the engine's own.
    pub article: String,
    /// `high`, `medium` or `low`.
    pub confidence: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code, a row of [`CODES`].
    pub code: Code,
    /// The text (index into the sources of the draft).
    pub source: u16,
    /// Where in it.
    pub span: Span,
    /// The article it stands in as printed (`7`, `7(2)`, `5-1`), where it stands in one.
    pub article: Option<String>,
    /// What is wrong: one sentence.
    pub message: Text,
    /// What to do.
    pub help: Option<Text>,
    /// Other places concerned.
    pub labels: Vec<Label>,
    /// The law it rests on.
    pub law: Option<LawRef>,
}

impl Diagnostic {
    /// A finding with nothing but its code, place and sentence.
    #[must_use]
    pub fn new(code: Code, span: Span, message: Text) -> Self {
        Self {
            code,
            source: 0,
            span,
            article: None,
            message,
            help: None,
            labels: Vec::new(),
            law: None,
        }
    }

    /// The same with advice.
    #[must_use]
    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Text::new(zh, en));
        self
    }

    /// The same in another text of the draft.
    #[must_use]
    pub fn in_source(mut self, source: u16) -> Self {
        self.source = source;
        self
    }

    /// The same in an article.
    #[must_use]
    pub fn in_article(mut self, article: impl ToString) -> Self {
        self.article = Some(article.to_string());
        self
    }

    /// Class of its code.
    #[must_use]
    pub fn class(&self) -> Class {
        self.code.row().class
    }

    /// Severity of its code.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.row().severity
    }
}

/// What the table says of one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeRow {
    /// The code itself.
    pub code: Code,
    /// Its stable spelling in output.
    pub name: &'static str,
    /// Its class.
    pub class: Class,
    /// Its severity.
    pub severity: Severity,
    /// What it means and what to do, in Chinese and English (`--explain`).
    pub explain: (&'static str, &'static str),
}

macro_rules! codes {
    ($($variant:ident $name:literal $class:ident $severity:ident $zh:literal $en:literal;)*) => {
        /// Stable codes of findings. A code never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $(#[doc = $en] $variant,)* }

        /// Every code with its class, severity and explanation.
        pub const CODES: &[CodeRow] = &[$(CodeRow {
            code: Code::$variant, name: $name, class: Class::$class, severity: Severity::$severity, explain: ($zh, $en),
        },)*];

        impl Code {
            /// Its row of the table.
            #[must_use]
            pub const fn row(self) -> CodeRow {
                match self { $(Code::$variant => CodeRow {
                    code: Code::$variant, name: $name, class: Class::$class, severity: Severity::$severity, explain: ($zh, $en),
                },)* }
            }
        }
    };
}

// One row a code: variant, spelling, class, severity, explanation in Chinese and in English.
codes! {
    TooLong "too-long" Reading Error "文件超过1 MiB或条文超过20000条，请拆分。" "The text is longer than 1 MiB or has more than 20,000 articles; split it.";
    TooDeep "too-deep" Reading Error "括号或列表套得太深（上限16层），请拆成几句。" "Brackets or lists are nested more than 16 deep; write several sentences.";
    ForbiddenCharacter "forbidden-character" Reading Error "文中有看不见的控制字符，可能改变读法，请删除。" "The text holds an invisible control character that may change how it reads; delete it.";
    NoKind "no-kind" Reading Error "首行应写明文件种类和名称，如 章程《…》。" "The first line names the kind and title, e.g. Charter \"…\".";
    BadHeader "bad-header" Reading Error "首页的这一行读不懂，或者写了两次、写错了地方。" "A line of the header cannot be read, stands twice or in the wrong place.";
    BadHeading "bad-heading" Reading Error "章、条的标题写法不对：另起一行，写“第X条”，后面空一格。" "A heading is not written as it should be: on a line of its own start, `Article N.`.";
    DuplicateArticle "duplicate-article" Reading Error "同一编号的条文出现了两次，引用时分不清。" "Two articles have the same number, so a reference to it is unclear.";
    Numbering "numbering" Reading Warning "章、条、项的编号不连续或次序颠倒。" "Chapters, articles or items are not numbered in order.";
    MissingStop "missing-stop" Reading Error "句末缺少“。”。" "A sentence lacks its full stop.";
    UnclosedQuote "unclosed-quote" Reading Error "引号没有配对。" "A quote has no partner.";
    UnclosedBracket "unclosed-bracket" Reading Error "括号没有配对。" "A bracket has no partner.";
    WrongQuote "wrong-quote" Reading Error "名称要用「」括起来，英文文本用 [ ]。" "Names stand in [ ], in a Chinese text in 「」.";
    MissingQuote "missing-quote" Reading Error "名称没有加引号。" "A name stands without its quotes.";
    BadName "bad-name" Reading Error "名称是空的，或者超过100个字。" "A name is empty or longer than 100 characters.";
    BadNumber "bad-number" Reading Error "数字写法不对，或者太大。" "A number is not written as it should be, or too large.";
    BadUnit "bad-unit" Reading Error "单位不在本语言的单位表里，或者用错了地方。" "A unit is not in the list of the language, or in the wrong place.";
    UnclearAge "unclear-age" Reading Error "“岁”可能是虚岁，也可能是周岁，请写“周岁”。" "The bare age word has two readings; write completed years.";
    BadDate "bad-date" Reading Error "日期不完整，或者没有这一天。" "A date is incomplete, or there is no such day.";
    WrongWord "wrong-word" Reading Error "这个词不是本语言的词，请用建议的词。" "This word is not one of the language; use the suggested one.";
    WordOrder "word-order" Reading Error "比较词写错了位置：“60周岁以上”，“超过60分”。" "A comparison word stands on the wrong side of its number.";
    ClashingWords "clashing-words" Reading Error "一个数字前后的两个比较词互相矛盾。" "Two comparison words about one number disagree.";
    DoubleNegation "double-negation" Reading Error "双重否定，请改成肯定的写法。" "A double negation; say it positively.";
    UnclearJoiner "unclear-joiner" Reading Error "“和”“、”只连接名称，不连接条件；请写“且”或“或”。" "This word joins names, not conditions; write `and` or `or` with the verb.";
    MissingWord "missing-word" Reading Error "句子缺少一个词或标点。" "A word or mark is missing in the sentence.";
    UnfinishedSentence "unfinished-sentence" Reading Error "句子没有写完。" "The sentence is not finished.";
    Unreadable "unreadable-sentence" Reading Error "这句话不是本语言的句式。" "The sentence is none of the forms of the language.";
    UnmarkedProse "unmarked-prose" Reading Error "不是规范句；若为说明文字，行首加“>”。" "Neither a formal sentence nor marked as prose; begin the line with `>`.";
    WrongLanguage "wrong-language" Reading Error "句子与文件的语言不同。" "The sentence is in another language than its document.";
    MisplacedItems "misplaced-items" Reading Error "（一）（二）等项只能列在“标准为：”之类的句子之下；这类句子也不能没有项。" "Items stand only under a sentence that announces a list, and such a sentence needs them.";
    DataSyntax "data-syntax" Reading Error "登记文件的写法（YAML或JSON）读不懂：检查缩进、冒号、引号和括号。" "The register or facts file is not well written YAML or JSON: look at indentation, colons, quotation marks and brackets.";
    DataTruncated "data-truncated" Reading Error "登记文件中途断了，断开之前的完整内容已读入；补全文件。" "The register or facts file breaks off; what was whole before is kept. Complete the file.";
    DataTooDeep "data-too-deep" Reading Error "登记文件的列表和对象套得太深（上限64层）。" "Lists and maps of the register or facts file are nested more than 64 deep.";
    DuplicateKey "duplicate-key" Reading Error "同一处的同一个键写了两次，不知道以哪个为准；删去一个。" "A key stands twice in one place and it cannot be known which counts; delete one.";
    TooManyAliases "too-many-aliases" Reading Error "引用（& 和 *）展开后太大，或指向自身；把内容直接写出来。" "The aliases (& and *) stand for too much or repeat themselves; write the content out.";
    RegisterSection "register-section" Reading Error "户籍册里没有这个栏目或项目；改用列出的名称。" "The register has no such section or field; use one of those listed.";
    RegisterValue "register-value" Reading Error "户籍册这一项的写法不对，例如该写 true 的地方写了别的，或缺少必填项。" "This field of the register is not written as it should be, or a needed field is missing.";
    RegisterLabel "register-label" Reading Error "名称缺少、太长（上限100字）或含有引号；每一项要有中文名 zh。" "A name is missing, longer than 100 characters or holds quotation marks; each entry needs a Chinese name `zh`.";
    RegisterName "register-name" Reading Error "两项用了同一个名称，或键与事实文件的固定键相同；条文就不知道指哪一项。改名。" "Two entries share a name, or a key is one that facts files reserve, so that a text would not know which is meant; rename one.";
    RegisterType "register-type" Reading Error "没有这种类型；可用 bool、integer、decimal、money、date 或 { enum: {…} }。" "There is no such type; use bool, integer, decimal, money, date or { enum: {…} }.";
    RegisterUnit "register-unit" Reading Error "没有这个单位，或这种类型不带单位；金额一律用元。" "There is no such unit, or the type takes none; money is always in yuan.";
    RegisterRange "register-range" Reading Error "范围应写成 [最小, 最大]，只用于数和金额。" "A range is [least, greatest], for numbers and money only.";
    RegisterReference "register-reference" Reading Error "所指的事实不存在或类型不合：years_since 要指本人的日期，职务要与本人的是非事实同键。" "The fact referred to is missing or of another type: `years_since` needs a date of the person, a role the key of a true-or-false fact of the person.";
    RegisterSize "register-size" Reading Error "户籍册的条目太多（上限10000项，每个选项表1000项）。" "The register has too many entries (at most 10,000, and 1,000 values of one enum).";
    FactUnknownName "fact-unknown-name" Reading Error "户籍册里没有这个名称；改正错字，或先在户籍册登记。" "The register does not know this name; correct it, or declare it in the register first.";
    FactOwner "fact-owner" Reading Error "这项事实写错了地方：户的写在户下，个人的写在成员下，村的写在 village 下。" "This fact stands in the wrong place: a household's belongs to the household, a person's to the member, the village's under `village`.";
    FactDerived "fact-derived" Reading Error "这项事实由别的事实推算，不能登记；登记它所依据的事实。" "This fact is computed from another one and cannot be recorded; record that one.";
    FactType "fact-type" Reading Error "值的类型不对，例如该写数的地方写了文字。" "The value is of the wrong type, such as words where a number belongs.";
    FactRange "fact-range" Reading Error "数超出户籍册规定的范围或可以登记的范围。" "The number lies outside the range that the register sets, or outside what can be recorded.";
    FactMoney "fact-money" Reading Error "金额最多两位小数（到分）。" "Money has at most two decimals (to the fen).";
    FactDate "fact-date" Reading Error "没有这一天，或日期不是写成 2024-03-01 的样子。" "There is no such day, or the date is not written like 2024-03-01.";
    FactTwoValues "fact-two-values" Reading Error "同一项事实在同一天有两个值，不知道以哪个为准。" "One fact has two values on one day and it cannot be known which counts.";
    FactOrder "fact-order" Reading Error "止日早于起日。" "The last day lies before the first.";
    FactMissing "fact-missing" Reading Error "缺少必填项，例如成员的 id、事件的 on。" "Something needed is missing, such as the `id` of a member or the `on` of an event.";
    FactDuplicateId "fact-duplicate-id" Reading Error "同一个编号用了两次：户在村内、成员和事件在户内不得重号。" "An id is used twice: households in the village, members and events in the household need ids of their own.";
    FactTooMany "fact-too-many" Reading Error "列表太长：每户成员、事件、支付各不超过10000项，一项事实的历次值不超过1000个。" "The list is too long: at most 10,000 members, events and payments each in a household, and 1,000 values of one fact.";
    FactEvent "fact-event" Reading Error "事件写法不对：每条一个事件；个人的事件用 by 写明成员，户的事件不写 by。" "The event is not well written: one event an entry; `by` names the member for a person's event and is left out for a household's.";
    FactPeriod "fact-period" Reading Error "期间应写成 2024、2024-H1、2024-Q4、2024-12 或 once。" "A period is written 2024, 2024-H1, 2024-Q4, 2024-12 or once.";
}

impl Code {
    /// The code spelled so, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        CODES
            .iter()
            .find(|row| row.name == name)
            .map(|row| row.code)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.row().name)
    }
}
