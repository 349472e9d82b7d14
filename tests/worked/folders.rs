//! Folders of texts under `rules/`: what the command would read of them, and the same printed in the other language.

use std::fs;
use std::path::{Path, PathBuf};

use xiangyue::diagnostic::Lang;
use xiangyue::facts::Village;
use xiangyue::law::LawPack;
use xiangyue::model::Draft;
use xiangyue::register::Register;
use xiangyue::span::Source;
use xiangyue::syntax::parse;
use xiangyue::syntax::print::print;

/// The texts of one folder with their register and facts.
pub struct Folder {
    /// Under the root of the project: `rules/villages/liuxi`.
    pub name: String,
    pub register: Register,
    /// The original texts; a print in the other language (`charter.en.xy`) is none.
    pub sources: Vec<Source>,
    /// `facts.yaml`; empty where there is none.
    pub facts: String,
}

impl Folder {
    pub fn read(name: &str) -> Self {
        let at = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let files = files(&at);
        let text = |path: &PathBuf| fs::read_to_string(path).unwrap();
        let ends = |path: &&PathBuf, ending: &str| path.to_str().unwrap().ends_with(ending);
        let registers: Vec<_> = files
            .iter()
            .filter(|path| ends(path, ".register.yaml"))
            .collect();
        assert_eq!(registers.len(), 1, "{name}: one register");
        let originals = files.iter().filter(|path| is_original(path));
        let facts = files.iter().find(|path| ends(path, "/facts.yaml"));
        Self {
            name: name.to_owned(),
            register: Register::from_yaml(&text(registers[0])).unwrap(),
            sources: originals
                .map(|path| Source::new(path.file_name().unwrap().to_str().unwrap(), text(path)))
                .collect(),
            facts: facts.map(text).unwrap_or_default(),
        }
    }

    /// What the texts mean, without a sentence that cannot be read.
    pub fn draft(&self, sources: &[Source], pack: &LawPack) -> Draft {
        let draft = Draft::resolve(&self.register, sources, pack);
        let errors: Vec<_> = draft.reading_errors().collect();
        assert!(errors.is_empty(), "{}: {errors:?}", self.name);
        draft
    }

    /// Every record of the folder: `facts.yaml`, `steps.yaml` …, by file name.
    pub fn records(&self) -> Vec<(String, String)> {
        let at = Path::new(env!("CARGO_MANIFEST_DIR")).join(&self.name);
        let records = files(&at).into_iter().filter_map(|path| {
            let name = path.file_name()?.to_str()?.to_owned();
            let text = fs::read_to_string(&path).ok()?;
            let is_page = name.starts_with("expected");
            let is_record = name.ends_with(".yaml") && !is_page && text.contains("known_until:");
            is_record.then_some((name, text))
        });
        records.collect()
    }

    pub fn village_of(&self, facts: &str) -> Village {
        let (village, rejected) = Village::from_yaml(&self.register, facts);
        assert!(rejected.is_empty(), "{}: {rejected:?}", self.name);
        village
    }

    /// The texts printed in the other language, and the names that have no translation.
    pub fn printed(&self) -> (Vec<Source>, Vec<String>) {
        let mut untranslated = Vec::new();
        let prints = self.sources.iter().map(|source| {
            let written = parse(&source.text).document;
            let to = match written.lang {
                Lang::Zh => Lang::En,
                Lang::En => Lang::Zh,
            };
            let printed = print(&written, to, &self.register);
            untranslated.extend(printed.untranslated.into_iter().map(|name| name.value));
            Source::new(source.name.as_str(), printed.text)
        });
        (prints.collect(), untranslated)
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn is_original(path: &Path) -> bool {
    let ending = path.extension().is_some_and(|ending| ending == "xy");
    ending && !path.file_stem().unwrap().to_str().unwrap().contains('.')
}

/// Every folder under `rules/` that holds texts, by name.
pub fn all() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut open, mut found) = (vec![root.join("rules")], Vec::new());
    while let Some(folder) = open.pop() {
        let files = files(&folder);
        if files.iter().any(|path| is_original(path)) {
            let name = folder.strip_prefix(root).unwrap();
            found.push(name.to_str().unwrap().replace('\\', "/"));
        }
        open.extend(files.into_iter().filter(|path| path.is_dir()));
    }
    found.sort();
    found
}
