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
    /// Concept id in the pack, e.g. `W-004`, or the id of an always-void shape; empty where no norm was in force.
    pub id: String,
    /// The shape of the clause, e.g. `FINE_BY_COMMITTEE`.
    pub shape: String,
    /// Name of the law.
    pub name: String,
    /// Article label; empty where the rule is the engine's own, or the number is no longer right.
    pub article: String,
    /// The version of the law; empty where the article label says it.
    pub version: String,
    /// `high`, `medium` or `low`; `none` where no norm of the pack was in force.
    pub confidence: String,
}

/// A correction that leaves nothing to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it replaces; empty where something is put in.
    pub span: Span,
    /// What stands there instead.
    pub text: String,
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
    /// What to write instead, where only one correction means what was read.
    pub fix: Option<Fix>,
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
            fix: None,
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

    /// The same with its correction.
    #[must_use]
    pub fn fixed(mut self, span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        self.fix = Some(Fix { span, text });
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
    FactSuccession "fact-succession" Reading Error "户的承继写得不对：承继的户要在名册里，不是本户自己，并从本户最后一天（until）的次日起。" "The succession is not well recorded: those that succeed are other households of the file, from the day after this one's last, `until`.";
    FactKinship "fact-kinship" Reading Error "亲属登记不合情理：本人、本人的后代不能是父母，配偶要两处一致。" "The kinship cannot be: nobody is their own relative or has a descendant as parent, and both say the same of their marriage.";
    FactMissing "fact-missing" Reading Error "缺少必填项，例如成员的 id、事件的 on。" "Something needed is missing, such as the `id` of a member or the `on` of an event.";
    FactDuplicateId "fact-duplicate-id" Reading Error "同一个编号用了两次：户在村内、成员和事件在户内不得重号。" "An id is used twice: households in the village, members and events in the household need ids of their own.";
    FactTooMany "fact-too-many" Reading Error "列表太长：每户成员、事件、支付各不超过10000项，一项事实的历次值不超过1000个。" "The list is too long: at most 10,000 members, events and payments each in a household, and 1,000 values of one fact.";
    FactEvent "fact-event" Reading Error "事件写法不对：每条一个事件；个人的事件用 by 写明成员，户的事件不写 by。" "The event is not well written: one event an entry; `by` names the member for a person's event and is left out for a household's.";
    FactPeriod "fact-period" Reading Error "期间应写成 2024、2024-H1、2024-Q4、2024-12 或 once。" "A period is written 2024, 2024-H1, 2024-Q4, 2024-12 or once.";
    UnknownName "unknown-name" Reading Error "户籍册和条文里都没有这个名称；改正错字，或先在户籍册登记。" "Neither the register nor the texts know this name; correct it, or add it to the register.";
    UndefinedName "undefined-name" Reading Error "这个名称列在户籍册里，但没有条文说明它是什么。" "The register lists this name, but no text says what it is.";
    WrongKind "wrong-kind" Reading Error "名称用错了地方，例如该写待遇的地方写了事实。" "A name of another kind is wanted here, such as a benefit and not a fact.";
    NameTaken "name-taken" Reading Error "户籍册里已有的名称不能再由条文定义。" "A name that the register already has cannot be defined by a text.";
    DuplicateName "duplicate-name" Reading Error "同一个名称或同一天规定了两次，不知道以哪一处为准。" "One name, or one day of it, is set twice, so it is unclear which counts.";
    UnknownValue "unknown-value" Reading Error "这个选项没有这个值；改用列出的值。" "The choice has no such value; use one of those listed.";
    UnknownArticle "unknown-article" Reading Error "引用的条、款、项不存在。" "The article, paragraph or item referred to is not there.";
    UnknownChapter "unknown-chapter" Reading Error "所指的章不存在，或没有给予待遇。" "The chapter meant is not there, or grants no benefit.";
    NotACondition "not-a-condition" Reading Error "这里要写条件（是或否），写的是数、金额或日期。" "A condition (true or false) is wanted here, not a number, an amount or a date.";
    NotAnAmount "not-an-amount" Reading Error "这里要写数或金额。" "A number or an amount is wanted here.";
    NotADate "not-a-date" Reading Error "这里要写一个确定的日期。" "One fixed date is wanted here.";
    NotAConstant "not-a-constant" Reading Error "这里要写固定的数或标准，不能随户、随人而变。" "A fixed number or a parameter is wanted here, nothing that differs between households or persons.";
    NotComparable "not-comparable" Reading Error "两边种类不同，或者没有大小，不能这样相比。" "The two sides are of different kinds, or have no order, and cannot be compared so.";
    UnitMismatch "unit-mismatch" Reading Error "单位不合，例如亩与元相加；乘除的一边要是没有单位的数、人数、次数。" "Units do not fit, such as mu added to yuan; under × and ÷ one side is a plain number or a count.";
    UnitMissing "unit-missing" Reading Error "数缺少单位，例如金额后没有写“元”。" "A number lacks its unit, such as an amount without `yuan`.";
    OwnerMismatch "owner-mismatch" Reading Error "说户的句子用了个人的事实，或说人的句子直接用了户的事实。" "A sentence about households reads a person's fact, or one about persons reads the household's by its bare name.";
    NonLinear "non-linear" Reading Error "乘除的一边必须是固定的数、标准，或各种情形都是固定数的定义。" "One factor, and every divisor, must be a number, a parameter or a definition whose cases are all numbers.";
    DivisionByZero "division-by-zero" Reading Error "不能除以零。" "Nothing can be divided by zero.";
    BadSlices "bad-slices" Reading Error "分段计算的各项要从低到高、一段接着一段地划分同一个数，每一段写明标准。" "Slices cut one number from below upward, one beginning where the other ends, each with its rate.";
    Cycle "cycle" Reading Error "定义或例外互相依赖，绕成了圈；整个圈已列出。" "Definitions or exceptions depend on each other in a circle; the whole circle is shown.";
    NoDuty "no-duty-there" Reading Error "所引的条没有义务或禁令，谈不上违反。" "The article referred to has no duty or ban that could be breached.";
    SoftBreach "soft-norm-breach" Reading Error "所引的条只是鼓励、提倡，不做不是违反，不能有后果。" "The article referred to only encourages; not doing it is no breach and has no consequence.";
    NoEntitlement "no-entitlement-there" Reading Error "所引的条没有给予待遇。" "The article referred to grants no benefit.";
    NothingToExcept "nothing-to-except" Reading Error "所引的条没有可以除外的内容。" "The article referred to says nothing that could not apply to somebody.";
    NoTrigger "no-trigger" Reading Error "后果没有写因何而起：缺少条件或“违反第X条的”。" "Nothing is said from which a consequence follows: a condition, or a breach of an article.";
    MisplacedPart "misplaced-part" Reading Error "句子的这一部分与前面的行为接不上，或不能作为后果。" "This part of the sentence belongs to none of its acts, or cannot be a consequence.";
    UnclearFailing "unclear-failing" Reading Error "“逾期”说的是哪一项义务不清楚；写“逾期不「…」的”。" "It is unclear which duty `failing that` speaks of; name the action.";
    OutsideAgreement "outside-agreement" Reading Error "甲方、乙方、签订之日等只能写在协议里。" "Parties and signing stand in agreements only.";
    BadEffect "bad-effect" Reading Error "施行、终止、废止的写法有矛盾，或只指条的一部分。" "What is said about taking effect or ending contradicts itself, or means a part of an article only.";
    UnknownEdition "unknown-edition" Reading Error "没有这个语言版本。" "There is no such edition of the language.";
    DuplicateDocument "duplicate-document" Reading Error "同一份文件给了两次。" "One document is given twice.";
    BadAmendment "bad-amendment" Reading Error "修改的对象、日子或范围不清楚：写明被修改的文件并一并给出，写明施行的日子。" "It is unclear what an amending text changes or from when: name the text, give it as well, and say from which day.";
    NotComputed "not-computed" Advice Note "这句话读得懂并保留，但本版不据此计算。" "The sentence is understood and kept, but nothing is computed from it in this version.";
    UnrecordedAction "unrecorded-action" Advice Note "户籍册没有登记这一行为，做没做无从判断；需要时登记为事件。" "The register records no such action, so whether it was done stays undetermined; add it as an event where it matters.";
    MisspeltAction "misspelt-action" Advice Warning "户籍册没有登记这一行为，但有很接近的名称，可能是错字。" "The register records no such action but has a name very near to it; this may be a slip.";
    AmbiguousDay "ambiguous-day" Advice Warning "只写了月和日，没有写哪一年：按每年计算。" "A month and day without a year: read as every year.";
    AmbiguousStart "ambiguous-start" Advice Warning "期限没有写从何时起算：按义务发生之日计算。" "It is not said from when a period counts: read as the day the duty arises.";
    AmbiguousBound "ambiguous-bound" Advice Warning "两项都包含同一个界限：恰好等于时按前一项。" "Two rows include the same bound: exactly there the earlier row counts.";
    AmbiguousReferenceDay "ambiguous-reference-day" Advice Note "“每年”没有写以哪一天的情况为准：按年末计算。" "It is not said on which day of the year the conditions count: read as its last day.";
    AmbiguousFirstPeriod "ambiguous-first-period" Advice Note "义务产生时已经开始的那一期是否履行没有写：按从下一期起计算。" "It is not said whether the period already running is owed: read as owed from the next one.";
    AmbiguousChange "ambiguous-change-inside-period" Advice Warning "标准在一期当中改变，没有写怎么分：按期末的标准算整期。" "A rate changes inside a period and nothing says how to split it: the rate at its end counts for all of it.";
    NoEffectDate "no-effect-date" Advice Warning "没有写从哪一天起施行。" "It is not said when the text takes effect.";
    RetroactiveBurden "retroactive-burden" Advice Warning "义务、禁令或后果溯及以前：只从通过之日起计算。" "A duty, ban or consequence reaches into the past: it counts from the adoption date only.";
    SuspensionWithoutEnd "suspension-without-end" Advice Warning "暂停没有写到什么时候为止。" "Nothing ends a suspension.";
    DutyWithoutLimit "duty-without-limit" Advice Note "义务没有写期限，永远不算违反。" "A duty has no time limit and can never be breached.";
    UnusedName "unused-name" Advice Warning "定义了名称或标准，却没有一条用到它：删去，或检查用的地方是不是写成了别的名称。" "A name or rate is defined and nothing uses it: delete it, or see whether another name is written where it was meant.";
    RedefinedName "redefined-name" Advice Note "同一个名称在几处作了解释，以层级高的、特别的、后来的为准；最好只写一处。" "A name is explained in several places; the higher, the more special, the later one counts. Say it once.";
    ConfusableName "confusable-name" Advice Warning "两个名称看起来一样、其实不同，或者一个名称里全角半角、不同文字混用；请统一成一种写法。" "Two names look alike and are not the same, or a name mixes full and half width or two scripts; write it one way.";
    PartyMissing "party-missing" Advice Warning "协议没有写明甲方是谁，或者没有写一方的权利义务。" "An agreement does not say who Party A is, or says nothing of one party.";
    PartiesSwapped "parties-swapped" Advice Warning "甲方、乙方写反了：甲方是村里的机构，乙方是签协议的户。" "The parties are swapped: Party A is the body of the village, Party B the household that signs.";
    BlankLeft "blank-left" Advice Note "协议里留有空白，签订前要填；没有填的，涉及的结果算不出来。" "An agreement has blanks to fill before signing; what depends on an empty one stays undetermined.";
    DutyWithoutConsequence "duty-without-consequence" Advice Note "写了户或村民的义务、禁令，没有写违反了怎么办。" "Duties or bans of households or villagers stand without a word on what follows a breach.";
    ConsequenceWithoutDuty "consequence-without-duty" Advice Note "规定了后果，却没有一条要求或者禁止那件事：先写应当做什么、不得做什么。" "Something is taken although no article asks for or forbids what it is taken for; say first what must or must not be done.";
    PowerWithoutReview "power-without-review" Advice Note "给了村里的机构处理村民的权力，没有写不服的怎么办、由谁复核。" "A body of the village is given powers, and nothing says who reviews their use or where to turn.";
    NoAdoption "no-adoption" Advice Note "没有写由谁、以多少人同意通过；章程和公约由村民会议制定和修改。" "Not a word on who adopts the text and with how many votes; charter and pact are made and changed by the villagers' assembly.";
    NoFiling "no-filing" Advice Note "没有写报乡镇人民政府备案；章程和公约制定、修改后都要备案。" "Not a word on filing with the township government, which charter and pact need when made or changed.";
    TwoQuorums "two-quorums" Advice Warning "同一件事写了两种通过办法，不知道以哪一种为准。" "Two ways of deciding the same matter are written, and it is unclear which counts.";
    MissingContent "missing-content" Advice Warning "另有规定说这类文件应当载明的内容，这份文件没有哪一条规定；写“第…条规定「…」”，或者补写。" "Another text says what this one must hold, and no article of it provides for that; say which does, or add one.";
    WrongParty "wrong-party" Logic Warning "协议的甲方，与规定由谁签订的不是同一个机构；两处写成一致。" "Party A of an agreement is another body than the one a text says concludes it; let both say the same.";
    TwoBearers "two-bearers" Advice Note "同一件事写由两个机构（协议里写由双方）做，没有做的时候不知道找谁；写明一个负责、一个协助。" "Two bodies, or both sides of an agreement, have the same duty, so that nobody knows whom to ask when it is not done; name one to answer for it.";
    StudyText "study-text" Advice Note "文本写明用途是历史研究：不对任何户、任何人发生效力；其中的义务、禁令、扣减一律列为无效，待遇和村里机构的义务只作为历史计算。" "The text says that it is kept for historical study: it binds no household and no person. Its duties, bans and losses are listed as void; what it grants and what bodies owe is computed as history.";
    AlwaysVoid "always-void" Law Error "这一条触及人身、生育、婚姻、户籍、就学、选举、信访等权利，任何时候都无效，不作任何计算。" "The clause burdens body, birth, marriage, liberty, registration, schooling, election or petition; it is void at every date and computes nothing.";
    FundRule "fund-rule" Law Error "村里的规定只能停发村里自己出钱的待遇；对国家和集体的待遇无效。" "A village text can only withhold what the village itself pays; as to benefits of the state or the collective it is void.";
    LawVoid "against-law" Law Error "法律包认定这一内容违反上位法，当天无效，不作计算；依据、仍有效的部分和参考写法见该条提示。" "The law pack holds the clause to be void on the day: nothing is computed from it. The finding names the law, what stays valid and a model wording.";
    LawBasis "needs-legal-basis" Law Warning "这一内容没有查到依据就不能执行：先找到法律依据或法定程序；照常计算。" "The clause cannot be carried out without a legal basis or procedure that the text does not show; it is computed all the same.";
    LawAdvice "law-advice" Law Note "法律包的提醒：写法不妥、过时或容易引起争议，不影响效力。" "Advice of the law pack: unwise, out of date or likely to be disputed; the effect is not touched.";
    DepositForfeit "deposit-forfeit" Law Error "没收的不是已签协议的保证金，无效。" "What is kept back is not the deposit of an agreement that was signed; void.";
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
