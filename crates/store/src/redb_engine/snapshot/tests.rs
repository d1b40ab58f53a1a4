use proptest::prelude::*;

use super::*;

#[derive(Debug, Clone)]
enum Step {
    Write(u64, Vec<u8>),
    SetLen(u64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0u64..20_000, proptest::collection::vec(any::<u8>(), 0..9000))
            .prop_map(|(at, data)| Step::Write(at, data)),
        (0u64..30_000).prop_map(Step::SetLen),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn it_reads_as_a_file_that_was_written_and_leaves_the_file_as_it_was(
        original in proptest::collection::vec(any::<u8>(), 0..20_000),
        steps in proptest::collection::vec(step(), 0..12),
    ) {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &original).unwrap();
        let snapshot = Snapshot::of(File::open(file.path()).unwrap()).unwrap();
        let mut expected = original.clone();
        for step in steps {
            match step {
                Step::Write(at, data) => {
                    snapshot.write(at, &data).unwrap();
                    let (at, end) = (at as usize, at as usize + data.len());
                    expected.resize(expected.len().max(end), 0);
                    expected[at..end].copy_from_slice(&data);
                }
                Step::SetLen(length) => {
                    snapshot.set_len(length).unwrap();
                    expected.resize(length as usize, 0);
                }
            }
            prop_assert_eq!(snapshot.len().unwrap(), expected.len() as u64);
            let mut read = vec![0; expected.len()];
            snapshot.read(0, &mut read).unwrap();
            prop_assert!(read == expected);
            prop_assert!(snapshot.read(1, &mut read).is_err() || read.is_empty());
        }
        prop_assert!(std::fs::read(file.path()).unwrap() == original);
    }
}
