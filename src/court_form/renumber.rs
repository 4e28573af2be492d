//! The objects of a document to those that its trailer leads to, numbered in the order in which it does.

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId, Stream};

/// Drops what nothing refers to and numbers the rest from 1, so that the same content has the same
/// numbers; the new ones by the old ones. Nothing where a reference leads nowhere.
pub(super) fn renumber(doc: &mut Document) -> Option<BTreeMap<ObjectId, ObjectId>> {
    let mut order = Order::default();
    doc.trailer.iter().for_each(|(_, value)| order.meet(value));
    let mut at = 0;
    while let Some(id) = order.met.get(at).copied() {
        order.meet(doc.objects.get(&id)?);
        at += 1;
    }
    let mut old = std::mem::take(&mut doc.objects);
    for (id, new) in &order.numbers {
        let mut object = old.remove(id)?;
        refer(&mut object, &order.numbers);
        doc.objects.insert(*new, object);
    }
    doc.trailer.iter_mut().for_each(|(_, value)| refer(value, &order.numbers));
    doc.max_id = u32::try_from(order.met.len()).ok()?;
    Some(order.numbers)
}

#[derive(Default)]
struct Order {
    met: Vec<ObjectId>,
    numbers: BTreeMap<ObjectId, ObjectId>,
}

impl Order {
    fn meet(&mut self, object: &Object) {
        match object {
            Object::Reference(id) => {
                let next = (self.met.len() as u32 + 1, 0);
                if *self.numbers.entry(*id).or_insert(next) == next {
                    self.met.push(*id);
                }
            }
            Object::Array(items) => items.iter().for_each(|item| self.meet(item)),
            Object::Dictionary(node) | Object::Stream(Stream { dict: node, .. }) => {
                node.iter().for_each(|(_, value)| self.meet(value));
            }
            _ => {}
        }
    }
}

fn refer(object: &mut Object, numbers: &BTreeMap<ObjectId, ObjectId>) {
    match object {
        Object::Reference(id) => *id = numbers.get(id).copied().unwrap_or(*id),
        Object::Array(items) => items.iter_mut().for_each(|item| refer(item, numbers)),
        Object::Dictionary(node) | Object::Stream(Stream { dict: node, .. }) => {
            node.iter_mut().for_each(|(_, value)| refer(value, numbers));
        }
        _ => {}
    }
}
