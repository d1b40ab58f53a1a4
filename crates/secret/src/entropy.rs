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
