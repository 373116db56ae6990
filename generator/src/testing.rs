//! What the unit tests of several modules need.

use crate::api::{Api, Names, merge};
use crate::check::{Checked, check};
use crate::csdl;
use crate::report::Report;
use crate::source::Sources;

/// A whole document around the content of the schema `microsoft.graph`, alias `graph`. The content begins in line 2.
pub(crate) fn document(content: &str) -> String {
    format!(
        "{}{}<Schema Namespace=\"microsoft.graph\" Alias=\"graph\" xmlns=\"{}\">\n{content}\n{}",
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">",
        "<edmx:DataServices>",
        "http://docs.oasis-open.org/odata/ns/edm",
        "</Schema></edmx:DataServices></edmx:Edmx>\n"
    )
}

/// Reads one document; the text is the report.
pub(crate) fn read(text: &str) -> (Api, Names, String) {
    let (mut sources, mut names, mut report) = (Sources::default(), Names::default(), Report::default());
    let source = sources.add("api.csdl", text);
    let api = csdl::read(source, &sources, &mut names, &mut report);
    (api, names, report.to_text(&sources))
}

/// Reads, merges and checks a base and its supplements; the text is the report.
pub(crate) fn checked(base: &str, supplements: &[&str]) -> (Option<Checked>, String) {
    let (mut sources, mut names, mut report) = (Sources::default(), Names::default(), Report::default());
    let source = sources.add("api.csdl", base);
    let mut api = csdl::read(source, &sources, &mut names, &mut report);
    for supplement in supplements {
        let source = sources.add("more.csdl", *supplement);
        let supplement = csdl::read(source, &sources, &mut names, &mut report);
        merge(&mut api, supplement, &names, &mut report);
    }
    let checked = check(api, names, &mut report);
    let checked = (!report.has_errors()).then_some(checked);
    (checked, report.to_text(&sources))
}
