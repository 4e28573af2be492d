//! Templates over a view of the case -> documents: what each paper of the packet says.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};
use tera::Context;

use crate::catalog::captions::Captions;
use crate::document::{Block, Caption, Document, Inline, Stationery};
use crate::law::Law;
use crate::packet::{confidential_name, file_name};
use forms::{FormPlan, ParsedForms};
use resolve::{FactBlank, Marks, Resolver, collect_marks};
use template::{FrontMatter, StationeryKind, TemplateError, Templates};
use view::Registry;

pub mod caption;
pub mod exhibits;
pub mod fence;
pub mod filer;
pub mod forms;
pub mod markup;
pub mod matter;
pub mod offense;
pub mod others;
pub mod pleaded;
pub mod resolve;
pub mod review;
pub mod served;
pub mod stationery;
pub mod template;
pub mod token;
pub mod view;
pub mod withheld;

/// What composing reads.
pub struct Composing<'a> {
    /// The parsed templates.
    pub templates: &'a Templates,
    /// Provisions, values and authorities.
    pub law: &'a Law,
    /// The day whose law is printed.
    pub as_of: NaiveDate,
    /// The papers of the packet, in order.
    pub papers: &'a [PaperPlan<'a>],
    /// What templates see; `papers` and `blanks` are added here.
    pub view: Context,
    /// What the view's tokens stand for.
    pub registry: Registry,
    /// Letters of the exhibits by id.
    pub exhibits: BTreeMap<String, String>,
    /// The titles of the case that there are.
    pub captions: &'a Captions,
    /// The one that a paper bears whose template names none.
    pub title_of_case: String,
    /// Court, parties and party block of every caption of the packet.
    pub caption: caption::Heading,
    /// Names that no paper of the public file may bear; mostly none.
    pub withheld: Vec<withheld::Withheld>,
    /// The names of those on whom the papers are served.
    pub served: Vec<String>,
}

/// How a paper of the packet is made.
#[derive(Debug, Clone)]
pub enum PaperPlan<'a> {
    /// From a template, by its name in the petition file.
    Template(String),
    /// As an official form.
    Form(Box<FormPlan<'a>>),
}

/// A drafted paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Drafted {
    /// Stem of its file name.
    pub file: String,
    /// Its number in the packet; the guide sheet has 0.
    pub number: usize,
    /// Whether it is filed or delivered.
    pub filed: bool,
    /// Whether it is kept out of the public file, and out of every file that holds other papers.
    pub confidential: bool,
    /// What it says.
    pub document: Document,
}

/// The drafted papers and the blanks that stand for facts not given.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drafts {
    /// The papers in filing order, the guide sheet first.
    pub papers: Vec<Drafted>,
    /// Blanks in order of the papers.
    pub blanks: Vec<FactBlank>,
    /// Ids of the exhibits in the order in which the papers first name them.
    pub mentions: Vec<String>,
    /// The names of those on whom the papers are served.
    pub served: Vec<String>,
}

/// What is wrong with a paper of the public file that bears the name of a person who is protected.
const NAME_BORNE: &str = "it bears the name that this petition keeps out of the public file; take the name out of the facts it prints";

/// A paper whose front matter is rendered and whose body is not.
struct Planned<'a> {
    name: String,
    front: Cow<'a, FrontMatter>,
    form: Option<&'a FormPlan<'a>>,
    number: usize,
    title: String,
}

/// A paper as it was rendered, its tokens not yet swapped.
enum Parsed {
    Blocks(Vec<Block>),
    Forms(ParsedForms),
}

/// Drafts every paper of the packet.
///
/// # Errors
/// Every template that cannot be rendered, holds what papers do not have, or names law, exhibits
/// or paragraphs that are not there.
pub fn compose(mut composing: Composing<'_>) -> Result<Drafts, Vec<TemplateError>> {
    let planned = plan(&composing).map_err(|error| vec![error])?;
    let listed: Vec<Value> = planned.iter().map(|paper| composing.listed(paper)).collect();
    composing.view.insert("papers", &listed);
    let (guides, papers): (Vec<&Planned<'_>>, Vec<&Planned<'_>>) =
        planned.iter().partition(|paper| paper.front.stationery == StationeryKind::Guide);

    let mut marks = Marks::new();
    let mut errors = Vec::new();
    let parsed = composing.parse(&papers, &mut marks, &mut errors);
    let mut drafts = Drafts { served: composing.served.clone(), ..Drafts::default() };
    for (paper, parsed) in papers.iter().zip(parsed) {
        composing.resolve(paper, parsed, &marks, &mut drafts, &mut errors);
    }
    composing.add_blanks(&drafts.blanks);
    let parsed = composing.parse(&guides, &mut marks, &mut errors);
    for (paper, parsed) in guides.iter().zip(parsed) {
        composing.resolve(paper, parsed, &marks, &mut drafts, &mut errors);
    }
    drafts.papers.sort_by_key(|paper| paper.number);
    if errors.is_empty() { Ok(drafts) } else { Err(errors) }
}

/// Which papers the packet has, with their numbers and titles.
fn plan<'a>(composing: &Composing<'a>) -> Result<Vec<Planned<'a>>, TemplateError> {
    let mut planned = Vec::new();
    let mut number = 0;
    for paper in composing.papers {
        let one = match paper {
            PaperPlan::Template(name) => composing.plan_template(name)?,
            PaperPlan::Form(form) => Planned {
                name: forms::template_name(&form.source.map.number),
                front: Cow::Owned(form.front()),
                form: Some(form),
                number: 0,
                title: form.title(composing)?,
            },
        };
        let guide = one.front.stationery == StationeryKind::Guide;
        number += usize::from(!guide);
        planned.push(Planned { number: if guide { 0 } else { number }, ..one });
    }
    Ok(planned)
}

impl<'a> Composing<'a> {
    fn plan_template(&self, name: &str) -> Result<Planned<'a>, TemplateError> {
        let front = self.templates.front(name).ok_or_else(|| TemplateError {
            template: name.to_owned(),
            what: "no such template, or it has no front matter".to_owned(),
        })?;
        let title = self.templates.part(name, "title", &self.view)?;
        Ok(Planned {
            name: name.to_owned(),
            front: Cow::Borrowed(front),
            form: None,
            number: 0,
            title,
        })
    }
}

impl Composing<'_> {
    /// A paper as templates see it in `papers`; its title still holds its tokens.
    fn listed(&self, paper: &Planned<'_>) -> Value {
        let signed_by = match paper.form {
            Some(form) => form.signed_by(self),
            None => {
                let said = self.templates.part(&paper.name, "signed_by", &self.view);
                said.unwrap_or_default()
            }
        };
        let apart = paper.form.is_some() && paper.front.confidential;
        let name = if apart { confidential_name } else { file_name };
        let file = name(paper.number, &paper.front.file);
        let attached = paper.form.map(|form| &form.attached).into_iter().flatten();
        let attached: Vec<String> = attached.filter_map(|form| form.title(self).ok()).collect();
        json!({
            "attached": attached,
            "id": paper.front.paper,
            "number": paper.number,
            "title": paper.title,
            "file": file,
            "filed": paper.front.filed,
            "served": paper.front.served,
            "confidential": paper.front.confidential,
            "signed_by": signed_by,
        })
    }

    fn add_blanks(&mut self, blanks: &[FactBlank]) {
        let mut listed: Vec<Value> = Vec::new();
        for blank in blanks {
            let paper = self.registry.made(&blank.paper);
            let label = self.registry.made(&blank.label);
            listed.push(json!({ "paper": paper, "label": label }));
        }
        self.view.insert("blanks", &listed);
    }

    /// Renders and parses papers, and collects the numbers of their marked paragraphs.
    fn parse(
        &self,
        papers: &[&Planned<'_>],
        marks: &mut Marks,
        errors: &mut Vec<TemplateError>,
    ) -> Vec<Parsed> {
        let mut all = Vec::new();
        for paper in papers {
            if let Some(form) = paper.form {
                let forms = self.parse_forms(form, marks).map_err(|error| errors.push(error));
                all.push(forms.map_or(Parsed::Blocks(Vec::new()), Parsed::Forms));
                continue;
            }
            let blocks = match self.templates.body(&paper.name, &self.view) {
                Ok(text) => markup::parse(&text).unwrap_or_else(|found| {
                    errors.extend(found.into_iter().map(|error| TemplateError {
                        template: paper.name.clone(),
                        what: format!("{}: `{}`", error.what, error.near),
                    }));
                    Vec::new()
                }),
                Err(error) => {
                    errors.push(error);
                    Vec::new()
                }
            };
            collect_marks(&paper.front.paper, &blocks, marks);
            all.push(Parsed::Blocks(blocks));
        }
        all
    }

    fn resolve(
        &self,
        paper: &Planned<'_>,
        parsed: Parsed,
        marks: &Marks,
        drafts: &mut Drafts,
        errors: &mut Vec<TemplateError>,
    ) {
        let mut resolver = Resolver {
            registry: &self.registry.entries,
            law: self.law,
            as_of: self.as_of,
            exhibits: &self.exhibits,
            marks,
            paper: String::new(),
            blanks: Vec::new(),
            mentions: Vec::new(),
            errors: Vec::new(),
        };
        let title = resolver.plain(&paper.title);
        resolver.paper.clone_from(&title);
        let made = self.document(paper, title, parsed, &mut resolver);
        let template = paper.name.clone();
        errors.extend(
            resolver
                .errors
                .iter()
                .map(|what| TemplateError { template: template.clone(), what: what.clone() }),
        );
        drafts.blanks.append(&mut resolver.blanks);
        for id in resolver.mentions.drain(..) {
            if !drafts.mentions.contains(&id) {
                drafts.mentions.push(id);
            }
        }
        let public = !paper.front.confidential;
        match made {
            Ok(document) if public && withheld::is_borne(&document, &self.withheld) => {
                errors.push(TemplateError { template, what: NAME_BORNE.to_owned() });
            }
            Ok(document) => drafts.papers.push(Drafted {
                file: paper.front.file.clone(),
                number: paper.number,
                filed: paper.front.filed,
                confidential: paper.front.confidential,
                document,
            }),
            Err(error) => errors.push(error),
        }
    }

    fn document(
        &self,
        paper: &Planned<'_>,
        title: String,
        parsed: Parsed,
        resolver: &mut Resolver<'_>,
    ) -> Result<Document, TemplateError> {
        let (blocks, forms) = match parsed {
            Parsed::Blocks(blocks) => (blocks, None),
            Parsed::Forms(forms) => (Vec::new(), Some(forms)),
        };
        let part = |part: &str| match paper.form {
            Some(_) => Ok(String::new()),
            None => self.templates.part(&paper.name, part, &self.view),
        };
        let footer = resolver.plain(&part("footer")?);
        let stationery = match (paper.front.stationery, forms) {
            (_, Some(forms)) => Stationery::CourtForm(forms.resolve(resolver)?),
            (StationeryKind::Guide, _) => Stationery::Guide,
            (StationeryKind::Letter | StationeryKind::CourtForm, _) => Stationery::Letter,
            (StationeryKind::Pleading, _) => {
                let own = part("caption")?;
                let word = if own.trim().is_empty() { &self.title_of_case } else { &own };
                let form = self.captions.named(word).ok_or_else(|| TemplateError {
                    template: paper.name.clone(),
                    what: format!(
                        "`{word}` is not a caption: {}",
                        self.captions.names().join(", ")
                    ),
                })?;
                let nature = front_line(&part("nature")?, resolver);
                let nature = if nature.is_empty() { vec![Inline::plain(&title)] } else { nature };
                let mut particulars = Vec::new();
                for n in 0..paper.front.particulars.len() {
                    // A part that stands for several lines renders to several.
                    let entry = part(&format!("particulars.{n}"))?;
                    particulars.extend(entry.lines().map(|line| front_line(line, resolver)));
                }
                particulars.retain(|line| !line.is_empty());
                Stationery::Pleading(Caption { nature, particulars, ..self.caption.caption(form) })
            }
        };
        Ok(Document {
            paper: paper.front.paper.clone(),
            footer_title: if footer.is_empty() { title.clone() } else { footer },
            title,
            stationery,
            blocks: resolver.blocks(blocks),
            n_behind: 0,
        })
    }
}

/// One line of a front matter, with its tokens swapped; white space folded.
fn front_line(text: &str, resolver: &mut Resolver<'_>) -> Vec<Inline> {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    resolver.words(&folded)
}
