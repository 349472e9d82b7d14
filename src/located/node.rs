//! The tree.

use super::Place;

/// One value with its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// Where it begins.
    pub place: Place,
    /// What it is.
    pub content: Content,
}

/// What a node is.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// Text as written; quoted text is never null or a truth value.
    Scalar { text: String, quoted: bool },
    /// A list.
    List(Vec<Node>),
    /// Keys with values in the order of the text; a key twice is reported by the reader.
    Map(Vec<(Key, Node)>),
}

/// A key of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    /// Where it stands.
    pub place: Place,
    /// As written.
    pub text: String,
}

impl Node {
    pub fn null(place: Place) -> Self {
        let content = Content::Scalar {
            text: String::new(),
            quoted: false,
        };
        Self { place, content }
    }

    /// Whether nothing is written: `null`, `~` or an empty place.
    pub fn is_null(&self) -> bool {
        match &self.content {
            Content::Scalar { text, quoted } => {
                !quoted && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL")
            }
            Content::List(_) | Content::Map(_) => false,
        }
    }

    /// The text of a scalar that is not null.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar { text, .. } if !self.is_null() => Some(text),
            Content::Scalar { .. } | Content::List(_) | Content::Map(_) => None,
        }
    }

    /// A truth value, written without quotes.
    pub fn truth(&self) -> Option<bool> {
        match &self.content {
            Content::Scalar {
                text,
                quoted: false,
            } => match text.as_str() {
                "true" | "True" | "TRUE" => Some(true),
                "false" | "False" | "FALSE" => Some(false),
                _ => None,
            },
            Content::Scalar { .. } | Content::List(_) | Content::Map(_) => None,
        }
    }

    /// The items of a list.
    pub fn list(&self) -> Option<&[Node]> {
        match &self.content {
            Content::List(items) => Some(items),
            Content::Scalar { .. } | Content::Map(_) => None,
        }
    }

    /// The entries of a map.
    pub fn map(&self) -> Option<&[(Key, Node)]> {
        match &self.content {
            Content::Map(entries) => Some(entries),
            Content::Scalar { .. } | Content::List(_) => None,
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let entries = self.map()?;
        entries
            .iter()
            .find(|(name, _)| name.text == key)
            .map(|(_, value)| value)
    }

    /// How many nodes it is made of, and how deep it goes (1 for a scalar). Recursion ends with
    /// the depth that the reader allows.
    pub fn measure(&self) -> (usize, usize) {
        let children: Vec<(usize, usize)> = match &self.content {
            Content::Scalar { .. } => return (1, 1),
            Content::List(items) => items.iter().map(Self::measure).collect(),
            Content::Map(entries) => entries.iter().map(|(_, value)| value.measure()).collect(),
        };
        children.iter().fold((1, 1), |(size, depth), child| {
            (size + child.0, depth.max(child.1 + 1))
        })
    }
}
