//! AWS IAM policies: documents, validation, decisions and their reasons.
