//! `xiangyue format`: canonical text, in the same or the other language.

use std::path::Path;

use xiangyue::diagnostic::{Lang, Severity};
use xiangyue::register::Register;
use xiangyue::report;
use xiangyue::span::Source;
use xiangyue::syntax::{self, print};

use super::Status;
use super::args::FormatArgs;
use super::input::{self, Failure};
use super::output::{self, FINE, FOUND};

/// Formats each file. A text that cannot be read whole is never printed: its findings are.
pub fn run(args: &FormatArgs) -> Status {
    let mut status = FINE;
    for path in &args.files {
        status = status.max(one(path, args)?);
    }
    Ok(status)
}

fn one(path: &Path, args: &FormatArgs) -> Status {
    let source = Source::new(path.display().to_string(), input::read(path)?);
    let parsed = syntax::parse(&source.text);
    let lang = args.speech.lang.map_or(parsed.document.lang, Lang::from);
    if parsed
        .diagnostics
        .iter()
        .any(|item| item.severity() == Severity::Error)
    {
        output::text(&report::findings::page(
            &parsed.diagnostics,
            std::slice::from_ref(&source),
            lang,
        ));
        return Ok(FOUND);
    }
    let to = args.to.map_or(parsed.document.lang, Lang::from);
    let printed = if to == parsed.document.lang {
        print::print(&parsed.document, to, &print::NoNames)
    } else {
        print::print(&parsed.document, to, &register(path, &source, args)?)
    };
    for name in printed.untranslated.iter().map(|name| &name.value) {
        output::remark(&match lang {
            Lang::Zh => format!("「{name}」在户籍册里没有译名，照原样印出\n"),
            Lang::En => {
                format!("[{name}] has no translation in the register and is printed as it is\n")
            }
        });
    }
    finish(path, &source, &printed.text, args, lang)
}

fn register(path: &Path, source: &Source, args: &FormatArgs) -> Result<Register, Failure> {
    let folder = path.parent().unwrap_or(Path::new(""));
    input::register(
        args.register.as_deref(),
        folder,
        std::slice::from_ref(source),
    )
}

fn finish(path: &Path, source: &Source, text: &str, args: &FormatArgs, lang: Lang) -> Status {
    if args.check {
        if text == source.text {
            return Ok(FINE);
        }
        output::text(&match lang {
            Lang::Zh => format!("{} 不是规范排版\n", source.name),
            Lang::En => format!("{} is not in canonical form\n", source.name),
        });
        return Ok(FOUND);
    }
    if args.write {
        return input::write(path, text).map(|()| FINE);
    }
    output::text(text);
    Ok(FINE)
}
