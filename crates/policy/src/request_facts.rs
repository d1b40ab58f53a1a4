//! Condition keys that follow from the request itself.
//! Source: IAM user guide, "AWS global condition context keys", "Properties of the network" and "of the request".

use std::net::IpAddr;

use crate::condition::date;
use crate::context::Context;
use crate::key::KnownKey;
use crate::value::Value;

/// A request, described for its condition keys. A field of `None` is not known, and gives no key.
#[derive(Clone, Copy, Debug)]
pub struct RequestFacts<'a> {
    /// Time of the request, in seconds since 1970.
    pub seconds: u64,
    /// Region of the endpoint: `us-east-1` for IAM.
    pub region: Option<&'a str>,
    /// Address of the peer.
    pub source_ip: Option<IpAddr>,
    /// True if the request came over TLS.
    pub secure: Option<bool>,
    /// True if a service makes the request on behalf of a principal.
    pub via_aws_service: Option<bool>,
    /// The `User-Agent` header.
    pub user_agent: Option<&'a str>,
    /// The `Referer` header.
    pub referer: Option<&'a str>,
    /// The account that owns the resource, twelve digits.
    pub resource_account: Option<&'a str>,
}

impl<'a> RequestFacts<'a> {
    /// A request of which only the time is known.
    pub fn at(seconds: u64) -> Self {
        RequestFacts {
            seconds,
            region: None,
            source_ip: None,
            secure: None,
            via_aws_service: None,
            user_agent: None,
            referer: None,
            resource_account: None,
        }
    }

    /// The value of a key that follows from the request.
    pub fn value(&self, key: KnownKey) -> Option<Value<'a>> {
        match key {
            KnownKey::CurrentTime => Some(Value::made(date::written(self.seconds))),
            KnownKey::EpochTime => Some(Value::made(self.seconds)),
            KnownKey::RequestedRegion => self.region.map(Value::borrowed),
            KnownKey::SourceIp => self.source_ip.map(Value::made),
            KnownKey::SecureTransport => self.secure.map(Value::boolean),
            KnownKey::ViaAWSService => self.via_aws_service.map(Value::boolean),
            KnownKey::UserAgent => self.user_agent.map(Value::borrowed),
            KnownKey::Referer => self.referer.map(Value::borrowed),
            KnownKey::ResourceAccount => self.resource_account.map(Value::borrowed),
            _ => None,
        }
    }

    /// Sets every key that follows, in a context of its own.
    pub fn describe(&self, context: &mut Context) {
        for key in KnownKey::ALL {
            if let Some(Value::One(value)) = self.value(*key) {
                context.set(key.name(), &*value);
            }
        }
    }
}

#[cfg(test)]
mod tests;
