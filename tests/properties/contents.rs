//! What texts must hold (form 26): found missing exactly if no sentence says where it stands, searched here in the
//! plain way on what was written.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use xiangyue::diagnostic::{Code, Lang};
use xiangyue::law::LawPack;
use xiangyue::model::Draft;
use xiangyue::register::Register;
use xiangyue::review::{ReviewOptions, review};
use xiangyue::span::{Located, Source, Span};
use xiangyue::syntax::ast::{
    Article, ArticleNumber, ArticleRef, Block, Document, DocumentKind, Effect, Entry, Header,
    Provided, Sentence, TextOf,
};
use xiangyue::syntax::print::{Names, NoNames, print};
use xiangyue::testing::documents::{Pairs, document, name};

use crate::tools::runner;

/// So many random pairs of texts.
const CASES: usize = 150;

fn at<T>(value: T) -> Located<T> {
    Located::new(value, Span::default())
}

fn references() -> impl Strategy<Value = Vec<Located<ArticleRef>>> {
    let number = |number| ArticleNumber {
        number,
        inserted: 0,
    };
    let one = (1..8_u32, prop::option::weighted(0.3, 1..4_u32)).prop_map(move |(first, more)| {
        at(ArticleRef {
            article: number(first),
            paragraph: 0,
            item: 0,
            to: more.map(|more| number(first + more)),
        })
    });
    vec(one, 1..3)
}

/// A sentence that says where something stands, or that an article does not count.
fn said(lang: Lang) -> BoxedStrategy<Sentence> {
    let by = prop_oneof![
        3 => references().prop_map(Provided::Articles),
        2 => Just(Provided::ThisArticle),
        1 => (1..3_u32).prop_map(Provided::Chapter),
    ];
    let from = "2024-05-01".parse().unwrap();
    prop_oneof![
        4 => (by, vec(name(lang), 1..4)).prop_map(|(by, contents)| Sentence::Provides {
            by: at(by),
            contents,
        }),
        1 => references().prop_map(move |articles| {
            Sentence::Effect(Effect::Repeal { articles, from: at(from) })
        }),
        1 => references().prop_map(|articles| Sentence::Effect(Effect::Annul { articles })),
    ]
    .boxed()
}

/// A random document with such sentences in it.
fn text(lang: Lang) -> impl Strategy<Value = Document> {
    let more = vec((0..9_usize, said(lang)), 0..9);
    (document(lang), more).prop_map(|(mut text, more)| {
        text.headers
            .retain(|header| !matches!(header, Header::Amends(_)));
        let articles = text.blocks.iter_mut().filter_map(|block| match block {
            Block::Article(article) => Some(article),
            _ => None,
        });
        let mut articles: Vec<&mut Article> = articles.collect();
        let count = articles.len();
        for (number, sentence) in more {
            if let Some(article) = number
                .checked_rem(count)
                .and_then(|number| articles.get_mut(number))
            {
                article.paragraphs.push(vec![Entry::Sentence(at(sentence))]);
            }
        }
        text
    })
}

/// A law that asks for contents, mostly of texts of a kind.
fn asking(kind: DocumentKind) -> impl Strategy<Value = Document> {
    let kinds = vec![
        kind,
        kind,
        kind,
        DocumentKind::Charter,
        DocumentKind::Pact,
        DocumentKind::Agreement,
        DocumentKind::Measures,
    ];
    let of = prop_oneof![
        3 => select(kinds).prop_map(TextOf::Kind),
        2 => name(Lang::Zh).prop_map(TextOf::Title),
    ];
    vec((of, vec(name(Lang::Zh), 1..4)), 1..4).prop_map(|asked| Document {
        kind: DocumentKind::Law,
        lang: Lang::Zh,
        title: at("要求".to_owned()),
        headers: Vec::new(),
        blocks: (1..)
            .zip(asked)
            .map(|(number, (of, items))| {
                let of = at(of);
                Block::Article(Article {
                    number: at(ArticleNumber {
                        number,
                        inserted: 0,
                    }),
                    paragraphs: vec![vec![Entry::Sentence(at(Sentence::Contents { of, items }))]],
                    span: Default::default(),
                })
            })
            .collect(),
    })
}

/// The articles of a text with their chapters and sentences, in order.
fn articles(text: &Document) -> Vec<(u32, u32, Vec<&Sentence>)> {
    let (mut chapter, mut all) = (0, Vec::new());
    for block in &text.blocks {
        match block {
            Block::Chapter { number, .. } => chapter = *number,
            Block::Article(article) => {
                let entries = article.paragraphs.iter().flatten();
                let sentences = entries.filter_map(|entry| match entry {
                    Entry::Sentence(sentence) => Some(&sentence.value),
                    _ => None,
                });
                all.push((article.number.value.number, chapter, sentences.collect()));
            }
            Block::Loose(_) => {}
        }
    }
    all
}

/// The numbers that references name; none where one of them is not there.
fn named(text: &Document, references: &[Located<ArticleRef>]) -> Option<Vec<u32>> {
    let there: Vec<u32> = articles(text).iter().map(|(number, ..)| *number).collect();
    let mut all = Vec::new();
    for one in references {
        let (first, last) = (one.value.article, one.value.to.unwrap_or(one.value.article));
        if [first, last]
            .iter()
            .any(|end| end.inserted > 0 || !there.contains(&end.number))
        {
            return None;
        }
        all.extend(first.number..=last.number);
    }
    Some(all)
}

/// Whether a part of an article that is there is named: left to other tests.
fn names_a_part(text: &Document) -> bool {
    let there = articles(text).len();
    let spelled = articles(text);
    let sentences = spelled.iter().flat_map(|(.., sentences)| sentences);
    let references = sentences.flat_map(|sentence| match sentence {
        Sentence::Provides { by, .. } => match &by.value {
            Provided::Articles(articles) => articles.as_slice(),
            Provided::ThisArticle | Provided::Chapter(_) => &[],
        },
        Sentence::Effect(Effect::Repeal { articles, .. } | Effect::Annul { articles }) => articles,
        _ => &[],
    });
    references.into_iter().any(|one| {
        let part = (one.value.paragraph, one.value.item) != (0, 0);
        part && one.value.article.number as usize <= there
    })
}

fn in_chinese(written: &str) -> String {
    let chinese = Pairs.translate(written, Lang::Zh);
    chinese.unwrap_or_else(|| written.to_owned())
}

/// Whether a sentence of the text says which standing article provides for it.
fn holds(text: &Document, content: &str) -> bool {
    let all = articles(text);
    let mut ended: Vec<u32> = Vec::new();
    for (.., sentences) in &all {
        for sentence in sentences {
            if let Sentence::Effect(Effect::Repeal { articles, .. } | Effect::Annul { articles }) =
                sentence
            {
                // Each reference for itself.
                for one in articles {
                    ended.extend(named(text, std::slice::from_ref(one)).unwrap_or_default());
                }
            }
        }
    }
    all.iter().any(|(own, _, sentences)| {
        sentences.iter().any(|sentence| {
            let Sentence::Provides { by, contents } = sentence else {
                return false;
            };
            let by = match &by.value {
                Provided::Articles(references) => named(text, references).unwrap_or_default(),
                Provided::ThisArticle => vec![*own],
                Provided::Chapter(chapter) => {
                    let inside = all.iter().filter(|(_, within, _)| within == chapter);
                    inside.map(|(number, ..)| *number).collect()
                }
            };
            let mut by = by.into_iter();
            contents
                .iter()
                .any(|name| in_chinese(&name.value) == content)
                && by.any(|number| {
                    let is_there = all.iter().any(|(there, ..)| *there == number);
                    is_there && !ended.contains(&number)
                })
        })
    })
}

/// What should be found missing: which text, which content.
fn expected(texts: &[&Document]) -> BTreeSet<(usize, String)> {
    let mut missing = BTreeSet::new();
    for asking in texts {
        for (.., sentences) in articles(asking) {
            for sentence in sentences {
                let Sentence::Contents { of, items } = sentence else {
                    continue;
                };
                for (at, text) in texts.iter().enumerate() {
                    let is_meant = match &of.value {
                        TextOf::Kind(kind) => text.kind == *kind,
                        TextOf::Title(title) => {
                            in_chinese(&title.value) == in_chinese(&text.title.value)
                        }
                    };
                    let lacking = items
                        .iter()
                        .filter(|item| is_meant && !holds(text, &in_chinese(&item.value)));
                    missing.extend(lacking.map(|item| (at, item.value.clone())));
                }
            }
        }
    }
    missing
}

#[test]
fn contents_are_missing_exactly_if_no_sentence_says_where_they_stand() {
    let mut names = String::from("register: { zh: 例册, en: Sample register }\nnames:\n");
    let mut known = BTreeSet::new();
    let mut drawn = runner(9, 0);
    for _ in 0..400 {
        let name = name(Lang::Zh).new_tree(&mut drawn).unwrap().current();
        known.insert(name.value);
    }
    for (at, zh) in known.iter().enumerate() {
        let en = Pairs.translate(zh, Lang::En).unwrap();
        names.push_str(&format!("  n{at}: {{ zh: {zh:?}, en: {en:?} }}\n"));
    }
    let register = Register::from_yaml(&names).unwrap();
    let (mut missing, mut held) = (0, 0);
    for case in 0..CASES {
        let lang = if case % 2 == 0 { Lang::Zh } else { Lang::En };
        let drawn = &mut runner(9, case);
        let text = text(lang).new_tree(drawn).unwrap().current();
        let asking = asking(text.kind).new_tree(drawn).unwrap().current();
        if names_a_part(&text) {
            continue;
        }
        let printed = |document: &Document| print(document, document.lang, &NoNames).text;
        let sources = [
            Source::new("text.xy", printed(&text)),
            Source::new("asking.xy", printed(&asking)),
        ];
        let draft = Draft::resolve(&register, &sources, &LawPack::none());
        let all = review(&draft, &ReviewOptions::default());
        let found = all.iter().filter(|one| one.code == Code::MissingContent);
        let found: BTreeSet<(usize, String)> = found
            .map(|one| {
                let (_, rest) = one.message.zh.split_once('「').unwrap();
                let (content, _) = rest.split_once('」').unwrap();
                (usize::from(one.source), content.to_owned())
            })
            .collect();
        let expected = expected(&[&text, &asking]);
        assert_eq!(found, expected, "case {case}\n{}", sources[0].text);
        missing += found.len();
        let spelled = articles(&asking);
        let asked = spelled.iter().flat_map(|(.., sentences)| sentences);
        held += asked
            .filter(|sentence| match sentence {
                Sentence::Contents { of, items } => {
                    let is_meant = of.value == TextOf::Kind(text.kind);
                    is_meant && items.iter().any(|item| holds(&text, &item.value))
                }
                _ => false,
            })
            .count();
    }
    assert!(missing > CASES / 10, "{missing} missing contents");
    assert!(held > CASES / 20, "{held} contents that are there");
}
