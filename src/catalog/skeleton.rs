//! The commented case file that `petition new` writes: every fact with its question, and nothing answered.

use crate::diagnostic::words::wrapped;

use super::fields::{Field, Kind};
use super::json_schema::About;
use super::schema::{PetitionSchema, Slot};

/// Columns of an explanation.
const HELP_WIDTH: usize = 110;

/// A case file to fill in. What the petition needs, and what most cases turn on, stands open; the rest is commented out
/// with `#` before its key. A group of facts that was explained once is not explained again.
pub fn skeleton(schema: &PetitionSchema<'_>, about: &About<'_>) -> String {
    let mut page = Page { lines: head(about), explained: Vec::new() };
    let (open, rest): (Vec<_>, Vec<_>) = schema.slots.iter().partition(|slot| is_open(slot));
    let unnamed = |slot: &&&Slot<'_>| about.id.is_empty() && slot.field.kind == Kind::Petition;
    for slot in open.iter().filter(|slot| !unnamed(slot)) {
        page.lines.push(String::new());
        if matches!(slot.field.kind, Kind::Petition) {
            page.lines.push(format!("{}: {}", slot.field.name, about.id));
        } else {
            page.slot(slot, At { indent: "", said: false, brief: false });
        }
    }
    page.lines.extend(["", MORE].map(str::to_owned));
    for slot in rest {
        page.lines.push(String::new());
        page.slot(slot, At { indent: "", said: false, brief: false });
    }
    page.lines.push(String::new());
    page.lines.join("\n")
}

/// Between what most people fill in and what few need.
const MORE: &str =
    "# ---- Fewer cases need what follows. Read the questions, and use what fits. ----";

fn head(about: &About<'_>) -> Vec<String> {
    let lines = [
        "# Write each answer behind the colon, on the same line; what stands behind `#` is not read. All examples are",
        "# fictional. Write days as 2016-05-02, and yes or no for yes and no. Indent with blanks, never with the Tab key.",
        "#",
        "# Lines without `#` at their beginning are what most people fill in. To use another line or block, delete the `#`",
        "# right before its key (`#phone:` becomes `phone:`). Delete an open line or block that you have no answer for: what is",
        "# not stated is unknown, never no. For one more item of a list, copy the item with its dash.",
        "#",
    ];
    let next = match about.id {
        "" => "# Then run `petition which FILE`: it says which petitions are open, which are not, and why.".to_owned(),
        id => format!(
            "# Then run `petition check FILE`: it says what is wrong or missing, and why. `petition petitions {id}` tells the law."
        ),
    };
    let title = [format!("# {}", about.title), "#".to_owned()];
    title.into_iter().chain(lines.map(str::to_owned)).chain([next]).collect()
}

/// Whether a fact stands open: it is needed, or it or something below it is usual.
fn is_open(slot: &Slot<'_>) -> bool {
    slot.required || slot.usual
}

/// Where a fact is written.
#[derive(Clone, Copy)]
struct At<'a> {
    /// What stands before it on each line, with the `#` of groups that are commented out.
    indent: &'a str,
    /// Whether it was said that it is a blank in the papers where it is left out.
    said: bool,
    /// Whether its questions were asked before, of another group of the same shape.
    brief: bool,
}

struct Page<'f> {
    lines: Vec<String>,
    /// The groups whose facts were explained.
    explained: Vec<&'f [Field]>,
}

impl<'f> Page<'f> {
    fn slot(&mut self, slot: &Slot<'f>, at: At<'_>) {
        let field = slot.field;
        let said = self.explain(slot, at);
        let indent = if is_open(slot) { at.indent.to_owned() } else { format!("{}#", at.indent) };
        let fields = field.kind.children();
        let brief = at.brief || (!fields.is_empty() && self.explained.contains(&fields));
        self.explained.extend((!fields.is_empty()).then_some(fields));
        let below = |indent: &str, page: &mut Self| {
            let at = At { indent, said, brief };
            slot.slots.iter().for_each(|slot| page.slot(slot, at));
        };
        match &field.kind {
            Kind::Group(_) => {
                self.lines.push(format!("{indent}{}:", field.name));
                below(&format!("{indent}  "), self);
            }
            Kind::List(item) => {
                self.lines.push(format!("{indent}{}:", field.name));
                match item.as_ref() {
                    Kind::Group(_) => {
                        self.lines.push(format!("{indent}  -"));
                        below(&format!("{indent}    "), self);
                    }
                    _ => self.lines.push(format!("{indent}  -{}", example(field))),
                }
            }
            _ => self.lines.push(format!("{indent}{}:{}", field.name, example(field))),
        }
    }

    /// The question and what to know before answering. Says whether it is now said that it may be left blank.
    fn explain(&mut self, slot: &Slot<'_>, at: At<'_>) -> bool {
        let At { indent, said, brief } = at;
        let field = slot.field;
        if brief {
            return said;
        }
        self.lines.push(format!("{indent}# {}", field.ask));
        if let Some(help) = &field.help {
            let lines = wrapped(help, HELP_WIDTH);
            self.lines.extend(lines.iter().map(|line| format!("{indent}# {line}")));
        }
        let (lead, kind) = match &field.kind {
            Kind::List(item) => ("Any of", item.as_ref()),
            kind => ("One of", kind),
        };
        if let Kind::Choice(choices) = kind {
            let words = format!("{lead}: {}.", choices.join(", "));
            let lines = wrapped(&words, HELP_WIDTH);
            self.lines.extend(lines.iter().map(|line| format!("{indent}# {line}")));
        }
        if slot.for_signing && !said {
            self.lines.push(format!("{indent}# Left out, it is a blank to fill in the papers."));
        }
        said || slot.for_signing
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
