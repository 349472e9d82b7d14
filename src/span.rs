//! Where something stands in a text. Positions are byte offsets; they are turned into lines and
//! characters only when a person is to read them.

/// A range of bytes of one text, end excluded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            start: clamp(start),
            end: clamp(end),
        }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The piece of `text` at this span; empty where the span does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or("")
    }
}

/// The text with other words at some of its spans, which are in order; one that meets the span before it or does not
/// fit the text is left as it is.
pub(crate) fn replaced<'w>(text: &str, edits: impl Iterator<Item = (Span, &'w str)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, words) in edits {
        if let Some(between) = text.get(done..at.start as usize) {
            out.push_str(between);
            out.push_str(words);
            done = at.end as usize;
        }
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// A value and where it was written. Equality looks at the value only: where it stood is not what it says.
#[derive(Clone, Copy, Debug)]
pub struct Located<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Located<T> {
    /// `value`, written at `span`.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl<T: PartialEq> PartialEq for Located<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Located<T> {}

/// One text with the name under which messages speak of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// A file name, or any label; never opened by the library.
    pub name: String,
    /// The text, as read.
    pub text: String,
}

impl Source {
    /// A text under a name.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }
}

/// The starts of the lines of a text, to turn bytes into line and character numbers (from 1).
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let next = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
        Self {
            starts: std::iter::once(0)
                .chain(ends.map(|(at, _)| next(at)))
                .collect(),
        }
    }

    /// Line and column of a byte, both from 1, the column counted in characters.
    #[must_use]
    pub fn line_column(&self, text: &str, byte: u32) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = line
            .checked_sub(1)
            .and_then(|at| self.starts.get(at))
            .copied()
            .unwrap_or(0);
        (
            line.max(1),
            Span { start, end: byte }.of(text).chars().count() + 1,
        )
    }

    /// The bytes of a line (from 1), without its line end.
    #[must_use]
    pub fn line(&self, text: &str, line: usize) -> Span {
        let start = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(0);
        let end = self
            .starts
            .get(line)
            .map_or(text.len(), |next| *next as usize);
        let content = Span {
            start,
            end: Span::new(end, end).end,
        }
        .of(text)
        .trim_end_matches(['\n', '\r']);
        Span::new(start as usize, start as usize + content.len())
    }
}
