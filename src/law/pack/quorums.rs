//! How many must come and agree: thresholds of sentences and of prose against the rows of the table.

use std::cmp::Ordering;

use super::data::{QuorumRow, Share, speaks};
use super::load::Pack;
use super::statement::{Kind, Statement};
use super::text;
use super::words::Marks;
use crate::syntax::ast::Quorum;
use crate::value::{Date, Exact};

/// The norms of the row below which a threshold lies.
pub(super) fn below<'p>(pack: &'p Pack, one: &Statement, on: Date) -> Option<Vec<&'p str>> {
    let laws = |row: &'p QuorumRow| row.law.iter().map(String::as_str).collect();
    if one.kind == Kind::Prose {
        let spoken = spoken(&pack.words.plain(&one.text), &one.text.to_lowercase());
        let found = spoken.iter().find_map(|said| {
            let mut rows = rows(pack, said.body, one.roles.text, on).into_iter();
            rows.find(|row| is_spoken_below(said, row))
        });
        return found.map(laws);
    }
    if !matches!(one.kind, Kind::Adopted | Kind::Consent) {
        return None;
    }
    let (quorum, bearer) = (one.quorum.as_ref()?, one.bearer?);
    rows(pack, bearer.body(), one.roles.matter, on)
        .into_iter()
        .find(|row| is_below(quorum, &row.agree, !row.matter.is_empty()))
        .map(laws)
}

/// Whether a threshold for an ordinary matter is so high that nothing may come of it.
pub(super) fn above(pack: &Pack, one: &Statement) -> bool {
    let above = &pack.tables.quorum_above;
    let Some(quorum) = &one.quorum else {
        return false;
    };
    matches!(one.kind, Kind::Adopted | Kind::Consent)
        && !one.roles.matter.meets(lists(pack, &above.unless))
        && order(quorum, above.share).is_some_and(Ordering::is_ge)
}

/// The rows of a body on a day; those for the matter go before those for any.
fn rows<'p>(pack: &'p Pack, body: &str, matter: Marks, on: Date) -> Vec<&'p QuorumRow> {
    let rows =
        pack.tables.quorum.iter().filter(|row| {
            (row.body == body || row.body == "any") && speaks(row.from, row.until, on)
        });
    let rows: Vec<&QuorumRow> = rows
        .filter(|row| row.matter.is_empty() || matter.meets(lists(pack, &row.matter)))
        .collect();
    let special = rows.iter().any(|row| !row.matter.is_empty());
    let mut rows = rows;
    rows.retain(|row| !special || !row.matter.is_empty());
    rows
}

/// The lists of these names together.
fn lists(pack: &Pack, names: &[String]) -> Marks {
    let mut all = Marks::default();
    for name in names {
        all = all.or(pack.words.list(name).unwrap_or_default());
    }
    all
}

/// A share as two whole numbers compares with one of the text.
fn order(quorum: &Quorum, (numerator, denominator): (u32, u32)) -> Option<Ordering> {
    let share = Exact::new(i128::from(numerator), i128::from(denominator))?;
    Some(quorum.share.cmp(&share))
}

fn is_below(quorum: &Quorum, least: &Share, special: bool) -> bool {
    if special && least.of == "all" && quorum.of_present {
        return true;
    }
    match order(quorum, least.share) {
        Some(Ordering::Less) => true,
        Some(Ordering::Equal) => least.more && quorum.inclusive,
        Some(Ordering::Greater) | None => false,
    }
}

/// A threshold as prose says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spoken {
    /// The body, as the tables name it.
    body: &'static str,
    /// Of whom, as the tables name them; empty where it is not said.
    of: &'static str,
    share: (u32, u32),
    /// More than the share, else at least.
    more: bool,
    /// Who comes, else who agrees.
    attends: bool,
}

/// A share of those who come has to reach the least for its own base; one of no base, the lowest of all.
fn is_spoken_below(said: &Spoken, row: &QuorumRow) -> bool {
    let under = |least: &Share| {
        let (left, right) = (said.share, least.share);
        let product = |one: u32, other: u32| u64::from(one) * u64::from(other);
        match product(left.0, right.1).cmp(&product(right.0, left.1)) {
            Ordering::Less => true,
            Ordering::Equal => least.more && !said.more,
            Ordering::Greater => false,
        }
    };
    if !said.attends {
        let of_present = row.agree.of == "all" && said.of == "present";
        return of_present || under(&row.agree);
    }
    let same: Vec<&Share> = row
        .attend
        .iter()
        .filter(|least| least.of == said.of)
        .collect();
    if same.is_empty() && said.of.is_empty() {
        return !row.attend.is_empty() && row.attend.iter().all(under);
    }
    same.into_iter().any(under)
}

/// The thresholds of a sentence of prose: Chinese as words are looked for, English in lower case.
fn spoken(plain: &str, lower: &str) -> Vec<Spoken> {
    let mut found = Vec::new();
    let mut body = None;
    for piece in plain.split([',', ';', '。', '，', '；']) {
        body = last_of(piece, &BODIES).or(body);
        of_piece(piece, body, &shares(piece), &ZH, &mut found);
    }
    body = None;
    for piece in lower.split([',', ';', '.']) {
        body = last_of(piece, &BODIES_EN).or(body);
        of_piece(piece, body, &shares_en(piece), &EN, &mut found);
    }
    found
}

const BODIES: [(&str, &str); 7] = [
    ("村民代表会议", "representatives"),
    ("村民代表大会", "representatives"),
    ("村民会议", "assembly"),
    ("村民大会", "assembly"),
    ("村民小组会议", "group"),
    ("小组会", "group"),
    ("成员大会", "members-assembly"),
];
const BODIES_EN: [(&str, &str); 4] = [
    ("representative assembly", "representatives"),
    ("villagers' assembly", "assembly"),
    ("group meeting", "group"),
    ("members' assembly", "members-assembly"),
];

/// What the last of these words in a piece stands for.
fn last_of(piece: &str, rows: &[(&str, &'static str)]) -> Option<&'static str> {
    let places = rows
        .iter()
        .filter_map(|(word, name)| Some((piece.rfind(word)?, *name)));
    places.max_by_key(|(at, _)| *at).map(|(_, name)| name)
}

/// The words around a share.
struct Around {
    come: &'static [&'static str],
    agree: &'static [&'static str],
    bases: &'static [(&'static str, &'static str)],
}

const ZH: Around = Around {
    come: &["参加", "到会", "出席"],
    agree: &["同意", "通过", "赞成"],
    bases: &[
        ("到会", "present"),
        ("出席", "present"),
        ("户", "households"),
        ("代表", "representatives"),
        ("组成人员", "representatives"),
        ("村民", "adults"),
    ],
};
const EN: Around = Around {
    come: &["attend", "come", "are present"],
    agree: &["agree", "consent", "adopt", "vote for", "of those present"],
    bases: &[
        ("those present", "present"),
        ("household", "households"),
        ("representative", "representatives"),
        ("villager", "adults"),
    ],
};

/// A share in a piece: its bytes, the share, and whether more than it.
type Found = (std::ops::Range<usize>, (u32, u32), bool);

fn of_piece(
    piece: &str,
    body: Option<&'static str>,
    shares: &[Found],
    words: &Around,
    found: &mut Vec<Spoken>,
) {
    let Some(body) = body else {
        return;
    };
    for (at, (range, share, more)) in shares.iter().enumerate() {
        let start = at.checked_sub(1).and_then(|before| shares.get(before));
        let start = start.map_or(0, |(before, ..)| before.end);
        let end = shares
            .get(at + 1)
            .map_or(piece.len(), |(next, ..)| next.start);
        let before = piece.get(start..range.start).unwrap_or_default();
        let after = piece.get(range.end..end).unwrap_or_default();
        let says = |words: &[&str]| words.iter().filter_map(|word| after.find(word)).min();
        let attends = match (says(words.come), says(words.agree)) {
            (Some(come), Some(agree)) => come < agree,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => continue,
        };
        let verb = if attends { words.come } else { words.agree };
        let ends = verb
            .iter()
            .filter_map(|word| Some(after.find(word)? + word.len()));
        let named = after.get(..ends.min().unwrap_or(0)).unwrap_or_default();
        let of = first_base(named, words, attends)
            .or_else(|| first_base(after_body(before), words, attends))
            .unwrap_or_default();
        found.push(Spoken {
            body,
            of,
            share: *share,
            more: *more,
            attends,
        });
    }
}

/// What stands after the name of the body: `村民` in it is no base.
fn after_body(before: &str) -> &str {
    let ends = BODIES
        .iter()
        .chain(&BODIES_EN)
        .filter_map(|(word, _)| Some(before.rfind(word)? + word.len()));
    before.get(ends.max().unwrap_or(0)..).unwrap_or_default()
}

/// The base that stands in a piece; those who come are no base of those who come.
fn first_base(text: &str, words: &Around, attends: bool) -> Option<&'static str> {
    let base = words
        .bases
        .iter()
        .find(|(word, name)| !(attends && *name == "present") && text.contains(word));
    base.map(|(_, name)| *name)
}

/// `过半数`, `半数以上`, `三分之二以上`, `百分之五十以上`.
fn shares(piece: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let halves = [("过半数", true), ("半数以上", false), ("一半以上", false)];
    for (word, more) in halves {
        let places = piece.match_indices(word);
        found.extend(places.map(|(at, _)| (at..at + word.len(), (1, 2), more)));
    }
    for (at, word) in piece.match_indices("分之") {
        let head = piece.get(..at).unwrap_or_default();
        let tail = piece.get(at + word.len()..).unwrap_or_default();
        let whole = head.trim_end_matches(text::is_numeral);
        let rest = tail.trim_start_matches(text::is_numeral);
        let number = |text: &str| {
            if text == "百" {
                Some(100)
            } else {
                text::small(text)
            }
        };
        let below = number(head.get(whole.len()..).unwrap_or_default());
        let above = number(tail.get(..tail.len() - rest.len()).unwrap_or_default());
        if let (Some(below), Some(above)) = (below.filter(|below| *below > 0), above) {
            let more = whole.ends_with("超过");
            found.push((whole.len()..piece.len() - rest.len(), (above, below), more));
        }
    }
    found.sort_by_key(|(range, ..)| range.start);
    found
}

/// `more than half`, `a majority`, `one third`, `two thirds`.
fn shares_en(piece: &str) -> Vec<Found> {
    let rows = [
        ("more than half", (1, 2), true),
        ("a majority", (1, 2), true),
        ("at least half", (1, 2), false),
        ("one half", (1, 2), false),
        ("one third", (1, 3), false),
        ("a third", (1, 3), false),
        ("two thirds", (2, 3), false),
        ("one quarter", (1, 4), false),
        ("a quarter", (1, 4), false),
        ("three quarters", (3, 4), false),
    ];
    let mut found: Vec<Found> = Vec::new();
    for (word, share, more) in rows {
        let places = piece.match_indices(word);
        found.extend(places.map(|(at, _)| (at..at + word.len(), share, more)));
    }
    found.sort_by_key(|(range, ..)| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Body, base, share, more than it, who comes.
    type Said = (&'static str, &'static str, (u32, u32), bool, bool);

    fn said(text: &str) -> Vec<Said> {
        let all = spoken(text, &text.to_lowercase());
        let rows = all
            .iter()
            .map(|one| (one.body, one.of, one.share, one.more, one.attends));
        rows.collect()
    }

    #[test]
    fn thresholds_of_prose_are_read_with_their_base() {
        assert_eq!(
            said(
                "召开村民会议，应当有本村十八周岁以上村民的过半数参加，或者本村三分之二以上的户的代表参加，所作决定应当经到会人员的过半数通过。"
            ),
            [
                ("assembly", "adults", (1, 2), true, true),
                ("assembly", "households", (2, 3), false, true),
                ("assembly", "present", (1, 2), true, false),
            ]
        );
        assert_eq!(
            said("村民代表会议有三分之一以上的组成人员参加方可召开"),
            [("representatives", "representatives", (1, 3), false, true)]
        );
        assert_eq!(
            said(
                "The villagers' assembly needs one third of the villagers to attend, and decides by at least half of those present."
            ),
            [
                ("assembly", "adults", (1, 3), false, true),
                ("assembly", "present", (1, 2), false, false),
            ]
        );
    }

    #[test]
    fn other_shares_are_no_threshold() {
        assert_eq!(said("十分之一以上的村民提议，应当召集村民会议。"), []);
        assert_eq!(said("村民代表会议的妇女代表应当占三分之一以上。"), []);
    }
}
