//! The example in the documentation of a request function: it compiles, and shows what is sent.

use super::data::{Argument, Function, RustType};

/// Code that calls the function and looks at the request.
pub(super) fn lines(function: &Function, modules: &[String], crate_name: &str) -> Vec<String> {
    let module = modules.last().map_or("requests", String::as_str);
    // The last word, as people abbreviate it.
    let own = module.trim_end_matches('_').rsplit('_').next().filter(|word| is_name(word)).unwrap_or(module);
    let alias = if own == module { String::new() } else { format!(" as {own}") };
    let path: String = modules.iter().map(|module| format!("::{module}")).collect();
    let mut lines = vec![format!("use {crate_name}::requests{path}{alias};")];
    let mut arguments: Vec<String> = function.arguments.iter().map(value).collect();
    if let Some(body) = &function.body {
        let body = match body {
            RustType::Local(name) => format!("{own}::{name}"),
            other => {
                lines.push(format!("use {crate_name}::models;"));
                other.to_string()
            }
        };
        arguments.push(format!("&{body}::new()"));
    }
    lines.sort();
    lines.push(String::new());
    lines.push(format!("let request = {own}::{}({});", function.name, arguments.join(", ")));
    lines.push(format!("assert_eq!(request.method(), \"{}\");", function.method.as_str()));
    lines
}

fn value(argument: &Argument) -> String {
    let text = match &argument.ty {
        RustType::Plain("bool") => "true",
        RustType::Plain("f32" | "f64") => "1.0",
        RustType::Plain("String") => return format!("\"{}\"", argument.name),
        RustType::Plain(_) => "1",
        RustType::Runtime(_) | RustType::Model(_) => "&\"text\".into()",
        RustType::Local(_) | RustType::Vec(_) | RustType::Boxed(_) => "&Default::default()",
    };
    text.to_owned()
}

fn is_name(word: &str) -> bool {
    word != "models" && word != "request" && syn::parse_str::<syn::Ident>(word).is_ok()
}
