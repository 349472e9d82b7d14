//! Finding things of the register by their names.

use super::nearest::nearest;
use super::*;
use crate::diagnostic::Lang;

/// Bodies that need no declaration, as texts print them in Chinese and English.
const USUAL_BODIES: &[(&str, &str)] = &[
    ("村民委员会", "the villagers' committee"),
    ("村民会议", "the villagers' assembly"),
    ("村民代表会议", "the villagers' representative assembly"),
    ("村民小组", "the villagers' group"),
    ("党员大会", "the party members' assembly"),
    ("村务监督委员会", "the village supervision committee"),
    ("成员大会", "the members' assembly"),
    ("乡镇人民政府", "the township government"),
];

impl Label {
    /// The name in a language; the Chinese one where there is no English.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        self.exact(lang).unwrap_or(&self.zh)
    }

    /// The name in a language, if there is one.
    #[must_use]
    pub fn exact(&self, lang: Lang) -> Option<&str> {
        match lang {
            Lang::Zh => Some(&self.zh),
            Lang::En => self.en.as_deref(),
        }
    }

    /// Whether this is the name, in either language.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.zh == name || self.en.as_deref() == Some(name)
    }
}

impl NameDeclaration {
    /// Whether this is the key or the name in either language.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.key == name || self.label.is(name)
    }
}

impl Register {
    /// The names of a thing.
    #[must_use]
    pub fn label(&self, symbol: Symbol) -> Option<&Label> {
        match symbol {
            Symbol::Fact(id) => self.fact(id).map(|fact| &fact.label),
            Symbol::Event(id) => self.event(id).map(|event| &event.label),
            Symbol::Agreement(id) => self.agreement(id).map(|agreement| &agreement.label),
            Symbol::Deposit(id) => self.agreement(id)?.deposit.as_ref(),
            Symbol::Benefit(id) => self.benefit(id).map(|benefit| &benefit.label),
            Symbol::Name(id) => self.names.get(id.index()).map(|name| &name.label),
            Symbol::Body(id) => self.bodies.get(id.index()).map(|body| &body.label),
            Symbol::Role(at) => self.roles.get(usize::from(at)).map(|role| &role.label),
        }
    }

    /// The key of a thing; a deposit has none.
    #[must_use]
    pub fn key(&self, symbol: Symbol) -> Option<&str> {
        match symbol {
            Symbol::Fact(id) => self.fact(id).map(|fact| fact.key.as_str()),
            Symbol::Event(id) => self.event(id).map(|event| event.key.as_str()),
            Symbol::Agreement(id) => self.agreement(id).map(|agreement| agreement.key.as_str()),
            Symbol::Deposit(_) => None,
            Symbol::Benefit(id) => self.benefit(id).map(|benefit| benefit.key.as_str()),
            Symbol::Name(id) => self.names.get(id.index()).map(|name| name.key.as_str()),
            Symbol::Body(id) => self.bodies.get(id.index()).map(|body| body.key.as_str()),
            Symbol::Role(at) => self
                .roles
                .get(usize::from(at))
                .map(|role| role.key.as_str()),
        }
    }

    /// The fact of that owner with this key or name.
    #[must_use]
    pub fn fact_named(&self, owner: Owner, name: &str) -> Option<FactId> {
        self.index.facts(owner).get(name).copied()
    }

    /// The event with this key or name.
    #[must_use]
    pub fn event_named(&self, name: &str) -> Option<EventId> {
        self.index.events.get(name).copied()
    }

    /// The agreement with this key or name.
    #[must_use]
    pub fn agreement_named(&self, name: &str) -> Option<AgreementId> {
        self.index.agreements.get(name).copied()
    }

    /// The benefit with this key or name.
    #[must_use]
    pub fn benefit_named(&self, name: &str) -> Option<BenefitId> {
        self.index.benefits.get(name).copied()
    }

    /// Keys and names of the facts of one owner.
    pub(crate) fn fact_names(&self, owner: Owner) -> impl Iterator<Item = &str> {
        self.index.facts(owner).keys().map(String::as_str)
    }

    /// Keys and names of events.
    pub(crate) fn event_names(&self) -> impl Iterator<Item = &str> {
        self.index.events.keys().map(String::as_str)
    }

    /// Keys and names of agreements.
    pub(crate) fn agreement_names(&self) -> impl Iterator<Item = &str> {
        self.index.agreements.keys().map(String::as_str)
    }

    /// Keys and names of benefits.
    pub(crate) fn benefit_names(&self) -> impl Iterator<Item = &str> {
        self.index.benefits.keys().map(String::as_str)
    }

    /// Names of the usual bodies, and keys and names of those that the register adds.
    pub(crate) fn body_names(&self) -> impl Iterator<Item = &str> {
        let usual = USUAL_BODIES.iter().flat_map(|(zh, en)| [*zh, *en]);
        let added = self.bodies.iter().flat_map(|body| {
            let names = [
                Some(&body.key),
                Some(&body.label.zh),
                body.label.en.as_ref(),
            ];
            names.into_iter().flatten().map(String::as_str)
        });
        usual.chain(added)
    }

    /// The value of an enum fact with this key or name.
    #[must_use]
    pub fn enum_value(&self, fact: FactId, name: &str) -> Option<u16> {
        match &self.fact(fact)?.kind {
            FactKind::Enum(values) => {
                let at = values.iter().position(|value| value.is_called(name))?;
                u16::try_from(at).ok()
            }
            FactKind::Bool
            | FactKind::Integer
            | FactKind::Decimal
            | FactKind::Money
            | FactKind::Date => None,
        }
    }

    /// The date of birth of persons: the date fact whose key is `born`; none where the register has none.
    #[must_use]
    pub fn birth_date(&self) -> Option<FactId> {
        let is_birth = |fact: &FactDeclaration| {
            fact.owner == Owner::Person && fact.key == "born" && fact.kind == FactKind::Date
        };
        let at = self.facts.iter().position(is_birth)?;
        u16::try_from(at).ok().map(FactId)
    }

    /// The known name nearest to a misspelt one, among those whose meaning fits.
    #[must_use]
    pub fn nearest(&self, name: &str, fits: impl Fn(Symbol) -> bool) -> Option<&str> {
        let fitting = self.symbols.iter().filter(|(_, symbol)| fits(**symbol));
        nearest(name, fitting.map(|(name, _)| name.as_str()))
    }

    /// A name (of either language, or a key) in the other language: of facts, events, agreements,
    /// deposits, benefits, names, bodies and roles, and of enum values where all facts that have
    /// such a value agree. `None` where the register gives no such name.
    #[must_use]
    pub fn translate(&self, name: &str, to: Lang) -> Option<&str> {
        let label = match self.symbol(name) {
            Some(symbol) => self.label(symbol),
            None => self.index.enum_labels.get(name).and_then(Option::as_ref),
        };
        label.and_then(|label| label.exact(to))
    }
}

/// Printing in the other language asks the register for the words.
impl crate::syntax::print::Names for Register {
    fn translate(&self, name: &str, to: Lang) -> Option<String> {
        Self::translate(self, name, to).map(Into::into)
    }
}
