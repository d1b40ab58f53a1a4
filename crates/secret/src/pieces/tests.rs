use super::*;

struct Counting(u8);
impl Entropy for Counting {
    fn fill(&mut self, buffer: &mut [u8]) {
        for byte in buffer {
            self.0 = self.0.wrapping_mul(167).wrapping_add(13);
            *byte = self.0;
        }
    }
}

const PLACES: [Piece; 5] = [
    Piece::Data { number: 0, last: false },
    Piece::Data { number: 0, last: true },
    Piece::Data { number: 1, last: false },
    Piece::Data { number: u64::MAX, last: true },
    Piece::Description,
];

#[test]
fn a_piece_opens_in_its_place_only() {
    let key = PieceKey::generate(&mut Counting(1)).ok().unwrap();
    let again = PieceKey::from_bytes(key.expose()).ok().unwrap();
    let other = PieceKey::generate(&mut Counting(2)).ok().unwrap();
    for sealed_at in PLACES {
        for length in [0, 1, 15, 16, 17, 70_000] {
            let plain: Vec<u8> = (0..length).map(|n| n as u8).collect();
            let mut sealed = plain.clone();
            key.seal(sealed_at, &mut sealed).unwrap();
            assert_eq!(sealed.len(), plain.len() + PIECE_OVERHEAD_BYTES);
            for opened_at in PLACES {
                let mut piece = sealed.clone();
                let opened = again.open(opened_at, &mut piece);
                assert_eq!(opened.is_ok(), opened_at == sealed_at, "{sealed_at:?} at {opened_at:?}");
                assert!(opened.is_err() || piece == plain);
            }
            assert!(other.open(sealed_at, &mut sealed.clone()).is_err());
        }
    }
}

#[test]
fn every_flipped_bit_is_refused() {
    let key = PieceKey::generate(&mut Counting(1)).ok().unwrap();
    let mut sealed = b"a piece of data".to_vec();
    key.seal(PLACES[0], &mut sealed).unwrap();
    for bit in 0..sealed.len() * 8 {
        let mut changed = sealed.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(key.open(PLACES[0], &mut changed).is_err(), "bit {bit}");
    }
    for length in 0..sealed.len() {
        assert!(key.open(PLACES[0], &mut sealed[..length].to_vec()).is_err(), "cut at {length}");
    }
}

#[test]
fn a_key_has_its_length() {
    for length in [0, 31, 33] {
        assert!(PieceKey::from_bytes(&vec![0; length]).is_err());
    }
}
