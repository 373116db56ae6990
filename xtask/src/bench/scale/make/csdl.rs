//! The description as CSDL.

use std::io::{self, Write};

use super::{COMPLEX, ENUMERATIONS, MEMBERS, PARTS, PROPERTIES, UNITS, unit, words};

/// Writes the document.
pub(super) fn write(areas: usize, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="utf-8"?>"#)?;
    writeln!(
        out,
        r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>"#
    )?;
    writeln!(
        out,
        r#"<Schema Namespace="microsoft.graph" Alias="graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">"#
    )?;
    writeln!(out, r#"<EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key>"#)?;
    writeln!(out, r#"<Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>"#)?;
    for area in 0..areas {
        writeln!(out, r#"<EntityType Name="area{area}" BaseType="graph.entity">"#)?;
        for at in 0..UNITS {
            let unit = unit(area, at);
            writeln!(
                out,
                r#"<NavigationProperty Name="units{at}" Type="Collection(graph.{unit})" ContainsTarget="true"/>"#
            )?;
        }
        writeln!(out, "</EntityType>")?;
        for at in 0..UNITS {
            put_unit(&unit(area, at), &unit((area + 1) % areas, at), out)?;
        }
    }
    writeln!(out, r#"<EntityContainer Name="GraphService">"#)?;
    for area in 0..areas {
        writeln!(out, r#"<EntitySet Name="area{area}s" EntityType="graph.area{area}"/>"#)?;
        writeln!(out, r#"<Singleton Name="area{area}" Type="graph.area{area}"/>"#)?;
    }
    writeln!(out, "</EntityContainer>\n</Schema></edmx:DataServices></edmx:Edmx>")
}

fn put_unit(unit: &str, related: &str, out: &mut impl Write) -> io::Result<()> {
    for name in ENUMERATIONS {
        writeln!(out, r#"<EnumType Name="{unit}{name}">"#)?;
        for (value, member) in MEMBERS.iter().enumerate() {
            writeln!(out, r#"<Member Name="{member}" Value="{value}"/>"#)?;
        }
        writeln!(out, "</EnumType>")?;
    }
    for (name, base, properties) in COMPLEX {
        let base = base.map_or(String::new(), |base| format!(r#" BaseType="graph.{unit}{base}""#));
        writeln!(out, r#"<ComplexType Name="{unit}{name}"{base}>"#)?;
        for property in properties {
            writeln!(out, r#"<Property Name="{property}" Type="Edm.String"/>"#)?;
        }
        writeln!(out, "</ComplexType>")?;
        put_words(&format!("{unit}{name}"), properties, out)?;
    }
    let names = PROPERTIES.map(|(name, ..)| name);
    for end in [""].into_iter().chain(PARTS.map(|(_, end)| end)) {
        writeln!(out, r#"<EntityType Name="{unit}{end}" BaseType="graph.entity">"#)?;
        for (name, ty, _) in PROPERTIES {
            writeln!(out, r#"<Property Name="{name}" Type="{}"/>"#, ty.replace('%', unit))?;
        }
        if end.is_empty() {
            for (name, part) in PARTS {
                writeln!(
                    out,
                    r#"<NavigationProperty Name="{name}" Type="Collection(graph.{unit}{part})" ContainsTarget="true"/>"#
                )?;
            }
            writeln!(out, r#"<NavigationProperty Name="related" Type="Collection(graph.{related})"/>"#)?;
        }
        writeln!(out, "</EntityType>")?;
        put_words(&format!("{unit}{end}"), &names, out)?;
    }
    writeln!(
        out,
        r#"<EntityType Name="{unit}Special" BaseType="graph.{unit}"><Property Name="reason" Type="Edm.String"/></EntityType>"#
    )?;
    writeln!(out, r#"<Action Name="approve" IsBound="true"><Parameter Name="bindingParameter" Type="graph.{unit}"/>"#)?;
    writeln!(
        out,
        r#"<Parameter Name="comment" Type="Edm.String"/><Parameter Name="kind" Type="graph.{unit}Kind"/></Action>"#
    )?;
    writeln!(
        out,
        r#"<Function Name="summarize" IsBound="true"><Parameter Name="bindingParameter" Type="graph.{unit}"/>"#
    )?;
    writeln!(out, r#"<Parameter Name="period" Type="Edm.String"/><ReturnType Type="graph.{unit}State"/></Function>"#)
}

fn put_words(ty: &str, properties: &[&str], out: &mut impl Write) -> io::Result<()> {
    let targets = [String::new()].into_iter().chain(properties.iter().map(|property| format!("/{property}")));
    for (target, of) in targets.zip([ty].iter().chain(properties)) {
        writeln!(out, r#"<Annotations Target="microsoft.graph.{ty}{target}">"#)?;
        writeln!(out, r#"<Annotation Term="Org.OData.Core.V1.Description" String="{}"/></Annotations>"#, words(of))?;
    }
    Ok(())
}
