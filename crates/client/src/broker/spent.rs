use secret::totp::Code;

use crate::cache::{Cache, Key};
use crate::call::Endpoint;

/// Notes the codes of a device that were accepted last, so that a second use is told as such.
pub(crate) fn note_spent(cache: &Cache, sts: &Endpoint, serial: &str, codes: &[Code]) {
    let used: Vec<&str> = codes.iter().map(Code::digits).collect();
    // without the note a reused code is merely called wrong
    let _ = cache.note(&note_key(sts, serial), used.join("\n").as_bytes());
}

/// Reports whether a code is among the noted ones. A note under the other sealing key counts as none.
pub(super) fn is_spent(cache: &Cache, sts: &Endpoint, serial: &str, code: &Code) -> bool {
    let noted = cache.noted(&note_key(sts, serial)).ok().flatten();
    noted.is_some_and(|used| {
        used.expose().split(|byte| *byte == b'\n').any(|used| used == code.digits().as_bytes())
    })
}

fn note_key(sts: &Endpoint, serial: &str) -> Key {
    Key::of(&["code", &sts.url(), serial])
}
