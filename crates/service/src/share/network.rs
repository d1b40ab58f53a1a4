use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

/// The network that an address counts for where clients share something: the address itself for IPv4, its /64 for IPv6,
/// because one client has all of a /64 (RFC 6177). An IPv4-mapped address is the IPv4 address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Network(IpAddr);

impl Network {
    /// The network of an address.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(address.into()),
            IpAddr::V6(address) => {
                let host_bits = u128::from(u64::MAX);
                Self(Ipv6Addr::from_bits(address.to_bits() & !host_bits).into())
            }
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            IpAddr::V4(address) => address.fmt(f),
            IpAddr::V6(network) => write!(f, "{network}/64"),
        }
    }
}
