//! The example in the documentation of a request function: it compiles, and shows what is sent.

use super::{
    RustType,
    data::{Answer, Argument, Function, Item, Module, Paragraph},
};

/// Code that calls the function and looks at the request.
pub(super) fn lines(function: &Function, modules: &[String], crate_name: &str) -> Vec<String> {
    let module = modules.last().map_or("requests", String::as_str);
    // The last word, as people abbreviate it.
    let own = module.trim_end_matches('_').rsplit('_').next().filter(|word| is_name(word)).unwrap_or(module);
    let alias = if own == module { String::new() } else { format!(" as {own}") };
    let path: String = modules.iter().map(|module| format!("::{module}")).collect();
    let crate_name = &crate_path(crate_name, own);
    let mut lines = vec![format!("use {crate_name}::requests{path}{alias};")];
    let mut arguments: Vec<String> = function.arguments.iter().map(value).collect();
    arguments.extend(function.options.as_ref().map(|options| format!("&{own}::{}::new()", options.name)));
    match &function.body {
        None => {}
        Some(RustType::Local(name)) => arguments.push(format!("&{own}::{name}::new()")),
        Some(RustType::Runtime(name)) => {
            lines.push(format!("use {crate_name}::{name};"));
            arguments.push(format!("{name}::new(\"directoryObjects\", \"id\")"));
        }
        Some(body) => {
            lines.push(format!("use {crate_name}::models;"));
            arguments.push(format!("&{body}::new()"));
        }
    }
    if let Answer::Upload(_) = function.answer {
        arguments.push("\"application/octet-stream\"".to_owned());
    }
    lines.sort();
    lines.push(String::new());
    lines.push(format!("let request = {own}::{}({});", function.name, arguments.join(", ")));
    let target = target(function);
    lines.push(if function.arguments.iter().all(Argument::is_in_path) {
        format!("assert_eq!(request.target(), {target:?});")
    } else {
        format!("assert!(request.target().starts_with({target:?}));")
    });
    lines
}

/// The crate's name where `own` is the name of a module, which would hide it if they were the same.
pub(super) fn crate_path(crate_name: &str, own: &str) -> String {
    if crate_name == own { format!("::{crate_name}") } else { crate_name.to_owned() }
}

/// Puts the example of a function in the place of the one that it was copied with.
pub(super) fn replace(function: &mut Function, modules: &[String], crate_name: &str) {
    let lines = lines(function, modules, crate_name);
    for paragraph in &mut function.docs.0 {
        if let Paragraph::Example(example) = paragraph {
            example.clone_from(&lines);
        }
    }
}

/// Code for the crate as a whole: the first function's request on its way to an HTTP client.
pub(super) fn of_crate(requests: &Module, crate_name: &str) -> Option<Vec<String>> {
    let (function, gate) = first(requests, &[])?;
    let example = function.docs.0.iter().find_map(|paragraph| match paragraph {
        Paragraph::Example(lines) => Some(lines),
        _ => None,
    })?;
    // Without the look at the target, which is that function's own.
    let mut lines = example[..example.len() - 1].to_vec();
    // As the example does, where a module has the name of the crate.
    let is_namesake = lines.iter().any(|line| line.starts_with("use ::"));
    let crate_name = if is_namesake { format!("::{crate_name}") } else { crate_name.to_owned() };
    lines.push(format!("let http = request.to_http({crate_name}::SERVICE_ROOT)?;"));
    lines.push("println!(\"{} {}\", http.method(), http.uri());".to_owned());
    if let Some(feature) = gate.first() {
        lines.insert(0, format!("# #[cfg(feature = {feature:?})] {{"));
        lines.push("# }".to_owned());
    }
    lines.push(format!("# Ok::<(), {crate_name}::Error>(())"));
    Some(lines)
}

/// The first function, and the features any of which compiles it.
fn first<'m>(module: &'m Module, gate: &'m [String]) -> Option<(&'m Function, &'m [String])> {
    let gate = if gate.is_empty() { &module.gate } else { gate };
    let own = module.items.iter().find_map(|item| match item {
        Item::Function(function) => Some((function, gate)),
        _ => None,
    });
    own.or_else(|| module.children.values().find_map(|child| first(&child.module, gate)))
}

/// The path with the example's values.
fn target(function: &Function) -> String {
    let mut parts = function.template.split("{}");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (argument, part) in function.arguments.iter().filter(|argument| argument.is_in_path()).zip(parts) {
        // The one character of these values that a path has in another form.
        out += &text(argument).replace(':', "%3A");
        out += part;
    }
    out
}

/// A value as code.
fn value(argument: &Argument) -> String {
    let text = text(argument);
    match &argument.ty {
        RustType::Vec(_) => "&[]".to_owned(),
        RustType::Plain("serde_json::Value") => "&serde_json::Value::Null".to_owned(),
        RustType::Model(_) if !argument.is_in_path() => "&Default::default()".to_owned(),
        RustType::Plain("String") => format!("{text:?}"),
        RustType::Plain(_) => text,
        RustType::Model(_) => format!("&{text:?}.into()"),
        _ => format!("&{text:?}.parse().unwrap()"),
    }
}

/// A value as it stands in a path.
fn text(argument: &Argument) -> String {
    let text = match &argument.ty {
        RustType::Plain("bool") => "true",
        RustType::Plain("f32" | "f64") => "1.5",
        RustType::Plain("String") => &argument.name,
        RustType::Plain(_) => "1",
        RustType::Runtime("Date") => "2026-01-31",
        RustType::Runtime("DateTimeOffset") => "2026-01-31T12:00:00Z",
        RustType::Runtime("Decimal") => "1.5",
        RustType::Runtime("Duration") => "P1D",
        RustType::Runtime("Guid") => "00000000-0000-0000-0000-000000000001",
        RustType::Runtime("TimeOfDay") => "12:00:00",
        _ => "text",
    };
    text.to_owned()
}

fn is_name(word: &str) -> bool {
    word != "models" && word != "request" && syn::parse_str::<syn::Ident>(word).is_ok()
}
