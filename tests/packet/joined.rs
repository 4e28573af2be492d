//! The joined packet: every filed paper once for each set, in order, and nothing confidential.

use lopdf::Document;
use petition::packet::{Packet, PacketFile};
use petition::pipeline::{Asked, build};
use petition::source::Source;
use std::sync::Arc;

use crate::support::{as_of, catalog, example, examples, page_words};

fn packet(name: &str, sets: usize) -> Packet {
    let source = Arc::new(Source::new(name, example(name)));
    let read = |path: &str| std::fs::read(examples().join(path)).map_err(|error| error.to_string());
    let asked = Asked { sets: Some(sets), ..Asked::on(as_of()) };
    build(catalog(), &source, &read, &asked).packet.expect("a packet")
}

fn joined(packet: &Packet) -> &PacketFile {
    packet.files.iter().find(|file| file.name == "joined.pdf").expect("a joined file")
}

fn filed(packet: &Packet) -> Vec<&PacketFile> {
    packet.files.iter().filter(|file| file.filed && !file.confidential).collect()
}

#[test]
fn the_filed_papers_stand_in_filing_order_page_by_page() {
    let packet = packet("expungement.yaml", 1);
    let pages = page_words(&joined(&packet).bytes);
    let wanted: Vec<String> =
        filed(&packet).iter().flat_map(|file| page_words(&file.bytes)).collect();
    assert_eq!(pages.len(), wanted.len());
    for (page, wanted) in pages.iter().zip(&wanted) {
        assert_eq!(page, wanted);
    }
    assert_eq!(joined(&packet).n_pages, wanted.len());
    assert!(!joined(&packet).filed, "a joined file is to print, not to file electronically");
}

#[test]
fn each_set_follows_its_separator_and_weighs_little() {
    let (one, four) = (packet("expungement.yaml", 1), packet("expungement.yaml", 4));
    let n_papers = page_words(&joined(&one).bytes).len();
    let pages = page_words(&joined(&four).bytes);
    assert_eq!(pages.len(), 4 * (n_papers + 1));
    let separators: Vec<&String> = pages.iter().step_by(n_papers + 1).collect();
    for (n, (sheet, whom)) in
        separators.iter().zip(["court", "District Attorney", "client", "further copy"]).enumerate()
    {
        assert!(sheet.contains(&format!("SET {} OF 4", n + 1)), "{sheet}");
        assert!(sheet.to_lowercase().contains(&whom.to_lowercase()), "{sheet}");
    }
    let (light, heavy) = (joined(&one).n_bytes, joined(&four).n_bytes);
    assert!(heavy < light + light / 2, "four sets share their pages: {light} and {heavy}");
}

#[test]
fn documents_and_exhibits_have_nested_bookmarks() {
    let packet = packet("expungement.yaml", 1);
    let doc = Document::load_mem(&joined(&packet).bytes).expect("readable");
    let toc = doc.get_toc().expect("bookmarks").toc;
    let titles: Vec<(usize, &str)> =
        toc.iter().map(|entry| (entry.level, entry.title.as_str())).collect();
    for file in filed(&packet) {
        assert!(titles.contains(&(1, file.title.as_str())), "{titles:?}");
        for (name, _) in &file.parts {
            assert!(titles.contains(&(2, name.as_str())), "{titles:?}");
        }
    }
}

#[test]
fn a_confidential_paper_is_never_joined() {
    let packet = packet("trafficking-relief.yaml", 2);
    let closed = packet.files.iter().find(|file| file.confidential).expect("a confidential paper");
    let closed = page_words(&closed.bytes);
    for page in page_words(&joined(&packet).bytes) {
        assert!(!closed.contains(&page), "{page}");
        assert!(!page.contains("CONFIDENTIAL IDENTIFICATION"), "{page}");
    }
}

#[test]
fn what_is_left_out_of_the_joined_file_is_told() {
    for (name, joins) in [("trafficking-relief.yaml", true), ("seal-juvenile.yaml", false)] {
        let source = Arc::new(Source::new(name, example(name)));
        let read =
            |path: &str| std::fs::read(examples().join(path)).map_err(|error| error.to_string());
        let asked = Asked { sets: Some(2), ..Asked::on(as_of()) };
        let built = build(catalog(), &source, &read, &asked);
        let told = built.diagnostics.iter().find(|one| one.code == "not-joined");
        assert!(told.is_some_and(|one| one.what.contains(".pdf")), "{name}");
        let packet = built.packet.expect("a packet");
        assert_eq!(packet.files.iter().any(|file| file.name == "joined.pdf"), joins, "{name}");
    }
}
