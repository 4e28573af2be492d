//! Layers of a form to those that its pages use, each shown or hidden as it prints.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::node;

/// Settles what prints: a layer of the screen is off, one of print is on, all others as they were.
/// A file whose pages use no layer has none afterwards.
pub(super) fn settle(doc: &mut Document) {
    let used = used(doc);
    let Ok(root) = doc.catalog() else { return };
    let groups: Vec<ObjectId> = node::dict(doc, root, "OCProperties")
        .and_then(|layers| node::list(doc, layers, "OCGs"))
        .into_iter()
        .flatten()
        .filter_map(|group| group.as_reference().ok())
        .filter(|id| used.contains(id))
        .collect();
    let off: Vec<Object> =
        groups.iter().filter(|id| !prints(doc, **id)).map(|id| Object::Reference(*id)).collect();
    for id in &groups {
        if let Ok(group) = doc.get_object_mut(*id).and_then(Object::as_dict_mut) {
            group.remove(b"Usage");
        }
    }
    let all: Vec<Object> = groups.into_iter().map(Object::Reference).collect();
    let Ok(root) = doc.catalog_mut() else { return };
    if all.is_empty() {
        root.remove(b"OCProperties");
        return;
    }
    let standard = dictionary! {
        "Name" => Object::string_literal("As printed"), "OFF" => off, "Order" => all.clone(),
    };
    root.set("OCProperties", dictionary! { "OCGs" => all, "D" => standard });
}

/// Groups that resources of pages and forms name, by themselves or through a membership.
fn used(doc: &Document) -> BTreeSet<ObjectId> {
    let mut used = BTreeSet::new();
    for object in doc.objects.values() {
        let (Object::Dictionary(holder) | Object::Stream(Stream { dict: holder, .. })) = object
        else {
            continue;
        };
        let resources = node::dict(doc, holder, "Resources").unwrap_or(holder);
        let properties = node::dict(doc, resources, "Properties");
        let named = properties.into_iter().flat_map(Dictionary::iter).map(|(_, value)| value);
        // A picture or form may belong to a layer as a whole; a widget's layer is the screen's.
        let whole = matches!(object, Object::Stream(_)).then(|| holder.get(b"OC").ok()).flatten();
        for group in named.chain(whole) {
            let Ok(id) = group.as_reference() else { continue };
            used.insert(id);
            let members = node::node(doc, id).and_then(|one| one.get(b"OCGs").ok());
            match members {
                Some(Object::Reference(member)) => {
                    used.insert(*member);
                    let listed = doc.get_object(*member).and_then(Object::as_array);
                    listed.into_iter().flatten().for_each(|one| used.extend(one.as_reference()));
                }
                Some(Object::Array(all)) => {
                    all.iter().for_each(|one| used.extend(one.as_reference()));
                }
                _ => {}
            }
        }
    }
    used
}

/// Whether a layer is on paper: what it says itself, else what the file's standard says.
pub(super) fn prints(doc: &Document, id: ObjectId) -> bool {
    let group = node::node(doc, id);
    let usage = group.and_then(|group| node::dict(doc, group, "Usage"));
    let print = usage.and_then(|usage| node::dict(doc, usage, "Print"));
    if let Some(state) = print.and_then(|print| node::name(doc, print, "PrintState")) {
        return !state.eq_ignore_ascii_case(b"off");
    }
    let root = doc.catalog().ok();
    let layers = root.and_then(|root| node::dict(doc, root, "OCProperties"));
    let Some(standard) = layers.and_then(|layers| node::dict(doc, layers, "D")) else {
        return true;
    };
    let lists = |key| {
        let listed = node::list(doc, standard, key);
        listed.is_some_and(|all| all.contains(&Object::Reference(id)))
    };
    match node::name(doc, standard, "BaseState") {
        Some(b"OFF") => lists("ON"),
        _ => !lists("OFF"),
    }
}
