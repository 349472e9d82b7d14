//! Duties and bans of households and villagers on whose breach nothing follows: one note a text. What is void
//! at every date is left out: nothing should follow its breach.

use std::collections::{BTreeMap, BTreeSet};

use super::reading::{affirmed, name_of, reads};
use super::walk::{listed, of_text};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::model::{Draft, Head, NormId, Place, Subject};

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    let followed = followed(draft);
    let named = named(draft);
    let mut bare: BTreeMap<usize, Vec<&Place>> = BTreeMap::new();
    for (index, norm) in draft.meaning.norms.iter().enumerate() {
        let villager = matches!(norm.subject, Subject::Household | Subject::Person);
        let Some(label) = norm
            .head
            .bound()
            .filter(|_| villager && norm.voids.is_empty())
        else {
            continue;
        };
        let name = name_of(label, &draft.register);
        let is_named = name.is_some_and(|name| named.contains(name));
        if !is_named && !followed.contains(&index) {
            let document = norm.place.document.index();
            bare.entry(document).or_default().push(&norm.place);
        }
    }
    for (index, places) in bare {
        found.push(note(draft, index, &places));
    }
}

/// The norms on whose breach something follows.
fn followed(draft: &Draft) -> BTreeSet<usize> {
    let norms = draft.meaning.norms.iter();
    let broken = norms.flat_map(|norm| norm.head.broken());
    broken.copied().map(NormId::index).collect()
}

/// The names that conditions of consequences read: who does what is forbidden is spoken of there.
fn named(draft: &Draft) -> BTreeSet<&str> {
    let norms = draft.meaning.norms.iter();
    let conditions = norms.filter(|norm| matches!(norm.head, Head::OnCondition { .. }));
    let read = conditions.filter_map(|norm| norm.when.as_ref());
    let names = read.flat_map(|when| reads(when, &draft.register).names);
    names.flat_map(|name| [name, affirmed(name)]).collect()
}

fn note(draft: &Draft, index: usize, places: &[&Place]) -> Diagnostic {
    let (zh, en) = listed(places.iter().copied());
    let message = Text::new(
        format!("{zh}写了义务或禁令，没有写违反了怎么办"),
        format!("{en}: duties or bans, and nothing follows their breach"),
    );
    of_text(draft, index, Code::DutyWithoutConsequence, message).help(
        "写明补做、批评教育或者赔偿；只是希望的，写“提倡”",
        "say what is to be made good, or that the person is criticised; a mere wish is `encouraged to`",
    )
}
