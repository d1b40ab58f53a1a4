use std::collections::HashSet;

use super::*;

struct Fixed(u8);
impl Entropy for Fixed {
    fn fill(&mut self, buffer: &mut [u8]) {
        buffer.fill(self.0);
    }
}

fn draw(generator: &mut Generator, bytes: usize) -> Vec<u8> {
    let mut drawn = vec![0; bytes];
    generator.fill(&mut drawn);
    drawn
}

#[test]
fn bytes_are_those_of_the_counter_mode_however_they_are_drawn() {
    let mut expected = Vec::new();
    for counter in 1..=4u64 {
        let mut mac = Hmac::<Sha256>::new_from_slice(&[7; GENERATOR_SEED_BYTES]).unwrap();
        mac.update(&counter.to_be_bytes());
        expected.extend_from_slice(&mac.finalize().into_bytes());
    }
    let whole = draw(&mut Generator::seeded_by(&mut Fixed(7)), 128);
    assert_eq!(whole, expected);
    let mut generator = Generator::seeded_by(&mut Fixed(7));
    let pieces: Vec<u8> = [1, 31, 32, 11, 12, 40, 1].iter().flat_map(|n| draw(&mut generator, *n)).collect();
    assert_eq!(pieces, expected);
}

#[test]
fn each_seed_gives_other_bytes_and_none_repeats() {
    let drawn: HashSet<Vec<u8>> = (0..50)
        .flat_map(|seed| {
            let mut generator = Generator::seeded_by(&mut Fixed(seed));
            (0..20).map(move |_| draw(&mut generator, 16)).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(drawn.len(), 50 * 20);
}
