//! Captions, plain and extreme, against rule 2.111.

use petition::document::{Caption, CaptionParty, Document, Stationery};
use petition::layout::page::{Ink, Pages, TextRun};
use petition::layout::{LayoutError, lay_out};

use crate::sample::{self, FACES, content, laid_out, right_edge, words};

fn with(change: impl FnOnce(&mut Caption)) -> Document {
    let mut caption = sample::caption();
    change(&mut caption);
    let blocks = vec![sample::paragraph("Petitioner asks the court for relief.")];
    Document { stationery: Stationery::Pleading(caption), ..sample::pleading(blocks) }
}

fn runs(pages: &Pages) -> Vec<&TextRun> {
    content(&pages.pages[0]).collect()
}

fn check_clerk_space(pages: &Pages) {
    for run in runs(pages).iter().filter(|run| run.y > 72.0 && run.y < 216.0) {
        assert!(right_edge(run) <= 306.0, "in the clerk's space: {run:?}");
    }
}

fn court_line(pages: &Pages) -> f32 {
    runs(pages).iter().find(|run| run.text.starts_with("SUPERIOR COURT")).map_or(0.0, |run| run.y)
}

/// All text of the first page without spaces.
fn text(pages: &Pages) -> String {
    runs(pages).iter().flat_map(|run| run.text.chars()).filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_court_stands_on_line_8_below_a_party_block_of_any_length() {
    for n_lines in 1..=10 {
        let pages = laid_out(&with(|caption| {
            caption.party_block =
                (1..=n_lines).map(|line| words(&format!("Filer line {line}"))).collect();
        }));
        assert_eq!(runs(&pages)[0].y, 83.0);
        assert_eq!(court_line(&pages), 251.0, "{n_lines} lines");
        let last = format!("Filerline{n_lines}");
        assert!(text(&pages).contains(&last));
        check_clerk_space(&pages);
    }
}

#[test]
fn a_party_block_is_set_no_closer_than_it_must() {
    for (n_lines, leading) in [(7, 24.0), (8, 18.0), (9, 18.0), (10, 16.0)] {
        let pages = laid_out(&with(|caption| caption.party_block = vec![words("line"); n_lines]));
        assert_eq!(runs(&pages)[1].y - runs(&pages)[0].y, leading, "{n_lines} lines");
    }
}

#[test]
fn a_title_of_two_lines_has_them_about_equally_long() {
    let pages = laid_out(&with(|caption| {
        caption.case_title.parties[0].name = words("THE PEOPLE OF THE STATE OF CALIFORNIA");
        caption.nature = words("PETITION FOR REDUCTION AND DISMISSAL");
    }));
    let has = |text: &str| runs(&pages).iter().any(|run| run.text == text);
    assert!(has("STATE OF CALIFORNIA,") && has("AND DISMISSAL"));
}

#[test]
fn a_party_block_that_would_push_the_court_down_is_an_error() {
    let document = with(|caption| caption.party_block = vec![words("line"); 11]);
    let errors = lay_out(&document, &FACES).unwrap_err();
    assert_eq!(errors, [LayoutError::PartyBlock { n_lines: 11, n_fit: 10 }]);
}

#[test]
fn long_names_and_addresses_wrap_left_of_the_clerks_space() {
    let pages = laid_out(&with(|caption| {
        caption.party_block = [
            "Łukasz Wójcik-Brzęczyszczykiewicz (SBN 301234)",
            "maximiliana.featherstonehaugh@legal-aid-foundation.example.org",
            "Attorney for Petitioner Ștefan Țepeș of Kawaʻihae",
        ]
        .map(words)
        .to_vec();
    }));
    check_clerk_space(&pages);
    let all = text(&pages);
    assert!(all.contains("maximiliana.featherstonehaugh@legal-aid-foundation.example.org"));
    assert!(all.contains("ŁukaszWójcik-Brzęczyszczykiewicz(SBN301234)"));
    assert!(
        runs(&pages).iter().any(|run| run.text.ends_with('@')),
        "broken after @ without a hyphen"
    );
}

#[test]
fn the_columns_of_the_case_box_keep_apart() {
    let name = "MARIA DE LOS ANGELES FERNANDEZ DE CORDOBA Y MENDOZA VILLANUEVA, ALSO KNOWN AS MARIA FERNANDEZ AND AS MARIA ANGELES MENDOZA";
    assert!(name.len() >= 120);
    let title = "PETITION FOR DISMISSAL, FOR REDUCTION OF A FELONY TO A MISDEMEANOR, AND FOR RELIEF FROM PENALTIES AND DISABILITIES";
    let pages = laid_out(&with(|caption| {
        caption.case_title.parties[1].name = words(name);
        caption.nature = words(title);
    }));
    for run in runs(&pages).iter().filter(|run| run.y >= 312.0 && run.y < 500.0) {
        assert!(right_edge(run) <= 331.0 || run.x >= 347.0, "across the stroke: {run:?}");
    }
    let squeezed = |text: &str| text.replace(' ', "");
    assert!(text(&pages).contains(&squeezed(name)));
    assert!(text(&pages).contains(&squeezed(title)));
    let bottom = box_bottom(&pages);
    let body = runs(&pages)
        .iter()
        .find(|run| run.text.starts_with("Petitioner asks"))
        .map(|run| run.y)
        .unwrap();
    assert!(body - 11.0 >= bottom + 3.0 && body - 11.0 < bottom + 30.0, "{body} {bottom}");
    assert_eq!((body - 83.0) % 24.0, 0.0);
}

fn box_bottom(pages: &Pages) -> f32 {
    let ends = pages.pages[0].items.iter().filter_map(|item| match item.ink {
        Ink::Stroke { x0: 336.0, x1: 336.0, y1, .. } => Some(y1),
        _ => None,
    });
    ends.fold(0.0, f32::max)
}

#[test]
fn commas_and_stops_are_those_of_a_caption() {
    let all = text(&laid_out(&with(|_| {})));
    let expected = "THEPEOPLEOFTHESTATEOFCALIFORNIA,PlaintiffandRespondent,v.NGUYỄNTHỊHẠNH,DefendantandPetitioner.CaseNo.BA512345";
    assert!(all.contains(expected), "{all}");
    let party =
        CaptionParty { name: words("In re the Matter of Ștefan Țepeș"), role: String::new() };
    let all = text(&laid_out(&with(|caption| caption.case_title.parties = vec![party])));
    assert!(all.contains("InretheMatterofȘtefanȚepeșCaseNo."), "{all}");
}

#[test]
fn a_court_title_of_three_lines_pushes_the_box_no_further_than_it_must() {
    let pages =
        laid_out(&with(|caption| caption.court_title.push("CENTRAL JUSTICE CENTER".into())));
    assert_eq!(court_line(&pages), 251.0);
    let case = runs(&pages).iter().find(|run| run.text.starts_with("Case No.")).map(|run| run.y);
    assert_eq!(case, Some(83.0 + 24.0 * 11.0));
}

#[test]
fn a_caption_longer_than_the_page_is_an_error() {
    let document = with(|caption| caption.particulars = vec![words("(Pen. Code, § 851.8)"); 40]);
    let errors = lay_out(&document, &FACES).unwrap_err();
    assert!(matches!(errors[..], [LayoutError::CaseBox { .. }]), "{errors:?}");
}

#[test]
fn every_error_comes_at_once() {
    let mut document = with(|caption| {
        caption.party_block = vec![words("李"); 11];
        caption.nature = words("\u{1F600}");
    });
    document.footer_title = "FOOTER ".repeat(60);
    document.blocks.push(sample::paragraph("\u{4E00}"));
    let errors = lay_out(&document, &FACES).unwrap_err();
    let characters: Vec<char> = errors
        .iter()
        .filter_map(|error| match error {
            LayoutError::Uncovered { character, .. } => Some(*character),
            _ => None,
        })
        .collect();
    assert_eq!(characters, ['李', '\u{1F600}', '\u{4E00}']);
    assert!(errors.iter().any(|error| matches!(error, LayoutError::PartyBlock { .. })));
    assert!(errors.iter().any(|error| matches!(error, LayoutError::FooterTitle { .. })));
}
