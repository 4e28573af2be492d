//! What `court-form` says: files taken in or refused, the forms of each petition, the fields of a blank.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::page::{Page, Tone, whole};
use super::{Told, Voice};
use crate::catalog::court_form::FormMap;
use crate::court_form::blank::{Blank, FieldKind};
use crate::court_form::choose::{Asking, Choice, choose};
use crate::court_form::take_in::{NotTaken, Taken};
use crate::diagnostic::words::long_date;

/// What became of a file that was offered as a blank form.
pub fn taken(
    voice: &Voice<'_>,
    file: &Path,
    taken: &Result<Taken, NotTaken>,
    today: NaiveDate,
) -> Told {
    let mut page = Page::new(voice.color);
    let file = file.to_string_lossy();
    let json = match taken {
        Ok(taken) => {
            let words = format!(
                "form {}, {}, revised {}, {}",
                taken.number,
                taken.title,
                long_date(taken.revised),
                ago(taken.revised, today)
            );
            page.marked(0, ("Took in ", Tone::Good), &words);
            taken.notes.iter().for_each(|note| page.marked(2, ("note    ", Tone::Open), note));
            let path = whole(&taken.path.to_string_lossy());
            page.marked(2, ("kept as ", Tone::Faint), &path);
            json!({
                "file": file, "number": taken.number, "title": taken.title,
                "revised": taken.revised.to_string(), "kept": taken.path.to_string_lossy(),
                "notes": taken.notes,
            })
        }
        Err(NotTaken::Refused(why) | NotTaken::Unwritten(why)) => {
            page.marked(0, ("Refused ", Tone::Bad), &format!("{} {why}", whole(&file)));
            json!({ "file": file, "fault": why })
        }
    };
    Told { text: page.finish(), json }
}

/// What `court-form list` knows beside the catalog.
pub struct Shelf<'a> {
    /// The folder of the blanks.
    pub folder: Option<&'a Path>,
    /// Today.
    pub today: NaiveDate,
    /// The day on which a kept file was written.
    pub kept_on: &'a dyn Fn(&Path) -> Option<NaiveDate>,
}

/// The official forms of each petition: which are at hand, of when, and which are not.
///
/// # Errors
/// What is wrong with the maps of the forms, each in one line.
pub fn shelf(voice: &Voice<'_>, shelf: &Shelf<'_>) -> Result<Told, Vec<String>> {
    let mut page = Page::new(voice.color);
    match shelf.folder {
        Some(folder) => {
            page.line(0, &format!("Blank forms are kept in {}", whole(&folder.to_string_lossy())))
        }
        None => {
            page.line(0, "No folder for blank forms is known; name one with `--court-forms DIR`.")
        }
    }
    let mut listed: BTreeSet<&str> = BTreeSet::new();
    let mut petitions = Vec::new();
    // Petitions with the same forms are listed together.
    let mut groups: Vec<(BTreeSet<&str>, Vec<&str>)> = Vec::new();
    for petition in voice.catalog.petitions.values().filter(|one| !one.court_forms.is_empty()) {
        let numbers: BTreeSet<&str> =
            petition.court_forms.iter().flat_map(|one| &one.form).map(String::as_str).collect();
        listed.extend(&numbers);
        let forms = numbers.iter().map(|number| form(voice, shelf, None, number));
        let forms = forms.collect::<Result<Vec<Value>, _>>()?;
        petitions.push(json!({ "id": petition.id, "title": petition.title, "forms": forms }));
        match groups.iter_mut().find(|(same, _)| *same == numbers) {
            Some((_, ids)) => ids.push(&petition.id),
            None => groups.push((numbers, vec![&petition.id])),
        }
    }
    for (numbers, ids) in &groups {
        page.gap();
        page.head(&ids.join(", "));
        for number in numbers {
            form(voice, shelf, Some(&mut page), number)?;
        }
    }
    let more: Vec<&str> =
        voice.catalog.court_form_numbers().filter(|number| !listed.contains(number)).collect();
    let mut others = Vec::new();
    if !more.is_empty() {
        page.gap();
        page.head("For what other forms have no room for");
        for number in more {
            others.push(form(voice, shelf, Some(&mut page), number)?);
        }
    }
    page.gap();
    page.line(
        0,
        "Blanks are free at courts.ca.gov, by the form's number: download the fillable PDF, then \
         `petition court-form add FILE.pdf`.",
    );
    let folder = shelf.folder.map(|folder| folder.to_string_lossy());
    let json = json!({ "folder": folder, "petitions": petitions, "other_forms": others });
    Ok(Told { text: page.finish(), json })
}

/// One form of the list, told on a page where there is one.
fn form(
    voice: &Voice<'_>,
    shelf: &Shelf<'_>,
    page: Option<&mut Page>,
    number: &str,
) -> Result<Value, Vec<String>> {
    let map = voice.catalog.court_form(number).map_err(|fault| vec![fault])?;
    let blanks = &voice.catalog.blanks;
    let held = blanks.held(number);
    let (status, mark, notes) = match choose(map, blanks, Asking { on: shelf.today, insist: false })
    {
        Choice::Use { warnings, .. } if warnings.is_empty() => {
            ("ready", ("at hand  ", Tone::Good), Vec::new())
        }
        Choice::Use { warnings, .. } => ("look", ("at hand  ", Tone::Open), warnings),
        Choice::Not { .. } if held.is_empty() => {
            ("missing", ("missing  ", Tone::Faint), Vec::new())
        }
        Choice::Not { reason } => ("unusable", ("not used ", Tone::Bad), vec![reason]),
    };
    if let Some(page) = page {
        page.marked(2, mark, &words(map, shelf, &held, blanks));
        notes.iter().for_each(|note| page.line(13, note));
    }
    let kept = |revised: NaiveDate| {
        let path = blanks.path(number, revised);
        json!({
            "revised": revised.to_string(),
            "kept": path.map(|path| path.to_string_lossy()),
            "kept_on": path.and_then(shelf.kept_on).map(|day| day.to_string()),
        })
    };
    Ok(json!({
        "number": number, "title": map.title, "status": status, "notes": notes,
        "held": held.iter().map(|one| kept(*one)).collect::<Vec<_>>(),
        "known": map.revisions.iter().map(|one| json!({
            "revised": one.revised.to_string(), "checked": one.checked.to_string(), "tried": one.tried,
        })).collect::<Vec<_>>(),
    }))
}

/// A form with the newest blank of it, or with the revision that is to be downloaded.
fn words(
    map: &FormMap,
    shelf: &Shelf<'_>,
    held: &[NaiveDate],
    blanks: &crate::court_form::Blanks,
) -> String {
    let head = format!("{} {}", map.number, map.title);
    match (held.first(), map.revisions.first()) {
        (Some(revised), _) => {
            let day = blanks.path(&map.number, *revised).and_then(shelf.kept_on);
            let kept = day
                .map(|day| format!("; {}", whole(&format!("taken in on {day}"))))
                .unwrap_or_default();
            format!("{head}, revised {}, {}{kept}", long_date(*revised), ago(*revised, shelf.today))
        }
        (None, Some(newest)) => {
            let untried = if newest.tried { "" } else { ", untried" };
            format!(
                "{head}; the newest that is known was revised {}{untried}",
                long_date(newest.revised)
            )
        }
        (None, None) => head,
    }
}

/// The fields of a blank, for programs; people get the skeleton of its map.
pub fn fields(blank: &Blank) -> Value {
    let fields: Vec<Value> = blank
        .fields
        .iter()
        .map(|field| {
            let (kind, multiline, most, comb) = match field.kind {
                FieldKind::Text { multiline, most, comb } => ("text", multiline, most, comb),
                FieldKind::Tick => ("tick", false, None, false),
                FieldKind::Choice => ("choice", false, None, false),
                FieldKind::Signature => ("signature", false, None, false),
                FieldKind::Button => ("button", false, None, false),
            };
            json!({
                "name": field.name, "kind": kind, "page": field.page + 1, "rect": field.rect,
                "tooltip": field.tooltip, "multiline": multiline, "most": most, "comb": comb,
            })
        })
        .collect();
    json!({
        "number": blank.number, "title": blank.title, "revised": blank.revised.to_string(),
        "pages": blank.n_pages, "fields": fields,
    })
}

/// How long ago a day was, in the largest unit that it fills.
fn ago(day: NaiveDate, today: NaiveDate) -> String {
    let months = (today.year() - day.year()) * 12 + today.month() as i32 - day.month() as i32;
    let months = months - i32::from(today.day() < day.day());
    let unit = |n: i32, one: &str| match n {
        1 => format!("1 {one} ago"),
        n => format!("{n} {one}s ago"),
    };
    match months {
        _ if day > today => "not yet in force".to_owned(),
        12.. => unit(months / 12, "year"),
        1.. => unit(months, "month"),
        _ => "this month".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_is_told_in_whole_units() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let today = day("2026-11-22");
        for (since, words) in [
            ("2024-01-01", "2 years ago"),
            ("2025-11-23", "11 months ago"),
            ("2025-11-22", "1 year ago"),
            ("2026-10-22", "1 month ago"),
            ("2026-11-01", "this month"),
            ("2027-01-01", "not yet in force"),
        ] {
            assert_eq!(ago(day(since), today), words, "{since}");
        }
    }
}
