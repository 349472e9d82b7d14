//! `xiangyue check`: every finding on a draft.

use std::path::Path;

use chrono::Utc;
use serde_json::json;
use xiangyue::diagnostic::{Code, Diagnostic, Lang, Severity};
use xiangyue::report::json::{Judged, Under};
use xiangyue::report::{self, DISCLAIMER};
use xiangyue::review::{ReviewOptions, review};
use xiangyue::syntax;
use xiangyue::value::Date;

use super::Status;
use super::args::{CheckArgs, OutputFormat};
use super::input::{self, Failure, Input};
use super::output::{self, FINE, FOUND};

/// A code that is accepted, with the reason given.
struct Allowed {
    code: Code,
    reason: String,
}

/// What came of a review.
struct Reviewed {
    input: Input,
    on: Date,
    /// Findings that stand, and those accepted.
    open: Vec<Diagnostic>,
    accepted: Vec<Diagnostic>,
    allowed: Vec<Allowed>,
    lang: Lang,
}

/// Reads, reviews, prints.
pub fn run(args: &CheckArgs) -> Status {
    if let Some(name) = &args.explain {
        return explain(name);
    }
    let allowed = args
        .allow
        .iter()
        .map(|said| allowance(said))
        .collect::<Result<Vec<_>, _>>()?;
    if args.fix {
        corrected(args)?;
    }
    let input = input::load(&args.text)?;
    let lang = args.text.speech.lang.map_or(input.lang, Lang::from);
    let on = args.on.unwrap_or_else(|| default_day(&input));
    let found = review(&input.draft, &ReviewOptions::default().on(on));
    let (accepted, open): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|item| allowed.iter().any(|row| row.code == item.code));
    let reviewed = Reviewed {
        input,
        on,
        open,
        accepted,
        allowed,
        lang,
    };
    match args.text.speech.format {
        OutputFormat::Json => reviewed.json(),
        OutputFormat::Sarif => reviewed.sarif(),
        OutputFormat::Text => reviewed.text(),
    }
    let deny = Severity::from(args.deny);
    Ok(
        if reviewed.open.iter().any(|item| item.severity() >= deny) {
            FOUND
        } else {
            FINE
        },
    )
}

/// Corrects the files in their places, and says how many slips of which.
fn corrected(args: &CheckArgs) -> Result<(), Failure> {
    for path in input::texts(&args.text.files)? {
        if path == Path::new("-") {
            return Err(Failure::new(
                "--fix 改写文件，标准输入改不了",
                "--fix changes files; there is none on standard input",
            ));
        }
        let mended = syntax::mend(&input::read(&path)?);
        if mended.count == 0 {
            continue;
        }
        input::write(&path, &mended.text)?;
        let (path, count) = (path.display(), mended.count);
        output::remark(&match args.text.speech.lang.map(Lang::from) {
            Some(Lang::En) => format!("{path}: {count} corrected\n"),
            Some(Lang::Zh) | None => format!("{path}：改正{count}处\n"),
        });
    }
    Ok(())
}

fn explain(name: &str) -> Status {
    let code = code(name)?;
    let (zh, en) = code.row().explain;
    output::text(&format!("{name}\n{zh}\n{en}\n{}", examples(name)));
    Ok(FINE)
}

/// A faulty text and a good one, as the page of codes shows them.
fn examples(name: &str) -> &'static str {
    let page = include_str!("../../docs/codes.md");
    let section = page
        .split("\n### ")
        .find(|section| section.starts_with(&format!("`{name}` ")));
    let from = section.and_then(|section| section.get(section.find("\nBad:\n")?..));
    from.and_then(|section| section.split("\n## ").next())
        .unwrap_or_default()
}

fn code(name: &str) -> Result<Code, Failure> {
    Code::from_name(name).ok_or_else(|| {
        Failure::new(
            format!("没有代码“{name}”"),
            format!("there is no code `{name}`"),
        )
    })
}

fn allowance(said: &str) -> Result<Allowed, Failure> {
    let (name, reason) = said
        .split_once('=')
        .filter(|(_, reason)| !reason.trim().is_empty())
        .ok_or_else(|| {
            Failure::new(
                "--allow 要写明理由：代码=理由",
                "--allow wants a reason: CODE=REASON",
            )
        })?;
    Ok(Allowed {
        code: code(name)?,
        reason: reason.trim().into(),
    })
}

/// The first effect date of the texts, else today.
fn default_day(input: &Input) -> Date {
    let effect = input
        .draft
        .meaning
        .documents
        .iter()
        .find_map(|document| document.from);
    effect.unwrap_or_else(|| Utc::now().date_naive())
}

impl Reviewed {
    fn text(&self) {
        let (sources, on, lang) = (&self.input.draft.sources, self.on, self.lang);
        let mut page = report::findings::page(&self.open, sources, lang);
        for Allowed { code, reason } in &self.allowed {
            let of_code = self.accepted.iter().filter(|item| item.code == *code);
            let count = of_code.count();
            page.push_str(&match lang {
                Lang::Zh => format!("已接受 {code}（{count}处）：{reason}\n"),
                Lang::En => format!("accepted {code} ({count}): {reason}\n"),
            });
        }
        let law = &self.input.draft.law;
        page.push_str(&match lang {
            Lang::Zh => format!("按 {on} 审查，法律包 {law}。{}\n", DISCLAIMER.0),
            Lang::En => format!("Reviewed as of {on}, law pack {law}. {}\n", DISCLAIMER.1),
        });
        output::text(&page);
    }

    fn sarif(&self) {
        let reason = |code: Code| {
            let row = self.allowed.iter().find(|row| row.code == code);
            row.map(|row| row.reason.as_str())
        };
        let all = self.open.iter().chain(&self.accepted);
        // What is open has a code that is not allowed.
        let found: Vec<Judged<'_>> = all
            .map(|finding| Judged {
                finding,
                accepted: reason(finding.code),
            })
            .collect();
        let under = Under {
            on: self.on,
            pack: &self.input.draft.law,
        };
        let sources = &self.input.draft.sources;
        output::json(&report::json::sarif(&found, sources, under, self.lang));
    }

    fn json(&self) {
        let draft = &self.input.draft;
        let titles = draft.written.iter();
        let titles: Vec<String> = titles
            .map(|document| document.title.value.clone())
            .collect();
        let page = |found: &[Diagnostic]| {
            report::json::findings(found, &draft.sources, &titles, self.lang)
        };
        let reasons: Vec<_> = self
            .allowed
            .iter()
            .map(|row| json!({ "code": row.code.to_string(), "reason": row.reason }))
            .collect();
        output::json(&json!({
            "schema": "xiangyue.check/1",
            "on": self.on,
            "law": { "pack": draft.law, "on": self.on },
            "findings": page(&self.open),
            "allowed": { "reasons": reasons, "findings": page(&self.accepted) },
            "disclaimer": DISCLAIMER.1,
        }));
    }
}
