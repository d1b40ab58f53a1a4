//! AWS's texts for the reason of a denial. Source: IAM user guide, "Troubleshoot access denied error
//! messages", and recordings.

use crate::decide::{Decision, Outcome};
use crate::layers::Layer;

impl Decision {
    /// The end of AWS's sentence `User: … is not authorized to perform: … on resource: …`, such as `because no
    /// identity-based policy allows the s3:ListAllMyBuckets action` or `with an explicit deny in an identity-based policy`.
    ///
    /// None if the request is allowed; and for callers of another account, to whom AWS gives no reason.
    pub fn denial_reason(&self, action: &str) -> Option<String> {
        if self.cross_account { None } else { self.full_denial_reason(action) }
    }

    /// As [`denial_reason`](Decision::denial_reason), for those who may know it also across accounts.
    pub fn full_denial_reason(&self, action: &str) -> Option<String> {
        let layer = self.decided_by?;
        let phrase = match layer {
            Layer::Resource if self.is_trust => "role trust policy",
            _ => layer.phrase(),
        };
        match self.outcome {
            Outcome::Allowed => None,
            Outcome::ImplicitlyDenied => Some(format!("because no {phrase} allows the {action} action")),
            Outcome::ExplicitlyDenied => {
                let article = match layer {
                    Layer::Resource if self.is_trust => "the",
                    Layer::Identity => "an",
                    _ => "a",
                };
                Some(format!("with an explicit deny in {article} {phrase}"))
            }
        }
    }
}

#[cfg(test)]
mod tests;
