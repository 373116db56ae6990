//! The command line.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Parser, ValueEnum};

/// Imports devices into Windows Autopilot, from the CSV file that Get-WindowsAutopilotInfo writes.
///
/// What was sent and what came of it stands in a journal beside the CSV file. Run the same command again after Ctrl-C,
/// a crash or the deadline: it goes on where it stopped, and imports nothing twice.
///
/// Exit code: 0 all devices are imported; 1 some were refused; 2 the command line or a file is wrong; 3 stopped before
/// all was over; 4 the service cannot be used.
#[derive(Debug, Parser)]
#[command(name = "import_devices")]
pub(crate) struct Args {
    /// The devices: Device Serial Number, Windows Product ID, Hardware Hash, and perhaps Group Tag, Assigned User.
    pub(crate) csv: PathBuf,
    /// Shows what would be done, and changes nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Prints the results, or the plan of a dry run, as JSON; all other words go to standard error.
    #[arg(long)]
    pub(crate) json: bool,
    /// Deletes the import records of this journal that are complete. The devices stay registered.
    #[arg(long)]
    pub(crate) clean_up: bool,
    /// Where to write the results as CSV [default: CSV.results.csv].
    #[arg(long, value_name = "FILE")]
    results: Option<PathBuf>,
    /// Where to remember what was done [default: CSV.journal].
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,

    /// Where the token comes from.
    #[arg(long, value_enum, default_value_t = Credential::Environment)]
    pub(crate) credential: Credential,
    /// The environment variable that holds the token.
    #[arg(long, value_name = "NAME", default_value = "GRAPH_TOKEN")]
    pub(crate) token_variable: String,
    /// The service: another version, a national cloud, or a local server.
    #[arg(long, value_name = "URL", default_value = msgraph_autopilot::SERVICE_ROOT, value_parser = service_root)]
    pub(crate) service_root: String,

    /// How many devices are imported with one request; each takes about 4 KB.
    #[arg(long, value_name = "DEVICES", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=500))]
    pub(crate) batch_size: u32,
    /// How often to ask how far the imports are.
    #[arg(long, value_name = "TIME", default_value = "20s", value_parser = duration)]
    pub(crate) interval: Duration,
    /// How long the service may take to show what it did with a request whose answer was lost.
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = duration)]
    pub(crate) settle: Duration,
    /// When to stop, whatever is left.
    #[arg(long, value_name = "TIME", default_value = "60m", value_parser = duration)]
    pub(crate) deadline: Duration,
    /// How long to wait for one answer.
    #[arg(long, value_name = "TIME", default_value = "100s", value_parser = duration)]
    pub(crate) timeout: Duration,
    /// How often a request that was throttled is sent again at once, before it waits for the next interval.
    #[arg(long, value_name = "TIMES", default_value_t = 5)]
    pub(crate) retries: u32,
    /// The first pause between them, which doubles, unless the service says how long to wait.
    #[arg(long, value_name = "TIME", default_value = "1s", value_parser = duration)]
    pub(crate) retry_pause: Duration,
}

/// Where the token comes from. All but the first need the feature `live`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Credential {
    /// A token in an environment variable.
    Environment,
    /// Whoever is logged in to the Azure CLI or the Azure Developer CLI.
    DeveloperTools,
    /// An application: AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.
    ClientSecret,
    /// The identity of the machine in Azure that this runs on.
    ManagedIdentity,
}

impl Args {
    pub(crate) fn results(&self) -> PathBuf {
        self.results.clone().unwrap_or_else(|| beside(&self.csv, ".results.csv"))
    }

    pub(crate) fn journal(&self) -> PathBuf {
        self.journal.clone().unwrap_or_else(|| beside(&self.csv, ".journal"))
    }
}

/// The path with something after its name: `devices.csv.journal`.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// A time such as `20s`: a whole number of `ms`, `s`, `m` or `h`.
fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let milliseconds = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return Err("a time is a number with ms, s, m or h, such as 20s".to_owned()),
    };
    let number: u64 = number.parse().map_err(|_| "a time begins with a number, such as 20s".to_owned())?;
    number.checked_mul(milliseconds).map(Duration::from_millis).ok_or_else(|| "the time is too long".to_owned())
}

/// The token goes wherever this says, so it has to be over TLS, or to this machine.
fn service_root(url: &str) -> Result<String, String> {
    let uri: http::Uri = url.parse().map_err(|error| format!("{error}"))?;
    match (uri.scheme_str(), uri.host()) {
        (Some("https"), Some(_)) | (Some("http"), Some("localhost" | "127.0.0.1" | "[::1]")) => {
            Ok(url.trim_end_matches('/').to_owned())
        }
        _ => Err("the token may travel over https only, or over http to localhost".to_owned()),
    }
}
