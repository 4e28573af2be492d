//! Small workbooks and archives made for the tests: parts that a test writes itself, packed as spreadsheets do.

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// A workbook of one sheet, of which a test says what matters to it.
pub(crate) struct Book {
    /// What stands in `<sheetData>` and behind it.
    pub(crate) sheet: String,
    /// Attributes of `<workbookPr>`.
    pub(crate) about: &'static str,
    /// Texts that cells share.
    pub(crate) strings: Vec<String>,
    /// What stands in `<sheetData>` of its second sheet, `Other`.
    pub(crate) other: &'static str,
}

/// Formats of the styles 0 to 8: none, a day, a day and a time, a time, five zeros, two digits behind
/// the point, a month and its year, a year, a day without its year.
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="166" formatCode="0.00"/><numFmt numFmtId="167" formatCode="yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="165"/><xf numFmtId="22"/><xf numFmtId="18"/><xf numFmtId="164"/><xf numFmtId="166"/><xf numFmtId="17"/><xf numFmtId="167"/><xf numFmtId="16"/></cellXfs></styleSheet>"#;

const RELATIONS: &str = r#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="c" Type="x/styles" Target="styles.xml"/><Relationship Id="d" Type="x/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#;

impl Book {
    /// A workbook whose first row holds headings and whose second these cells, each as its XML
    /// without the name: ` s="1"><v>5</v>` or ` t="n"><v>5</v>`.
    pub(crate) fn of(headings: &[&str], cells: &[String]) -> Book {
        let named = |row: usize, cells: &[String]| {
            let cell = |(n, cell): (usize, &String)| {
                format!("<c r=\"{}{row}\"{cell}</c>", petition::clients::grid::letters(n))
            };
            let all: String = cells.iter().enumerate().map(cell).collect();
            format!("<row r=\"{row}\">{all}</row>")
        };
        let headings: Vec<String> = headings.iter().map(|text| typed(text)).collect();
        let sheet = format!("<sheetData>{}{}</sheetData>", named(1, &headings), named(2, cells));
        Book { sheet, about: "", strings: Vec::new(), other: "" }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let workbook = format!(
            r#"<?xml version="1.0"?><x:workbook xmlns:x="m" xmlns:r="r"><x:workbookPr {}/><x:sheets><x:sheet name="Clients" sheetId="1" r:id="a"/><x:sheet name="Other" sheetId="2" r:id="d"/></x:sheets></x:workbook>"#,
            self.about
        );
        let strings: String = self.strings.iter().map(|text| format!("<si>{text}</si>")).collect();
        zip(&[
            ("xl/workbook.xml", &workbook),
            ("xl/_rels/workbook.xml.rels", RELATIONS),
            ("xl/styles.xml", STYLES),
            ("xl/sharedStrings.xml", &format!("<sst>{strings}</sst>")),
            ("xl/worksheets/sheet1.xml", &format!("<worksheet>{}</worksheet>", self.sheet)),
            (
                "xl/worksheets/sheet2.xml",
                &format!("<worksheet><sheetData>{}</sheetData></worksheet>", self.other),
            ),
        ])
    }
}

/// A cell of typed text.
pub(crate) fn typed(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!(" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is>")
}

/// A cell of a number in a style of `STYLES`.
pub(crate) fn number(value: &str, style: usize) -> String {
    format!(" s=\"{style}\"><v>{value}</v>")
}

/// An archive of parts, packed.
pub(crate) fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        let mut packing = DeflateEncoder::new(Vec::new(), Compression::fast());
        packing.write_all(text.as_bytes()).expect("memory");
        let packed = packing.finish().expect("memory");
        let small = |n: usize| u16::try_from(n).expect("small").to_le_bytes();
        let size = |n: usize| u32::try_from(n).expect("small").to_le_bytes();
        let mut about = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
        about.extend(crc.sum().to_le_bytes());
        about.extend(size(packed.len()));
        about.extend(size(text.len()));
        about.extend(small(name.len()));
        directory.extend([b'P', b'K', 1, 2, 20, 0]);
        directory.extend(&about);
        directory.extend([0; 12]);
        directory.extend(size(bytes.len()));
        directory.extend(name.as_bytes());
        bytes.extend([b'P', b'K', 3, 4]);
        bytes.extend(&about);
        bytes.extend([0; 2]);
        bytes.extend(name.as_bytes());
        bytes.extend(packed);
    }
    let start = bytes.len();
    bytes.extend(&directory);
    bytes.extend([b'P', b'K', 5, 6, 0, 0, 0, 0]);
    let n = u16::try_from(parts.len()).expect("few").to_le_bytes();
    bytes.extend(n);
    bytes.extend(n);
    bytes.extend(u32::try_from(directory.len()).expect("small").to_le_bytes());
    bytes.extend(u32::try_from(start).expect("small").to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}
