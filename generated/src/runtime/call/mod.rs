//! What the clients have in common, without doing any of it: no sockets, no clock, no chance.

mod answer;
mod batch;
mod cloud;
mod exchange;
mod operation;
mod redirects;
mod settings;
mod token;
#[cfg(feature = "tracing")]
mod trace;
mod trust;

pub use batch::{Batch, BatchAnswers, BatchKey, BatchPosition};
pub use cloud::Cloud;
pub use operation::{Operation, Progress, Started};
pub use token::{AccessToken, StaticToken, TokenFn};

pub(super) use answer::{Collected, Collector};
pub(super) use batch::{Run, Step};
pub(super) use exchange::{Action, Exchange, Moment};
pub(super) use redirects::Redirects;
pub(super) use settings::{Settings, setters};
#[cfg(feature = "azure")]
pub(super) use token::Cache;
pub(super) use token::bearer;

/// The header by which a caller names a request.
const CLIENT_REQUEST_ID: &str = "client-request-id";

/// The header by which the service does.
#[cfg(feature = "tracing")]
const REQUEST_ID: &str = "request-id";
