//! The parts of a workbook as elements and texts; names without their prefixes.

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Broken;

/// What a part holds, one after another.
pub(super) enum Piece<'a> {
    /// An element begins.
    Open(&'a str, Attributes<'a>),
    /// An element ends.
    Close(&'a str),
    /// Text between.
    Text(&'a str),
}

/// The attributes of an element.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// An attribute by its name without prefix; nothing where it is not there or broken.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let found =
            all.with_checks(false).flatten().find(|one| one.key.local_name().as_ref() == name)?;
        found.normalized_value(XmlVersion::Explicit1_0).ok().map(|value| value.into_owned())
    }

    /// Whether an attribute says yes.
    pub(super) fn is(&self, name: &str) -> bool {
        matches!(self.get(name).as_deref(), Some("1" | "true"))
    }
}

/// Shows each piece of a part.
pub(super) fn walk(
    text: &str,
    see: &mut dyn FnMut(Piece<'_>) -> Result<(), Broken>,
) -> Result<(), Broken> {
    let broken = || Broken::new("a part of it is broken XML");
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Eof => return Ok(()),
            Event::Start(element) => {
                see(Piece::Open(element.local_name().as_ref(), Attributes(&element)))?
            }
            Event::Empty(element) => {
                see(Piece::Open(element.local_name().as_ref(), Attributes(&element)))?;
                see(Piece::Close(element.local_name().as_ref()))?;
            }
            Event::End(element) => see(Piece::Close(element.local_name().as_ref()))?,
            Event::Text(text) => see(Piece::Text(&text.xml10_content()))?,
            Event::CData(text) => see(Piece::Text(&text.xml10_content()))?,
            Event::GeneralRef(reference) => {
                // Only the five of XML itself are known: others would have to unfold.
                let character = reference.resolve_char_ref().map_err(|_| broken())?;
                let shown = match character {
                    Some(c) => c.to_string(),
                    None => resolve_xml_entity(&reference).ok_or_else(broken)?.to_owned(),
                };
                see(Piece::Text(&shown))?;
            }
            _ => {}
        }
    }
}
