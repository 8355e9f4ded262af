//! A provider: where it is, what it said of itself, and how somebody is sent to it.

use anyhow::{Context as _, bail, ensure};
use chrono::Duration;
use kernel::Instant;
use openidconnect::{
    AdditionalProviderMetadata, AuthenticationContextClass, AuthorizationRequest, ClientId,
    ClientSecret, CsrfToken, EndSessionUrl, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IssuerUrl, LogoutRequest, Nonce, PkceCodeChallenge, PostLogoutRedirectUrl, ProviderMetadata,
    RedirectUrl, Scope,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClaimName, CoreClaimType,
        CoreClient, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode,
        CoreResponseType, CoreSubjectIdentifierType,
    },
    url::Url,
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use super::{Attempt, Failed, fetch::Fetch};
use crate::{claims::Realm, config, memory::Memory};

/// What a provider said of itself is believed for so long.
const BELIEVED: Duration = Duration::hours(1);
/// A provider is asked anew for its keys no more often than this.
const ASKED_ANEW: Duration = Duration::seconds(60);
/// Nobody is sent to a provider that was not heard from for so long: their browser would find nobody.
const ALIVE: Duration = Duration::seconds(15);

/// What we read beyond the common.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct More {
    pub end_session_endpoint: Option<EndSessionUrl>,
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for More {}

pub type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

pub type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A provider of OpenID Connect for one realm.
#[derive(Debug)]
pub struct Provider {
    pub realm: Realm,
    pub(super) config: config::Provider,
    pub(super) fetch: Fetch,
    /// States that came back: each does so once.
    pub(super) used: Memory,
    issuer: IssuerUrl,
    redirect: RedirectUrl,
    farewell: PostLogoutRedirectUrl,
    known: Mutex<Option<(Instant, Metadata)>>,
}

/// Somebody on the way to the provider.
#[derive(Debug)]
pub struct Begun {
    /// Where to send the browser.
    pub url: String,
    /// What to keep in it meanwhile, sealed.
    pub attempt: Attempt,
}

impl Provider {
    /// A provider as configured; it is not asked anything yet.
    ///
    /// # Errors
    /// When the settings cannot be right; the message says which.
    pub fn new(realm: Realm, config: config::Provider, public_url: &str) -> anyhow::Result<Self> {
        let issuer = IssuerUrl::new(config.issuer.clone()).context("an issuer is an address")?;
        ensure!(
            is_safe(issuer.url()),
            "the issuer {} is not https: whoever sits on the way could sign in as anybody",
            config.issuer
        );
        if config.client_id.is_empty() {
            bail!("the issuer {} has no client_id", config.issuer);
        }
        let here = public_url.trim_end_matches('/');
        Ok(Self {
            redirect: RedirectUrl::new(format!("{here}/dang-nhap/{}/ve", realm.word()))?,
            farewell: PostLogoutRedirectUrl::new(format!("{here}/dang-xuat/xong"))?,
            fetch: Fetch::new()?,
            used: Memory::default(),
            known: Mutex::default(),
            realm,
            config,
            issuer,
        })
    }

    /// Begins a sign-in that leads to `back`. With `fresh` they prove anew who they are.
    ///
    /// # Errors
    /// [`Failed::Away`] when the provider does not answer.
    pub async fn begin(
        &self,
        back: &str,
        fresh: bool,
        beside: bool,
        lang: &str,
        now: Instant,
    ) -> Result<Begun, Failed> {
        let client = self.client(&self.metadata_alive(now).await?);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new_random_len(32),
                || Nonce::new_random_len(32),
            )
            .set_pkce_challenge(challenge)
            .add_extra_param("ui_locales", lang);
        for scope in self
            .config
            .scopes
            .split_whitespace()
            .filter(|scope| *scope != "openid")
        {
            request = request.add_scope(Scope::new(scope.to_owned()));
        }
        for acr in self.config.acr_values.split_whitespace() {
            request =
                request.add_auth_context_value(AuthenticationContextClass::new(acr.to_owned()));
        }
        let (url, state, nonce) = proving(request, fresh).url();
        Ok(Begun {
            url: url.into(),
            attempt: Attempt {
                realm: self.realm.word().to_owned(),
                state: state.into_secret(),
                nonce: nonce.secret().clone(),
                verifier: verifier.into_secret(),
                back: back.to_owned(),
                fresh,
                beside,
                began: now.timestamp(),
            },
        })
    }

    /// Where a browser says goodbye to the provider too; `None` when it has no such place, or does
    /// not answer.
    pub async fn farewell(&self, hint: Option<&str>, now: Instant) -> Option<String> {
        let known = self.metadata(now).await.ok()?;
        let place = known.additional_metadata().end_session_endpoint.clone()?;
        let request = LogoutRequest::from(place)
            .set_client_id(ClientId::new(self.config.client_id.clone()))
            .set_post_logout_redirect_uri(self.farewell.clone());
        let mut url = request.http_get_url();
        if let Some(hint) = hint {
            url.query_pairs_mut().append_pair("id_token_hint", hint);
        }
        Some(url.into())
    }

    pub(super) fn client(&self, known: &Metadata) -> Client {
        let secret = Some(&self.config.client_secret).filter(|secret| !secret.is_empty());
        let client = CoreClient::from_provider_metadata(
            known.clone(),
            ClientId::new(self.config.client_id.clone()),
            secret.map(|secret| ClientSecret::new(secret.clone())),
        );
        client.set_redirect_uri(self.redirect.clone())
    }

    /// What the provider says of itself. When it is away, what it said before still holds.
    pub(super) async fn metadata(&self, now: Instant) -> Result<Metadata, Failed> {
        self.metadata_younger(BELIEVED, now).await
    }

    /// As [`Self::metadata`], asked anew: a key came that nobody knows.
    pub(super) async fn metadata_anew(&self, now: Instant) -> Result<Metadata, Failed> {
        self.metadata_younger(ASKED_ANEW, now).await
    }

    /// What the provider says of itself, from a provider that answers now.
    async fn metadata_alive(&self, now: Instant) -> Result<Metadata, Failed> {
        let metadata = self.metadata_younger(ALIVE, now).await?;
        let known = self.known.lock().await;
        let heard = known
            .as_ref()
            .is_some_and(|(asked, _)| now - *asked < ALIVE);
        heard
            .then_some(metadata)
            .ok_or_else(|| Failed::Away("heard from before, silent now".to_owned()))
    }

    async fn metadata_younger(&self, age: Duration, now: Instant) -> Result<Metadata, Failed> {
        let mut known = self.known.lock().await;
        if let Some((asked, metadata)) = &*known
            && now - *asked < age
        {
            return Ok(metadata.clone());
        }
        match self.discover().await {
            Ok(metadata) => {
                *known = Some((now, metadata.clone()));
                Ok(metadata)
            }
            Err(why) => {
                tracing::warn!(
                    issuer = self.config.issuer,
                    why = format!("{why:#}"),
                    "the provider does not answer"
                );
                let before = known.as_ref().map(|(_, metadata)| metadata.clone());
                before.ok_or_else(|| Failed::Away(format!("{why:#}")))
            }
        }
    }

    async fn discover(&self) -> anyhow::Result<Metadata> {
        let metadata = Metadata::discover_async(self.issuer.clone(), &self.fetch).await?;
        let places = [
            Some(metadata.authorization_endpoint().url()),
            metadata.token_endpoint().map(|place| place.url()),
            metadata.userinfo_endpoint().map(|place| place.url()),
            Some(metadata.jwks_uri().url()),
            metadata
                .additional_metadata()
                .end_session_endpoint
                .as_ref()
                .map(|place| place.url()),
        ];
        for place in places.into_iter().flatten() {
            ensure!(
                is_safe(place),
                "the provider names {place}, which is not https"
            );
        }
        Ok(metadata)
    }
}

/// Asks for a proof of now, in both of the ways providers know.
fn proving<'a>(
    request: AuthorizationRequest<'a, CoreAuthDisplay, CoreAuthPrompt, CoreResponseType>,
    fresh: bool,
) -> AuthorizationRequest<'a, CoreAuthDisplay, CoreAuthPrompt, CoreResponseType> {
    if fresh {
        request
            .add_prompt(CoreAuthPrompt::Login)
            .set_max_age(std::time::Duration::ZERO)
    } else {
        request
    }
}

/// Over TLS, or to this very machine.
fn is_safe(place: &Url) -> bool {
    let here = place
        .host_str()
        .is_some_and(|host| matches!(host, "localhost" | "127.0.0.1" | "[::1]"));
    place.scheme() == "https" || (place.scheme() == "http" && here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_provider_over_tls_is_believed_unless_it_is_this_machine() {
        for (place, safe) in [
            ("https://sso.example", true),
            ("http://127.0.0.1:4000", true),
            ("http://localhost:4000", true),
            ("http://sso.example", false),
            ("http://127.0.0.1.evil.example", false),
            ("ftp://localhost", false),
        ] {
            assert_eq!(
                is_safe(&Url::parse(place).expect("an address")),
                safe,
                "{place}"
            );
        }
    }
}
