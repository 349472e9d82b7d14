//! The marks of everything a clause names: actions, facts, payments, and the definitions behind them.

use std::collections::BTreeMap;

use super::marks::Marks;
use super::shapes::Shapes;
use crate::model::{Body, Definition, Exception, Expr, Kin, Label, Meaning, Relation};
use crate::register::{Label as Names, Register};
use crate::value::Exact;

/// Looks names up once each.
pub(super) struct Book<'a> {
    shapes: &'a Shapes,
    register: &'a Register,
    seen: BTreeMap<Label, Marks>,
    /// By definition: its own name and what its clauses read.
    definitions: Vec<Read>,
    /// Of each parameter's name.
    parameters: Vec<Marks>,
}

/// What a condition names.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Read {
    /// Anything at all.
    pub(super) all: Marks,
    /// What must not be so for the condition to hold (`没有「超生」`, `子女数2人以下`).
    pub(super) against: Marks,
}

impl Read {
    fn or(self, other: Self) -> Self {
        Self {
            all: self.all.or(other.all),
            against: self.against.or(other.against),
        }
    }
}

impl<'a> Book<'a> {
    pub(super) fn new(shapes: &'a Shapes, register: &'a Register, meaning: &Meaning) -> Self {
        let mut book = Self {
            shapes,
            register,
            seen: BTreeMap::new(),
            definitions: Vec::new(),
            parameters: Vec::new(),
        };
        for parameter in &meaning.parameters {
            let marks = book.label(&parameter.name);
            book.parameters.push(marks);
        }
        // Each after those it reads.
        for definition in &meaning.definitions {
            let read = book.definition(definition);
            book.definitions.push(read);
        }
        book
    }

    fn definition(&mut self, definition: &Definition) -> Read {
        let name = self.label(&definition.name);
        let mut read = Read {
            all: name,
            against: Marks::default(),
        };
        for clause in &definition.clauses {
            read = read
                .or(self.body(&clause.body))
                .or(self.unless(&clause.unless));
        }
        read
    }

    /// What a definition or an amount reads.
    pub(super) fn body(&mut self, body: &Body) -> Read {
        match body {
            Body::Value(value) => self.expr(value),
            Body::Slices { base, slices } => {
                let bounds = slices.iter().flat_map(|one| [&one.over, &one.rate]);
                bounds.fold(self.expr(base), |read, bound| read.or(self.expr(bound)))
            }
            Body::Cases(rows) => {
                let mut read = Read::default();
                for row in rows {
                    read = read
                        .or(self.condition(row.when.as_ref()))
                        .or(self.expr(&row.value));
                }
                read
            }
        }
    }

    /// What some exceptions name: whoever is excepted is so against what they say.
    pub(super) fn unless(&mut self, exceptions: &[Exception]) -> Read {
        let mut read = Read::default();
        for exception in exceptions {
            let inner = self.expr(&exception.when);
            read = read.or(Read {
                all: inner.all,
                against: inner.all,
            });
        }
        read
    }

    /// What a condition names, where there is one.
    pub(super) fn condition(&mut self, condition: Option<&Expr>) -> Read {
        condition.map_or_else(Read::default, |condition| self.expr(condition))
    }

    fn expr(&mut self, expr: &Expr) -> Read {
        match expr {
            Expr::Fact(id) => self.named(&Label::Fact(*id)),
            Expr::Enum(fact, value) => self.value(*fact, *value),
            Expr::Definition(id) => self
                .definitions
                .get(id.index())
                .copied()
                .unwrap_or_default(),
            Expr::Parameter(id) => Read {
                all: self.parameters.get(id.index()).copied().unwrap_or_default(),
                against: Marks::default(),
            },
            Expr::EventCount(_, event) | Expr::MissedInARow(_, _, event) => {
                did(self.named(&Label::Event(*event)))
            }
            Expr::OverdueDays(label) => did(self.named(label)),
            Expr::Related { kin, when, .. } => {
                let read = self.condition(when.as_deref());
                let guardian =
                    *kin == Kin::Parent && when.as_deref().is_some_and(|when| self.of_minor(when));
                Read {
                    all: read
                        .all
                        .of_relatives(guardian || self.shapes.spares(read.all)),
                    against: read.against,
                }
            }
            Expr::Not(of) => {
                let read = self.expr(of);
                Read {
                    all: read.all,
                    against: read.all,
                }
            }
            Expr::And(all) | Expr::Or(all) | Expr::Extreme(_, all) => self.joined(all),
            Expr::Compare(relation, left, right) => self.compared(*relation, left, right),
            Expr::Arithmetic(_, left, right) | Expr::MonthsBetween(left, right) => {
                self.expr(left).or(self.expr(right))
            }
            Expr::PerFull { of, gives, .. } => self.expr(of).or(self.expr(gives)),
            Expr::Rounded { of, .. }
            | Expr::All(of)
            | Expr::Over(_, of)
            | Expr::HouseholdShare(of)
            | Expr::OverHouseholds(_, of)
            | Expr::Age(of)
            | Expr::Elapsed(of, _) => self.expr(of),
            Expr::Count(of) | Expr::Households(of) => self.condition(of.as_deref()),
            Expr::Bool(_)
            | Expr::Number(_)
            | Expr::Date(_)
            | Expr::Signed(_)
            | Expr::SigningDay(_)
            | Expr::Blank(_) => Read::default(),
        }
    }

    /// Whether a condition is one of minors, for whom their parents answer under the law.
    fn of_minor(&self, expr: &Expr) -> bool {
        let mut open = vec![expr];
        while let Some(next) = open.pop() {
            match next {
                Expr::And(all) => open.extend(all),
                Expr::Compare(Relation::Under | Relation::AtMost, left, right) => {
                    let is_age = match left.as_ref() {
                        Expr::Fact(id) => {
                            let fact = self.register.fact(*id);
                            fact.is_some_and(|fact| fact.derived.is_some())
                        }
                        other => matches!(other, Expr::Age(_)),
                    };
                    let adult = Exact::from_int(18);
                    if is_age && matches!(right.as_ref(), Expr::Number(age) if *age <= adult) {
                        return true;
                    }
                }
                _ => {}
            }
        }
        false
    }

    fn compared(&mut self, relation: Relation, left: &Expr, right: &Expr) -> Read {
        let read = self.expr(left).or(self.expr(right));
        match relation {
            // A number may not be above a bound, or a thing not be so.
            Relation::AtMost | Relation::Under | Relation::IsNot => Read {
                all: read.all,
                against: read.all,
            },
            Relation::AtLeast | Relation::Over | Relation::Is => read,
        }
    }

    fn joined(&mut self, all: &[Expr]) -> Read {
        let mut read = Read::default();
        for one in all {
            read = read.or(self.expr(one));
        }
        read
    }

    fn named(&mut self, label: &Label) -> Read {
        Read {
            all: self.label(label),
            against: Marks::default(),
        }
    }

    fn value(&mut self, fact: crate::register::FactId, value: u16) -> Read {
        let label = match self.register.fact(fact).map(|fact| &fact.kind) {
            Some(crate::register::FactKind::Enum(values)) => {
                values.get(usize::from(value)).map(|value| &value.label)
            }
            _ => None,
        };
        Read {
            all: label.map_or_else(Marks::default, |label| both(self.shapes, label)),
            against: Marks::default(),
        }
    }

    /// The marks of a name, in both languages where the register has them.
    pub(super) fn label(&mut self, label: &Label) -> Marks {
        if let Some(marks) = self.seen.get(label) {
            return *marks;
        }
        let names = label.symbol();
        let names = names.and_then(|symbol| self.register.label(symbol));
        let marks = match (label, names) {
            (Label::Text(text), _) => Marks::of(self.shapes, text),
            (_, Some(names)) => both(self.shapes, names),
            (_, None) => Marks::default(),
        };
        self.seen.insert(label.clone(), marks);
        marks
    }
}

/// What somebody did, or did not do.
fn did(mut read: Read) -> Read {
    read.all.conduct = true;
    read
}

fn both(shapes: &Shapes, names: &Names) -> Marks {
    let zh = Marks::of(shapes, &names.zh);
    let en = names.en.as_deref().map(|en| Marks::of(shapes, en));
    zh.or(en.unwrap_or_default())
}
