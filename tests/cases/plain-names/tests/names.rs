//! Names that are none in Rust.

use plain_names::SERVICE_ROOT;
use plain_names::models::{MyOddName2 as Odd, MyOddNameStatus as Status};
use plain_names::requests::p_ue9_age::a_b;
use plain_names::requests::type_::self_::models_::aux_;

#[test]
fn wire_names_stay() {
    let value = r#"{"self":"s","new":"n","crate":"c","additional":"a","remoteControl":"1","remote_control":"2","":"e","extra":[1]}"#;
    let odd: Odd = serde_json::from_str(value).unwrap();
    assert_eq!((odd.self_.as_str(), odd.new_.as_str(), odd.crate_.as_str()), ("s", "n", "c"));
    assert_eq!((odd.remote_control.as_deref(), odd.remote_control2.as_deref()), (Some("1"), Some("2")));
    assert_eq!((odd.additional_.as_deref(), &odd.additional["extra"]), (Some("a"), &serde_json::json!([1])));
    let again: serde_json::Value = serde_json::to_value(&odd).unwrap();
    assert_eq!(again, serde_json::from_str::<serde_json::Value>(value).unwrap());
    for member in ["", "a b", "a-b", "A_B", "+1", "-1", "Unrecognized", "self", "<", ">"] {
        assert!(!matches!(Status::from(member), Status::Unrecognized(_)), "{member}");
        assert_eq!(Status::from(member).as_str(), member);
    }
}

#[test]
fn urls_are_encoded() {
    let http = a_b::weird_id_with_signs("ü{größe}").to_http(SERVICE_ROOT).unwrap();
    assert_eq!(http.uri().path(), "/p%C3%A9age/a%20b/%C3%BC%7Bgr%C3%B6%C3%9Fe%7D");
    let parameters = aux_::TypeParameters::new().filter_a("1").filter_a2("2").query_new("3");
    let target = aux_::type_with("x", &parameters).target();
    assert_eq!(target, "/type/self/models/aux?type=x&filter%5Ba%5D=2&filter.a=1&new=3");
}
