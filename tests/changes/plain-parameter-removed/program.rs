//! breaking

use plain::requests::parameter_removed::{CallParameterRemovedParameters, call_parameter_removed_with};

fn main() {
    println!("{}", call_parameter_removed_with(&CallParameterRemovedParameters::new().limit(5)).target());
}
