use zeroize::Zeroize;

/// A source of unpredictable bytes. The server passes the operating system's; tests pass a seeded one.
pub trait Entropy {
    /// Fills the whole buffer.
    fn fill(&mut self, buffer: &mut [u8]);
}

impl<E: Entropy + ?Sized> Entropy for &mut E {
    fn fill(&mut self, buffer: &mut [u8]) {
        (**self).fill(buffer);
    }
}

impl<E: Entropy + ?Sized> Entropy for Box<E> {
    fn fill(&mut self, buffer: &mut [u8]) {
        (**self).fill(buffer);
    }
}

/// Bytes that [`Drawn`] asks its source for at once: a session's key id, secret and nonce take 52.
const DRAWN_BYTES: usize = 64;

/// Bytes of another source, drawn for several values at once: a system call where there would be one for each. Given out once,
/// and wiped.
pub struct Drawn<E> {
    source: E,
    bytes: [u8; DRAWN_BYTES],
    /// Bytes that were given out.
    used: usize,
}

impl<E: Entropy> Drawn<E> {
    /// Draws nothing until it is asked.
    pub fn from(source: E) -> Self {
        Self { source, bytes: [0; DRAWN_BYTES], used: DRAWN_BYTES }
    }
}

impl<E: Entropy> Entropy for Drawn<E> {
    fn fill(&mut self, buffer: &mut [u8]) {
        if buffer.len() > DRAWN_BYTES {
            return self.source.fill(buffer);
        }
        if buffer.len() > DRAWN_BYTES - self.used {
            self.source.fill(&mut self.bytes);
            self.used = 0;
        }
        let left = self.bytes.iter_mut().skip(self.used);
        for (to, from) in buffer.iter_mut().zip(left) {
            *to = std::mem::take(from);
        }
        self.used += buffer.len();
    }
}

impl<E> Drop for Drawn<E> {
    fn drop(&mut self) {
        self.bytes.zeroize();
    }
}

#[cfg(test)]
mod tests;
