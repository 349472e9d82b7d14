//! `第X条不适用于…`: what it switches off, and exceptions of exceptions.

use std::collections::{BTreeMap, BTreeSet};

use super::circles::{self, Edges};
use super::context::Context;
use super::expr::{Reads, Scope};
use crate::diagnostic::{Code, Text};
use crate::model::{Exception, Expr, Place};
use crate::register::Owner;
use crate::span::Located;
use crate::syntax::ast::{self, ArticleRef, Sentence, SubjectKind};

/// How deep exceptions may be nested.
const MOST_LAYERS: usize = 16;

/// One `不适用于` sentence, read.
struct Aimed {
    place: Place,
    when: Expr,
    /// The sentences whose articles it names.
    sentences: Vec<usize>,
}

impl Context<'_> {
    /// Reads every `不适用于` and hangs it on what it switches off.
    pub(super) fn exceptions(&mut self) {
        let mut aimed: BTreeMap<usize, Aimed> = BTreeMap::new();
        for (index, walked) in self.sentences.clone().into_iter().enumerate() {
            if let Sentence::NotApply {
                articles,
                condition,
                who,
            } = walked.written
                && let Some(read) = self.not_apply(walked.place, articles, condition, who)
            {
                aimed.insert(index, read);
            }
        }
        for index in self.circular(&aimed) {
            aimed.remove(&index);
        }
        let mut of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, read) in &aimed {
            for sentence in &read.sentences {
                of.entry(*sentence).or_default().push(*index);
            }
        }
        let bases: Vec<usize> = of
            .keys()
            .copied()
            .filter(|base| !aimed.contains_key(base))
            .collect();
        let mut hung = BTreeMap::new();
        for base in bases {
            hung.insert(base, self.layer(&aimed, &of, base, 0));
        }
        self.hang(&hung);
    }

    fn not_apply(
        &mut self,
        place: Place,
        articles: &[Located<ArticleRef>],
        condition: &ast::Expr,
        who: &Located<SubjectKind>,
    ) -> Option<Aimed> {
        let bearer = self.bearer(&place, who)?;
        let scope = Scope::new(&place, Reads::of(bearer.owner));
        let said = self.condition(scope, condition);
        let mut sentences = Vec::new();
        let mut sound = true;
        for article in articles {
            let Some(referred) = self.referred(&place, article) else {
                sound = false;
                continue;
            };
            let (takes, fits): (Vec<usize>, bool) =
                self.takes_exceptions(&referred.sentences, bearer.owner);
            if !fits {
                self.other_owner(&place, who);
                sound = false;
            } else if takes.is_empty() && !referred.faulty {
                let message = Text::new(
                    "该条没有可以除外的内容",
                    "that article says nothing that could not apply to somebody",
                );
                self.report(&place, referred.span, Code::NothingToExcept, message);
                sound = false;
            }
            sentences.extend(takes);
        }
        sentences.sort_unstable();
        sentences.dedup();
        self.spend(&place, sentences.len())?;
        let when = super::expr::both(bearer.role, Some(said?))?;
        sound.then_some(Aimed {
            place,
            when,
            sentences,
        })
    }

    /// Those of some sentences that can be switched off, and whether a person's exception is aimed at
    /// persons' norms only.
    fn takes_exceptions(&self, sentences: &[usize], owner: Owner) -> (Vec<usize>, bool) {
        let mut fits = true;
        let takes = sentences.iter().copied().filter(|index| {
            let Some(walked) = self.sentences.get(*index) else {
                return false;
            };
            let norms = self.built.get(*index).map_or(&[][..], |built| &built.norms);
            let household = norms
                .iter()
                .any(|norm| norm.subject == crate::model::Subject::Household);
            fits &= owner != Owner::Person || !household;
            match walked.written {
                Sentence::Definition { .. } | Sentence::Cap { .. } | Sentence::NotApply { .. } => {
                    true
                }
                _ => !norms.is_empty(),
            }
        });
        let takes = takes.collect();
        (takes, fits)
    }

    fn other_owner(&mut self, place: &Place, who: &Located<SubjectKind>) {
        let message = Text::new(
            "该条说的是户，不能对个别成员不适用；请写“……的户”",
            "that article speaks of households and cannot exempt single members; say `a household …`",
        );
        self.report(place, who.span, Code::OwnerMismatch, message);
    }

    /// The exceptions aimed at one sentence, each with those aimed at it.
    fn layer(
        &mut self,
        aimed: &BTreeMap<usize, Aimed>,
        of: &BTreeMap<usize, Vec<usize>>,
        base: usize,
        depth: usize,
    ) -> Vec<Exception> {
        let mut all = Vec::new();
        for index in of.get(&base).into_iter().flatten() {
            let Some(read) = aimed.get(index) else {
                continue;
            };
            if self.spend(&read.place, 1).is_none() {
                continue;
            }
            if depth >= MOST_LAYERS {
                let message = Text::new(
                    "例外的例外太多层（上限16层）",
                    "exceptions of exceptions are nested too deep (at most 16)",
                );
                self.report(&read.place, read.place.span, Code::TooDeep, message);
                continue;
            }
            let unless = self.layer(aimed, of, *index, depth + 1);
            all.push(Exception {
                place: read.place,
                when: read.when.clone(),
                unless,
            });
        }
        all
    }

    /// Hangs exceptions on the norms, caps and definitions of their sentences.
    fn hang(&mut self, hung: &BTreeMap<usize, Vec<Exception>>) {
        let mut places = BTreeMap::new();
        for (sentence, exceptions) in hung {
            if let Some(built) = self.built.get_mut(*sentence) {
                for norm in &mut built.norms {
                    norm.unless.extend(exceptions.iter().cloned());
                }
            }
            if let Some(walked) = self.sentences.get(*sentence) {
                places.insert(key(&walked.place), exceptions);
            }
        }
        let of = |place: &Place| {
            places
                .get(&key(place))
                .into_iter()
                .flat_map(|all| all.iter().cloned())
        };
        for cap in &mut self.meaning.caps {
            cap.unless.extend(of(&cap.place));
        }
        for clause in self
            .meaning
            .definitions
            .iter_mut()
            .flat_map(|row| &mut row.clauses)
        {
            clause.unless.extend(of(&clause.place));
        }
    }

    /// Says which exceptions switch each other off; none of them holds.
    fn circular(&mut self, aimed: &BTreeMap<usize, Aimed>) -> BTreeSet<usize> {
        let edges: Edges = aimed
            .iter()
            .map(|(index, read)| (*index, read.sentences.iter().copied().collect()))
            .collect();
        let (_, left, circles) = circles::order(&edges);
        for circle in circles {
            self.report_exception_circle(aimed, &circle);
        }
        left
    }

    fn report_exception_circle(&mut self, aimed: &BTreeMap<usize, Aimed>, circle: &[usize]) {
        let places: Vec<Place> = circle
            .iter()
            .filter_map(|index| aimed.get(index))
            .map(|read| read.place)
            .collect();
        let Some(first) = places.first().copied() else {
            return;
        };
        let numbers: Vec<String> = places
            .iter()
            .chain(places.first())
            .map(Place::article_text)
            .collect();
        let chinese: Vec<_> = numbers
            .iter()
            .map(|number| format!("第{number}条"))
            .collect();
        let english: Vec<_> = numbers
            .iter()
            .map(|number| format!("Article {number}"))
            .collect();
        let message = Text::new(
            format!("例外互相除外，绕成了圈：{}", chinese.join("→")),
            format!(
                "exceptions switch each other off in a circle: {}",
                english.join(" → ")
            ),
        );
        self.report(&first, first.span, Code::Cycle, message);
    }
}

/// A sentence by where it begins.
fn key(place: &Place) -> (crate::model::DocumentId, u32) {
    (place.document, place.span.start)
}
