//! The layers of policies, and sets of them.

use std::fmt;

/// A layer of policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Service control policies.
    ServiceControl,
    /// Resource control policies.
    ResourceControl,
    /// The policy of a VPC endpoint.
    VpcEndpoint,
    /// The policy of the resource, or the trust policy of a role.
    Resource,
    /// Policies of user, groups or role.
    Identity,
    /// The permissions boundary.
    PermissionsBoundary,
    /// Session policies.
    Session,
}

impl Layer {
    /// All, in the order in which results list them.
    pub const ALL: [Layer; 7] = [
        Layer::ServiceControl,
        Layer::ResourceControl,
        Layer::VpcEndpoint,
        Layer::Resource,
        Layer::Identity,
        Layer::PermissionsBoundary,
        Layer::Session,
    ];

    /// Of several layers that deny, AWS names one; which is not documented, and this is ours.
    pub(crate) const BY_PRECEDENCE: [Layer; 7] = [
        Layer::ServiceControl,
        Layer::ResourceControl,
        Layer::Resource,
        Layer::Identity,
        Layer::PermissionsBoundary,
        Layer::Session,
        Layer::VpcEndpoint,
    ];

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Layer::ServiceControl => "serviceControl",
            Layer::ResourceControl => "resourceControl",
            Layer::VpcEndpoint => "vpcEndpoint",
            Layer::Resource => "resource",
            Layer::Identity => "identity",
            Layer::PermissionsBoundary => "permissionsBoundary",
            Layer::Session => "session",
        }
    }

    /// Name of a policy of that layer in AWS's messages.
    pub fn phrase(self) -> &'static str {
        match self {
            Layer::ServiceControl => "service control policy",
            Layer::ResourceControl => "resource control policy",
            Layer::VpcEndpoint => "VPC endpoint policy",
            Layer::Resource => "resource-based policy",
            Layer::Identity => "identity-based policy",
            Layer::PermissionsBoundary => "permissions boundary",
            Layer::Session => "session policy",
        }
    }
}

/// A set of layers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Layers(u8);

impl Layers {
    /// No layer.
    pub const NONE: Layers = Layers(0);

    /// True if the layer is in the set.
    pub fn contains(self, layer: Layer) -> bool {
        self.0 & Self::bit(layer) != 0
    }

    /// True if no layer is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The layers in the set, in the order of [`Layer::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Layer> {
        Layer::ALL.into_iter().filter(move |layer| self.contains(*layer))
    }

    pub(crate) fn insert(&mut self, layer: Layer) {
        self.0 |= Self::bit(layer);
    }

    pub(crate) fn insert_if(&mut self, layer: Layer, condition: bool) {
        if condition {
            self.insert(layer);
        }
    }

    pub(crate) fn remove(&mut self, layer: Layer) {
        self.0 &= !Self::bit(layer);
    }

    pub(crate) fn union(self, other: Layers) -> Layers {
        Layers(self.0 | other.0)
    }

    const fn bit(layer: Layer) -> u8 {
        1 << (layer as u8)
    }
}

impl fmt::Debug for Layers {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(self.iter()).finish()
    }
}
