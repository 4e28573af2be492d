//! The parts of a workbook's ZIP archive, each unfolded up to a limit and held against its checksum.

use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::Broken;

/// Most bytes that one part may unfold to.
const MAX_PART: u64 = 96 << 20;
/// Most parts: a list has a dozen.
const MAX_PARTS: usize = 4_000;

/// A part as the directory of the archive tells it.
struct Listed {
    name: String,
    stored: bool,
    crc: u32,
    packed: usize,
    offset: usize,
}

/// An archive whose directory was read.
pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    parts: Vec<Listed>,
}

impl<'a> Archive<'a> {
    /// Reads the directory at the end of the bytes.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Archive<'a>, Broken> {
        let broken = || Broken::new("its directory is broken");
        let from = bytes.len().saturating_sub(22 + usize::from(u16::MAX));
        let mark =
            bytes[from..].windows(4).rposition(|four| four == b"PK\x05\x06").ok_or_else(broken)?;
        let end = Bytes(&bytes[from + mark..]);
        let (n, start) = (end.two(10).ok_or_else(broken)?, end.four(16).ok_or_else(broken)?);
        if n > MAX_PARTS {
            return Err(Broken::new("it has more parts than a list can need"));
        }
        let mut archive = Archive { bytes, parts: Vec::new() };
        let mut at = start;
        for _ in 0..n {
            at = archive.entry(at).ok_or_else(broken)??;
        }
        Ok(archive)
    }

    /// Reads an entry of the directory and gives where the next begins.
    fn entry(&mut self, at: usize) -> Option<Result<usize, Broken>> {
        let entry = Bytes(self.bytes.get(at..)?);
        if entry.four(0)? != 0x0201_4B50 {
            return None;
        }
        if entry.two(8)? & 1 == 1 {
            return Some(Err(Broken::new("it is locked with a password")));
        }
        let stored = match entry.two(10)? {
            0 => true,
            8 => false,
            _ => {
                return Some(Err(Broken::new(
                    "it is packed in a way that spreadsheets do not use",
                )));
            }
        };
        let (name, extra) = (entry.two(28)?, entry.two(30)?);
        let next = at.checked_add(46 + name + extra + entry.two(32)?)?;
        let name_bytes = entry.0.get(46..46 + name)?;
        let fields = entry.0.get(46 + name..46 + name + extra)?;
        let (packed, offset) = large(&entry, fields)?;
        let name = String::from_utf8_lossy(name_bytes).replace('\\', "/");
        let crc = u32::try_from(entry.four(16)?).ok()?;
        self.parts.push(Listed { name, stored, crc, packed, offset });
        Some(Ok(next))
    }

    /// The text of a part; nothing where there is no such part.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Broken> {
        let wanted = name.trim_start_matches('/');
        // Writers differ in capitals, and readers must not care.
        let Some(part) = self.parts.iter().find(|part| part.name.eq_ignore_ascii_case(wanted))
        else {
            return Ok(None);
        };
        let bytes = self.unfold(part)?;
        let text = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).map(<[u8]>::to_vec).unwrap_or(bytes);
        String::from_utf8(text).map(Some).map_err(|_| Broken::new("a part of it is not UTF-8 text"))
    }

    fn unfold(&self, part: &Listed) -> Result<Vec<u8>, Broken> {
        let packed = self.packed(part).ok_or_else(|| Broken::new("a part of it is missing"))?;
        let mut bytes = Vec::new();
        if part.stored {
            bytes.extend(packed);
        } else {
            let mut unfolding = DeflateDecoder::new(packed).take(MAX_PART + 1);
            unfolding
                .read_to_end(&mut bytes)
                .map_err(|_| Broken::new("a part of it is broken off"))?;
        }
        if bytes.len() as u64 > MAX_PART {
            return Err(Broken::new("a part of it unfolds to more than 96 MB"));
        }
        let mut crc = Crc::new();
        crc.update(&bytes);
        match crc.sum() == part.crc {
            true => Ok(bytes),
            false => Err(Broken::new("a part of it does not fit its checksum")),
        }
    }

    /// The packed bytes, which begin behind a header of their own.
    fn packed(&self, part: &Listed) -> Option<&'a [u8]> {
        let header = Bytes(self.bytes.get(part.offset..)?);
        let begin = part.offset + 30 + header.two(26)? + header.two(28)?;
        self.bytes.get(begin..begin.checked_add(part.packed)?)
    }
}

/// Size and offset of an entry, which may stand in a field for large archives.
fn large(entry: &Bytes<'_>, mut fields: &[u8]) -> Option<(usize, usize)> {
    let (mut packed, unpacked, mut offset) = (entry.four(20)?, entry.four(24)?, entry.four(42)?);
    let all = usize::try_from(u32::MAX).ok()?;
    while fields.len() >= 4 && [packed, unpacked, offset].contains(&all) {
        let (id, n) = (Bytes(fields).two(0)?, Bytes(fields).two(2)?);
        let field = fields.get(4..4 + n)?;
        fields = fields.get(4 + n..)?;
        if id != 1 {
            continue;
        }
        let mut at = usize::from(unpacked == all) * 8;
        for value in [&mut packed, &mut offset] {
            if *value == all {
                *value =
                    usize::try_from(u64::from_le_bytes(field.get(at..at + 8)?.try_into().ok()?))
                        .ok()?;
                at += 8;
            }
        }
        break;
    }
    Some((packed, offset))
}

/// Numbers at places, the lowest byte first.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn two(&self, at: usize) -> Option<usize> {
        Some(usize::from(u16::from_le_bytes(self.0.get(at..at + 2)?.try_into().ok()?)))
    }

    fn four(&self, at: usize) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.0.get(at..at + 4)?.try_into().ok()?)).ok()
    }
}
