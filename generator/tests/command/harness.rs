//! The command in a folder of its own.

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

pub(crate) const CSDL: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:DataServices>
    <Schema Namespace="example" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EntityType Name="thing">
        <Key><PropertyRef Name="id"/></Key>
        <Property Name="id" Type="Edm.String" Nullable="false"/>
        <Property Name="colour" Type="example.colour"/>
      </EntityType>
      <EnumType Name="colour"><Member Name="red" Value="0"/></EnumType>
      <ComplexType Name="unused"><Property Name="x" Type="Edm.String"/></ComplexType>
      <EntityContainer Name="service"><EntitySet Name="things" EntityType="example.thing"/></EntityContainer>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
"#;

pub(crate) const SLICE: &str = r#"[package]
name = "things"
[source]
csdl = "description/api.csdl"
[slice]
include = ["/things/**"]
"#;

pub(crate) const GENERATE: &[&str] = &["generate", "--slice", "slice.toml", "--out", "out"];

/// A folder with a description and a slice of it.
pub(crate) fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("description")).unwrap();
    fs::write(folder.path().join("description/api.csdl"), CSDL).unwrap();
    fs::write(folder.path().join("slice.toml"), SLICE).unwrap();
    folder
}

pub(crate) fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphslice"));
    command.current_dir(folder).args(args).stdin(Stdio::null());
    command
}

pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn run(folder: &Path, args: &[&str]) -> Ran {
    let Output { status, stdout, stderr } = command(folder, args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: status.code().unwrap(), out: text(stdout), err: text(stderr) }
}
