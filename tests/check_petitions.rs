//! Every petition file parses, and names only what the tables and the law have.

use std::fs;
use std::path::PathBuf;

use petition::catalog::petition::Petition;
use petition::check;
use petition::law::Law;

fn law() -> Law {
    let mut texts = Vec::new();
    let mut folders = vec![PathBuf::from("forms")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            if path.is_dir() {
                folders.push(path);
            } else {
                texts.push((
                    path.to_str().unwrap().to_owned(),
                    fs::read_to_string(&path).unwrap(),
                ));
            }
        }
    }
    Law::load(&texts).unwrap_or_else(|faults| panic!("{}", faults.join("\n")))
}

#[test]
fn petition_files_are_sound() {
    let law = law();
    let mut n_files = 0;
    for entry in fs::read_dir("forms/petitions").unwrap() {
        let path = entry.unwrap().path();
        let petition = Petition::load(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        assert_eq!(
            path.file_stem().unwrap().to_str(),
            Some(petition.id.as_str())
        );
        assert_eq!(
            check::audit(&petition, &law),
            Vec::<String>::new(),
            "{}",
            path.display()
        );
        n_files += 1;
    }
    assert!(n_files >= 2);
}
