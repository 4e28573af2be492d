//! A checked case becomes what templates see: facts, the filer, the court, what is pleaded, what was computed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use tera::Context;

use super::caption::Heading;
use super::exhibits::{self, Exhibit};
use super::filer::Filer;
use super::offense;
use super::stationery::Told;
use super::template::Templates;
use super::view::{self, Registry};
use super::{Composing, PaperPlan, others, pleaded, served, withheld};
use crate::case::{Case, Fact};
use crate::catalog::Catalog;
use crate::catalog::petition::{Petition, TitleOfCase};
use crate::check::condition::Inquiry;
use crate::check::derivations::Derived;
use crate::check::determination::Determination;
use crate::check::wanted;
use crate::diagnostic::words::long_date;
use crate::document::{Inline, Words};
use crate::law::LawValue;
use crate::law::court::County;
use crate::source::FieldPath;

/// A case, its petition and what the checks made of it.
pub struct Matter<'a> {
    /// The facts.
    pub case: &'a Case,
    /// Petitions, fields, law and templates.
    pub catalog: &'a Catalog,
    /// The petition that the case asks for.
    pub petition: &'a Petition,
    /// The templates of its papers.
    pub templates: &'a Templates,
    /// What the law makes of each relief.
    pub decided: &'a [Determination],
    /// Every derivation by name.
    pub derived: &'a BTreeMap<String, Derived>,
    /// Warnings in words, for the guide sheet.
    pub warnings: &'a [String],
    /// The exhibits in the order of their letters.
    pub exhibits: &'a [Exhibit],
    /// On what kind of paper the packet is drafted.
    pub stationery: &'a Told,
    /// Whether the law refuses what the case asks.
    pub refused: bool,
    /// The day of filing.
    pub as_of: NaiveDate,
}

impl<'a> Matter<'a> {
    /// Everything that composing the given papers reads.
    ///
    /// # Errors
    /// When the view cannot be handed to the template engine.
    pub fn composing(&self, papers: &'a [PaperPlan<'a>]) -> Result<Composing<'a>, tera::Error> {
        let mut registry = Registry::default();
        let view = self.view(&mut registry);
        let served = view["served"].as_array().into_iter().flatten();
        let served: Vec<String> = served.map(|one| registry.said(&one["name"])).collect();
        let letters = |one: &Exhibit| (one.id.clone(), one.letter.clone());
        Ok(Composing {
            templates: self.templates,
            law: &self.catalog.law,
            as_of: self.as_of,
            papers,
            view: Context::from_serialize(&view)?,
            registry,
            exhibits: self.exhibits.iter().map(letters).collect(),
            captions: &self.catalog.captions,
            title_of_case: self.title_of_case(),
            caption: self.heading(),
            withheld: withheld::names(self.case, self.petition),
            served,
        })
    }

    fn view(&self, registry: &mut Registry) -> Value {
        let root = FieldPath::root();
        let fields = &self.catalog.fields.facts;
        let mut view = view::group(fields, Some(&self.case.facts), &root, registry);
        self.filer(&mut view, registry);
        self.court(&mut view, registry);
        self.prosecutor(&mut view, registry);
        self.agency(&mut view, registry);
        exhibits::describe(self.exhibits, self.case, &mut view, registry);
        offense::describe(self, &mut view, registry);
        pleaded::describe(self, &mut view, registry);
        self.derived(&mut view, registry);
        withheld::hide(self.case, self.petition, &mut view, registry);
        served::describe(self, &mut view, registry);
        others::describe(self, &mut view, registry);
        others::instead(self, &mut view, registry);
        let on_papers = self.petition.on_papers.as_ref();
        let on_papers = on_papers.is_some_and(|when| wanted(&self.inquiry(), Some(when)))
            && self.case.get(&path(&["hearing", "date"])).is_none();
        view["on_papers"] = Value::Bool(on_papers);
        view["has_hearing"] = Value::Bool(self.petition.declares("hearing") && !on_papers);
        view["party"] = Value::String(self.petition.party.clone());
        view["people"] = registry.made(&self.catalog.captions.people);
        view["stationery"] = self.stationery.view(registry);
        view["on_form"] = Value::Bool(false);
        view["as_of"] = registry.made(&long_date(self.as_of));
        view["catalog"] = self.catalog_ages(registry);
        view["warnings"] = self.warnings.iter().map(|text| registry.made(text)).collect();
        view
    }

    /// The county of the court.
    pub fn county(&self) -> Option<&County> {
        self.catalog.law.courts.county(&text(self.case, &path(&["court", "county"]))?)
    }

    fn filer(&self, view: &mut Value, registry: &mut Registry) {
        let filer = Filer::of(self.case, self.petition);
        let lines: Vec<Value> =
            filer.party_block().into_iter().map(|line| registry.inlines(line)).collect();
        view["filer"] = json!({
            "represented": filer.represented,
            "name": registry.fact(&filer.name(), &filer.name_path()),
            "role": registry.made(&filer.role()),
            "lines": lines,
        });
    }

    fn court(&self, view: &mut Value, registry: &mut Registry) {
        let title: Vec<Value> = self.court_title().iter().map(|line| registry.made(line)).collect();
        view["court"]["title"] = Value::Array(title);
        let named = text(self.case, &path(&["court", "courthouse"]));
        let Some(county) = self.county() else { return };
        view["court"]["county_alone"] = registry.fact(&county.name, &path(&["court", "county"]));
        habits(county, &mut view["court"], registry);
        let house = match &named {
            Some(name) => county.courthouse(name),
            None => county.courthouses.first(),
        };
        let address = house.and_then(|house| Some((house, house.printable_address()?)));
        if let Some((house, address)) = address {
            view["court"]["clerk"] = json!({
                "name": registry.made(&house.name),
                "lines": lines(&[&address.street, &format!("{}, CA {}", address.city, address.zip)], registry),
                "seen": house.seen.as_deref().map(|seen| registry.made(seen)),
                // Only a courthouse that the case names is the one of the case.
                "named": named.is_some() && house.seen.as_deref().is_some_and(is_dated),
            });
        }
    }

    fn court_title(&self) -> Vec<String> {
        self.county().map(|county| county.caption.clone()).unwrap_or_default()
    }

    /// The office that prosecutes; the county's district attorney where the case names none.
    fn prosecutor(&self, view: &mut Value, registry: &mut Registry) {
        let stated = text(self.case, &path(&["prosecutor", "agency"]));
        let Some(county) = self.county() else { return };
        let office = match &stated {
            Some(agency) => county.prosecutor(agency),
            None => county.district_attorney(),
        };
        let Some(office) = office else { return };
        if stated.is_none() {
            view["prosecutor"]["agency"] = registry.made(&office.agency);
            let mut cities = county.city_prosecutors().peekable();
            view["prosecutor"]["by_city"] = Value::Bool(cities.peek().is_some());
            let seen = cities.filter(|office| office.name_seen);
            view["prosecutor"]["cities"] = seen.map(|city| registry.made(&city.agency)).collect();
        }
        let given = view["prosecutor"]["address"]["street"].is_string();
        if let Some(address) = office.printable_address().filter(|_| !given) {
            let city = format!("{}, CA {}", address.city, address.zip);
            view["prosecutor"]["address"]["lines"] = lines(&[&address.street, &city], registry);
            let parts = [("street", address.street.as_str()), ("city", &address.city)];
            for (part, text) in parts.into_iter().chain([("state", "CA"), ("zip", &address.zip)]) {
                view["prosecutor"]["address"][part] = registry.made(text);
            }
            view["prosecutor"]["address_seen"] =
                office.seen.as_deref().map(|seen| registry.made(seen)).unwrap_or_default();
        }
    }

    /// The agency that has jurisdiction over the offense, which need not be the arresting one.
    fn agency(&self, view: &mut Value, registry: &mut Registry) {
        let arrest = path(&["arrest"]);
        let arresting = text(self.case, &arrest.key("agency"));
        let other = text(self.case, &arrest.key("agency_with_jurisdiction"));
        let same = match (&arresting, &other) {
            (Some(one), Some(other)) => one.trim().to_lowercase() == other.trim().to_lowercase(),
            _ => true,
        };
        let key = if other.is_some() { "agency_with_jurisdiction" } else { "agency" };
        let Some(name) = other.or(arresting) else { return };
        let address = view["arrest"]["agency_address"].clone();
        view["agency"] = json!({
            "name": registry.fact(&name, &arrest.key(key)),
            "arresting": same,
            "address": address,
        });
    }

    fn derived(&self, view: &mut Value, registry: &mut Registry) {
        let mut map = Map::new();
        for (name, derived) in self.derived {
            let value = match &derived.fact {
                Some(Fact::Date(day)) => registry.made(&long_date(*day)),
                Some(Fact::Flag(flag)) => Value::Bool(*flag),
                Some(Fact::Choice(word)) => Value::String(word.clone()),
                Some(Fact::Text(text)) => registry.made(text),
                Some(Fact::Number(number)) => registry.made(&number.to_string()),
                _ => continue,
            };
            map.insert(name.clone(), value);
        }
        view["derived"] = Value::Object(map);
    }

    fn catalog_ages(&self, registry: &mut Registry) -> Value {
        let law = &self.catalog.law;
        let keys = self.petition.provisions();
        let mut ages = json!({
            "compiled": registry.made(&long_date(law.compiled)),
            "statutes_through": registry.made(&long_date(law.statutes_through)),
        });
        if let Some((day, _)) = law.oldest_checked(keys.iter().copied()) {
            ages["oldest_checked"] = registry.made(&long_date(day));
        }
        let cites = |key: &&str| law.cite(key, crate::law::CiteForm::Short);
        let unchecked: Vec<Value> = law
            .unchecked(keys.iter().copied())
            .iter()
            .filter_map(cites)
            .map(|cite| registry.made(&cite))
            .collect();
        ages["unchecked"] = Value::Array(unchecked);
        ages
    }

    /// The title of the case that the petition's papers bear on these facts; the common one where none is named.
    fn title_of_case(&self) -> String {
        let inquiry = self.inquiry();
        let fits = |one: &&TitleOfCase| wanted(&inquiry, one.when.as_ref());
        let title = self.petition.captions.iter().find(fits);
        title.map(|one| one.name.clone()).unwrap_or_default()
    }

    /// What conditions of the petition file are read against.
    pub fn inquiry(&self) -> Inquiry<'a> {
        Inquiry {
            case: self.case,
            petition: self.petition,
            law: &self.catalog.law,
            as_of: self.as_of,
            decided: self.decided,
            around: None,
        }
    }

    fn heading(&self) -> Heading {
        let in_case = path(&["petitioner", "name_in_case"]);
        let stands = !self.petition.withhold_name && self.case.get(&in_case).is_some();
        let name = if stands { in_case } else { Filer::person(self.petition) };
        let number = path(&["case_number"]);
        Heading {
            party_block: Filer::of(self.case, self.petition).party_block(),
            court_title: self.court_title(),
            people: self.catalog.captions.people.clone(),
            name: line(self.case, &name).unwrap_or_default(),
            case_number: line(self.case, &number),
        }
    }
}

/// A path of keys.
pub fn path(keys: &[&str]) -> FieldPath {
    keys.iter().fold(FieldPath::root(), |path, key| path.key(key))
}

/// The words of a fact.
pub fn text(case: &Case, path: &FieldPath) -> Option<String> {
    case.get(path).and_then(Fact::as_text).map(str::to_owned)
}

/// A fact as a line of words that know where they came from.
fn line(case: &Case, path: &FieldPath) -> Option<Vec<Inline>> {
    let text = text(case, path)?;
    Some(vec![Inline::Text(Words { text, origin: Some(path.clone()), ..Words::default() })])
}

/// What the county's court was seen to ask for, where and when it was seen, and the most copies among it.
fn habits(county: &County, court: &mut Value, registry: &mut Registry) {
    let says = county.habits.iter().map(|habit| registry.made(&habit.says));
    court["habits"] = says.collect();
    let mut seen: Vec<String> = county
        .habits
        .iter()
        .map(|habit| format!("{}, seen {}", habit.source, long_date(habit.seen)))
        .collect();
    seen.dedup();
    court["habits_seen"] = registry.made(&seen.join("; "));
    if let Some(copies) = county.copies() {
        court["copies"] = Value::from(copies);
        court["copies_in_words"] = registry.made(&LawValue::parse(&copies.to_string()).to_string());
    }
}

/// Whether a source says on which day it was seen.
fn is_dated(seen: &str) -> bool {
    chrono::NaiveDate::parse_from_str(seen, "%Y-%m-%d").is_ok()
}

/// Printed lines that the program made.
pub fn lines(texts: &[&str], registry: &mut Registry) -> Value {
    texts.iter().map(|text| registry.made(text)).collect()
}
