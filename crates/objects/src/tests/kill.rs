//! P1 with a real process: killed at any moment, it has lost nothing that it said was done.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::*;

const ROOT: &str = "OSTIARY_OBJECTS_KILL_TEST_ROOT";

/// The child: writes without end, and says what is done. Run by the test below only.
#[test]
#[ignore = "the child of kill_loses_nothing"]
fn child() {
    let Ok(root) = std::env::var(ROOT) else { return };
    let (objects, _) = open(Path::new(&root));
    let bucket = objects.bucket("first").unwrap_or_else(|_| create(&objects, "first"));
    let before = keys(&bucket).len();
    let mut out = std::io::stdout();
    for number in before.. {
        put(&bucket, &format!("{number:06}"), format!("{number}").repeat(number % 40_000).as_bytes());
        put(&bucket, "counter", number.to_string().as_bytes());
        writeln!(out, "done {number}").unwrap();
    }
}

#[test]
fn kill_loses_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let mut done = BTreeSet::new();
    for round in 0..8u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["tests::kill::child", "--exact", "--ignored", "--nocapture"])
            .env(ROOT, directory.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut numbers =
            lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("done ")?.parse::<usize>().ok());
        done.insert(numbers.next().expect("the child works"));
        std::thread::sleep(Duration::from_millis(3 + round * 7));
        child.kill().unwrap();
        child.wait().unwrap();
        done.extend(numbers);

        let (objects, report) = open(directory.path());
        assert_eq!((report.damaged.len(), report.foreign.len()), (0, 0));
        let bucket = objects.bucket("first").unwrap();
        let last = *done.last().unwrap();
        let counter: usize = String::from_utf8(get(&bucket, "counter")).unwrap().parse().unwrap();
        assert!((last..=last + 1).contains(&counter), "{last} done, {counter} counted");
        for name in keys(&bucket).iter().filter(|name| *name != "counter") {
            let number: usize = name.parse().unwrap();
            assert_eq!(get(&bucket, name), format!("{number}").repeat(number % 40_000).as_bytes());
        }
        for number in &done {
            assert!(bucket.head(&key(&format!("{number:06}"))).is_ok(), "{number} was done");
        }
    }
}
