//! The plan to `contents.csv`: on which page of which file each client begins, and who is left out.

use std::io;

use super::plan::{About, Plan};
use crate::batch::manifest::{harmless, lines};

/// Name of the list in the folder of sets to print.
pub(super) const CONTENTS_CSV: &str = "contents.csv";

const COLUMNS: [&str; 12] = [
    "n",
    "client",
    "petition",
    "county",
    "case_number",
    "hearing",
    "file",
    "first_page",
    "pages",
    "sets",
    "folder",
    "left_out",
];

/// The list, like `manifest.csv` in all that makes it a list.
pub(super) fn text(plan: &Plan) -> io::Result<Vec<u8>> {
    let mut lines = lines(Vec::new())?;
    lines.write_record(COLUMNS)?;
    let sets = plan.n_sets.to_string();
    for volume in &plan.volumes {
        let mut page = 1;
        for client in &volume.clients {
            let n = 1 + client.n_pages;
            let (first, pages) = (page.to_string(), n.to_string());
            lines.write_record(line(&client.about, [&volume.file, &first, &pages, &sets, ""]))?;
            page += n;
        }
    }
    for one in &plan.left_out {
        lines.write_record(line(&one.about, ["", "", "", "", one.why]))?;
    }
    lines.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

fn line(about: &About, [file, first, pages, sets, why]: [&str; 5]) -> [String; COLUMNS.len()] {
    let cells = [
        &(about.at + 1).to_string(),
        &about.client,
        &about.petition,
        &about.county,
        &about.case_number,
        &about.hearing.map(|on| on.to_string()).unwrap_or_default(),
        file,
        first,
        pages,
        sets,
        &about.folder,
        why,
    ];
    cells.map(harmless)
}
