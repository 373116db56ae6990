//! Parameters.

use super::{Lower, Place};
use crate::api::plain::{Location, Parameter, ProblemId, Scalar, Shape, Style, TypeKind};
use crate::openapi::text::{Part, Value};

impl<'a> Lower<'a> {
    /// One parameter. What is not supported of it is a problem of the operation.
    pub(super) fn parameter(&mut self, part: Part<'a>, words: &str) -> Result<Parameter, ProblemId> {
        let part = self.resolve(part)?;
        let name = self.stated(part, "name")?;
        let location = self.location(part)?;
        let content = part.get("content").map(Part::entries).unwrap_or_default().into_iter().next();
        let place = Place::Inline(format!("{words} {name}"));
        let mut shape = Shape::Scalar(Scalar::Text);
        let style = match content {
            Some(content) => {
                if !super::body::is_json(&content.key) {
                    let what = format!("a parameter as `{}`", content.key.escape_debug());
                    return Err(self.unsupported_at(content.key_span, &what));
                }
                shape = content.value.get("schema").map_or(Shape::Scalar(Scalar::Any), |part| self.shape(part, &place));
                Style::Json
            }
            None => {
                if let Some(schema) = part.get("schema") {
                    shape = self.shape(schema, &place);
                }
                self.style(part, location, &shape)?
            }
        };
        if let (Shape::Scalar(Scalar::Binary), _) = shape.without_null() {
            shape = Shape::Scalar(Scalar::Text);
        }
        let required = location == Location::Path || part.is_true("required");
        Ok(Parameter { name, location, required, style, shape, notes: super::notes(part) })
    }

    fn stated(&mut self, part: Part<'a>, key: &str) -> Result<String, ProblemId> {
        match part.get(key).filter(|part| part.text().is_some()) {
            Some(part) => self.name(part),
            None => {
                let help = "a parameter has `name`, `in` and `schema`";
                Err(self.problem("wrong-type", part.span(), &format!("this parameter has no `{key}`"), help))
            }
        }
    }

    fn location(&mut self, part: Part<'a>) -> Result<Location, ProblemId> {
        match self.stated(part, "in")?.as_str() {
            "path" => Ok(Location::Path),
            "query" => Ok(Location::Query),
            "header" => Ok(Location::Header),
            "cookie" => Ok(Location::Cookie),
            _ => {
                let place = part.get("in").unwrap_or(part).span();
                let help = "parameters are in cookie, header, path or query";
                Err(self.problem("wrong-type", place, "a parameter cannot be there", help))
            }
        }
    }

    fn style(&mut self, part: Part<'a>, location: Location, shape: &Shape) -> Result<Style, ProblemId> {
        let stated = part.text_of("style");
        let style = stated.as_deref().unwrap_or(match location {
            Location::Path | Location::Header => "simple",
            Location::Query | Location::Cookie => "form",
        });
        let explode = match part.get("explode").map(Part::value) {
            Some(Value::Bool(explode)) => explode,
            _ => style == "form",
        };
        let style = match (location, style) {
            (Location::Path | Location::Header, "simple") => Style::Simple { explode },
            (Location::Path, "label") => Style::Label { explode },
            (Location::Path, "matrix") => Style::Matrix { explode },
            (Location::Query, "form") if part.is_true("allowReserved") => Style::FormReserved { explode },
            (Location::Query | Location::Cookie, "form") => Style::Form { explode },
            // Where the items stand apart, nothing is between them.
            (Location::Query, "spaceDelimited" | "pipeDelimited") if explode => Style::Form { explode },
            (Location::Query, "spaceDelimited") => Style::SpaceDelimited,
            (Location::Query, "pipeDelimited") => Style::PipeDelimited,
            (Location::Query, "deepObject") => Style::DeepObject,
            _ => {
                let place = part.get("style").unwrap_or(part);
                let what = format!("the style `{}` for a parameter in {}", style.escape_debug(), location.as_str());
                return Err(self.unsupported(place, &what));
            }
        };
        if location == Location::Cookie && style == (Style::Form { explode: true }) && self.has_parts(shape) {
            return Err(self.unsupported(part, "a cookie for each item of an array or member of an object"));
        }
        Ok(style)
    }

    /// Whether a value has items or members.
    fn has_parts(&mut self, shape: &Shape) -> bool {
        self.finish();
        match shape.without_null().0 {
            Shape::Array(_) | Shape::Map(_) => true,
            Shape::Named(name) => {
                self.service.types.get(name).is_some_and(|ty| !matches!(ty.kind, TypeKind::Enumeration(_)))
            }
            _ => false,
        }
    }
}
