//! A word for each client that nothing else spells, and the finding of such words in any bytes.

use std::collections::BTreeMap;

/// Letters of a token: no vowels, so that it is no word, and none that ligatures join.
const LETTERS: &[u8; 16] = b"BCDGHJKMNPRSTVWZ";
/// What stands before them, and turned round behind them.
const MARK: &[u8; 2] = b"XQ";
const N_LETTERS: usize = 5;

/// Tokens found, and how often.
pub(crate) type Found = BTreeMap<String, usize>;

/// The token of a client.
pub(crate) fn token(who: usize) -> String {
    let digit = |place: usize| char::from(LETTERS[(who >> (4 * place)) % 16]);
    let letters: String = (0..N_LETTERS).rev().map(digit).collect();
    format!("XQ{letters}QX")
}

/// Adds every token in some bytes: as ASCII in either case, as UTF-16, or in the hexadecimal strings of a PDF.
pub(crate) fn find(bytes: &[u8], found: &mut Found) {
    let plain: Vec<u8> =
        bytes.iter().filter(|byte| **byte != 0).map(u8::to_ascii_uppercase).collect();
    find_plain(&plain, found);
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        rest = &rest[at + 1..];
        let end = rest.iter().position(|byte| !byte.is_ascii_hexdigit()).unwrap_or(rest.len());
        if end > 16 && rest.get(end) == Some(&b'>') {
            let text = String::from_utf8_lossy(&rest[..end - end % 2]).into_owned();
            let pairs = (0..text.len()).step_by(2);
            let read = pairs.filter_map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok());
            let plain: Vec<u8> =
                read.filter(|byte| *byte != 0).map(|byte| byte.to_ascii_uppercase()).collect();
            find_plain(&plain, found);
        }
        rest = &rest[end..];
    }
}

fn find_plain(plain: &[u8], found: &mut Found) {
    for window in plain.windows(N_LETTERS + 4) {
        let (open, rest) = window.split_at(2);
        let (letters, close) = rest.split_at(N_LETTERS);
        let spelled = open == MARK && close == [MARK[1], MARK[0]];
        if spelled && letters.iter().all(|letter| LETTERS.contains(letter)) {
            *found.entry(String::from_utf8_lossy(window).into_owned()).or_default() += 1;
        }
    }
}

#[test]
fn tokens_differ_and_are_found_however_they_are_written() {
    let all: std::collections::BTreeSet<String> = (0..20_000).map(token).collect();
    assert_eq!(all.len(), 20_000);
    let one = token(4_711);
    let utf16: Vec<u8> = one.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hex: String = utf16.iter().map(|byte| format!("{byte:02x}")).collect();
    let ways = [
        one.clone().into_bytes(),
        one.to_lowercase().into_bytes(),
        format!("a{one}b").into_bytes(),
        [&b"(\xFE\xFF"[..], &utf16, b")"].concat(),
        format!("/ActualText <FEFF{hex}> BDC").into_bytes(),
    ];
    for way in ways {
        let mut found = Found::new();
        find(&way, &mut found);
        assert_eq!(found, Found::from([(one.clone(), 1)]), "{way:?}");
    }
}
