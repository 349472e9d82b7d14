//! Random documents of every form, such that each says what its sentence can say in both languages: printing
//! one and reading it again gives it back. Names come from a small list of pairs ([`Pairs`]), so that a print in
//! the other language can be read back too.

mod amounts;
mod conditions;
mod contents;
mod norms;
mod rules;
mod sentences;
mod steps;

pub use conditions::{condition, member_condition};
pub use norms::norm;
pub use sentences::sentence;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::diagnostic::Lang;
use crate::span::{Located, Span};
use crate::syntax::ast::{
    Article, ArticleNumber, ArticleRef, Block, Document, DocumentKind, Entry, Header, Name, Prose,
    Sentence, Span2,
};
use crate::syntax::print::Names;
use crate::value::Date;

/// The names that occur, Chinese and English.
const NAMES: &[(&str, &str)] = &[
    ("困难户", "hardship household"),
    ("人均收入", "income per head"),
    ("承包地", "contracted land"),
    ("卫生评分", "sanitation score"),
    ("年龄", "age"),
    ("残疾人证", "disability card"),
    ("出生日期", "date of birth"),
    ("报送记录", "submit record"),
    ("乱倒垃圾", "dump rubbish"),
    ("清理", "clean up"),
    ("助学金", "study grant"),
    ("管护协议", "care agreement"),
    ("组长 甲", "group leader (A)"),
    ("一次性补贴", "one-off subsidy of 5 yuan"),
    ("有权", "must"),
    ("且", "and"),
];

/// Translates the names of random documents, both ways.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pairs;

impl Names for Pairs {
    fn translate(&self, name: &str, to: Lang) -> Option<String> {
        let found = NAMES.iter().find(|(zh, en)| *zh == name || *en == name)?;
        Some(
            match to {
                Lang::Zh => found.0,
                Lang::En => found.1,
            }
            .to_owned(),
        )
    }
}

/// A random document in a language.
pub fn document(lang: Lang) -> impl Strategy<Value = Document> {
    let kinds = vec![
        DocumentKind::Law,
        DocumentKind::Regulation,
        DocumentKind::Charter,
        DocumentKind::Pact,
        DocumentKind::Measures,
        DocumentKind::Agreement,
    ];
    let parts = (
        proptest::sample::select(kinds),
        name(lang),
        headers(lang),
        blocks(lang),
    );
    parts.prop_map(move |(kind, title, headers, blocks)| Document {
        kind,
        lang,
        title,
        headers,
        blocks,
    })
}

/// Anything without a place: places never count in equality.
pub(super) fn located<T>(value: T) -> Located<T> {
    Located::new(value, Span::default())
}

/// A name of the list.
pub fn name(lang: Lang) -> impl Strategy<Value = Name> + Clone {
    proptest::sample::select(NAMES).prop_map(move |(zh, en)| {
        located(
            match lang {
                Lang::Zh => zh,
                Lang::En => en,
            }
            .to_owned(),
        )
    })
}

fn names(lang: Lang) -> impl Strategy<Value = Vec<Name>> {
    vec(name(lang), 1..4)
}

fn date() -> impl Strategy<Value = Date> {
    (1990..2040_i32, 1..13_u32, 1..29_u32).prop_filter_map("no such day", |(year, month, day)| {
        Date::from_ymd_opt(year, month, day)
    })
}

fn references() -> impl Strategy<Value = Vec<Located<ArticleRef>>> {
    let reference = (1..2000_u32, 0..3_u16, 0..3_u16, 0..3_u16).prop_map(
        |(number, inserted, paragraph, item)| {
            let article = ArticleNumber { number, inserted };
            located(ArticleRef {
                article,
                paragraph,
                item,
                to: None,
            })
        },
    );
    let range = (1..1000_u32, 1..1000_u32).prop_map(|(number, more)| {
        let of = |number| ArticleNumber {
            number,
            inserted: 0,
        };
        located(ArticleRef {
            article: of(number),
            paragraph: 0,
            item: 0,
            to: Some(of(number + more)),
        })
    });
    vec(prop_oneof![5 => reference, 1 => range], 1..4)
}

fn headers(lang: Lang) -> impl Strategy<Value = Vec<Header>> {
    let text = |text: &'static str| Just(located(text.to_owned()));
    let edition = option::of(text("2026").prop_map(Header::Edition));
    let register = option::of(text("village.register.yaml").prop_map(Header::Register));
    let under = option::of(vec(name(lang), 1..3).prop_map(Header::Under));
    let adopted = option::of(date().prop_map(|date| Header::Adopted(located(date))));
    let maker = option::of(name(lang).prop_map(Header::MadeBy));
    let amends = option::of(name(lang).prop_map(Header::Amends));
    let study = option::of(Just(Header::Study));
    let party = (any::<bool>(), name(lang)).prop_map(|(first, who)| Header::Party { first, who });
    (
        edition,
        register,
        under,
        adopted,
        maker,
        amends,
        study,
        option::of(party),
    )
        .prop_map(
            |(edition, register, under, adopted, maker, amends, study, party)| {
                let all = [
                    edition, register, under, adopted, maker, amends, study, party,
                ];
                all.into_iter().flatten().collect()
            },
        )
}

/// Prose before the first article, then chapters with numbered articles.
fn blocks(lang: Lang) -> impl Strategy<Value = Vec<Block>> {
    let chapters = vec((any::<bool>(), vec(paragraphs(lang), 0..4)), 1..3);
    (vec(aside(), 0..2), chapters).prop_map(|(loose, chapters)| {
        let mut blocks: Vec<Block> = loose.into_iter().map(Block::Loose).collect();
        let (mut chapter, mut article) = (0, 0);
        for (headed, articles) in chapters {
            if headed {
                chapter += 1;
                let title = located(Prose("总则".to_owned()));
                blocks.push(Block::Chapter {
                    number: chapter,
                    title,
                    span: Span2::default(),
                });
            }
            for paragraphs in articles {
                article += 1;
                let number = located(ArticleNumber {
                    number: article,
                    inserted: 0,
                });
                blocks.push(Block::Article(Article {
                    number,
                    paragraphs,
                    span: Span2::default(),
                }));
            }
        }
        blocks
    })
}

/// The 款 of an article: asides stand before the first sentence or after the sentences of a 款.
fn paragraphs(lang: Lang) -> impl Strategy<Value = Vec<Vec<Entry>>> {
    let more = vec((line(lang), vec(aside(), 0..2)), 1..3);
    (vec(aside(), 0..2), more).prop_map(|(mut first, lines)| {
        let mut paragraphs = Vec::new();
        for (sentences, asides) in lines {
            let mut paragraph = std::mem::take(&mut first);
            paragraph.extend(
                sentences
                    .into_iter()
                    .map(|sentence| Entry::Sentence(located(sentence))),
            );
            paragraph.extend(asides);
            paragraphs.push(paragraph);
        }
        paragraphs
    })
}

/// Sentences that stand in one line; one with a list is the last.
fn line(lang: Lang) -> impl Strategy<Value = Vec<Sentence>> {
    vec(sentence(lang), 1..3).prop_map(|mut sentences| {
        if let Some(at) = sentences.iter().position(sentences::ends_with_list) {
            sentences.truncate(at + 1);
        }
        sentences
    })
}

fn aside() -> impl Strategy<Value = Entry> {
    let text = || Just(located(Prose("依照法律法规，结合本村实际。".to_owned())));
    prop_oneof![
        text().prop_map(Entry::Prose),
        text().prop_map(Entry::Comment)
    ]
}
