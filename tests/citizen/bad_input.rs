//! What people, phones and attackers send.

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, ORIGIN};

use super::*;

#[tokio::test]
async fn numbers_are_read_in_every_script_and_spacing() {
    let server = TestServer::start().await;
    let (number, _) = filed(&server).await;
    let digits: String = number.replace(' ', "");
    let in_script = |zero: u32| -> String {
        digits
            .chars()
            .map(|digit| char::from_u32(zero + digit.to_digit(10).unwrap()).unwrap())
            .collect()
    };
    for typed in [
        digits.clone(),
        in_script(0x06f0),
        in_script(0x0660),
        format!(" {}-{}\u{200f} ", &digits[..7], &digits[7..]),
    ] {
        tracked(&server, &typed).await;
    }
}

#[tokio::test]
async fn a_form_that_is_not_accepted_says_so_in_its_title() {
    let server = TestServer::start().await;
    for (path, title) in [("/report", "ثبت گزارش"), ("/en/report", "Report something")] {
        let (_, html) = page(server.get(path).await).await;
        assert!(html.contains(&format!("<title>{title}")), "{html}");
    }
    let (status, html) = page(post(&server, "/report", &fields(&[("step", "check")])).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("<title>خطا: ثبت گزارش"), "{html}");
}

#[tokio::test]
async fn a_number_that_leads_nowhere_stays_in_its_field() {
    let server = standing().await;
    let (number, _) = filed(&server).await;
    let last = number.chars().last().unwrap().to_digit(10).unwrap();
    let mistyped = format!("{}{}", &number[..23], (last + 1) % 10);
    let unknown = "0000 0000 0000 0000 0000";
    for (typed_number, expected, says) in [
        (
            "",
            StatusCode::UNPROCESSABLE_ENTITY,
            "شمارهٔ رهگیری را بنویسید",
        ),
        ("1234", StatusCode::UNPROCESSABLE_ENTITY, "این ۴ رقم است"),
        ("12ab\"<", StatusCode::UNPROCESSABLE_ENTITY, "فقط رقم دارد"),
        (&mistyped, StatusCode::UNPROCESSABLE_ENTITY, "رقم به رقم"),
        (unknown, StatusCode::NOT_FOUND, "گزارشی با این شماره نیست"),
    ] {
        let sent = fields(&[("number", typed_number)]);
        let (status, html) = page(post(&server, "/track", &sent).await).await;
        assert_eq!(status, expected, "{typed_number}");
        assert!(html.contains(says), "{typed_number}");
        assert!(html.contains("id=\"f-number-error\""));
        assert!(html.contains("<title>خطا: پیگیری گزارش"), "{html}");
        assert_eq!(typed(&html, "number"), typed_number);
    }
    assert_eq!(tries_left(&server), 59, "only an unknown number counts");
}

#[tokio::test]
async fn guessing_is_stopped_and_a_typing_error_is_not_guessing() {
    let server = TestServer::start().await;
    let (number, _) = filed(&server).await;
    let unknown = fields(&[("number", "0000 0000 0000 0000 0000")]);
    let mut last = None;
    for _ in 0..61 {
        last = Some(post(&server, "/track", &unknown).await);
    }
    let last = last.unwrap();
    assert_eq!(last.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(last.headers().contains_key("retry-after"));
    let (_, html) = page(last).await;
    assert_eq!(typed(&html, "number"), "0000 0000 0000 0000 0000");
    let (status, _) = page(post(&server, "/track", &fields(&[("number", "1")])).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let response = post(&server, "/track", &fields(&[("number", &number)])).await;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn ten_megabytes_come_back_with_a_count() {
    let server = TestServer::start().await;
    let token = token(&server).await;
    let long = "گ".repeat(5 * 1024 * 1024);
    let sent = with(
        filled(),
        &[("token", &token), ("narrative", &long), ("step", "send")],
    );
    let (status, html) = page(post(&server, "/report", &sent).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("۲۰٬۰۰۰") && html.contains("۵٬۲۴۲٬۸۸۰"));
    assert_eq!(typed(&html, "narrative"), long);
    assert_eq!(reports(&server).await, 0);
}

#[tokio::test]
async fn characters_nobody_sees_are_told_and_taken_out_on_request() {
    let server = TestServer::start().await;
    let token = token(&server).await;
    for hidden_one in ["\0", "\u{202e}", "\u{2067}", "\u{7}", "\u{fffd}"] {
        let text = format!("{NARRATIVE}{hidden_one} و باز هم نوشته");
        let sent = with(
            filled(),
            &[("token", &token), ("narrative", &text), ("step", "send")],
        );
        let (status, html) = page(post(&server, "/report", &sent).await).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{hidden_one:?}");
        assert!(html.contains("id=\"f-narrative-error\"") && html.contains("value=\"clean\""));
        assert_eq!(typed(&html, "narrative"), text);
        let sent = with(sent, &[("step", "clean")]);
        let (status, html) = page(post(&server, "/report", &sent).await).await;
        assert_eq!(status, StatusCode::OK);
        let carried = &hidden(&html, "/report")["narrative"];
        assert_eq!(*carried, text.replace(hidden_one, ""));
    }
    assert_eq!(reports(&server).await, 0);
}

#[tokio::test]
async fn bytes_that_are_no_utf_8_are_told_at_their_field() {
    let server = TestServer::start().await;
    let body = "category=omission&province=IR-23&institution=police&anonymity=anonymous&step=send&occurred=%D8%A7&narrative=this%20has%20a%20broken%20byte%20%FF%20in%20it";
    let response = server
        .client
        .post(server.at("/report"))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(body)
        .send()
        .await
        .unwrap();
    let (status, html) = page(server.shown(response).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("id=\"f-narrative-error\"") && html.contains("ناخوانا"));
    assert_eq!(typed(&html, "occurred"), "ا");
}

#[tokio::test]
async fn codes_of_no_list_and_names_on_anonymous_reports_are_refused() {
    let server = TestServer::start().await;
    let token = token(&server).await;
    for (field, value) in [
        ("category", "gossip"),
        ("province", "IR-99"),
        ("institution", "moon"),
        ("anonymity", "secret"),
        ("identity", "م. کریمی"),
        ("contact", "0912"),
    ] {
        let sent = with(
            filled(),
            &[("token", &token), ("step", "send"), (field, value)],
        );
        let (status, html) = page(post(&server, "/report", &sent).await).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(html.contains(&format!("id=\"f-{field}-error\"")), "{field}");
    }
    assert_eq!(reports(&server).await, 0);
}

#[tokio::test]
async fn another_site_cannot_send_in_a_visitors_name() {
    let server = TestServer::start().await;
    let token = token(&server).await;
    let sent = with(filled(), &[("token", &token), ("step", "send")]);
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        (ORIGIN.as_str(), "https://evil.example"),
    ] {
        for path in ["/report", "/track", "/track/answers", "/api/v1/reports"] {
            let request = server.client.post(server.at(path)).header(name, value);
            let response = request.form(&sent).send().await.unwrap();
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path}");
        }
    }
    assert_eq!(reports(&server).await, 0);
}

#[tokio::test]
async fn a_token_of_somebody_else_opens_nothing() {
    let server = TestServer::start().await;
    let (_, html) = filed(&server).await;
    let mut access = hidden(&html, "/track/history").remove("access").unwrap();
    let swapped = if access.ends_with('A') { "B" } else { "A" };
    access.replace_range(access.len() - 1.., swapped);
    access.replace_range(40..41, if &access[40..41] == "A" { "B" } else { "A" });
    for access in [access.as_str(), "", "AAAA", "نه"] {
        let sent = fields(&[("access", access)]);
        let response = post(&server, "/track/history", &sent).await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn wrong_methods_and_shapes_get_a_page() {
    let server = TestServer::start().await;
    let (status, _) = page(server.get("/track/answers").await).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    let response = server.post_json("/report", &serde_json::json!({})).await;
    let (status, _) = page(response).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_form_refused_for_where_it_came_from_shows_what_was_typed() {
    let server = TestServer::start().await;
    for (path, field) in [
        ("/report", "narrative"),
        ("/track/answers", "message"),
        ("/en/report", "narrative"),
        (
            "/staff/reports/0f8fad5bd9cb469fa16570867728950e/investigate",
            "note",
        ),
    ] {
        for (name, value) in [("origin", "null"), ("origin", "https://www.example.org")] {
            let typed = [
                (field, NARRATIVE),
                ("password", "a secret"),
                ("step", "send"),
            ];
            let request = server.client.post(server.at(path)).header(name, value);
            let response = request.form(&typed).send().await.unwrap();
            let (status, html) = page(response).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
            assert!(html.contains(NARRATIVE), "{path}");
            assert!(
                !html.contains("a secret") && !html.contains("<form"),
                "{html}"
            );
        }
    }
    assert_eq!(reports(&server).await, 0);
}
