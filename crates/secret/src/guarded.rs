use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// A value that must not be shown: no `Debug`, `Display` or serialisation, wiped when dropped, compared in constant time.
///
/// ```compile_fail
/// let secret = secret::Secret::new(String::from("hunter2"));
/// println!("{:?}", secret);
/// ```
/// ```compile_fail
/// let secret = secret::Secret::new(String::from("hunter2"));
/// println!("{}", secret);
/// ```
#[derive(Clone)]
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Takes the value in.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Lends the value out. The caller answers for its way from there.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize + AsRef<[u8]>> Secret<T> {
    /// Equality whose duration depends on the lengths only.
    pub fn ct_eq(&self, other: &[u8]) -> bool {
        self.0.as_ref().ct_eq(other).into()
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn equality_is_by_content() {
        let secret = Secret::new(b"abc".to_vec());
        assert!(secret.ct_eq(b"abc"));
        assert!(!secret.ct_eq(b"abd"));
        assert!(!secret.ct_eq(b"ab"));
        assert!(!secret.ct_eq(b""));
    }
}
