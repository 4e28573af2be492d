//! What is wrong with a catalog whose files all parse: keys, facts and templates that name nothing.

use super::Catalog;
use super::petition::Petition;
use super::schema::PetitionSchema;
use crate::check;
use crate::law::LawValue;

/// Every fault, each in one line that names the file.
pub fn faults(catalog: &Catalog) -> Vec<String> {
    let mut faults = Vec::new();
    for petition in catalog.petitions.values() {
        let file = format!("petitions/{}.yaml", petition.id);
        faults.extend(
            of_petition(catalog, petition).into_iter().map(|fault| format!("{file}: {fault}")),
        );
    }
    faults.extend(aliases(catalog));
    let minors = &catalog.law.minors;
    let age = catalog.law.value(&minors.provision, &minors.age, catalog.law.compiled);
    if !matches!(age, Some(LawValue::Number(age)) if *age > 0) {
        faults.push(format!("law: `{}` has no number `{}`", minors.provision, minors.age));
    }
    let unknown = minors.roads.iter().filter(|key| catalog.law.provision(key).is_none());
    faults.extend(unknown.map(|key| format!("law: there is no provision `{key}`")));
    faults
}

fn of_petition(catalog: &Catalog, petition: &Petition) -> Vec<String> {
    let mut faults = check::audit(petition, &catalog.law);
    if let Err(errors) = PetitionSchema::new(&catalog.fields, &petition.facts) {
        faults.extend(errors);
    }
    let reliefs = || petition.families.iter().flat_map(|family| &family.reliefs);
    for after in reliefs().filter_map(|relief| relief.after.as_ref()) {
        if !reliefs().any(|relief| relief.id == *after) {
            faults.push(format!("no relief is called `{after}`"));
        }
    }
    for one in &petition.captions {
        if catalog.captions.named(&one.name).is_none() {
            faults.push(format!("captions.yaml has no `{}`", one.name));
        }
    }
    for one in &petition.stronger {
        if !catalog.petitions.contains_key(&one.petition) {
            faults.push(format!("no petition is called `{}`", one.petition));
        }
    }
    for one in &petition.court_forms {
        let papers = one.stands_for.iter().chain(&one.drops);
        let lost = papers.filter(|id| !petition.papers.iter().any(|paper| paper.id == **id));
        faults.extend(
            lost.map(|id| format!("an official form stands for `{id}`, which is no paper")),
        );
        faults.extend(
            one.form
                .iter()
                .filter(|n| !catalog.form_numbers().any(|known| known == **n))
                .map(|number| format!("forms/court-forms has no `{number}`")),
        );
    }
    for paper in &petition.papers {
        if !catalog.templates.has(&paper.template) {
            let template = &paper.template;
            faults.push(format!("no template `{template}` in templates"));
        }
    }
    faults
}

/// An alias that two petitions use finds neither.
fn aliases(catalog: &Catalog) -> Vec<String> {
    let mut names: Vec<&String> = catalog.names.iter().collect();
    names.sort();
    let twice = names.windows(2).filter(|pair| pair[0] == pair[1]);
    twice.map(|pair| format!("two petitions are called `{}`", pair[0])).collect()
}
