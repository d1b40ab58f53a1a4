//! IAM, STS and S3 operations, one file each.
