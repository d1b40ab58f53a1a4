//! IP networks in CIDR notation (RFC 4632, RFC 4291).
//!
//! An IPv4-mapped IPv6 address (`::ffff:0:0/96`, RFC 4291 section 2.5.5.2) is the version 4 address that it holds, on both
//! sides of a comparison: one peer has one address, whichever kind of socket met it.

use std::net::IpAddr;

/// Bits of `::ffff:0:0/96`, which precede a mapped address.
const MAPPED_PREFIX: u32 = 96;

/// A network; a bare address is a network of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Network {
    is_v4: bool,
    /// Bits to the left: version 4 addresses take the upper 32 of 128.
    bits: u128,
    mask: u128,
}

impl Network {
    /// Reads `address` or `address/prefix`; host bits are masked off.
    pub(crate) fn parse(text: &str) -> Option<Network> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let length = match prefix {
            None => width,
            Some(digits)
                if (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                digits.parse::<u32>().ok().filter(|length| *length <= width)?
            }
            Some(_) => return None,
        };
        let (address, length) = match (address.to_canonical(), length.checked_sub(MAPPED_PREFIX)) {
            (mapped @ IpAddr::V4(_), Some(length)) if address.is_ipv6() => (mapped, length),
            // Shorter than the mapped prefix: a network of version 6, which holds no address of version 4.
            _ => (address, length),
        };
        let mask = u128::MAX.checked_shl(128 - length).unwrap_or(0);
        Some(Network { is_v4: address.is_ipv4(), bits: bits(address) & mask, mask })
    }

    /// A version 4 address is never inside a version 6 network, nor the other way round.
    pub(crate) fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.is_v4 == address.is_ipv4() && bits(address) & self.mask == self.bits
    }

    /// Length of its prefix; and true if it is of version 4.
    pub(crate) fn prefix(&self) -> (u32, bool) {
        (self.mask.count_ones(), self.is_v4)
    }
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(address.to_bits()) << 96,
        IpAddr::V6(address) => address.to_bits(),
    }
}

#[cfg(test)]
mod tests;
