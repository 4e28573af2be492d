//! The codes of California: how each is cited and every usual way in which people write its name.

use std::collections::BTreeMap;

use serde::Deserialize;

/// One code, or the Rules of Court.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Key, such as `pen`.
    pub key: String,
    /// Name in a citation in parentheses: `Pen. Code`.
    pub short: String,
    /// Name in running text: `Penal Code`.
    pub long: String,
    /// What stands between name and number in the short form: `, §` or `, rule`.
    pub short_mark: String,
    /// The same in the long form: ` section` or `, rule`.
    pub long_mark: String,
    /// Whether a subdivision follows the number without a word, as in `rule 2.111(1)`.
    #[serde(default)]
    pub subdivision_follows: bool,
    /// Other ways in which it is written, in lower case without stops.
    #[serde(default)]
    pub spellings: Vec<String>,
}

/// All codes, and the sections under which attempts and conspiracies are charged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Codes {
    codes: BTreeMap<String, Code>,
    spellings: BTreeMap<String, String>,
    joined: BTreeMap<String, String>,
    marks: Vec<JoinedMark>,
}

/// How a mark reads before two sections.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct JoinedMark {
    one: String,
    several: String,
    between: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCodes {
    codes: Vec<Code>,
    #[serde(default)]
    joined_marks: Vec<JoinedMark>,
    joined_with: BTreeMap<String, String>,
}

impl Codes {
    /// Reads forms/law/codes.yaml; an error says what is wrong with it.
    pub fn read(text: &str) -> Result<Codes, String> {
        let raw: RawCodes = serde_yaml::from_str(text).map_err(|e| e.to_string())?;
        let mut all = Codes::default();
        for code in raw.codes {
            let own = [&code.key, &code.short, &code.long];
            for spelling in own.into_iter().chain(&code.spellings) {
                let known = all.spellings.insert(plain(spelling), code.key.clone());
                if known.is_some_and(|other| other != code.key) {
                    return Err(format!("`{spelling}` is written for two codes"));
                }
            }
            all.codes.insert(code.key.clone(), code);
        }
        all.joined = raw.joined_with.into_iter().map(|(what, number)| (number, what)).collect();
        all.marks = raw.joined_marks;
        Ok(all)
    }

    /// A printed citation of one section with another named before it: `§§ 664, 187` of `§ 187`.
    pub fn with_section(&self, printed: &str, number: &str) -> String {
        let mark = self.marks.iter().find(|mark| printed.contains(&format!("{}\u{a0}", mark.one)));
        let Some(JoinedMark { one, several, between }) = mark else { return printed.to_owned() };
        printed.replacen(&format!("{one}\u{a0}"), &format!("{several}\u{a0}{number}{between}"), 1)
    }

    /// The code of a key.
    pub fn get(&self, key: &str) -> Option<&Code> {
        self.codes.get(key)
    }

    /// The key of a code as somebody wrote its name: `Pen`, `P.C.`, `Health & Saf.`, `H&S`.
    pub fn key(&self, written: &str) -> Option<&str> {
        let written = plain(written);
        let bare = written.strip_suffix(" code").unwrap_or(&written);
        let bare = bare.strip_prefix("california ").or(bare.strip_prefix("cal ")).unwrap_or(bare);
        self.spellings.get(&written).or_else(|| self.spellings.get(bare)).map(String::as_str)
    }

    /// What a section joined to another by a slash means: `664/187` is an `attempt`.
    pub fn joined(&self, section: &str) -> Option<&str> {
        self.joined.get(section).map(String::as_str)
    }

    /// The section that says so of a word: `664` of `attempt`.
    pub fn joining(&self, word: &str) -> Option<&str> {
        self.joined.iter().find(|(_, known)| *known == word).map(|(number, _)| number.as_str())
    }

    /// Every code in the order of its key.
    pub fn iter(&self) -> impl Iterator<Item = &Code> {
        self.codes.values()
    }
}

/// Lower case, `&` as a word, no stops, single spaces.
fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace('&', " and ").replace(['.', ',', '§'], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
