//! Who a sentence speaks of: households, persons, bodies, parties and roles.

use super::context::{Context, finding};
use super::expr::{Reads, Scope};
use super::names::Want;
use crate::diagnostic::{Code, Text};
use crate::model::named::usual_body;
use crate::model::{BodyRef, Expr, Place, Subject};
use crate::register::{Owner, Symbol};
use crate::span::{Located, Span};
use crate::syntax::ast::{self, Body, SubjectKind};

/// Who is spoken of, whose facts a sentence reads, and what makes them one of a role.
#[derive(Clone, Debug)]
pub(super) struct Bearer {
    pub(super) subject: Subject,
    pub(super) owner: Owner,
    pub(super) role: Option<Expr>,
}

impl Bearer {
    pub(super) fn of(owner: Owner) -> Self {
        let subject = match owner {
            Owner::Village => Subject::Village,
            Owner::Household => Subject::Household,
            Owner::Person => Subject::Person,
        };
        Self {
            subject,
            owner,
            role: None,
        }
    }

    pub(super) fn body(body: BodyRef) -> Self {
        Self {
            subject: Subject::Body(body),
            owner: Owner::Village,
            role: None,
        }
    }

    /// Whose facts an exception of its sentence may name.
    pub(super) fn excepts(&self) -> Reads {
        match self.owner {
            Owner::Person => Reads::PersonOrHousehold,
            Owner::Household => Reads::Household,
            Owner::Village => Reads::Village,
        }
    }
}

impl Context<'_> {
    /// Who this is; a finding where the document has no such party or the register no such name.
    pub(super) fn bearer(&mut self, at: &Place, who: &Located<SubjectKind>) -> Option<Bearer> {
        match &who.value {
            SubjectKind::Household => Some(Bearer::of(Owner::Household)),
            SubjectKind::Person => Some(Bearer::of(Owner::Person)),
            SubjectKind::Village => Some(Bearer::of(Owner::Village)),
            SubjectKind::PartyA => {
                self.party_known(at, who.span)?;
                Some(Bearer::body(self.party_a(at.document)))
            }
            SubjectKind::PartyB => {
                self.party_known(at, who.span)?;
                Some(Bearer::of(Owner::Household))
            }
            SubjectKind::Body(body) => Some(Bearer::body(self.body(at, body)?)),
            SubjectKind::Role(name) => {
                match self.register.symbol(&name.value) {
                    Some(Symbol::Role(_)) => {}
                    // A body of the register is quoted as a role is.
                    Some(Symbol::Body(id)) => return Some(Bearer::body(BodyRef::Registered(id))),
                    _ => return self.unknown(at, name, Want::Role),
                }
                let role = self.value_name(Scope::new(at, Reads::Person), name)?;
                Some(Bearer {
                    role: Some(role.expr),
                    ..Bearer::of(Owner::Person)
                })
            }
        }
    }

    fn party_known(&mut self, at: &Place, span: Span) -> Option<()> {
        if self.is_agreement(at.document) {
            return Some(());
        }
        self.outside_agreement(at, span, "甲方、乙方", "parties A and B");
        None
    }

    /// Says that this belongs into an agreement.
    pub(super) fn outside_agreement(&mut self, at: &Place, span: Span, zh: &str, en: &str) {
        let message = Text::new(
            format!("{zh}只能写在协议里"),
            format!("{en} stand in an agreement only"),
        );
        self.report(at, span, Code::OutsideAgreement, message);
    }

    /// Which body this is.
    pub(super) fn body(&mut self, at: &Place, body: &Body) -> Option<BodyRef> {
        match body {
            Body::Committee => Some(BodyRef::Committee),
            Body::Assembly => Some(BodyRef::Assembly),
            Body::Representatives => Some(BodyRef::Representatives),
            Body::Group => Some(BodyRef::Group),
            Body::PartyMembers => Some(BodyRef::PartyMembers),
            Body::Supervision => Some(BodyRef::Supervision),
            Body::MembersAssembly => Some(BodyRef::MembersAssembly),
            Body::Township => Some(BodyRef::Township),
            Body::Named(name) => match self.register.symbol(&name.value) {
                Some(Symbol::Body(id)) => Some(BodyRef::Registered(id)),
                _ => self.unknown(at, name, Want::Body),
            },
        }
    }

    /// The body that pays, watches over a duty or receives it; `None` (said) where it is none.
    pub(super) fn body_of(&mut self, at: &Place, span: Span, who: &SubjectKind) -> Option<BodyRef> {
        let bearer = self.bearer(at, &Located::new(who.clone(), span))?;
        match bearer.subject {
            Subject::Body(body) => Some(body),
            Subject::Household | Subject::Person | Subject::Village => {
                let message = Text::new("这里要写一个机构", "a body is expected here");
                self.report(at, span, Code::WrongKind, message);
                None
            }
        }
    }

    /// 甲方 as the header names it: one of the usual bodies, one of the register, else the committee.
    pub(super) fn header_body(&mut self, at: &Place, who: &Located<String>) -> BodyRef {
        let text = who.value.trim().trim_matches(['「', '」', '[', ']']);
        let usual = usual_body(text);
        let registered = match self.register.symbol(text) {
            Some(Symbol::Body(id)) => Some(BodyRef::Registered(id)),
            _ => None,
        };
        usual.or(registered).unwrap_or_else(|| {
            let message = Text::new(
                format!("不知道机构“{text}”"),
                format!("the body `{text}` is not known"),
            );
            let found = finding(at, who.span, Code::UnknownName, message).help(
                "写村民委员会等机构，或在户籍册的bodies里登记",
                "name one of the usual bodies, or add it to `bodies` of the register",
            );
            self.found.push(found);
            BodyRef::Committee
        })
    }

    /// `本公约由村民委员会解释`: nothing is computed from it, but the body must be one.
    pub(super) fn interpretation(&mut self, at: &Place, by: &Located<SubjectKind>) {
        let _ = self.bearer(at, by);
    }

    /// The condition of a sentence with what makes its subject one of a role.
    pub(super) fn subject_condition(
        &mut self,
        at: &Place,
        bearer: &Bearer,
        condition: Option<&ast::Expr>,
    ) -> Option<Option<Expr>> {
        let scope = Scope::new(at, Reads::of(bearer.owner));
        let said = match condition {
            Some(condition) => Some(self.condition(scope, condition)?),
            None => None,
        };
        Some(super::expr::both(bearer.role.clone(), said))
    }
}
