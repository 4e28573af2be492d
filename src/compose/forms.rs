//! The maps of official forms over the view -> what is typed into each form.

use std::collections::BTreeMap;

use tera::Context;

use super::resolve::{Marks, Resolver, collect_marks};
use super::template::{FrontMatter, StationeryKind, TemplateError, Templates};
use super::{Composing, markup};
use crate::catalog::court_form::{FormMap, Revision};
use crate::document::{Block, CourtForms, FormDraft, Table};

/// An official form to be drafted, with those attached behind it.
#[derive(Debug, Clone)]
pub struct FormPlan<'a> {
    /// The id that the paper has in the packet, such as `petition`.
    pub paper: String,
    /// What is typed into it.
    pub source: FormSource<'a>,
    /// Template of the paper whose body is typed into it.
    pub body: Option<BodySource<'a>>,
    /// The list of the case, and the place in it, that it is about.
    pub item: Option<(String, usize)>,
    /// Forms attached behind it.
    pub attached: Vec<FormPlan<'a>>,
    /// What heads the sheets of its attachments; none where there is no blank for those.
    pub sheets: Option<FormSource<'a>>,
}

/// A map and its parsed templates.
#[derive(Debug, Clone, Copy)]
pub struct FormSource<'a> {
    /// The map.
    pub map: &'a FormMap,
    /// Its templates.
    pub templates: &'a Templates,
    /// The revision of the blank that is filled in; none where no blank is chosen.
    pub revision: Option<&'a Revision>,
}

/// A paper's template, by its name in a petition file.
#[derive(Debug, Clone, Copy)]
pub struct BodySource<'a> {
    /// Its name.
    pub template: &'a str,
    /// The templates it belongs to.
    pub templates: &'a Templates,
}

/// Stands before each part of what a map renders to; no case text holds it, being tokens there.
const PART: char = '\u{1E}';
/// Stands between a part's name and its text.
const NAMED: char = '\u{1F}';

/// Name of a form's templates, beside those of papers.
pub fn template_name(number: &str) -> String {
    format!("court-forms/{number}")
}

/// All that a map types, as one template: each part behind its kind and name.
pub fn combined(map: &FormMap) -> String {
    let mut text = map.prelude.clone();
    let mut add = |kind: &str, name: &str, body: &str| {
        text.push_str(&format!("{PART}{kind}:{name}{NAMED}{body}"));
    };
    map.values.iter().for_each(|(name, body)| add("value", name, body));
    map.tables.iter().for_each(|(name, body)| add("table", name, body));
    map.extra.values().for_each(|extra| add("extra", &extra.attachment, &extra.text));
    for (name, condition) in &map.ticks {
        add("tick", name, &format!("{{% if {condition} %}}x{{% endif %}}"));
    }
    text
}

impl FormPlan<'_> {
    /// What a template's front matter says of a paper.
    pub(super) fn front(&self) -> FrontMatter {
        let map = self.source.map;
        FrontMatter {
            paper: self.paper.clone(),
            file: match &self.item {
                Some((_, n)) => format!("{}-{}", map.file, n + 1),
                None => map.file.clone(),
            },
            title: String::new(),
            nature: String::new(),
            footer: String::new(),
            stationery: StationeryKind::CourtForm,
            caption: String::new(),
            particulars: Vec::new(),
            filed: true,
            served: map.served,
            confidential: map.confidential,
            signed_by: String::new(),
        }
    }

    /// Title of the paper: the form's, and its number.
    ///
    /// # Errors
    /// When its template cannot be rendered.
    pub(super) fn title(&self, composing: &Composing<'_>) -> Result<String, TemplateError> {
        let map = self.source.map;
        let name = template_name(&map.number);
        let called = self.source.templates.part(&name, "called", &composing.view_of(self))?;
        let called = if called.is_empty() { &map.title } else { &called };
        Ok(format!("{called} (form {})", map.number))
    }

    /// Who signs it and those attached to it, in words; of several forms, each behind its number.
    pub(super) fn signed_by(&self, composing: &Composing<'_>) -> String {
        if self.attached.is_empty() {
            return self.signer(composing);
        }
        let all = std::iter::once(self).chain(&self.attached);
        let signed = all.map(|one| (&one.source.map.number, one.signer(composing)));
        let signed = signed.filter(|(_, signer)| !signer.is_empty());
        let signed: Vec<String> = signed.map(|(form, who)| format!("{form}: {who}")).collect();
        signed.join("; ")
    }

    /// Who signs this form alone, in words.
    fn signer(&self, composing: &Composing<'_>) -> String {
        let source = &self.source;
        let part = source.revision.and_then(Revision::signed_by_part);
        let part = part.as_deref().unwrap_or("signed_by");
        let name = template_name(&source.map.number);
        let said = source.templates.part(&name, part, &composing.view_of(self));
        said.unwrap_or_default().trim().to_owned()
    }
}

impl Composing<'_> {
    /// The view of a form: the packet's, and the item of the list that it is about.
    fn view_of(&self, plan: &FormPlan<'_>) -> Context {
        let mut view = self.view.clone();
        view.insert("on_form", &true);
        if let Some((list, n)) = &plan.item {
            let item = self.view.get(list).and_then(|list| list.as_array()?.get(*n));
            view.insert("item", &item);
        }
        view
    }

    /// Renders what is typed into a form, into those attached to it and at the head of its
    /// attachments, and collects the numbers of marked paragraphs.
    pub(super) fn parse_forms(
        &self,
        plan: &FormPlan<'_>,
        marks: &mut Marks,
    ) -> Result<ParsedForms, TemplateError> {
        let mut forms = Vec::new();
        for one in std::iter::once(plan).chain(&plan.attached) {
            let view = self.view_of(one);
            let mut parsed = ParsedForm::of(one.source, &view)?;
            if let Some(body) = &one.body {
                let text = body.templates.body(body.template, &view)?;
                parsed.body = blocks(body.template, &text)?;
            }
            let parts = parsed.parts.iter().map(|part| &part.blocks);
            parts.chain([&parsed.body]).for_each(|one_of| collect_marks(&one.paper, one_of, marks));
            forms.push(parsed);
        }
        let sheets = plan.sheets.map(|source| ParsedForm::of(source, &self.view_of(plan)));
        Ok(ParsedForms { forms, sheets: sheets.transpose()? })
    }
}

/// A form, those attached to it, and the head of its attachments, rendered.
pub(super) struct ParsedForms {
    forms: Vec<ParsedForm>,
    sheets: Option<ParsedForm>,
}

impl ParsedForms {
    /// Swaps the tokens.
    pub(super) fn resolve(self, resolver: &mut Resolver<'_>) -> Result<CourtForms, TemplateError> {
        let forms = self.forms.into_iter().map(|one| one.resolve(resolver));
        let forms = forms.collect::<Result<_, _>>()?;
        let attachment = self.sheets.map(|one| one.resolve(resolver)).transpose()?;
        Ok(CourtForms { forms, attachment })
    }
}

/// What a map renders to, its tokens not yet swapped.
struct ParsedForm {
    number: String,
    parts: Vec<Part>,
    ticks: BTreeMap<String, bool>,
    body: Vec<Block>,
}

/// A value, a table or a text of an attachment.
struct Part {
    kind: PartKind,
    key: String,
    blocks: Vec<Block>,
}

#[derive(Clone, Copy)]
enum PartKind {
    Value,
    Table,
    Extra,
}

impl ParsedForm {
    fn of(source: FormSource<'_>, view: &Context) -> Result<ParsedForm, TemplateError> {
        let number = source.map.number.clone();
        let name = template_name(&number);
        let text = source.templates.body(&name, view)?;
        let (mut parts, mut ticks) = (Vec::new(), BTreeMap::new());
        for part in text.split(PART).skip(1) {
            let (head, body) = part.split_once(NAMED).unwrap_or((part, ""));
            let (kind, key) = head.split_once(':').unwrap_or((head, ""));
            let kind = match kind {
                "tick" => {
                    ticks.insert(key.to_owned(), !body.trim().is_empty());
                    continue;
                }
                "table" => PartKind::Table,
                "extra" => PartKind::Extra,
                _ => PartKind::Value,
            };
            let blocks = blocks(&format!("{name}#{key}"), body)?;
            parts.push(Part { kind, key: key.to_owned(), blocks });
        }
        Ok(ParsedForm { number, parts, ticks, body: Vec::new() })
    }

    fn resolve(self, resolver: &mut Resolver<'_>) -> Result<FormDraft, TemplateError> {
        let mut body = resolver.blocks(self.body);
        body.retain(|block| !matches!(block, Block::Signature(_)));
        let (number, ticks) = (self.number, self.ticks);
        let mut draft = FormDraft { number, ticks, body, ..FormDraft::default() };
        for part in self.parts {
            let blocks = said(resolver.blocks(part.blocks));
            match part.kind {
                PartKind::Value => {
                    draft.values.insert(part.key, blocks);
                }
                PartKind::Table => {
                    let template = format!("{}#{}", template_name(&draft.number), part.key);
                    draft.tables.insert(part.key, one_table(blocks, template)?);
                }
                PartKind::Extra if blocks.is_empty() => {}
                PartKind::Extra => draft.extra.entry(part.key).or_default().extend(blocks),
            }
        }
        Ok(draft)
    }
}

/// The table that a template printed; one without rows where it printed nothing.
fn one_table(mut blocks: Vec<Block>, template: String) -> Result<Table, TemplateError> {
    match (blocks.pop(), blocks.is_empty()) {
        (None, _) => Ok(Table { header: Vec::new(), rows: Vec::new() }),
        (Some(Block::Table(table)), true) => Ok(table),
        _ => {
            Err(TemplateError { template, what: "it prints something else than one table".into() })
        }
    }
}

/// Blocks that say something.
fn said(blocks: Vec<Block>) -> Vec<Block> {
    let empty = |block: &Block| matches!(block, Block::Paragraph { text, .. } if text.is_empty());
    blocks.into_iter().filter(|block| !empty(block)).collect()
}

fn blocks(template: &str, text: &str) -> Result<Vec<Block>, TemplateError> {
    markup::parse(text).map_err(|found| {
        let told: Vec<String> =
            found.iter().map(|error| format!("{}: `{}`", error.what, error.near)).collect();
        TemplateError { template: template.to_owned(), what: told.join("; ") }
    })
}
