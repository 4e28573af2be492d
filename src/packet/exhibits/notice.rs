//! What was left behind of a foreign file, or is worth saying about it.

use std::fmt;

use crate::reading::PageList;

/// Something about a foreign file that its owner should know; pages are counted from 1 in that file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// It opened with the empty password and is carried unlocked.
    Encrypted,
    /// Its table of objects was damaged and has been rebuilt.
    Repaired,
    /// Form fields became part of their pages.
    Fields(Vec<usize>),
    /// Buttons to press were left out.
    Buttons(Vec<usize>),
    /// Comments, and what was written with marks and stamps, were removed.
    Remarks(Vec<usize>),
    /// Scripts were removed.
    Scripts(Vec<usize>),
    /// Files within the file were removed.
    Attachments(Vec<usize>),
    /// Links and other actions were removed.
    Actions(Vec<usize>),
    /// Sound, film or 3D was removed.
    Multimedia(Vec<usize>),
    /// Layers that are switched off stay off.
    HiddenLayers,
    /// Pages without text that can be searched, or with no more of it than a stamp on a scan.
    Unsearchable(Vec<usize>),
    /// Pages shown smaller than three quarters; the percentage of the smallest.
    Shrunk(Vec<usize>, u8),
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::Encrypted => {
                write!(f, "was encrypted with an empty password and is carried unlocked")
            }
            Notice::Repaired => {
                write!(f, "had a damaged cross-reference table, which was rebuilt")
            }
            Notice::Fields(pages) => {
                write!(f, "form fields became part of the page{}", on(pages))
            }
            Notice::Buttons(pages) => write!(f, "buttons were left out{}", on(pages)),
            Notice::Remarks(pages) => write!(f, "comments were removed{}", on(pages)),
            Notice::Scripts(pages) => write!(f, "JavaScript was removed{}", on(pages)),
            Notice::Attachments(pages) => write!(f, "embedded files were removed{}", on(pages)),
            Notice::Actions(pages) => write!(f, "links and actions were removed{}", on(pages)),
            Notice::Multimedia(pages) => {
                write!(f, "sound, film or 3D was removed{}", on(pages))
            }
            Notice::HiddenLayers => write!(f, "layers that are switched off stay hidden"),
            Notice::Unsearchable(pages) => {
                write!(f, "no text, or only a stamp, can be searched{}", on(pages))
            }
            Notice::Shrunk(pages, percent) => {
                write!(f, "shown smaller, down to {percent} %{}", on(pages))
            }
        }
    }
}

/// ` on pages 2-4, 7`, or nothing for no page.
fn on(pages: &[usize]) -> String {
    match pages.len() {
        0 => String::new(),
        1 => format!(" on page {}", PageList(pages)),
        _ => format!(" on pages {}", PageList(pages)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_pages_in_runs() {
        let told = Notice::Unsearchable(vec![2, 3, 4, 7]).to_string();
        assert_eq!(told, "no text, or only a stamp, can be searched on pages 2-4, 7");
        assert_eq!(Notice::Scripts(vec![]).to_string(), "JavaScript was removed");
        let told = Notice::Shrunk(vec![1], 60).to_string();
        assert_eq!(told, "shown smaller, down to 60 % on page 1");
    }
}
