//! Expressions with infix operators, and where they need parentheses.

/// The text of an expression.
#[derive(Clone)]
pub(super) struct Expression {
    pub(super) text: String,
    pub(super) form: Form,
}

/// What an expression is from outside.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A comparison or call, or in parentheses: no operator can tear it apart.
    Whole,
    /// Operands of `and`.
    And,
    /// Operands of `or`.
    Or,
    /// Written by hand.
    Unknown,
}

impl Expression {
    /// Both, joined by an operator. Its own kind needs no parentheses, any other mixture gets them: `and` binds tighter
    /// than `or`, but who reads a log need not know.
    pub(super) fn join(self, other: Self, form: Form, operator: &str) -> Self {
        let mut text = self.within(form);
        for part in [" ", operator, " ", &other.within(form)] {
            text.push_str(part);
        }
        Self { text, form }
    }

    fn within(self, form: Form) -> String {
        if self.form == Form::Whole || self.form == form { self.text } else { format!("({})", self.text) }
    }
}
