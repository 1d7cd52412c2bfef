//! tests of the report
