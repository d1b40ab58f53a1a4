//! Durable identity state behind one small engine trait.
