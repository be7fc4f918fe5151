//! The reporter's pages: filing a report, its number and receipt, following it. No cookie is ever set here: what a page
//! has to remember stands in its forms.

pub mod answer;
pub mod appeal;
mod attachment;
mod choices;
pub mod feed_address;
pub mod filing_form;
mod filing_steps;
mod form_token;
pub mod history;
pub mod number;
mod number_page;
pub mod own_feed;
pub mod proof;
mod reporter_form;
pub mod retry_page;
pub mod review;
mod second;
pub mod shown_page;
pub mod submitted;
pub mod tracking;
pub mod withdrawal;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use super::Web;

/// Its routes.
pub fn router(web: &Web) -> Router<Web> {
    Router::new()
        .route("/report", get(filing_form::get).post(filing_form::post))
        .route("/report/receipt", post(submitted::receipt))
        .route("/report/number", post(submitted::number))
        .route("/track", get(number::get).post(number::post))
        .route("/track/answers", post(answer::post))
        .route("/track/appeal", post(appeal::post))
        .route("/track/feed", post(feed_address::make))
        .route("/track/feed/revocation", post(feed_address::revoke))
        .route("/following/{*file}", get(own_feed::get))
        .route("/track/withdrawal", post(withdrawal::post))
        .route("/track/history", post(history::post))
        .route("/track/proof", post(proof::post))
        .layer(from_fn_with_state(web.clone(), shown_page::keep))
        .route("/shown/{token}", get(shown_page::get))
}
