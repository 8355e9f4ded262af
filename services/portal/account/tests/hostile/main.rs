//! A provider that lies, and what is believed of it.

mod provider;

use chrono::Duration;
use kernel::{Instant, Role};
use portal_account::{
    claims::Realm,
    config::{Claims, Provider as Config},
    oidc::{Answer, Begun, Failed, Provider, SignedIn},
};
use provider::{Liar, Say};
use serde_json::json;

const CLIENT: &str = "mot-cua";
const SECRET: &str = "a-secret-of-thirty-two-bytes-or-more";

fn now() -> Instant {
    Instant::from_timestamp(1_795_000_000, 0).expect("a moment")
}

fn config(issuer: &str) -> Config {
    Config {
        issuer: issuer.to_owned(),
        client_id: CLIENT.to_owned(),
        client_secret: SECRET.to_owned(),
        scopes: "openid profile".to_owned(),
        acr_values: String::new(),
        required_acr: String::new(),
        userinfo: false,
        claims: Claims {
            name: "name".to_owned(),
            roles: "roles".to_owned(),
            unit: "unit".to_owned(),
            fields: "fields".to_owned(),
            citizen_id: "citizen_id".to_owned(),
            role_names: Default::default(),
        },
    }
}

fn portal(liar: &Liar) -> Provider {
    portal_with(config(&liar.issuer))
}

fn portal_with(config: Config) -> Provider {
    Provider::new(Realm::Officials, config, "http://127.0.0.1:8080").expect("a provider")
}

async fn begun(portal: &Provider, fresh: bool) -> Begun {
    let begun = portal
        .begin("/ban/hang-doi", fresh, false, "vi", now())
        .await;
    begun.expect("on the way")
}

/// What the provider sends back with.
fn answer(begun: &Begun) -> Answer {
    Answer {
        state: begun.attempt.state.clone(),
        code: Some("code".to_owned()),
        error: None,
        iss: None,
    }
}

/// A sign-in where the token is what `say` makes of an honest one.
async fn tried(say: impl FnOnce(&mut Say)) -> Result<SignedIn, Failed> {
    let liar = Liar::start().await;
    let portal = portal(&liar);
    let begun = begun(&portal, false).await;
    let mut said = Say::honest(&liar, &begun.attempt.nonce, now());
    say(&mut said);
    liar.will_say(said);
    portal.finish(&begun.attempt, &answer(&begun), now()).await
}

#[tokio::test]
async fn an_honest_answer_makes_an_official() {
    let signed_in = tried(|_| {}).await.expect("signed in");
    assert_eq!(signed_in.account.roles, [Role::DeskOfficer]);
    assert_eq!(signed_in.account.subject, "can-bo-mau");
    assert_eq!(signed_in.account.unit.as_deref(), Some("org:mc-21028"));
}

#[tokio::test]
async fn the_way_to_the_provider_carries_state_nonce_and_a_challenge() {
    let liar = Liar::start().await;
    let first = begun(&portal(&liar), false).await;
    for part in [
        "response_type=code",
        "code_challenge_method=S256",
        "state=",
        "nonce=",
        "scope=openid+profile",
    ] {
        assert!(first.url.contains(part), "{part}: {}", first.url);
    }
    assert!(
        !first.url.contains(&first.attempt.verifier),
        "the verifier stays here"
    );
    let second = begun(&portal(&liar), true).await;
    assert_ne!(first.attempt.state, second.attempt.state);
    assert!(second.url.contains("prompt=login") && second.url.contains("max_age=0"));
}

#[tokio::test]
async fn no_token_that_is_not_for_us_and_now_is_believed() {
    type Lie = fn(&mut Say);
    let lies: [(&str, Lie); 12] = [
        ("another audience", |said| {
            said.claims["aud"] = json!("another-client")
        }),
        ("a second audience", |said| {
            said.claims["aud"] = json!([CLIENT, "another-client"])
        }),
        ("another issuer", |said| {
            said.claims["iss"] = json!("https://evil.example")
        }),
        ("expired", |said| {
            said.claims["exp"] = json!(now().timestamp() - 1)
        }),
        ("issued tomorrow", |said| {
            said.claims["iat"] = json!(now().timestamp() + 86_400)
        }),
        ("issued yesterday", |said| {
            said.claims["iat"] = json!(now().timestamp() - 86_400)
        }),
        ("another nonce", |said| {
            said.claims["nonce"] = json!("another")
        }),
        ("no nonce", |said| {
            drop(
                said.claims
                    .as_object_mut()
                    .map(|claims| claims.remove("nonce")),
            )
        }),
        ("alg none", |said| said.alg = "none"),
        ("HS256 with the client's secret", |said| said.alg = "HS256"),
        ("HS256 with the public key", |said| {
            said.alg = "HS256-public"
        }),
        ("signed by another key", |said| said.alg = "ES256-forged"),
    ];
    for (lie, say) in lies {
        let tried = tried(say).await;
        assert!(
            matches!(tried, Err(Failed::Untrusted(_))),
            "{lie}: {tried:?}"
        );
    }
}

#[tokio::test]
async fn a_token_of_a_megabyte_is_not_read() {
    let tried = tried(|said| said.claims["name"] = json!("x".repeat(1_000_000))).await;
    assert!(tried.is_err());
}

#[tokio::test]
async fn an_answer_is_good_once_in_time_and_from_whom_was_asked() {
    let liar = Liar::start().await;
    let portal = portal(&liar);
    let begun = begun(&portal, false).await;
    liar.will_say(Say::honest(&liar, &begun.attempt.nonce, now()));
    let told = answer(&begun);
    let unasked = async |attempt: &portal_account::oidc::Attempt, told: &Answer, at: Instant| {
        let finished = portal.finish(attempt, told, at).await;
        assert_eq!(finished.map(|_| ()), Err(Failed::Unasked));
    };
    let made_up = Answer {
        state: "made-up".to_owned(),
        ..told.clone()
    };
    unasked(&begun.attempt, &made_up, now()).await;
    let mixed_up = Answer {
        iss: Some("https://another.example".to_owned()),
        ..told.clone()
    };
    unasked(&begun.attempt, &mixed_up, now()).await;
    let mut citizen = begun.attempt.clone();
    citizen.realm = "nguoi-dan".to_owned();
    unasked(&citizen, &told, now()).await;
    unasked(&begun.attempt, &told, now() + Duration::minutes(11)).await;
    assert!(portal.finish(&begun.attempt, &told, now()).await.is_ok());
    unasked(&begun.attempt, &told, now()).await;
}

#[tokio::test]
async fn who_turned_back_is_not_signed_in() {
    let liar = Liar::start().await;
    let portal = portal(&liar);
    let begun = begun(&portal, false).await;
    let told = Answer {
        code: None,
        error: Some("access_denied".to_owned()),
        ..answer(&begun)
    };
    let finished = portal.finish(&begun.attempt, &told, now()).await;
    assert_eq!(
        finished.map(|_| ()),
        Err(Failed::Declined("access_denied".to_owned()))
    );
}

#[tokio::test]
async fn a_fresh_proof_is_one_of_now_and_a_strong_one_is_the_one_required() {
    for (proved, believed) in [(None, false), (Some(-3_600), false), (Some(0), true)] {
        let liar = Liar::start().await;
        let portal = portal(&liar);
        let begun = begun(&portal, true).await;
        let mut said = Say::honest(&liar, &begun.attempt.nonce, now());
        if let Some(ago) = proved {
            said.claims["auth_time"] = json!(now().timestamp() + ago);
        }
        liar.will_say(said);
        let finished = portal.finish(&begun.attempt, &answer(&begun), now()).await;
        assert_eq!(finished.is_ok(), believed, "{proved:?}");
    }
    for (acr, believed) in [("LoA1", false), ("LoA3", true)] {
        let liar = Liar::start().await;
        let required = Config {
            required_acr: "LoA2 LoA3".to_owned(),
            ..config(&liar.issuer)
        };
        let portal = portal_with(required);
        let begun = begun(&portal, false).await;
        let mut said = Say::honest(&liar, &begun.attempt.nonce, now());
        said.claims["acr"] = json!(acr);
        liar.will_say(said);
        let finished = portal.finish(&begun.attempt, &answer(&begun), now()).await;
        assert_eq!(finished.is_ok(), believed, "{acr}");
    }
}

#[tokio::test]
async fn a_key_that_is_new_is_asked_for_and_not_at_every_lie() {
    let liar = Liar::start().await;
    let portal = portal(&liar);
    let begun = begun(&portal, false).await;
    liar.turn_key();
    liar.will_say(Say::honest(&liar, &begun.attempt.nonce, now()));
    let later = now() + Duration::seconds(61);
    assert!(
        portal
            .finish(&begun.attempt, &answer(&begun), later)
            .await
            .is_ok()
    );
    let asked = liar.asked();
    for _ in 0..5 {
        let begun = self::begun(&portal, false).await;
        let mut said = Say::honest(&liar, &begun.attempt.nonce, now());
        said.kid = "made-up".to_owned();
        liar.will_say(said);
        assert!(
            portal
                .finish(&begun.attempt, &answer(&begun), later)
                .await
                .is_err()
        );
    }
    assert_eq!(
        liar.asked(),
        asked,
        "the keys are asked for once a minute at most"
    );
}

#[tokio::test]
async fn a_provider_that_is_away_is_told_as_that() {
    let liar = Liar::start().await;
    let portal = portal(&liar);
    let begun = begun(&portal, false).await;
    liar.stop().await;
    let finished = portal.finish(&begun.attempt, &answer(&begun), now()).await;
    assert!(matches!(finished, Err(Failed::Away(_))), "{finished:?}");
    let later = portal
        .begin("/", false, false, "vi", now() + Duration::minutes(1))
        .await;
    assert!(matches!(later, Err(Failed::Away(_))));
    assert_eq!(
        portal_with(config("http://127.0.0.1:9"))
            .farewell(None, now())
            .await,
        None
    );
}

#[tokio::test]
async fn settings_that_cannot_be_right_end_the_start() {
    for issuer in ["http://sso.example", "sso.example", "ftp://localhost"] {
        let made = Provider::new(Realm::Officials, config(issuer), "https://motcua.example");
        assert!(made.is_err(), "{issuer}");
    }
    let nameless = Config {
        client_id: String::new(),
        ..config("https://sso.example")
    };
    assert!(Provider::new(Realm::Officials, nameless, "https://motcua.example").is_err());
}
