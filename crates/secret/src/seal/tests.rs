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

fn root() -> RootKey {
    RootKey::from_bytes([7; 32])
}

#[test]
fn opens_what_was_sealed() {
    for length in [0, 1, 15, 16, 17, 400, 70_000] {
        let plain: Vec<u8> = (0..length).map(|n| n as u8).collect();
        let key = root().sealing_key("records");
        let sealed = key.seal(b"context", &plain, &mut Counting(1)).unwrap();
        assert_eq!(sealed.len(), plain.len() + OVERHEAD_BYTES);
        assert_eq!(key.open(b"context", &sealed).ok().unwrap().expose(), &plain);
    }
}

#[test]
fn adv_96_every_flipped_bit_is_refused() {
    let key = root().sealing_key("session-token");
    let sealed = key.seal(b"ASIAEXAMPLE", b"a session", &mut Counting(3)).unwrap();
    for byte in 0..sealed.len() {
        for bit in 0..8 {
            let mut changed = sealed.clone();
            changed[byte] ^= 1 << bit;
            assert!(key.open(b"ASIAEXAMPLE", &changed).is_err(), "byte {byte} bit {bit}");
        }
    }
    for length in 0..sealed.len() {
        assert!(key.open(b"ASIAEXAMPLE", &sealed[..length]).is_err(), "cut at {length}");
    }
}

#[test]
fn purpose_context_and_root_key_are_bound() {
    let sealed = root().sealing_key("records").seal(b"one", b"value", &mut Counting(3)).unwrap();
    assert!(root().sealing_key("records").open(b"one", &sealed).is_ok());
    assert!(root().sealing_key("records").open(b"two", &sealed).is_err());
    assert!(root().sealing_key("session-token").open(b"one", &sealed).is_err());
    assert!(RootKey::from_bytes([8; 32]).sealing_key("records").open(b"one", &sealed).is_err());
}
