//! Names of AWS regions.

/// The region whose endpoint takes buckets of all regions, and whose name GetBucketLocation leaves out.
pub(super) const US_EAST_1: &str = "us-east-1";

/// Regions that a bucket can be in. Source: `BucketLocationConstraint` of the service model of botocore 1.43.11, which leaves
/// out us-east-1.
const REGIONS: [&str; 38] = [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    US_EAST_1,
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-west-1",
    "us-west-2",
];

/// True if there is such a region: one of AWS's, or this server's own, which the operator names.
pub(super) fn exists(name: &str, home: &str) -> bool {
    name == home || REGIONS.contains(&name)
}
