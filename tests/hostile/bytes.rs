//! Examples spoiled as bytes: encodings, bytes that are no text, controls, files cut short, bytes changed.

use super::Wanted::{self, Either, Error, Packet, Refused};
use super::{Example, Hostile, Random, example};

/// Bytes that are never UTF-8 where they stand between letters.
const NO_TEXT: &[&[u8]] = &[
    &[0x80],
    &[0xFF],
    &[0xFE],
    &[0xC0, 0xAF],
    &[0xC3],
    &[0xE2, 0x82],
    &[0xED, 0xA0, 0x80],
    &[0xF0, 0x80, 0x80, 0xAF],
    &[0xF4, 0x90, 0x80, 0x80],
    &[0xF8, 0x88, 0x80, 0x80, 0x80],
    b"Jos\xe9",
    b"\x93quoted\x94",
];

/// Characters that no fact may hold.
const CONTROLS: &[&str] = &[
    "\u{0}",
    "\u{1}",
    "\u{7}",
    "\u{8}",
    "\u{B}",
    "\u{C}",
    "\u{1B}[31m",
    "\u{7F}",
    "\u{85}",
    "\u{FEFF}",
];

pub(super) fn all(examples: &[Example], random: &mut Random) -> Vec<Hostile> {
    let mut files = encodings(example(examples, "expungement-several"));
    for example in examples {
        files.push(no_text(example, random));
        files.push(control(example, random));
        files.push(cut(example, random));
        files.push(cut(example, random));
        files.push(flipped(example, random));
    }
    files.extend(noise(random));
    files
}

fn encodings(text: &str) -> Vec<Hostile> {
    let utf16 =
        |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let utf32: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(0xE9)).collect();
    let mut files = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>, wanted: Wanted| {
        files.push(Hostile::new(name, bytes, wanted));
    };
    let (no_text, control) = (Error("not-utf-8"), Error("control-character"));
    add("UTF-16, low byte first", marked(&[0xFF, 0xFE], utf16(u16::to_le_bytes)), no_text);
    add("UTF-16, high byte first", marked(&[0xFE, 0xFF], utf16(u16::to_be_bytes)), no_text);
    add("UTF-16 without a mark", utf16(u16::to_le_bytes), Refused);
    add("UTF-32", marked(&[0xFF, 0xFE, 0, 0], utf32), no_text);
    add("Latin-1", latin, no_text);
    add(
        "half a UTF-16 file",
        marked(&[0xFF, 0xFE], utf16(u16::to_le_bytes)[..501].to_vec()),
        no_text,
    );
    add("a byte order mark at the start", format!("\u{FEFF}{text}").into(), Packet);
    add("two byte order marks at the start", format!("\u{FEFF}\u{FEFF}{text}").into(), control);
    let middle = text.replacen("LUKASZ", "LU\u{FEFF}KASZ", 1);
    add("a byte order mark in a name", middle.into(), control);
    add("line ends of Windows", text.replace('\n', "\r\n").into(), Packet);
    add("line ends of old Macs", text.replace('\n', "\r").into(), Either);
    add("line ends of each kind in turn", turned(text).into(), Either);
    add(
        "a return in a name",
        text.replacen("LUKASZ WOJCIK", "\"LUKASZ\\rWOJCIK\"", 1).into(),
        control,
    );
    add("a nought in a name", text.replacen("LUKASZ", "LU\u{0}KASZ", 1).into(), control);
    add("a nought at the end", format!("{text}\u{0}").into(), control);
    add("no line end at the end", text.trim_end().into(), Packet);
    add("tabs behind the values", text.replace('\n', "\t\n").into(), Either);
    add("tabs for blanks", text.replace("  ", "\t").into(), Refused);
    add("one tab", text.replacen("  name:", "\tname:", 1).into(), Error("tab-indentation"));
    add("the separators of Unicode", text.replace('\n', "\u{2028}").into(), Refused);
    add("letters of full width", text.replacen("petition", "ｐｅｔｉｔｉｏｎ", 1).into(), Refused);
    add("zipped", [&[0x1F, 0x8B, 8, 0][..], &text.as_bytes()[..300]].concat(), no_text);
    files
}

fn turned(text: &str) -> String {
    let ends = ["\n", "\r\n", "\r"];
    text.lines().enumerate().map(|(n, line)| format!("{line}{}", ends[n % 3])).collect()
}

fn no_text(example: &Example, random: &mut Random) -> Hostile {
    let mut bytes = example.text.clone().into_bytes();
    let at = random.below(bytes.len());
    let odd = *random.pick(NO_TEXT);
    bytes.splice(at..at, odd.iter().copied());
    // A lead byte before a letter's second half completes it.
    let wanted = if std::str::from_utf8(&bytes).is_ok() { Either } else { Error("not-utf-8") };
    Hostile::new(format!("{} with {odd:02X?} at byte {at}", example.name), bytes, wanted)
}

fn control(example: &Example, random: &mut Random) -> Hostile {
    let at = boundary(&example.text, random.below(example.text.len()).max(1));
    let odd = *random.pick(CONTROLS);
    let text = format!("{}{odd}{}", &example.text[..at], &example.text[at..]);
    let name = format!("{} with {odd:?} at byte {at}", example.name);
    Hostile::new(name, text, Error("control-character"))
}

fn boundary(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

fn cut(example: &Example, random: &mut Random) -> Hostile {
    let at = random.below(example.text.len());
    let bytes = &example.text.as_bytes()[..at];
    Hostile::new(format!("{} cut at byte {at}", example.name), bytes, Either)
}

fn flipped(example: &Example, random: &mut Random) -> Hostile {
    let mut bytes = example.text.clone().into_bytes();
    let n_bytes = 1 + random.below(8);
    for _ in 0..n_bytes {
        let at = random.below(bytes.len());
        bytes[at] ^= 1 << random.below(8);
    }
    Hostile::new(format!("{} with {n_bytes} bits turned", example.name), bytes, Either)
}

/// Bytes of no file at all.
fn noise(random: &mut Random) -> Vec<Hostile> {
    let mut files = Vec::new();
    for length in [1, 2, 7, 64, 1_000, 30_000, 900_000] {
        let bytes: Vec<u8> = (0..length).map(|_| random.next() as u8).collect();
        files.push(Hostile::new(format!("{length} bytes of noise"), bytes, Either));
        let letters: Vec<u8> = (0..length).map(|_| 32 + random.below(95) as u8).collect();
        files.push(Hostile::new(format!("{length} letters of noise"), letters, Either));
        let signs = b"[]{}:,-?&*!|>'\"%@`# \n\tab01";
        let marks: Vec<u8> = (0..length).map(|_| *random.pick(signs)).collect();
        files.push(Hostile::new(format!("{length} signs of YAML"), marks, Either));
    }
    files
}
