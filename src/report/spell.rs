//! Ids become words: names as the document spells them, needs as outputs spell them.

use crate::diagnostic::Lang;
use crate::evaluate::{Bearer, Need};
use crate::model::{BodyRef, DocumentId, Label, Meaning, Place};
use crate::register::{self, FactId, Owner, Register};
use crate::value::Date;

/// What is needed to spell an id.
#[derive(Clone, Copy, Debug)]
pub struct Spelling<'a> {
    /// Names of facts, events, benefits.
    pub register: &'a Register,
    /// Documents and definitions.
    pub meaning: &'a Meaning,
    /// Sensitive facts are not named.
    pub public: bool,
}

/// In public output what is missing of other households is not told apart.
const ANOTHERS: &str = "another household's facts";

/// The word of a label in a language; the other language's where it has none.
#[must_use]
pub fn word(label: &register::Label, lang: Lang) -> &str {
    match lang {
        Lang::Zh => &label.zh,
        Lang::En => label.en.as_deref().unwrap_or(&label.zh),
    }
}

impl<'a> Spelling<'a> {
    /// The title of a document, without marks; of an amendment, that of the text it amends.
    #[must_use]
    pub fn document(&self, id: DocumentId) -> &'a str {
        let documents = &self.meaning.documents;
        let document = documents.get(id.index());
        let base = document.and_then(|document| documents.get(document.amends?.index()));
        base.or(document).map_or("", |document| &document.title)
    }

    /// Of a place in an amendment: since when that version of the article holds.
    #[must_use]
    pub fn version(&self, place: &Place) -> Option<Date> {
        let document = self.meaning.documents.get(place.document.index())?;
        document.from.filter(|_| document.amends.is_some())
    }

    /// The day on which another version took the place of an article.
    #[must_use]
    pub fn replaced(&self, place: &Place) -> Option<Date> {
        let document = self.meaning.documents.get(place.document.index())?;
        let mut articles = document.articles.iter();
        let article = articles.find(|article| article.number == place.article)?;
        article.replaced.map(|(from, _)| from)
    }

    /// The language a place is written in.
    #[must_use]
    pub fn lang(&self, place: &Place) -> Lang {
        self.meaning
            .documents
            .get(place.document.index())
            .map_or(Lang::Zh, |document| document.lang)
    }

    /// A name in a language.
    #[must_use]
    pub fn name(&self, label: &'a Label, lang: Lang) -> &'a str {
        self.declared(label)
            .map_or_else(|| plain(label), |declared| word(declared, lang))
    }

    /// The key under which the register knows a name.
    #[must_use]
    pub fn key(&self, label: &Label) -> Option<&'a str> {
        let register = self.register;
        match label {
            Label::Name(id) => register.names.get(id.index()).map(|row| row.key.as_str()),
            Label::Event(id) => register.event(*id).map(|row| row.key.as_str()),
            Label::Benefit(id) => register.benefit(*id).map(|row| row.key.as_str()),
            Label::Agreement(id) | Label::Deposit(id) => {
                register.agreement(*id).map(|row| row.key.as_str())
            }
            Label::Fact(id) => register.fact(*id).map(|row| row.key.as_str()),
            Label::Text(_) => None,
        }
    }

    fn declared(&self, label: &Label) -> Option<&'a register::Label> {
        let register = self.register;
        match label {
            Label::Name(id) => register.names.get(id.index()).map(|row| &row.label),
            Label::Event(id) => register.event(*id).map(|row| &row.label),
            Label::Benefit(id) => register.benefit(*id).map(|row| &row.label),
            Label::Agreement(id) => register.agreement(*id).map(|row| &row.label),
            Label::Deposit(id) => register.agreement(*id).and_then(|row| row.deposit.as_ref()),
            Label::Fact(id) => register.fact(*id).map(|row| &row.label),
            Label::Text(_) => None,
        }
    }

    /// A body in a language.
    #[must_use]
    pub fn body(&self, body: BodyRef, lang: Lang) -> &'a str {
        let (zh, en) = match body {
            BodyRef::Committee => ("村民委员会", "villagers' committee"),
            BodyRef::Assembly => ("村民会议", "villagers' assembly"),
            BodyRef::Representatives => ("村民代表会议", "villagers' representatives' assembly"),
            BodyRef::Group => ("村民小组", "villagers' group"),
            BodyRef::PartyMembers => ("党员大会", "party members' meeting"),
            BodyRef::Supervision => ("村务监督委员会", "village affairs supervision committee"),
            BodyRef::MembersAssembly => ("成员大会", "members' assembly"),
            BodyRef::Township => ("乡镇人民政府", "township people's government"),
            BodyRef::Registered(id) => {
                return self
                    .register
                    .bodies
                    .get(id.index())
                    .map_or("", |row| word(&row.label, lang));
            }
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// 村, as one who acts.
    #[must_use]
    pub const fn village(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "村",
            Lang::En => "the village",
        }
    }

    /// 各户
    #[must_use]
    pub const fn every_household(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => "各户",
            Lang::En => "every household",
        }
    }

    /// A bearer or holder: an id, or a body's name.
    #[must_use]
    pub fn bearer(&self, bearer: &'a Bearer, lang: Lang) -> &'a str {
        match bearer {
            Bearer::Id(id) => id,
            Bearer::Body(body) => self.body(*body, lang),
        }
    }

    /// A need as outputs spell it: `person.born of P2`, `event.report until 2024-12-31`.
    #[must_use]
    pub fn need(&self, need: &Need) -> String {
        match need {
            Need::Fact { fact, member } => self.fact_need(*fact, member.as_deref()),
            Need::Parents(member) => format!("person.parents of {member}"),
            Need::Spouse(member) => format!("person.spouse of {member}"),
            Need::Members => "household.members".into(),
            Need::Agreements => "household.agreements".into(),
            Need::Signed(of) => format!("agreement.{}.signed", self.agreement_key(*of)),
            Need::DepositPaid(of) => format!("agreement.{}.deposit", self.agreement_key(*of)),
            Need::Events { event, until } => {
                let key = self
                    .register
                    .event(*event)
                    .map_or("", |row| row.key.as_str());
                format!("event.{key} until {until}")
            }
            Need::Record(action) => format!("record of 「{action}」"),
            Need::Calendar(year) => format!("calendar {year}"),
            Need::Parameter(place) => format!("parameter in Article {}", place.article_text()),
            Need::Blank(place) => format!("blank in Article {}", place.article_text()),
            Need::EffectDate(document) => {
                format!("effect date of 《{}》", self.document(*document))
            }
            Need::Definition(id) => self.definition_need(*id),
            Need::Amount(place) => format!("amount in Article {}", place.article_text()),
            Need::Limit(what) => format!("limit: {what}"),
            Need::Of { .. } | Need::Household(_) if self.public => ANOTHERS.into(),
            Need::Of { household, need } => {
                format!("{} of household {household}", self.need(need))
            }
            Need::Household(id) => format!("household {id}"),
            Need::Meeting(place) => format!("meeting in Article {}", place.article_text()),
            Need::Households => "village.households".into(),
        }
    }

    fn definition_need(&self, id: crate::model::DefinitionId) -> String {
        let definition = self.meaning.definitions.get(id.index());
        let article = definition
            .and_then(|row| row.clauses.first())
            .map_or_else(String::new, |clause| clause.place.article_text());
        format!("definition in Article {article}")
    }

    fn fact_need(&self, fact: FactId, member: Option<&str>) -> String {
        let Some(row) = self.register.fact(fact) else {
            return String::new();
        };
        let owner = match row.owner {
            Owner::Village => "village",
            Owner::Household => "household",
            Owner::Person => "person",
        };
        let key = if self.public && row.sensitive {
            "(sensitive)"
        } else {
            row.key.as_str()
        };
        member.map_or_else(
            || format!("{owner}.{key}"),
            |member| format!("{owner}.{key} of {member}"),
        )
    }

    fn agreement_key(&self, id: register::AgreementId) -> &'a str {
        self.register
            .agreement(id)
            .map_or("", |row| row.key.as_str())
    }

    /// A need as a person would say it.
    #[must_use]
    pub fn need_in_words(&self, need: &Need, lang: Lang) -> String {
        match (need, lang) {
            (Need::Fact { fact, member }, _) => self.fact_in_words(*fact, member.as_deref(), lang),
            (Need::Parents(member), Lang::Zh) => format!("{member}的父母是谁"),
            (Need::Parents(member), Lang::En) => format!("who the parents of {member} are"),
            (Need::Spouse(member), Lang::Zh) => format!("{member}的配偶是谁"),
            (Need::Spouse(member), Lang::En) => format!("who the spouse of {member} is"),
            (Need::Members, Lang::Zh) => "户内成员名单".into(),
            (Need::Members, Lang::En) => "the list of members".into(),
            (Need::Agreements, Lang::Zh) => "签订协议的记录".into(),
            (Need::Agreements, Lang::En) => "the record of agreements".into(),
            (Need::Signed(of), Lang::Zh) => format!("《{}》的签订日期", self.agreement(*of, lang)),
            (Need::Signed(of), Lang::En) => format!(
                "the date on which [{}] was signed",
                self.agreement(*of, lang)
            ),
            (Need::DepositPaid(of), Lang::Zh) => {
                format!("《{}》已缴的押金数额", self.agreement(*of, lang))
            }
            (Need::DepositPaid(of), Lang::En) => {
                format!("the deposit paid under [{}]", self.agreement(*of, lang))
            }
            (Need::Events { event, until }, Lang::Zh) => {
                format!("「{}」到{until}为止的记录", self.event(*event, lang))
            }
            (Need::Events { event, until }, Lang::En) => {
                format!("the record of [{}] up to {until}", self.event(*event, lang))
            }
            (Need::Record(action), Lang::Zh) => {
                format!("「{action}」的记录（户籍册没有登记这一事项）")
            }
            (Need::Record(action), Lang::En) => {
                format!("a record of [{action}], which the register does not keep")
            }
            (Need::Calendar(year), Lang::Zh) => format!("{year}年的放假安排"),
            (Need::Calendar(year), Lang::En) => format!("the public holidays of {year}"),
            (Need::Parameter(place), Lang::Zh) => {
                format!("{}的标准在当日的数值", self.cited(place, lang))
            }
            (Need::Parameter(place), Lang::En) => {
                format!(
                    "the value on that day of the rate in {}",
                    self.cited(place, lang)
                )
            }
            (Need::Blank(place), Lang::Zh) => format!("{}的空白", self.cited(place, lang)),
            (Need::Blank(place), Lang::En) => {
                format!("the blank in {}", self.cited(place, lang))
            }
            (Need::EffectDate(document), Lang::Zh) => {
                format!("《{}》的施行日期", self.document(*document))
            }
            (Need::EffectDate(document), Lang::En) => {
                format!(
                    "the day on which \"{}\" takes effect",
                    self.document(*document)
                )
            }
            (Need::Definition(id), Lang::Zh) => {
                format!(
                    "对「{}」的规定（现有规定没有答案）",
                    self.definition(*id, lang)
                )
            }
            (Need::Definition(id), Lang::En) => {
                format!(
                    "a rule for [{}] (the text gives no answer)",
                    self.definition(*id, lang)
                )
            }
            (Need::Amount(place), Lang::Zh) => {
                format!("{}没有写明的数额", self.cited(place, lang))
            }
            (Need::Amount(place), Lang::En) => {
                format!("the amount that {} does not state", self.cited(place, lang))
            }
            (Need::Limit(what), Lang::Zh) => format!("超出计算上限（{what}）"),
            (Need::Limit(what), Lang::En) => format!("a limit of the engine was reached ({what})"),
            (Need::Of { .. } | Need::Household(_), Lang::Zh) if self.public => "别户的情况".into(),
            (Need::Of { .. } | Need::Household(_), Lang::En) if self.public => ANOTHERS.into(),
            (Need::Of { household, need }, Lang::Zh) => {
                format!("户{household}的{}", self.need_in_words(need, lang))
            }
            (Need::Of { household, need }, Lang::En) => {
                format!(
                    "{} of household {household}",
                    self.need_in_words(need, lang)
                )
            }
            (Need::Household(id), Lang::Zh) => format!("户{id}的资料（未能读取）"),
            (Need::Household(id), Lang::En) => {
                format!("the file of household {id}, which could not be read")
            }
            (Need::Meeting(place), Lang::Zh) => {
                format!("{}要求的会议的记录", self.cited(place, lang))
            }
            (Need::Meeting(place), Lang::En) => {
                format!(
                    "the record of the meeting that {} asks for",
                    self.cited(place, lang)
                )
            }
            (Need::Households, Lang::Zh) => "全村各户的情况".into(),
            (Need::Households, Lang::En) => "the households of the village".into(),
        }
    }

    fn fact_in_words(&self, fact: FactId, member: Option<&str>, lang: Lang) -> String {
        let Some(row) = self.register.fact(fact) else {
            return String::new();
        };
        let name = match (self.public && row.sensitive, lang) {
            (true, Lang::Zh) => "一项敏感信息",
            (true, Lang::En) => "a sensitive fact",
            (false, _) => word(&row.label, lang),
        };
        match (member, lang) {
            (Some(member), Lang::Zh) => format!("{member}的{name}"),
            (Some(member), Lang::En) => format!("{name} of {member}"),
            (None, _) => name.into(),
        }
    }

    fn agreement(&self, id: register::AgreementId, lang: Lang) -> &'a str {
        self.register
            .agreement(id)
            .map_or("", |row| word(&row.label, lang))
    }

    fn event(&self, id: register::EventId, lang: Lang) -> &'a str {
        self.register
            .event(id)
            .map_or("", |row| word(&row.label, lang))
    }

    fn definition(&self, id: crate::model::DefinitionId, lang: Lang) -> &'a str {
        self.meaning
            .definitions
            .get(id.index())
            .map_or("", |row| self.name(&row.name, lang))
    }

    /// `第7条第（2）项` · `Article 7(2)`
    #[must_use]
    pub fn place(place: &Place, lang: Lang) -> String {
        let number = place.article.number;
        match lang {
            Lang::En => format!("Article {}", place.article_text()),
            Lang::Zh => {
                let inserted = if place.article.inserted == 0 {
                    String::new()
                } else {
                    format!("之{}", place.article.inserted)
                };
                let item = if place.item == 0 {
                    String::new()
                } else {
                    format!("第（{}）项", place.item)
                };
                format!("第{number}条{inserted}{item}")
            }
        }
    }

    /// A place as a page cites it: with its document's title where several texts are read together.
    #[must_use]
    pub fn cited(&self, place: &Place, lang: Lang) -> String {
        let title = self.document(place.document);
        let same = |id| self.document(DocumentId(id)) == title;
        if (0u32..)
            .zip(&self.meaning.documents)
            .all(|(id, _)| same(id))
        {
            Self::place(place, lang)
        } else {
            self.full_place(place, lang)
        }
    }

    /// The same, always with the document's title.
    #[must_use]
    pub fn full_place(&self, place: &Place, lang: Lang) -> String {
        let title = self.document(place.document);
        let title = self.register.translate(title, lang).unwrap_or(title);
        match lang {
            Lang::Zh => format!("《{title}》{}", Self::place(place, lang)),
            Lang::En => format!("\"{title}\", {}", Self::place(place, lang)),
        }
    }
}

fn plain(label: &Label) -> &str {
    match label {
        Label::Text(text) => text,
        Label::Name(_)
        | Label::Event(_)
        | Label::Benefit(_)
        | Label::Agreement(_)
        | Label::Deposit(_)
        | Label::Fact(_) => "",
    }
}
