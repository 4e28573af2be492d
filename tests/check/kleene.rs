//! Unknown is not no: the tables of three-valued logic, and that more facts never take an answer back.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use petition::case::{Case, Fact};
use petition::catalog::petition::{Args, Condition, Leaf, Meta, Over, Petition, Test};
use petition::check::condition::{Inquiry, all, any, negate};
use petition::check::determination::{Reason, Truth};
use petition::source::FieldPath;
use proptest::prelude::*;

use crate::world::{catalog, day};

const VALUES: [Truth; 3] = [Truth::False, Truth::Unknown, Truth::True];

fn truth() -> impl Strategy<Value = Truth> {
    prop::sample::select(VALUES.to_vec())
}

fn reasons() -> impl Strategy<Value = Vec<Reason>> {
    let reason = truth().prop_map(|truth| {
        let mut reason = Reason::new(truth, "x");
        if truth == Truth::Unknown {
            reason.missing.push(FieldPath::root().key("x"));
        }
        reason
    });
    prop::collection::vec(reason, 0..6)
}

/// A tree over the flags `a` to `d` and the lists `one` and `two`.
fn conditions() -> impl Strategy<Value = Condition> {
    let leaf = (prop::sample::select(vec!["a", "b", "c", "d"]), prop::bool::ANY).prop_map(
        |(name, wanted)| {
            let args = Args::Map(BTreeMap::from([(name.to_owned(), vec![wanted.to_string()])]));
            Test::Leaf(Leaf { predicate: "is".to_owned(), args })
        },
    );
    let node = |test| Condition { meta: Meta::default(), test };
    leaf.prop_map(node).prop_recursive(4, 32, 4, move |inner| {
        let list = || prop::collection::vec(inner.clone(), 0..4);
        let over = |inner: BoxedStrategy<Condition>| {
            (prop::sample::select(vec!["one", "two"]), prop::collection::vec(inner, 1..3)).prop_map(
                |(list, conditions)| Over { list: list.to_owned(), conditions, most: None },
            )
        };
        let over = || over(inner.clone().boxed());
        prop_oneof![
            list().prop_map(Test::All),
            list().prop_map(Test::Any),
            inner.clone().prop_map(|one| Test::Unless(Box::new(one))),
            over().prop_map(Test::Each),
            over().prop_map(Test::AnyOf),
            over().prop_map(Test::NoneOf),
        ]
        .prop_map(node)
    })
}

/// The flags and the lists, declared: a path is read from the innermost place that declares it.
fn declarations() -> &'static Petition {
    static PETITION: OnceLock<Petition> = OnceLock::new();
    PETITION.get_or_init(|| {
        let facts: Vec<String> = ["", "one[].", "two[]."]
            .iter()
            .flat_map(|place| ["a", "b", "c", "d"].map(|flag| format!("\"{place}{flag}\"")))
            .collect();
        let facts = facts.join(", ");
        let text = format!(
            "{{id: x, title: x, says: x, law: [], facts: {{required: [], optional: [{facts}]}}, families: [], papers: []}}"
        );
        Petition::load(&text).unwrap()
    })
}

fn asked(case: &Case) -> Inquiry<'_> {
    Inquiry {
        case,
        petition: declarations(),
        law: &catalog().law,
        as_of: day("2026-11-20"),
        decided: &[],
        around: None,
    }
}

type Flags = [Option<bool>; 4];

/// A case with flags at the top and in each item of two lists; a list that is not given is unknown.
fn case_of(top: Flags, lists: &[Option<Vec<Flags>>; 2]) -> Case {
    let group = |flags: Flags| -> BTreeMap<String, Fact> {
        let named = ["a", "b", "c", "d"].into_iter().zip(flags);
        named.filter_map(|(name, flag)| Some((name.to_owned(), Fact::Flag(flag?)))).collect()
    };
    let mut facts = group(top);
    for (name, list) in ["one", "two"].into_iter().zip(lists) {
        let items =
            list.as_ref().map(|list| list.iter().map(|flags| Fact::Group(group(*flags))).collect());
        facts.extend(items.map(|items| (name.to_owned(), Fact::List(items))));
    }
    Case { petition: "expungement".to_owned(), facts: Fact::Group(facts), spans: BTreeMap::new() }
}

/// Flags as far as they are known, and all of them.
fn flags() -> impl Strategy<Value = (Flags, Flags)> {
    prop::array::uniform4((prop::bool::ANY, prop::bool::ANY)).prop_map(|pairs| {
        (pairs.map(|(known, flag)| known.then_some(flag)), pairs.map(|(_, flag)| Some(flag)))
    })
}

fn lists() -> impl Strategy<Value = [(bool, Vec<(Flags, Flags)>); 2]> {
    prop::array::uniform2((prop::bool::ANY, prop::collection::vec(flags(), 0..3)))
}

#[test]
fn the_tables_are_kleenes() {
    for one in VALUES {
        assert_eq!(!!one, one);
        assert_eq!(one.and(Truth::True), one);
        assert_eq!(one.or(Truth::False), one);
        assert_eq!(one.and(Truth::False), Truth::False);
        assert_eq!(one.or(Truth::True), Truth::True);
        for other in VALUES {
            assert_eq!(one.and(other), other.and(one));
            assert_eq!(one.or(other), other.or(one));
            assert_eq!(!(one.and(other)), (!one).or(!other));
        }
    }
    assert_eq!(Truth::Unknown.and(Truth::Unknown), Truth::Unknown);
    assert_eq!(!Truth::Unknown, Truth::Unknown);
}

proptest! {
    #[test]
    fn joining_follows_the_tables(reasons in reasons()) {
        let truths: Vec<Truth> = reasons.iter().map(|one| one.truth).collect();
        prop_assert_eq!(all(reasons.clone()).truth, truths.iter().fold(Truth::True, |a, b| a.and(*b)));
        prop_assert_eq!(any(reasons.clone()).truth, truths.iter().fold(Truth::False, |a, b| a.or(*b)));
        for reason in reasons {
            prop_assert_eq!(negate(reason.clone()).truth, !reason.truth);
        }
    }

    #[test]
    fn unknown_names_what_is_missing(condition in conditions(), top in flags(), lists in lists()) {
        let part = lists.clone().map(|(known, list)| known.then(|| list.iter().map(|one| one.0).collect()));
        let case = case_of(top.0, &part);
        let reason = asked(&case).evaluate(&FieldPath::root(), &condition);
        prop_assert_eq!(reason.truth == Truth::Unknown, !reason.missing.is_empty());
        for path in &reason.missing {
            prop_assert!(case.get(path).is_none(), "{} is given", path);
        }
    }

    #[test]
    fn more_facts_never_take_an_answer_back(condition in conditions(), top in flags(), lists in lists()) {
        let part = lists.clone().map(|(known, list)| known.then(|| list.iter().map(|one| one.0).collect()));
        let whole = lists.map(|(_, list)| Some(list.iter().map(|one| one.1).collect()));
        let (part, whole) = (case_of(top.0, &part), case_of(top.1, &whole));
        let root = FieldPath::root();
        let before = asked(&part).evaluate(&root, &condition).truth;
        let after = asked(&whole).evaluate(&root, &condition).truth;
        prop_assert!(after != Truth::Unknown);
        prop_assert!(before == Truth::Unknown || before == after, "{:?} became {:?}", before, after);
    }
}
