use std::time::Duration;

use super::{check_writable, lock, read_limited, read_text, write_private};

#[test]
fn no_more_is_read_than_there_may_be() {
    for (length, want) in [(0, true), (9, true), (10, true), (11, false)] {
        let read = read_limited(std::io::Cursor::new(vec![b'x'; length]), 10);
        assert_eq!(read.map(|bytes| bytes.len()).ok(), want.then_some(length), "{length}");
    }
    assert!(read_limited(std::io::repeat(0), 10).is_err(), "without end");
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("f"), b"\xff").unwrap();
    assert_eq!(read_text(&directory.path().join("f")).unwrap_err().to_string(), "it is not UTF-8");
}

#[test]
fn whether_a_file_could_be_written_is_found_out_without_a_trace() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("new/file");
    check_writable(&file).unwrap();
    assert_eq!(std::fs::read_dir(file.parent().unwrap()).unwrap().count(), 0);
    write_private(&file, b"text").unwrap();
    check_writable(&file).unwrap();
    assert_eq!(std::fs::read(&file).unwrap(), b"text");
    assert_eq!(std::fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
    assert!(check_writable(&file.join("below")).is_err(), "below a file");
}

#[test]
fn what_the_killed_left_is_removed_in_time() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str| directory.path().join(name);
    let old = std::time::SystemTime::now() - Duration::from_secs(3600);
    let unique = "0123456789abcdef01234567";
    let cases = [
        (format!("f.{unique}.new"), true, false),
        (format!("f.{unique}.old"), true, true),
        (format!("g.{unique}.new"), true, true),
        ("f.mine.new".to_owned(), true, true),
        (format!("f.{}.new", "f".repeat(24)), false, true),
    ];
    for (name, is_old, _) in &cases {
        let file = std::fs::File::create(at(name)).unwrap();
        if *is_old {
            file.set_modified(old).unwrap();
        }
    }
    write_private(&at("f"), b"text").unwrap();
    for (name, _, want) in &cases {
        assert_eq!(at(name).exists(), *want, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_lock_does_not_write_where_a_link_leads() {
    let directory = tempfile::tempdir().unwrap();
    let (precious, link) = (directory.path().join("precious"), directory.path().join("link.lock"));
    std::fs::write(&precious, "precious").unwrap();
    std::os::unix::fs::symlink(&precious, &link).unwrap();
    assert!(lock(&link, Duration::ZERO, &mut |_| ()).is_err());
    assert_eq!(std::fs::read_to_string(&precious).unwrap(), "precious");
}

/// A process that waited for a file that was removed meanwhile holds the one that took its place.
#[test]
fn a_lock_whose_file_goes_with_it_keeps_all_others_out() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("l");
    let (inside, most) = (std::sync::atomic::AtomicUsize::new(0), std::sync::atomic::AtomicUsize::new(0));
    let order = std::sync::atomic::Ordering::SeqCst;
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..50 {
                    let held =
                        lock(&path, Duration::from_secs(60), &mut |_| ()).unwrap().unwrap().once(&path);
                    most.fetch_max(inside.fetch_add(1, order) + 1, order);
                    // time for a second holder, if there is one
                    (0..100).for_each(|_| std::thread::yield_now());
                    inside.fetch_sub(1, order);
                    drop(held);
                }
            });
        }
    });
    assert_eq!(most.load(order), 1);
    assert!(!path.exists());
}
