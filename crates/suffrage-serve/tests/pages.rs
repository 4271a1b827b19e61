//! Pages, files, API, uploads and limits, asked of the real service in memory.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use suffrage::Lang;
use suffrage_host::How;
use suffrage_host::case::By;
use suffrage_serve::api::ENDPOINTS;
use suffrage_serve::query::Query;
use suffrage_serve::route::Route;
use suffrage_serve::server::{Limits, router};
use suffrage_serve::site::Site;
use suffrage_serve::{answer, publish, words};
use tower::ServiceExt as _;

fn site() -> Site {
    Site::open(&[], &By::default(), &How::plain()).unwrap()
}

fn service() -> Router {
    router(site(), Limits::default())
}

struct Got {
    status: StatusCode,
    head: axum::http::HeaderMap,
    text: String,
}

async fn ask(service: &Router, request: Request<Body>) -> Got {
    let response = service.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 64 << 20).await.unwrap();
    Got {
        status: parts.status,
        head: parts.headers,
        text: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

async fn get(service: &Router, path: &str) -> Got {
    ask(service, Request::get(path).body(Body::empty()).unwrap()).await
}

fn form(parts: &[(&str, Option<&str>, &str)]) -> Request<Body> {
    let mut body = String::new();
    for (name, file, text) in parts {
        let file = file.map_or(String::new(), |file| format!("; filename=\"{file}\""));
        body += &format!(
            "--X\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{text}\r\n"
        );
    }
    body += "--X--\r\n";
    let request =
        Request::post("/en/count/").header("content-type", "multipart/form-data; boundary=X");
    request.body(Body::from(body)).unwrap()
}

#[tokio::test]
async fn the_front_leads_to_the_language_that_the_reader_prefers() {
    let service = service();
    for (header, to) in [("fr-FR,fr;q=0.9,en;q=0.5", "fr/"), ("en", "en/"), ("de", "en/")] {
        let request =
            Request::get("/").header("accept-language", header).body(Body::empty()).unwrap();
        let got = ask(&service, request).await;
        assert_eq!(got.status, StatusCode::SEE_OTHER);
        assert_eq!(got.head["location"], to);
        assert!(got.head["vary"].to_str().unwrap().contains("accept-language"));
    }
}

#[tokio::test]
async fn an_election_says_who_is_elected_what_decides_and_by_which_article() {
    let got = get(&service(), "/en/elections/nc/senate/2023/").await;
    assert_eq!(got.status, StatusCode::OK);
    for said in [
        "Georges Naturel",
        "Elected: Robert Xowie, with most votes: 307, against 246 for the next.",
        "L294, al. 5; L305, al. 1-2 (L439; L385)",
        "../../../../../en/laws/fr/senate/#majority-round-1",
        "The count gives the same.",
    ] {
        assert!(got.text.contains(said), "{said}");
    }
    let french = get(&service(), "/fr/elections/nc/senate/2023/").await;
    assert!(french.text.contains("24 septembre 2023") && french.text.contains("lang=\"fr\""));
}

#[test]
fn an_article_that_nobody_has_read_is_marked_wherever_its_law_is_shown() {
    use suffrage::render::articles::articles;
    let site = site();
    let unread = |law: &&suffrage::Law| {
        articles(law, None, Lang::En).iter().flat_map(|group| &group.articles).any(|one| !one.seen)
    };
    for law in site.book.laws().iter().filter(unread) {
        let path = format!("laws/{}/", law.id);
        let page = answer::get(&site, Lang::En, &path, &Query::default(), true).unwrap();
        let text = String::from_utf8(page.body).unwrap();
        assert!(text.contains("text not read yet"), "{path}");
    }
}

#[tokio::test]
async fn every_page_of_the_publication_answers_and_leads_only_to_what_is_there() {
    let site = site();
    let routes = publish::routes(&site);
    let known: std::collections::HashSet<String> = words::LANGS
        .into_iter()
        .flat_map(|lang| {
            routes.iter().map(move |route| format!("/{}/{}", words::tag(lang), route.path()))
        })
        .collect();
    assert!(routes.len() > 600, "{}", routes.len());
    for lang in words::LANGS {
        for route in &routes {
            let path = route.path();
            assert_eq!(
                Route::read(&path, &site).as_ref(),
                Some(route),
                "{path} is read as it is written"
            );
            let answer = answer::get(&site, lang, &path, &Query::default(), false).unwrap();
            assert_eq!(answer.status, 200, "{path}");
            if !route.is_page() {
                continue;
            }
            let here = format!("/{}/{path}", words::tag(lang));
            let text = String::from_utf8(answer.body).unwrap();
            assert!(!text.contains("<form"), "{here} asks a server");
            for link in text.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
                let link = link.split('#').next().unwrap();
                if link.is_empty() || link.starts_with("http") || link.contains("assets/") {
                    continue;
                }
                let mut parts: Vec<&str> = here[1..].split('/').collect();
                parts.pop();
                for part in link.split('/') {
                    match part {
                        ".." => drop(parts.pop()),
                        "." => {}
                        part => parts.push(part),
                    }
                }
                let to = format!("/{}", parts.join("/"));
                assert!(known.contains(&to), "{here} leads to {to}");
            }
        }
    }
}

#[tokio::test]
async fn pages_hold_no_script_or_style_within_and_ask_nobody_else() {
    let service = service();
    for path in [
        "/en/",
        "/fr/laws/nc/provinces/",
        "/en/elections/nl/house/2021/what-if/",
        "/en/count/",
        "/fr/api/",
    ] {
        let got = get(&service, path).await;
        assert!(!got.text.contains("<style") && !got.text.contains(" style="), "{path}");
        assert!(
            !got.text.contains(" onclick") && got.text.matches("<script").count() == 1,
            "{path}"
        );
        assert!(!got.text.contains("src=\"http"), "{path}");
        let policy = got.head["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(got.head["x-content-type-options"], "nosniff");
    }
}

#[tokio::test]
async fn what_is_known_already_is_not_sent_again() {
    let service = service();
    let first = get(&service, "/en/laws/").await;
    let request = Request::get("/en/laws/").header("if-none-match", first.head["etag"].clone());
    let again = ask(&service, request.body(Body::empty()).unwrap()).await;
    assert_eq!((again.status, again.text.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[tokio::test]
async fn a_changed_threshold_moves_seats_and_tells_the_step_at_which_the_counts_part() {
    let got =
        get(&service(), "/en/elections/fr/european-parliament/2024/what-if/?threshold=3%25").await;
    assert_eq!(got.status, StatusCode::OK);
    assert!(got.text.contains("What moves") && got.text.contains("Where the two counts part"));
    assert!(got.text.contains("As it was, step "), "{}", got.text);
    let got = get(&service(), "/en/elections/nc/senate/2023/what-if/?v2-1=100&v2-2=400").await;
    assert!(got.text.contains("against 100 for the next"), "{}", got.text);
    let bad =
        get(&service(), "/en/elections/nc/senate/2023/what-if/?v2-1=many&seats=9999999").await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("W002") && bad.text.contains("W006"));
}

#[tokio::test]
async fn the_register_says_who_holds_what_on_a_day_and_by_what_right() {
    let service = service();
    let got = get(&service, "/en/register/nc/office/fr~2Fsenator~2Fnc/on/2023-09-26/").await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    assert!(got.text.contains("elect, not yet in office") && got.text.contains("LO319, al. 1"));
    assert!(got.text.contains("elections/nc/senate/2023/\">nc/senate/2023</a>"), "{}", got.text);
    let story = get(&service, "/fr/register/nc/story/nc-2023/").await;
    assert!(story.text.contains("24 septembre 2023") && story.text.contains("Robert Xowie"));
    let rows = get(&service, "/en/register/nc/who/on/2023-09-26/rows.csv").await;
    assert!(
        rows.text.starts_with("office,") && rows.text.contains("Sonia Backès"),
        "{}",
        rows.text
    );
    for none in [
        "/en/register/xx/",
        "/en/register/nc/person/none/",
        "/en/register/nc/story/nc-2023/on/2023-09-26/",
    ] {
        assert_eq!(get(&service, none).await.status, StatusCode::NOT_FOUND, "{none}");
    }
}

#[tokio::test]
async fn what_is_sent_is_counted_or_every_fault_is_shown_with_its_line() {
    let service = service();
    let table = "contest,seats,name,votes\nclub,5,Red,420\nclub,,Blue,310\nclub,,Green,95\nclub,,Mauve,31\n";
    let law = [("law", None, "fr/european-parliament"), ("on", None, "2024-06-09")];
    let good = ask(&service, form(&[("file", Some("club.csv"), table), law[0], law[1]])).await;
    assert_eq!(good.status, StatusCode::OK, "{}", good.text);
    assert!(good.text.contains("Red") && good.text.contains("Nothing was kept"));
    assert_eq!(good.head["cache-control"], "no-store");
    let text =
        ask(&service, form(&[("text", None, table), ("as", None, "csv"), law[0], law[1]])).await;
    assert!(text.text.starts_with("contest,contest_name,code"), "{}", text.text);
    let broken = table.replace("310", "31O").replace("95", "minus");
    let bad =
        ask(&service, form(&[("file", Some("../../etc/club.csv"), &broken), law[0], law[1]])).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bad.text.contains("2 faults") && bad.text.contains("line 3") && bad.text.contains("line 4"),
        "{}",
        bad.text
    );
    assert!(bad.text.contains("club.csv") && !bad.text.contains("etc/"));
    let none = ask(&service, form(&[law[0], law[1]])).await;
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
    assert!(none.text.contains("W005"));
}

#[tokio::test]
async fn cells_that_a_spreadsheet_would_run_are_guarded() {
    let table = "contest,seats,name,votes\nclub,2,=cmd(),420\nclub,,@Blue,310\n";
    let sent = form(&[
        ("file", Some("c.csv"), table),
        ("as", None, "csv"),
        ("law", None, "fr/european-parliament"),
        ("on", None, "2024-06-09"),
    ]);
    let got = ask(&service(), sent).await;
    assert!(
        got.text.contains(",'=cmd(),'=cmd(),420") && got.text.contains("'@Blue"),
        "{}",
        got.text
    );
}

#[tokio::test]
async fn a_body_beyond_the_bound_is_refused() {
    let service = service();
    let huge = vec![b'x'; (16 << 20) + 1];
    let request = Request::post("/api/v1/count").body(Body::from(huge)).unwrap();
    let got = ask(&service, request).await;
    assert_eq!(got.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn every_endpoint_of_the_table_answers_with_what_it_says_and_no_other_does() {
    let service = service();
    for one in ENDPOINTS.iter().filter(|one| one.method == "get") {
        let path = one
            .parameters
            .iter()
            .filter(|one| one.place == "path")
            .fold(format!("/api/v1/{}", one.path), |path, parameter| {
                path.replace(&format!("{{{}}}", parameter.name), parameter.example)
            });
        let got = get(&service, &path).await;
        assert_eq!(got.status, StatusCode::OK, "{path}: {}", got.text);
        assert_eq!(got.head["content-type"], one.kind, "{path}");
        assert!(
            got.head.contains_key("etag") && got.head["access-control-allow-origin"] == "*",
            "{path}"
        );
    }
    let table = "name,votes,seats\nRed,420,5\nBlue,310,\n";
    let request = Request::post("/api/v1/count?law=fr/european-parliament&on=2024-06-09");
    let got = ask(&service, request.body(Body::from(table)).unwrap()).await;
    assert_eq!(got.status, StatusCode::OK, "{}", got.text);
    assert!(got.text.starts_with("[{\"schema\":\"suffrage-record/1\""));
    let got = get(&service, "/api/v1/nothing").await;
    assert_eq!(
        (got.status, got.head["content-type"].to_str().unwrap()),
        (StatusCode::NOT_FOUND, "application/problem+json")
    );
    assert!(got.text.contains("\"code\":\"W001\""));
    let openapi = suffrage_serve::api::openapi();
    let described: usize = openapi["paths"]
        .as_object()
        .unwrap()
        .values()
        .map(|one| one.as_object().unwrap().len())
        .sum();
    assert_eq!(described, ENDPOINTS.len());
}

#[tokio::test]
async fn faults_are_told_in_the_language_that_is_asked_for() {
    let service = service();
    let got = get(&service, "/api/v1/nothing?lang=fr").await;
    assert!(got.text.contains("il n'y a rien"), "{}", got.text);
    assert!(get(&service, "/fr/rien/").await.text.contains("il n'y a rien"));
    let wrong = ask(&service, Request::delete("/en/").body(Body::empty()).unwrap()).await;
    assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(wrong.head.contains_key("allow"));
}

#[test]
fn a_report_stands_alone_and_names_the_hashes_of_what_was_counted() {
    let site = site();
    let shown = site.election("nc/senate/2023").unwrap();
    let record = shown.counted(0).unwrap();
    for lang in [Lang::En, Lang::Fr] {
        let text = suffrage_serve::report::html(&site, &shown.case, &record, lang);
        assert!(
            !text.contains("<script")
                && !text.contains("<link")
                && !text.contains("href=\"..")
                && text.contains("@page")
        );
        let hashes = suffrage_serve::report::hashes(&shown.case, &record);
        assert!(
            hashes.len() >= 3
                && hashes.iter().all(|one| one.1.len() == 64 && text.contains(&one.1))
        );
    }
}
