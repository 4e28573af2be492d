//! Templates: front matter, the Tera engine, and the few functions that templates may call.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use tera::{Context, Kwargs, Map, State, Tera, TeraResult, Value};

use super::forms;
use super::token::Token;
use crate::catalog::court_form::FormMap;

/// What a template says of its paper, before its body.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    /// Id of the paper inside the packet.
    pub paper: String,
    /// Stem of the file name.
    pub file: String,
    /// Full title.
    pub title: String,
    /// Nature of the paper in the caption; the title in capitals where it is left out.
    #[serde(default)]
    pub nature: String,
    /// Footer title; the title where it is left out.
    #[serde(default)]
    pub footer: String,
    /// On what it is printed.
    pub stationery: StationeryKind,
    /// Which title of the case it bears; renders to a name of forms/captions.yaml.
    #[serde(default)]
    pub caption: String,
    /// Lines of the caption below the nature.
    #[serde(default)]
    pub particulars: Vec<String>,
    /// Whether it is filed in court or delivered; a guide is not.
    #[serde(default = "yes")]
    pub filed: bool,
    /// Whether it is served with the petition.
    #[serde(default = "yes")]
    pub served: bool,
    /// Whether it is kept from the public file, so that it may bear a name that other papers withhold.
    #[serde(default)]
    pub confidential: bool,
    /// Who signs it, in words for the guide sheet.
    #[serde(default)]
    pub signed_by: String,
}

fn yes() -> bool {
    true
}

/// The stationery words of a front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StationeryKind {
    /// Numbered pleading paper with a caption.
    Pleading,
    /// A letter.
    Letter,
    /// Not filed.
    Guide,
    /// An official form; no template says it of itself.
    #[serde(skip)]
    CourtForm,
}

/// The texts of all templates of a catalog, by path below templates/; none is parsed yet.
#[derive(Debug, Clone, Default)]
pub struct TemplateTexts(pub BTreeMap<String, String>);

impl TemplateTexts {
    /// Whether a paper's template is there, by its name in a petition file.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(&path_of(name))
    }

    /// Parses the templates of some papers and of all parts that they include: a packet needs no others.
    ///
    /// # Errors
    /// Every template with bad front matter, or all that Tera says of their bodies.
    pub fn parse<'a>(
        &self,
        papers: impl Iterator<Item = &'a str>,
    ) -> Result<Templates, Vec<TemplateError>> {
        let known = self.closure(papers);
        Templates::load(known.iter().map(|path| (path.as_str(), self.0[path].as_str())))
    }

    /// Parses what a map of an official form types, with all parts that it includes.
    ///
    /// # Errors
    /// All that Tera says of it.
    pub fn parse_form(&self, map: &FormMap) -> Result<Templates, Vec<TemplateError>> {
        let text = forms::combined(map);
        let parts = self.closure_of_form(map);
        let path = path_of(&forms::template_name(&map.number));
        let mut own = vec![
            (format!("{path}#signed_by"), map.signed_by.clone()),
            (format!("{path}#called"), map.called.clone()),
        ];
        for revision in &map.revisions {
            let part = revision.signed_by_part();
            own.extend(part.map(|part| (format!("{path}#{part}"), revision.signed_by.clone())));
        }
        own.push((path, text));
        let parts = parts.iter().map(|path| (path.as_str(), self.0[path].as_str()));
        Templates::load_with(parts, own)
    }

    /// Paths of the templates of some papers, of all parts that they include, and of all components.
    pub fn closure<'a>(&self, papers: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
        self.with_included(papers.map(path_of).collect())
    }

    /// Paths of all parts that the map of an official form includes, and of all components.
    pub fn closure_of_form(&self, map: &FormMap) -> BTreeSet<String> {
        self.with_included(included(&forms::combined(map)).collect())
    }

    fn with_included(&self, mut wanted: Vec<String>) -> BTreeSet<String> {
        let components = self.0.iter().filter(|(_, text)| text.contains("% component "));
        wanted.extend(components.map(|(path, _)| path.clone()));
        let mut known = BTreeSet::new();
        while let Some(path) = wanted.pop() {
            if let Some((path, text)) = self.0.get_key_value(&path)
                && known.insert(path.clone())
            {
                wanted.extend(included(text));
            }
        }
        known
    }
}

/// Paths that a text includes.
fn included(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split("include ").skip(1).filter_map(|rest| {
        let quote = rest.chars().next().filter(|c| ['"', '\''].contains(c))?;
        rest[1..].split_once(quote).map(|(path, _)| path.to_owned())
    })
}

/// The templates of one petition, parsed once.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    papers: Vec<(String, FrontMatter)>,
}

/// A template that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// Path below templates/.
    pub template: String,
    /// What is wrong, with the engine's own drawing of the place.
    pub what: String,
}

impl Templates {
    fn load<'a>(
        files: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<Templates, Vec<TemplateError>> {
        Templates::load_with(files, Vec::new())
    }

    /// Files, and further templates by name that have no front matter.
    fn load_with<'a>(
        files: impl Iterator<Item = (&'a str, &'a str)>,
        mut sources: Vec<(String, String)>,
    ) -> Result<Templates, Vec<TemplateError>> {
        let mut tera = Tera::new();
        tera.autoescape_on(Vec::<&str>::new());
        register(&mut tera);
        let mut papers = Vec::new();
        let mut errors = Vec::new();
        for (path, text) in files {
            match split(path, text) {
                Ok((front, body)) => {
                    if let Some(front) = front {
                        for (part, template) in strings(&front) {
                            sources.push((format!("{path}#{part}"), template));
                        }
                        papers.push((path.to_owned(), front));
                    }
                    sources.push((path.to_owned(), body));
                }
                Err(what) => errors.push(TemplateError { template: path.to_owned(), what }),
            }
        }
        if let Err(error) = tera.add_raw_templates(sources) {
            errors.push(TemplateError { template: "templates".into(), what: error.to_string() });
        }
        if errors.is_empty() { Ok(Templates { tera, papers }) } else { Err(errors) }
    }

    /// The front matter of a paper's template, by its name in a petition file.
    pub fn front(&self, name: &str) -> Option<&FrontMatter> {
        let path = path_of(name);
        self.papers.iter().find(|(known, _)| *known == path).map(|(_, front)| front)
    }

    /// Renders the body of a template.
    ///
    /// # Errors
    /// What Tera says, with template and line.
    pub fn body(&self, name: &str, view: &Context) -> Result<String, TemplateError> {
        self.render(path_of(name), view)
    }

    /// Renders one string of a front matter: `title`, `nature`, `footer`, `particulars.0` ...
    ///
    /// # Errors
    /// What Tera says, with template and line.
    pub fn part(&self, name: &str, part: &str, view: &Context) -> Result<String, TemplateError> {
        self.render(format!("{}#{part}", path_of(name)), view)
    }

    fn render(&self, template: String, view: &Context) -> Result<String, TemplateError> {
        self.tera
            .render(&template, view)
            .map_err(|error| TemplateError { what: error.to_string(), template })
    }
}

fn path_of(name: &str) -> String {
    format!("{name}.md.tera")
}

fn strings(front: &FrontMatter) -> Vec<(String, String)> {
    let mut out = vec![
        ("title".to_owned(), front.title.clone()),
        ("nature".to_owned(), front.nature.clone()),
        ("footer".to_owned(), front.footer.clone()),
        ("signed_by".to_owned(), front.signed_by.clone()),
        ("caption".to_owned(), front.caption.clone()),
    ];
    for (n, line) in front.particulars.iter().enumerate() {
        out.push((format!("particulars.{n}"), line.clone()));
    }
    out
}

/// Splits a template into its front matter, which shared parts do not have, and its body.
fn split(path: &str, text: &str) -> Result<(Option<FrontMatter>, String), String> {
    let Some(rest) = text.strip_prefix("---\n") else {
        let shared = path.starts_with("parts/");
        return if shared {
            Ok((None, text.to_owned()))
        } else {
            Err("a paper's template begins with front matter between `---` lines".to_owned())
        };
    };
    let Some((front, body)) = rest.split_once("\n---\n") else {
        return Err("the front matter has no closing `---` line".to_owned());
    };
    let front: FrontMatter =
        serde_yaml::from_str(front).map_err(|error| format!("front matter: {error}"))?;
    // The lines of the front matter are kept empty, so that the engine's line numbers are the file's.
    let lines = text[..text.len() - body.len()].matches('\n').count();
    Ok((Some(front), format!("{}{body}", "\n".repeat(lines))))
}

fn register(tera: &mut Tera) {
    tera.register_function("cite", cite);
    tera.register_function("law", law);
    tera.register_function("authority", authority);
    tera.register_function("exhibit", |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(Token::Exhibit { id: text(&kwargs, "id")?, bare: false }.encode())
    });
    tera.register_function("mark", |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(Token::Mark(text(&kwargs, "id")?).encode())
    });
    tera.register_function("para", |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let (paper, mark) = (text(&kwargs, "of")?, text(&kwargs, "id")?);
        Ok(Token::Paragraph { paper, mark }.encode())
    });
    tera.register_function("box", |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(Token::CheckBox(kwargs.get::<bool>("ticked")?.unwrap_or(false)).encode())
    });
    tera.register_function("rule", |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(blank_token(&kwargs, false)?.encode())
    });
    tera.register_filter("blank", |value: Value, kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        // An address of which nothing is known is a group or a list all the same.
        let is_empty = value.as_map().is_some_and(Map::is_empty)
            || value.as_array().is_some_and(<[Value]>::is_empty);
        if value.is_undefined() || value.is_none() || is_empty {
            return Ok(Value::from(blank_token(&kwargs, true)?.encode()));
        }
        if value.is_map() || value.is_array() {
            let label = text(&kwargs, "label")?;
            return Err(tera::Error::message(format!("`{label}`: a group of facts has no words")));
        }
        Ok(value)
    });
}

fn cite(kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let long = kwargs.get::<&str>("form")?.is_some_and(|form| form == "long");
    Ok(Token::Cite { key: text(&kwargs, "of")?, long }.encode())
}

fn law(kwargs: Kwargs, _: &State) -> TeraResult<String> {
    Ok(Token::Law { key: text(&kwargs, "of")?, value: text(&kwargs, "value")? }.encode())
}

fn authority(kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let short = kwargs.get::<&str>("form")?.is_some_and(|form| form == "short");
    Ok(Token::Authority { key: text(&kwargs, "of")?, short }.encode())
}

fn blank_token(kwargs: &Kwargs, fact: bool) -> TeraResult<Token> {
    let width = kwargs.get::<u32>("width")?.unwrap_or(144);
    Ok(Token::Blank { label: text(kwargs, "label")?, width, fact })
}

fn text(kwargs: &Kwargs, name: &str) -> TeraResult<String> {
    kwargs.must_get::<&str>(name).map(ToOwned::to_owned)
}
