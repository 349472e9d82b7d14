//! What meetings decided.

use super::Context;
use crate::diagnostic::Code;
use crate::facts::Meeting;
use crate::located::Node;
use crate::model::BodyRef;
use crate::model::named::{body_named, label_of};
use crate::register::FactError;
use crate::value::Exact;

impl Context<'_> {
    /// `{ on: …, body: 村民会议, matter: …, eligible: 300, present: 210, in_favour: 150 }`
    pub(super) fn meeting(&mut self, node: &Node) -> Option<Meeting> {
        let entries = self.entries(node)?;
        self.only(
            entries,
            &[
                "on",
                "body",
                "matter",
                "eligible",
                "present",
                "in_favour",
                "recorded",
            ],
        );
        let on = self.needed_date(node, "on")?;
        let body = self.meeting_body(node)?;
        let (matter, _) = self.needed_text(node, "matter")?;
        let matter = matter.trim().trim_matches(['《', '》', '"', '「', '」']);
        let eligible = self.heads(node, "eligible", None)?;
        let present = self.heads(node, "present", Some(eligible))?;
        let in_favour = self.heads(node, "in_favour", Some(present))?;
        Some(Meeting {
            on,
            body,
            matter: label_of(self.register, matter),
            eligible,
            present,
            in_favour,
        })
    }

    fn meeting_body(&mut self, node: &Node) -> Option<BodyRef> {
        let (name, place) = self.needed_text(node, "body")?;
        let body = body_named(self.register, name);
        if body.is_none() {
            let register = self.register;
            self.unknown(place, name, register.body_names());
        }
        body
    }

    /// A number of persons, not above those it is taken from.
    fn heads(&mut self, node: &Node, field: &str, most: Option<u32>) -> Option<u32> {
        let Some(cell) = node.get(field).filter(|cell| !cell.is_null()) else {
            self.missing(node.place, field);
            return None;
        };
        let number = self.number(cell)?;
        let read = number
            .to_integer()
            .and_then(|number| u32::try_from(number).ok());
        let fits = read.filter(|number| most.is_none_or(|most| *number <= most));
        if fits.is_none() {
            let error = not_heads(field, number, most);
            self.fail(cell.place, error);
        }
        fits
    }
}

fn not_heads(field: &str, number: Exact, most: Option<u32>) -> FactError {
    let (zh, en) = match most.filter(|most| number > Exact::from_int(i128::from(*most))) {
        Some(most) => (
            format!("{field} 不能多于 {most}"),
            format!("`{field}` cannot be more than {most}"),
        ),
        None => (
            format!("{field} 应当是人数"),
            format!("`{field}` is a number of persons"),
        ),
    };
    let help = (
        "应到 eligible、实到 present、同意 in_favour，后者不多于前者",
        "`eligible` have a vote, `present` of them came, `in_favour` of these agreed",
    );
    FactError::new(Code::FactRange, zh, en).help(help.0, help.1)
}
