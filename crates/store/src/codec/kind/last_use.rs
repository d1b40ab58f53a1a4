use identity::{KeyUse, RoleUse, Time};
use serde::{Deserialize, Serialize};

use super::Stored;
use crate::codec::CodecError;

#[derive(Serialize, Deserialize)]
pub(super) struct KeyUseShape {
    access_key_id: String,
    time: u64,
    service: String,
    region: String,
}

impl Stored for KeyUse {
    type Shape = KeyUseShape;
    const PREFIX: &'static str = "key-use";

    fn shape(&self) -> KeyUseShape {
        KeyUseShape {
            access_key_id: self.access_key_id.clone(),
            time: self.time.millis(),
            service: self.service.clone(),
            region: self.region.clone(),
        }
    }

    fn restore(shape: KeyUseShape) -> Result<Self, CodecError> {
        let KeyUseShape { access_key_id, time, service, region } = shape;
        Ok(Self { access_key_id, time: Time::from_millis(time), service, region })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct RoleUseShape {
    role_id: String,
    time: u64,
    region: String,
}

impl Stored for RoleUse {
    type Shape = RoleUseShape;
    const PREFIX: &'static str = "role-use";

    fn shape(&self) -> RoleUseShape {
        RoleUseShape { role_id: self.role_id.clone(), time: self.time.millis(), region: self.region.clone() }
    }

    fn restore(shape: RoleUseShape) -> Result<Self, CodecError> {
        let RoleUseShape { role_id, time, region } = shape;
        Ok(Self { role_id, time: Time::from_millis(time), region })
    }
}
