//! What may be said on the command line.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use xiangyue::diagnostic::{Lang, Severity};
use xiangyue::value::Date;

const ABOUT: &str = "乡约 xiangyue — reads village charters, pacts and agreements as written; reviews them; works out what every household is owed and owes.\n\
    读懂村民自治章程、村规民约和协议书，表决前审查，逐户算清权利、义务和违约后果，并说明理由。";
const EXAMPLES: &str = "Examples / 例：\n  \
    xiangyue check rules/villages/qingshi\n  \
    xiangyue evaluate rules/villages/qingshi --from 2024-01-01 --on 2024-12-31\n  \
    xiangyue explain rules/villages/qingshi --household H001 --on 2024-12-31\n  \
    xiangyue fill agreement.xy --household H001 --on 2024-12-31\n  \
    xiangyue format --to en rules/villages/qingshi/charter.xy\n  \
    xiangyue register rules/villages/qingshi/qingshi.register.yaml --template\n\n\
    Exit status: 0 fine; 1 findings at or above --deny; 2 wrong use or an unreadable file.\n\
    An aid to review, not legal advice. 供核对参考，不构成法律意见。";
const VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\nlanguage edition 2026\nAn aid to review, not legal advice. 供核对参考，不构成法律意见。"
);

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "xiangyue", version = VERSION, about = ABOUT, after_help = EXAMPLES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// One verb a use.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Review a draft before the vote: every finding with its article. 表决前审查草案
    Check(CheckArgs),
    /// Work out what every household is owed and owes. 逐户计算权利、义务和后果
    Evaluate(EvaluateArgs),
    /// Explain one household's answers: articles, facts, arithmetic. 逐条说明理由
    Explain(ExplainArgs),
    /// Print an agreement with its blanks filled from a household's record. 按户的记录填写协议的空白
    Fill(FillArgs),
    /// Print the canonical text; the meaning stays. 规范排版
    Format(FormatArgs),
    /// The JSON Schema of a register's facts, or an empty facts file. 户籍册的模板
    Register(RegisterArgs),
}

/// Which texts, and how to speak of them.
#[derive(Debug, Args)]
pub struct TextArgs {
    /// `.xy` files, a folder (its `.xy` files; NAME.en.xy beside NAME.xy is a translation and left out), or `-`.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The register to use instead of the one that the texts name.
    #[arg(long, value_name = "FILE")]
    pub register: Option<PathBuf>,
    /// Law pack: `china`, or `none` for synthetic texts. The always-void list holds under both.
    #[arg(long, default_value = "china")]
    pub law: LawChoice,
    /// Public holidays and working weekends to use beside the built-in ones (2004–2026).
    #[arg(long, value_name = "FILE")]
    pub calendar: Option<PathBuf>,
    /// How to speak.
    #[command(flatten)]
    pub speech: SpeechArgs,
}

/// How to speak.
#[derive(Clone, Copy, Debug, Args)]
pub struct SpeechArgs {
    /// Text for people, JSON for machines.
    #[arg(long, default_value = "text")]
    pub format: OutputFormat,
    /// Language of messages; default: the document's.
    #[arg(long)]
    pub lang: Option<LangChoice>,
    /// No progress, no summary beside the result.
    #[arg(long)]
    pub quiet: bool,
}

/// `xiangyue check`
#[derive(Debug, Args)]
#[command(
    mut_arg("files", |files| files.required(false).required_unless_present("explain")),
    mut_arg("format", |format| format
        .value_parser(review_format())
        .help("Text for people, grouped by article; JSON for machines; SARIF 2.1.0 for editors and reviewing services"))
)]
pub struct CheckArgs {
    #[command(flatten)]
    pub text: TextArgs,
    /// The day of the law; default: the effect date, else today.
    #[arg(value_parser = day, long, value_name = "DATE")]
    pub on: Option<Date>,
    /// The level from which findings make the exit status 1.
    #[arg(long, default_value = "error")]
    pub deny: Level,
    /// Accept a finding, with the reason: `unrecorded-action=by hand until 2026`. The reason stays in the output.
    #[arg(long, value_name = "CODE=REASON")]
    pub allow: Vec<String>,
    /// First correct in the files the slips of which only one correction means what was read.
    #[arg(long)]
    pub fix: bool,
    /// Say what a code means, and stop.
    #[arg(long, value_name = "CODE")]
    pub explain: Option<String>,
}

/// Whose facts, and when.
#[derive(Debug, Args)]
pub struct FactsArgs {
    /// Facts of the households, YAML or JSON; default: `facts.yaml` beside the texts.
    #[arg(long, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// The day asked about.
    #[arg(value_parser = day, long, value_name = "DATE")]
    pub on: Date,
    /// The first day asked about; default: --on.
    #[arg(value_parser = day, long, value_name = "DATE")]
    pub from: Option<Date>,
    /// Answer as could be known on this day: without what was recorded (`recorded:`) or adopted later.
    #[arg(value_parser = day, long, value_name = "DATE")]
    pub known: Option<Date>,
    /// Mask sensitive facts.
    #[arg(long)]
    pub public: bool,
}

/// `xiangyue evaluate`
#[derive(Debug, Args)]
pub struct EvaluateArgs {
    #[command(flatten)]
    pub text: TextArgs,
    #[command(flatten)]
    pub facts: FactsArgs,
    /// Only this household.
    #[arg(long, value_name = "ID")]
    pub household: Option<String>,
    /// Add the reasons of every line.
    #[arg(long)]
    pub because: bool,
    /// Add what the texts define of each household: whether it is what a name says, and values.
    #[arg(long)]
    pub definitions: bool,
}

/// `xiangyue explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    #[command(flatten)]
    pub text: TextArgs,
    #[command(flatten)]
    pub facts: FactsArgs,
    /// Which household.
    #[arg(long, value_name = "ID")]
    pub household: String,
    /// Only lines of this article, e.g. `7` or `7(2)`.
    #[arg(long, value_name = "N")]
    pub article: Option<String>,
    /// Only lines of this benefit.
    #[arg(long, value_name = "NAME")]
    pub benefit: Option<String>,
}

/// `xiangyue fill`
#[derive(Debug, Args)]
#[command(mut_arg("files", |files| files
    .help("The `.xy` file to fill (or `-`); texts after it are read beside it, for names that they define")))]
pub struct FillArgs {
    #[command(flatten)]
    pub text: TextArgs,
    /// Facts of the households, YAML or JSON; default: `facts.yaml` beside the text.
    #[arg(long, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// Whose record fills the blanks (`fill:` of its agreement); without it they are left and listed.
    #[arg(long, value_name = "ID")]
    pub household: Option<String>,
    /// The latest record signed by this day counts, and void is what the law of this day says; default: today.
    #[arg(value_parser = day, long, value_name = "DATE")]
    pub on: Option<Date>,
}

/// `xiangyue format`
#[derive(Debug, Args)]
pub struct FormatArgs {
    /// `.xy` files, or `-`.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Print in this language; default: the document's own.
    #[arg(long)]
    pub to: Option<LangChoice>,
    /// Only say whether the files are in canonical form (exit status 1 where not).
    #[arg(long)]
    pub check: bool,
    /// The register to use instead of the one that the text names.
    #[arg(long, value_name = "FILE")]
    pub register: Option<PathBuf>,
    /// Write the canonical text back into the files.
    #[arg(long, conflicts_with_all = ["check", "to"])]
    pub write: bool,
    #[command(flatten)]
    pub speech: SpeechArgs,
}

/// `xiangyue register`
#[derive(Debug, Args)]
pub struct RegisterArgs {
    /// The register.
    pub file: PathBuf,
    /// JSON Schema of facts files.
    #[arg(
        long,
        required_unless_present = "template",
        conflicts_with = "template"
    )]
    pub schema: bool,
    /// An empty facts file to fill.
    #[arg(long)]
    pub template: bool,
    #[command(flatten)]
    pub speech: SpeechArgs,
}

/// `--format`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    Text,
    Json,
    /// SARIF 2.1.0; of `check` only, which takes it by a parser of its own.
    #[value(skip)]
    Sarif,
}

/// What `check --format` may be.
fn review_format() -> impl TypedValueParser<Value = OutputFormat> {
    PossibleValuesParser::new(["text", "json", "sarif"]).map(|said| match said.as_str() {
        "json" => OutputFormat::Json,
        "sarif" => OutputFormat::Sarif,
        _ => OutputFormat::Text,
    })
}

/// `--law`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LawChoice {
    China,
    None,
}

/// `--lang`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangChoice {
    Zh,
    En,
}

impl From<LangChoice> for Lang {
    fn from(choice: LangChoice) -> Self {
        match choice {
            LangChoice::Zh => Self::Zh,
            LangChoice::En => Self::En,
        }
    }
}

/// `--deny`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    Note,
    Warning,
    Error,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Note => Self::Note,
            Level::Warning => Self::Warning,
            Level::Error => Self::Error,
        }
    }
}

/// A day of the calendar, as in the facts.
fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| {
        "没有这一天，日期写成 2024-03-01 的样子; there is no such day, dates are written like 2024-03-01".into()
    })
}
