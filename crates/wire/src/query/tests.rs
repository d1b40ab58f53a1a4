mod decoding;
mod encoding;
mod format;
mod parameters;
