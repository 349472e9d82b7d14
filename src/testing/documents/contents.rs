//! Random sentences on what texts hold and who concludes them.

use proptest::prelude::*;
use proptest::sample::select;

use super::sentences::meeting;
use super::{located, name, names, references};
use crate::diagnostic::Lang;
use crate::syntax::ast::{DocumentKind, Provided, Sentence, TextOf};

/// A sentence of form 26.
pub(super) fn contents(lang: Lang) -> BoxedStrategy<Sentence> {
    let kinds = select(vec![
        DocumentKind::Law,
        DocumentKind::Regulation,
        DocumentKind::Charter,
        DocumentKind::Pact,
        DocumentKind::Measures,
        DocumentKind::Agreement,
    ]);
    let of = prop_oneof![
        kinds.prop_map(TextOf::Kind),
        name(lang).prop_map(TextOf::Title)
    ];
    let by = prop_oneof![
        2 => references().prop_map(Provided::Articles),
        1 => Just(Provided::ThisArticle),
        1 => (1..200_u32).prop_map(Provided::Chapter),
    ];
    prop_oneof![
        (of, names(lang)).prop_map(|(of, items)| Sentence::Contents {
            of: located(of),
            items
        }),
        (by, names(lang)).prop_map(|(by, contents)| Sentence::Provides {
            by: located(by),
            contents
        }),
        (name(lang), meeting(lang)).prop_map(|(title, body)| Sentence::ConcludedBy {
            title,
            body: located(body)
        }),
    ]
    .boxed()
}
