//! Cost of one TOTP check: the three steps that the tolerance asks for.

#![allow(clippy::unwrap_used, missing_docs)]

use divan::{Bencher, black_box};
use secret::totp::{code_at, matching_pair, matching_step};

fn main() {
    divan::main();
}

const SEED: [u8; 40] = [7; 40];

#[divan::bench]
fn check_right_code(bencher: Bencher<'_, '_>) {
    let code = code_at(&SEED, 60_000_000);
    bencher.bench(|| matching_step(black_box(&SEED), black_box(code), 59_999_999, 60_000_001));
}

#[divan::bench]
fn check_wrong_code(bencher: Bencher<'_, '_>) {
    let code = code_at(&SEED, 1);
    bencher.bench(|| matching_step(black_box(&SEED), black_box(code), 59_999_999, 60_000_001));
}

#[divan::bench]
fn enable_search(bencher: Bencher<'_, '_>) {
    let (first, second) = (code_at(&SEED, 59_999_999), code_at(&SEED, 60_000_000));
    bencher.bench(|| {
        matching_pair(black_box(&SEED), black_box(first), black_box(second), 59_999_980, 60_000_020)
    });
}
