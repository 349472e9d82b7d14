//! What the two scanners hand to the reader.

use std::borrow::Cow;

use super::json::Json;
use super::yaml::Yaml;
use super::{Form, Piece, Place, Problem};

/// One step through a text.
pub(super) enum Event<'t> {
    /// A value or a key.
    Scalar { text: Cow<'t, str>, quoted: bool },
    /// A list begins.
    List,
    /// A map begins; key and value follow by turns.
    Map,
    /// The innermost list or map ends.
    End,
    /// `*name`: the number of the anchor.
    Alias(usize),
    /// The text ends.
    Stop,
}

/// An event with its place.
pub(super) struct Marked<'t> {
    pub event: Event<'t>,
    pub place: Place,
    /// The number of its anchor (`&name`); 0 for none.
    pub anchor: usize,
    /// Whether a tag (`!name`) stands before it.
    pub tagged: bool,
}

/// One of the two scanners.
pub(super) enum Source<'t> {
    Yaml(Box<Yaml<'t>>),
    Json(Json<'t>),
}

impl<'t> Source<'t> {
    pub fn new(piece: Piece<'t>, form: Form) -> Self {
        match form {
            Form::Yaml => Self::Yaml(Box::new(Yaml::new(piece))),
            Form::Json => Self::Json(Json::new(piece)),
        }
    }

    pub fn next(&mut self) -> Result<Marked<'t>, Problem> {
        match self {
            Self::Yaml(yaml) => yaml.next(),
            Self::Json(json) => json.next(),
        }
    }
}
