//! A witness that cosigns whatever it is asked to: for tests of what becomes of its word.

use std::sync::Arc;

use axum::Router;
use axum::routing::post;
use sajam_ledger::witness::AddCheckpoint;
use sajam_ledger::{Policy, WitnessKey};
use tokio::net::TcpListener;

/// Starts it; the policy that names it alone.
pub async fn start(seed: [u8; 32]) -> Arc<Policy> {
    let key = WitnessKey::generate("witness.example/any", seed).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let policy = format!(
        "witness any {} http://{address}\nquorum any\n",
        key.verifier()
    );
    let cosign = move |body: axum::body::Bytes| async move {
        let asked = AddCheckpoint::parse(&body).unwrap();
        let (text, _) = asked.checkpoint.split_once("\n\n").unwrap();
        key.cosign(&format!("{text}\n"), 1_800_000_000)
    };
    let router = Router::new().route("/add-checkpoint", post(cosign));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    Arc::new(Policy::parse(policy.as_bytes()).unwrap())
}
