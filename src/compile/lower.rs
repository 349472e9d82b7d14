//! Expressions, conditions and tables become flat nodes.

use super::CompileError;
use super::book::{
    BodyRow, ExceptionRow, Force, Guard, Node, NodeId, Rows, SliceRow, TableRow, Total, counted,
};
use super::tables::{Lowering, row};
use crate::model::{Body, DocumentId, Exception, Expr, Place, Row, Slice, Transition};
use crate::register::{Derived, FactId, FactValue, Owner};
use crate::value::{Date, Exact};

/// How many steps an expression may be deep, the definitions it reads included.
pub const MAX_DEPTH: u16 = 160;

impl Lowering {
    /// An expression with everything under it.
    pub fn expr(&mut self, place: Place, expr: &Expr) -> Result<NodeId, CompileError> {
        let (node, depth) = match expr {
            Expr::Bool(yes) => (Node::Constant(FactValue::Bool(*yes)), 0),
            Expr::Number(number) => (Node::Constant(FactValue::Number(*number)), 0),
            Expr::Date(day) => (Node::Constant(FactValue::Date(*day)), 0),
            Expr::Enum(_, value) => (Node::Constant(FactValue::Enum(*value)), 0),
            Expr::Fact(fact) => (self.fact(*fact), 0),
            Expr::Definition(id) => {
                let row = self
                    .definition_info
                    .get(id.index())
                    .ok_or(CompileError::Order { place })?;
                self.overdue |= row.reads_overdue;
                (Node::Definition(*id), row.depth)
            }
            Expr::Parameter(id) => (Node::Parameter(*id), 1),
            Expr::Signed(id) => (Node::Signed(*id), 0),
            Expr::SigningDay(id) => (Node::SigningDay(*id), 0),
            Expr::Blank(id) => (Node::Blank(*id), 0),
            Expr::EventCount(window, event) => (Node::EventCount(*window, *event), 0),
            Expr::MissedInARow(times, schedule, event) => {
                (Node::MissedInARow(*times, *schedule, *event), 0)
            }
            Expr::OverdueDays(action) => {
                self.overdue = true;
                (Node::OverdueDays(self.action(action)), 0)
            }
            Expr::Not(of) => {
                let of = self.expr(place, of)?;
                (Node::Not(of), self.depth(of))
            }
            Expr::And(parts) => {
                let (rows, depth) = self.list(place, parts)?;
                (Node::And(rows), depth)
            }
            Expr::Or(parts) => {
                let (rows, depth) = self.list(place, parts)?;
                (Node::Or(rows), depth)
            }
            Expr::Extreme(larger, parts) => {
                let (rows, depth) = self.list(place, parts)?;
                (Node::Extreme(*larger, rows), depth)
            }
            Expr::Compare(relation, a, b) => {
                let (a, b, depth) = self.pair(place, a, b)?;
                (Node::Compare(*relation, a, b), depth)
            }
            Expr::Arithmetic(operator, a, b) => {
                let (a, b, depth) = self.pair(place, a, b)?;
                (Node::Arithmetic(*operator, a, b), depth)
            }
            Expr::MonthsBetween(a, b) => {
                let (a, b, depth) = self.pair(place, a, b)?;
                (Node::MonthsBetween(a, b), depth)
            }
            Expr::PerFull {
                of,
                step,
                gives,
                partial,
            } => {
                let (of, gives, depth) = self.pair(place, of, gives)?;
                let step = self.number(*step);
                (
                    Node::PerFull {
                        of,
                        step,
                        gives,
                        partial: *partial,
                    },
                    depth,
                )
            }
            Expr::Rounded { of, mode, to } => {
                let of = self.expr(place, of)?;
                let to = self.number(*to);
                (
                    Node::Rounded {
                        of,
                        mode: *mode,
                        to,
                    },
                    self.depth(of),
                )
            }
            Expr::Count(of) => match of {
                Some(of) => {
                    let of = self.expr(place, of)?;
                    (Node::Count(Some(of)), self.depth(of))
                }
                None => (Node::Count(None), 0),
            },
            Expr::All(of) => {
                let of = self.expr(place, of)?;
                (Node::All(of), self.depth(of))
            }
            Expr::Over(aggregate, of) => {
                let of = self.expr(place, of)?;
                (Node::Over(*aggregate, of), self.depth(of))
            }
            Expr::Related { kin, of, when } => {
                let when = when
                    .as_ref()
                    .map(|when| self.expr(place, when))
                    .transpose()?;
                let household = *of == Owner::Household;
                (
                    Node::Related {
                        kin: *kin,
                        household,
                        of: when,
                    },
                    self.depth_of(when),
                )
            }
            Expr::Households(of) => match of {
                Some(of) => {
                    let of = self.expr(place, of)?;
                    (Node::Total(Total::Count(Some(of))), self.depth(of))
                }
                None => (Node::Total(Total::Count(None)), 0),
            },
            Expr::HouseholdShare(of) => {
                let of = self.expr(place, of)?;
                (Node::Total(Total::Share(of)), self.depth(of))
            }
            Expr::OverHouseholds(aggregate, of) => {
                let of = self.expr(place, of)?;
                (Node::Total(Total::Over(*aggregate, of)), self.depth(of))
            }
            Expr::Age(of) => {
                let of = self.expr(place, of)?;
                (Node::Age(of), self.depth(of))
            }
            Expr::Elapsed(of, length) => {
                let of = self.expr(place, of)?;
                let length = counted(*length).ok_or(CompileError::Length { place })?;
                (Node::Elapsed(of, length), self.depth(of))
            }
        };
        self.push(place, node, depth)
    }

    fn push(&mut self, place: Place, node: Node, below: u16) -> Result<NodeId, CompileError> {
        let depth = below + 1;
        if depth > MAX_DEPTH {
            return Err(CompileError::TooDeep { place });
        }
        let id = NodeId(row(self.book.nodes.len()));
        self.book.nodes.push(node);
        self.depths.push(depth);
        self.deepest = self.deepest.max(depth);
        Ok(id)
    }

    fn number(&mut self, number: Exact) -> NodeId {
        let id = NodeId(row(self.book.nodes.len()));
        self.book
            .nodes
            .push(Node::Constant(FactValue::Number(number)));
        self.depths.push(1);
        id
    }

    fn fact(&self, fact: FactId) -> Node {
        match self.book.register.fact(fact).and_then(|fact| fact.derived) {
            Some(Derived::YearsSince(base)) => Node::YearsSince(base),
            None => Node::Fact(fact),
        }
    }

    pub(super) fn action(&mut self, action: &crate::model::Action) -> u32 {
        let next = row(self.book.actions.len());
        let id = *self.known_actions.entry(action.clone()).or_insert(next);
        if id == next {
            self.book.actions.push(action.clone());
        }
        id
    }

    fn depth_of(&self, node: Option<NodeId>) -> u16 {
        node.map_or(0, |node| self.depth(node))
    }

    pub(super) fn depth(&self, node: NodeId) -> u16 {
        self.depths.get(node.0 as usize).copied().unwrap_or(0)
    }

    fn pair(
        &mut self,
        place: Place,
        a: &Expr,
        b: &Expr,
    ) -> Result<(NodeId, NodeId, u16), CompileError> {
        let (a, b) = (self.expr(place, a)?, self.expr(place, b)?);
        Ok((a, b, self.depth(a).max(self.depth(b))))
    }

    fn list(&mut self, place: Place, parts: &[Expr]) -> Result<(Rows, u16), CompileError> {
        let mut ids = Vec::with_capacity(parts.len());
        for part in parts {
            ids.push(self.expr(place, part)?);
        }
        let depth = ids.iter().map(|id| self.depth(*id)).max().unwrap_or(0);
        let start = row(self.book.links.len());
        self.book.links.extend(ids);
        let end = row(self.book.links.len());
        Ok((Rows { start, end }, depth))
    }

    /// A condition with its exceptions.
    pub fn guard(
        &mut self,
        place: Place,
        when: Option<&Expr>,
        unless: &[Exception],
    ) -> Result<Guard, CompileError> {
        let when = when.map(|when| self.expr(place, when)).transpose()?;
        let unless = self.exceptions(unless, 0)?;
        Ok(Guard { when, unless })
    }

    /// Exceptions, with the exceptions to them; siblings stand beside each other.
    pub fn exceptions(
        &mut self,
        exceptions: &[Exception],
        above: u16,
    ) -> Result<Rows, CompileError> {
        let mut rows = Vec::with_capacity(exceptions.len());
        for exception in exceptions {
            if above >= MAX_DEPTH / 4 {
                return Err(CompileError::TooDeep {
                    place: exception.place,
                });
            }
            let when = Some(self.expr(exception.place, &exception.when)?);
            let unless = self.exceptions(&exception.unless, above + 1)?;
            self.deepest = self.deepest.max(self.depth_of(when) + above);
            let (place, force) = (exception.place, self.force(exception.place));
            rows.push(ExceptionRow {
                place,
                force,
                guard: Guard { when, unless },
            });
        }
        let start = row(self.book.exceptions.len());
        self.book.exceptions.extend(rows);
        let end = row(self.book.exceptions.len());
        Ok(Rows { start, end })
    }

    /// A value or a table.
    pub fn body(&mut self, place: Place, body: &Body) -> Result<BodyRow, CompileError> {
        Ok(match body {
            Body::Value(expr) => BodyRow::Value(self.expr(place, expr)?),
            Body::Cases(rows) => BodyRow::Cases(self.table(rows)?),
            Body::Slices { base, slices } => {
                let base = self.expr(place, base)?;
                BodyRow::Slices(base, self.slices(slices)?)
            }
        })
    }

    fn table(&mut self, rows: &[Row]) -> Result<Rows, CompileError> {
        let mut lowered = Vec::with_capacity(rows.len());
        for Row { place, when, value } in rows {
            let when = when
                .as_ref()
                .map(|when| self.expr(*place, when))
                .transpose()?;
            let (place, value) = (*place, self.expr(*place, value)?);
            lowered.push(TableRow { place, when, value });
        }
        let start = row(self.book.rows.len());
        self.book.rows.extend(lowered);
        let end = row(self.book.rows.len());
        Ok(Rows { start, end })
    }

    fn slices(&mut self, slices: &[Slice]) -> Result<Rows, CompileError> {
        let mut lowered = Vec::with_capacity(slices.len());
        for slice in slices {
            let place = slice.place;
            let (over, rate, _) = self.pair(place, &slice.over, &slice.rate)?;
            let to = slice.to.as_ref().map(|to| self.expr(place, to));
            let to = to.transpose()?;
            lowered.push(SliceRow {
                place,
                over,
                to,
                rate,
            });
        }
        let start = row(self.book.slices.len());
        self.book.slices.extend(lowered);
        let end = row(self.book.slices.len());
        Ok(Rows { start, end })
    }

    /// Only whether and from when its article is repealed, replaced or void.
    pub fn article_force(&self, place: Place) -> Force {
        let article = self.articles.get(&(place.document, place.article));
        let repealed = article.and_then(|article| article.repealed);
        let replaced = article.and_then(|article| article.replaced);
        let replaced = replaced.map(|(from, by)| self.begins(from, by));
        Force {
            document: place.document,
            article: place.article,
            never: article.is_some_and(|article| article.annulled),
            from: None,
            until: repealed.and_then(|day| day.pred_opt()),
            replaced,
            backdated: None,
            effaced: article
                .filter(|_| self.is_grant)
                .and_then(|article| article.replaced)
                .and_then(|(_, by)| self.for_all_matters(by)),
            agreement: None,
        }
    }

    /// The day from which a text counts for all matters, past ones too, if it does.
    fn for_all_matters(&self, document: DocumentId) -> Option<Date> {
        let row = self.book.meaning.documents.get(document.index())?;
        row.from.filter(|_| row.transition == Transition::All)
    }

    /// Since when a version for all matters counts: the first day of what it replaced.
    fn backdated(&self, place: Place) -> Option<(Date, Option<Date>)> {
        let since = self.for_all_matters(place.document)?;
        let mut articles = self.articles.iter().filter(|((_, number), article)| {
            let by = article.replaced.map(|(_, by)| by);
            *number == place.article && by == Some(place.document)
        });
        let ((before, _), _) = articles.next()?;
        let row = self.book.meaning.documents.get(before.index())?;
        Some((since, row.from))
    }

    /// A burden never holds before the day on which its text was adopted.
    fn begins(&self, from: Date, document: DocumentId) -> Date {
        let row = self.book.meaning.documents.get(document.index());
        let adopted = row.and_then(|row| row.adopted);
        adopted
            .filter(|_| self.is_burden)
            .map_or(from, |adopted| adopted.max(from))
    }

    /// When the sentence at this place is law.
    pub fn force(&self, place: Place) -> Force {
        let article = self.article_force(place);
        let document = self.book.meaning.documents.get(place.document.index());
        let until = document.and_then(|document| document.until);
        let from = document.and_then(|document| document.from);
        Force {
            from: from.map(|from| self.begins(from, place.document)),
            until: match (until, article.until) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
            agreement: document.and_then(|document| document.agreement),
            backdated: self.is_grant.then(|| self.backdated(place)).flatten(),
            ..article
        }
    }
}
