//! CPU of a four-page pleading in a warm process, from case file to bytes, beside a plain printpdf program.
//!
//! The first figure is the whole way: load, check, compose, lay out and export the petition of
//! `examples/expungement.yaml`, each time for another person. The second is its last step alone.
//! `cargo bench` measures this program; `cargo bench --features plain-printpdf` also measures plain
//! printpdf (same words, same face, subset, neither kerned nor tagged), in turn, and says the ratio.
//! Both deflate with zlib-rs in this binary, which flatters printpdf.

#[path = "../tests/pdf_pages/mod.rs"]
mod pdf_pages;

use cpu_time::ProcessTime;
use pdf_pages::{Setter, faces, metadata, pleading};
use petition::layout::page::Pages;
use petition::pdf::export;

/// Rounds measured, after one that warms up.
const ROUNDS: usize = 15;
/// Papers a round, each with words of its own.
const PAPERS: usize = 60;

/// One way to make the `n`-th paper; gives the size of its file.
type Way<'a> = (&'static str, Box<dyn FnMut(usize) -> usize + 'a>);

fn main() {
    let (setter, faces) = (Setter::new(), faces());
    let papers: Vec<Pages> = (0..PAPERS).map(|who| pleading(&setter, 4, who)).collect();
    let whole = whole::Whole::new();
    let mut ways: Vec<Way<'_>> = vec![
        whole.way(),
        whole.packet(),
        (
            "pages to bytes: kerned, PDF/UA-1, PDF/A-2a",
            Box::new(|n| {
                let meta = metadata(&papers[n].title);
                export(&papers[n], &faces, &meta).expect("exports").len()
            }),
        ),
    ];
    #[cfg(feature = "plain-printpdf")]
    ways.push(("plain printpdf: unkerned, untagged", plain::way(&papers)));

    let mut rounds: Vec<Vec<f64>> = vec![Vec::new(); ways.len()];
    let mut sizes = vec![0; ways.len()];
    for round in 0..=ROUNDS {
        for (n, (_, way)) in ways.iter_mut().enumerate() {
            let start = ProcessTime::now();
            sizes[n] = (0..PAPERS).map(&mut *way).sum::<usize>() / PAPERS;
            let spent = start.elapsed().as_secs_f64() * 1000.0 / PAPERS as f64;
            if round > 0 {
                rounds[n].push(spent);
            }
        }
    }
    for (n, (name, _)) in ways.iter().enumerate() {
        let (low, middle) = (quantile(&rounds[n], 0.0), quantile(&rounds[n], 0.5));
        println!("{middle:7.3} ms CPU (least {low:.3}), {:6} bytes  {name}", sizes[n]);
    }
    let last = ways.len() - 1;
    for n in (0..last).filter(|_| ways[last].0.starts_with("plain")) {
        let ratios: Vec<f64> =
            rounds[n].iter().zip(&rounds[last]).map(|(ours, theirs)| ours / theirs).collect();
        println!("{:7.3} times the CPU of plain printpdf  {}", quantile(&ratios, 0.5), ways[n].0);
    }
}

fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[((sorted.len() - 1) as f64 * share) as usize]
}

mod whole {
    //! Case file to bytes.

    use std::sync::Arc;

    use chrono::NaiveDate;
    use petition::catalog::Catalog;
    use petition::pipeline::{self, Asked};
    use petition::source::Source;

    use super::Way;

    /// The catalog, read once, and the case file of each person.
    pub(super) struct Whole {
        catalog: Catalog,
        cases: Vec<Arc<Source>>,
    }

    impl Whole {
        pub(super) fn new() -> Whole {
            let example = include_str!("../examples/expungement.yaml");
            let case = |who: usize| {
                let text = example.replace("María José Núñez", &format!("María José Núñez {who}"));
                Arc::new(Source::new(format!("{who}.yaml"), text))
            };
            let catalog = Catalog::embedded().unwrap_or_else(|faults| panic!("{faults:?}"));
            Whole { catalog, cases: (0..super::PAPERS).map(case).collect() }
        }

        /// The petition alone, which has four pages.
        pub(super) fn way(&self) -> Way<'_> {
            ("case file to bytes: the petition, 4 pages", Box::new(|n| self.petition(n)))
        }

        /// Every paper of the packet with its guide and exhibits.
        pub(super) fn packet(&self) -> Way<'_> {
            ("case file to bytes: the whole packet", Box::new(|n| self.whole_packet(n)))
        }

        fn petition(&self, n: usize) -> usize {
            let loaded = pipeline::load(&self.catalog, &self.cases[n], &read);
            let case = loaded.case.expect("a case");
            let mut checked = pipeline::check(&self.catalog, &case, as_of());
            checked.papers.retain(|paper| paper == "expungement/petition");
            let drafts =
                pipeline::compose(&self.catalog, &case, &checked, as_of()).expect("drafts");
            let pages =
                pipeline::lay_out(&self.catalog, &drafts.papers[0].document).expect("pages");
            assert_eq!(pages.pages.len(), 4, "the example's petition has four pages");
            pipeline::export(&self.catalog, &pages, as_of()).expect("bytes").len()
        }

        fn whole_packet(&self, n: usize) -> usize {
            let built = pipeline::build(&self.catalog, &self.cases[n], &read, &Asked::on(as_of()));
            built.packet.expect("a packet").files.iter().map(|file| file.bytes.len()).sum()
        }
    }

    fn read(path: &str) -> Result<Vec<u8>, String> {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/");
        std::fs::read(format!("{root}{path}")).map_err(|error| error.to_string())
    }

    fn as_of() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
    }
}

#[cfg(feature = "plain-printpdf")]
mod plain {
    //! The same words through printpdf alone.

    use petition::layout::page::{FaceId, Ink, Page, Pages};
    use printpdf::{
        FontId, Line, LinePoint, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
        PdfSaveOptions, Point, Pt, TextItem, TextMatrix,
    };

    use super::{Way, pdf_pages::face_bytes};

    const FACES: [(FaceId, &str); 3] =
        [(FaceId::Serif, "REGULA"), (FaceId::SerifBold, "BOLDFA"), (FaceId::SerifItalic, "ITALIC")];

    pub(super) fn way(papers: &[Pages]) -> Box<dyn FnMut(usize) -> usize + '_> {
        let parse = |(face, name): (FaceId, &'static str)| {
            let font = ParsedFont::from_bytes(face_bytes(face), 0, &mut Vec::new());
            (face, FontId(name.to_owned()), font.expect("a font"))
        };
        let faces: Vec<_> = FACES.into_iter().map(parse).collect();
        Box::new(move |n| write(&papers[n], &faces))
    }

    fn write(paper: &Pages, faces: &[(FaceId, FontId, ParsedFont)]) -> usize {
        let mut document = PdfDocument::new(&paper.title);
        for (_, name, font) in faces {
            document.resources.fonts.map.insert(name.clone(), PdfFont::new(font.clone()));
        }
        for page in &paper.pages {
            document.pages.push(PdfPage::new(Mm(215.9), Mm(279.4), ops(page, faces)));
        }
        document.save(&PdfSaveOptions::default(), &mut Vec::new()).len()
    }

    fn ops(page: &Page, faces: &[(FaceId, FontId, ParsedFont)]) -> Vec<Op> {
        let mut ops = Vec::new();
        for item in &page.items {
            match &item.ink {
                Ink::Stroke { x0, y0, x1, y1, .. } => {
                    let point = |x: f32, y: f32| LinePoint {
                        p: Point { x: Pt(x), y: Pt(792.0 - y) },
                        bezier: false,
                    };
                    let points = vec![point(*x0, *y0), point(*x1, *y1)];
                    ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
                }
                Ink::Text(run) => {
                    let (_, name, _) =
                        faces.iter().find(|(face, ..)| *face == run.face).expect("parsed");
                    ops.push(Op::StartTextSection);
                    ops.push(Op::SetFont {
                        font: PdfFontHandle::External(name.clone()),
                        size: Pt(run.size),
                    });
                    ops.push(Op::SetTextMatrix {
                        matrix: TextMatrix::Translate(Pt(run.x), Pt(792.0 - run.y)),
                    });
                    ops.push(Op::ShowText { items: vec![TextItem::Text(run.text.clone())] });
                    ops.push(Op::EndTextSection);
                }
            }
        }
        ops
    }
}
