//! Examples with one fact or group taken out, or asked for nothing: what `check` lets pass, `build` can print.

use std::sync::Arc;
use std::thread;

use petition::diagnostic::Diagnostic;
use petition::pipeline;
use petition::source::Source;
use serde_yaml::Value;

use crate::support::{as_of, catalog, example, examples};

/// The names of the examples, in order.
fn names() -> Vec<String> {
    let entries = std::fs::read_dir(examples()).expect("examples").flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name.ends_with(".yaml"));
    names.sort();
    names
}

/// Every place of a tree below the top, as keys and positions joined by dots.
fn places(value: &Value, path: &str, out: &mut Vec<String>) {
    let mut child = |step: String, value: &Value| {
        let path = if path.is_empty() { step } else { format!("{path}.{step}") };
        places(value, &path, out);
        out.push(path);
    };
    match value {
        Value::Mapping(map) => {
            for (key, value) in map {
                child(key.as_str().expect("a text key").to_owned(), value);
            }
        }
        Value::Sequence(list) => {
            list.iter().enumerate().for_each(|(n, value)| child(n.to_string(), value));
        }
        _ => {}
    }
}

fn take_out(value: &mut Value, path: &str) {
    let (around, last) = path.rsplit_once('.').unwrap_or(("", path));
    let steps = around.split('.').filter(|step| !step.is_empty());
    let at = steps.fold(value, |value, step| match step.parse::<usize>() {
        Ok(n) => &mut value[n],
        Err(_) => &mut value[step],
    });
    match at {
        Value::Mapping(map) => drop(map.remove(last)),
        Value::Sequence(list) => drop(list.remove(last.parse().expect("a position"))),
        _ => unreachable!("a place stands in a map or a list"),
    }
}

/// All words of a message.
fn says(one: &Diagnostic) -> String {
    let more = [one.why.as_deref(), one.help.as_deref()].map(Option::unwrap_or_default);
    format!("{} {} {}", one.what, more[0], more[1])
}

/// What `build` cannot print of a case that `check` lets pass, and whether it passed.
fn fault(text: &str) -> Result<bool, String> {
    let catalog = catalog();
    let source = Arc::new(Source::new("case.yaml", text));
    let read = |path: &str| std::fs::read(examples().join(path)).map_err(|error| error.to_string());
    let examined = pipeline::examine(catalog, &source, &read, as_of());
    let leaked = examined.diagnostics.iter().find(|one| says(one).contains("derived."));
    if let Some(one) = leaked {
        return Err(format!("it says `{}`", one.what));
    }
    let (Some(case), Some(checked), false) = (&examined.case, &examined.checked, examined.faulty)
    else {
        return Ok(false);
    };
    let drafts =
        pipeline::compose(catalog, case, checked, as_of()).map_err(|all| all.join("\n"))?;
    for paper in &drafts.papers {
        let words = format!("{:?}", paper.document);
        if let Some(at) = words.find("derived.").or_else(|| words.find("Variable")) {
            let around: String = words[at..].chars().take(60).collect();
            return Err(format!("{} prints `{around}`", paper.file));
        }
    }
    Ok(!checked.refused)
}

/// The places of an example that this run takes out: all where `PROPTEST_CASES` asks for many, else every eleventh.
fn sampled(index: usize, name: usize) -> bool {
    std::env::var_os("PROPTEST_CASES").is_some() || (index + name).is_multiple_of(11)
}

fn faults_of(name: &str, n_name: usize) -> Vec<String> {
    let whole: Value = serde_yaml::from_str(&example(name)).expect("YAML");
    let mut all = Vec::new();
    places(&whole, "", &mut all);
    let mut faults = Vec::new();
    for (index, place) in all.iter().enumerate() {
        if !sampled(index, n_name) {
            continue;
        }
        let mut tree = whole.clone();
        take_out(&mut tree, place);
        if let Err(why) = fault(&serde_yaml::to_string(&tree).expect("YAML")) {
            faults.push(format!("{name} without `{place}`: {why}"));
        }
    }
    faults
}

#[test]
fn what_check_lets_pass_without_one_fact_is_printed_whole() {
    let names = names();
    let halves: Vec<Vec<(usize, &String)>> = (0..2)
        .map(|half| names.iter().enumerate().filter(|(n, _)| n % 2 == half).collect())
        .collect();
    let faults: Vec<String> = thread::scope(|scope| {
        let work = |half: &Vec<(usize, &String)>| -> Vec<String> {
            half.iter().flat_map(|(n, name)| faults_of(name, *n)).collect()
        };
        let threads: Vec<_> = halves.iter().map(|half| scope.spawn(move || work(half))).collect();
        threads.into_iter().flat_map(|one| one.join().expect("no panic")).collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn an_example_that_asks_for_nothing_at_any_offense_is_refused_or_asks_for_something() {
    let mut n_refused = 0;
    for name in names() {
        let mut tree: Value = serde_yaml::from_str(&example(&name)).expect("YAML");
        let mut n_offenses = 0;
        for conviction in tree["convictions"].as_sequence_mut().into_iter().flatten() {
            for offense in conviction["offenses"].as_sequence_mut().into_iter().flatten() {
                offense["relief"] = Value::from("none");
                n_offenses += 1;
            }
        }
        if n_offenses == 0 {
            continue;
        }
        let text = serde_yaml::to_string(&tree).expect("YAML");
        let read = |path: &str| std::fs::read(examples().join(path)).map_err(|e| e.to_string());
        let source = Arc::new(Source::new("case.yaml", text.as_str()));
        let examined = pipeline::examine(catalog(), &source, &read, as_of());
        let checked = examined.checked.expect("it loads");
        let pleaded = checked.decided.iter().any(|one| one.pleaded);
        assert!(pleaded || checked.refused, "{name} asks for nothing and is drafted");
        let nothing = checked.diagnostics.iter().any(|one| one.code == "nothing-asked");
        assert_eq!(nothing, checked.decided.is_empty(), "{name}");
        n_refused += usize::from(nothing);
    }
    assert!(n_refused > 10, "{n_refused}");
}
