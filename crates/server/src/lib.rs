//! Listeners, HTTP limits and deadlines; the only wall clock.
