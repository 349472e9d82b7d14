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
