//! Texts that are hostile as YAML whatever they say: nesting, aliases, tags, documents, sizes.

use super::Wanted::{self, Error, Refused};
use super::{Hostile, example, examples};

pub(super) fn all() -> Vec<Hostile> {
    let mut files = nested();
    files.extend(bombs());
    files.extend(anchors());
    files.extend(marks());
    files.extend(sizes());
    files
}

/// Nesting of each kind, from harmless for a parser to as deep as a file of a megabyte can go.
fn nested() -> Vec<Hostile> {
    let mut files = Vec::new();
    for depth in [10, 31, 33, 100, 1_000, 10_000, 100_000] {
        let deep = if depth > 32 { Error("too-deep") } else { Refused };
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        let mut add = |name: &str, text: String, wanted: Wanted| {
            files.push(Hostile::new(format!("{name}, {depth} deep"), text, wanted));
        };
        add("closed lists", format!("petition: expungement\na: {open}{close}\n"), deep);
        add("open lists", format!("a: {open}"), Refused);
        add("a file of lists", format!("{open}{close}"), Refused);
        let groups = format!("a: {}x{}\n", "{a: ".repeat(depth), "}".repeat(depth));
        add("closed groups", groups, deep);
        add("open groups", "{".repeat(depth), Refused);
        add("dashes", format!("a:\n  {}x\n", "- ".repeat(depth)), deep);
        add("question marks", format!("{}x\n", "? ".repeat(depth)), Refused);
        add("lists and groups", format!("a: {}", "[{b: ".repeat(depth)), Refused);
        if depth <= 1_000 {
            let stairs: String = (0..depth).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
            add("a stair of keys", stairs, Refused);
            let quoted = format!("a: \"{}\"\n", "\\\"".repeat(depth));
            add("quotes in quotes", quoted, Refused);
        }
    }
    files
}

/// Small texts that stand for very large ones.
fn bombs() -> Vec<Hostile> {
    let mut files = Vec::new();
    for (name, open, close, between) in
        [("lists", "[", "]", ", "), ("groups", "{k0: ", "}", ", k: ")]
    {
        for wide in [2, 10, 100] {
            let leaf = format!("{open}x{close}");
            let mut bomb = format!("a0: &a0 {leaf}\n");
            for level in 1..30 {
                let aliases = (0..wide).map(|n| match name {
                    "lists" => format!("*a{}", level - 1),
                    _ => format!("k{n}: *a{}", level - 1),
                });
                let all = aliases.collect::<Vec<_>>().join(", ");
                let open = &open[..1];
                bomb.push_str(&format!("a{level}: &a{level} {open}{all}{close}\n"));
            }
            let _ = between;
            // The depth ends it before the number does where each level has two.
            files.push(Hostile::new(format!("a bomb of {name}, {wide} wide"), bomb, Refused));
        }
    }
    for (length, n_times) in [(10, 59_000), (1_000, 50_000), (100_000, 50_000), (700_000, 50_000)] {
        let aliases = "*a, ".repeat(n_times);
        let text = format!("a: &a {}\nb: [{aliases}]\n", "x".repeat(length));
        let name = format!("a value of {length} letters, {n_times} times");
        files.push(Hostile::new(name, text, Refused));
    }
    let wide = format!("a: &a [{}]\nb: [{}]\n", "x, ".repeat(1_000), "*a, ".repeat(1_000));
    files.push(Hostile::new(
        "a list of a thousand, a thousand times",
        wide,
        Error("too-many-values"),
    ));
    let key = format!("? &a {}\n: [{}]\n", "k".repeat(100_000), "*a, ".repeat(20_000));
    files.push(Hostile::new("an anchored key of 100,000 letters, 20,000 times", key, Refused));
    let in_group =
        format!("a: &a {{ k: {} }}\nb: [{}]\n", "x".repeat(50_000), "*a, ".repeat(25_000));
    files.push(Hostile::new("a group of 50,000 letters, 25,000 times", in_group, Refused));
    files
}

/// Anchors and aliases, tags, merge keys and documents.
fn anchors() -> Vec<Hostile> {
    const TEXTS: &[(&str, &str, Wanted)] = &[
        ("a list within itself", "a: &a [*a]\n", Error("alias-within-itself")),
        ("a group within itself", "a: &a { b: *a }\n", Error("alias-within-itself")),
        ("a file within itself", "&a\na: *a\n", Error("alias-within-itself")),
        ("two that hold one another", "a: &a [&b [*a, *b]]\n", Error("alias-within-itself")),
        ("a key within itself", "? &a [*a]\n: x\n", Error("alias-within-itself")),
        ("an anchor not defined", "a: *nowhere\n", Error("not-yaml")),
        ("an anchor defined below", "a: *b\nb: &b x\n", Error("not-yaml")),
        ("an anchor of another file", "--- &a x\n--- \na: *a\n", Refused),
        ("one anchor twice", "a: &a x\nb: &a y\nc: *a\n", Refused),
        ("an alias as a key", "a: &a x\n*a : y\n", Refused),
        ("a list as a key by an alias", "a: &a [x]\n*a : y\n", Error("key-not-text")),
        ("an anchor without a name", "a: & x\n", Error("not-yaml")),
        ("an alias without a name", "a: * x\n", Error("not-yaml")),
        ("an anchor of nothing", "a: &a\nb: *a\n", Refused),
        ("two anchors on one value", "a: &a &b x\n", Refused),
        ("an alias with an anchor", "a: &a x\nb: &b *a\n", Refused),
        ("a merge key", "a: &a { b: c }\nd: { <<: *a }\n", Error("merge-key")),
        (
            "a merge key at the top",
            "petition: expungement\n<<: { case_number: x }\n",
            Error("merge-key"),
        ),
        ("a merge key of a list", "<<: [{ a: b }, { c: d }]\n", Error("merge-key")),
        ("merge keys twice", "<<: { a: b }\n<<: { a: b }\n", Error("merge-key")),
        ("a quoted merge key", "\"<<\": x\n", Error("unknown-key")),
        ("a merge key within itself", "a: &a { <<: *a }\n", Error("alias-within-itself")),
        ("an alias as petition", "a: &a expungement\npetition: *a\n", Refused),
    ];
    TEXTS.iter().map(|(name, text, wanted)| Hostile::new(*name, *text, *wanted)).collect()
}

fn marks() -> Vec<Hostile> {
    const TEXTS: &[(&str, &str, Wanted)] = &[
        ("a tag", "petition: !!str expungement\n", Error("yaml-tag")),
        (
            "a tag that runs code elsewhere",
            "a: !!python/object/apply:os.system [x]\n",
            Error("yaml-tag"),
        ),
        ("a tag of a class", "a: !!javax.script.ScriptEngineManager []\n", Error("yaml-tag")),
        ("a tag of our own", "a: !include /etc/passwd\n", Error("yaml-tag")),
        ("binary", "a: !!binary R0lGODlh\n", Error("yaml-tag")),
        ("a tag on the whole file", "!!map\npetition: expungement\n", Error("yaml-tag")),
        ("a tag on a key", "!!str petition: expungement\n", Error("yaml-tag")),
        ("a tag with a shorthand never declared", "a: !e!x y\n", Refused),
        ("a tag that is not closed", "a: !<tag:x y\n", Refused),
        ("a bare tag", "a: !\n", Refused),
        ("a tag with bad escapes", "a: !%zz x\n", Refused),
        ("a version of the future", "%YAML 9.9\n---\npetition: expungement\n", Refused),
        ("a version of many digits", "%YAML 1.99999999999999999999\n---\na: b\n", Refused),
        ("two versions", "%YAML 1.2\n%YAML 1.2\n---\na: b\n", Refused),
        ("a directive nobody knows", "%FOO bar\n---\na: b\n", Refused),
        ("a directive without a document", "%YAML 1.2\n", Refused),
        (
            "two documents",
            "petition: expungement\n---\npetition: expungement\n",
            Error("several-documents"),
        ),
        ("an end and more", "petition: expungement\n...\nmore: x\n", Refused),
        ("only marks of documents", "---\n---\n---\n", Refused),
        ("only ends", "...\n...\n", Refused),
        ("only a comment", "# petition: expungement", Error("not-a-case")),
        ("nothing", "", Error("not-a-case")),
        ("a blank", " ", Error("not-a-case")),
        ("a line end", "\n", Error("not-a-case")),
        ("a tab", "\t", Refused),
        ("null", "null", Error("not-a-case")),
        ("a number", "42", Error("not-a-case")),
        ("a list", "- petition: expungement\n", Error("not-a-case")),
        ("an empty group", "{}", Error("missing-fact")),
        ("JSON", "{\"petition\": \"expungement\"}", Error("missing-fact")),
        ("HTML", "<!doctype html><html><body>x: y</body></html>\n", Refused),
        ("a PDF", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", Refused),
        ("a zip", "PK\u{3}\u{4}\u{14}\u{0}\u{0}", Refused),
        ("a shell script", "#!/bin/sh\nrm -rf /\n", Refused),
        ("a template", "petition: {{ petition }}\n", Refused),
        ("an open double quote", "a: \"x\n", Error("not-yaml")),
        ("an open single quote", "a: 'x\n", Error("not-yaml")),
        ("an open block", "a: |", Refused),
        ("a block with a wrong mark", "a: |99\n x\n", Refused),
        ("a block with a wrong indent", "a: |1\nx\n", Refused),
        ("a folded block of blanks", "a: >\n \n  \n   x\n", Refused),
        ("an escape of too many digits", "a: \"\\UFFFFFFFF\"\n", Refused),
        ("an escape of half a pair", "a: \"\\uD800\"\n", Refused),
        ("an escape cut short", "a: \"\\u12", Refused),
        ("a question mark alone", "?", Refused),
        ("a colon alone", ":", Refused),
        ("a dash alone", "-", Refused),
        ("a comma alone", ",", Refused),
        ("colons", ": : : : :\n", Refused),
        ("an at sign", "a: @x\n", Error("not-yaml")),
        ("a grave", "a: `x`\n", Error("not-yaml")),
        ("a percent sign", "a: %x\n", Error("not-yaml")),
    ];
    TEXTS.iter().map(|(name, text, wanted)| Hostile::new(*name, *text, *wanted)).collect()
}

/// Large files and large values, just below the limit of a megabyte and far above.
fn sizes() -> Vec<Hostile> {
    let (most, ten) = (990_000, 10_000_000);
    let large = Error("too-large");
    let mut files = vec![
        Hostile::new("a plain value of 10 MB", format!("a: {}", "x".repeat(ten)), large),
        Hostile::new("a quoted value of 10 MB", format!("a: \"{}\"", "x".repeat(ten)), large),
        Hostile::new("a block of 10 MB", format!("a: |\n{}", " x\n".repeat(ten / 3)), large),
        Hostile::new("10 MB of line ends", "\n".repeat(ten), large),
        Hostile::new("10 MB of open brackets", "[".repeat(ten), large),
        Hostile::new("10 MB of comments", "# x\n".repeat(ten / 4), large),
        Hostile::new("10 MB of noughts", vec![0; ten], large),
        Hostile::new("10 MB of bytes that are no text", vec![0xFF; ten], large),
        Hostile::new("10 MB of two-byte letters", "é".repeat(ten / 2), large),
        Hostile::new("10 MB of case", example(&examples(), "expungement").repeat(1_200), large),
        Hostile::new("many keys to 1 MB", unknown(60_000), Refused),
        Hostile::new("a comment of 1 MB", format!("# {}", "x".repeat(most)), Error("not-a-case")),
        Hostile::new("1 MB of noughts", vec![0; most], Error("control-character")),
        Hostile::new("1 MB of bytes that are no text", vec![0xFF; most], Error("not-utf-8")),
        Hostile::new("1 MB of byte order marks", "\u{FEFF}".repeat(most / 3), Refused),
        Hostile::new("1 MB of accents", format!("a: x{}", "\u{300}".repeat(most / 2)), Refused),
        Hostile::new("1 MB of escapes", format!("a: \"{}\"", "\\0".repeat(most / 2)), Refused),
        Hostile::new("1 MB of returns", "\r".repeat(most), Refused),
        Hostile::new("1 MB of empty list items", "- \n".repeat(most / 3), Refused),
        Hostile::new(
            "1 MB of commas in a list",
            format!("a: [{}]", "x,".repeat(most / 2)),
            Refused,
        ),
        Hostile::new("1 MB of commas", format!("a: [{}]", ",".repeat(most)), Refused),
        Hostile::new("1 MB of apostrophes", "'".repeat(most), Refused),
        Hostile::new("1 MB of anchors", "&a ".repeat(most / 3), Refused),
        Hostile::new("1 MB of tags", "!".repeat(most), Refused),
        Hostile::new(
            "1 MB of tagged values",
            format!("a: [{}]", "!a b,".repeat(50_000)),
            Error("yaml-tag"),
        ),
        Hostile::new("1 MB of documents", "---\n".repeat(most / 4), Refused),
        Hostile::new("1 MB of colons", ":".repeat(most), Refused),
        Hostile::new("1 MB of dashes", "-".repeat(most), Refused),
        Hostile::new("1 MB of hashes", "#".repeat(most), Error("not-a-case")),
        Hostile::new("1 MB of blanks", " ".repeat(most), Error("not-a-case")),
        Hostile::new("1 MB of tabs", "\t".repeat(most), Refused),
        Hostile::new("1 MB of backslashes", "\\".repeat(most), Error("not-a-case")),
        Hostile::new("1 MB of words", "word ".repeat(most / 5), Error("not-a-case")),
        Hostile::new("1 MB of emoji", format!("a: {}", "🦊".repeat(most / 4)), Refused),
        Hostile::new(
            "a fault on a line of 1 MB",
            format!("a: {} b: c: d", "x ".repeat(most / 2)),
            Refused,
        ),
        Hostile::new(
            "a fault behind 1 MB of lines",
            format!("{}a: b: c\n", "\n".repeat(most)),
            Error("not-yaml"),
        ),
        Hostile::new("a nought in every value", noughts(20_000), Error("control-character")),
        Hostile::new(
            "20,000 control characters in one value",
            format!("a: {}", "x\u{1}".repeat(20_000)),
            Error("control-character"),
        ),
    ];
    for n in [1_000, 10_000, 50_000] {
        files.push(Hostile::new(format!("{n} unknown keys"), unknown(n), Refused));
    }
    files
}

fn unknown(n_keys: usize) -> String {
    let keys = (0..n_keys).map(|n| format!("sentense_{n}: v\n"));
    format!("petition: expungement\n{}", keys.collect::<String>())
}

fn noughts(n_keys: usize) -> String {
    (0..n_keys).map(|n| format!("key_{n}: v\u{0}\n")).collect()
}
