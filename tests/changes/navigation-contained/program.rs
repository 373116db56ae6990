//! breaking

fn main() {
    let label = subject::EntityId::new("navigationContainedLabelSet", "1");
    println!("{:?}", subject::models::NavigationContainedBody::new().label(label));
}
