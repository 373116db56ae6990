//! Query options that must not compile. Each line that is refused says with which error; no other line may be.

use constructs::models::{Board, Level, Memo, Node, NoRights, Person, Rights, Shape};
use constructs::requests::boards;
use constructs::{Date, Filter, Literal, Operand, Property};

fn literals_of_another_type() {
    let _ = Board::TYPE.eq(7); //~ E0277
    let _ = Board::INT32.eq("7"); //~ E0277
    let _ = Board::INT32.eq(7_i64); //~ E0277
    let _ = Board::INT32.eq(true); //~ E0277
    let _ = Board::BOOLEAN.ne("true"); //~ E0277
    let _ = Board::DATE.ge("2026-01-31"); //~ E0277
    let _ = Board::GUID.eq("985b71ec-71ec-985b-ec71-5b98ec715b98"); //~ E0277
    let _ = Board::TYPE.eq(None::<String>); //~ E0277
    let _ = Board::LEVELS.any(|level| level.eq("low")); //~ E0277
    let _ = Board::TYPE.is_in([1, 2]); //~ E0277
    let _ = Board::RIGHTS.has(NoRights::from("read")); //~ E0277
}

fn operators_of_another_type() {
    let _ = Board::INT32.starts_with("7"); //~ E0599
    let _ = Board::DATE.contains("2026"); //~ E0599
    let _ = Board::NAMES.ends_with("x"); //~ E0599
    let _ = Board::BOOLEAN.gt(false); //~ E0599
    let _ = Board::GUID.lt("0"); //~ E0599
    let _ = Board::ROOT.eq(Node::default()); //~ E0599
    let _ = Board::BINARY.eq("AA=="); //~ E0599
    let _ = Board::TYPE.has("t"); //~ E0599
    let _ = Board::TYPE.any(|item| item.eq("t")); //~ E0599
    let _ = Board::INT32.search("7").and(Board::INT32.eq(7)); //~ E0277
}

fn properties_of_another_type() {
    let _ = boards::list().filter(Person::NUMBER.eq(7)); //~ E0308
    let _ = boards::list().order_by([Memo::TEXT.asc()]); //~ E0271
    let _ = boards::list().select([&Board::ID, &Memo::ID]); //~ E0277
    let _ = boards::list().search(Memo::TEXT.search("t")); //~ E0277
    let _ = Board::TYPE.eq("t").and(Memo::TEXT.eq("t")); //~ E0308
    let _ = Board::ROOT.then(Memo::TEXT); //~ E0308
    let _ = Board::NOTES.then(Memo::TEXT); //~ E0308
    let _ = Board::NOTES.any(|note| note.then(Shape::TITLE).eq("t")); //~ E0308
    let _ = Board::NOTES.any(|_| Memo::TEXT.eq("t")); //~ E0308
    let _ = Board::NAMES.any(|_| Board::TYPE.eq("t")); //~ E0308
    let _ = Board::OWNER.select([&Memo::ID]); //~ E0277
    let _ = boards::list().expand(Board::OWNER.expanded().expand(Board::NOTES)); //~ E0277
}

fn kinds_of_another_place() {
    let _ = boards::list().select([&Board::NOTES]); //~ E0277
    let _ = boards::list().select([&Board::ROOT.then(Node::DEFAULT)]); //~ E0277
    let _ = boards::list().select([&Board::NAMES.count()]); //~ E0277
    let _ = boards::list().expand(Board::ROOT); //~ E0277
    let _ = Board::OWNER.expanded().top(1); //~ E0599
    let _ = boards::get("b").filter(Board::TYPE.eq("t")); //~ E0599
    let _ = boards::get("b").top(1); //~ E0599
}

/// The same lines with what they should have, to see that nothing else is wrong with them.
fn what_is_right() {
    let _ = Board::TYPE.eq("7").and(Board::INT32.eq(7)).or(!Board::BYTE.eq(255)).and(Board::RIGHTS.has(Rights::READ));
    let _ = Board::LEVELS.any(|level| level.eq(Level::V403));
    let _ = boards::list().select([&Board::ID, &Board::ROOT]).expand(Board::OWNER.select([&Person::NUMBER]));
    let _: fn(Property<Board, Date>, Date) -> Filter<Board> = |property, date| property.ge(date);
    fn generic<E, T: Literal>(property: Property<E, T>, value: impl Operand<T>) -> Filter<E> {
        property.eq(value)
    }
    let _ = generic(Board::INT16, 7);
}

fn main() {
    literals_of_another_type();
    operators_of_another_type();
    properties_of_another_type();
    kinds_of_another_place();
    what_is_right();
}
