use super::*;

/// Bytes that count up, and how many were asked for each time.
#[derive(Default)]
struct Counting {
    next: u8,
    asked: Vec<usize>,
}

impl Entropy for Counting {
    fn fill(&mut self, buffer: &mut [u8]) {
        self.asked.push(buffer.len());
        for byte in buffer {
            self.next = self.next.wrapping_add(1);
            *byte = self.next;
        }
    }
}

#[test]
fn every_byte_is_given_out_once_and_few_draws_serve_many_values() {
    let mut source = Counting::default();
    let mut drawn = Drawn::from(&mut source);
    let (mut id, mut secret, mut nonce, mut more) = ([0; 10], [0; 30], [0; 12], [0; 13]);
    for value in [&mut id[..], &mut secret, &mut nonce, &mut more] {
        drawn.fill(value);
    }
    let given: Vec<u8> = [&id[..], &secret, &nonce].concat();
    assert_eq!(given, (1..=52).collect::<Vec<u8>>());
    assert_eq!(drawn.bytes[..13], [0; 13], "what was given out is wiped");
    drop(drawn);
    assert_eq!(source.asked, [64, 64], "thirteen more than are left: a second draw");
    assert_eq!(more.to_vec(), (65..=77).collect::<Vec<u8>>());
}

#[test]
fn nothing_is_drawn_before_it_is_asked_for_and_long_values_go_past() {
    let mut source = Counting::default();
    drop(Drawn::from(&mut source));
    Drawn::from(&mut source).fill(&mut [0; 65]);
    assert_eq!(source.asked, [65]);
}
