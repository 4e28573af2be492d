//! The files of docs/cluster, run as a cluster runs them: the parts joined are what one machine writes.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_yaml::Value;

use crate::desk::{Desk, PLAIN, Run};

const PARTS: usize = 4;

fn cluster(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cluster").join(file)
}

/// The script of the only container of a job.
fn script(file: &str) -> String {
    let text = std::fs::read_to_string(cluster(file)).expect("a job");
    let job: Value = serde_yaml::from_str(&text).expect("YAML");
    let container = &job["spec"]["template"]["spec"]["containers"][0];
    assert_eq!(container["command"], serde_yaml::from_str::<Value>("[/bin/sh, -c]").unwrap());
    container["args"][0].as_str().expect("a script").to_owned()
}

/// A shell that finds the program that was built, and knows what the jobs are told.
fn shell(desk: &Desk, out: &str) -> Command {
    let program = Path::new(env!("CARGO_BIN_EXE_petition"));
    let folder = program.parent().expect("a folder").display().to_string();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut shell = Command::new("sh");
    desk.seat(&mut shell);
    shell.env("PATH", format!("{folder}:{path}"));
    shell.env("CASES", "cases").env("OUT", desk.path(out)).env("AS_OF", "2026-11-20");
    shell
}

fn desk() -> Desk {
    let desk = Desk::new();
    for n in 0..9 {
        let text = PLAIN.replace("Mia Fox", &format!("Mia Fox {n}"));
        let text = text.replace("F15901234", &format!("F1590123{n}"));
        let text = if n == 4 { text.replace("Fresno", "Frezno") } else { text };
        desk.write(&format!("cases/c{n}.yaml"), text);
    }
    assert_eq!(desk.on_day("batch cases -o whole").code, 1);
    desk
}

/// Every file below a folder, by its path, with its bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder").flatten() {
            match entry.path() {
                path if path.is_dir() => waiting.push(path),
                path => {
                    let name = path.strip_prefix(folder).expect("below").to_owned();
                    found.push((name, std::fs::read(&path).expect("a file")));
                }
            }
        }
    }
    found.sort();
    found
}

fn same_as_one_machine(desk: &Desk, out: &str) {
    let mut parts: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for part in 1..=PARTS {
        let packets = desk.path(&format!("{out}/part-{part}/packets"));
        if packets.is_dir() {
            parts.extend(files(&packets));
        }
    }
    parts.sort();
    assert!(parts == files(&desk.path("whole/packets")), "packets differ");
    let records = |folder: &str| desk.bytes(&format!("{folder}/records.jsonl"));
    assert_eq!(records(&format!("{out}/all")), records("whole"));
}

#[test]
fn the_kubernetes_job_over_four_parts() {
    let desk = desk();
    let (part, merge) = (script("job.yaml"), script("merge-job.yaml"));
    for index in 0..PARTS {
        let mut pod = shell(&desk, "out");
        pod.args(["-c", &part]).env("JOB_COMPLETION_INDEX", index.to_string());
        pod.env("PARTS", PARTS.to_string()).env("THREADS", "1");
        let run = Run::of(&mut pod);
        assert_eq!(run.code, 0, "part {index}: {}", run.err);
        if index == 1 {
            let early = Run::of(shell(&desk, "out").args(["-c", &merge]));
            assert_ne!(early.code, 0, "parts are missing");
            assert!(early.err.contains("missing: 3/4 to 4/4"), "{}", early.err);
            // A pod that comes again, as after an eviction, keeps what is there.
            assert_eq!(Run::of(&mut pod).code, 0);
        }
    }
    let run = Run::of(shell(&desk, "out").args(["-c", &merge]));
    assert_eq!(run.code, 0, "{}", run.err);
    same_as_one_machine(&desk, "out");
}

#[test]
fn the_slurm_array_over_four_parts() {
    let desk = desk();
    for task in 1..=PARTS {
        let mut node = shell(&desk, "out");
        node.arg(cluster("batch.sbatch")).env("SLURM_ARRAY_TASK_ID", task.to_string());
        node.env("SLURM_ARRAY_TASK_COUNT", PARTS.to_string()).env("SLURM_CPUS_PER_TASK", "1");
        let run = Run::of(&mut node);
        assert_eq!(run.code, 0, "part {task}: {}", run.err);
    }
    let run = Run::of(shell(&desk, "out").arg(cluster("merge.sbatch")));
    assert_eq!(run.code, 0, "{}", run.err);
    same_as_one_machine(&desk, "out");
}

#[test]
fn a_part_that_could_not_work_fails_its_task() {
    let desk = Desk::new();
    let mut node = shell(&desk, "out");
    node.arg(cluster("batch.sbatch")).env("SLURM_ARRAY_TASK_ID", "1");
    node.env("SLURM_ARRAY_TASK_COUNT", "1").env("CASES", "nowhere");
    let run = Run::of(&mut node);
    assert_ne!(run.code, 0, "{}", run.err);
}

#[test]
fn the_numbers_of_the_job_are_one_number() {
    let text = std::fs::read_to_string(cluster("job.yaml")).expect("a job");
    let job: Value = serde_yaml::from_str(&text).expect("YAML");
    let spec = &job["spec"];
    let env = spec["template"]["spec"]["containers"][0]["env"].as_sequence().expect("a list");
    let parts = env.iter().find(|one| one["name"] == "PARTS").expect("PARTS");
    let completions = spec["completions"].as_u64().expect("a number");
    assert_eq!(spec["parallelism"].as_u64(), Some(completions));
    assert_eq!(parts["value"].as_str(), Some(completions.to_string().as_str()));
    assert_eq!(spec["completionMode"], "Indexed");
    assert_eq!(spec["template"]["spec"]["restartPolicy"], "Never");
}
