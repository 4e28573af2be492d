//! The request to waive fees as a file: what goes on behind it, and the box that says so.

use petition::packet::PacketFile;

use crate::support::{asked, example, packet, stocked, words};

/// The fullest request: every box, more rows than the form has.
const FULLEST: &str = include_str!("../court_form_fees/fullest.yaml");

fn with_waiver(lines: &str) -> String {
    format!("{}\n{lines}", example("seal-arrest.yaml"))
}

/// The request to waive fees of a packet, as a file.
fn request(lines: &str) -> PacketFile {
    let packet = packet(stocked(), &with_waiver(lines), &asked(None));
    let file = packet.files.into_iter().find(|file| file.name.starts_with("confidential/"));
    file.expect("a request")
}

/// How many boxes a file says are ticked.
fn n_ticked(bytes: &[u8]) -> usize {
    let doc = lopdf::Document::load_mem(bytes).expect("a PDF");
    let on = |dict: &lopdf::Dictionary| {
        dict.get(b"checked").and_then(lopdf::Object::as_name).is_ok_and(|state| state == b"on")
    };
    let inside = |object: &lopdf::Object| match object {
        lopdf::Object::Dictionary(dict) => {
            on(dict) || dict.get(b"A").and_then(lopdf::Object::as_dict).is_ok_and(on)
        }
        _ => false,
    };
    doc.objects.values().filter(|object| inside(object)).count()
}

/// The box that says that another page is attached is ticked where one is, and only there.
#[test]
fn what_goes_on_ticks_the_box_for_another_page() {
    let incomes = |n: usize| {
        let incomes = vec!["{ source: Wages, amount: 1 }"; n].join(", ");
        format!("fee_waiver: {{ incomes: [{incomes}] }}\n")
    };
    let cases = [
        (incomes(4), 2, 0),
        (incomes(5), 3, 1),
        ("fee_waiver: { other_facts: The boat is shared. }\n".to_owned(), 3, 1),
        (format!("fee_waiver: {{ job: {{ title: {} }} }}\n", "Baker ".repeat(40)), 3, 1),
    ];
    for (lines, n_pages, n_boxes) in cases {
        let file = request(&lines);
        assert_eq!((file.n_pages, n_ticked(&file.bytes)), (n_pages, n_boxes), "{lines}");
    }
}

/// All of page 2 goes on in one attachment, its items in their order.
#[test]
fn further_rows_stand_together_behind_the_form() {
    let file = request(FULLEST);
    assert!(file.confidential);
    let text = words(&file);
    let heads =
        ["Item 8a", "Item 9a", "Item 10b", "Item 10e", "Item 11a", "Item 11n", "Other facts"];
    let places: Vec<usize> = heads
        .iter()
        .map(|head| text.find(head).unwrap_or_else(|| panic!("no {head}: {text}")))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(file.n_pages <= 6, "{} pages", file.n_pages);
}
