//! Exported papers in filing order -> a packet: numbered files and the manifest that lists them.

use serde::{Serialize, Serializer};

use crate::content::ContentHash;
use receipt::Receipt;

pub mod exhibits;
pub mod guard;
pub mod joined;
pub mod receipt;
pub mod sets;
pub mod slips;
pub mod volumes;
pub mod write;

/// A finished packet, in memory.
#[derive(Debug, Clone, PartialEq)]
pub struct Packet {
    /// The files in order.
    pub files: Vec<PacketFile>,
    /// What is said of the packet as a whole.
    pub about: About,
}

/// One PDF of a packet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PacketFile {
    /// File name, such as `01-notice-of-hearing.pdf`.
    #[serde(rename = "file")]
    pub name: String,
    /// Full title of the paper.
    pub title: String,
    /// Whether it is filed or delivered; the guide sheet is neither.
    pub filed: bool,
    /// Whether it is kept out of the public file; it never stands in one file with other papers.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub confidential: bool,
    /// Number of pages.
    pub n_pages: usize,
    /// Number of bytes.
    pub n_bytes: usize,
    /// The file itself; the manifest has its hash.
    #[serde(rename = "sha256", serialize_with = "hashed")]
    pub bytes: Vec<u8>,
    /// What begins inside it, with its page from 0: the exhibits.
    #[serde(skip)]
    pub parts: Vec<(String, usize)>,
}

fn hashed<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    ContentHash::of(bytes).serialize(to)
}

/// What the manifest says of the packet as a whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct About {
    /// Program and version.
    pub program: String,
    /// Id of the petition.
    pub petition: String,
    /// The day whose law and facts were used.
    pub as_of: String,
    /// The day up to which the law data was compiled.
    pub law_compiled: String,
    /// Why no papers to file were written; empty when they were.
    pub refused: Vec<String>,
    /// Official forms that are filled in, each with its revision.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<String>,
    /// Blanks that stand for facts not given, as `paper: what`.
    pub blanks: Vec<String>,
    /// What inspecting the finished files found, as `file: code`; nothing where they are clean.
    pub inspection: Vec<String>,
    /// The facts that were read back from the finished files, each with its file and pages.
    pub receipt: Receipt,
}

#[derive(Serialize)]
struct Manifest<'a> {
    #[serde(flatten)]
    about: &'a About,
    files: &'a [PacketFile],
}

impl Packet {
    /// The manifest as JSON text. It holds no fact of the case but the titles of the papers.
    pub fn manifest_text(&self) -> String {
        let manifest = Manifest { about: &self.about, files: &self.files };
        let mut text = serde_json::to_string_pretty(&manifest).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// File name of a paper: its number in the packet and its stem.
pub fn file_name(number: usize, stem: &str) -> String {
    format!("{number:02}-{stem}.pdf")
}

/// File name of a paper that is kept apart from all others, in a folder of its own.
pub fn confidential_name(number: usize, stem: &str) -> String {
    format!("confidential/{}", file_name(number, stem))
}
