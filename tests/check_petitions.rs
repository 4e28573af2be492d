//! Every petition file parses, and names only what the tables and the law have.

use std::fs;

use petition::catalog::petition::Petition;
use petition::check;

#[test]
fn petition_files_are_sound() {
    let mut n_files = 0;
    for entry in fs::read_dir("forms/petitions").unwrap() {
        let path = entry.unwrap().path();
        let petition = Petition::load(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        assert_eq!(path.file_stem().unwrap().to_str(), Some(petition.id.as_str()));
        assert_eq!(check::audit(&petition), Vec::<String>::new(), "{}", path.display());
        n_files += 1;
    }
    assert!(n_files >= 2);
}
