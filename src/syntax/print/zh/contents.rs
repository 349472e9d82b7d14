//! Form 26 in Chinese.

use super::items;
use crate::syntax::ast::{Name, Provided, TextOf};
use crate::syntax::print::{Printer, number, words};

/// `章程应当载明下列内容：（一）…`
pub(super) fn contents(printer: &mut Printer<'_>, of: &TextOf, names: &[Name]) -> String {
    let of = match of {
        TextOf::Kind(kind) => words::kind(*kind).0.to_owned(),
        TextOf::Title(title) => printer.title(title),
    };
    let names: Vec<String> = names.iter().map(|name| printer.name(name)).collect();
    format!("{of}应当载明下列内容：{}", items(&names))
}

/// `第三条至第五条规定「甲」`
pub(super) fn provides(printer: &mut Printer<'_>, by: &Provided, contents: &[Name]) -> String {
    let by = match by {
        Provided::Articles(articles) => printer.references(articles, ""),
        Provided::ThisArticle => "本条".to_owned(),
        Provided::Chapter(chapter) => format!("第{}章", number::numeral((*chapter).into())),
    };
    format!("{by}规定{}", printer.names(contents, ""))
}
