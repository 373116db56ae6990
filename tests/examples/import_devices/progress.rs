//! How far it is, on standard error.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A progress bar; lines if nobody looks at a terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    pub(crate) fn new(devices: usize) -> Self {
        let bar = ProgressBar::new(devices as u64);
        if let Ok(style) = ProgressStyle::with_template("{elapsed_precise} [{wide_bar}] {pos} of {len} over, {msg}") {
            bar.set_style(style);
        }
        bar.set_message("reading the import records");
        if !bar.is_hidden() {
            bar.enable_steady_tick(Duration::from_secs(1));
        }
        Self { bar }
    }

    /// So many devices are over.
    pub(crate) fn show(&self, over: usize, doing: impl Into<String>) {
        let (over, doing) = (over as u64, doing.into());
        if self.bar.is_hidden() && (over, &*doing) != (self.bar.position(), &*self.bar.message()) {
            eprintln!("{over} of {} over, {doing}", self.bar.length().unwrap_or_default());
        }
        self.bar.set_message(doing);
        self.bar.set_position(over);
    }

    /// Something worth knowing.
    pub(crate) fn say(&self, text: impl AsRef<str>) {
        self.bar.suspend(|| eprintln!("{}", text.as_ref()));
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
