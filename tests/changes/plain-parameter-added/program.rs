//! additive

use plain::requests::parameter_added::{CallParameterAddedParameters, call_parameter_added_with};

fn main() {
    println!("{}", call_parameter_added_with(&CallParameterAddedParameters::new().limit(5)).target());
}
