//! Everything below forms/ and templates/: built in, or read from folders of the user's.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use include_dir::{Dir, include_dir};

use crate::case::KnownPetition;
use crate::compose::forms::FormSource;
use crate::compose::template::{TemplateError, TemplateTexts, Templates};
use crate::content::ContentHash;
use crate::court_form::Blanks;
use crate::law::Law;
use crate::layout::font::Faces;
use crate::layout::page::FaceId;
use crate::pdf::FaceFiles;
use captions::Captions;
use court_form::{FormFile, FormMap};
use fields::Fields;
use petition::Petition;
use schema::PetitionFacts;

pub mod audit;
pub mod captions;
pub mod court_form;
pub mod fields;
pub mod json_schema;
pub mod order;
pub mod petition;
pub mod schema;
pub mod skeleton;

static FORMS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/forms");
static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The petitions, their facts, the law they rest on, their templates and the typefaces.
pub struct Catalog {
    /// Every fact a case file can state.
    pub fields: Fields,
    /// Petitions by id.
    pub petitions: BTreeMap<String, Petition>,
    /// The facts of a matter for which no petition has been chosen yet.
    pub matter: PetitionFacts,
    /// The law.
    pub law: Law,
    /// The titles of the case that pleadings bear.
    pub captions: Captions,
    /// The texts of the templates; `templates_of` parses those of one petition.
    pub templates: TemplateTexts,
    /// The parsed templates by petition, each filled when its first case comes.
    parsed: BTreeMap<String, OnceLock<Result<Templates, Vec<String>>>>,
    /// The maps of official forms by number, each read when first asked for.
    forms: BTreeMap<String, FormFile>,
    /// The blank forms at hand.
    pub blanks: Blanks,
    /// The embedded faces, as layout measures them.
    pub faces: Faces,
    /// The same faces, as files embed them.
    pub face_files: FaceFiles<'static>,
    /// Ids and aliases of all petitions.
    pub names: Vec<String>,
    /// The texts below forms/, as they were read: `content` hashes them.
    form_texts: Files,
}

/// Files as (path below their folder, text).
type Files = Vec<(String, String)>;

impl Catalog {
    /// The catalog that is built into the program.
    ///
    /// # Errors
    /// Every fault of the data; a test holds that there is none.
    pub fn embedded() -> Result<Catalog, Vec<String>> {
        Catalog::read(embedded(&FORMS), embedded(&TEMPLATES))
    }

    /// The catalog with folders of the user's: `forms` instead of what is built in, `templates`
    /// over it, file by file.
    ///
    /// # Errors
    /// Folders that cannot be read, and every fault of the data.
    pub fn from_folders(
        forms: Option<&Path>,
        templates: Option<&Path>,
    ) -> Result<Catalog, Vec<String>> {
        let forms = match forms {
            Some(folder) => folder_files(folder)?,
            None => embedded(&FORMS),
        };
        let mut texts: BTreeMap<String, String> = embedded(&TEMPLATES).into_iter().collect();
        if let Some(folder) = templates {
            texts.extend(folder_files(folder)?);
        }
        let catalog = Catalog::read(forms, texts.into_iter().collect())?;
        // What is built in was parsed by the tests; what comes from a folder is told before any case is.
        let faults = match templates {
            Some(_) => catalog.template_faults(),
            None => Vec::new(),
        };
        if faults.is_empty() { Ok(catalog) } else { Err(faults) }
    }

    /// The catalog with the blank forms that the user has at hand; it has none by itself.
    pub fn with_blanks(self, blanks: Blanks) -> Catalog {
        Catalog { blanks, ..self }
    }

    /// The hash of everything that papers take from here: forms, templates, faces, blank forms.
    pub fn content(&self) -> ContentHash {
        let bytes = |text: &String| Some(text.clone().into_bytes());
        let forms = self.form_texts.iter().map(|(path, text)| (path.clone(), bytes(text)));
        let templates = self.templates.0.iter().map(|(path, text)| (path.clone(), bytes(text)));
        let faces = FaceId::ALL.map(|face| ("face".to_owned(), Some(Faces::data(face).to_vec())));
        let parts = forms.chain(templates).chain(faces).chain(self.blanks.contents());
        let digests: Vec<String> = parts.map(digest).collect();
        ContentHash::of_parts(digests.iter().map(String::as_bytes))
    }

    /// The parsed templates of a petition of this catalog.
    ///
    /// # Errors
    /// Every fault of them, each in one line.
    pub fn templates_of(&self, petition: &Petition) -> Result<&Templates, Vec<String>> {
        let parse = || {
            let papers = petition.papers.iter().map(|paper| paper.template.as_str());
            self.templates.parse(papers).map_err(in_lines)
        };
        let Some(slot) = self.parsed.get(&petition.id) else {
            return Err(vec![format!("`{}` is no petition of this catalog", petition.id)]);
        };
        slot.get_or_init(parse).as_ref().map_err(Clone::clone)
    }

    /// The numbers of all official forms that have a map.
    pub fn form_numbers(&self) -> impl Iterator<Item = &str> {
        self.forms.keys().map(String::as_str)
    }

    /// The map of an official form, by its number.
    ///
    /// # Errors
    /// What is wrong with it, or that there is none, in one line.
    pub fn court_form(&self, number: &str) -> Result<&FormMap, String> {
        let file = self.forms.get(number);
        file.ok_or_else(|| format!("forms/court-forms has no `{number}`"))?.map()
    }

    /// Numbers of the official forms that are known, in order.
    pub fn court_form_numbers(&self) -> impl Iterator<Item = &str> {
        self.forms.keys().map(String::as_str)
    }

    /// The map of an official form with its parsed templates.
    ///
    /// # Errors
    /// Everything that is wrong with them, each in one line.
    pub fn form_source(&self, number: &str) -> Result<FormSource<'_>, Vec<String>> {
        let map = self.court_form(number).map_err(|fault| vec![fault])?;
        let file = &self.forms[number];
        let parse = || self.templates.parse_form(map).map_err(in_lines);
        let templates = file.templates.get_or_init(parse).as_ref().map_err(Clone::clone)?;
        Ok(FormSource { map, templates, revision: None })
    }

    /// What is wrong with the templates of all petitions.
    pub fn template_faults(&self) -> Vec<String> {
        let faults = self.petitions.values().filter_map(|one| self.templates_of(one).err());
        let of_forms = self.forms.keys().filter_map(|number| self.form_source(number).err());
        let mut faults: Vec<String> = faults.chain(of_forms).flatten().collect();
        faults.sort();
        faults.dedup();
        faults
    }

    fn read(forms: Files, templates: Files) -> Result<Catalog, Vec<String>> {
        // The parts know nothing of one another; a cold start takes as long as the longest.
        let (law, faces, petitions) = std::thread::scope(|scope| {
            let law = scope.spawn(|| Law::load(&forms));
            let faces = FaceFiles::parse(Faces::data).map_err(|error| vec![error.to_string()]);
            let petitions = petitions(&forms);
            (joined(law), faces, petitions)
        });
        let law = law?;
        let counties: Vec<String> = law.courts.iter().map(|county| county.name.clone()).collect();
        let text = |name: &str| {
            let found = forms.iter().find(|(path, _)| path == name);
            found.map(|(_, text)| text.as_str()).ok_or_else(|| vec![format!("forms has no {name}")])
        };
        let captions = Captions::load(text("captions.yaml")?).map_err(|error| vec![error])?;
        let more: Vec<(&str, &str)> = forms
            .iter()
            .filter(|(path, _)| path.starts_with("fields/"))
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        let fields = Fields::load(text("fields.yaml")?, &more, &counties)?;
        let matter = serde_yaml::from_str(text("matter.yaml")?)
            .map_err(|error| vec![format!("matter.yaml: {error}")])?;
        let mut petitions = petitions?;
        petitions.values_mut().for_each(|one| one.expand(&fields));
        let names = petitions
            .values()
            .flat_map(|one| std::iter::once(&one.id).chain(&one.aliases))
            .cloned()
            .collect();
        let (face_files, faces) = (faces?, Faces::new());
        let form_files = court_form::files(&forms);
        let templates = templates.into_iter().filter(|(path, _)| path.ends_with(".tera"));
        let templates = TemplateTexts(templates.collect());
        let parsed = petitions.keys().map(|id| (id.clone(), OnceLock::new())).collect();
        let catalog = Catalog {
            fields,
            petitions,
            matter,
            law,
            captions,
            templates,
            parsed,
            forms: form_files,
            blanks: Blanks::none(),
            faces,
            face_files,
            names,
            form_texts: forms,
        };
        let faults = audit::faults(&catalog);
        if faults.is_empty() { Ok(catalog) } else { Err(faults) }
    }

    /// The petition with an id or an alias.
    pub fn petition(&self, name: &str) -> Option<&Petition> {
        let name = name.trim();
        self.petitions.get(name).or_else(|| {
            self.petitions.values().find(|one| one.aliases.iter().any(|alias| alias == name))
        })
    }

    /// The petition with an id or an alias, as loading a case asks for it.
    pub fn known(&self, name: &str) -> Option<KnownPetition<'_>> {
        self.petition(name).map(|one| KnownPetition { id: &one.id, facts: &one.facts })
    }
}

fn in_lines(errors: Vec<TemplateError>) -> Vec<String> {
    errors.iter().map(|error| format!("{}: {}", error.template, error.what)).collect()
}

/// Name and bytes as hashes of one length, so that nothing of one is taken for the other.
fn digest((name, bytes): (String, Option<Vec<u8>>)) -> String {
    let content = bytes.map_or_else(|| "none".to_owned(), |bytes| ContentHash::of(&bytes).0);
    format!("{} {content}\n", ContentHash::of(name.as_bytes()).0)
}

/// What a thread made; its panic goes on in this one.
fn joined<T>(thread: std::thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn petitions(forms: &Files) -> Result<BTreeMap<String, Petition>, Vec<String>> {
    let mut petitions = BTreeMap::new();
    let mut faults = Vec::new();
    for (path, text) in forms {
        let Some(stem) =
            path.strip_prefix("petitions/").and_then(|rest| rest.strip_suffix(".yaml"))
        else {
            continue;
        };
        match Petition::load(text) {
            Ok(petition) if petition.id == stem => {
                petitions.insert(petition.id.clone(), petition);
            }
            Ok(petition) => {
                faults.push(format!("{path}: its id is `{}`, not the file's name", petition.id));
            }
            Err(error) => faults.push(format!("{path}: {error}")),
        }
    }
    if faults.is_empty() { Ok(petitions) } else { Err(faults) }
}

fn embedded(dir: &Dir<'_>) -> Files {
    let mut files = Vec::new();
    let mut folders = vec![dir];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            if let Some(text) = file.contents_utf8() {
                files.push((slashes(file.path()), text.to_owned()));
            }
        }
    }
    files.sort();
    files
}

fn folder_files(folder: &Path) -> Result<Files, Vec<String>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let failed = |error| vec![format!("cannot read `{}`: {error}", next.display())];
        for entry in fs::read_dir(&next).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end != "pdf") {
                let text = fs::read_to_string(&path)
                    .map_err(|error| vec![format!("cannot read `{}`: {error}", path.display())])?;
                files.push((slashes(path.strip_prefix(folder).unwrap_or(&path)), text));
            }
        }
    }
    files.sort();
    Ok(files)
}

fn slashes(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
