//! The commented case file that `petition new` writes: every fact with its question, and nothing answered.

use super::fields::{Field, Kind};
use super::json_schema::About;
use super::schema::{PetitionSchema, Slot};

/// A case file to fill in. What the petition needs stands open; the rest is commented out with `#` before its key.
pub fn skeleton(schema: &PetitionSchema<'_>, about: &About<'_>) -> String {
    let mut page = Page { lines: head(about) };
    for slot in &schema.slots {
        page.lines.push(String::new());
        if matches!(slot.field.kind, Kind::Petition) {
            page.lines.push(format!("{}: {}", slot.field.name, about.id));
        } else {
            page.slot(slot, "");
        }
    }
    page.lines.push(String::new());
    page.lines.join("\n")
}

fn head(about: &About<'_>) -> Vec<String> {
    vec![
        format!("# {}", about.title),
        "#".to_owned(),
        "# Fill in every open line. A line or block with `#` right before its key is optional: delete that `#` to use it."
            .to_owned(),
        "# A fact that is not stated is unknown, never no. All examples are fictional.".to_owned(),
    ]
}

struct Page {
    lines: Vec<String>,
}

impl Page {
    /// Writes a fact; `indent` is what stands before it on each line, with the `#` of groups that are commented out.
    fn slot(&mut self, slot: &Slot<'_>, indent: &str) {
        let field = slot.field;
        self.lines.push(format!("{indent}# {}", field.ask));
        if let Some(help) = &field.help {
            self.lines.push(format!("{indent}# {help}"));
        }
        if let Kind::Choice(choices) = &field.kind {
            self.lines.push(format!("{indent}# One of: {}.", choices.join(", ")));
        }
        if slot.for_signing && field.kind.children().is_empty() {
            self.lines.push(format!("{indent}# Left out, it is a blank to fill in the papers."));
        }
        let indent = if slot.required { indent.to_owned() } else { format!("{indent}#") };
        match &field.kind {
            Kind::Group(_) => {
                self.lines.push(format!("{indent}{}:", field.name));
                self.children(&slot.slots, &format!("{indent}  "));
            }
            Kind::List(item) => {
                self.lines.push(format!("{indent}{}:", field.name));
                match item.as_ref() {
                    Kind::Group(_) => {
                        self.lines.push(format!("{indent}  -"));
                        self.children(&slot.slots, &format!("{indent}    "));
                    }
                    _ => self.lines.push(format!("{indent}  -{}", example(field))),
                }
            }
            _ => self.lines.push(format!("{indent}{}:{}", field.name, example(field))),
        }
    }

    fn children(&mut self, slots: &[Slot<'_>], indent: &str) {
        for slot in slots {
            self.slot(slot, indent);
        }
    }
}

fn example(field: &Field) -> String {
    field
        .example
        .as_deref()
        .map(|example| format!(" # for example: {}", yaml_value(example)))
        .unwrap_or_default()
}

/// A value as one can write it in YAML: in quotes where it would not be read as typed.
fn yaml_value(text: &str) -> String {
    let special = |c: char| "-?:,[]{}#&*!|>'\"%@`~ ".contains(c);
    let plain = !text.is_empty()
        && !text.starts_with(special)
        && !text.ends_with([':', ' '])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains('\n');
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}
