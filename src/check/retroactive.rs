//! A burden that a text would lay on the past.

use crate::diagnostic::{Code, Diagnostic, Text};
use crate::model::{Document, Draft, Place, Transition, finding};

pub(super) fn check(found: &mut Vec<Diagnostic>, draft: &Draft) {
    let mut said: Option<Place> = None;
    let burdens = draft
        .meaning
        .norms
        .iter()
        .filter(|norm| norm.head.is_burden());
    for norm in burdens {
        let place = norm.place;
        let document = draft.meaning.documents.get(place.document.index());
        let message = document.and_then(reaches_back);
        if let Some(message) = message.filter(|_| said != Some(place)) {
            let one = finding(&place, place.span, Code::RetroactiveBurden, message);
            found.push(one.help(
                "义务、禁令和后果写自通过以后的一天起施行，对以前的事项不适用",
                "let duties, bans and consequences take effect after adoption, and leave earlier matters alone",
            ));
            said = Some(place);
        }
    }
}

/// What is said of a document whose burdens would reach into the past.
fn reaches_back(document: &Document) -> Option<Text> {
    let early = document.from.zip(document.adopted);
    if let Some((from, adopted)) = early.filter(|(from, adopted)| from < adopted) {
        return Some(Text::new(
            format!("{from}起施行，而{adopted}才通过：义务和后果不能溯及以前，自通过之日起计算"),
            format!(
                "it takes effect on {from} but was adopted on {adopted}: duties and consequences cannot reach back and count from adoption"
            ),
        ));
    }
    (document.transition == Transition::All).then(|| {
        Text::new(
            "“一并适用”不能使义务和后果溯及以前：只适用于尚未完成的事项，从施行之日起",
            "`all matters` cannot make duties and consequences reach back: they apply to open matters only, from the effect date on",
        )
    })
}
