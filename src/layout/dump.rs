//! Pages as text, one line for each thing drawn, to compare layouts in review.

use std::fmt::Write;

use super::page::{FaceId, Ink, Item, Mark, Pages};

/// The pages as text: place, size, face, tag and words of each run; ends and width of each stroke;
/// then the bookmarks. Lengths in points, one decimal.
pub fn dump(pages: &Pages) -> String {
    let mut out = format!("title {:?}\n", pages.title);
    for (at, page) in pages.pages.iter().enumerate() {
        let _ = writeln!(out, "page {}", at + 1);
        for item in &page.items {
            line(&mut out, pages, item);
        }
    }
    for mark in &pages.outline {
        let (level, page, y, title) = (mark.level, mark.page + 1, mark.y, &mark.title);
        let _ = writeln!(out, "bookmark {level} page {page} at {y:.1} {title:?}");
    }
    out
}

fn line(out: &mut String, pages: &Pages, item: &Item) {
    let tag = tag(pages, item.mark);
    let _ = match &item.ink {
        Ink::Text(run) => {
            let (x, y, size, face, text) = (run.x, run.y, run.size, face(run.face), &run.text);
            writeln!(out, "  text {x:.1} {y:.1} {size} {face} {tag} {text:?}")
        }
        Ink::Stroke { x0, y0, x1, y1, width } => {
            writeln!(out, "  stroke {x0:.1} {y0:.1} {x1:.1} {y1:.1} {width} {tag}")
        }
    };
}

/// The element's role and number, with its replacement text; nothing but `-` for an artifact.
fn tag(pages: &Pages, mark: Mark) -> String {
    let Mark::Content(at) = mark else { return "-".to_owned() };
    let element = &pages.elements[at];
    match &element.alternate {
        Some(alternate) => format!("{}#{at}({alternate})", element.role.name()),
        None => format!("{}#{at}", element.role.name()),
    }
}

fn face(face: FaceId) -> &'static str {
    match face {
        FaceId::Serif => "serif",
        FaceId::SerifBold => "serif-bold",
        FaceId::SerifItalic => "serif-italic",
        FaceId::SerifBoldItalic => "serif-bold-italic",
        FaceId::Sans => "sans",
        FaceId::SansBold => "sans-bold",
    }
}
