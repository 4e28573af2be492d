//! Cases drafted onto official forms by their maps alone, without a blank.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use petition::case::Case;
use petition::catalog::Catalog;
use petition::catalog::court_form::CourtFormUse;
use petition::check::condition::Inquiry;
use petition::check::wanted;
use petition::compose::PaperPlan;
use petition::compose::exhibits;
use petition::compose::forms::{BodySource, FormPlan};
use petition::compose::matter::Matter;
use petition::compose::stationery::Told;
use petition::document::{Block, CourtForms, FormDraft, Inline, Stationery};
use petition::pipeline::{self, Checked};
use petition::source::Source;

/// The day on which the cases are drafted.
pub(crate) fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

/// The folder of the repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The catalog of the repository.
pub(crate) struct Forms {
    pub(crate) catalog: Catalog,
}

/// What a case has typed into its forms, each with the head of its attachments; several of one form in order.
pub(crate) type Drafted = Vec<CourtForms>;

impl Forms {
    pub(crate) fn new() -> Forms {
        let catalog = Catalog::embedded().expect("the catalog loads");
        Forms { catalog }
    }

    /// Every form that a case file of the repository uses.
    pub(crate) fn file(&self, path: &str) -> Drafted {
        let text = std::fs::read_to_string(root().join(path)).expect(path);
        let folder = root().join(path).parent().map(Path::to_path_buf).unwrap_or_default();
        self.text(path, &text, &folder)
    }

    /// Every form that a case text uses.
    pub(crate) fn text(&self, name: &str, text: &str, folder: &Path) -> Drafted {
        let case = self.case(name, text, folder);
        let checked = pipeline::check(&self.catalog, &case, day());
        let petition = &self.catalog.petitions[&case.petition];
        let law = &self.catalog.law;
        let decided = &checked.decided;
        let inquiry = Inquiry { case: &case, petition, law, as_of: day(), decided, around: None };
        let uses = petition.court_forms.iter();
        let uses = uses.filter(|one| wanted(&inquiry, one.when.as_ref()));
        let uses = uses.filter(|one| self.stands(&case, &checked, one));
        let plans = uses.flat_map(|one| self.plans(&case, one, &one.form[0])).collect();
        self.drafted(&case, &checked, plans)
    }

    /// One form, whether the case would use it or not.
    pub(crate) fn anyhow(&self, text: &str, number: &str) -> FormDraft {
        let case = self.case("case.yaml", text, &root());
        let checked = pipeline::check(&self.catalog, &case, day());
        let petition = &self.catalog.petitions[&case.petition];
        let mut uses = petition.court_forms.iter();
        let one = uses.find(|one| one.form.iter().any(|form| form == number)).expect(number);
        let plans = self.plans(&case, one, number);
        self.drafted(&case, &checked, plans).swap_remove(0).forms.swap_remove(0)
    }

    fn case(&self, name: &str, text: &str, folder: &Path) -> Case {
        let source = Arc::new(Source::new(name, text));
        let read = |path: &str| std::fs::read(folder.join(path)).map_err(|why| why.to_string());
        let loaded = pipeline::load(&self.catalog, &source, &read);
        loaded.case.unwrap_or_else(|| panic!("{name}: {:?}", loaded.diagnostics))
    }

    fn drafted(&self, case: &Case, checked: &Checked, plans: Vec<PaperPlan<'_>>) -> Drafted {
        let petition = &self.catalog.petitions[&case.petition];
        let matter = Matter {
            case,
            catalog: &self.catalog,
            petition,
            templates: self.catalog.templates_of(petition).expect("templates"),
            decided: &checked.decided,
            derived: &checked.derived,
            warnings: &[],
            exhibits: &exhibits::listed(case),
            stationery: &Told { official: true, ..Told::default() },
            refused: checked.refused,
            as_of: day(),
        };
        let composing = matter.composing(&plans).expect("a view");
        let drafts = petition::compose::compose(composing).unwrap_or_else(|all| panic!("{all:?}"));
        let forms = drafts.papers.into_iter().filter_map(|paper| match paper.document.stationery {
            Stationery::CourtForm(forms) => Some(forms),
            _ => None,
        });
        forms.collect()
    }

    /// Whether the case has one of the papers in whose place the form stands.
    fn stands(&self, case: &Case, checked: &Checked, one: &CourtFormUse) -> bool {
        let papers = self.catalog.petitions[&case.petition].papers.iter();
        let mut has = papers.filter(|paper| checked.papers.contains(&paper.template));
        one.stands_for.is_empty() || has.any(|paper| one.stands_for.contains(&paper.id))
    }

    fn plans<'a>(
        &'a self,
        case: &'a Case,
        one: &'a CourtFormUse,
        number: &str,
    ) -> Vec<PaperPlan<'a>> {
        let petition = &self.catalog.petitions[&case.petition];
        let paper = petition.papers.iter().find(|paper| one.stands_for.last() == Some(&paper.id));
        let source = |number: &str| {
            self.catalog.form_source(number).unwrap_or_else(|faults| panic!("{faults:?}"))
        };
        let typed = ["declaration", "witnesses"];
        let body =
            paper.filter(|paper| typed.contains(&paper.id.as_str())).map(|paper| BodySource {
                template: &paper.template,
                templates: self.catalog.templates_of(petition).expect("templates"),
            });
        let items = match &one.each {
            Some(list) => {
                let at = petition::compose::matter::path(&[list]);
                let n = case.get(&at).and_then(|list| list.as_list()).map_or(0, <[_]>::len);
                (0..n).map(|n| Some((list.clone(), n))).collect()
            }
            None => vec![None],
        };
        let plan = |item| {
            let plan = FormPlan {
                paper: one.stands_for.last().cloned().unwrap_or_default(),
                source: source(number),
                body,
                item,
                attached: Vec::new(),
                sheets: Some(source("MC-025")),
            };
            PaperPlan::Form(Box::new(plan))
        };
        items.into_iter().map(plan).collect()
    }
}

/// The draft of a form.
pub(crate) fn of<'d>(drafted: &'d Drafted, number: &str) -> &'d FormDraft {
    let all = drafted.iter().flat_map(|one| one.forms.iter().chain(&one.attachment));
    let found = all.into_iter().find(|draft| draft.number == number);
    found.unwrap_or_else(|| panic!("no {number}"))
}

/// What a value says.
pub(crate) fn value(draft: &FormDraft, name: &str) -> String {
    words(draft.values.get(name).unwrap_or_else(|| panic!("no value `{name}`")))
}

/// The words of blocks, a line each.
pub(crate) fn words(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph { text, .. } | Block::Heading { text, .. } => lines.push(line(text)),
            Block::Numbered { label, blocks } => lines.push(format!("{label} {}", words(blocks))),
            Block::Quotation { blocks } => lines.push(words(blocks)),
            Block::Lines { lines: set } => lines.extend(set.iter().map(|one| line(one))),
            Block::List { items } => lines
                .extend(items.iter().map(|item| format!("{} {}", item.label, words(&item.blocks)))),
            Block::Table(table) => {
                let row = |row: &Vec<Vec<Inline>>| {
                    row.iter().map(|cell| line(cell)).collect::<Vec<_>>().join(" | ")
                };
                lines.push(row(&table.header));
                lines.extend(table.rows.iter().map(row));
            }
            Block::Signature(_) | Block::PageBreak => {}
        }
    }
    lines.join("\n")
}

/// The words of a line, with plain spaces; a rule to fill by hand is told as such.
pub(crate) fn line(text: &[Inline]) -> String {
    let word = |one: &Inline| match one {
        Inline::Text(words) => words.text.replace('\u{a0}', " "),
        Inline::Break => "\n".to_owned(),
        Inline::Blank { label, .. } => format!("<{label}>"),
        Inline::CheckBox { ticked } => if *ticked { "[x]" } else { "[ ]" }.to_owned(),
    };
    text.iter().map(word).collect()
}
