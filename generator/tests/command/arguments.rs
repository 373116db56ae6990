//! What all commands have in common: mistakes in arguments, files that cannot be read, what goes where.

use std::{fs, process::Stdio};

use tempfile::TempDir;

use crate::harness::{CSDL, GENERATE, SLICE, command, folder, run};

#[test]
fn mistakes_on_the_command_line() {
    let folder = folder();
    for (args, said) in [
        ("generate --out out", "--slice <FILE>"),
        ("generate --slice slice.toml", "--out <DIR>"),
        ("generate --slice slice.toml --csdl x --out out", "cannot be used with"),
        ("list --slice slice.toml --openapi x", "cannot be used with"),
        ("list --csdl x --openapi x", "cannot be used with"),
        ("generate --slice slice.toml --include /x --out out", "cannot be used with"),
        ("generate --slice slice.toml --name x --out out", "cannot be used with"),
        ("generate --slice slice.toml --out out --check --force", "cannot be used with"),
        ("generate --csdl x --include /x --out out", "--name <CRATE>"),
        ("generate --csdl x --name x --out out", "--include <PATTERN>"),
        ("why --csdl x example.thing", "--include <PATTERN>"),
        ("list", "--slice <FILE>"),
        ("shout", "unrecognized subcommand"),
    ] {
        let ran = run(folder.path(), &args.split(' ').collect::<Vec<_>>());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args}");
        assert!(ran.err.contains(said), "{args}: {}", ran.err);
    }
}

#[test]
fn bad_input_is_shown_in_its_place() {
    let folder = folder();
    fs::write(folder.path().join("slice.toml"), SLICE.replace("things\"", "things\"\nlicence = \"MIT\"")).unwrap();
    let ran = run(folder.path(), GENERATE);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("[slice.toml:3:1]") && ran.err.contains("did you mean `license`?"), "{}", ran.err);
    assert!(!folder.path().join("out").exists());

    let input = ["generate", "--csdl", "description/api.csdl", "--include", "/things", "--name", "a b", "--out", "out"];
    let ran = run(folder.path(), &input);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("[--name:1:1]"), "{}", ran.err);
    let ran = run(folder.path(), &["list", "--csdl", "description/api.csdl", "/thinks"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("[PATTERN:1:2]") && ran.err.contains("things"), "{}", ran.err);
}

#[test]
fn files_that_cannot_be_read() {
    let folder = folder();
    let path = folder.path().join("description/api.csdl");
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(CSDL.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    fs::write(&path, utf16).unwrap();
    let ran = run(folder.path(), GENERATE);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("description/api.csdl") && ran.err.contains("UTF-16"), "{}", ran.err);

    fs::write(&path, b"<a>\n\xe9</a>").unwrap();
    let ran = run(folder.path(), GENERATE);
    assert!(ran.err.contains("is not UTF-8: line 2"), "{}", ran.err);

    fs::remove_file(&path).unwrap();
    let ran = run(folder.path(), GENERATE);
    assert_eq!(ran.code, 2);
    let said = ["cannot read `description/api.csdl`", "[slice.toml:4:9]"];
    assert!(said.iter().all(|said| ran.err.contains(said)), "{}", ran.err);
    let ran = run(folder.path(), &["list", "--slice", "none.toml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("cannot read `none.toml`"), "{}", ran.err);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = folder();
    let args = ["list", "--slice", "slice.toml"];
    let mut child = command(folder.path(), &args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn no_colours_where_there_is_no_terminal() {
    let folder = folder();
    let check = [GENERATE, &["--check"]].concat();
    for args in [&check[..], &["list", "--slice", "none.toml"]] {
        let ran = run(folder.path(), args);
        assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'), "{}{}", ran.out, ran.err);
    }
    let has_colours = |no_color: &str| {
        let forced = command(folder.path(), &check).env("CLICOLOR_FORCE", "1").env("NO_COLOR", no_color).output();
        String::from_utf8(forced.unwrap().stdout).unwrap().contains('\u{1b}')
    };
    assert!(!has_colours("1"));
    assert!(has_colours(""));
}

#[test]
fn completions_are_there_for_every_shell() {
    let folder = TempDir::new().unwrap();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = run(folder.path(), &["completions", shell]);
        assert!(ran.code == 0 && ran.out.contains("generate"), "{shell}");
    }
}
