//! Records to what stands in which file to print, in which order, and who is left out.

use std::io;

use chrono::NaiveDate;

use crate::batch::duplicates::fold;
use crate::batch::record::{Outcome, Record};
use crate::batch::records::{Filed, Records};
use crate::batch::run_facts::RunFacts;
use crate::content::ContentHash;
use crate::packet::joined::JOINED;

/// Pages of one file; one client alone may have more.
const MOST_PAGES: usize = 1000;

/// Bytes of the packets in one file; they are held in memory while it is made. One client alone
/// may have more.
const MOST_BYTES: usize = 40_000_000;

/// How the files to print are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// All clients one behind another.
    #[default]
    Together,
    /// A series of files for each county.
    County,
    /// A series of files for each day of hearing; those without one last.
    Hearing,
}

/// Everything that is to be printed.
pub(super) struct Plan {
    /// How many sets each client has.
    pub(super) n_sets: usize,
    /// The files in the order of their names.
    pub(super) volumes: Vec<Volume>,
    /// Clients without papers to print.
    pub(super) left_out: Vec<LeftOut>,
}

/// One file to print.
pub(super) struct Volume {
    /// Its name.
    pub(super) file: String,
    /// What is in it, in words.
    pub(super) title: String,
    pub(super) clients: Vec<Client>,
}

/// A client whose sets are printed.
pub(super) struct Client {
    pub(super) about: About,
    /// Number in the series, from 1.
    pub(super) number: usize,
    /// How many the series has.
    pub(super) of: usize,
    /// Pages of the joined papers.
    pub(super) n_pages: usize,
    pub(super) n_bytes: usize,
    pub(super) sha256: ContentHash,
}

/// Whose papers they are.
pub(super) struct About {
    /// Position in the batch.
    pub(super) at: usize,
    pub(super) client: String,
    pub(super) petition: String,
    pub(super) county: String,
    pub(super) case_number: String,
    pub(super) hearing: Option<NaiveDate>,
    /// The packet's folder, seen from that of the batch, with `/` on every system.
    pub(super) folder: String,
}

/// A client without papers to print.
pub(super) struct LeftOut {
    pub(super) about: About,
    pub(super) why: &'static str,
}

/// A client with the series that it belongs to.
struct Sorted {
    /// Name of the series, by which the files sort.
    series: String,
    /// What is in it, in words.
    title: String,
    client: Client,
}

impl Plan {
    /// Goes through the records once; holds a few hundred bytes of each.
    pub(super) fn of<R: Records + ?Sized>(
        records: &R,
        group: Grouping,
        n_sets: usize,
    ) -> io::Result<Plan> {
        let mut plan = Plan { n_sets, volumes: Vec::new(), left_out: Vec::new() };
        let mut sorted: Vec<Sorted> = Vec::new();
        records.each(&mut |filed| {
            let about = About::of(filed);
            match filed.record.files.iter().find(|file| file.file == JOINED) {
                None => plan.left_out.push(LeftOut { about, why: why(filed.record) }),
                Some(file) => {
                    let (series, title) = group.series(&about);
                    let (n_pages, n_bytes) = (file.n_pages, file.n_bytes);
                    let sha256 = file.sha256.clone();
                    let client = Client { about, number: 0, of: 0, n_pages, n_bytes, sha256 };
                    sorted.push(Sorted { series, title, client });
                }
            }
            Ok(())
        })?;
        sorted.sort_by(|a, b| (&a.series, a.client.about.at).cmp(&(&b.series, b.client.about.at)));
        let mut rest = sorted.into_iter().peekable();
        while let Some(first) = rest.next() {
            let (name, title) = (first.series.clone(), first.title.clone());
            let mut series = vec![first.client];
            while let Some(next) = rest.next_if(|next| next.series == name) {
                series.push(next.client);
            }
            plan.cut(&name, &title, series);
        }
        Ok(plan)
    }

    /// Cuts a series into files, between clients only.
    fn cut(&mut self, name: &str, title: &str, mut series: Vec<Client>) {
        let of = series.len();
        series.iter_mut().zip(1..).for_each(|(client, number)| {
            (client.number, client.of) = (number, of);
        });
        let first = self.volumes.len();
        let (mut n_pages, mut n_bytes) = (0, 0);
        for client in series {
            let (pages, bytes) = (n_pages + 1 + client.n_pages, n_bytes + client.n_bytes);
            let full = pages > MOST_PAGES || bytes > MOST_BYTES;
            if full || self.volumes.len() == first {
                let number = self.volumes.len() - first + 1;
                let (file, title) = (format!("{name}-{number:03}.pdf"), title.to_owned());
                self.volumes.push(Volume { file, title, clients: Vec::new() });
                (n_pages, n_bytes) = (0, 0);
            }
            n_pages += 1 + client.n_pages;
            n_bytes += client.n_bytes;
            if let Some(volume) = self.volumes.last_mut() {
                volume.clients.push(client);
            }
        }
        let n = self.volumes.len() - first;
        for (volume, number) in self.volumes[first..].iter_mut().zip(1..).filter(|_| n > 1) {
            volume.title.push_str(&format!(", part {number} of {n}"));
        }
    }

    /// How many clients are printed.
    pub(super) fn n_clients(&self) -> usize {
        self.volumes.iter().map(|volume| volume.clients.len()).sum()
    }
}

impl Volume {
    /// Its pages, with the sheet before each client.
    pub(super) fn n_pages(&self) -> usize {
        self.clients.iter().map(|client| 1 + client.n_pages).sum()
    }

    /// Hash of all that its bytes follow from.
    pub(super) fn fingerprint(&self, facts: &RunFacts) -> ContentHash {
        let mut text = format!(
            "{}\n{}\n{}\n{:?}\n{}\n",
            facts.program, facts.as_of, facts.catalog.0, facts.asked.sets, self.title
        );
        for client in &self.clients {
            let About { client: name, county, case_number, hearing, .. } = &client.about;
            let numbers = (client.number, client.of, client.n_pages);
            let line = format!("{numbers:?} {:?}\n", (name, county, case_number, hearing));
            text.push_str(&line);
            text.push_str(&client.sha256.0);
        }
        ContentHash::of(text.as_bytes())
    }
}

impl About {
    fn of(filed: Filed<'_>) -> About {
        let matter = &filed.record.matter;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        About {
            at: filed.record.at,
            client: filed.client().to_owned(),
            petition: text(&matter.petition),
            county: text(&matter.county),
            case_number: text(&matter.case_number),
            hearing: matter.hearing,
            folder: filed.folder(),
        }
    }
}

/// Why a case has no papers to print.
fn why(record: &Record) -> &'static str {
    match record.outcome {
        Outcome::Drafted => "all of its papers are confidential; print them by themselves",
        Outcome::Refused => "refused: it has no papers to file",
        Outcome::Faulty => "faulty: nothing was written",
        Outcome::Failed => "failed: nothing was written",
    }
}

impl Grouping {
    /// The name of the series of a client, by which files sort, and what is in it.
    fn series(self, about: &About) -> (String, String) {
        match self {
            Grouping::Together => ("all".to_owned(), "All clients".to_owned()),
            Grouping::County => match slug(&about.county) {
                name if name.is_empty() => ("no-county".to_owned(), "No county".to_owned()),
                name => (format!("county-{name}"), format!("County of {}", about.county)),
            },
            Grouping::Hearing => match about.hearing {
                None => ("no-hearing".to_owned(), "No hearing set".to_owned()),
                Some(day) => (format!("hearing-{day}"), format!("Hearings of {day}")),
            },
        }
    }
}

/// The small letters and digits of a name, other signs as hyphens.
fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in fold::simple(name).chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    out.truncate(60);
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::batch::record::{FileWritten, testing::record};

    fn printed(at: usize, n_pages: usize, n_bytes: usize) -> Record {
        let file = FileWritten {
            file: JOINED.to_owned(),
            title: "Joined packet, to print".to_owned(),
            filed: false,
            n_pages,
            n_bytes,
            sha256: ContentHash::of(b""),
        };
        Record { files: vec![file], ..record(at, &format!("Ana {at}")) }
    }

    fn files(records: &[Record], group: Grouping) -> Vec<(String, Vec<usize>)> {
        let plan = Plan::of(records, group, 2).unwrap();
        let at = |volume: &Volume| volume.clients.iter().map(|one| one.about.at).collect();
        plan.volumes.iter().map(|volume| (volume.file.clone(), at(volume))).collect()
    }

    #[test]
    fn files_are_cut_between_clients_at_a_thousand_pages_or_too_many_bytes() {
        let records: Vec<Record> = (0..5).map(|at| printed(at, 499, 1000)).collect();
        let cut = files(&records, Grouping::Together);
        let named = |n: usize, at: &[usize]| (format!("all-{n:03}.pdf"), at.to_vec());
        assert_eq!(cut, [named(1, &[0, 1]), named(2, &[2, 3]), named(3, &[4])]);
        let heavy = [printed(0, 3, MOST_BYTES), printed(1, 3, 1), printed(2, 3000, 1)];
        let cut = files(&heavy, Grouping::Together);
        assert_eq!(cut, [named(1, &[0]), named(2, &[1]), named(3, &[2])]);
    }

    #[test]
    fn hearings_sort_by_day_and_those_without_one_come_last() {
        let mut records: Vec<Record> = (0..4).map(|at| printed(at, 3, 9)).collect();
        records[1].matter.hearing = NaiveDate::from_ymd_opt(2027, 2, 1);
        records[2].matter.hearing = NaiveDate::from_ymd_opt(2026, 12, 31);
        let cut = files(&records, Grouping::Hearing);
        let names: Vec<&str> = cut.iter().map(|(name, _)| name.as_str()).collect();
        let wanted =
            ["hearing-2026-12-31-001.pdf", "hearing-2027-02-01-001.pdf", "no-hearing-001.pdf"];
        assert_eq!(names, wanted);
        assert_eq!(cut[2].1, [0, 3]);
    }

    #[test]
    fn a_county_is_a_plain_name_and_nobody_is_lost() {
        let mut records: Vec<Record> = (0..4).map(|at| printed(at, 3, 9)).collect();
        records[0].matter.county = Some("San José/../x".to_owned());
        records[1].matter.county = Some("\u{202e}".to_owned());
        records[2].matter.county = None;
        records[3].files.clear();
        let cut = files(&records, Grouping::County);
        let wanted = [("county-san-jose-x-001.pdf", vec![0]), ("no-county-001.pdf", vec![1, 2])];
        assert_eq!(cut, wanted.map(|(name, at)| (name.to_owned(), at)));
        let plan = Plan::of(records.as_slice(), Grouping::County, 2).unwrap();
        assert_eq!(plan.left_out.len(), 1);
        assert_eq!(plan.volumes[1].clients[1].number, 2);
    }
}
