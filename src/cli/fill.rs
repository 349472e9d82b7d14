//! `xiangyue fill`: an agreement with its blanks filled from a household's record, or the study copy of a study text.

use chrono::Utc;
use xiangyue::diagnostic::Lang;
use xiangyue::facts::{Agreement, Household};
use xiangyue::model::{DocumentId, Draft};
use xiangyue::report::DISCLAIMER;
use xiangyue::report::fill::{Filled, fill, remarks};
use xiangyue::report::json::{FilledJson, PackJson};
use xiangyue::span::Source;
use xiangyue::syntax::print;
use xiangyue::value::Date;

use super::Status;
use super::args::{FillArgs, OutputFormat};
use super::case::{compiled, households};
use super::input::{self, Failure, Input};
use super::output::{self, FINE, FOUND};

/// The text that is filled: the first one given.
const FIRST: DocumentId = DocumentId(0);

/// Fills and prints.
pub fn run(args: &FillArgs) -> Status {
    let mut input = input::load(&args.text)?;
    let lang = args.text.speech.lang.map_or(input.lang, Lang::from);
    let calendar = input::calendar(args.text.calendar.as_deref())?;
    if compiled(&input, calendar, &args.text, lang)?.is_none() {
        return Ok(FOUND);
    }
    let on = args.on.unwrap_or_else(|| Utc::now().date_naive());
    let household = match &args.household {
        Some(id) => Some(asked(&input, args, id)?),
        None => None,
    };
    let record = match &household {
        Some(household) => record(&input, household, on)?,
        None => None,
    };
    if lang != input.lang {
        input.draft = translated(&input.draft, lang);
    }
    let filled = fill(&input.draft, FIRST, record, on);
    match args.text.speech.format {
        OutputFormat::Text => output::text(&page(&filled, lang, on)),
        OutputFormat::Json | OutputFormat::Sarif => {
            let id = args.household.as_deref();
            let pack = input.draft.law.clone();
            let law = PackJson { pack, on };
            output::json(&FilledJson::new(&filled, title(&input), id, law));
        }
    }
    Ok(FINE)
}

/// The household of the facts file with that id.
fn asked(input: &Input, args: &FillArgs, id: &str) -> Result<Household, Failure> {
    let beside = input.folder.join("facts.yaml");
    let path = args.facts.as_deref().unwrap_or(&beside);
    let (village, _) = households(input, path, None, args.text.speech.quiet)?;
    let found = village.households.into_iter().find(|one| &*one.id == id);
    found.ok_or_else(|| {
        Failure::new(
            format!("户籍事实中没有可读的户 {id}"),
            format!("no readable household {id} in the facts"),
        )
    })
}

/// The household's latest agreement of this kind that was signed by the day, or one whose day is not known.
fn record<'h>(
    input: &Input,
    household: &'h Household,
    on: Date,
) -> Result<Option<&'h Agreement>, Failure> {
    let document = input.draft.meaning.documents.get(FIRST.index());
    let kind = document.and_then(|document| document.agreement);
    let title = title(input);
    let Some(kind) = kind else {
        return Err(Failure::new(
            format!(
                "《{title}》不是户籍册里的协议，没有可以从户的记录填写的内容；去掉 --household"
            ),
            format!(
                "\"{title}\" is no agreement of the register, so no record fills it; leave out --household"
            ),
        ));
    };
    let signed = household.agreements.iter().flatten();
    let mut of_kind: Vec<&Agreement> = signed
        .filter(|one| one.of == kind && one.signed.is_none_or(|signed| signed <= on))
        .collect();
    of_kind.sort_by_key(|one| one.signed);
    let id = &household.id;
    of_kind.pop().map(Some).ok_or_else(|| {
        Failure::new(
            format!("户 {id} 到 {on} 没有《{title}》的记录；要填写的内容记在 agreements 下"),
            format!("household {id} has no record of \"{title}\" by {on}; what is to be filled in is recorded under `agreements`"),
        )
    })
}

fn title(input: &Input) -> &str {
    let document = input.draft.meaning.documents.get(FIRST.index());
    document.map_or("", |document| document.title.as_str())
}

/// The same draft with its first text in another language.
fn translated(draft: &Draft, lang: Lang) -> Draft {
    let mut sources = draft.sources.clone();
    if let (Some(source), Some(written)) = (sources.first_mut(), draft.written.first()) {
        let text = print::print(written, lang, &*draft.register).text;
        *source = Source::new(source.name.clone(), text);
    }
    Draft::resolve(&draft.register, &sources, &draft.pack)
}

/// The text, and below it, as comments, what was filled and what was not.
fn page(filled: &Filled, lang: Lang, on: Date) -> String {
    let mut page = format!("{}\n\n", filled.text.trim_end());
    for line in remarks(filled, lang, on) {
        page.push_str(&format!("# {line}\n"));
    }
    let (zh, en) = DISCLAIMER;
    page.push_str(&format!("# {}\n", if lang == Lang::Zh { zh } else { en }));
    page
}
