//! The way back from the provider: what it says is checked before anything is believed.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Duration;
use kernel::Instant;
use openidconnect::{
    AccessTokenHash, AsyncHttpClient as _, AuthType, AuthorizationCode, ClaimsVerificationError,
    Nonce, OAuth2TokenResponse as _, PkceCodeVerifier, RequestTokenError,
    SignatureVerificationError, TokenResponse as _,
    core::{
        CoreClientAuthMethod, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm,
        CoreTokenResponse,
    },
};
use serde_json::Value;

use super::{ATTEMPT, Answer, Attempt, Failed, Provider, SignedIn, provider::Metadata};
use crate::claims;

/// How far the provider's clock may be from ours.
const SKEW: Duration = Duration::minutes(2);
/// Signatures that need the provider's own key; never a shared secret, never none.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 8] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

impl Provider {
    /// Ends a sign-in that `attempt` began with what the provider sent back.
    ///
    /// # Errors
    /// When nobody can be signed in; [`Failed`] says why.
    pub async fn finish(
        &self,
        attempt: &Attempt,
        answer: &Answer,
        now: Instant,
    ) -> Result<SignedIn, Failed> {
        let known = self.metadata(now).await?;
        self.belongs(attempt, answer, &known, now)?;
        if let Some(error) = &answer.error {
            return Err(Failed::Declined(error.chars().take(60).collect()));
        }
        let code = answer.code.clone().ok_or(Failed::Unasked)?;
        let tokens = self.redeem(&known, code, attempt).await?;
        let token = tokens
            .id_token()
            .ok_or_else(|| Failed::Untrusted("no ID token".to_owned()))?;
        let known = match self.claims(&known, token, attempt, now) {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => self.metadata_anew(now).await?,
            _ => known,
        };
        let checked = self
            .claims(&known, token, attempt, now)
            .map_err(|why| Failed::Untrusted(chain(&why)))?;
        self.check_access_token(&known, &tokens, token, checked)?;
        let hint = token.to_string();
        let mut said = payload(&hint)?;
        if self.config.userinfo {
            self.add_userinfo(&known, &tokens, checked.subject(), &mut said)
                .await?;
        }
        let proved = checked.auth_time().map_or(now, |at| at.min(now));
        Ok(SignedIn {
            realm: self.realm,
            account: claims::account(self.realm, checked.subject(), &said, &self.config.claims),
            proved,
            hint,
        })
    }

    /// Whether this is the answer to that question, in time, from the one who was asked, once.
    fn belongs(
        &self,
        attempt: &Attempt,
        answer: &Answer,
        known: &Metadata,
        now: Instant,
    ) -> Result<(), Failed> {
        let age = now.timestamp() - attempt.began;
        let in_time = (0..ATTEMPT.as_secs() as i64).contains(&age);
        let ours = attempt.realm == self.realm.word()
            && !attempt.state.is_empty()
            && attempt.state == answer.state;
        let issuer = match &answer.iss {
            Some(iss) => iss == known.issuer().as_str(),
            None => {
                !known
                    .additional_metadata()
                    .authorization_response_iss_parameter_supported
            }
        };
        let until = now + Duration::seconds(ATTEMPT.as_secs() as i64);
        if in_time && ours && issuer && self.used.add(&attempt.state, until, now) {
            Ok(())
        } else {
            Err(Failed::Unasked)
        }
    }

    async fn redeem(
        &self,
        known: &Metadata,
        code: String,
        attempt: &Attempt,
    ) -> Result<CoreTokenResponse, Failed> {
        let ways = known.token_endpoint_auth_methods_supported();
        let basic = ways.is_none_or(|ways| ways.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let client = self.client(known).set_auth_type(if basic {
            AuthType::BasicAuth
        } else {
            AuthType::RequestBody
        });
        let request = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|why| Failed::Away(why.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(attempt.verifier.clone()));
        request
            .request_async(&self.fetch)
            .await
            .map_err(|why| match why {
                // A code that was used, has run out, or was never given.
                RequestTokenError::ServerResponse(said) => {
                    Failed::Declined(said.error().to_string())
                }
                RequestTokenError::Request(why) => Failed::Away(chain(&why)),
                why => Failed::Untrusted(chain(&why)),
            })
    }

    /// The claims of `token` once issuer, audience, signature, times, nonce and what was asked of the
    /// proof are right.
    fn claims<'a>(
        &self,
        known: &Metadata,
        token: &'a CoreIdToken,
        attempt: &Attempt,
        now: Instant,
    ) -> Result<&'a CoreIdTokenClaims, ClaimsVerificationError> {
        let client = self.client(known);
        let began = Instant::from_timestamp(attempt.began, 0).unwrap_or(now);
        let (fresh, required) = (attempt.fresh, self.config.required_acr.as_str());
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || now)
            .set_issue_time_verifier_fn(move |at| {
                let near = at <= now + SKEW && at >= began - SKEW;
                near.then_some(())
                    .ok_or_else(|| "issued at another time".to_owned())
            })
            .set_auth_time_verifier_fn(move |at| {
                let proved = at.is_some_and(|at| at >= began - SKEW);
                (!fresh || proved)
                    .then_some(())
                    .ok_or_else(|| "who they are was not proved anew".to_owned())
            })
            .set_auth_context_verifier_fn(move |acr| {
                let strong = acr
                    .is_some_and(|acr| required.split_whitespace().any(|one| one == acr.as_str()));
                (required.is_empty() || strong)
                    .then_some(())
                    .ok_or_else(|| "signed in with less than is required".to_owned())
            });
        token.claims(&verifier, &Nonce::new(attempt.nonce.clone()))
    }

    fn check_access_token(
        &self,
        known: &Metadata,
        tokens: &CoreTokenResponse,
        token: &CoreIdToken,
        checked: &CoreIdTokenClaims,
    ) -> Result<(), Failed> {
        let Some(expected) = checked.access_token_hash() else {
            return Ok(());
        };
        let client = self.client(known);
        let verifier = client.id_token_verifier();
        let untrusted = |why: &dyn std::error::Error| Failed::Untrusted(chain(why));
        let alg = token.signing_alg().map_err(|why| untrusted(&why))?;
        let key = token
            .signing_key(&verifier)
            .map_err(|why| untrusted(&why))?;
        let hash = AccessTokenHash::from_token(tokens.access_token(), alg, key)
            .map_err(|why| untrusted(&why))?;
        if hash == *expected {
            Ok(())
        } else {
            Err(Failed::Untrusted("another access token".to_owned()))
        }
    }

    /// Adds what the provider tells only when asked; what the token says stays.
    async fn add_userinfo(
        &self,
        known: &Metadata,
        tokens: &CoreTokenResponse,
        subject: &str,
        said: &mut Value,
    ) -> Result<(), Failed> {
        let Some(place) = known.userinfo_endpoint() else {
            return Ok(());
        };
        let request = http::Request::get(place.as_str())
            .header("accept", "application/json")
            .header(
                "authorization",
                format!("Bearer {}", tokens.access_token().secret()),
            )
            .body(Vec::new())
            .map_err(|why| Failed::Away(why.to_string()))?;
        let answered = self
            .fetch
            .call(request)
            .await
            .map_err(|why| Failed::Away(chain(&why)))?;
        if !answered.status().is_success() {
            return Err(Failed::Away(format!(
                "userinfo answers {}",
                answered.status()
            )));
        }
        let told: Value = serde_json::from_slice(answered.body())
            .map_err(|_| Failed::Untrusted("userinfo is not JSON".to_owned()))?;
        if told.get("sub").and_then(Value::as_str) != Some(subject) {
            return Err(Failed::Untrusted("userinfo of somebody else".to_owned()));
        }
        if let (Some(said), Some(told)) = (said.as_object_mut(), told.as_object()) {
            for (key, value) in told {
                said.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
        Ok(())
    }
}

/// What a checked token says, whole: the settings name the claims.
fn payload(token: &str) -> Result<Value, Failed> {
    let body = token.split('.').nth(1).unwrap_or_default();
    let json = URL_SAFE_NO_PAD.decode(body).ok();
    json.and_then(|json| serde_json::from_slice(&json).ok())
        .ok_or_else(|| Failed::Untrusted("a token that cannot be read".to_owned()))
}

/// Why, and why that; errors of libraries carry no secrets.
fn chain(why: &dyn std::error::Error) -> String {
    let mut words = why.to_string();
    let mut next = why.source();
    while let Some(cause) = next {
        words = format!("{words}: {cause}");
        next = cause.source();
    }
    words
}
