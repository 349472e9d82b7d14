//! What is meant: names bound, clauses typed, numbers given. Documents in Chinese and in English that
//! say the same are equal here; spans and prose never count.

use crate::diagnostic::Lang;
use crate::register::{AgreementId, BenefitId, BodyId, EventId, FactId, NameId, Owner};
use crate::span::Span;
pub use crate::syntax::ast::{
    Aggregate, ArticleNumber, BreachCount, CountWindow, DocumentKind, Kin, Length, Operator, Per,
    Relation, Schedule, Span2, Split, Transition,
};
use crate::value::{Date, Exact, Rounding, Unit};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// Its place in the list it belongs to.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A row of [`Meaning::documents`].
    DocumentId;
    /// A row of [`Meaning::definitions`].
    DefinitionId;
    /// A row of [`Meaning::parameters`].
    ParameterId;
    /// A row of [`Meaning::norms`].
    NormId;
    /// A row of [`Meaning::blanks`].
    BlankId;
}

/// Everything the texts mean, flat.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meaning {
    /// The documents, in the order given.
    pub documents: Vec<Document>,
    /// One row a defined name, those it reads before it (the order is a topological one).
    pub definitions: Vec<Definition>,
    /// One row a parameter name and document.
    pub parameters: Vec<Parameter>,
    /// One row an act of a subject, in the order of the texts.
    pub norms: Vec<Norm>,
    /// `合计…不超过`, in the order of the texts.
    pub caps: Vec<Cap>,
    /// `按较高标准享受` and `可以同时享受`.
    pub choices: Vec<Choice>,
    /// Blanks of the texts.
    pub blanks: Vec<Blank>,
    /// `经…通过`, `应当经…同意`: checked, never a condition of evaluation.
    pub procedures: Vec<Procedure>,
    /// Form 20, one row for each pair of winner and loser, in the order of the texts.
    pub orders: Vec<Order>,
    /// Form 21, in the order of the texts.
    pub presumptions: Vec<Presumption>,
    /// `户分立、合并的，其权利义务由承继的户承继`: where it is said.
    pub successions: Vec<Place>,
    /// Form 15, in the order of the texts: the points ledger of each household.
    pub points: Vec<PointsRule>,
    /// Form 22, in the order of the texts: kept, never computed with.
    pub properties: Vec<Property>,
    /// Form 24, in the order of the texts.
    pub checks: Vec<Check>,
    /// Form 25, in the order of the texts: followed for the village, never a condition of anything.
    pub steps: Vec<Steps>,
    /// Form 26, in the order of the texts: what texts must hold. Only checked.
    pub contents: Vec<Contents>,
    /// Form 26: where they hold it.
    pub provides: Vec<Provides>,
    /// Form 26: who concludes which agreement. Only checked.
    pub concluded: Vec<Concluded>,
}

/// One document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Law, charter, pact …
    pub kind: DocumentKind,
    /// Its title as written, without marks.
    pub title: String,
    /// The title in the register, if there.
    pub name: Option<Label>,
    /// The language it is written in (not part of the meaning).
    pub lang: Lang,
    /// Index into the sources.
    pub source: u16,
    /// `版本`
    pub edition: Option<String>,
    /// `通过`
    pub adopted: Option<Date>,
    /// `制定机关` is a government body: a 办法 of it ranks as regulation.
    pub made_by: Option<String>,
    /// First day in force: 施行 date, else the adoption date; none where the text says neither (semantics as built).
    pub from: Option<Date>,
    /// Last day in force.
    pub until: Option<Date>,
    /// For an agreement: which of the register; its norms bind the households that have one.
    pub agreement: Option<AgreementId>,
    /// For an agreement: `有效期3年`.
    pub term: Option<Length>,
    /// For an agreement: ends at this event.
    pub until_event: Option<EventId>,
    /// Its articles in the order of the text.
    pub articles: Vec<Article>,
    /// Its chapters: number, and the first article after it by index.
    pub chapters: Vec<(u32, usize)>,
    /// `修改：《…》`: the text whose articles it replaces by number; never itself an amendment.
    pub amends: Option<DocumentId>,
    /// What an amendment does to what had begun before it.
    pub transition: Transition,
    /// `用途：历史研究`: it burdens nobody on any day; what it grants is computed as history.
    pub is_study: bool,
}

impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        let same_title = if self.name.is_some() {
            self.name == other.name
        } else {
            self.title == other.title
        };
        same_title
            && self.kind == other.kind
            && (&self.edition, self.adopted, self.from, self.until)
                == (&other.edition, other.adopted, other.from, other.until)
            && (self.agreement, self.term, self.until_event)
                == (other.agreement, other.term, other.until_event)
            && self.articles == other.articles
            && self.chapters == other.chapters
            && (self.amends, self.transition, self.is_study)
                == (other.amends, other.transition, other.is_study)
    }
}

impl Document {
    /// Law 4 > regulation 3 > charter 2 > pact = measures 1 > agreement 0 (semantics 5). A 办法 made by a
    /// government body ranks as regulation.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match self.kind {
            DocumentKind::Law => 4,
            DocumentKind::Regulation => 3,
            DocumentKind::Measures
                if self
                    .made_by
                    .as_deref()
                    .is_some_and(|maker| maker.contains("人民政府")) =>
            {
                3
            }
            DocumentKind::Charter => 2,
            DocumentKind::Pact | DocumentKind::Measures => 1,
            DocumentKind::Agreement => 0,
        }
    }
}

/// One article of a document.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its number.
    pub number: ArticleNumber,
    /// Where it stands.
    pub span: Span,
    /// `自D起废止`: first day without it.
    pub repealed: Option<Date>,
    /// `自始无效`
    pub annulled: bool,
    /// From when, and by which text, another version stands in its place.
    pub replaced: Option<(Date, DocumentId)>,
}

impl PartialEq for Article {
    fn eq(&self, other: &Self) -> bool {
        (self.number, self.repealed, self.annulled, self.replaced)
            == (other.number, other.repealed, other.annulled, other.replaced)
    }
}

/// Where a rule stands: what every message and every line of output cites.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The document.
    pub document: DocumentId,
    /// The article; number 0 for a sentence before the first article.
    pub article: ArticleNumber,
    /// 款, from 1.
    pub paragraph: u16,
    /// 项, from 1; 0 for the sentence itself.
    pub item: u16,
    /// The sentence or item.
    pub span: Span,
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl Place {
    fn key(&self) -> (DocumentId, ArticleNumber, u16, u16) {
        (self.document, self.article, self.paragraph, self.item)
    }

    /// `7`, `7(2)`, `5-1`: the article as output spells it.
    #[must_use]
    pub fn article_text(&self) -> String {
        let ArticleNumber { number, inserted } = self.article;
        let inserted = if inserted == 0 {
            String::new()
        } else {
            format!("-{inserted}")
        };
        let item = if self.item == 0 {
            String::new()
        } else {
            format!("({})", self.item)
        };
        format!("{number}{inserted}{item}")
    }
}

/// A name in a text: one the register knows, compared by what it is, or plain text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// A row of `names:`.
    Name(NameId),
    /// An event of the register.
    Event(EventId),
    /// A benefit.
    Benefit(BenefitId),
    /// An agreement.
    Agreement(AgreementId),
    /// The deposit of an agreement.
    Deposit(AgreementId),
    /// A fact.
    Fact(FactId),
    /// Not in the register.
    Text(String),
}

/// What sort of value an expression has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// True or false.
    Bool,
    /// A number in a unit (money: `Yuan`, in fen); none for plain numbers, counts and ratios.
    Number(Option<Unit>),
    /// A day.
    Date,
    /// A value of this fact's list.
    Enum(FactId),
}

/// A typed expression. Where a person's fact stands, the person is the subject of the norm or the
/// member the surrounding `Members` speaks of.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// `true` or `false`
    Bool(bool),
    /// A number in its unit; money in fen.
    Number(Exact),
    /// A day.
    Date(Date),
    /// A value of an enum fact.
    Enum(FactId, u16),
    /// A recorded or derived fact of the person or household (its owner tells which).
    Fact(FactId),
    /// A definition, of the person or household it is made for.
    Definition(DefinitionId),
    /// A parameter's value on the day.
    Parameter(ParameterId),
    /// Has an agreement of this kind in force on the day.
    Signed(AgreementId),
    /// The day on which the agreement (of the document, or of this kind) was signed.
    SigningDay(AgreementId),
    /// A blank.
    Blank(BlankId),
    /// Not.
    Not(Box<Expr>),
    /// All of them.
    And(Vec<Expr>),
    /// Any of them.
    Or(Vec<Expr>),
    /// A comparison of two numbers in the same unit, two days or two enum values.
    Compare(Relation, Box<Expr>, Box<Expr>),
    /// Arithmetic; both sides in fitting units.
    Arithmetic(Operator, Box<Expr>, Box<Expr>),
    /// The larger (`true`) or smaller of several.
    Extreme(bool, Vec<Expr>),
    /// `每满…计…`: whole steps of `step` in `of` (a begun one too if `partial`) times `gives`.
    PerFull {
        /// Counted.
        of: Box<Expr>,
        /// The step; a constant above zero.
        step: Exact,
        /// What each step gives.
        gives: Box<Expr>,
        /// A begun step counts.
        partial: bool,
    },
    /// Rounded to a multiple of `to` (money: fen).
    Rounded {
        /// What.
        of: Box<Expr>,
        /// How.
        mode: Rounding,
        /// To a multiple of this.
        to: Exact,
    },
    /// How many members of the household on the day satisfy the condition (all, where none).
    Count(Option<Box<Expr>>),
    /// Every member of the household on the day satisfies it.
    All(Box<Expr>),
    /// Sum, largest or smallest over the members on the day. Over nobody: 0 for a sum, else a gap.
    Over(Aggregate, Box<Expr>),
    /// Some other member present on the day, to whom the person is this, satisfies the condition (all, where none).
    Related {
        /// The person is the child, spouse or parent of that member.
        kin: Kin,
        /// Whose condition it is: the member's, or that of the household of both.
        of: Owner,
        /// The condition.
        when: Option<Box<Expr>>,
    },
    /// How many households of the village satisfy the condition on the day (all, where none). The
    /// condition is a household's.
    Households(Option<Box<Expr>>),
    /// Those, as a part of all households of the village.
    HouseholdShare(Box<Expr>),
    /// Sum, largest or smallest over the households of the village on the day.
    OverHouseholds(Aggregate, Box<Expr>),
    /// Completed years (周岁) on the day of a birth date.
    Age(Box<Expr>),
    /// `自…起满…`: the day is on or after the end of the period counted from that date (corresponding day, month end).
    Elapsed(Box<Expr>, Length),
    /// Whole months from one day to another.
    MonthsBetween(Box<Expr>, Box<Expr>),
    /// Days overdue of the latest instance of the duty on this action: from the day after the deadline to the act, or to the day.
    OverdueDays(Label),
    /// Quantity-less number of such events in the window ending on the day.
    EventCount(CountWindow, EventId),
    /// In each of the last N whole periods before the day no such event happened.
    MissedInARow(u32, Schedule, EventId),
}

/// One defined name: `本章程所称「困难户」…`.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// Its name.
    pub name: Label,
    /// Whose truth or value it is.
    pub of: Owner,
    /// Its sort.
    pub sort: Sort,
    /// What the texts say of it; more than one where several clauses define it (semantics 2.4).
    pub clauses: Vec<DefinitionClause>,
}

/// One sentence that defines a name.
#[derive(Clone, Debug, PartialEq)]
pub struct DefinitionClause {
    /// Where.
    pub place: Place,
    /// What switches it off (`不适用于`, `除外`).
    pub unless: Vec<Exception>,
    /// What it says.
    pub body: Body,
}

/// The value of a definition or an amount.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// `是指<条件>的户` · `是指<式>` · `金额为<式>`
    Value(Expr),
    /// First row that holds; a gap where none does.
    Cases(Vec<Row>),
    /// `分段计算`: each slice of an amount at its own rate.
    Slices {
        /// What is cut into slices.
        base: Expr,
        /// The slices from below upward, one beginning where the other ends; the last has no end.
        slices: Vec<Slice>,
    },
}

/// `（一）<式>超过V不超过W的，每…R；`: what of the base lies above one bound and not above the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Slice {
    /// Its item.
    pub place: Place,
    /// Above this (a constant of the texts).
    pub over: Expr,
    /// Up to this; none: without end.
    pub to: Option<Expr>,
    /// Times this.
    pub rate: Expr,
}

/// `（一）<条件>的，V；`
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its item.
    pub place: Place,
    /// When; none is `其他的`.
    pub when: Option<Expr>,
    /// How much.
    pub value: Expr,
}

/// `但…除外`, `不适用于…`: switches its base off where it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// Where it is said.
    pub place: Place,
    /// For whom.
    pub when: Expr,
    /// Exceptions to this exception: where one holds, the base applies again.
    pub unless: Vec<Exception>,
}

/// `「P」自D1起为V1 …`
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: Label,
    /// Its sort.
    pub sort: Sort,
    /// Where.
    pub place: Place,
    /// From which day which value (constants, blanks, earlier parameters); sorted; none as value: repealed.
    pub steps: Vec<(Date, Option<Expr>)>,
}

/// One act of one subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Norm {
    /// Where.
    pub place: Place,
    /// Who: owes, is owed, or is spoken of.
    pub subject: Subject,
    /// Which of them; judged on the day the head says.
    pub when: Option<Expr>,
    /// What switches it off.
    pub unless: Vec<Exception>,
    /// What.
    pub head: Head,
    /// What superior law, the always-void list or the funds rule takes from it.
    pub voids: Vec<Void>,
}

/// Who a norm is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Each household; in an agreement, each that has it (乙方).
    Household,
    /// Each member.
    Person,
    /// 村
    Village,
    /// A body, or 甲方.
    Body(BodyRef),
}

/// A body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "see syntax::ast::Body")]
pub enum BodyRef {
    Committee,
    Assembly,
    Representatives,
    Group,
    PartyMembers,
    Supervision,
    MembersAssembly,
    Township,
    Registered(BodyId),
}

/// A norm or a benefit made void.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Void {
    /// The shape or rule: `BODILY_INTEGRITY`, `FUND_RULE` …
    pub rule: String,
    /// The law, where one is named (`law` of the output).
    pub law: String,
    /// Why, in Chinese and English.
    pub reason: crate::diagnostic::Text,
    /// Only as to this benefit; else the whole norm.
    pub benefit: Option<BenefitId>,
    /// From which day the law says so; none: always.
    pub from: Option<Date>,
    /// Until which day; none: still.
    pub until: Option<Date>,
}

impl Void {
    /// Whether it takes the whole norm, not only one benefit of it.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.benefit.is_none()
    }

    /// Whether it takes the whole norm on every day.
    #[must_use]
    pub const fn is_always(&self) -> bool {
        self.is_whole() && self.from.is_none() && self.until.is_none()
    }

    /// Whether the law says so on a day.
    #[must_use]
    pub fn is_active(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.until.is_none_or(|until| on <= until)
    }
}

/// What a norm says.
#[derive(Clone, Debug, PartialEq)]
pub enum Head {
    /// Forms 3 and 4.
    Entitle(Entitle),
    /// Form 7.
    Duty(Duty),
    /// Form 8: `应当保持「状态」`; broken on each maximal interval on which it is false.
    Keep {
        /// Its name.
        name: Label,
        /// What must stay true.
        state: Expr,
    },
    /// Form 9.
    Ban(Ban),
    /// Form 10a: no breach can follow.
    Encourage(Action),
    /// Form 11 with `违反第X条的`.
    OnBreach {
        /// The duties, bans and kept states of those articles.
        of: Vec<NormId>,
        /// How many; none is each breach.
        count: Option<BreachCount>,
        /// What follows.
        consequences: Vec<Consequence>,
    },
    /// Forms 11 and 12 with a condition: from the first day it holds.
    OnCondition {
        /// What follows.
        consequences: Vec<Consequence>,
    },
    /// `<条件>的，视为违反第X条`
    Deemed {
        /// The duties held to be broken from the first day the condition holds.
        of: Vec<NormId>,
    },
    /// Form 16: `签订时应当缴纳「D」V`
    PayDeposit {
        /// Of which agreement.
        agreement: AgreementId,
        /// How much.
        amount: Expr,
    },
    /// Form 10, and `暂停履行第九条` of form 12.
    Permit(Permit),
    /// Form 16: `期满未违约的，如数退还`: an obligation of 甲方 after a clean end.
    RefundAtEnd {
        /// Of which agreement.
        agreement: AgreementId,
    },
    /// Form 5: each household's part of a pot.
    Share(Share),
    /// Form 6: `在「事项」中享有优先权`
    Priority {
        /// In what.
        matter: Label,
    },
    /// Form 19: `评为「先进村」`
    Rate {
        /// As what.
        grade: Label,
        /// `奖励V`
        award: Option<Expr>,
    },
}

/// How a pot is divided among the households.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// What is divided: a parameter, definition or fact of the village, by its name.
    pub pot: Label,
    /// How much it is.
    pub amount: Expr,
    /// One share for each member present, else one for each household.
    pub per_person: bool,
    /// Who gets more.
    pub extra: Vec<ShareExtra>,
}

/// `，<条件>的户另加N份`: so many shares more for the household, or for each such member.
#[derive(Clone, Debug, PartialEq)]
pub struct ShareExtra {
    /// Household or person.
    pub of: Owner,
    /// Which of them.
    pub when: Expr,
    /// How many shares; above 0.
    pub shares: Exact,
}

/// Form 10: what somebody may do, waive or leave undone.
#[derive(Clone, Debug, PartialEq)]
pub enum Permit {
    /// `可以「A」`: of a body a power; of anybody else a right, which lifts a ban on the action.
    Do {
        /// What.
        action: Action,
        /// When.
        window: Window,
    },
    /// `可以免除户的「A」`: the subject is whose duties; `when` is judged on the day of the waiver.
    Waive {
        /// The duties on these actions, each with the event that records its waiver (`免除` and its name).
        duties: Vec<(Action, Option<EventId>)>,
        /// Who waives.
        by: Subject,
    },
    /// `暂停履行第九条`: while the condition holds, or until an event.
    Pause {
        /// The duties and powers of those articles.
        of: Vec<NormId>,
        /// `期限照计`: the deadline does not move.
        clock_runs: bool,
        /// `直至「E」`
        until: Option<Action>,
    },
}

/// An action: an event of the register, or text whose record is not kept.
pub type Action = Label;

/// An entitlement: what is due to whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Entitle {
    /// The benefit.
    pub benefit: BenefitId,
    /// Judged on the last day of each such period.
    pub schedule: Schedule,
    /// The amount is for each member of the household on the day.
    pub each_person: bool,
    /// How much; none: the text names no amount.
    pub amount: Option<Body>,
    /// `最高V`: the amount is not above this (a ceiling, not a claim).
    pub up_to: bool,
    /// `于D前发放`
    pub due: Option<Day>,
    /// `由X支付`; none: the village committee.
    pub payer: Option<BodyRef>,
    /// `按月计`, `按实际天数计`: a period is the sum of its months, or of its days, each judged by itself.
    pub split: Option<Split>,
}

/// A duty to act.
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    /// What.
    pub action: Action,
    /// When.
    pub window: Window,
    /// At least so much of the event's quantity inside the window; none: one act.
    pub quantity: Option<Exact>,
    /// Still owed after breach.
    pub still_owed: bool,
    /// An act before the window counts.
    pub early_counts: bool,
    /// Toward whom: the supervisor said, in an agreement the other party, else the village committee.
    pub toward: Party,
}

/// The other side of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// A body.
    Body(BodyRef),
    /// The household (a duty of 甲方).
    Household,
}

/// A ban.
#[derive(Clone, Debug, PartialEq)]
pub struct Ban {
    /// Of what: each matching event is a breach.
    pub action: Action,
    /// `在「禁火期」`: only while this is true.
    pub during: Option<Expr>,
    /// Toward whom.
    pub toward: Party,
}

/// When a duty is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Window {
    /// No limit: from the day it arises; never violated.
    Open,
    /// Once in each calendar period on whose first day the duty applies.
    Each(Schedule),
    /// By a day, that day included.
    By(Day),
    /// On that day.
    On(Day),
    /// Counted from each such event, or from a day (Civil Code 200–204).
    After(Anchor, Length),
    /// Counted back from an event, not rolled.
    Before(Anchor, Length),
    /// Counted from the day the duty arises, or the breach.
    Within(Length),
    /// `自签订之日起每三个月`: the k-th window ends at anchor + k·length.
    Every(Anchor, Length),
}

/// Where a period is counted from.
#[derive(Clone, Debug, PartialEq)]
pub enum Anchor {
    /// The signing of the agreement of the document, or of this one.
    Signing(AgreementId),
    /// Each event of this kind.
    Event(EventId),
    /// A date fact or definition.
    Date(Box<Expr>),
    /// An action that nothing records.
    Unrecorded(String),
}

/// A day, or one in every year or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// A day.
    On(Date),
    /// Each year.
    Yearly {
        /// From 1.
        month: u8,
        /// From 1; the month's last day where it has no such day.
        day: u8,
    },
    /// Each month.
    Monthly {
        /// From 1; the month's last day where it has no such day.
        day: u8,
    },
}

/// What follows a breach or a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Consequence {
    /// Its place: the sentence or part it stands in.
    pub place: Place,
    /// What switches this part off (`但…除外` of its part).
    pub unless: Vec<Exception>,
    /// What.
    pub effect: Effect,
    /// What makes it void (as for norms).
    pub voids: Vec<Void>,
}

/// The effect of a consequence.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// `应当支付「N」V` · `应当赔偿…`
    Pay {
        /// What for.
        name: Label,
        /// How much; none: not said, undetermined.
        amount: Option<Expr>,
        /// Times overdue days, breaches or members.
        per: Option<Per>,
        /// `每日20元，最低…`: the whole sum (after `per`) is not below this.
        at_least: Option<Expr>,
        /// `每日20元，最高300元`: the whole sum (after `per`) is not above this.
        at_most: Option<Expr>,
    },
    /// `「D」不予退还`
    Forfeit(AgreementId),
    /// `「D」如数退还`
    Refund(AgreementId),
    /// `暂停享受/停发…`
    Suspend(Suspend),
    /// `取消「资格」[N年]`
    Disqualify {
        /// What is lost; a benefit is barred.
        name: Label,
        /// For how long.
        length: Option<Length>,
    },
    /// `扣N分`
    Points(Expr),
    /// `应当在15日内「A」；逾期不「A」的，…`: a new duty with consequences of its own breach.
    Repair {
        /// The duty; `Within` counts from the missed deadline or the forbidden act.
        duty: Duty,
        /// What follows its breach.
        failing: Vec<Consequence>,
    },
    /// `批评教育` (false) · `通报` (true)
    Notice(bool),
    /// `S可以「A」`
    Power {
        /// Whose.
        holder: Subject,
        /// To do what.
        action: Action,
    },
    /// `重新签订协议`
    SignAgain,
}

/// A suspension or bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Suspend {
    /// 停发 or 取消: `barred`; 暂停: `suspended`.
    pub barred: bool,
    /// Which benefits.
    pub benefits: Vec<BenefitId>,
    /// For so long from the first day.
    pub length: Option<Length>,
    /// Until this event.
    pub until: Option<Action>,
    /// `补发`
    pub paid_later: bool,
}

/// `「B1」、「B2」合计每户每年不超过V`
#[derive(Clone, Debug, PartialEq)]
pub struct Cap {
    /// Where.
    pub place: Place,
    /// What switches it off.
    pub unless: Vec<Exception>,
    /// Counted together.
    pub benefits: Vec<BenefitId>,
    /// Per person, else per household.
    pub per_person: bool,
    /// Over which period; none is a lifetime.
    pub period: Option<Schedule>,
    /// The limit.
    pub limit: Expr,
}

/// Which of several benefits or articles count.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Where.
    pub place: Place,
    /// The entitlements of those articles.
    pub among: Vec<NormId>,
    /// The higher counts, else all of them.
    pub higher: bool,
}

/// `与第X条不一致的，以第Y条为准` · `《A》优先于《B》`: of two sentences that set the same thing the
/// winner's counts. A higher document is above any such order.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Where it is said.
    pub place: Place,
    /// What counts.
    pub winner: Side,
    /// What gives way.
    pub loser: Side,
}

/// One side of an [`Order`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// An article, or a paragraph (款, from 1; 0: all) of it.
    Article(DocumentId, ArticleNumber, u16),
    /// A document.
    Document(DocumentId),
}

impl Side {
    /// Whether a sentence belongs to it.
    #[must_use]
    pub fn holds(&self, place: &Place) -> bool {
        match *self {
            Self::Document(document) => place.document == document,
            Self::Article(document, article, paragraph) => {
                (place.document, place.article) == (document, article)
                    && (paragraph == 0 || place.paragraph == paragraph)
            }
        }
    }
}

/// `「居民」有争议的，推定为是`: the value of a definition whose own clauses contradict each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Presumption {
    /// Where it is said.
    pub place: Place,
    /// Of which definition; a true-or-false one.
    pub definition: DefinitionId,
    /// `推定为是`, else `推定为否`.
    pub holds: bool,
}

/// A sentence about points.
#[derive(Clone, Debug, PartialEq)]
pub struct PointsRule {
    /// Where it is said.
    pub place: Place,
    /// What it says.
    pub rule: Points,
    /// What makes it void (as for norms).
    pub voids: Vec<Void>,
}

/// What a sentence about points says. Numbers of points are read on the day they are needed for.
#[derive(Clone, Debug, PartialEq)]
pub enum Points {
    /// `「A」一次，记5分` · `「A」一次，扣3分`
    Each {
        /// The event.
        action: Action,
        /// How many points for each.
        points: Expr,
        /// They are taken, else given.
        deduct: bool,
    },
    /// `积分每满100分可以兑换50元`
    Redeem {
        /// For each whole so many points …
        step: Expr,
        /// … so much money.
        gives: Expr,
    },
    /// `积分每年清零`
    Reset(Schedule),
    /// `积分最低为0分`
    Floor(Expr),
    /// `积分最高为500分`
    Ceiling(Expr),
    /// `积分有效期为1年`: of what is earned, from the day it is earned.
    Expiry(Length),
}

/// `性质：…`: no law, but a promise of its authors about the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// Where it is said.
    pub place: Place,
    /// What is promised.
    pub promise: Promise,
}

/// What a property promises of every household that there may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Promise {
    /// `领取「A」的户不得同时领取「B」`
    Exclusive {
        /// A benefit.
        first: BenefitId,
        /// Another.
        second: BenefitId,
        /// Of households or of persons.
        owner: Owner,
    },
    /// `「人均收入」降低时，「救助」不减少`
    Monotone {
        /// The number that changes: a fact, definition or parameter.
        of: Expr,
        /// 提高, else 降低.
        rises: bool,
        /// What must not follow it the wrong way.
        benefit: BenefitId,
        /// 不减少, else 不增加.
        falls_never: bool,
    },
}

/// `核对：<条件>`: what a report says, to be reckoned with the record. It binds nobody.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Where it is said.
    pub place: Place,
    /// A condition of the village.
    pub holds: Expr,
    /// What both sides are, where it is one comparison.
    pub sort: Option<Sort>,
}

/// A blank of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Blank {
    /// Where.
    pub place: Place,
    /// Its name, or its place: `第七条空1`.
    pub name: String,
    /// The unit it stands in.
    pub sort: Sort,
    /// The marks, with the name and unit behind them.
    pub span: Span2,
}

/// A sentence about how something is decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Procedure {
    /// Where.
    pub place: Place,
    /// The matter; none: the document itself is adopted so.
    pub matter: Option<Label>,
    /// By whom.
    pub body: BodyRef,
    /// Of those present (true) or of all; share; at least (true) or more than.
    pub quorum: Option<(bool, Exact, bool)>,
}

/// A procedure in ordered steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps {
    /// Where.
    pub place: Place,
    /// What is done in these steps.
    pub matter: Label,
    /// In order; at least one.
    pub steps: Vec<Step>,
}

/// One step; each has an item of its sentence as its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Where.
    pub place: Place,
    /// Who does what.
    pub what: StepKind,
    /// What is kept of it: an event of the village, a yes-or-no fact of it, or a name that nothing records.
    pub records: Vec<Label>,
    /// Done at the latest so long after the step before it.
    pub within: Option<Length>,
    /// Done at the earliest so long after the step before it.
    pub after: Option<Length>,
    /// Done by this day; [`Day::On`] or [`Day::Yearly`].
    pub by: Option<Day>,
}

/// Who does what in a step.
#[derive(Clone, Debug, PartialEq)]
pub enum StepKind {
    /// A body acts; none: 村.
    Body {
        /// Which.
        body: Option<BodyRef>,
        /// What.
        action: Action,
    },
    /// Every household acts.
    Households {
        /// What.
        action: Action,
    },
    /// A meeting decides on the matter of the sentence.
    Decided {
        /// Of which body.
        body: BodyRef,
        /// As in [`Procedure::quorum`].
        quorum: Option<(bool, Exact, bool)>,
    },
}

/// What texts must hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Contents {
    /// Where it is said.
    pub place: Place,
    /// Of which texts.
    pub of: TextOf,
    /// The contents, each with its item.
    pub items: Vec<(Place, Label)>,
}

/// Of which texts something is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum TextOf {
    /// Every text of this kind.
    Kind(DocumentKind),
    /// The one of this title.
    Title(Label),
}

/// Where a text provides for something.
#[derive(Clone, Debug, PartialEq)]
pub struct Provides {
    /// Where it is said.
    pub place: Place,
    /// First and last article of each range, of this text.
    pub articles: Vec<(ArticleNumber, ArticleNumber)>,
    /// What is provided for; at least one.
    pub contents: Vec<Label>,
}

/// Who concludes an agreement with the households, as 甲方.
#[derive(Clone, Debug, PartialEq)]
pub struct Concluded {
    /// Where it is said.
    pub place: Place,
    /// Title of the agreement.
    pub title: Label,
    /// Who.
    pub body: BodyRef,
}
