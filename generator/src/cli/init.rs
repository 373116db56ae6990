//! `graphslice init`

use std::{
    fs,
    io::{self, ErrorKind, IsTerminal, Write as _},
    path::{Path, PathBuf},
};

use super::{
    Answer, Run, Verdict,
    args::{Dialect, Init},
    bump::{SOURCES, provenance},
    generate::{Mode, Target, generate, quoted},
    render::{path_text, show},
    write::{Edited, Together},
};
use crate::{
    Description, Format,
    bump::cut_out,
    config::{self, Config},
    diff::Input,
    report::{Diagnostic, Report, Severity},
    source::SourceId,
};

/// What is wanted of the description, from flags or from answers.
struct Wishes {
    include: Vec<String>,
    name: String,
}

impl Run {
    /// A folder with the part of the description that the slice needs, a `slice.toml`, and the crate.
    pub(super) fn init(&mut self, args: &Init) -> Option<Answer> {
        let slice_file = args.folder.join("slice.toml");
        if slice_file.exists() {
            return self.fail(
                Diagnostic::error("already-there", format!("there is a `{}` already", slice_file.display()))
                    .help("change it, then run `graphslice generate --slice` with it"),
            );
        }
        let (document, whole) = self.document(args)?;
        let format = match (self.sources.get(whole).is_xml(), args.dialect) {
            (true, _) => Format::Csdl,
            (false, Dialect::Graph) => Format::OpenApi,
            (false, Dialect::Plain) => Format::PlainOpenApi,
        };
        let wishes = self.wishes(args, whole, format)?;
        let file = match format {
            Format::PlainOpenApi => document_name(&document),
            Format::Csdl | Format::OpenApi => "description.csdl".to_owned(),
        };
        let slice_toml = slice_toml(args, &wishes, &file, format);
        let source = self.sources.add(slice_file.display().to_string(), slice_toml.as_str());
        let config = config::parse(source, &self.sources, &mut self.report)?;
        let part = self.part(whole, format, &config)?;
        self.refuse_other(&args.folder.join(&file), &part)?;
        let from = args.from.clone().unwrap_or_else(|| document.display().to_string());
        let list = self.sources_list(&args.folder.join(SOURCES))?;
        let sources = provenance(list, &file, &from, &self.sources.get(whole).text);
        let crate_folder = args.folder.join(&wishes.name);
        let base = self.sources.add(file.as_str(), part.as_str());
        let answer = self.first_crate(base, &config, &slice_file, &crate_folder)?;
        self.put(&args.folder, [(&file, &part), (SOURCES, &sources), ("slice.toml", &slice_toml)])?;
        Some(Answer { verdict: Verdict::Yes, text: answer.text + &next_steps(&slice_file, &crate_folder) })
    }

    /// Generates the crate from the part of the description.
    fn first_crate(&mut self, base: SourceId, config: &Config, slice_file: &Path, folder: &Path) -> Option<Answer> {
        let format = config.source.format;
        let description = Description::new(base, format);
        let again = format!("graphslice generate --slice {} --out {}", slice_file.display(), config.package.name.value);
        let target = Target { folder, mode: Mode::Write(Edited::Keep), again: &again };
        generate(self, &description, config, &target)
    }

    /// Puts files into a folder, all of them or none.
    fn put<const N: usize>(&mut self, folder: &Path, files: [(&str, &str); N]) -> Option<()> {
        let (paths, texts) = (files.map(|(path, _)| path.into()), files.map(|(_, text)| text));
        let mut before = |_: &Path| Ok(());
        let written = Together::take(folder, &paths, &mut before).and_then(|mut together| {
            let replaced = together.replace(&texts);
            together.release().and(replaced)
        });
        match written {
            Ok(()) => Some(()),
            Err(error) => self.fail(error.diagnostic()),
        }
    }

    /// A description of the same name that is something else would be lost.
    fn refuse_other(&mut self, path: &Path, part: &str) -> Option<()> {
        match fs::read(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Some(()),
            Ok(text) if text == part.as_bytes() => Some(()),
            _ => self.fail(
                Diagnostic::error("already-there", format!("there is a `{}` already", path.display()))
                    .help("move it away, or name another folder: the part that the slice needs goes there"),
            ),
        }
    }

    fn part(&mut self, whole: SourceId, format: Format, config: &Config) -> Option<String> {
        if format == Format::PlainOpenApi {
            return Some(self.sources.get(whole).text.clone());
        }
        let description = Description::new(whole, format);
        cut_out(&mut self.sources, Input { description: &description, config }, &mut self.report)
    }

    fn document(&mut self, args: &Init) -> Option<(PathBuf, SourceId)> {
        const QUESTION: &str = "The file with the description of the service, in CSDL or OpenAPI. That of Microsoft Graph you get by\n  \
                                curl -o metadata.xml 'https://graph.microsoft.com/v1.0/$metadata'";
        let read = |run: &mut Self, path: &Path| Some((path.to_owned(), run.read(path, None)?));
        match args.openapi.as_ref().or(args.csdl.as_ref()) {
            Some(path) => read(self, path),
            None => self.ask(QUESTION, "--csdl", |run, answer| read(run, Path::new(answer))),
        }
    }

    fn wishes(&mut self, args: &Init, whole: SourceId, format: Format) -> Option<Wishes> {
        const PATHS: &str = "The paths to take in, with spaces between them, such as /users/{id}#GET /users/{id}/messages/**\n\
                             (`graphslice list --csdl FILE` shows what there is)";
        let include = if args.include.is_empty() {
            let description = Description::new(whole, format);
            // Of a description with mistakes no answer is right. Warnings come again with the crate.
            if is_anybody_there() {
                let before = std::mem::take(&mut self.report);
                self.lines(&description, &config::Slice::default())?;
                self.report = before;
            }
            self.ask(PATHS, "--include", |run, answer| run.paths(&description, answer))?
        } else {
            args.include.clone()
        };
        let name = match &args.name {
            Some(name) => name.clone(),
            None => self.ask("The name of the crate, such as msgraph-mail", "--name", Self::crate_name)?,
        };
        Some(Wishes { include, name })
    }

    /// The patterns in an answer, if the service has what they ask for.
    fn paths(&mut self, description: &Description, answer: &str) -> Option<Vec<String>> {
        let include: Vec<String> = answer.split_whitespace().map(str::to_owned).collect();
        let texts = include.iter().map(|text| self.flag("--include", text)).collect();
        self.lines(description, &config::Slice { include: texts, ..config::Slice::default() })?;
        Some(include)
    }

    fn crate_name(&mut self, answer: &str) -> Option<String> {
        match config::package_name(&self.flag("--name", answer)) {
            Some(problem) => self.fail(problem),
            None => Some(answer.to_owned()),
        }
    }

    /// What the flag does not say is asked, if there is somebody to ask, until the answer is one that can be taken.
    fn ask<T>(&mut self, question: &str, flag: &str, take: impl FnMut(&mut Self, &str) -> Option<T>) -> Option<T> {
        let (taken, why) = if is_anybody_there() {
            // If nobody sees what is wrong, there is no answer either.
            let tell = |wrong: &str| drop(anstream::stderr().write_all(wrong.as_bytes()));
            (self.first_good(|| prompt(question), take, tell), "the question was not answered, and nothing is written")
        } else {
            (None, "there is no terminal to ask on")
        };
        if taken.is_none() {
            let problem = Diagnostic::error("usage", format!("`{flag}` is missing: {why}"));
            self.report.push(problem.help("see `graphslice init --help`"));
        }
        taken
    }

    /// The first answer that can be taken; what is wrong with others is told at once, and forgotten.
    fn first_good<T>(
        &mut self,
        mut answers: impl FnMut() -> Option<String>,
        mut take: impl FnMut(&mut Self, &str) -> Option<T>,
        mut tell: impl FnMut(&str),
    ) -> Option<T> {
        loop {
            let answer = answers()?;
            let before = std::mem::take(&mut self.report);
            let taken = take(self, &answer);
            let told = std::mem::replace(&mut self.report, before);
            if taken.is_some() {
                return taken;
            }
            let mut errors = Report::default();
            told.diagnostics()
                .iter()
                .filter(|one| one.severity == Severity::Error)
                .for_each(|one| errors.push(one.clone()));
            tell(&show(&errors, &self.sources));
        }
    }
}

/// Whether questions can be asked.
fn is_anybody_there() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// An answer from the terminal; none if it ends.
fn prompt(question: &str) -> Option<String> {
    let mut answer = String::new();
    let mut terminal = anstream::stderr();
    // If nobody sees the question, there is no answer either.
    let _ = writeln!(terminal, "{question}");
    while answer.trim().is_empty() {
        answer.clear();
        let _ = write!(terminal, "> ").and_then(|()| terminal.flush());
        if !io::stdin().read_line(&mut answer).is_ok_and(|count| count > 0) {
            // The prompt has a line of its own, and so has what comes next.
            let _ = writeln!(terminal);
            return None;
        }
    }
    Some(answer.trim().to_owned())
}

fn slice_toml(args: &Init, wishes: &Wishes, file: &str, format: Format) -> String {
    config::write(&config::Opening {
        name: &wishes.name,
        document: file,
        // The part of an OpenAPI document is written as CSDL.
        format: if format == Format::OpenApi { Format::Csdl } else { format },
        include: &wishes.include,
        skip_unsupported: args.skip_unsupported,
    })
}

fn document_name(path: &Path) -> String {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("yaml");
    format!("description.{extension}")
}

fn next_steps(slice_file: &Path, crate_folder: &Path) -> String {
    let said = path_text(slice_file);
    let word = |path: &Path| quoted(&path_text(path));
    let (slice, folder, manifest) = (word(slice_file), word(crate_folder), word(&crate_folder.join("Cargo.toml")));
    format!(
        "\n`{said}` says what is in it. Next:\n  \
         cargo doc --open --manifest-path {manifest}\n  \
         graphslice list --slice {slice}  # what there is\n  \
         graphslice generate --slice {slice} --out {folder}  # after a change\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_asked_about_again() {
        let mut run = Run::default();
        let mut answers = ["9users", "a b", "msgraph-users", "other"].into_iter().map(str::to_owned);
        let mut told = Vec::new();
        let name = run.first_good(|| answers.next(), Run::crate_name, |wrong| told.push(wrong.to_owned()));
        assert_eq!((name.as_deref(), answers.next().as_deref()), (Some("msgraph-users"), Some("other")));
        assert!(told.len() == 2 && told.iter().all(|wrong| wrong.contains("bad-package-name")), "{told:?}");
        assert!(run.report.diagnostics().is_empty());
    }
}
