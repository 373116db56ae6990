//! Names, at random and as nasty as descriptions allow: none is lost, no two of one scope are the same, and all are legal.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};

use graphslice::api::{TypeId, TypeKind};
use graphslice::check::Checked;
use graphslice::name::Renames;
use graphslice::pages::Reference;
use graphslice::plan::{Answer, Function, Item, Module, Plan, Visibility, plan};
use graphslice::report::Report;
use graphslice::slice::{Slice, slice};
use graphslice::source::Sources;
use graphslice::{Description, Format, config, emit, read};

/// Keywords, what generated code uses itself, what the standard library has, and what differs in little.
const WORDS: &[&str] = &[
    "a",
    "A",
    "_",
    "__",
    "a1",
    "a_1",
    "a1_",
    "_1",
    "aB",
    "a_b",
    "A_B",
    "AB",
    "Ab",
    "additional",
    "as",
    "async",
    "await",
    "binary",
    "body",
    "Body",
    "box",
    "clone",
    "con",
    "content_type",
    "count",
    "crate",
    "create",
    "date",
    "Date",
    "default",
    "delete",
    "dictionary",
    "Dictionary",
    "download",
    "drop",
    "dyn",
    "EntityId",
    "example",
    "Field",
    "final",
    "fn",
    "from",
    "gen",
    "get",
    "http",
    "id",
    "id2",
    "if",
    "impl",
    "into",
    "list",
    "List",
    "List2",
    "list_",
    "loop",
    "match",
    "mod",
    "models",
    "move",
    "new",
    "None",
    "odata_type",
    "odataType",
    "Option",
    "Options",
    "page",
    "path",
    "Path",
    "Property",
    "requests",
    "Result",
    "return",
    "runtime",
    "self",
    "Self",
    "self_",
    "SelfValue",
    "serde_json",
    "some",
    "Some",
    "String",
    "struct",
    "super",
    "target",
    "thing",
    "things",
    "true",
    "try",
    "type",
    "Type",
    "type_",
    "unrecognized",
    "update",
    "upload",
    "use",
    "Vec",
    "with_id",
    "yield",
    "ünï",
    "Ünï",
    "aNameThatIsAsLongAsTheLongestMemberOfGraphWhichHasSeventyFourCharactersXyz",
];

/// A generator of numbers that are random enough (Knuth's constants), and the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn word(&mut self) -> String {
        let word = WORDS[self.below(WORDS.len())].to_owned();
        match self.below(8) {
            0 => word + WORDS[self.below(WORDS.len())],
            1 => format!("{word}_{}", WORDS[self.below(WORDS.len())]),
            2 => word + "Body",
            3 => word.to_uppercase(),
            _ => word,
        }
    }

    /// Some different words.
    fn words(&mut self, most: usize) -> Vec<String> {
        let words: BTreeSet<String> = (0..1 + self.below(most)).map(|_| self.word()).collect();
        words.into_iter().collect()
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Entity,
    Complex,
    Enumeration,
}

/// A description with entity sets, properties of all its types, and overloaded operations.
fn description(random: &mut Random) -> String {
    let mut namespaces = vec!["example".to_owned()];
    namespaces.extend(random.words(3).iter().map(|word| format!("example.{word}")));
    namespaces.extend(random.words(2).iter().map(|word| format!("example.{word}.inner")));
    let mut types = BTreeMap::from([("example.theEntity".to_owned(), Kind::Entity)]);
    for namespace in &namespaces {
        for word in random.words(9) {
            let kind = [Kind::Entity, Kind::Complex, Kind::Enumeration][random.below(3)];
            types.insert(format!("{namespace}.{word}"), kind);
        }
    }
    let mut schemas: BTreeMap<&str, String> = BTreeMap::new();
    for (name, kind) in &types {
        let (namespace, short) = name.rsplit_once('.').unwrap();
        *schemas.entry(namespace).or_default() += &declaration(random, name, short, *kind, &types);
    }
    let container = schemas.entry("example").or_default();
    *container += "<EntityContainer Name=\"theContainer\">";
    let entities: Vec<&String> =
        types.iter().filter(|(_, kind)| **kind == Kind::Entity).map(|(name, _)| name).collect();
    for set in random.words(9) {
        let name = entities[random.below(entities.len())];
        *container += &format!("<EntitySet Name=\"{set}\" EntityType=\"{name}\"/>");
    }
    *container += "</EntityContainer>";
    let schema = |(namespace, content): (&&str, &String)| {
        let xmlns = "http://docs.oasis-open.org/odata/ns/edm";
        format!("<Schema Namespace=\"{namespace}\" xmlns=\"{xmlns}\">{content}</Schema>")
    };
    let schemas: String = schemas.iter().map(schema).collect();
    let xmlns = "http://docs.oasis-open.org/odata/ns/edmx";
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"{xmlns}\"><edmx:DataServices>{schemas}</edmx:DataServices></edmx:Edmx>"
    )
}

fn declaration(random: &mut Random, name: &str, short: &str, kind: Kind, types: &BTreeMap<String, Kind>) -> String {
    if kind == Kind::Enumeration {
        let members: String = random.words(6).iter().map(|word| format!("<Member Name=\"{word}\"/>")).collect();
        let flags = random.below(2) == 0;
        return format!("<EnumType Name=\"{short}\" IsFlags=\"{flags}\">{members}</EnumType>");
    }
    let (mut key, mut members, mut operations) = ("", String::new(), String::new());
    for word in random.words(9) {
        let (target, kind) = types.iter().nth(random.below(types.len())).unwrap();
        members += &match kind {
            // Seldom: wildcards follow all ways through containment.
            Kind::Entity => format!(
                "<NavigationProperty Name=\"{word}\" Type=\"Collection({target})\" ContainsTarget=\"{}\"/>",
                random.below(8) == 0
            ),
            _ if random.below(4) == 0 => format!("<Property Name=\"{word}\" Type=\"Edm.Stream\"/>"),
            _ => format!("<Property Name=\"{word}\" Type=\"{target}\"/>"),
        };
    }
    let tag = if kind == Kind::Entity {
        key = "<Key><PropertyRef Name=\"theKey\"/></Key><Property Name=\"theKey\" Type=\"Edm.String\"/>";
        let signatures: BTreeSet<_> = (0..6).map(|_| (random.word(), random.below(2), random.words(2))).collect();
        operations =
            signatures.iter().map(|(word, kind, parameters)| operation(name, word, *kind, parameters)).collect();
        "EntityType"
    } else {
        "ComplexType"
    };
    let open = random.below(2) == 0;
    format!("<{tag} Name=\"{short}\" OpenType=\"{open}\">{key}{members}</{tag}>{operations}")
}

fn operation(binding: &str, name: &str, kind: usize, parameters: &[String]) -> String {
    let tag = ["Action", "Function"][kind];
    let parameters: String = parameters
        .iter()
        .filter(|name| *name != "theBinding")
        .map(|name| format!("<Parameter Name=\"{name}\" Type=\"Edm.String\"/>"))
        .collect();
    format!(
        "<{tag} Name=\"{name}\" IsBound=\"true\"><Parameter Name=\"theBinding\" Type=\"{binding}\"/>{parameters}\
         <ReturnType Type=\"Edm.String\"/></{tag}>"
    )
}

#[test]
fn names_are_legal_and_distinct() {
    for seed in 0..60 {
        let text = description(&mut Random(seed));
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let base = sources.add("description.csdl", &*text);
        let slice_toml =
            "[package]\nname = \"n\"\n[source]\ncsdl = \"description.csdl\"\n[slice]\ninclude = [\"/**\"]\n";
        let slice_toml = sources.add("slice.toml", slice_toml);
        let config = config::parse(slice_toml, &sources, &mut report).unwrap();
        let description = Description::new(base, Format::Csdl);
        let api = read(&sources, &description, &mut report).unwrap();
        let slice = slice(&api, &config.slice, &mut report);
        let plan = plan(&api, &slice, &Renames::default(), &Reference::default(), "n", &mut report);
        assert!(!report.has_errors(), "seed {seed}: {}\n{text}", report.to_text(&sources));
        check_whole(&api, &slice, &plan, seed);
        let files = emit::emit(&plan, &config.package, "https://example.org").unwrap();
        let paths: BTreeSet<String> = files.iter().map(|(path, _)| path.to_lowercase()).collect();
        assert_eq!(paths.len(), files.iter().count(), "seed {seed}: two files differ by case");
    }
}

/// Nothing is lost, and each scope is as it has to be.
fn check_whole(api: &Checked, slice: &Slice<'_>, plan: &Plan, seed: u64) {
    let types = slice.types.iter().filter(|(id, kept)| is_written(api, **id) && (kept.read || kept.body)).count();
    let (mut files, mut functions) = (0, 0);
    walk(&plan.models, &mut |module| {
        files += usize::from(!module.items.is_empty());
        check_module(module, seed);
    });
    assert_eq!(files, types, "seed {seed}: each type has a file");
    walk(&plan.requests, &mut |module| {
        functions += module.items.iter().filter(|item| matches!(item, Item::Function(_))).count();
        check_module(module, seed);
    });
    assert_eq!(functions, slice.calls.len(), "seed {seed}: each call has a function");
}

fn is_written(api: &Checked, id: TypeId) -> bool {
    !matches!(api.ty(id).kind, TypeKind::Definition(_))
}

fn walk(module: &Module, visit: &mut impl FnMut(&Module)) {
    visit(module);
    module.children.values().for_each(|child| walk(&child.module, visit));
}

/// Names of one scope, each with what it is of.
#[derive(Default)]
struct Scope(BTreeMap<String, String>);

impl Scope {
    fn add(&mut self, name: &str, what: &str, seed: u64) {
        assert!(syn::parse_str::<syn::Ident>(name).is_ok(), "seed {seed}: `{name}` of {what} is no identifier");
        if let Some(other) = self.0.insert(name.to_owned(), what.to_owned()) {
            panic!("seed {seed}: `{name}` is {what} and {other}");
        }
    }
}

fn check_module(module: &Module, seed: u64) {
    let (mut types, mut functions) = (Scope::default(), Scope::default());
    for (name, child) in &module.children {
        types.add(name, "a module", seed);
        if child.visibility == Visibility::Reexported {
            child.module.items.iter().for_each(|item| add_type(item, &mut types, seed));
        }
    }
    let mut properties: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for item in &module.items {
        match item {
            Item::Structure(structure) => {
                let (mut fields, mut constants) = (Scope::default(), Scope::default());
                for member in &structure.members {
                    if let Some(ty) = &structure.full_name {
                        let property = member.wire.trim_end_matches("@odata.bind");
                        let name = properties.entry((ty, property)).or_insert(&member.name);
                        assert_eq!(*name, member.name, "seed {seed}: the forms of `{ty}` differ in `{property}`");
                    }
                    fields.add(&member.name, &member.wire, seed);
                    constants.add(&member.constant, &member.wire, seed);
                }
            }
            Item::Enumeration(enumeration) => {
                let mut variants = Scope::default();
                enumeration.variants.iter().for_each(|variant| variants.add(&variant.name, &variant.wire, seed));
            }
            Item::Function(function) => {
                functions.add(&function.name, &function.template, seed);
                check_arguments(function, seed);
            }
            Item::Derivation(_) => {}
        }
        add_type(item, &mut types, seed);
    }
}

fn add_type(item: &Item, scope: &mut Scope, seed: u64) {
    match item {
        Item::Structure(structure) => scope.add(&structure.name, "a struct", seed),
        Item::Enumeration(enumeration) => scope.add(&enumeration.name, &enumeration.full_name, seed),
        Item::Derivation(_) | Item::Function(_) => {}
    }
}

fn check_arguments(function: &Function, seed: u64) {
    let mut arguments = Scope::default();
    arguments.add("path", "what the function calls its path", seed);
    if function.body.is_some() {
        arguments.add("body", "the body", seed);
        arguments.add("target", "the reference", seed);
    }
    if matches!(function.answer, Answer::Upload(_)) {
        arguments.add("content_type", "the media type", seed);
    }
    function.arguments.iter().for_each(|argument| arguments.add(&argument.name, &function.template, seed));
}
