//! Whether to send a request again, and when.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method, StatusCode, header};

use super::{TransportErrorKind, http_date};

/// When a request is sent again, and after how long. It decides and does nothing: the clients ask it, and so can you
/// if another HTTP stack carries the requests.
///
/// | what happened | sent again |
/// |---|---|
/// | 429, 503 | always: the service says that it has not done it, and that it may be asked again |
/// | 408, 502, 504 | if it is idempotent: the service may have done it |
/// | no connection | always: nothing was sent |
/// | lost connection | if it is idempotent: the service may have done it |
/// | no answer in time; any other answer | never |
///
/// GET, PUT and DELETE are idempotent, POST and PATCH are not (RFC 9110, section 9.2.2). A DELETE that is sent again
/// may be answered with 404, because it was done the first time.
///
/// `Retry-After` is obeyed: never earlier, and not at all if it asks for more than [`longest_wait`](Self::longest_wait).
/// Without it the pauses double, with a random part so that clients do not come back together.
#[derive(Debug, Clone, PartialEq)]
pub struct RetryPolicy {
    retries: u32,
    first: Duration,
    cap: Duration,
    longest_wait: Duration,
}

impl Default for RetryPolicy {
    /// Five retries; pauses of up to 1, 2, 4, 8 and 16 seconds, or what the service says up to five minutes.
    fn default() -> Self {
        Self {
            retries: 5,
            first: Duration::from_secs(1),
            cap: Duration::from_secs(60),
            longest_wait: Duration::from_secs(300),
        }
    }
}

impl RetryPolicy {
    /// Never sends again.
    #[must_use]
    pub fn none() -> Self {
        Self::default().retries(0)
    }

    /// How often a request is sent again, beside the first time.
    #[must_use]
    pub fn retries(self, retries: u32) -> Self {
        Self { retries, ..self }
    }

    /// The first pause, which doubles, and the longest, where the service does not say how long to wait. The actual
    /// pause is random, between half of it and all.
    #[must_use]
    pub fn backoff(self, first: Duration, cap: Duration) -> Self {
        Self { first, cap, ..self }
    }

    /// The longest `Retry-After` that is obeyed. If the service asks for more, its answer is the result.
    #[must_use]
    pub fn longest_wait(self, longest_wait: Duration) -> Self {
        Self { longest_wait, ..self }
    }

    /// After an answer that is not a success: how long to wait before the request is sent again, or `None` if the
    /// answer counts.
    ///
    /// `attempts` is how often it was sent so far, `chance` a random number between 0 and 1. A date in `Retry-After`
    /// is compared with the answer's own `Date`, and with `now` if it has none.
    pub fn after_answer(
        &self,
        method: &Method,
        attempts: u32,
        status: StatusCode,
        headers: &HeaderMap,
        now: SystemTime,
        chance: f64,
    ) -> Option<Duration> {
        let told = retry_after(headers, now);
        let again = match status {
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => true,
            StatusCode::REQUEST_TIMEOUT | StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT => {
                method.is_idempotent()
            }
            _ => false,
        };
        if !again || attempts > self.retries {
            return None;
        }
        Some(told.unwrap_or_else(|| self.pause(attempts, chance))).filter(|wait| *wait <= self.longest_wait)
    }

    /// After a request without a complete answer: how long to wait before it is sent again, or `None` if that is the
    /// result.
    pub fn after_failure(
        &self,
        method: &Method,
        attempts: u32,
        kind: TransportErrorKind,
        chance: f64,
    ) -> Option<Duration> {
        let again = match kind {
            TransportErrorKind::Connect => true,
            TransportErrorKind::Lost => method.is_idempotent(),
            _ => false,
        };
        (again && attempts <= self.retries).then(|| self.pause(attempts, chance))
    }

    fn pause(&self, attempts: u32, chance: f64) -> Duration {
        let doubled = self.first.saturating_mul(1 << attempts.saturating_sub(1).min(16));
        doubled.min(self.cap).mul_f64(0.5 + chance.clamp(0.0, 1.0) / 2.0)
    }
}

/// What `Retry-After` says: seconds, which some services write with a fraction, or a date (RFC 9110, section
/// 10.2.3). `None` if there is none, or nobody can tell what it means.
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        // Only digits and a point: `parse` would take `1e9`, too.
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let seconds: f64 = text.parse().ok().filter(|_| plain)?;
        return Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
    }
    let date = http_date::parse(text)?;
    let theirs = headers.get(header::DATE).and_then(|date| http_date::parse(date.to_str().ok()?));
    Some(date.duration_since(theirs.unwrap_or(now)).unwrap_or_default())
}
