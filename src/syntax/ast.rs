//! What was written: the tree of one document. Relations are kept (≥), not the words (满, 达到, 以上);
//! spans never count in equality. One variant's doc line is the sentence it stands for.

use crate::diagnostic::Lang;
use crate::span::{Located, Span};
use crate::value::{Date, Exact, Unit};

/// One file: `章程《…》` and what follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Kind word of the first line; `Charter` where it could not be read.
    pub kind: DocumentKind,
    /// Language of the kind word.
    pub lang: Lang,
    /// Title between 《》 or quotes.
    pub title: Name,
    /// The lines between the title and the first chapter or article.
    pub headers: Vec<Header>,
    /// Chapters, articles and what stands between them, in order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// The first party (甲方) as the header names it, or the second (乙方).
    #[must_use]
    pub fn party(&self, is_first: bool) -> Option<&Located<String>> {
        self.headers.iter().find_map(|header| match header {
            Header::Party { first, who } if *first == is_first => Some(who),
            Header::Party { .. }
            | Header::Edition(_)
            | Header::Register(_)
            | Header::Under(_)
            | Header::Adopted(_)
            | Header::MadeBy(_)
            | Header::Amends(_)
            | Header::Study => None,
        })
    }
}

/// `法律` · `法规` · `章程` · `公约` · `办法` · `协议`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the words themselves")]
pub enum DocumentKind {
    Law,
    Regulation,
    Charter,
    Pact,
    Measures,
    Agreement,
}

/// A header line.
#[derive(Clone, Debug, PartialEq)]
pub enum Header {
    /// `版本：2026`
    Edition(Located<String>),
    /// `户籍册：liuxi.register.yaml`
    Register(Located<String>),
    /// `上位：《…》`
    Under(Vec<Name>),
    /// `通过：2024年2月10日`
    Adopted(Located<Date>),
    /// `制定机关：…`
    MadeBy(Name),
    /// `修改：《…》`
    Amends(Name),
    /// `用途：历史研究`: kept to be studied, and binding nobody.
    Study,
    /// `甲方：…` (`first` is true) or `乙方：…`
    Party {
        /// Party A, else party B.
        first: bool,
        /// Who.
        who: Located<String>,
    },
}

/// What a document is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// `第三章 待遇`
    Chapter {
        /// Its number.
        number: u32,
        /// Its title; prose, compared by place only.
        title: Located<Prose>,
        /// The heading.
        span: Span2,
    },
    /// `第五条 …`
    Article(Article),
    /// A `>` or `#` line, or a sentence, before the first article.
    Loose(Entry),
}

/// A span that never counts in equality.
#[derive(Clone, Copy, Debug, Default)]
pub struct Span2(pub Span);

impl PartialEq for Span2 {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Text that is kept and printed but never evaluated or translated: equal to any other prose.
#[derive(Clone, Debug)]
pub struct Prose(pub String);

impl PartialEq for Prose {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// `第五条` · `第五条之一`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleNumber {
    /// 5
    pub number: u32,
    /// 1 in `之一`, else 0.
    pub inserted: u16,
}

impl std::fmt::Display for ArticleNumber {
    /// `5`, or `5-1` for 第五条之一.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.inserted {
            0 => write!(out, "{}", self.number),
            inserted => write!(out, "{}-{inserted}", self.number),
        }
    }
}

/// One article with its paragraphs (款).
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Its number.
    pub number: Located<ArticleNumber>,
    /// A 款 each: a line that is no item.
    pub paragraphs: Vec<Vec<Entry>>,
    /// Heading to the end of the article.
    pub span: Span2,
}

/// One thing inside an article.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A sentence that was understood.
    Sentence(Located<Sentence>),
    /// A sentence that was not; its diagnostic stands beside the document.
    Unreadable(Located<Prose>),
    /// `> …`
    Prose(Located<Prose>),
    /// `# …`
    Comment(Located<Prose>),
}

/// A quoted name as written, trimmed: `「年龄」`.
pub type Name = Located<String>;

/// `第九条第二款第（三）项` · `第三条至第五条`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleRef {
    /// The article.
    pub article: ArticleNumber,
    /// 款, from 1; 0 where none is named.
    pub paragraph: u16,
    /// 项, from 1; 0 where none is named.
    pub item: u16,
    /// The last article of a range, which is of whole articles and lies after the first; both ends belong to it.
    pub to: Option<ArticleNumber>,
}

/// A whole sentence, up to its `。`.
#[derive(Clone, Debug, PartialEq)]
pub enum Sentence {
    /// `本章程所称「N」，是指<条件>的户。` · `「N」是指<式>。` · `「N」按下列标准计算：…`
    Definition {
        /// What is defined.
        name: Name,
        /// By what.
        meaning: Meaning,
    },
    /// `「P」自D1起为V1，自D2起为V2[，自D3起废止]。`
    Parameter {
        /// The parameter.
        name: Name,
        /// From which day which value.
        steps: Vec<(Located<Date>, Expr)>,
        /// From which day none.
        repealed: Option<Located<Date>>,
    },
    /// Forms 3–13 and 16: a subject, trigger or breach; acts; tails; parts after `；`.
    Norm(Norm),
    /// `第X条不适用于<条件>的S。` · `<条件>的S不受第X条限制。`
    NotApply {
        /// The articles switched off.
        articles: Vec<Located<ArticleRef>>,
        /// Which of them.
        condition: Expr,
        /// For whom.
        who: Located<SubjectKind>,
    },
    /// `「B1」、「B2」合计每户每年不超过V。`
    Cap {
        /// The benefits counted together.
        benefits: Vec<Name>,
        /// Per person, else per household.
        per_person: bool,
        /// Over which period; none is a lifetime (`一生`).
        period: Option<Schedule>,
        /// The limit.
        limit: Expr,
    },
    /// `同时符合第X条、第Y条的，按较高标准享受。`
    Higher {
        /// The articles among which the higher amount counts.
        articles: Vec<Located<ArticleRef>>,
    },
    /// `「B1」、「B2」可以同时享受。` · `第X条、第Y条可以同时享受。`
    Together {
        /// By article.
        articles: Vec<Located<ArticleRef>>,
        /// By name.
        benefits: Vec<Name>,
    },
    /// `期满未违约的，「D」如数退还。` (`D` may be left out)
    RefundAtEnd {
        /// The deposit, if named.
        deposit: Option<Name>,
    },
    /// Form 17: `本章程自D起施行，至D止。`
    Effect(Effect),
    /// `本章程经<机构>[到会人员<比例>同意]通过。`
    AdoptedBy {
        /// The body.
        body: Located<Body>,
        /// Share of those present (or of all), e.g. more than half.
        quorum: Option<Quorum>,
    },
    /// `「事项」应当经<机构>[到会人员<比例>]同意。`
    Consent {
        /// The matter.
        matter: Name,
        /// The body.
        body: Located<Body>,
        /// Share.
        quorum: Option<Quorum>,
    },
    /// `本章程由村民委员会解释。`
    Interpretation {
        /// Who answers questions about the text.
        by: Located<SubjectKind>,
    },
    /// Form 5: `「总额」按人均分配，每人一份，<条件>的户另加N份。`
    Share {
        /// What is divided.
        pot: Name,
        /// `每人一份`, else `每户一份`.
        per_person: bool,
        /// Who gets more.
        extra: Vec<ShareExtra>,
    },
    /// Form 15.
    Points(PointsRule),
    /// Form 20: `与第X条、第Y条不一致的，以第Z条为准。`
    Prevails {
        /// The articles that give way; never the winner itself.
        over: Vec<Located<ArticleRef>>,
        /// The article that counts.
        winner: Located<ArticleRef>,
    },
    /// Form 20: `《A》优先于《B》。`
    DocumentPrevails {
        /// Title of the document that counts.
        winner: Name,
        /// Title of the document that gives way.
        loser: Name,
    },
    /// Form 21: `「居民」有争议的，推定为是。`
    Presumption {
        /// A fact or definition.
        name: Name,
        /// `推定为是`, else `推定为否`.
        holds: bool,
    },
    /// `户分立、合并的，其权利义务由承继的户承继。`
    Succession,
    /// Form 22: `性质：…`
    Property(Property),
    /// Form 24: `核对：<条件>`
    Check(Expr),
    /// Form 25: `「制定章程」按下列步骤进行：（一）…`
    Steps {
        /// What is done in these steps.
        matter: Name,
        /// In order.
        steps: Vec<Step>,
    },
    /// Form 26: `章程应当载明下列内容：（一）「甲」；（二）「乙」。`
    Contents {
        /// Of which texts.
        of: Located<TextOf>,
        /// What they must provide for.
        items: Vec<Name>,
    },
    /// Form 26: `第三条至第五条规定「甲」。`
    Provides {
        /// Where.
        by: Located<Provided>,
        /// What is provided for.
        contents: Vec<Name>,
    },
    /// Form 26: `《协议》由乡镇人民政府签订。`
    ConcludedBy {
        /// Title of the agreement.
        title: Name,
        /// 甲方 of it.
        body: Located<Body>,
    },
}

/// Of which texts something is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum TextOf {
    /// `章程`: every text of that kind.
    Kind(DocumentKind),
    /// `《…》`
    Title(Name),
}

/// Where a text provides for something.
#[derive(Clone, Debug, PartialEq)]
pub enum Provided {
    /// `第三条至第五条`
    Articles(Vec<Located<ArticleRef>>),
    /// `本条`
    ThisArticle,
    /// `第二章`
    Chapter(u32),
}

/// `（一）村民委员会「拟定草案」，并留存「草案」`
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Who does what.
    pub what: StepKind,
    /// `并留存「A」、「B」`: what shows that it was done.
    pub records: Vec<Name>,
    /// `在上一步后30日内`
    pub within: Option<Located<Length>>,
    /// `在上一步满7日后`
    pub after: Option<Located<Length>>,
    /// `于2024年12月31日前`
    pub by: Option<Located<DayRef>>,
    /// The whole item.
    pub span: Span2,
}

/// What a step is.
#[derive(Clone, Debug, PartialEq)]
pub enum StepKind {
    /// `村民委员会「拟定草案」` · `各户「提出意见」`
    Does {
        /// A body, 村, or 户 for every household.
        who: Located<SubjectKind>,
        /// What.
        action: Name,
    },
    /// `经村民会议到会人员过半数同意`
    Decided {
        /// By whom.
        body: Located<Body>,
        /// Share of those present (or of all).
        quorum: Option<Quorum>,
    },
}

/// `，<条件>的户另加N份`
#[derive(Clone, Debug, PartialEq)]
pub struct ShareExtra {
    /// Of whom.
    pub condition: Expr,
    /// 户 or 成员.
    pub of: Located<SubjectKind>,
    /// How many shares more; above 0.
    pub shares: Exact,
}

/// Form 15: what earns or costs points, and what becomes of them.
#[derive(Clone, Debug, PartialEq)]
pub enum PointsRule {
    /// `「A」一次，记5分。` · `「A」一次，扣3分。`
    Each {
        /// The event.
        action: Name,
        /// How many for each.
        points: Expr,
        /// They are taken, else given.
        deduct: bool,
    },
    /// `积分每满100分可以兑换50元。`
    Redeem {
        /// For each full so many points …
        step: Expr,
        /// … so much.
        gives: Expr,
    },
    /// `积分每年清零。`
    Reset(Schedule),
    /// `积分最低为0分。`
    Floor(Expr),
    /// `积分最高为500分。`
    Ceiling(Expr),
    /// `积分有效期为1年。`
    Expiry(Located<Length>),
}

/// Form 22: a promise that the authors test, not law.
#[derive(Clone, Debug, PartialEq)]
pub enum Property {
    /// `性质：领取「A」的户不得同时领取「B」。`
    Exclusive {
        /// A benefit.
        first: Name,
        /// Another.
        second: Name,
        /// 户 or 成员.
        who: Located<SubjectKind>,
    },
    /// `性质：「人均收入」降低时，「救助」不减少。`
    Monotone {
        /// What changes.
        fact: Name,
        /// 提高, else 降低.
        rises: bool,
        /// What must not follow it the wrong way.
        benefit: Name,
        /// 不减少, else 不增加.
        falls_never: bool,
    },
}

/// What a name is defined by.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// `是指<条件>的户`
    Condition {
        /// True of whom.
        condition: Expr,
        /// 户 or 成员 or 村.
        of: Located<SubjectKind>,
    },
    /// `是指<式>`
    Value(Expr),
    /// `按下列标准计算：（一）<条件>的，V；（二）其他的，V。`
    Cases {
        /// `分段计算`: slices, else the row that fits.
        sliced: bool,
        /// The rows.
        rows: Vec<Tier>,
    },
}

/// `（一）<条件>的，V；`
#[derive(Clone, Debug, PartialEq)]
pub struct Tier {
    /// When; none is `其他的`.
    pub condition: Option<Expr>,
    /// How much.
    pub value: Expr,
    /// The whole item.
    pub span: Span2,
}

/// Forms 3–13.
#[derive(Clone, Debug, PartialEq)]
pub struct Norm {
    /// Who, or when.
    pub lead: Lead,
    /// What.
    pub acts: Vec<Located<Act>>,
    /// `但…除外`, `直至「E」`, `由X监督` …
    pub tails: Vec<Located<Tail>>,
    /// `；逾期不「A」的，<后果>`: what follows where the act just named is not done in time.
    pub failing: Vec<Failing>,
}

impl Norm {
    /// The one action that the acts (`part` 0) or the `part`-th part after `；` say must be done, where it is only
    /// one: `逾期的` after them can mean nothing else.
    #[must_use]
    pub fn just_named(&self, part: usize) -> Option<&Name> {
        let acts = match part.checked_sub(1) {
            None => &self.acts,
            Some(part) => &self.failing.get(part)?.acts,
        };
        let mut named = acts.iter().flat_map(|act| match &act.value {
            Act::Must { actions, .. } => actions.as_slice(),
            _ => &[],
        });
        named.next().filter(|_| named.next().is_none())
    }
}

/// How a norm begins.
#[derive(Clone, Debug, PartialEq)]
pub enum Lead {
    /// `凡<条件>的户` · `村民` · `甲方`
    Subject {
        /// Which of them.
        condition: Option<Expr>,
        /// Who; several are joined by 和 or 、.
        who: Vec<Located<SubjectKind>>,
    },
    /// `<条件>的，`
    When(Expr),
    /// `[S][累计/每累计/连续N次]违反第X条的，`
    Breach {
        /// Whose breach, if said.
        who: Option<Located<SubjectKind>>,
        /// How often.
        count: Option<BreachCount>,
        /// Of what.
        articles: Vec<Located<ArticleRef>>,
        /// `其子女`: what follows falls on these relatives of whoever broke it; empty: on whoever broke it.
        kin: Vec<Kin>,
    },
    /// `有下列情形之一的S，` · `同时符合下列条件的S，`
    Cases {
        /// All of them, else any.
        all: bool,
        /// Who.
        who: Option<Located<SubjectKind>>,
        /// The items.
        conditions: Vec<Expr>,
    },
}

/// `累计3次` · `每累计3次` · `连续2次`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreachCount {
    /// How many.
    pub times: u32,
    /// Unbroken run, else in total.
    pub in_a_row: bool,
    /// Again at every further N.
    pub every: bool,
}

/// `子女` · `配偶` · `父母`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the words themselves")]
pub enum Kin {
    Child,
    Spouse,
    Parent,
}

/// Who a norm speaks of.
#[derive(Clone, Debug, PartialEq)]
pub enum SubjectKind {
    /// `户`
    Household,
    /// `成员`, `村民`
    Person,
    /// `村`
    Village,
    /// `甲方`
    PartyA,
    /// `乙方`
    PartyB,
    /// `村民委员会` …
    Body(Body),
    /// `「组长」`: a role of the register.
    Role(Name),
}

/// A body of the village, or one above it.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// 村民委员会
    Committee,
    /// 村民会议
    Assembly,
    /// 村民代表会议
    Representatives,
    /// 村民小组
    Group,
    /// 党员大会
    PartyMembers,
    /// 村务监督委员会
    Supervision,
    /// 成员大会
    MembersAssembly,
    /// 乡镇人民政府
    Township,
    /// One that the register adds, in quotes.
    Named(Name),
}

/// `到会人员过半数` · `全体村民三分之二以上`
#[derive(Clone, Debug, PartialEq)]
pub struct Quorum {
    /// Of those present, else of all.
    pub of_present: bool,
    /// `过半数` is more than 1/2; `三分之二以上` at least 2/3.
    pub share: Exact,
    /// At least, else more than.
    pub inclusive: bool,
}

/// One act of a norm.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// `每年有权领取「B」V` · `…，标准为：`
    Entitle {
        /// How often.
        schedule: Schedule,
        /// `每人`: the amount is for each member.
        each_person: bool,
        /// The benefit.
        benefit: Name,
        /// How much; none where the household only has the right.
        amount: Option<Amount>,
        /// `于D前发放`
        due: Option<Located<DayRef>>,
        /// `，按月计` · `，按实际天数计`: how a period that is not whole is paid.
        split: Option<Split>,
    },
    /// `应当[期限]「A」、「B」[数量]`
    Must {
        /// When.
        window: Option<Located<Window>>,
        /// What: each is a duty of its own.
        actions: Vec<Name>,
        /// How much of it.
        quantity: Option<Quantity>,
        /// `在「禁火期」`
        place: Option<Name>,
    },
    /// `应当保持「状态」`
    Keep {
        /// A fact or definition that must stay true.
        state: Name,
    },
    /// `不得[在「禁火期」]「A」`
    MustNot {
        /// What.
        actions: Vec<Name>,
        /// Only where or while this holds.
        place: Option<Name>,
    },
    /// `鼓励/提倡/倡导/引导「A」`
    Encourage {
        /// What.
        actions: Vec<Name>,
    },
    /// `可以[期限]「A」[，条件是<条件>]`; `村民委员会可以「A」` as a consequence
    May {
        /// Who, where it is another than the one the norm speaks of.
        by: Option<Located<SubjectKind>>,
        /// When.
        window: Option<Located<Window>>,
        /// What.
        actions: Vec<Name>,
        /// `条件是<条件>`: said once for all that its part permits.
        condition: Option<Expr>,
    },
    /// `可以免除户的「A」[，条件是<条件>]`; who waives is the subject
    Waive {
        /// The duties waived.
        actions: Vec<Name>,
        /// Whose: 户 or 成员.
        of: Located<SubjectKind>,
        /// `条件是<条件>`: said once for all that its part permits.
        condition: Option<Expr>,
    },
    /// `在「事项」中享有优先权`
    Priority {
        /// In what.
        matter: Name,
    },
    /// `评为「先进村」[，奖励V]`
    Rate {
        /// As what.
        grade: Name,
        /// What comes with it.
        award: Option<Expr>,
    },
    /// `应当支付「N」[每日/每次/每人]V[，最高V]`
    Pay {
        /// When.
        window: Option<Located<Window>>,
        /// What for.
        name: Name,
        /// Times what.
        per: Option<Per>,
        /// How much; beside `per` a [`ExprKind::Clamped`] around it bounds the whole sum, not one time.
        amount: Expr,
    },
    /// `应当赔偿「N」/V`
    Compensate {
        /// When.
        window: Option<Located<Window>>,
        /// By name.
        name: Option<Name>,
        /// How much.
        amount: Option<Expr>,
    },
    /// `签订时应当缴纳「D」V`
    PayDeposit {
        /// The deposit.
        deposit: Name,
        /// How much.
        amount: Expr,
    },
    /// `「D」不予退还`
    Forfeit {
        /// The deposit.
        deposit: Name,
    },
    /// `「D」如数退还`
    Refund {
        /// The deposit.
        deposit: Name,
    },
    /// `暂停享受「B」6个月` · `停发第二章各项待遇`
    Suspend {
        /// 停发 or 取消 (not paid afterwards), else 暂停.
        stop: bool,
        /// Which benefits.
        what: Located<Suspended>,
        /// How long.
        length: Option<Located<Length>>,
        /// `补发`: paid afterwards.
        paid_later: bool,
    },
    /// `暂停履行第九条[，期限照计]`
    SuspendDuty {
        /// The articles whose duties need not be done meanwhile.
        articles: Vec<Located<ArticleRef>>,
        /// `期限照计`: their time runs on, else it stands still.
        clock_runs: bool,
    },
    /// `取消「资格」[N年]`
    Disqualify {
        /// What is lost.
        name: Name,
        /// For how long.
        length: Option<Located<Length>>,
    },
    /// `扣N分`
    Deduct {
        /// Points.
        points: Expr,
    },
    /// `批评教育` (false) · `通报` (true)
    Reprimand {
        /// Made public.
        public: bool,
    },
    /// `重新签订协议`
    SignAgain,
    /// `视为违反第X条`
    Deemed {
        /// The articles held to be broken.
        articles: Vec<Located<ArticleRef>>,
    },
}

impl Act {
    /// The condition of what is permitted (`条件是…`), if it has one.
    #[must_use]
    pub fn proviso(&self) -> Option<&Expr> {
        match self {
            Self::May { condition, .. } | Self::Waive { condition, .. } => condition.as_ref(),
            _ => None,
        }
    }

    /// The actions that somebody must, must not, may or should do.
    pub(crate) fn performed(&self) -> &[Name] {
        match self {
            Self::Must { actions, .. }
            | Self::MustNot { actions, .. }
            | Self::May { actions, .. }
            | Self::Encourage { actions } => actions,
            _ => &[],
        }
    }

    /// The same of one action alone.
    pub(crate) fn performing(&self, name: &Name) -> Self {
        let mut one = self.clone();
        if let Self::Must { actions, .. }
        | Self::MustNot { actions, .. }
        | Self::May { actions, .. }
        | Self::Encourage { actions } = &mut one
        {
            *actions = vec![name.clone()];
        }
        one
    }
}

/// `按月计` · `按实际天数计`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words themselves")]
pub enum Split {
    Month,
    Day,
}

/// `每日` · `每次` · `每人`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words themselves")]
pub enum Per {
    Day,
    Time,
    Person,
}

/// How much a benefit is.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// `V` · `金额为<式>`
    Value(Expr),
    /// `最高V`: not above.
    UpTo(Expr),
    /// `标准为：…`
    Tiers {
        /// `分段计算`: slices, else the row that fits.
        sliced: bool,
        /// The rows.
        rows: Vec<Tier>,
    },
}

/// What a suspension takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Suspended {
    /// By name.
    Benefits(Vec<Name>),
    /// `第二章各项待遇`
    Chapter(u32),
}

/// `10小时以上` · `一次`
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// How many; `以上` and the bare number both mean at least.
    pub number: Exact,
    /// Of what; `Unit::Times` for 次.
    pub unit: Unit,
}

/// `每年` · `每半年` · `每季度` · `每月` · `一次性`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the words themselves")]
pub enum Schedule {
    Year,
    HalfYear,
    Quarter,
    Month,
    Once,
}

/// `30日` · `6个月` · `3年` · `2个工作日`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// How many.
    pub number: u32,
    /// Of what: `Year`, `Quarter`, `Month`, `Day` or `WorkingDay`; `半年` is 6 months.
    pub unit: Unit,
}

/// When a duty is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Window {
    /// `每季度`
    Each(Schedule),
    /// `于2024年12月31日前` · `于每年12月31日前`
    By(DayRef),
    /// `于2024年5月10日当日`
    On(DayRef),
    /// `在「E」后30日内` · `自「签订日」起30日内`
    After {
        /// What the period is counted from.
        anchor: Anchor,
        /// How long.
        length: Located<Length>,
    },
    /// `在「会议」前15日`
    Before {
        /// What it is counted back from.
        anchor: Anchor,
        /// How long.
        length: Located<Length>,
    },
    /// `15日内` · `限期15日内`: counted from the breach or the day the duty arises.
    Within(Located<Length>),
    /// `自签订之日起每三个月`
    Every {
        /// From where.
        anchor: Anchor,
        /// The step.
        length: Located<Length>,
    },
}

/// Where a counted period begins.
#[derive(Clone, Debug, PartialEq)]
pub enum Anchor {
    /// `签订之日`
    Signing,
    /// `「清理通知」`: an event or a date fact.
    Name(Name),
}

/// A day, or a day of every year or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayRef {
    /// `2024年3月1日`
    Day(Date),
    /// `每年12月31日`; `said` is false for a bare `12月31日` (two readings).
    Yearly {
        /// Month from 1.
        month: u8,
        /// Day from 1.
        day: u8,
        /// `每年` was written.
        said: bool,
    },
    /// `每月15日`
    Monthly {
        /// Day from 1.
        day: u8,
    },
    /// `当年12月31日`
    ThisYear {
        /// Month from 1.
        month: u8,
        /// Day from 1.
        day: u8,
    },
}

/// What follows the acts.
#[derive(Clone, Debug, PartialEq)]
pub enum Tail {
    /// `但<条件>除外`
    Except(Expr),
    /// `直至「E」`
    Until(Name),
    /// `由X支付`
    PaidBy(SubjectKind),
    /// `由X监督`
    SupervisedBy(SubjectKind),
    /// `，逾期后仍应当履行`
    StillOwed,
    /// `，提前履行的有效`
    EarlyCounts,
}

/// `；逾期不清理的，应当支付「清运费」50元`
#[derive(Clone, Debug, PartialEq)]
pub struct Failing {
    /// The act not done, where named; else the act just named.
    pub action: Option<Name>,
    /// What follows.
    pub acts: Vec<Located<Act>>,
    /// Tails of this part.
    pub tails: Vec<Located<Tail>>,
}

/// Form 17.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// `本章程自D起施行[，至D止]` · `自公布之日` · `自签订之日起生效`
    From {
        /// When it begins.
        start: Start,
        /// When it ends, where that is said with it.
        end: Option<End>,
    },
    /// `本协议有效期3年`
    Term(Located<Length>),
    /// `第N条自D起废止`
    Repeal {
        /// Which.
        articles: Vec<Located<ArticleRef>>,
        /// From when.
        from: Located<Date>,
    },
    /// `第N条自始无效`
    Annul {
        /// Which.
        articles: Vec<Located<ArticleRef>>,
    },
    /// `本修改对D前已发生的事项不适用/尚未完成的事项适用/一并适用`
    Transition {
        /// The day.
        before: Option<Located<Date>>,
        /// How.
        rule: Transition,
    },
}

/// Where the effect of a text ends.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// `，至2028年12月31日止`: its last day.
    On(Located<Date>),
    /// `，至「验收」之日终止`
    Event(Name),
    /// `，有效期3年`
    After(Located<Length>),
}

/// Where the effect of a text begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Start {
    /// A day.
    On(Located<Date>),
    /// `公布之日`
    Publication,
    /// `通过之日`
    Adoption,
    /// `签订之日`
    Signing,
}

/// What an amendment does to what has already begun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transition {
    /// 不适用
    #[default]
    Keep,
    /// 尚未完成的事项适用
    Open,
    /// 一并适用
    All,
}

/// A condition or an amount, with its place. Types are checked by the resolver, not here.
pub type Expr = Located<Box<ExprKind>>;

/// Conditions and arithmetic share one kind of tree (and one kind of bracket).
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `「困难户」` · `持有「证」` · `是「困难户」` · `属于「X」` · `签订「协议」`
    Name(Name, Verb),
    /// `240元` · `60周岁` · `3次` · `二百四十`; money in fen with [`Unit::Yuan`]
    Number {
        /// In the unit; money in fen.
        value: Exact,
        /// None for a bare number or a ratio (`85%` is 17/20).
        unit: Option<Unit>,
    },
    /// `2024年3月1日`
    Date(Date),
    /// `当年` · `上年` · `本月` …: kept as a word where a date may stand
    Day(DayRef),
    /// `***` · `____(「押金额」)`
    Blank {
        /// The name written after it.
        name: Option<Name>,
        /// `元` after the blank.
        unit: Option<Unit>,
    },
    /// `非「困难户」` · `未持有「证」`
    Not(Expr),
    /// `…且…且…`
    And(Vec<Expr>),
    /// `…或…或…`
    Or(Vec<Expr>),
    /// `「评分」60分以上不满80分`
    Compare {
        /// What is compared.
        left: Expr,
        /// One or two bounds.
        bounds: Vec<(Relation, Expr)>,
    },
    /// `加` `减` `乘以` `除以`
    Arithmetic {
        /// Which.
        op: Operator,
        /// Left.
        left: Expr,
        /// Right.
        right: Expr,
    },
    /// `有<条件>的成员[2人以上]` · `没有…` is `Not` of it
    AnyMember {
        /// Of one member.
        condition: Expr,
        /// How many; at least one where nothing is said.
        count: Vec<(Relation, Expr)>,
    },
    /// `成员人数` · `家中<条件>的成员人数`
    CountMembers(Option<Expr>),
    /// `全体成员均「健康」`
    AllMembers(Expr),
    /// `成员「收入」之和 / 最大值 / 最小值`
    OverMembers {
        /// Sum, largest, smallest.
        how: Aggregate,
        /// The member's fact.
        of: Expr,
    },
    /// `<条件>的村民的[<条件>的]子女`: stands for a condition of persons, and only as the whole of one
    Relatives {
        /// Which relatives; any of them.
        kin: Vec<Kin>,
        /// Of whom: 村民, or a member of the 户.
        of: Located<SubjectKind>,
        /// Which of these.
        whose: Option<Expr>,
        /// Which of the relatives.
        own: Option<Expr>,
    },
    /// `全村户数` · `全村<条件>的户数`
    Households(Option<Expr>),
    /// `全村<条件>的户占全部户的比例`
    HouseholdShare(Expr),
    /// `各户「…」之和 / 最大值 / 最小值`
    OverHouseholds {
        /// Sum, largest, smallest.
        how: Aggregate,
        /// The household's fact.
        of: Expr,
    },
    /// `所在户「…」`
    OfHousehold(Name),
    /// `「出生日期」的周岁`
    AgeAt(Expr),
    /// `自「签订日」起满3年`
    Elapsed {
        /// From when.
        since: Expr,
        /// How long.
        length: Located<Length>,
    },
    /// `「A日」至「B日」的月数`
    MonthsBetween {
        /// First day.
        from: Expr,
        /// Last day.
        to: Expr,
    },
    /// `取V1、V2中较大者` (`greater`) `/较小者`
    Extreme {
        /// The larger, else the smaller.
        greater: bool,
        /// Among these.
        of: Vec<Expr>,
    },
    /// `「N」每满100元计1元`; `，不足100元按100元计` sets `partial`
    PerFull {
        /// Counted.
        of: Expr,
        /// The step.
        step: Expr,
        /// What each step gives.
        gives: Expr,
        /// A begun step counts as a full one.
        partial: bool,
    },
    /// `…，四舍五入到元` · `，舍去角分` · `，进到元`
    Rounded {
        /// What.
        of: Expr,
        /// How.
        mode: crate::value::Rounding,
        /// To what.
        to: RoundTo,
    },
    /// `…，最低V` (`least`) `，最高V`
    Clamped {
        /// What.
        of: Expr,
        /// A floor, else a ceiling.
        least: bool,
        /// The bound.
        bound: Expr,
    },
    /// `「A」的逾期天数`
    OverdueDays(Name),
    /// `当年「A」次数` · `最近12个月内「A」次数`; with bounds through `Compare`
    EventCount {
        /// Over which days.
        window: CountWindow,
        /// What happened.
        event: Name,
    },
    /// `连续2个季度未「A」`
    MissedInARow {
        /// How many.
        number: u32,
        /// Of what.
        schedule: Schedule,
        /// What was not done.
        event: Name,
    },
}

/// To a multiple of what a number is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundTo {
    /// `元` · `角` · `百元`: so many fen.
    Fen(Exact),
    /// `0.1%`: this ratio (1/1000).
    Ratio(Exact),
    /// `整数`
    Whole,
}

/// The word before a name that stands as a condition. The name alone decides the meaning; the word is kept
/// so that a print keeps it, and is equal to any other.
#[derive(Clone, Copy, Debug, Default)]
pub enum Verb {
    /// `「困难户」` · `is [hardship household]`
    #[default]
    Bare,
    /// `是「困难户」`
    Is,
    /// `属于「困难户」` · `belongs to [x]`
    Belongs,
    /// `有「车辆」` · `has [car]`
    Has,
    /// `持有「证」` · `holds [card]`
    Holds,
    /// `签订「协议」` · `has signed [agreement]`
    Signed,
}

impl PartialEq for Verb {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Over which days events are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountWindow {
    /// `当年` · `本季度` · `本月`
    This(Schedule),
    /// `上年`
    Last(Schedule),
    /// `最近12个月内`
    Past(Length),
    /// nothing said: since the record begins
    Ever,
}

/// ≥ ≤ > < = ≠
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the usual six")]
pub enum Relation {
    AtLeast,
    AtMost,
    Over,
    Under,
    Is,
    IsNot,
}

/// + − × ÷
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the usual four")]
pub enum Operator {
    Add,
    Subtract,
    Times,
    Divide,
}

/// 之和 · 最大值 · 最小值
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words themselves")]
pub enum Aggregate {
    Sum,
    Largest,
    Smallest,
}
