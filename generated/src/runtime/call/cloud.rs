//! Where Microsoft Graph is.

/// The clouds that Microsoft Graph is in (Graph: "National cloud deployments"). Each has its own tenants and tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cloud {
    /// The global service.
    Global,
    /// For the government of the United States, level 4.
    UsGovernmentL4,
    /// For the government of the United States, level 5 (Department of Defense).
    UsGovernmentL5,
    /// In China, operated by 21Vianet.
    China,
}

impl Cloud {
    /// The host, which has the same paths in every cloud.
    pub fn host(self) -> &'static str {
        match self {
            Self::Global => "graph.microsoft.com",
            Self::UsGovernmentL4 => "graph.microsoft.us",
            Self::UsGovernmentL5 => "dod-graph.microsoft.us",
            Self::China => "microsoftgraph.chinacloudapi.cn",
        }
    }

    /// The service root of this crate's version of the API in this cloud, such as `https://graph.microsoft.us/v1.0`.
    pub fn service_root(self) -> String {
        let path = crate::SERVICE_ROOT.split('/').skip(3).collect::<Vec<_>>().join("/");
        format!("https://{}/{path}", self.host())
    }
}
