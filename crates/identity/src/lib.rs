//! The identity plane as a deterministic state machine.
