//! A case is a folder below `tests/cases`: `slice.toml`, the documents that it names, snapshots of what comes out, and,
//! in a folder `tests`, what the generated crate has to do, with the features that the file `features` names. What these
//! tests need beyond the crate's own dependencies is in `dev.toml`; files that they have in common with tests of ours are
//! named in `borrowed`.

use std::path::{Path, PathBuf};

use graphslice::check::Checked;
use graphslice::files::Files;
use graphslice::report::Report;
use graphslice::source::{SourceId, Sources};
use graphslice::{Description, Format, config};

/// A folder, read.
pub struct Case {
    /// The folder's name.
    pub name: String,
    /// The folder.
    pub folder: PathBuf,
    /// The features that the tests of the generated crate need, from the file `features`; none if there is none.
    pub features: Vec<String>,
    /// The files below `tests/tests` that its tests need, too, from the file `borrowed`.
    pub borrowed: Vec<String>,
    /// The texts.
    pub sources: Sources,
    /// What reading `slice.toml` had to say.
    pub report: Report,
    /// The documents, and what is asked for; none if `slice.toml` cannot be understood at all.
    pub input: Option<(Description, config::Config)>,
}

/// All cases, sorted by name.
///
/// # Errors
/// If a folder or file cannot be read.
pub fn all() -> std::io::Result<Vec<Case>> {
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"))? {
        folders.push(entry?.path());
    }
    folders.sort();
    folders.iter().map(|folder| Case::read(folder)).collect()
}

impl Case {
    /// Reads a folder.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn read(folder: &Path) -> std::io::Result<Self> {
        let mut sources = Sources::default();
        let mut report = Report::default();
        let add = |sources: &mut Sources, file: &str| -> std::io::Result<_> {
            Ok(sources.add(file, std::fs::read_to_string(folder.join(file))?))
        };
        let slice = add(&mut sources, "slice.toml")?;
        let config = config::parse(slice, &sources, &mut report);
        let input = match config {
            None => None,
            Some(config) => {
                let base = add(&mut sources, &config.source.document.value)?;
                let supplements = config.source.supplements.iter().map(|file| add(&mut sources, &file.value));
                let supplements = supplements.collect::<Result<_, _>>()?;
                let pages = match &config.source.pages {
                    Some(pages) => pages_in(&folder.join(&pages.value), &mut sources)?,
                    None => Vec::new(),
                };
                Some((Description { base, format: config.source.format, supplements, pages }, config))
            }
        };
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let lines = |file: &str| -> Vec<String> {
            let text = std::fs::read_to_string(folder.join(file)).unwrap_or_default();
            text.lines().map(str::to_owned).collect()
        };
        let (features, borrowed) = (lines("features"), lines("borrowed"));
        Ok(Self { name, folder: folder.to_owned(), features, borrowed, sources, report, input })
    }

    /// The whole way, from the documents to files, and what there is to say.
    pub fn generate(&self) -> (Option<Files>, Report) {
        let mut report = self.report.clone();
        let files = self
            .input
            .as_ref()
            .and_then(|(description, config)| graphslice::generate(&self.sources, description, config, &mut report));
        (files, report)
    }

    /// The description alone, unless it is plain.
    pub fn description(&self) -> Option<Checked> {
        let (description, _) = self.input.as_ref().filter(|(input, _)| input.format != Format::PlainOpenApi)?;
        graphslice::read(&self.sources, description, &mut Report::default())
    }
}

/// The pages in a folder and in those inside, sorted, each under its path below the folder.
///
/// # Errors
/// If a folder or file cannot be read.
pub fn pages_in(folder: &Path, sources: &mut Sources) -> std::io::Result<Vec<SourceId>> {
    let mut open = vec![folder.to_owned()];
    let mut pages = Vec::new();
    while let Some(inner) = open.pop() {
        for entry in std::fs::read_dir(inner)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
                pages.push((name, std::fs::read_to_string(&path)?));
            }
        }
    }
    pages.sort();
    Ok(pages.into_iter().map(|(name, text)| sources.add(name, text)).collect())
}
