#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::{
    collections::BTreeMap,
    fs,
    io::{self, ErrorKind},
    path::Path,
};

use tempfile::TempDir;

use super::*;

fn files(list: &[(&str, &str)]) -> Files {
    let mut files = Files::default();
    for (path, text) in list {
        files.insert(*path, *text).unwrap();
    }
    files
}

/// A folder in memory where the system has such: thousands of runs that sync every file take minutes on a disk.
pub(super) fn empty_folder() -> TempDir {
    TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap()
}

/// A folder with these files as graphslice left them, and one of the user's.
fn folder(list: &[(&str, &str)]) -> TempDir {
    let folder = empty_folder();
    write(folder.path(), &files(list), Edited::Keep).unwrap();
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    folder
}

/// All files below a folder, and the folders with a `/` at the end.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    fn visit(folder: &Path, prefix: &str, tree: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                tree.insert(format!("{name}/"), String::new());
                visit(&entry.path(), &format!("{name}/"), tree);
            } else {
                tree.insert(name, fs::read_to_string(entry.path()).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    visit(folder, "", &mut found);
    found
}

const OLD: &[(&str, &str)] = &[
    ("Cargo.toml", "old manifest"),
    ("src/lib.rs", "old root"),
    ("src/models/kept.rs", "kept"),
    ("src/models/same.rs", "old"),
    ("src/requests/gone/deep.rs", "gone"),
];
const NEW: &[(&str, &str)] = &[
    ("Cargo.toml", "new manifest"),
    ("src/lib.rs", "new root"),
    ("src/models/added/one.rs", "one"),
    ("src/models/kept.rs", "kept"),
    ("src/models/same.rs", "new"),
];
/// As [`NEW`], and the root stays as it was.
const SAME_ROOT: &[(&str, &str)] = &[("Cargo.toml", "new manifest"), ("src/lib.rs", "old root")];
/// No crate at all any more.
const NO_ROOT: &[(&str, &str)] = &[("README.md", "read")];

/// How a run ends at a step.
#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    /// The process is killed: nothing happens from then on.
    Kill,
    /// This step fails; what follows may tidy up.
    Fail,
}

/// Writes until the given step; false if the run has fewer.
fn cut_off(folder: &Path, wanted: &Files, edited: Edited, step: usize, end: End) -> bool {
    let mut count = 0;
    let outcome = write_with(folder, wanted, edited, &mut |_| {
        count += 1;
        let fails = count == step || end == End::Kill && count > step;
        if fails { Err(io::Error::from(ErrorKind::StorageFull)) } else { Ok(()) }
    });
    assert_eq!(outcome.is_err(), count >= step);
    count >= step
}

/// What must hold after any run that was cut off.
fn assert_nothing_is_lost(folder: &Path, old: &[(&str, &str)], new: &[(&str, &str)]) {
    let found = tree(folder);
    assert_eq!(found["notes.txt"], "mine");
    let text = |list: &[(&str, &str)], path: &str| {
        list.iter().find(|(other, _)| *other == path).map(|(_, text)| (*text).to_owned())
    };
    let paths: BTreeSet<&str> = old.iter().chain(new).map(|(path, _)| *path).collect();
    let is = |list: &[(&str, &str)], path: &str| found.get(path).cloned() == text(list, path);
    let others: Vec<&str> = paths.iter().copied().filter(|path| *path != ROOT).collect();
    for path in &others {
        assert!(is(old, path) || is(new, path), "{path}: {:?}", found.get(*path));
    }
    let whole = |list: &[(&str, &str)]| is(list, ROOT) && others.iter().all(|path| is(list, path));
    let says_so = found.get(ROOT).is_some_and(|text| text == INTERRUPTED);
    assert!(whole(old) || whole(new) || says_so, "{found:?}");
}

#[test]
fn a_run_that_was_cut_off_anywhere_is_completed_by_the_next() {
    for (old, new) in [(&[][..], NEW), (OLD, NEW), (NEW, OLD), (OLD, SAME_ROOT), (OLD, NO_ROOT), (NO_ROOT, OLD)] {
        let expected = {
            let folder = folder(old);
            write(folder.path(), &files(new), Edited::Keep).unwrap();
            tree(folder.path())
        };
        for end in [End::Kill, End::Fail] {
            for step in 1.. {
                let folder = folder(old);
                if !cut_off(folder.path(), &files(new), Edited::Keep, step, end) {
                    assert!(step > 10, "a run has more steps than {step}");
                    break;
                }
                assert_nothing_is_lost(folder.path(), old, new);
                write(folder.path(), &files(new), Edited::Keep).unwrap();
                assert_eq!(tree(folder.path()), expected, "{end:?} at step {step}");
            }
        }
    }
}

#[test]
fn a_run_that_was_cut_off_can_be_undone() {
    for step in 1.. {
        let folder = folder(OLD);
        let before = tree(folder.path());
        if !cut_off(folder.path(), &files(NEW), Edited::Keep, step, End::Kill) {
            break;
        }
        write(folder.path(), &files(OLD), Edited::Keep).unwrap();
        assert_eq!(tree(folder.path()), before, "step {step}");
    }
}

#[test]
fn an_edited_file_is_never_lost_without_force() {
    for step in 1.. {
        let folder = folder(OLD);
        fs::write(folder.path().join("src/models/same.rs"), "edited").unwrap();
        fs::write(folder.path().join("src/requests/gone/deep.rs"), "edited, too").unwrap();
        let before = tree(folder.path());
        let is_longer = cut_off_or_refused(folder.path(), step);
        let after = tree(folder.path());
        assert_eq!(after["src/models/same.rs"], "edited");
        assert_eq!(after["src/requests/gone/deep.rs"], "edited, too");
        if !is_longer {
            assert_eq!(after, before);
            break;
        }
    }
}

/// Whether the run got as far as this step; otherwise it has to be refused.
fn cut_off_or_refused(folder: &Path, step: usize) -> bool {
    let mut count = 0;
    let outcome = write_with(folder, &files(NEW), Edited::Keep, &mut |_| {
        count += 1;
        if count >= step { Err(io::Error::from(ErrorKind::StorageFull)) } else { Ok(()) }
    });
    match outcome {
        Err(WriteError::Refused { files, .. }) => {
            assert_eq!(files.edited, ["src/models/same.rs", "src/requests/gone/deep.rs"]);
            // Only the lock remains if the run is killed while it takes that away.
            count >= step
        }
        Err(WriteError::Io { .. }) => true,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_forced_run_that_was_cut_off_is_completed_by_the_next() {
    for step in 1.. {
        let folder = folder(OLD);
        fs::write(folder.path().join("src/models/same.rs"), "edited").unwrap();
        if !cut_off(folder.path(), &files(NEW), Edited::Overwrite, step, End::Kill) {
            break;
        }
        write(folder.path(), &files(NEW), Edited::Overwrite).unwrap();
        let found = tree(folder.path());
        assert_eq!(found["src/models/same.rs"], "new");
        assert!(check(folder.path(), &files(NEW)).unwrap().changes.is_empty());
    }
}

#[test]
fn foreign_files_are_left_alone_and_named() {
    let folder = folder(&[]);
    fs::create_dir_all(folder.path().join("src/models")).unwrap();
    fs::write(folder.path().join("src/models/same.rs"), "theirs").unwrap();
    fs::write(folder.path().join("Cargo.toml"), "theirs").unwrap();
    for edited in [Edited::Keep, Edited::Overwrite] {
        let before = tree(folder.path());
        let error = write(folder.path(), &files(NEW), edited).unwrap_err();
        assert_eq!(tree(folder.path()), before);
        let WriteError::Refused { files, .. } = error else { panic!("{error}") };
        assert_eq!(files.foreign, ["Cargo.toml", "src/models/same.rs"]);
    }
}

#[test]
fn a_file_that_is_already_as_wanted_is_taken_over() {
    let folder = folder(OLD);
    fs::remove_file(folder.path().join(LIST)).unwrap();
    assert_eq!(write(folder.path(), &files(OLD), Edited::Keep).unwrap(), []);
    write(folder.path(), &files(NEW), Edited::Keep).unwrap();
}

#[test]
fn what_does_not_change_is_not_touched() {
    let folder = folder(OLD);
    let time = |path: &str| fs::metadata(folder.path().join(path)).unwrap().modified().unwrap();
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    for path in ["", LIST, "Cargo.toml", "src/lib.rs", "src/models", "src/models/kept.rs"] {
        fs::File::open(folder.path().join(path)).unwrap().set_modified(old).unwrap();
    }
    write(folder.path(), &files(OLD), Edited::Keep).unwrap();
    for path in ["", LIST, "Cargo.toml", "src/lib.rs", "src/models", "src/models/kept.rs"] {
        assert_eq!(time(path), old, "{path} although nothing changes");
    }
    write(folder.path(), &files(SAME_ROOT), Edited::Keep).unwrap();
    assert_eq!(time("src/lib.rs"), old);
    assert!(time("Cargo.toml") > old);
}

#[test]
fn two_runs_do_not_meet() {
    let folder = folder(OLD);
    let file = fs::File::create(folder.path().join(LOCK)).unwrap();
    file.lock().unwrap();
    let error = write(folder.path(), &files(NEW), Edited::Keep).unwrap_err();
    assert!(matches!(error, WriteError::Busy(_)), "{error}");
    drop(file);
    write(folder.path(), &files(NEW), Edited::Keep).unwrap();
    assert!(!folder.path().join(LOCK).exists());
}

#[test]
fn many_runs_at_once_leave_one_whole_crate() {
    let folder = folder(OLD);
    std::thread::scope(|scope| {
        for at in 0..8 {
            let path = folder.path();
            scope.spawn(move || {
                let wanted = files(if at % 2 == 0 { NEW } else { OLD });
                match write(path, &wanted, Edited::Keep) {
                    Ok(_) | Err(WriteError::Busy(_)) => {}
                    // A look without the lock may see a run halfway; it is repeated under the lock.
                    Err(other) => panic!("{other}"),
                }
            });
        }
    });
    let is = |list| check(folder.path(), &files(list)).unwrap().changes.is_empty();
    assert!(is(OLD) || is(NEW));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let elsewhere = empty_folder();
    fs::write(elsewhere.path().join("same.rs"), "theirs").unwrap();
    for (link, to) in [
        ("src", ""),
        ("src/models", ""),
        ("src/models/same.rs", "same.rs"),
        (LIST, "same.rs"),
        (LOCK, "new"),
        (STAGING, ""),
    ] {
        let folder = folder(&[]);
        fs::remove_file(folder.path().join(LIST)).unwrap();
        let at = folder.path().join(link);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        symlink(elsewhere.path().join(to), &at).unwrap();
        for edited in [Edited::Keep, Edited::Overwrite] {
            let error = write(folder.path(), &files(NEW), edited).unwrap_err();
            assert!(error.to_string().contains(&format!("{link} is a symbolic link")), "{link}: {error}");
        }
        assert_eq!(tree(elsewhere.path()), BTreeMap::from([("same.rs".to_owned(), "theirs".to_owned())]));
    }
}

#[cfg(unix)]
#[test]
fn the_folder_itself_has_to_be_one() {
    use std::os::unix::fs::symlink;
    let elsewhere = empty_folder();
    fs::write(elsewhere.path().join("file"), "mine").unwrap();
    let at = |name: &str| elsewhere.path().join(name);
    symlink("nowhere", at("dangling")).unwrap();
    symlink("loop", at("loop")).unwrap();
    for (name, what) in [
        ("file", "a file"),
        ("file/below", "a file"),
        ("dangling", "a symbolic link that leads nowhere"),
        ("dangling/below", "a symbolic link that leads nowhere"),
        ("loop", "a symbolic link that leads nowhere"),
    ] {
        for error in [write(&at(name), &files(NEW), Edited::Overwrite).err(), check(&at(name), &files(NEW)).err()] {
            let error = error.unwrap();
            assert!(error.to_string().ends_with(&format!("is {what}, not a folder")), "{name}: {error}");
            assert!(error.diagnostic().help.is_some());
        }
    }
    assert_eq!((fs::read(at("file")).unwrap(), at("nowhere").exists()), (b"mine".to_vec(), false));
    // The folder that the user names may be a link, and `..` means what it means to the system.
    fs::create_dir_all(at("real/sub")).unwrap();
    symlink("real/sub", at("link")).unwrap();
    write(&at("link"), &files(NEW), Edited::Keep).unwrap();
    write(&at("link/../beside/new"), &files(NEW), Edited::Keep).unwrap();
    assert!(at("real/sub/Cargo.toml").exists() && at("real/beside/new/Cargo.toml").exists());
    assert!(fs::symlink_metadata(at("link")).unwrap().is_symlink());
}

#[test]
fn a_folder_where_a_file_has_to_be() {
    let folder = folder(&[]);
    fs::create_dir_all(folder.path().join("src/lib.rs")).unwrap();
    fs::write(folder.path().join("src/models"), "").unwrap();
    let error = write(folder.path(), &files(NEW), Edited::Keep).unwrap_err().to_string();
    assert!(error.contains("src/lib.rs is a folder") && error.contains("src/models is a file"), "{error}");
}

#[test]
fn a_list_that_cannot_be_read_stops_everything() {
    let folder = folder(OLD);
    fs::write(folder.path().join(LIST), "# x\n<<<<<<< HEAD\n").unwrap();
    let error = write(folder.path(), &files(NEW), Edited::Overwrite).unwrap_err().to_string();
    assert!(error.ends_with("line 2 is not a hash and a path"), "{error}");
}

#[test]
fn a_check_sees_everything_and_writes_nothing() {
    let folder = folder(OLD);
    fs::write(folder.path().join("Cargo.toml"), "edited").unwrap();
    let before = tree(folder.path());
    let found = check(folder.path(), &files(NEW)).unwrap();
    assert_eq!(tree(folder.path()), before);
    let paths: Vec<&str> = found.changes.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            LIST,
            "Cargo.toml",
            "src/lib.rs",
            "src/models/added/one.rs",
            "src/models/same.rs",
            "src/requests/gone/deep.rs"
        ]
    );
    assert_eq!(found.refused.edited, ["Cargo.toml"]);
}

#[test]
fn other_line_ends_are_no_edit() {
    let texts = [("src/lib.rs", "one\ntwo\n")];
    let folder = folder(&texts);
    for path in [LIST, "src/lib.rs"] {
        let path = folder.path().join(path);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text.replace('\n', "\r\n")).unwrap();
    }
    assert!(check(folder.path(), &files(&texts)).unwrap().changes.is_empty());
    write(folder.path(), &files(&[("src/lib.rs", "three\n")]), Edited::Keep).unwrap();
    assert_eq!(tree(folder.path())["src/lib.rs"], "three\n");
}
