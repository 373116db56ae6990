//! Every target of `fuzz/` with what it is known to withstand, and with mutations of our fixtures and, where they are
//! there, of Microsoft's documents. Bounded: a machine with more time is told so by `GRAPHSLICE_FUZZ_SECONDS`.

mod compiled;
mod corpus;
mod own;
mod real;
mod run;
