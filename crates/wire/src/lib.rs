//! Sans-io AWS wire formats: signatures, Query and REST-XML codecs, faults, limits, routing.
