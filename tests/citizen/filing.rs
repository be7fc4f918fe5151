//! Filing by the form.

use reqwest::StatusCode;

use super::*;

#[tokio::test]
async fn a_refused_form_comes_back_as_it_was_filled_in() {
    let server = TestServer::start().await;
    let token = token(&server).await;
    let nasty = "\"><script>alert('x')</script> & «نام»";
    let sent = with(
        filled(),
        &[
            ("token", &token),
            ("category", ""),
            ("narrative", "کوتاه"),
            ("subject", nasty),
        ],
    );
    let (status, html) = page(post(&server, "/report", &sent).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("role=\"alert\""));
    for field in ["category", "narrative"] {
        assert!(html.contains(&format!("href=\"#f-{field}\"")), "{field}");
        assert!(html.contains(&format!("id=\"f-{field}-error\"")), "{field}");
    }
    assert!(!html.contains("<script"));
    assert_eq!(typed(&html, "narrative"), "کوتاه");
    assert_eq!(typed(&html, "subject"), nasty);
    assert_eq!(typed(&html, "occurred"), "از تابستان");
    assert!(html.contains("<option value=\"IR-23\" selected>"));
    assert!(html.contains("<option value=\"municipality\" selected>"));
    assert_eq!(hidden(&html, "/report")["token"], token);
    assert_eq!(reports(&server).await, 0);
}

#[tokio::test]
async fn what_was_checked_is_reviewed_changed_and_sent_as_it_was_typed() {
    let server = TestServer::start().await;
    let token = token(&server).await;
    let lines = "سطر نخست با \"نقل قول\" و <b>\r\n\r\nسطر سوم؛ می\u{200c}دانم & می\u{200c}گویم";
    let sent = with(
        filled(),
        &[("token", &token), ("step", "check"), ("narrative", lines)],
    );
    let (status, html) = page(post(&server, "/report", &sent).await).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(reports(&server).await, 0, "checking files nothing");
    assert!(html.contains("ترک فعل مسئولان") && html.contains("شهرداری"));
    let mut carried = hidden(&html, "/report");
    assert_eq!(carried["narrative"], lines);
    assert_eq!(carried["token"], token);

    carried.insert("step".to_owned(), "change".to_owned());
    let (status, html) = page(post(&server, "/report", &carried).await).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(typed(&html, "narrative"), lines);
    assert!(!html.contains("role=\"alert\""));

    let number = send(&server, carried).await;
    assert_eq!(number.len(), 24);
    let html = tracked(&server, &number).await;
    assert!(html.contains("سطر سوم؛ می\u{200c}دانم &#38; می\u{200c}گویم"));
}

#[tokio::test]
async fn the_same_form_twice_is_one_report() {
    let server = TestServer::start().await;
    let token = token(&server).await;
    let sent = with(filled(), &[("token", &token)]);
    let first = send(&server, sent.clone()).await;
    assert_eq!(send(&server, sent.clone()).await, first);
    assert_eq!(reports(&server).await, 1);
    // Another form with the same words is another report.
    let other = with(sent, &[("token", &super::token(&server).await)]);
    assert_ne!(send(&server, other).await, first);
    assert_eq!(reports(&server).await, 2);
}

#[tokio::test]
async fn without_a_token_of_ours_nothing_is_sent() {
    let server = TestServer::start().await;
    for token in ["", "short", "با حروف فارسی و بلند"] {
        let sent = with(filled(), &[("token", token), ("step", "send")]);
        let (status, html) = page(post(&server, "/report", &sent).await).await;
        assert_eq!(status, StatusCode::OK);
        let offered = &hidden(&html, "/report")["token"];
        assert!(offered.len() == 64 && offered != token);
    }
    assert_eq!(reports(&server).await, 0);
}

#[tokio::test]
async fn number_and_receipt_are_shown_and_can_be_taken_along() {
    let server = TestServer::start().await;
    let token = token(&server).await;
    let sent = with(filled(), &[("token", &token), ("step", "send")]);
    let (_, html) = page(post(&server, "/report", &sent).await).await;
    let number = number(&html);
    let persian: String = number
        .chars()
        .map(|char| {
            char.to_digit(10)
                .map_or(char, |digit| char::from_u32(0x06f0 + digit).unwrap())
        })
        .collect();
    assert!(html.contains(&persian) && html.contains(&number));

    let file = post(&server, "/report/number", &fields(&[("number", &persian)])).await;
    assert_eq!(
        file.headers()["content-disposition"],
        "attachment; filename=\"sajam-number.txt\""
    );
    let text = file.text().await.unwrap();
    assert!(
        text.contains(&number) && text.contains(&format!("{}/track", server.url)),
        "{text}"
    );

    let receipt = hidden(&html, "/report/receipt");
    // As a browser sends it.
    let sent = fields(&[("receipt", &receipt["receipt"].replace('\n', "\r\n"))]);
    let file = post(&server, "/report/receipt", &sent).await;
    assert_eq!(file.headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(file.headers()["cache-control"], "no-store");
    let text = file.text().await.unwrap();
    assert_eq!(text, receipt["receipt"]);
    let key = server.secrets.log.verifier_key();
    key.verify_receipt(&text).unwrap();
    assert!(!text.contains(&number));
}

#[tokio::test]
async fn no_other_text_is_served_as_a_file() {
    let server = TestServer::start().await;
    let sent = fields(&[("receipt", "test.example/log/receipt\nhello\n")]);
    assert_eq!(
        post(&server, "/report/receipt", &sent).await.status(),
        StatusCode::BAD_REQUEST
    );
    let sent = fields(&[("number", "1234 <b>")]);
    assert_eq!(
        post(&server, "/report/number", &sent).await.status(),
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn english_has_the_same_way() {
    let server = TestServer::start().await;
    let (_, html) = page(server.get("/en/report").await).await;
    assert!(html.contains("<html lang=\"en\" dir=\"ltr\">"));
    let token = hidden(&html, "/en/report").remove("token").unwrap();
    let sent = with(filled(), &[("token", &token), ("step", "send")]);
    let (status, html) = page(post(&server, "/en/report", &sent).await).await;
    assert_eq!(status, StatusCode::OK);
    let number = hidden(&html, "/en/report/number").remove("number").unwrap();
    let (_, html) = page(post(&server, "/en/track", &fields(&[("number", &number)])).await).await;
    assert!(html.contains("Your report has been recorded"));
}

#[tokio::test]
async fn sending_again_with_other_words_says_that_the_first_stands_and_offers_both_ways() {
    let server = TestServer::start().await;
    let token = token(&server).await;
    let sent = with(filled(), &[("token", &token), ("step", "send")]);
    let (_, html) = page(post(&server, "/report", &sent).await).await;
    let first = number(&html);
    // The same again is the same.
    let (_, html) = page(post(&server, "/report", &sent).await).await;
    assert_eq!(number(&html), first);

    let corrected = with(sent, &[("place", "خیابان بهار، نه خیابان باغ")]);
    let (status, html) = page(post(&server, "/report", &corrected).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(html.contains("این فرم پیش‌تر فرستاده شده است"));
    assert_eq!(reports(&server).await, 1);
    let forms: Vec<&str> = html.split("<form").skip(1).collect();
    let [to_first, to_second] = forms[..] else {
        panic!("two ways: {html}")
    };
    let to_first = hidden(&format!("<form{to_first}"), "/report");
    let (_, html) =
        page(post(&server, "/report", &with(to_first, &[("step", "filed")])).await).await;
    assert_eq!(number(&html), first);
    let to_second = hidden(&format!("<form{to_second}"), "/report");
    assert_eq!(to_second["place"], "خیابان بهار، نه خیابان باغ");
    let (_, html) =
        page(post(&server, "/report", &with(to_second, &[("step", "send")])).await).await;
    assert_ne!(number(&html), first);
    assert_eq!(reports(&server).await, 2);
    // Another form's token knows of nothing.
    let nobodys = "4d1f0c3b7a524a0e9c551f2f8a9be0018f14e45fceea167a5a36dedd4bea2543";
    let unknown = fields(&[("token", nobodys), ("step", "filed")]);
    let (status, _) = page(post(&server, "/report", &unknown).await).await;
    assert_eq!(status, StatusCode::GONE);
}
