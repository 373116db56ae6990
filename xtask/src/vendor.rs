//! Copies the generated crate to where somebody uses it.

use std::{
    error::Error,
    fs, io,
    path::{Path, PathBuf, absolute},
};

use graphslice::{
    cli::write::{Edited, write},
    files::{Files, LIST, Ownership},
};

use crate::{cargo, manifest, run};

const CONFIG: &str = ".cargo/config.toml";
const CONFIG_TEXT: &str = "[source.crates-io]\nreplace-with = \"vendored-sources\"\n\n\
                           [source.vendored-sources]\ndirectory = \"vendor\"\n";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder for the crate
    dir: PathBuf,
    /// The features that you use, as `reqwest,jiff`; all others leave the manifest, with their dependencies
    #[arg(long, value_delimiter = ',', value_name = "FEATURES")]
    features: Vec<String>,
    /// Also cargo's vendor folder and its configuration, to build without a registry
    #[arg(long)]
    with_dependencies: bool,
    /// Overwrite files that were vendored and then edited by hand
    #[arg(long)]
    force: bool,
}

pub(super) fn vendor(root: &Path, args: &Args) -> Result<(), Box<dyn Error>> {
    let generated = root.join("generated");
    let list = Ownership::parse(&read(&generated.join(LIST))?)?;
    let mut files = Files::default();
    let workshop = tempfile::tempdir()?;
    // Tests stay where they were passed.
    for path in list.paths().filter(|path| !path.starts_with("tests/") && *path != "PAGES.md") {
        let text = read(&generated.join(path))?;
        let text = if path == "Cargo.toml" { manifest::cut(&text, &args.features)? } else { text };
        let copy = workshop.path().join(path);
        fs::create_dir_all(copy.parent().unwrap_or(workshop.path()))?;
        fs::write(copy, &text)?;
        files.insert(path, text)?;
    }
    for license in ["LICENSE-APACHE", "LICENSE-MIT"] {
        files.insert(license, read(&root.join(license))?)?;
    }
    files.insert("Cargo.lock", lock(root, workshop.path())?)?;
    if args.with_dependencies {
        files.insert(CONFIG, CONFIG_TEXT)?;
        refuse_foreign_vendor_folder(&args.dir)?;
    }
    let edited = if args.force { Edited::Overwrite } else { Edited::Keep };
    write(&args.dir, &files, edited).map_err(|error| match error.diagnostic().help {
        Some(help) => format!("{error}\nhelp: {help}"),
        None => error.to_string(),
    })?;
    if args.with_dependencies {
        // From the copy, since a package below somebody's workspace is taken for a member of it.
        let folder = absolute(&args.dir)?.join("vendor");
        let folder = folder.to_str().ok_or("the path of the folder is not UTF-8")?;
        let mut command = cargo(workshop.path(), &["vendor", "--quiet", "--locked", "--versioned-dirs", folder]);
        // It says how to configure it, and that is done.
        command.stdout(std::process::Stdio::null());
        run(command)?;
    }
    println!("`{}`: {} files", args.dir.display(), files.len());
    Ok(())
}

/// The lock file of this repository, cut down to what the copy needs: the versions that were tested.
fn lock(root: &Path, workshop: &Path) -> Result<String, Box<dyn Error>> {
    let copy = workshop.join("Cargo.lock");
    fs::copy(root.join("Cargo.lock"), &copy)?;
    run(cargo(workshop, &["update", "--quiet", "--workspace"]))?;
    Ok(read(&copy)?)
}

/// `cargo vendor` removes whatever it does not know.
fn refuse_foreign_vendor_folder(dir: &Path) -> Result<(), Box<dyn Error>> {
    let list = fs::read_to_string(dir.join(LIST)).unwrap_or_default();
    let is_ours = Ownership::parse(&list).is_ok_and(|list| list.has(CONFIG));
    let folder = dir.join("vendor");
    if folder.exists() && !is_ours {
        return Err(format!("`{}` is there and was not made by this command", folder.display()).into());
    }
    Ok(())
}

fn read(path: &Path) -> io::Result<String> {
    fs::read_to_string(path).map_err(|error| io::Error::new(error.kind(), format!("`{}`: {error}", path.display())))
}
