//! The floor under generating a crate: reading the description, and parsing, printing and writing what comes out.
//! `cargo xtask bench` runs it.

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let mut next = || args.next().ok_or("wanted: a description, the folder of a crate, a folder to write to");
    let description = std::fs::read_to_string(next()?)?;
    print(Path::new(&next()?), Path::new(&next()?))?;
    println!("{} bytes of description", description.len());
    Ok(())
}

fn print(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            print(&entry.path(), &to)?;
        } else if entry.path().extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(entry.path())?;
            std::fs::write(to, prettyplease::unparse(&syn::parse_file(&text)?))?;
        }
    }
    Ok(())
}
