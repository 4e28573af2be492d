//! A blank's fields held against a list of them that another program made.

use petition::court_form::blank::{Blank, BlankField, FieldKind};

/// A row of the list.
struct Row<'t> {
    page: usize,
    name: &'t str,
    kind: &'t str,
    states: Vec<&'t str>,
    rect: Vec<f32>,
    flags: i64,
    most: Option<usize>,
    tooltip: &'t str,
}

fn row(line: &str) -> Option<Row<'_>> {
    let mut cells = line.split('\t');
    let mut next = || cells.next();
    let (page, name, kind, states, rect) = (next()?, next()?, next()?, next()?, next()?);
    let (flags, most, tooltip) = (next()?, next()?, next()?);
    let numbers = rect.trim_matches(['[', ']']).split(", ");
    Some(Row {
        page: page.parse().ok()?,
        name,
        kind,
        states: states.split('\'').filter_map(|state| state.strip_prefix('/')).collect(),
        rect: numbers.map(|number| number.parse().expect("a number")).collect(),
        flags: flags.parse().unwrap_or(0),
        most: most.parse().ok(),
        tooltip,
    })
}

/// What differs; nothing where blank and list say the same.
pub(crate) fn compare(blank: &Blank, list: &str) -> Vec<String> {
    let rows: Vec<Row> =
        list.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect();
    let mut faults = Vec::new();
    if rows.len() != blank.fields.len() || rows.is_empty() {
        faults.push(format!("{} fields, and {} listed", blank.fields.len(), rows.len()));
    }
    let mut left: Vec<&BlankField> = blank.fields.iter().collect();
    for row in &rows {
        let same = |field: &&BlankField| {
            let shared =
                row.states.iter().any(|state| field.name == format!("{}={state}", row.name));
            (field.name == row.name || shared)
                && field.page + 1 == row.page
                && near(field, &row.rect)
        };
        match left.iter().position(same) {
            Some(n) => faults.extend(differs(left.remove(n), row)),
            None => faults.push(format!("no field `{}` of page {}", row.name, row.page)),
        }
    }
    faults.extend(left.iter().map(|field| format!("`{}` is not listed", field.name)));
    faults
}

fn near(field: &BlankField, rect: &[f32]) -> bool {
    let [left, top, right, bottom] = field.rect;
    let up = [left, 792.0 - bottom, right, 792.0 - top];
    up.iter().zip(rect).all(|(is, listed)| (is - listed).abs() < 0.06)
}

fn differs(field: &BlankField, row: &Row) -> Option<String> {
    let flag = |bit: u32| row.flags & 1 << bit != 0;
    let kind = match row.kind {
        "/Tx" => FieldKind::Text { multiline: flag(12), most: row.most, comb: flag(24) },
        "/Btn" if flag(16) => FieldKind::Button,
        "/Btn" => FieldKind::Tick,
        "/Ch" => FieldKind::Choice,
        _ => FieldKind::Signature,
    };
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    // The list cuts long tooltips.
    let told = words(&field.tooltip).starts_with(&words(row.tooltip))
        && row.tooltip.is_empty() == field.tooltip.is_empty();
    let right = field.kind == kind && told;
    (!right).then(|| format!("`{}` is {:?} `{}`", field.name, field.kind, field.tooltip))
}
