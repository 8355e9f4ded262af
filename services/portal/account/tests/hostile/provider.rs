//! The smallest provider that can lie: discovery, keys and a token, over HTTP on this machine.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::Instant;
use ring::{
    hmac,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

use super::{CLIENT, SECRET};

/// What a token says and how it is signed.
pub struct Say {
    pub claims: Value,
    pub alg: &'static str,
    pub kid: String,
}

impl Say {
    pub fn honest(liar: &Liar, nonce: &str, now: Instant) -> Self {
        Self {
            claims: json!({
                "iss": liar.issuer, "aud": CLIENT, "sub": "can-bo-mau", "nonce": nonce,
                "iat": now.timestamp(), "exp": now.timestamp() + 300,
                "name": "Lê Thị Mẫu", "roles": ["desk-officer"], "unit": "org:mc-21028",
            }),
            alg: "ES256",
            kid: liar.state.lock().expect("a lock").kid.clone(),
        }
    }
}

struct State {
    key: EcdsaKeyPair,
    kid: String,
    token: String,
}

pub struct Liar {
    pub issuer: String,
    state: Arc<Mutex<State>>,
    asked: Arc<AtomicUsize>,
    serving: JoinHandle<()>,
}

fn key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let alg = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let written = EcdsaKeyPair::generate_pkcs8(alg, &random).expect("a key");
    EcdsaKeyPair::from_pkcs8(alg, written.as_ref(), &random).expect("a key")
}

fn encoded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

impl Liar {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        let state = Arc::new(Mutex::new(State {
            key: key(),
            kid: "1".to_owned(),
            token: String::new(),
        }));
        let asked = Arc::new(AtomicUsize::new(0));
        let served = (issuer.clone(), state.clone(), asked.clone());
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (issuer, state, asked) = served.clone();
                answer(stream, &issuer, &state, &asked).await;
            }
        });
        Self {
            issuer,
            state,
            asked,
            serving,
        }
    }

    pub fn will_say(&self, said: Say) {
        let mut state = self.state.lock().expect("a lock");
        state.token = signed(&state.key, &said);
    }

    /// Signs with another key from now on.
    pub fn turn_key(&self) {
        let mut state = self.state.lock().expect("a lock");
        state.key = key();
        state.kid = "2".to_owned();
    }

    /// How often it was asked for its keys.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    pub async fn stop(self) {
        self.serving.abort();
        let _ = self.serving.await;
    }
}

fn signed(own: &EcdsaKeyPair, said: &Say) -> String {
    let alg = said.alg.split('-').next().unwrap_or_default();
    let head = encoded(&json!({"alg": alg, "kid": said.kid, "typ": "JWT"}));
    let body = format!("{head}.{}", encoded(&said.claims));
    let shared = |secret: &[u8]| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        hmac::sign(&key, body.as_bytes()).as_ref().to_vec()
    };
    let es256 = |key: &EcdsaKeyPair| {
        let signature = key.sign(&SystemRandom::new(), body.as_bytes());
        signature.expect("a signature").as_ref().to_vec()
    };
    let signature = match said.alg {
        "none" => Vec::new(),
        "HS256" => shared(SECRET.as_bytes()),
        "HS256-public" => shared(own.public_key().as_ref()),
        "ES256-forged" => es256(&key()),
        _ => es256(own),
    };
    format!("{body}.{}", URL_SAFE_NO_PAD.encode(signature))
}

async fn answer(mut stream: TcpStream, issuer: &str, state: &Mutex<State>, asked: &AtomicUsize) {
    let mut read = Vec::new();
    let mut chunk = [0; 4096];
    while !read.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut chunk).await {
            Ok(count) if count > 0 => read.extend_from_slice(&chunk[..count]),
            _ => return,
        }
    }
    let asks = String::from_utf8_lossy(&read).into_owned();
    let said = {
        let state = state.lock().expect("a lock");
        match asks.split(' ').nth(1).unwrap_or_default() {
            "/.well-known/openid-configuration" => json!({
                "issuer": issuer,
                "authorization_endpoint": format!("{issuer}/auth"),
                "token_endpoint": format!("{issuer}/token"),
                "jwks_uri": format!("{issuer}/keys"),
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
            }),
            "/keys" => {
                asked.fetch_add(1, Ordering::Relaxed);
                let point = state.key.public_key().as_ref();
                json!({"keys": [{
                    "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": state.kid,
                    "x": URL_SAFE_NO_PAD.encode(&point[1..33]), "y": URL_SAFE_NO_PAD.encode(&point[33..]),
                }]})
            }
            "/token" => json!({
                "access_token": "access", "token_type": "Bearer", "expires_in": 300, "id_token": state.token,
            }),
            _ => json!({}),
        }
    };
    let body = said.to_string();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes()).await;
    let _ = stream.write_all(body.as_bytes()).await;
    let _ = stream.shutdown().await;
}
