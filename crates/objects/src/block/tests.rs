use std::io::Write;

use proptest::prelude::*;

use super::*;
use crate::metadata::Metadata;
use crate::name::Key;
use crate::object::ETag;

/// Data in which every block and every place in it differs.
fn sample(size: usize) -> Vec<u8> {
    (0..size).map(|i| (i % 251) as u8 ^ (i / BLOCK_BYTES) as u8).collect()
}

fn stored(data: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    for (number, block) in data.chunks(BLOCK_BYTES).enumerate() {
        file.write_all(block).unwrap();
        file.write_all(&sum(number as u64, block)).unwrap();
    }
    file
}

fn source(file: &File, size: u64) -> Source {
    let info = ObjectInfo {
        key: Key::parse("a").unwrap(),
        size,
        etag: ETag::whole([0; 16]),
        last_modified_ms: 1,
        metadata: Metadata::new(),
        composition: None,
    };
    Source {
        file: file.try_clone().unwrap(),
        path: PathBuf::from("f"),
        bucket: "first".to_owned(),
        info: Arc::new(info),
    }
}

fn read(file: &File, size: u64, first: u64, length: u64) -> Result<Vec<u8>, Error> {
    let mut body = Body::new(source(file, size), first, length)?;
    let mut data = Vec::new();
    while let Some(piece) = body.next() {
        let piece = piece?;
        assert!(!piece.is_empty() && piece.len() <= BLOCK_BYTES);
        data.extend(piece);
        assert_eq!(body.remaining(), length - data.len() as u64);
    }
    Ok(data)
}

#[test]
fn ranges_around_block_borders() {
    const B: u64 = BLOCK_BYTES as u64;
    for size in [0, 1, B - 1, B, B + 1, 2 * B, 2 * B + 1] {
        let data = sample(size as usize);
        let file = stored(&data);
        assert_eq!(file.metadata().unwrap().len(), stored_bytes(size));
        for first in [0, 1, B - 1, B, B + 1, 2 * B, size] {
            for length in [0, 1, 2, B - 1, B, B + 1, 2 * B, size] {
                let expected = if first + length <= size {
                    Ok(data[first as usize..(first + length) as usize].to_vec())
                } else {
                    Err(Error::InvalidRange { size })
                };
                assert_eq!(read(&file, size, first, length), expected, "{size} {first} {length}");
            }
        }
        assert_eq!(read(&file, size, u64::MAX, 1), Err(Error::InvalidRange { size }));
        assert_eq!(read(&file, size, 1, u64::MAX), Err(Error::InvalidRange { size }));
    }
}

#[test]
fn damage_ends_the_body_before_the_block_it_is_in() {
    let data = sample(3 * BLOCK_BYTES);
    let damaged =
        |number| Error::damaged(PathBuf::from("f"), "first", Some("a"), DamageKind::Block { number });
    for (place, good_blocks) in
        [(0, 0), (BLOCK_BYTES, 0), (BLOCK_BYTES + 4, 1), (2 * (BLOCK_BYTES + 4) + 9, 2)]
    {
        let file = stored(&data);
        let mut byte = [0];
        file.read_exact_at(&mut byte, place as u64).unwrap();
        file.write_all_at(&[byte[0] ^ 1], place as u64).unwrap();
        let body = Body::new(source(&file, data.len() as u64), 0, data.len() as u64).unwrap();
        let pieces: Vec<_> = body.collect();
        assert_eq!(pieces.len(), good_blocks + 1);
        assert_eq!(pieces.last(), Some(&Err(damaged(good_blocks as u64))));
    }
    let swapped = [&data[BLOCK_BYTES..2 * BLOCK_BYTES], &data[..BLOCK_BYTES]];
    let mut file = tempfile::tempfile().unwrap();
    for (block, number) in swapped.into_iter().zip([1, 0]) {
        file.write_all(block).unwrap();
        file.write_all(&sum(number, block)).unwrap();
    }
    assert_eq!(read(&file, 2 * BLOCK_BYTES as u64, 0, 1), Err(damaged(0)), "blocks in the wrong order");
    let file = stored(&data);
    file.set_len(stored_bytes(data.len() as u64) - 1).unwrap();
    assert_eq!(read(&file, data.len() as u64, 2 * BLOCK_BYTES as u64, 1), Err(damaged(2)), "cut short");
}

proptest! {
    #[test]
    fn any_range_is_that_slice(size in 0usize..200_000, first in any::<prop::sample::Index>(), length in any::<prop::sample::Index>()) {
        let data = sample(size);
        let first = first.index(size + 1);
        let length = length.index(size - first + 1);
        let read = read(&stored(&data), size as u64, first as u64, length as u64);
        prop_assert_eq!(read.as_deref(), Ok(&data[first..first + length]));
    }
}
