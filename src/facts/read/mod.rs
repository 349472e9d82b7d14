//! Reads facts: YAML or JSON to households and the village's own record.

mod cells;
mod household;
mod meetings;
mod records;
mod recover;
mod stream;
mod village;

use crate::diagnostic::{Code, Text};
use crate::located::{Form, Place, Problem};
use crate::register::{FactError, Register, visible};

use super::Village;
use crate::value::Date;

/// Something in a facts file that could not be read. Where it concerns a household, that household
/// is left out; the others are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Its id, where it could be read; none where the problem is of the file or of the village.
    pub household: Option<String>,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Stable code.
    pub code: Code,
    /// What is wrong: one sentence, never with the value of a sensitive fact.
    pub message: Text,
    /// What to do.
    pub help: Option<Text>,
}

impl Rejected {
    fn new(household: Option<String>, problem: Problem) -> Self {
        let Problem {
            line,
            column,
            code,
            message,
            help,
        } = problem;
        Self {
            household: household.map(|id| visible(id.chars())),
            line,
            column,
            code,
            message,
            help,
        }
    }
}

impl Village {
    /// Reads facts in YAML (or JSON, which is a part of it): what can be read, and what cannot,
    /// in the order of the text. A household with anything wrong is left out.
    #[must_use]
    pub fn from_yaml(register: &Register, text: &str) -> (Self, Vec<Rejected>) {
        village::read(register, text, Form::Yaml, None, &mut |_| {})
    }

    /// Reads as [`from_yaml`](Self::from_yaml) does, and tells `watch` after each household how
    /// many were looked at so far.
    #[must_use]
    pub fn from_yaml_watched(
        register: &Register,
        text: &str,
        watch: &mut dyn FnMut(usize),
    ) -> (Self, Vec<Rejected>) {
        village::read(register, text, Form::Yaml, None, watch)
    }

    /// Reads what was known on a day: entries with a later `recorded` are left out as if they were not in the
    /// file, and no record of events reaches beyond that day. None: all of it, as
    /// [`from_yaml_watched`](Self::from_yaml_watched).
    #[must_use]
    pub fn from_yaml_known(
        register: &Register,
        text: &str,
        known: Option<Date>,
        watch: &mut dyn FnMut(usize),
    ) -> (Self, Vec<Rejected>) {
        village::read(register, text, Form::Yaml, known, watch)
    }

    /// The same of facts in JSON.
    #[must_use]
    pub fn from_json_known(
        register: &Register,
        text: &str,
        known: Option<Date>,
    ) -> (Self, Vec<Rejected>) {
        village::read(register, text, Form::Json, known, &mut |_| {})
    }

    /// Reads facts in JSON, as [`from_yaml`](Self::from_yaml) does; of a text that breaks off
    /// what came before is kept.
    #[must_use]
    pub fn from_json(register: &Register, text: &str) -> (Self, Vec<Rejected>) {
        village::read(register, text, Form::Json, None, &mut |_| {})
    }
}

/// What is being read, and what was wrong so far.
struct Context<'r> {
    register: &'r Register,
    /// Entries that were recorded later are not there; none: all are.
    known: Option<Date>,
    problems: Vec<Problem>,
}

impl Context<'_> {
    /// The value, or the error with the place it was made at.
    fn take<T>(&mut self, place: Place, result: Result<T, FactError>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                let mut problem = Problem::new(place, error.code, error.message);
                problem.help = error.help;
                self.problems.push(problem);
                None
            }
        }
    }

    fn fail(&mut self, place: Place, error: FactError) {
        let _none: Option<()> = self.take(place, Err(error));
    }
}
