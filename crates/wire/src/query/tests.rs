mod decoding;
mod encoding;
mod parameters;
