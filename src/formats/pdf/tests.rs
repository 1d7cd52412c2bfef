//! tests of the pdf
