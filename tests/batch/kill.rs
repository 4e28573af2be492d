//! A batch that is killed at any moment leaves nothing half-written, and goes on to the same bytes.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{BATCH, Desk, Tree, assert_same, faulty, refused};

/// How often the batch is killed.
const N_KILLS: usize = 50;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    /// A share of one.
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 40) as f64 / (1 << 24) as f64
    }
}

#[test]
fn fifty_kills_lose_nothing_and_change_no_byte() {
    let desk = Desk::with(3);
    (0..3).for_each(|n| desk.write(&format!("cases/r{n}.yaml"), refused(n)));
    desk.write("cases/f.yaml", faulty());
    let begun = Instant::now();
    desk.batch("-o whole").ends(1);
    let span = begun.elapsed();
    let whole = desk.tree("whole");
    assert!(whole.keys().all(|name| !name.contains("/.") && !name.starts_with('.')));
    let (mut n_killed, mut n_ended, mut dice) = (0, 0, Dice(6));
    while n_killed < N_KILLS {
        match killed(&desk, span.mul_f64(dice.roll())) {
            true => {
                n_killed += 1;
                hold_whole(&desk, &whole);
            }
            false => {
                n_ended += 1;
                assert_same(&desk.tree("out"), &whole, "a batch that was killed and ended");
                std::fs::remove_dir_all(desk.path("out")).expect("to begin anew");
            }
        }
    }
    desk.batch("-o out --resume").ends(1);
    assert_same(&desk.tree("out"), &whole, "after the last kill");
    println!("killed {n_killed} times, {n_ended} batches ended before");
}

#[cfg(unix)]
#[test]
fn a_batch_that_is_asked_to_end_finishes_what_it_has_in_hand_and_says_how_to_go_on() {
    let desk = Desk::with(12);
    desk.batch("-o whole").ends(0);
    for signal in ["-INT", "-TERM"] {
        let mut command = desk.command();
        command.args(BATCH).args(["-o", "out", "--threads", "1"]).stdout(Stdio::piped());
        let run = command.stderr(Stdio::null()).spawn().expect("the program starts");
        while desk.names("out/packets").iter().all(|name| name.starts_with('.')) {
            std::thread::sleep(Duration::from_millis(2));
        }
        let pid = run.id().to_string();
        Command::new("kill").args([signal, &pid]).status().expect("kill is there");
        let output = run.wait_with_output().expect("it ends");
        let told = String::from_utf8(output.stdout).expect("a text");
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("Stopped, as you asked."), "{told}");
        assert!(told.contains("Not begun: "), "{told}");
        assert!(desk.names("out/packets").iter().all(|name| !name.starts_with('.')), "none torn");
        assert!(desk.path("out/.journal.jsonl").exists() && !desk.path("out/.lock").exists());
        desk.batch("-o out --resume").ends(0);
        assert_same(&desk.tree("out"), &desk.tree("whole"), "after it went on");
        std::fs::remove_dir_all(desk.path("out")).expect("to begin anew");
    }
}

/// Begins or goes on with a batch and kills it after a time; says whether it was still running.
fn killed(desk: &Desk, after: Duration) -> bool {
    let mut command = desk.command();
    command.args(BATCH).args(["-o", "out", "--resume"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut run = command.spawn().expect("the program starts");
    std::thread::sleep(after);
    run.kill().expect("it can be killed");
    let status = run.wait().expect("it ends");
    assert!(status.code().is_none_or(|code| code == 1), "{status}");
    status.code().is_none()
}

/// Holds that whatever stands under a final name stands there whole.
fn hold_whole(desk: &Desk, whole: &Tree) {
    let now = desk.tree("out");
    let is_hidden = |name: &str| name.split('/').any(|part| part.starts_with('.'));
    for (name, bytes) in now.iter().filter(|(name, _)| !is_hidden(name)) {
        assert!(whole.get(name) == Some(bytes), "{name} is not as it will be");
    }
    for folder in desk.names("out/packets").iter().filter(|name| !is_hidden(name)) {
        let below = format!("packets/{folder}/");
        let names = |tree: &Tree| -> Vec<String> {
            tree.keys().filter(|name| name.starts_with(&below)).cloned().collect()
        };
        assert_eq!(names(&now), names(whole), "a packet is whole");
    }
}
