//! Characters to positioned glyphs: the vendored faces, their coverage, and shaping with kerning.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, OnceLock};

use harfrust::{
    Buffer, ClusterLevel, Direction, Font, Script, ShapeOptions, ShapePlan, ShaperFont,
};

use super::page::FaceId;

/// Units of an em in every vendored face.
pub const UNITS_PER_EM: f32 = 2048.0;

/// Glyphs that a word cache may hold before it is emptied: about 4 MB.
const CACHE_LIMIT: usize = 1 << 18;

/// The vendored faces, each parsed when it is first needed; share one among all threads.
#[derive(Default)]
pub struct Faces {
    loaded: [OnceLock<Loaded>; 6],
    pool: Mutex<Vec<WordCache>>,
}

struct Loaded {
    font: Font,
    plan: ShapePlan,
}

/// Words already shaped; a pure function of face and text, so that sharing changes no output.
#[derive(Default)]
struct WordCache {
    glyphs: Vec<Shaped>,
    words: [HashMap<Box<str>, Span>; 6],
}

/// One shaped glyph, in font units.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shaped {
    pub(crate) id: u16,
    pub(crate) advance: i16,
    pub(crate) chars: u8,
    /// How far it is drawn right of, and above, its place on the baseline; for combining marks.
    pub(crate) offset: (i16, i16),
}

/// Where the glyphs of a shaped word stand in its cache.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Span {
    start: u32,
    n_glyphs: u32,
    /// Sum of the advances in font units.
    pub(crate) advance: i32,
}

impl Faces {
    /// The faces that are compiled into the program; parses nothing yet.
    pub fn new() -> Faces {
        Faces::default()
    }

    /// The whole font file of a face, for embedding.
    pub fn data(face: FaceId) -> &'static [u8] {
        match face {
            FaceId::Serif => include_bytes!("fonts/Tinos-Regular.ttf"),
            FaceId::SerifBold => include_bytes!("fonts/Tinos-Bold.ttf"),
            FaceId::SerifItalic => include_bytes!("fonts/Tinos-Italic.ttf"),
            FaceId::SerifBoldItalic => include_bytes!("fonts/Tinos-BoldItalic.ttf"),
            FaceId::Sans => include_bytes!("fonts/Arimo-Regular.ttf"),
            FaceId::SansBold => include_bytes!("fonts/Arimo-Bold.ttf"),
        }
    }

    /// Whether every face can print the character. White space always can; the soft hyphen too,
    /// because it prints nothing.
    pub fn covers(&self, c: char) -> bool {
        FaceId::ALL.iter().all(|&face| self.face_covers(face, c))
    }

    /// The first character of a text that some face cannot print (promise 7).
    pub fn missing(&self, text: &str) -> Option<char> {
        text.chars().find(|&c| !self.covers(c))
    }

    /// Width of a text set in one line, in points, kerning included.
    pub fn measure(&self, face: FaceId, size: f32, text: &str) -> f32 {
        points(Shaper::new(self).shape(face, text).advance, size)
    }

    pub(crate) fn face_covers(&self, face: FaceId, c: char) -> bool {
        match c {
            ' '..='~' | SOFT_HYPHEN => true,
            c if c.is_whitespace() => true,
            c if c.is_control() => false,
            c => self
                .get(face)
                .font
                .charmap()
                .map_unicode(c)
                .is_some_and(|glyph| glyph.to_u32() != 0),
        }
    }

    fn get(&self, face: FaceId) -> &Loaded {
        self.loaded[face as usize].get_or_init(|| {
            // Vendored data, proved readable by a unit test beneath.
            let font = Font::new(Faces::data(face), 0).expect("a vendored face is a font");
            let plan =
                ShapePlan::new(&font, Direction::LeftToRight, Some(Script::LATIN), None, &[]);
            Loaded { font, plan }
        })
    }

    fn lease(&self) -> WordCache {
        self.pool.lock().map(|mut pool| pool.pop().unwrap_or_default()).unwrap_or_default()
    }
}

/// The glyphs of a face's file for characters, in their order; nothing for those that it lacks, and
/// for all of them where the file is no face.
pub(crate) fn glyphs_of(
    file: &'static [u8],
    chars: impl Iterator<Item = char>,
) -> Vec<Option<u16>> {
    let font = Font::new(file, 0);
    let glyph = |c: char| {
        let glyph = font.as_ref()?.charmap().map_unicode(c)?.to_u32();
        u16::try_from(glyph).ok().filter(|glyph| *glyph != 0)
    };
    chars.map(glyph).collect()
}

/// A hint where a word may be divided; this program divides none and prints nothing for it.
pub(crate) const SOFT_HYPHEN: char = '\u{AD}';

/// Font units at a size, in points.
pub(crate) fn points(units: i32, size: f32) -> f32 {
    units as f32 * size / UNITS_PER_EM
}

/// Shapes words for one paper, with the words that papers before it already shaped.
pub(crate) struct Shaper<'a> {
    faces: &'a Faces,
    fonts: [Option<ShaperFont<'a, 'a>>; 6],
    buffer: Buffer,
    cache: WordCache,
    /// One space in each face: every second stretch of a text is one.
    spaces: [Option<Span>; 6],
}

impl<'a> Shaper<'a> {
    pub(crate) fn new(faces: &'a Faces) -> Shaper<'a> {
        let mut buffer = Buffer::new();
        buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        let cache = faces.lease();
        Shaper { faces, fonts: Default::default(), buffer, cache, spaces: [None; 6] }
    }

    pub(crate) fn faces(&self) -> &'a Faces {
        self.faces
    }

    /// Shapes a word; the same word again costs one look-up, a space none.
    pub(crate) fn shape(&mut self, face: FaceId, text: &str) -> Span {
        if text != " " {
            return self.shape_word(face, text);
        }
        match self.spaces[face as usize] {
            Some(space) => space,
            None => {
                let space = self.shape_word(face, text);
                *self.spaces[face as usize].insert(space)
            }
        }
    }

    fn shape_word(&mut self, face: FaceId, text: &str) -> Span {
        if let Some(&span) = self.cache.words[face as usize].get(text) {
            return span;
        }
        let span = self.shape_anew(face, text);
        self.cache.words[face as usize].insert(text.into(), span);
        span
    }

    pub(crate) fn glyphs(&self, span: Span) -> &[Shaped] {
        let start = span.start as usize;
        &self.cache.glyphs[start..start + span.n_glyphs as usize]
    }

    fn shape_anew(&mut self, face: FaceId, text: &str) -> Span {
        let loaded = self.faces.get(face);
        let font = self.fonts[face as usize].get_or_insert_with(|| ShaperFont::new(&loaded.font));
        let buffer = &mut self.buffer;
        buffer.clear();
        buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(Some(Script::LATIN));
        let options = ShapeOptions::new().plan(Some(&loaded.plan));
        harfrust::shape(font, buffer, options)
            .expect("plan and buffer are both Latin, left to right");
        let start = self.cache.glyphs.len();
        let mut advance = 0;
        for (at, (info, position)) in
            buffer.glyph_infos().iter().zip(buffer.glyph_positions()).enumerate()
        {
            advance += position.x_advance;
            self.cache.glyphs.push(Shaped {
                id: info.glyph_id as u16,
                advance: position.x_advance as i16,
                chars: n_chars(text, cluster(buffer, at)),
                offset: (position.x_offset as i16, position.y_offset as i16),
            });
        }
        let n_glyphs = self.cache.glyphs.len() - start;
        Span { start: start as u32, n_glyphs: n_glyphs as u32, advance }
    }
}

impl Drop for Shaper<'_> {
    fn drop(&mut self) {
        let cache = std::mem::take(&mut self.cache);
        if cache.glyphs.len() < CACHE_LIMIT
            && let Ok(mut pool) = self.faces.pool.lock()
        {
            pool.push(cache);
        }
    }
}

/// The bytes of the text that a glyph stands for; empty for all but the first glyph of a cluster.
fn cluster(buffer: &Buffer, at: usize) -> Range<usize> {
    let infos = buffer.glyph_infos();
    let start = infos[at].cluster as usize;
    if at > 0 && infos[at - 1].cluster == infos[at].cluster {
        return start..start;
    }
    let next = infos[at..].iter().find(|info| info.cluster != infos[at].cluster);
    start..next.map_or(usize::MAX, |info| info.cluster as usize)
}

fn n_chars(text: &str, range: Range<usize>) -> u8 {
    let part = &text[range.start..range.end.min(text.len())];
    part.chars().count().min(usize::from(u8::MAX)) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_has_2048_units_and_prints_ascii() {
        let faces = Faces::new();
        for face in FaceId::ALL {
            assert_eq!(f32::from(faces.get(face).font.units_per_em()), UNITS_PER_EM);
            for c in ' '..='~' {
                assert!(faces.get(face).font.charmap().map_unicode(c).is_some(), "{face:?} {c}");
            }
        }
    }

    #[test]
    fn pairs_are_kerned() {
        let faces = Faces::new();
        for face in FaceId::ALL {
            let apart = faces.measure(face, 12.0, "A") + faces.measure(face, 12.0, "V");
            assert!(faces.measure(face, 12.0, "AV") < apart - 0.5, "{face:?}");
        }
    }

    #[test]
    fn coverage_names_the_character() {
        let faces = Faces::new();
        for name in
            ["Nguyễn Thị Hạnh", "Łukasz Wójcik-Brzęczyszczykiewicz", "Ștefan Țepeș", "Kawaʻihae"]
        {
            assert_eq!(faces.missing(name), None, "{name}");
        }
        assert_eq!(faces.missing("§ 851.8 ¶ “x” ’ – — … •\u{A0}\u{AD}"), None);
        assert_eq!(faces.missing("Li 李 Wei"), Some('李'));
        assert_eq!(faces.missing("bell\u{7}"), Some('\u{7}'));
    }

    #[test]
    fn glyphs_account_for_every_character() {
        let faces = Faces::new();
        let mut shaper = Shaper::new(&faces);
        for word in ["office", "Hạnh", "Ha\u{323}nh", "x\u{302}\u{323}y", "§"] {
            let span = shaper.shape(FaceId::Serif, word);
            let chars: usize =
                shaper.glyphs(span).iter().map(|glyph| usize::from(glyph.chars)).sum();
            assert_eq!(chars, word.chars().count(), "{word}");
        }
    }
}
