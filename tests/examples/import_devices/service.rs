//! What this program asks of Microsoft Graph.

use std::time::Duration;

use http::StatusCode;
use msgraph_autopilot::models::ImportedWindowsAutopilotDeviceIdentity as Identity;
use msgraph_autopilot::requests::device_management::imported_windows_autopilot_device_identities as identities;
use msgraph_autopilot::{Batch, Client, Error, RetryPolicy, StaticToken};

use crate::Failure;
use crate::args::{Args, Credential};
use crate::devices::Device;
use crate::progress::Progress;

/// The import records of a tenant.
pub(crate) struct Service {
    client: Client,
    interval: Duration,
}

impl Service {
    pub(crate) fn new(args: &Args) -> Result<Self, Failure> {
        if cfg!(not(feature = "live")) && args.service_root.starts_with("https") {
            return Err(Failure::Input("TLS needs the feature `live`: cargo run --features live".to_owned()));
        }
        let policy = RetryPolicy::default().retries(args.retries);
        let policy = policy.backoff(args.retry_pause, args.retry_pause.saturating_mul(60));
        let client = client(args)?.service_root(&args.service_root).retry(policy).timeout(args.timeout);
        Ok(Self { client, interval: args.interval })
    }

    /// All import records. Whatever may pass is tried again, until it has passed.
    pub(crate) async fn records(&self, progress: &Progress) -> Result<Vec<Identity>, Error> {
        loop {
            match self.list().await {
                Err(error) if !is_final(&error) => {
                    progress.say(format!("The records cannot be read, trying again: {error}"));
                    tokio::time::sleep(self.interval).await;
                }
                answer => return answer,
            }
        }
    }

    /// The records without their hashes, which are 4 KB each.
    async fn list(&self) -> Result<Vec<Identity>, Error> {
        let list = identities::list().select([
            &Identity::ID,
            &Identity::SERIAL_NUMBER,
            &Identity::IMPORT_ID,
            &Identity::STATE,
        ]);
        let mut pages = self.client.pages(list);
        let mut records = Vec::new();
        while let Some(page) = pages.next().await {
            records.extend(page?.value);
        }
        Ok(records)
    }

    /// The record of one device; nothing if it is not there.
    pub(crate) async fn record(&self, id: &str) -> Result<Option<Identity>, Error> {
        match self.client.send(identities::get(id)).await {
            Ok(record) => Ok(Some(record)),
            Err(Error::Service(error)) if error.status == StatusCode::NOT_FOUND => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Imports devices with one request, which is not sent a second time unless the service has not done it.
    pub(crate) async fn import(&self, devices: &[&Device], import_id: &str) -> Result<Vec<Identity>, Error> {
        let bodies: Vec<_> = devices.iter().map(|device| device.body(import_id)).collect();
        let body = identities::ImportBody::new().imported_windows_autopilot_device_identities(bodies);
        Ok(self.client.send(identities::import(&body)).await?.value)
    }

    /// Deletes records, twenty with one request; whether each of them is gone.
    pub(crate) async fn delete(&self, ids: &[&str]) -> Vec<Result<(), Error>> {
        let mut batch = Batch::new();
        let keys: Vec<_> = ids.iter().map(|id| batch.add(identities::delete(id))).collect();
        let mut answers = self.client.batch(&batch).await;
        let answers = keys.into_iter().map(|key| match answers.take(key) {
            Err(Error::Service(error)) if error.status == StatusCode::NOT_FOUND => Ok(()),
            answer => answer,
        });
        answers.collect()
    }
}

/// Whether it is of no use to try again later.
pub(crate) fn is_final(error: &Error) -> bool {
    match error {
        Error::Service(error) => {
            let passes = matches!(error.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT);
            !passes && !error.status.is_server_error()
        }
        Error::Decode(_) | Error::Transport(_) => false,
        Error::Batch(error) => is_final(&error.cause),
        _ => true,
    }
}

fn client(args: &Args) -> Result<Client, Failure> {
    match args.credential {
        Credential::Environment => {
            let name = &args.token_variable;
            let token = std::env::var(name).ok().filter(|token| !token.trim().is_empty());
            let token = token.ok_or_else(|| {
                Failure::Input(format!(
                    "the environment variable {name} holds no token: set it, or choose another --credential"
                ))
            })?;
            Ok(Client::new(StaticToken::new(token.trim())))
        }
        #[cfg(feature = "live")]
        credential => azure::client(credential, &args.service_root),
        #[cfg(not(feature = "live"))]
        _ => Err(Failure::Input("this credential needs the feature `live`: cargo run --features live".to_owned())),
    }
}

/// Credentials of the Azure SDK.
#[cfg(feature = "live")]
mod azure {
    use std::sync::Arc;

    use azure_core::credentials::{Secret, TokenCredential};
    use azure_identity::{ClientSecretCredential, DeveloperToolsCredential, ManagedIdentityCredential};
    use msgraph_autopilot::{AzureToken, Client, Cloud};

    use crate::Failure;
    use crate::args::Credential;

    pub(super) fn client(credential: Credential, service_root: &str) -> Result<Client, Failure> {
        let wrong = |error: azure_core::Error| Failure::Input(format!("the credential cannot be used: {error}"));
        let credential: Arc<dyn TokenCredential> = match credential {
            Credential::ClientSecret => {
                let (tenant, id) = (variable("AZURE_TENANT_ID")?, variable("AZURE_CLIENT_ID")?);
                let secret = Secret::new(variable("AZURE_CLIENT_SECRET")?);
                ClientSecretCredential::new(&tenant, id, secret, None).map_err(wrong)?
            }
            Credential::ManagedIdentity => ManagedIdentityCredential::new(None).map_err(wrong)?,
            Credential::DeveloperTools | Credential::Environment => {
                DeveloperToolsCredential::new(None).map_err(wrong)?
            }
        };
        Ok(Client::new(AzureToken::in_cloud(credential, cloud(service_root))))
    }

    /// Each national cloud has tokens of its own.
    fn cloud(service_root: &str) -> Cloud {
        let host = service_root.split('/').nth(2).unwrap_or_default();
        let clouds = [Cloud::UsGovernmentL4, Cloud::UsGovernmentL5, Cloud::China];
        clouds.into_iter().find(|cloud| cloud.host() == host).unwrap_or(Cloud::Global)
    }

    fn variable(name: &str) -> Result<String, Failure> {
        std::env::var(name).map_err(|_| Failure::Input(format!("the environment variable {name} is not set")))
    }
}
