//! The files of a pack become a pack, with every name in them checked.

use std::collections::BTreeMap;

use super::data::{
    Check, Entry, Laws, Level, Norm, Role, RuleRow, Said, ShapeRow, Tables, WordRow,
};
use super::statement::{Bearers, Kinds};
use super::words::{Marks, Words};
use crate::model::DocumentKind;
use crate::register::Fund;
use crate::value::Date;

macro_rules! files {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../../rules/law/china/", $name, ".yaml"))),)*]
    };
}

/// The embedded files by name.
pub(in crate::law) const CHINA: &[(&str, &str)] = files!(
    "laws" "words" "tables" "traditional"
    "shapes-money" "shapes-benefits" "shapes-person" "shapes-power" "shapes-making"
    "organic-law" "population" "penalties" "contract" "collective" "women" "land" "registration"
    "information" "guidance" "drafting"
);

/// Why files are no law pack.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// A file is no YAML or has other keys than `rules/law/README.md` says.
    #[error("{file}.yaml: {message}")]
    File {
        /// Its name, without the ending.
        file: String,
        /// What was wrong, with its place.
        message: String,
    },
    /// A file that every pack has, or that `laws.yaml` lists, is not there.
    #[error("there is no {0}.yaml")]
    Missing(String),
    /// A name that nothing explains: of a word list, kind, bearer, fund, document, law, shape or norm.
    #[error("{place}: unknown {name}")]
    Unknown {
        /// The shape or norm where it stands.
        place: String,
        /// The name.
        name: String,
    },
}

/// The characters of words in their traditional form.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Traditional {
    pairs: String,
}

/// A rule, its names looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::law) struct Rule {
    pub(super) kind: Kinds,
    pub(super) bearer: Bearers,
    pub(super) fund: Vec<Fund>,
    pub(super) document: Vec<DocumentKind>,
    pub(super) signed: Option<bool>,
    pub(super) ends: Option<bool>,
    pub(super) whole_chapter: Option<bool>,
    pub(super) protected: Option<bool>,
    pub(super) check: Option<Check>,
    pub(super) has: Vec<Vec<(Role, Marks)>>,
    pub(super) not: Vec<Vec<(Role, Marks)>>,
    pub(super) level: Level,
    pub(super) always: bool,
    pub(super) case: Option<Said>,
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
}

/// A shape with what it says and its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::law) struct Shape {
    pub(super) row: ShapeRow,
    pub(super) clause: Vec<Rule>,
    pub(super) prose: Vec<Rule>,
    /// The norms that catch it, as they are cited.
    pub(super) norms: Vec<String>,
}

/// A pack, ready to be looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::law) struct Pack {
    pub(super) laws: Laws,
    pub(super) norms: BTreeMap<String, Norm>,
    pub(super) shapes: BTreeMap<String, Shape>,
    pub(super) tables: Tables,
    pub(super) words: Words,
}

fn read<T: serde::de::DeserializeOwned>(
    files: &BTreeMap<&str, &str>,
    file: &str,
) -> Result<T, PackError> {
    let text = files
        .get(file)
        .ok_or_else(|| PackError::Missing(file.to_owned()))?;
    serde_yaml::from_str(text).map_err(|error| PackError::File {
        file: file.to_owned(),
        message: error.to_string(),
    })
}

impl Pack {
    /// Reads the files, given by name without ending.
    pub(in crate::law) fn read(files: &[(&str, &str)]) -> Result<Self, PackError> {
        let files: BTreeMap<&str, &str> = files.iter().copied().collect();
        let laws: Laws = read(&files, "laws")?;
        let tables: Tables = read(&files, "tables")?;
        let rows: BTreeMap<String, WordRow> = read(&files, "words")?;
        let folded: Traditional = read(&files, "traditional")?;
        let words = Words::new(&rows, folded.pairs.split_whitespace())
            .ok_or_else(|| unknown("words", "list, the 257th"))?;
        let (mut norms, mut shapes) = (BTreeMap::new(), BTreeMap::new());
        for file in &laws.pack.files {
            match file.as_str() {
                "words" | "tables" | "traditional" => {}
                name if name.starts_with("shapes-") => {
                    let more: BTreeMap<String, ShapeRow> = read(&files, file)?;
                    shapes.extend(more);
                }
                _ => {
                    let more: BTreeMap<String, Norm> = read(&files, file)?;
                    norms.extend(more);
                }
            }
        }
        let shapes = shapes
            .into_iter()
            .map(|(id, row)| Ok((id.clone(), shape(&words, &norms, &id, row)?)))
            .collect::<Result<BTreeMap<_, _>, PackError>>()?;
        let pack = Self {
            laws,
            norms,
            shapes,
            tables,
            words,
        };
        pack.check()?;
        Ok(pack)
    }

    /// Its name and the day to which it was brought up to date.
    pub(in crate::law) fn title(&self) -> (String, Date) {
        (self.laws.pack.name.clone(), self.laws.pack.date)
    }

    /// Names that rules do not hold: of laws, caught shapes and the lists of the tables.
    fn check(&self) -> Result<(), PackError> {
        for (id, norm) in &self.norms {
            if !self.laws.laws.contains_key(&norm.law) {
                return Err(unknown(id, &norm.law));
            }
            let caught = norm.catches.iter();
            if let Some(name) = caught
                .into_iter()
                .find(|&name| !self.shapes.contains_key(name))
            {
                return Err(unknown(id, name));
            }
        }
        let tables = &self.tables;
        let lists = [&tables.reserved, &tables.silence, &tables.term.words]
            .into_iter()
            .chain([
                &tables.disclosure.words,
                &tables.vague.words,
                &tables.vague.unless,
            ])
            .chain(tables.quorum.iter().flat_map(|row| &row.matter))
            .chain(tables.disclosure.rows.iter().flat_map(|row| &row.matter))
            .chain(&tables.quorum_above.unless);
        for name in lists {
            if self.words.list(name).is_none() {
                return Err(unknown("tables", name));
            }
        }
        Ok(())
    }
}

fn unknown(place: &str, name: &str) -> PackError {
    PackError::Unknown {
        place: place.to_owned(),
        name: name.to_owned(),
    }
}

fn shape(
    words: &Words,
    norms: &BTreeMap<String, Norm>,
    id: &str,
    row: ShapeRow,
) -> Result<Shape, PackError> {
    let rules = |rules: &[RuleRow]| -> Result<Vec<Rule>, PackError> {
        rules
            .iter()
            .map(|rule_row| rule(words, id, &row, rule_row))
            .collect()
    };
    let (clause, prose) = (rules(&row.clause)?, rules(&row.prose)?);
    if let Some(period) = row
        .periods
        .iter()
        .find(|one| !norms.contains_key(&one.norm))
    {
        return Err(unknown(id, &period.norm));
    }
    let mut caught: Vec<(&String, &Norm)> = norms
        .iter()
        .filter(|(_, norm)| norm.catches.iter().any(|name| name == id))
        .collect();
    caught.sort_by_key(|(_, norm)| super::finding::rank(norm));
    let norms = caught.into_iter().map(|(id, _)| id.clone()).collect();
    Ok(Shape {
        row,
        clause,
        prose,
        norms,
    })
}

fn rule(words: &Words, id: &str, shape: &ShapeRow, row: &RuleRow) -> Result<Rule, PackError> {
    let fail = |name: &str| unknown(id, name);
    let entries = |entries: &[Entry]| -> Result<Vec<Vec<(Role, Marks)>>, PackError> {
        entries
            .iter()
            .map(|one| entry(words, one).map_err(|name| fail(&name)))
            .collect()
    };
    let fund = row
        .fund
        .iter()
        .map(|name| fund(name).ok_or_else(|| fail(name)));
    let document = row
        .document
        .iter()
        .map(|name| document(name).ok_or_else(|| fail(name)));
    Ok(Rule {
        kind: Kinds::of(&row.kind).map_err(|name| fail(&name))?,
        bearer: Bearers::of(&row.bearer).map_err(|name| fail(&name))?,
        fund: fund.collect::<Result<_, _>>()?,
        document: document.collect::<Result<_, _>>()?,
        signed: row.signed,
        ends: row.ends,
        whole_chapter: row.whole_chapter,
        protected: row.protected,
        check: row.check,
        has: entries(&row.has)?,
        not: entries(&row.not)?,
        level: row.level.unwrap_or(shape.level),
        always: row.always.unwrap_or(shape.always),
        case: row.case.clone(),
        from: row.from,
        until: row.until,
    })
}

fn entry(words: &Words, entry: &Entry) -> Result<Vec<(Role, Marks)>, String> {
    entry
        .iter()
        .map(|(role, lists)| {
            let mut marks = Marks::default();
            for list in lists {
                marks = marks.or(words.list(list).ok_or_else(|| list.clone())?);
            }
            Ok((*role, marks))
        })
        .collect()
}

fn fund(name: &str) -> Option<Fund> {
    match name {
        "state" => Some(Fund::State),
        "collective" => Some(Fund::Collective),
        "village" => Some(Fund::Village),
        _ => None,
    }
}

fn document(name: &str) -> Option<DocumentKind> {
    match name {
        "law" => Some(DocumentKind::Law),
        "regulation" => Some(DocumentKind::Regulation),
        "charter" => Some(DocumentKind::Charter),
        "pact" => Some(DocumentKind::Pact),
        "measures" => Some(DocumentKind::Measures),
        "agreement" => Some(DocumentKind::Agreement),
        _ => None,
    }
}
