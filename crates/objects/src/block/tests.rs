use std::io::Write;

use proptest::prelude::*;

use super::*;
use crate::metadata::Metadata;
use crate::model::ETag;
use crate::name::Key;

/// Data in which every block and every place in it differs.
fn sample(size: usize) -> Vec<u8> {
    (0..size).map(|i| (i % 251) as u8 ^ (i / BLOCK_BYTES) as u8).collect()
}

/// The protection of blocks, sealed or not; always with the same key.
fn blocks(sealed: bool) -> Blocks {
    if sealed {
        Blocks::Sealed(Box::new(PieceKey::from_bytes(&[5; 32]).ok().unwrap()))
    } else {
        Blocks::Summed
    }
}

fn stored_block(sealed: bool, number: u64, last: bool, block: &[u8]) -> Vec<u8> {
    let mut stored = block.to_vec();
    match blocks(sealed) {
        Blocks::Sealed(key) => key.seal(Piece::Data { number, last }, &mut stored).unwrap(),
        Blocks::Summed => stored.extend(sum(number, block)),
    }
    stored
}

fn stored(sealed: bool, data: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    let last = data.len().div_ceil(BLOCK_BYTES).saturating_sub(1);
    for (number, block) in data.chunks(BLOCK_BYTES).enumerate() {
        file.write_all(&stored_block(sealed, number as u64, number == last, block)).unwrap();
    }
    file
}

fn source(sealed: bool, file: &File, size: u64) -> Source {
    let info = ObjectInfo {
        key: Key::parse("a").unwrap(),
        size,
        etag: ETag::whole([0; 16]),
        last_modified_ms: 1,
        metadata: Metadata::new(),
        composition: None,
        sealed,
    };
    Source {
        file: file.try_clone().unwrap(),
        path: PathBuf::from("f"),
        bucket: "first".to_owned(),
        info: Arc::new(info),
        blocks: blocks(sealed),
    }
}

fn read(sealed: bool, file: &File, size: u64, first: u64, length: u64) -> Result<Vec<u8>, Error> {
    let mut body = Body::new(source(sealed, file, size), first, length)?;
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
    for (sealed, size) in [false, true]
        .into_iter()
        .flat_map(|sealed| [0, 1, B - 1, B, B + 1, 2 * B, 2 * B + 1].map(|size| (sealed, size)))
    {
        let data = sample(size as usize);
        let file = stored(sealed, &data);
        assert_eq!(file.metadata().unwrap().len(), blocks(sealed).stored_bytes(size));
        for first in [0, 1, B - 1, B, B + 1, 2 * B, size] {
            for length in [0, 1, 2, B - 1, B, B + 1, 2 * B, size] {
                let expected = if first + length <= size {
                    Ok(data[first as usize..(first + length) as usize].to_vec())
                } else {
                    Err(Error::InvalidRange { size })
                };
                assert_eq!(read(sealed, &file, size, first, length), expected, "{size} {first} {length}");
            }
        }
        assert_eq!(read(sealed, &file, size, u64::MAX, 1), Err(Error::InvalidRange { size }));
        assert_eq!(read(sealed, &file, size, 1, u64::MAX), Err(Error::InvalidRange { size }));
    }
}

fn damaged(number: u64) -> Error {
    Error::damaged(PathBuf::from("f"), "first", Some("a"), DamageKind::Block { number })
}

#[test]
fn damage_ends_the_body_before_the_block_it_is_in() {
    let data = sample(3 * BLOCK_BYTES);
    let size = data.len() as u64;
    for sealed in [false, true] {
        let whole = BLOCK_BYTES + blocks(sealed).overhead();
        for (place, good_blocks) in [(0, 0), (BLOCK_BYTES, 0), (whole, 1), (2 * whole + 9, 2)] {
            let file = stored(sealed, &data);
            let mut byte = [0];
            file.read_exact_at(&mut byte, place as u64).unwrap();
            file.write_all_at(&[byte[0] ^ 1], place as u64).unwrap();
            let body = Body::new(source(sealed, &file, size), 0, size).unwrap();
            let pieces: Vec<_> = body.collect();
            assert_eq!(pieces.len(), good_blocks + 1);
            assert_eq!(pieces.last(), Some(&Err(damaged(good_blocks as u64))));
        }
        let file = stored(sealed, &data);
        file.set_len(blocks(sealed).stored_bytes(size) - 1).unwrap();
        assert_eq!(read(sealed, &file, size, 2 * BLOCK_BYTES as u64, 1), Err(damaged(2)), "cut short");
    }
}

/// Each block is bound to its place, and the last one to being the last, so that nothing can be exchanged or cut off.
#[test]
fn a_block_is_read_in_its_place_only() {
    let data = sample(2 * BLOCK_BYTES);
    let (one, two) = data.split_at(BLOCK_BYTES);
    let size = data.len() as u64;
    let file = |blocks: [Vec<u8>; 2]| {
        let mut file = tempfile::tempfile().unwrap();
        blocks.iter().for_each(|block| file.write_all(block).unwrap());
        file
    };
    for sealed in [false, true] {
        let block = |number, last, data| stored_block(sealed, number, last, data);
        let right = file([block(0, false, one), block(1, true, two)]);
        assert_eq!(read(sealed, &right, size, 0, size).as_ref(), Ok(&data));
        let swapped = file([block(1, true, two), block(0, false, one)]);
        assert_eq!(read(sealed, &swapped, size, 0, 1), Err(damaged(0)), "in the wrong order");
        let repeated = file([block(0, false, one), block(0, false, one)]);
        assert_eq!(read(sealed, &repeated, size, 0, size), Err(damaged(1)), "twice");
    }
    let cut = file([stored_block(true, 0, false, one), Vec::new()]);
    assert_eq!(read(true, &cut, one.len() as u64, 0, 1), Err(damaged(0)), "the rest left out");
    let appended = file([stored_block(true, 0, true, one), stored_block(true, 1, true, two)]);
    assert_eq!(read(true, &appended, size, 0, 1), Err(damaged(0)), "something put behind the last");
    let other = Blocks::Sealed(Box::new(PieceKey::from_bytes(&[6; 32]).ok().unwrap()));
    let right = file([stored_block(true, 0, false, one), stored_block(true, 1, true, two)]);
    let source = Source { blocks: other, ..source(true, &right, size) };
    assert_eq!(Body::new(source, 0, 1).unwrap().next(), Some(Err(damaged(0))), "another file's");
}

proptest! {
    #[test]
    fn any_range_is_that_slice(size in 0usize..200_000, first in any::<prop::sample::Index>(), length in any::<prop::sample::Index>()) {
        let data = sample(size);
        let first = first.index(size + 1);
        let length = length.index(size - first + 1);
        let sealed = size % 2 == 0;
        let read = read(sealed, &stored(sealed, &data), size as u64, first as u64, length as u64);
        prop_assert_eq!(read.as_deref(), Ok(&data[first..first + length]));
    }
}
