//! Files become texts: the only place that opens them.

use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use xiangyue::calendar::Calendar;
use xiangyue::diagnostic::{Lang, Text};
use xiangyue::law::LawPack;
use xiangyue::model::Draft;
use xiangyue::register::{Register, RegisterError};
use xiangyue::span::Source;
use xiangyue::syntax;
use xiangyue::syntax::ast::Header;

use super::args::{LawChoice, TextArgs};

/// Why the command stops before it has an answer: exit status 2.
#[derive(Debug)]
pub struct Failure(pub Text);

impl Failure {
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Text::new(zh, en))
    }

    fn file(path: &Path, error: &std::io::Error) -> Self {
        let path = path.display();
        Self::new(
            format!("无法读取文件 {path}：{error}"),
            format!("cannot read {path}: {error}"),
        )
    }
}

/// The texts of a run, with what they need.
pub struct Input {
    /// The draft, resolved.
    pub draft: Draft,
    /// The folder of the first text, where `facts.yaml` is looked for.
    pub folder: PathBuf,
    /// The language of the first document.
    pub lang: Lang,
}

/// Reads the texts and their register, and resolves them.
pub fn load(args: &TextArgs) -> Result<Input, Failure> {
    let paths = texts(&args.files)?;
    let sources = paths
        .iter()
        .map(|path| read(path).map(|text| Source::new(path.display().to_string(), text)))
        .collect::<Result<Vec<_>, _>>()?;
    let folder = paths
        .first()
        .and_then(|path| path.parent())
        .map_or_else(PathBuf::new, Path::to_path_buf);
    let register = register(args.register.as_deref(), &folder, &sources)?;
    let draft = Draft::resolve(&register, &sources, &law(args.law));
    let lang = draft
        .written
        .first()
        .map_or(Lang::Zh, |document| document.lang);
    Ok(Input {
        draft,
        folder,
        lang,
    })
}

fn law(choice: LawChoice) -> LawPack {
    match choice {
        LawChoice::China => LawPack::china(),
        LawChoice::None => LawPack::none(),
    }
}

/// The built-in calendar, with the years of a file laid over it.
pub fn calendar(path: Option<&Path>) -> Result<Calendar, Failure> {
    let mut calendar = Calendar::china();
    let Some(path) = path else {
        return Ok(calendar);
    };
    let more = Calendar::from_yaml(&read(path)?).map_err(|error| {
        Failure::new(
            format!("日历文件 {} 有误：{error}", path.display()),
            format!("calendar {}: {error}", path.display()),
        )
    })?;
    calendar.merge(more);
    Ok(calendar)
}

/// A file's text; `-` is standard input.
pub fn read(path: &Path) -> Result<String, Failure> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .read_to_end(&mut bytes)
            .map(|_| bytes)
            .map_err(|error| Failure::file(path, &error))?
    } else {
        fs::read(path).map_err(|error| Failure::file(path, &error))?
    };
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::new(
            format!(
                "文件 {} 不是UTF-8编码（第{at}字节起），请另存为UTF-8",
                path.display()
            ),
            format!(
                "{} is not UTF-8 (from byte {at}); save it as UTF-8",
                path.display()
            ),
        )
    })
}

/// Writes a file's text.
pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| {
        Failure::new(
            format!("无法写入 {}：{error}", path.display()),
            format!("cannot write {}: {error}", path.display()),
        )
    })
}

/// The `.xy` files meant by the arguments, folders opened, in the order of their names.
pub fn texts(files: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    for file in files {
        if file.is_dir() {
            paths.extend(folder_texts(file)?);
        } else {
            paths.push(file.clone());
        }
    }
    Ok(paths)
}

fn folder_texts(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| Failure::file(folder, &error))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "xy"))
        .filter(|path| !is_translation(path))
        .collect();
    found.sort();
    if found.is_empty() {
        let folder = folder.display();
        return Err(Failure::new(
            format!("文件夹 {folder} 里没有 .xy 文件"),
            format!("no .xy file in {folder}"),
        ));
    }
    Ok(found)
}

/// `charter.en.xy` beside `charter.xy`: the same document in the other language.
fn is_translation(path: &Path) -> bool {
    let stem = path.file_stem().map(Path::new);
    let original = stem.filter(|stem| {
        matches!(
            stem.extension().and_then(|it| it.to_str()),
            Some("en" | "zh")
        )
    });
    original.is_some_and(|stem| path.with_file_name(stem.with_extension("xy")).exists())
}

/// The register said on the command line, else the one the texts name.
pub fn register(
    said: Option<&Path>,
    folder: &Path,
    sources: &[Source],
) -> Result<Register, Failure> {
    let path = match said {
        Some(path) => path.to_path_buf(),
        None => named_register(folder, sources)?,
    };
    register_at(&path)
}

/// The register in a file.
pub fn register_at(path: &Path) -> Result<Register, Failure> {
    Register::from_yaml(&read(path)?).map_err(|error| {
        Failure::new(
            format!(
                "户籍册 {} 有误：\n{}",
                path.display(),
                problems(&error, Lang::Zh)
            ),
            format!(
                "register {}:\n{}",
                path.display(),
                problems(&error, Lang::En)
            ),
        )
    })
}

/// One line a problem: where, what, what to do.
fn problems(error: &RegisterError, lang: Lang) -> String {
    let lines = error.problems.iter().map(|problem| {
        let help = problem
            .help
            .as_ref()
            .map_or_else(String::new, |help| format!(" ({})", help.get(lang)));
        let (line, column, code) = (problem.line, problem.column, problem.code);
        format!(
            "  {line}:{column} [{code}] {}{help}",
            problem.message.get(lang)
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn named_register(folder: &Path, sources: &[Source]) -> Result<PathBuf, Failure> {
    if sources.iter().all(|source| source.text.trim().is_empty()) {
        return Err(Failure::new("文件是空的", "the file is empty"));
    }
    let name = sources
        .iter()
        .find_map(|source| header_register(&source.text))
        .ok_or_else(|| {
            Failure::new(
                "文件没有写明“户籍册：…”，请补上，或者用 --register 指定",
                "the text names no register (`Register: …`); add the line, or use --register",
            )
        })?;
    let relative = Path::new(&name);
    let plain = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let path = folder.join(relative);
    let inside = match (path.canonicalize(), canonical_folder(folder)) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        (Err(_), _) | (_, Err(_)) => true, // a missing file is reported when it is opened
    };
    if plain && inside {
        return Ok(path);
    }
    Err(Failure::new(
        format!("户籍册“{name}”必须是同一文件夹里的文件"),
        format!("the register `{name}` must be a file inside the folder of the text"),
    ))
}

fn canonical_folder(folder: &Path) -> std::io::Result<PathBuf> {
    if folder.as_os_str().is_empty() {
        return Path::new(".").canonicalize();
    }
    folder.canonicalize()
}

fn header_register(text: &str) -> Option<String> {
    let headers = syntax::parse(text).document.headers;
    headers.into_iter().find_map(|header| match header {
        Header::Register(name) => Some(name.value),
        Header::Edition(_)
        | Header::Under(_)
        | Header::Adopted(_)
        | Header::MadeBy(_)
        | Header::Amends(_)
        | Header::Study
        | Header::Party { .. } => None,
    })
}
