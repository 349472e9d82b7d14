//! Forms of few shapes, of which one is best shown.

use super::joined::words;
use super::{Place, found};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::read::{Reader, Rule};

/// A form by phrases that no other has (`^`: at the beginning): what it is about, and how it is written.
type Form = (
    &'static [&'static str],
    (&'static str, &'static str),
    &'static str,
    // What a part of it, wrongly written, begins with.
    &'static [&'static str],
);

/// Sentences of a shape of their own.
const SENTENCES: &[Form] = &[
    (
        &[" equal shares ", " is divided ", " more for "],
        ("按份分配", "shares of a pot"),
        "[pot] is divided in equal shares, one per person, with 1 more for a household that is [poor].",
        &[],
    ),
    (
        &[
            " earns ",
            "^each is ",
            "^each gets ",
            "^each gives ",
            "^each counts ",
            "^points ",
            "^the points ",
            "^every full ",
        ],
        ("积分", "points"),
        "Each [work] earns 5 points. Every full 100 points may be exchanged for 50 yuan. Points are reset each year. \
         Points are never above 500 points. Points are valid for 1 year.",
        &[],
    ),
    (
        &[" prevails ", " prevail ", " conflicts ", " conflict "],
        ("以哪一条、哪一份文件为准", "which article or text prevails"),
        "Where Article 3 conflicts with Article 5, Article 5 prevails. \"A\" prevails over \"B\".",
        &[],
    ),
    (
        &[" presumed ", " in dispute "],
        ("推定", "presumptions"),
        "Where [resident] is in dispute, it is presumed.",
        &[],
    ),
    (
        &[
            "^together ",
            " together do ",
            " higher counts ",
            " higher amount ",
        ],
        ("封顶和就高", "caps and choices"),
        "[grant] and [allowance] together do not exceed 5000 yuan per household each year. \
         Where Articles 9 and 11 both apply, the higher counts.",
        &[],
    ),
    (
        &[" splits ", " merges ", " succeed "],
        ("户的分立和合并", "households that split or merge"),
        "Where a household splits or merges, its rights and duties pass to the households that succeed it.",
        &[],
    ),
    (
        &["^property "],
        ("性质", "properties"),
        "Property: a household that receives [a] does not receive [b]. Property: where [income] falls, [relief] does not fall.",
        &[],
    ),
    (
        &["^check "],
        ("核对", "reckonings"),
        "Check: [a] divided by [b], rounded to 0.1%, equals 97.3%. Check: [cards] times 200 yuan equals [amount].",
        &[],
    ),
    (
        &[
            " must provide for ",
            " provides for ",
            " provide for ",
            " concluded by ",
        ],
        (
            "文件的内容和签订人",
            "what texts hold and who concludes them",
        ),
        "A charter must provide for the following: (1) [a]. Article 3 provides for [a]. \"Agreement\" is concluded by the township people's government.",
        &[],
    ),
    (
        &[" steps ", " previous step ", " keeping "],
        ("步骤", "steps"),
        "[making the charter] is done in these steps: (1) the villagers' committee [draft], keeping [draft text]; \
         (2) every household [give opinions], at least 7 days after the previous step; (3) consent of the villagers' assembly.",
        &[],
    ),
];

/// Parts of sentences that are otherwise like any other.
const PARTS: &[Form] = &[
    (
        &[" priority "],
        ("优先权", "priority"),
        "A household that is [poor] has priority in [allotment].",
        &[],
    ),
    (
        &[" waive ", " waives "],
        ("免除义务", "waivers"),
        "The villagers' committee may waive [work] for a household, provided that [disaster] applies.",
        &[],
    ),
    (
        &[" provided "],
        ("附条件的权利", "rights under a condition"),
        "A villager may [ask for a review] within 30 days after [notice], provided that [complete papers] applies.",
        &[],
    ),
    (
        &[" performance "],
        ("暂停履行", "suspended duties"),
        "For a household that has [disaster], performance of Article 9 is suspended, time running on, until [recovery].",
        &["performance", "the performance", "time "],
    ),
    (
        &[" rated "],
        ("村的考核", "the rating of a village"),
        "A village where [in order] applies is rated [advanced village], with an award of 2000 yuan.",
        &["with an award", "with a"],
    ),
    (
        &[" counted "],
        ("不满一期怎么计", "how a period that is not whole is paid"),
        "… of 1200 yuan, counted by the month. … of 1200 yuan, counted by the day.",
        &[],
    ),
    (
        &[
            " number of households ",
            " share of households ",
            " over the households ",
        ],
        ("全村合计", "totals of the village"),
        "the number of households that are [poor]; the share of households that are [poor]; the sum of [land] over the households",
        &[],
    ),
];

/// A step that says something else.
const STEP: Form = (
    &[],
    ("步骤", "a step"),
    "(1) the villagers' committee [draft], by 2024-05-01, keeping [draft text]; (2) every household [give opinions], \
     at least 7 days after the previous step; (3) consent of the villagers' assembly.",
    &[],
);

/// A sentence with the word of such a form, but not in its shape.
pub(super) fn sentence(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    if place.miss.rule == Rule::en_step_item {
        return Some(shown(place, &STEP));
    }
    other_shape(reader, place, SENTENCES)
}

/// The same of a part, where nothing else is seen to be wrong.
pub(super) fn part(reader: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    other_shape(reader, place, PARTS)
}

/// A part that begins like one of such a form, or what stands right behind `households`, where a name would
/// otherwise be missed.
pub(super) fn beginning(_: &Reader<'_>, place: &Place<'_>) -> Option<Diagnostic> {
    let begins = |form: &&Form| form.3.iter().any(|words| place.rest.starts_with(words));
    if place.last_word() == "households" {
        return PARTS.last().map(|totals| shown(place, totals));
    }
    PARTS.iter().find(begins).map(|form| shown(place, form))
}

fn other_shape(reader: &Reader<'_>, place: &Place<'_>, forms: &[Form]) -> Option<Diagnostic> {
    let said = outside_names(place.miss.slice.of(reader.folded));
    let holds = |phrase: &str| match phrase.strip_prefix('^') {
        Some(first) => said.trim_start().starts_with(first),
        None => said.contains(phrase),
    };
    let form = forms
        .iter()
        .find(|(phrases, ..)| phrases.iter().any(|phrase| holds(phrase)));
    form.map(|form| shown(place, form))
}

fn shown(place: &Place<'_>, (_, (zh, en), written, _): &Form) -> Diagnostic {
    let message = (
        format!("关于“{zh}”的这句话，写法不对"),
        format!("this sentence about {en} is not written as it should be"),
    );
    let help = (
        format!("写法是：{written} 若为说明文字，行首加“>”"),
        format!("write: {written} If it is prose, begin the line with `>`"),
    );
    let length = place.word().len();
    found(
        Code::Unreadable,
        place.span(length),
        (&message.0, &message.1),
        (&help.0, &help.1),
    )
}

/// The words outside names, in small letters, with a space before and after each.
fn outside_names(text: &str) -> String {
    let mut inside = false;
    let outside: String = text
        .chars()
        .map(|character| {
            inside = matches!(character, '[' | '「' | '"') && !inside
                || inside && !matches!(character, ']' | '」' | '"');
            if inside { ' ' } else { character }
        })
        .collect();
    let said: Vec<String> = words(&outside).collect();
    format!(" {} ", said.join(" "))
}
