//! What a newer description changes in the generated crate: the lines for each change of the API, and those that are
//! more than the change itself.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs,
    path::Path,
};

use graphslice::{
    Description, Format,
    config::{self, Config},
    diff::{Change, Input, compare},
    files::Files,
    generate, read,
    report::Report,
    slice::{call_text, select_calls},
    source::Sources,
};
use similar::{ChangeTag, TextDiff};

/// Operations in the slices: those of the smallest top-level segments.
const SIZES: [usize; 3] = [10, 100, 1_000];

/// Two descriptions of one service, the earlier one first.
struct Bench {
    sources: Sources,
    documents: [Description; 2],
}

/// The changed lines of a file that was there before; blank ones do not count.
#[derive(Debug, Default)]
struct Lines {
    /// What is not counted apart.
    own: usize,
    /// What names a module.
    modules: usize,
    /// What of that has a gate.
    gates: usize,
    /// `use` lists.
    imports: usize,
    /// What stands elsewhere in the file now.
    moved: usize,
}

/// Measures and prints.
pub(super) fn bench(before: &Path, after: &Path) -> Result<(), Box<dyn Error>> {
    let mut sources = Sources::default();
    let mut document = |path: &Path| -> Result<Description, Box<dyn Error>> {
        let base = sources.add(path.to_string_lossy(), fs::read_to_string(path)?);
        Ok(Description::new(base, Format::Csdl))
    };
    let documents = [document(before)?, document(after)?];
    let mut bench = Bench { sources, documents };
    println!("noise     from {} to {}: changed lines", before.display(), after.display());
    let segments = bench.segments()?;
    for size in SIZES {
        let (mut patterns, mut calls) = (Vec::new(), 0);
        for (name, more) in &segments {
            if calls < size {
                patterns.push(format!("/{name}/**"));
                calls += more;
            }
        }
        bench.slice(&patterns, calls)?;
    }
    Ok(())
}

impl Bench {
    /// The first segments of paths that both descriptions have, and the calls below each: the smallest first.
    fn segments(&mut self) -> Result<Vec<(String, usize)>, Box<dyn Error>> {
        let all = self.config(&["/**".to_owned()], "none")?;
        let [old, new] = self.documents.each_ref().map(|document| {
            let api = read(&self.sources, document, &mut Report::default())?;
            let mut segments: BTreeMap<String, usize> = BTreeMap::new();
            for call in select_calls(&api, &all.slice.include, &mut Report::default()) {
                let (_, path) = call_text(&api, &call);
                *segments.entry(path.split('/').nth(1).unwrap_or_default().to_owned()).or_default() += 1;
            }
            Some(segments)
        });
        let (old, new) = old.zip(new).ok_or("a document could not be read")?;
        let mut segments: Vec<_> = old.into_iter().filter(|(name, _)| new.contains_key(name)).collect();
        segments.sort_by_key(|(_, calls)| *calls);
        Ok(segments)
    }

    fn config(&mut self, patterns: &[String], features: &str) -> Result<Config, Box<dyn Error>> {
        let text = format!(
            "[package]\nname = \"demo\"\n[source]\ncsdl = \"demo.csdl\"\n\
             [slice]\ninclude = {patterns:?}\nfeatures = {features:?}\n"
        );
        let source = self.sources.add("slice.toml", text);
        let mut report = Report::default();
        config::parse(source, &self.sources, &mut report).ok_or_else(|| report.to_text(&self.sources).into())
    }

    fn crates(&self, config: &Config) -> Result<[Files; 2], Box<dyn Error>> {
        let mut report = Report::default();
        let [old, new] =
            self.documents.each_ref().map(|document| generate(&self.sources, document, config, &mut report));
        old.zip(new).map(<[Files; 2]>::from).ok_or_else(|| report.to_text(&self.sources).into())
    }

    fn slice(&mut self, patterns: &[String], calls: usize) -> Result<(), Box<dyn Error>> {
        let config = self.config(patterns, "none")?;
        let crates = self.crates(&config)?;
        let [old, new] = self.documents.each_ref().map(|description| Input { description, config: &config });
        let changes = compare(&self.sources, old, new, &mut Report::default()).ok_or("nothing to compare")?;
        let origins: BTreeSet<_> = changes.iter().map(|change| (change.kind, &*change.origin)).collect();
        println!("          {calls} operations, {} changes of the API", origins.len());
        show(&crates, &changes);
        let config = self.config(patterns, "segments")?;
        let crates = self.crates(&config)?;
        let gates: usize = lines(&crates).values().map(|lines| lines.gates).sum();
        println!("            with a feature for each segment, {gates} of the lines that name modules have gates");
        Ok(())
    }
}

/// The lines of all files that both crates have, where they differ.
fn lines([old, new]: &[Files; 2]) -> BTreeMap<&str, Lines> {
    let both = old.iter().filter_map(|(path, before)| Some((path, before, new.get(path)?)));
    both.filter(|(_, before, after)| before != after)
        .map(|(path, before, after)| (path, count(before, after)))
        .collect()
}

fn count(before: &str, after: &str) -> Lines {
    let (mut lines, mut seen) = (Lines::default(), BTreeMap::<&str, [usize; 2]>::new());
    let diff = TextDiff::from_lines(before, after);
    for change in diff.iter_all_changes() {
        let side = match change.tag() {
            ChangeTag::Equal => continue,
            ChangeTag::Delete => 0,
            ChangeTag::Insert => 1,
        };
        let text = change.value().trim();
        if text.is_empty() {
            continue;
        }
        let code = text.rsplit("] ").next().unwrap_or_default();
        if ["mod ", "pub mod ", "pub use "].iter().any(|start| code.starts_with(start)) {
            lines.modules += 1;
            lines.gates += usize::from(text.starts_with("#[cfg"));
        } else if code.starts_with("use ") {
            lines.imports += 1;
        } else {
            lines.own += 1;
            // What says something: not a lone bracket.
            if text.chars().any(char::is_alphanumeric) {
                seen.entry(text).or_default()[side] += 1;
            }
        }
    }
    lines.moved = seen.values().map(|[removed, added]| 2 * removed.min(added)).sum();
    lines.own -= lines.moved;
    lines
}

fn show(crates: &[Files; 2], changes: &[Change]) {
    let lines = lines(crates);
    let sum = |part: fn(&Lines) -> usize| lines.values().map(part).sum::<usize>();
    let (modules, imports, moved) = (sum(|l| l.modules), sum(|l| l.imports), sum(|l| l.moved));
    let own = sum(|l| l.own);
    let new_files = crates[1].iter().filter(|(path, _)| crates[0].get(path).is_none()).count();
    println!("            {new_files} new files, {} with changes: {own} lines, and apart from them", lines.len());
    println!("            {modules} that name modules, {imports} of `use`, {moved} that only moved");
    let mut told: BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    let places = places(crates);
    for change in changes {
        let item = &*change.item;
        let path = places.get(item).or_else(|| places.get(item.rsplit_once("::").map_or(item, |(owner, _)| owner)));
        if let Some(path) = path {
            told.entry(path).or_default().entry(change.kind).or_default().insert(&change.origin);
        }
    }
    // Files that show one kind of change tell what it takes.
    let mut kinds: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for (path, lines) in lines.iter().filter(|(_, lines)| lines.own + lines.moved > 0) {
        match told.get(path).map(|kinds| kinds.iter().collect::<Vec<_>>()).as_deref() {
            None => println!("            {} lines in {path}, where no change is known", lines.own + lines.moved),
            Some([(kind, items)]) => kinds.entry(kind).or_default().push((items.len(), lines.own + lines.moved)),
            Some(_) => {}
        }
    }
    for (kind, files) in kinds {
        let (items, own) = files.iter().fold((0, 0), |(items, own), (more, lines)| (items + more, own + lines));
        let each = own as f64 / items as f64;
        println!("            {kind:<19} {each:>5.1} lines each, of {items} alone in {} files", files.len());
    }
}

/// The files of items, by the paths under which users may see them: modules of one type are private.
fn places(crates: &[Files; 2]) -> BTreeMap<String, &str> {
    const STARTS: [&str; 4] = ["pub struct ", "pub open struct ", "pub enum ", "pub fn "];
    let mut places = BTreeMap::new();
    for (path, text) in crates.iter().flat_map(Files::iter) {
        let Some(module) = path.strip_prefix("src/").and_then(|path| path.strip_suffix(".rs")) else { continue };
        let module = module.replace('/', "::");
        for line in text.lines() {
            let item = STARTS.iter().find_map(|start| line.trim().strip_prefix(start));
            let Some(name) = item.and_then(|item| item.split(|c: char| !(c.is_alphanumeric() || c == '_')).next())
            else {
                continue;
            };
            places.insert(format!("{module}::{name}"), path);
            if let Some((parent, _)) = module.rsplit_once("::") {
                places.entry(format!("{parent}::{name}")).or_insert(path);
            }
        }
    }
    places
}
