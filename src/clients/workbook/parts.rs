//! What a workbook says beside its cells: its sheets, which part is which, and the texts that cells share.

use super::Broken;
use super::archive::Archive;
use super::xml::{Piece, walk};

/// A sheet of the workbook.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// Id of the relation that says which part it is.
    pub(super) relation: String,
}

/// The sheets in their order.
#[derive(Default)]
pub(super) struct Sheets {
    pub(super) all: Vec<Sheet>,
    /// Whether days count from 1904.
    pub(super) from_1904: bool,
}

impl Sheets {
    pub(super) fn read(text: &str) -> Result<Sheets, Broken> {
        let mut sheets = Sheets::default();
        walk(text, &mut |piece| {
            match piece {
                Piece::Open("workbookPr", attributes) => {
                    sheets.from_1904 = attributes.is("date1904")
                }
                Piece::Open("sheet", attributes) => sheets.all.push(Sheet {
                    name: attributes.get("name").unwrap_or_default(),
                    hidden: attributes.get("state").is_some_and(|state| state != "visible"),
                    relation: attributes.get("id").unwrap_or_default(),
                }),
                _ => {}
            }
            Ok(())
        })?;
        Ok(sheets)
    }
}

/// Which part is which, as (id, type, part).
pub(super) struct Relations(Vec<(String, String, String)>);

impl Relations {
    /// The relations of a part, or of the whole archive.
    pub(super) fn read(archive: &Archive<'_>, part: &str) -> Result<Relations, Broken> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let under = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(text) = archive.text(&format!("{under}_rels/{file}.rels"))? else {
            return Ok(Relations(Vec::new()));
        };
        let mut all = Vec::new();
        walk(&text, &mut |piece| {
            if let Piece::Open("Relationship", attributes) = piece {
                let target = attributes.get("Target").unwrap_or_default();
                let part = match target.strip_prefix('/') {
                    Some(whole) => whole.to_owned(),
                    None => format!("{under}{target}"),
                };
                let kind = attributes.get("Type").unwrap_or_default();
                all.push((attributes.get("Id").unwrap_or_default(), kind, part));
            }
            Ok(())
        })?;
        Ok(Relations(all))
    }

    pub(super) fn by_id(&self, id: &str) -> Option<String> {
        self.0.iter().find(|(known, _, _)| known == id).map(|(_, _, part)| part.clone())
    }

    /// The first part of a type, by the last word of the type's name.
    pub(super) fn of_type(&self, kind: &str) -> Option<String> {
        let of = |known: &str| known.rsplit('/').next() == Some(kind);
        self.0.iter().find(|(_, known, _)| of(known)).map(|(_, _, part)| part.clone())
    }
}

/// The texts that cells share, by their numbers.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    pub(super) fn read(text: &str) -> Result<Strings, Broken> {
        let mut strings = Strings::default();
        let (mut open, mut spoken) = (false, false);
        walk(text, &mut |piece| {
            match piece {
                Piece::Open("t", _) => open = true,
                Piece::Close("t") => open = false,
                // How a name is spoken is no part of it.
                Piece::Open("rPh", _) => spoken = true,
                Piece::Close("rPh") => spoken = false,
                Piece::Text(text) if open && !spoken => strings.text.push_str(text),
                Piece::Close("si") => strings.ends.push(strings.text.len()),
                _ => {}
            }
            Ok(())
        })?;
        Ok(strings)
    }

    pub(super) fn get(&self, n: usize) -> Option<&str> {
        let start = if n == 0 { 0 } else { *self.ends.get(n - 1)? };
        Some(&self.text[start..*self.ends.get(n)?])
    }
}

/// A text with the characters that XML cannot hold, which spreadsheets write as `_x000D_`.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let character =
            code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        match character {
            Some(c) => {
                out.push_str(&rest[..at]);
                out.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    out + rest
}
