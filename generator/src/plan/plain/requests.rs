//! Operations of a slice as functions below `requests`.

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    answers::{self, Decided},
    data::{AnswerType, Function, Item, Member, Module, Multipart, Parameters, Setting, With, Writing},
    docs, models, names, types,
};
use crate::{
    api::plain::{Answer, Body, Content, Location, Notes, Part, Route, Scalar, Service, Shape},
    name::{PlainNames, PlainRenames, case, distinct},
    plan::{Docs, RustType, example::crate_path},
    slice::plain::Slice,
};

/// What the functions of this file look at.
pub(super) struct Requests<'p, 'a> {
    pub(super) service: &'a Service,
    pub(super) slice: &'p Slice<'a>,
    pub(super) names: &'p PlainNames,
    pub(super) renames: &'p PlainRenames,
    /// The constants of the security schemes by name.
    pub(super) constants: &'p IndexMap<String, String>,
    pub(super) crate_name: &'p str,
}

impl Requests<'_, '_> {
    /// The whole of `requests`.
    pub(super) fn module(&self) -> Module {
        let mut root = Module::default();
        root.docs
            .markdown("The operations of the API, in modules that mirror its paths. Each function builds a request.");
        let functions = names::functions(self.service, self.renames);
        let all: FxHashSet<&str> = functions.iter().map(|named| named.name.as_str()).collect();
        let kept: FxHashSet<*const Route> = self.slice.routes.iter().map(|route| std::ptr::from_ref(*route)).collect();
        for (route, names::Named { modules, name, base }) in self.service.routes.iter().zip(&functions) {
            if !kept.contains(&std::ptr::from_ref(route)) {
                continue;
            }
            let mut module = &mut root;
            let mut path = String::new();
            for step in modules {
                module = module.children.entry(step.clone()).or_default();
                path += &format!("::{step}");
                if module.docs.0.is_empty() {
                    module
                        .docs
                        .markdown(format!("Operations of `{}`.", path.trim_start_matches("::").replace("::", "/")));
                }
            }
            module.items.extend(self.operation(route, (name, base), &path, &all));
        }
        root
    }

    /// The function and what stands beside it.
    fn operation(&self, route: &Route, (name, base): (&str, &str), module: &str, all: &FxHashSet<&str>) -> Vec<Item> {
        let good = answers::decide(route, &answers::good(route), &format!("{base}Answer"), self.names);
        let is_single = answers::good(route).iter().all(|answer| answer.status.is_success());
        let bad = if is_single { answers::bad(route) } else { Vec::new() };
        let bad_type = answers::decide(route, &bad, &format!("{base}Error"), self.names);
        let (arguments, optional, settings) = self.parameters(route);
        let body = route.body.as_ref().map(|body| self.body(body, base));
        let optional = self.optional(route, body.as_ref().map(|(ty, _, _)| ty), optional, (name, base), all);
        let (with, parameters) = optional.unzip();
        let mut items = Vec::new();
        items.extend(body.as_ref().and_then(|(_, _, multipart)| multipart.clone()).map(Item::Multipart));
        items.extend(parameters.map(Item::Parameters));
        let mut function = Function {
            docs: self.describe(route, &good, &bad, &bad_type, with.as_ref()),
            deprecated: route.notes.deprecated,
            name: name.to_owned(),
            method: route.method,
            path: path_template(&route.path),
            server: route.server.clone(),
            arguments,
            body: body
                .as_ref()
                .filter(|_| route.body.as_ref().is_some_and(|body| body.required))
                .map(|(ty, _, _)| ty.clone()),
            with,
            settings,
            writing: body.map(|(_, writing, _)| writing),
            accept: good.media.join(", "),
            answer: good.ty,
            errors: bad_type.ty,
            security: self.security(route),
        };
        function.docs.example(example(&function, module, self.crate_name));
        items.extend(good.declared.map(Item::Answers));
        items.extend(bad_type.declared.map(Item::Answers));
        items.push(Item::Function(Box::new(function)));
        items
    }

    /// The second function, and the struct of all that may be missing: parameters and a body.
    fn optional(
        &self,
        route: &Route,
        body: Option<&RustType>,
        mut members: Vec<Member>,
        (name, base): (&str, &str),
        all: &FxHashSet<&str>,
    ) -> Option<(With, Parameters)> {
        if let Some((ty, declared)) = body.zip(route.body.as_ref()).filter(|(_, declared)| !declared.required) {
            let mut docs = docs::told(&declared.notes);
            docs.markdown(format!("The body, `{}`.", docs::code(&declared.media)));
            let (name, wire) = ("body".to_owned(), "body".to_owned());
            members.push(Member {
                docs,
                deprecated: false,
                name,
                wire,
                ty: ty.clone(),
                declared: declared.media.clone(),
            });
        }
        if members.is_empty() {
            return None;
        }
        let mut docs = Docs::default();
        docs.markdown(format!("As [`{name}`], with what may be missing."));
        let with = With { docs, name: names::with(name, all), parameters: format!("{base}Parameters") };
        let mut docs = Docs::default();
        docs.markdown(format!("What may be missing in [`{}`]: only what is set travels.", with.name));
        let parameters = Parameters { docs, name: with.parameters.clone(), members };
        Some((with, parameters))
    }

    /// Those that have to be there, those that may be missing, and what sets them all.
    fn parameters(&self, route: &Route) -> (Vec<Member>, Vec<Member>, Vec<Setting>) {
        let mut places: FxHashMap<String, FxHashSet<Location>> = FxHashMap::default();
        for parameter in &route.parameters {
            places.entry(case::snake(&parameter.name)).or_default().insert(parameter.location);
        }
        let mut keys: Vec<(String, String)> = Vec::new();
        for parameter in &route.parameters {
            let plain = case::snake(&parameter.name);
            let place = parameter.location.as_str();
            let is_taken = matches!(plain.as_str(), "body" | "parameters" | "request" | "new");
            let name = match parameter.location {
                Location::Path if !is_taken => plain,
                _ if places.get(&plain).is_some_and(|places| places.len() > 1) || is_taken => {
                    format!("{place}_{}", plain.trim_end_matches('_'))
                }
                _ => plain,
            };
            keys.push((format!("{}/{place}", parameter.name), name));
        }
        let mut names: Vec<(&str, String)> = keys.iter().map(|(key, name)| (key.as_str(), name.clone())).collect();
        distinct(&mut names);
        let (mut required, mut optional, mut settings) = (Vec::new(), Vec::new(), Vec::new());
        for (parameter, (_, name)) in route.parameters.iter().zip(names) {
            settings.push(Setting {
                location: parameter.location,
                wire: parameter.name.clone(),
                style: parameter.style,
                name: name.clone(),
                is_optional: !parameter.required,
            });
            let shape = parameter.shape.without_null().0;
            let mut docs = docs::told(&parameter.notes);
            let place = parameter.location.as_str();
            let declared = models::describe(shape);
            docs.markdown(format!("`{}` ({place}): {declared}.", docs::code(&parameter.name)));
            let (wire, ty) = (parameter.name.clone(), types::shape(self.names, shape));
            let member = Member { docs, deprecated: false, name, wire, ty, declared };
            if parameter.required { required.push(member) } else { optional.push(member) }
        }
        (required, optional, settings)
    }

    /// The type of a body, how it is written, and its declaration if it is made of parts.
    fn body(&self, body: &Body, base: &str) -> (RustType, Writing, Option<Multipart>) {
        match &body.content {
            Content::Json(Shape::Scalar(Scalar::Binary)) | Content::Bytes => {
                (RustType::Plain("bytes::Bytes"), Writing::Bytes(body.media.clone()), None)
            }
            Content::Json(shape) => (types::shape(self.names, shape), Writing::Json(body.media.clone()), None),
            Content::Form(shape, styles) => (types::shape(self.names, shape), Writing::Form(styles.clone()), None),
            Content::Text => (RustType::Plain("String"), Writing::Text(body.media.clone()), None),
            Content::Multipart(parts) => {
                let name = format!("{base}Body");
                let multipart = self.multipart(&name, &body.notes, parts);
                (RustType::Local(name), Writing::Multipart, Some(multipart))
            }
        }
    }

    fn multipart(&self, name: &str, notes: &Notes, parts: &[Part]) -> Multipart {
        let mut docs = docs::told(notes);
        docs.markdown("A body in parts (`multipart/form-data`).");
        let mut multipart = Multipart { docs, name: name.to_owned(), required: Vec::new(), optional: Vec::new() };
        let mut fields: Vec<(&str, String)> = parts
            .iter()
            .map(|part| {
                let name = models::field(&part.name);
                (part.name.as_str(), if name == "parts" { name + "_" } else { name })
            })
            .collect();
        distinct(&mut fields);
        for (part, (_, name)) in parts.iter().zip(fields) {
            let property = &part.property;
            let mut docs = docs::told(&property.notes);
            let declared = models::describe(&property.shape);
            docs.markdown(format!("`{}`: {declared}.", docs::code(&part.name)));
            let (wire, ty) = (part.name.clone(), types::part(self.names, &property.shape));
            let member = Member { docs, deprecated: property.notes.deprecated, name, wire, ty, declared };
            let list = if property.required { &mut multipart.required } else { &mut multipart.optional };
            list.push((member, part.media.clone()));
        }
        multipart
    }

    fn security(&self, route: &Route) -> Vec<Vec<String>> {
        let constant = |name: &String| self.constants.get(name).cloned();
        route.security.iter().map(|schemes| schemes.iter().filter_map(constant).collect()).collect()
    }

    fn describe(
        &self,
        route: &Route,
        good: &Decided,
        bad: &[&Answer],
        bad_type: &Decided,
        with: Option<&With>,
    ) -> Docs {
        let mut docs = docs::told(&route.notes);
        let id = route.id.as_ref().map(|id| format!(" (`{}`)", docs::code(id))).unwrap_or_default();
        docs.markdown(format!("`{} {}`{id}", route.method.as_str(), docs::code(&route.path)));
        docs::link(&mut docs, &route.notes);
        if let Some(server) = &route.server {
            docs.markdown(format!("It goes to `{}`, whatever the service root.", docs::code(server)));
        }
        if let Some(with) = with {
            docs.markdown(format!("What may be missing is set by [`{}`].", with.name));
        }
        self.describe_arguments(route, &mut docs);
        self.describe_answers(route, good, &mut docs);
        let keys: Vec<String> = route
            .security
            .iter()
            .map(|schemes| match schemes.as_slice() {
                [] => "nothing".to_owned(),
                all => all.iter().map(|name| format!("`{}`", docs::code(name))).collect::<Vec<_>>().join(" with "),
            })
            .collect();
        if !keys.is_empty() {
            docs.markdown(format!("Credentials: {}.", keys.join(", or ")));
        }
        if !bad.is_empty() {
            docs.markdown("# Errors");
            docs.markdown(answer_table(bad));
            if let AnswerType::Json(ty) = &bad_type.ty {
                docs.markdown(format!("`ServiceError::declared::<{ty}>()` reads the body."));
            }
        }
        docs
    }

    fn describe_arguments(&self, route: &Route, docs: &mut Docs) {
        for parameter in route.parameters.iter().filter(|parameter| parameter.required) {
            let shape = models::describe(parameter.shape.without_null().0);
            let place = parameter.location.as_str();
            docs.markdown(format!("`{}` ({place}): {shape}.", docs::code(&parameter.name)));
            docs.0.extend(docs::told(&parameter.notes).0);
        }
        if let Some(body) = &route.body {
            let others: Vec<String> = body.others.iter().map(|media| format!("`{}`", docs::code(media))).collect();
            let others = if others.is_empty() {
                String::new()
            } else {
                format!(" The service would also take {}.", others.join(", "))
            };
            docs.markdown(format!("The body travels as `{}`.{others}", docs::code(&body.media)));
            if body.required {
                docs.0.extend(docs::told(&body.notes).0);
            }
        }
    }

    fn describe_answers(&self, route: &Route, good: &Decided, docs: &mut Docs) {
        let answers = answers::good(route);
        if good.declared.is_some() || answers.iter().any(|answer| answer.content.is_some()) {
            docs.markdown("# Answer");
            docs.markdown(answer_table(&answers));
        }
        let headers: Vec<String> = answers
            .iter()
            .flat_map(|answer| &answer.headers)
            .map(|(name, _)| format!("`{}`", docs::code(name)))
            .collect();
        if !headers.is_empty() {
            docs.markdown(format!("Headers, which `Request::decode_whole` keeps: {}.", headers.join(", ")));
        }
    }
}

/// A path as it travels, but for the parameters, which stay in their braces. What stands behind a `#` only told one
/// operation from another.
fn path_template(path: &str) -> String {
    let mut template = String::new();
    let mut inside = false;
    for c in path.split('#').next().unwrap_or_default().chars() {
        inside = (inside || c == '{') && c != '}';
        let is_plain = c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/?%{}".contains(c);
        if inside || is_plain {
            template.push(c);
        } else {
            let mut bytes = [0; 4];
            template.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    template
}

fn answer_table(answers: &[&Answer]) -> String {
    let mut table = "| Status | Body | Meaning |\n|---|---|---|".to_owned();
    for answer in answers {
        let body = match &answer.content {
            None => "none".to_owned(),
            Some((media, Content::Json(shape) | Content::Form(shape, _))) => {
                format!("{}, `{}`", models::describe(shape), docs::code(media))
            }
            Some((media, _)) => format!("`{}`", docs::code(media)),
        };
        let text = answer.notes.texts.last().map(|text| docs::cell(text)).unwrap_or_default();
        table += &format!("\n| {} | {body} | {text} |", answers::status_text(answer.status));
    }
    table
}

/// Code that calls the function. A value that is no literal is an argument of what surrounds it.
fn example(function: &Function, module: &str, crate_name: &str) -> Vec<String> {
    let own = module.rsplit("::").next().filter(|name| !name.is_empty()).unwrap_or("requests");
    let crate_name = &crate_path(crate_name, own);
    let mut lines = vec![format!("use {crate_name}::requests{module};")];
    let mut outer = Vec::new();
    let mut values = Vec::new();
    let body = function.body.iter().map(|ty| ("body", ty));
    for (name, ty) in function.arguments.iter().map(|argument| (argument.name.as_str(), &argument.ty)).chain(body) {
        match ty {
            RustType::Plain("bool") => values.push("true".to_owned()),
            RustType::Plain("i32" | "i64" | "u64") => values.push("1".to_owned()),
            RustType::Plain("f32" | "f64") => values.push("1.5".to_owned()),
            RustType::Plain("String") => values.push(format!("{name:?}")),
            other => {
                outer.push(format!("{name}: {}", argument_path(other, crate_name, module)));
                values.push(name.to_owned());
            }
        }
    }
    lines.push(String::new());
    if !outer.is_empty() {
        lines.push(format!("# fn example({}) {{", outer.join(", ")));
    }
    lines.push(format!("let request = {own}::{}({});", function.name, values.join(", ")));
    lines.push("println!(\"{} {}\", request.method(), request.target());".to_owned());
    if !outer.is_empty() {
        lines.push("# }".to_owned());
    }
    lines
}

/// The type of an argument with the paths that it has outside of the crate.
fn argument_path(ty: &RustType, crate_name: &str, module: &str) -> String {
    fn path(ty: &RustType, crate_name: &str, module: &str) -> String {
        let inner = |item: &RustType| path(item, crate_name, module);
        match ty {
            RustType::Plain(name) => (*name).to_owned(),
            RustType::Runtime(name) => format!("{crate_name}::{name}"),
            RustType::Model(name) => format!("{crate_name}::models::{name}"),
            RustType::Local(name) => format!("{crate_name}::requests{module}::{name}"),
            RustType::Vec(item) => format!("Vec<{}>", inner(item)),
            RustType::Map(item) => format!("std::collections::BTreeMap<String, {}>", inner(item)),
            RustType::Option(item) => format!("Option<{}>", inner(item)),
            RustType::Field(item) => format!("{crate_name}::Field<{}>", inner(item)),
            RustType::Boxed(item) => format!("Box<{}>", inner(item)),
        }
    }
    match ty {
        RustType::Vec(item) => format!("&[{}]", path(item, crate_name, module)),
        RustType::Plain("bytes::Bytes") => "bytes::Bytes".to_owned(),
        other => format!("&{}", path(other, crate_name, module)),
    }
}
