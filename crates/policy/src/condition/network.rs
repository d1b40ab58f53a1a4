//! IP networks in CIDR notation (RFC 4632, RFC 4291).

use std::net::IpAddr;

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
        let mask = u128::MAX.checked_shl(128 - length).unwrap_or(0);
        Some(Network { is_v4: address.is_ipv4(), bits: bits(address) & mask, mask })
    }

    /// A version 4 address is never inside a version 6 network, nor the other way round; an IPv4-mapped IPv6 address is
    /// version 6.
    pub(crate) fn contains(&self, address: IpAddr) -> bool {
        self.is_v4 == address.is_ipv4() && bits(address) & self.mask == self.bits
    }

    /// How many addresses it holds, as the length of its prefix, and whether it is of version 4.
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
