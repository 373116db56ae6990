//! Typed query options on what the shipped slice has no case of: every primitive type, flags, collections, navigation
//! properties, recursion, derived types.

#![expect(deprecated, reason = "deprecated items are part of the subject")]

use constructs::models::{Board, Circle, Leaf, Level, Memo, Node, Person, Rights, Shape};
use constructs::requests::boards;
use constructs::{Date, DateTimeOffset, Decimal, Duration, Error, Filter, Guid, RequestError, TimeOfDay};

/// The condition as it arrives: encoded once, decoded once.
fn sent(condition: Filter<Board>) -> String {
    let http = boards::list().filter(condition).to_http("https://graph.microsoft.com/v1.0").unwrap();
    let (name, value) = http.uri().query().unwrap().split_once('=').unwrap();
    assert!(name == "$filter" && !value.contains(['=', '&', '+', ' ', '\'', '#', ';']), "{value}");
    percent_encoding::percent_decode_str(value).decode_utf8().unwrap().into_owned()
}

#[test]
fn every_type_has_its_literal() {
    let text = "t".to_owned();
    let guid: Guid = "985B71EC-71EC-985B-EC71-5B98EC715B98".parse().unwrap();
    let time: DateTimeOffset = "2026-01-31T12:00:00.5+02:00".parse().unwrap();
    let decimal: Decimal = "-1.50".parse().unwrap();
    let date: Date = "2026-01-31".parse().unwrap();
    let duration: Duration = "-PT1H".parse().unwrap();
    let clock: TimeOfDay = "08:00:00".parse().unwrap();
    for (condition, text) in [
        (Board::TYPE.eq("t"), "type eq 't'"),
        (Board::TYPE.eq("t".to_owned()), "type eq 't'"),
        (Board::TYPE.eq(&text), "type eq 't'"),
        (Board::BOOLEAN.eq(true), "boolean eq true"),
        (Board::BYTE.eq(255), "byte eq 255"),
        (Board::SBYTE.eq(-128), "sbyte eq -128"),
        (Board::INT16.ge(7), "int16 ge 7"),
        (Board::INT32.lt(-7), "int32 lt -7"),
        (Board::INT64.le(i64::MIN), "int64 le -9223372036854775808"),
        (Board::DOUBLE.gt(1.5), "double gt 1.5"),
        (Board::DOUBLE.gt(1e300), "double gt 1e300"),
        (Board::DOUBLE.eq(f64::INFINITY), "double eq INF"),
        (Board::DOUBLE.eq(f64::NEG_INFINITY), "double eq -INF"),
        (Board::DOUBLE.ne(f64::NAN), "double ne NaN"),
        (Board::SINGLE.eq(0.1), "single eq 0.1"),
        (Board::DECIMAL.eq(&decimal), "decimal eq -1.50"),
        (Board::DATE.eq(&date), "date eq 2026-01-31"),
        (Board::CREATED.ge(&time), "created ge 2026-01-31T12:00:00.5+02:00"),
        (Board::DURATION.eq(&duration), "duration eq duration'-PT1H'"),
        (Board::TIME_OF_DAY.eq(&clock), "timeOfDay eq 08:00:00"),
        (Board::GUID.eq(&guid), "guid eq 985B71EC-71EC-985B-EC71-5B98EC715B98"),
        (
            Board::GUID.is_in([&guid, &guid]),
            "guid in (985B71EC-71EC-985B-EC71-5B98EC715B98,985B71EC-71EC-985B-EC71-5B98EC715B98)",
        ),
        (Board::RIGHTS.has(Rights::READ | Rights::WRITE), "rights has 'read,write'"),
        (Board::RIGHTS.eq(Rights::NONE), "rights eq 'none'"),
        (Board::LEVELS.any(|level| level.eq(Level::V403)), "levels/any(x:x eq 'v4_0_3')"),
        (Board::LEVELS.any(|level| level.eq(Level::from("it's"))), "levels/any(x:x eq 'it''s')"),
        (Board::BINARY.is_null(), "binary eq null"),
        (Board::ROOT.is_not_null(), "root ne null"),
    ] {
        assert_eq!(sent(condition), text);
    }
}

/// What a value's text is was the service's choice, and must not become a part of the condition.
#[test]
fn a_value_that_is_not_of_its_type_is_reported() {
    let odd = r#"{"date":"2026-01-31 or true","guid":"x' or 'a' eq 'a","duration":"PT1H' or true or 'a' eq 'a","decimal":"1 or true"}"#;
    let odd: Board = serde_json::from_str(odd).unwrap();
    let (date, decimal) = (odd.date.unwrap(), odd.decimal.unwrap());
    let expanded = Board::NOTES.expanded().filter(Memo::BOARD.then(Board::DATE).eq(&date));
    for list in [
        boards::list().expand(expanded.clone()),
        boards::list().expand(Board::COVER.expanded().expand(Memo::BOARD.expanded().expand(expanded))),
    ] {
        let http = list.to_http("https://graph.microsoft.com/v1.0");
        assert!(matches!(http, Err(Error::Request(RequestError::Literal(_)))), "{http:?}");
    }
    for condition in [
        Board::DATE.eq(&date),
        Board::DATE.is_in([&date]),
        !Board::DATE.ne(&date),
        Board::TYPE.eq("t").or(Board::GUID.eq(odd.guid.unwrap())),
        Board::DURATION.lt(odd.duration.unwrap()).and(Board::TYPE.eq("t")),
        Board::ROOT.then(Node::CHILDREN).any(|_| !Filter::raw("x")).and(Board::DECIMAL.eq(&decimal)),
    ] {
        let expanded = boards::list().filter(condition.clone()).to_http("https://graph.microsoft.com/v1.0");
        assert!(matches!(expanded, Err(Error::Request(RequestError::Literal(_)))), "{condition}: {expanded:?}");
    }
}

#[test]
fn collections_are_asked_by_their_items() {
    for (condition, text) in [
        (Board::NAMES.any(|name| name.starts_with("smtp:")), "names/any(x:startswith(x,'smtp:'))"),
        (Board::INT64S.all(|number| number.gt(1).and(number_is(2))), "int64s/all(x:x gt 1 and (x ne 2))"),
        (Board::NOTES.any(|note| note.then(Memo::TEXT).eq("t")), "notes/any(x:x/txt eq 't')"),
        (Board::NOTES.count().eq(0), "notes/$count eq 0"),
        (Board::NOTES.any(|note| note.then(Memo::SHAPES).count().gt(1)), "notes/any(x:x/shapes/$count gt 1)"),
        (
            Board::NOTES.any(|note| note.then(Memo::SHAPES).all(|shape| shape.then(Shape::TITLE).eq("t"))),
            "notes/any(x:x/shapes/all(x1:x1/title eq 't'))",
        ),
        (
            Board::ROOT.then(Node::CHILDREN).any(|node| {
                node.clone()
                    .then(Node::DEFAULT)
                    .eq(true)
                    .or(node.then(Node::CHILDREN).any(|inner| inner.then(Node::CHILD).is_null()))
            }),
            "root/children/any(x:x/default eq true or x/children/any(x1:x1/child eq null))",
        ),
    ] {
        assert_eq!(sent(condition), text);
    }
    fn number_is<E>(number: i64) -> Filter<E> {
        Filter::raw(format!("x ne {number}"))
    }
}

#[test]
fn paths_lead_through_complex_values_and_single_entities_boxed_or_not() {
    for (condition, text) in [
        (
            Board::ROOT.then(Node::OTHER).then(Leaf::BACK).then(Node::DEFAULT).eq(true),
            "root/other/back/default eq true",
        ),
        (Board::ROOT.then(Node::OTHER.then(Leaf::BACK)).is_null(), "root/other/back eq null"),
        (Board::OWNER.then(Person::NUMBER).eq(7), "owner/number eq 7"),
    ] {
        assert_eq!(sent(condition), text);
    }
    let inherited: Filter<Circle> = Circle::TITLE.eq("round").and(Circle::AROUND.then(Shape::TITLE).ne("x"));
    assert_eq!(inherited.to_string(), "title eq 'round' and around/title ne 'x'");
}

#[test]
fn expansions_nest_and_have_options_of_their_own() {
    let list = boards::list().expand(Board::OWNER).expand(Board::COVER.select([&Memo::ID, &Memo::TEXT])).expand(
        Board::NOTES
            .expanded()
            .filter(Memo::TEXT.eq("a;b)c"))
            .order_by([Memo::TEXT.desc(), Memo::SHAPE.then(Shape::TITLE).asc()])
            .skip(1)
            .top(5)
            .top(6)
            .select([&Memo::TEXT]),
    );
    let target = percent_encoding::percent_decode_str(&list.target()).decode_utf8().unwrap().into_owned();
    assert_eq!(
        target,
        "/boards?$expand=owner,cover($select=id,txt),\
         notes($filter=txt eq 'a;b)c';$orderby=txt desc,shape/title;$skip=1;$top=6;$select=txt)"
    );
    let deep = Memo::BOARD.expanded().expand(Board::OWNER).expand(Board::NOTES.expanded().top(1)).select([&Board::ID]);
    assert_eq!(
        Board::NOTES.expanded().expand(deep).to_string(),
        "notes($expand=board($expand=owner,notes($top=1);$select=id))"
    );
    let get = boards::get("b").expand(Board::OWNER.select([&Person::NUMBER])).select([&Board::ID]);
    assert_eq!(get.target(), "/boards/b?$expand=owner($select%3Dnumber)&$select=id");
}
