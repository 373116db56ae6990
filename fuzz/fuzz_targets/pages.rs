#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| graphslice_tests::fuzz::targets::pages(data));
