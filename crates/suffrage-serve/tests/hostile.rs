//! Hostile requests: no fault of ours (5xx), no panic, no path of this machine in an answer; whoever is
//! slow is cut off.
//!
//! `SUFFRAGE_FUZZ` says how many requests are made; continuous integration asks for 100,000.

#![allow(clippy::disallowed_methods, reason = "a test reads its own environment")]

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use suffrage_host::How;
use suffrage_host::case::By;
use suffrage_serve::server::{Limits, router, serve};
use suffrage_serve::site::Site;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

/// A sequence that looks random and is the same every time (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

const PATHS: &[&str] = &[
    "/",
    "/en/",
    "/fr/",
    "/en/elections/",
    "/en/laws/fr/senate/",
    "/en/laws/fr/senate/on/2013-08-04/",
    "/en/elections/nc/senate/2023/",
    "/fr/elections/nl/house/2021/what-if/",
    "/en/elections/nc/provinces/2026/contest/sud/",
    "/en/elections/nc/municipal/2026/page/2/",
    "/en/elections/nc/senate/2023/bars-2.svg",
    "/en/elections/nc/senate/2023/report.html",
    "/en/count/",
    "/fr/api/",
    "/assets/site.css",
    "/health",
    "/api/v1/",
    "/api/v1/elections",
    "/api/v1/laws/nc/senate",
    "/api/v1/elections/nc/senate/2023/contests/988/what-if",
    "/api/v1/elections/nc/senate/2023/contests/988/charts/bars-1.svg",
    "/api/v1/count",
    "/api/v1/openapi.json",
    "/en/elections/fr/senate/2023/contest/54/what-if/",
];

const PIECES: &[&str] = &[
    "..",
    "%2e%2e",
    "%2F",
    "%00",
    "//",
    "\\",
    "~",
    "~2",
    "~2E~2E~2F",
    "/etc/passwd",
    "/proc/self/environ",
    "%c0%ae",
    "%ff",
    "%E2%82%AC",
    "<script>",
    "%3Cscript%3E",
    "'",
    "\"",
    ";",
    ":",
    "@",
    "9999999999999999999999",
    "-1",
    "0",
    "NaN",
    "1e309",
    "contest/",
    "page/0/",
    "page/18446744073709551615/",
    "on/0000-00-00/",
    "on/9999-12-31/",
    "what-if/",
    "law.toml",
    "record.json",
    "hemicycle.svg",
    "bars-255.svg",
    "bars-.svg",
    ".svg",
    "%",
    "%%",
    "%zz",
    "+",
    "&",
    "=",
    "#",
    "é",
    "\u{202e}",
    "../../../../../../../../etc/shadow",
    "assets/../../Cargo.toml",
    "en/../fr/",
    ".git/config",
    "%0d%0aSet-Cookie:x=1",
];

const NAMES: &[&str] = &[
    "q",
    "page",
    "per_page",
    "lang",
    "on",
    "law",
    "reading",
    "seats",
    "threshold",
    "v1-0",
    "v2-1",
    "v1-99",
    "as",
    "text",
    "contest",
    "cells",
    "encoding",
    "name",
    "",
    "v255-0",
];

const VALUES: &[&str] = &[
    "",
    "0",
    "1",
    "3",
    "5%25",
    "1/0",
    "0/0",
    "100%25",
    "101%25",
    "1/99999999999999999999",
    "-5",
    "4294967295",
    "4294967296",
    "340282366920938463463374607431768211455",
    "1000000000000000000",
    "2023-09-24",
    "1789-01-01",
    "9999-12-31",
    "0000-01-01",
    "fr/senate",
    "nl/house",
    "org/kemeny-young",
    "org/meek",
    "xx/none",
    "fr/municipal:list",
    "fr",
    "en",
    "json",
    "csv",
    "ranks",
    "scores",
    "windows-1252",
    "%00",
    "%ff%fe",
    "a%20b",
    "%F0%9F%92%A9",
    "' OR 1=1",
    "list.assembly: on from the Congress",
    "majority.round 1: x",
    "....",
    "%252e",
];

const TABLES: &[&str] = &[
    "contest,seats,name,votes\nclub,5,Red,420\nclub,,Blue,310\nclub,,Green,95\n",
    "count,rank1,rank2,rank3\n5,Ann,Ben,Cat\n4,Ben,Cat,Ann\n2,Cat,Ben,Ann\n",
    "4 2\n41 1 2 0\n28 2 4 0\n16 3 1 0\n15 4 3 0\n0\n\"Ann\"\n\"Ben\"\n\"Cat\"\n\"Dan\"\n\"Club\"\n",
    "id = \"my/law\"\ntitle = { en = \"x\", fr = \"x\" }\n",
    "title = \"x\"\nlaw = \"fr/senate\"\ndate = 2023-09-24\n",
    "{\"a\": [1, 2, 3]}",
    "<?xml version=\"1.0\"?><a><b/></a>",
    "PK\u{3}\u{4}\u{0}\u{0}",
    "\u{feff}name,votes\na,1\n",
    "name;votes\na;18446744073709551615\nb;340282366920938463463374607431768211455\n",
];

/// A path that begins well, with pieces put into it, and a query.
fn address(dice: &mut Dice) -> String {
    let mut path = dice.of(PATHS).to_owned();
    for _ in 0..dice.below(4) {
        let cut = dice.below(path.len() + 1);
        let cut = (0..=cut).rev().find(|at| path.is_char_boundary(*at)).unwrap_or(0);
        match dice.below(4) {
            0 => path.truncate(cut),
            1 => path.insert_str(cut, dice.of(PIECES)),
            _ => path.push_str(dice.of(PIECES)),
        }
    }
    let mut query = String::new();
    for _ in 0..dice.below(5) {
        query += &format!("&{}={}", dice.of(NAMES), dice.of(VALUES));
    }
    if !path.starts_with('/') {
        path.insert(0, '/');
    }
    let path = path.replace('#', "%23").replace('?', "%3F");
    if query.is_empty() { path } else { format!("{path}?{}", &query[1..]) }
}

/// A table with letters changed, cut out or doubled.
fn broken(dice: &mut Dice) -> Vec<u8> {
    let mut bytes = dice.of(TABLES).as_bytes().to_vec();
    for _ in 0..dice.below(6) {
        let at = dice.below(bytes.len().max(1));
        match dice.below(4) {
            0 if !bytes.is_empty() => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            1 => bytes.truncate(at),
            2 => bytes.splice(at..at, dice.of(PIECES).bytes()).for_each(drop),
            _ => bytes.extend_from_within(at.min(bytes.len())..),
        }
        bytes.truncate(1 << 16);
    }
    bytes
}

fn request(dice: &mut Dice) -> Option<Request<Body>> {
    let method = dice.of(&[
        "GET", "GET", "GET", "GET", "HEAD", "POST", "POST", "OPTIONS", "DELETE", "PUT", "BREW",
    ]);
    let mut uri = address(dice);
    let mut body = Vec::new();
    let mut kind = String::new();
    if method == "POST" {
        uri = format!(
            "{}?law={}&on={}&seats={}",
            dice.of(&["/api/v1/count", "/en/count/", "/fr/count/", "/en/"]),
            dice.of(&[
                "fr/european-parliament",
                "org/schulze",
                "org/single-transferable-vote",
                "nl/house",
                "org/equal-shares",
                "org/kemeny-young"
            ]),
            dice.of(&["2024-06-09", "2026-01-01", "1900-01-01", "x"]),
            dice.of(&["1", "3", "5", "", "0", "99999", "x"])
        );
        let table = broken(dice);
        if dice.below(2) == 0 {
            kind = dice
                .of(&[
                    "multipart/form-data; boundary=X",
                    "multipart/form-data",
                    "multipart/form-data; boundary=\"",
                    "text/plain",
                ])
                .to_owned();
            let name = dice.of(&["file", "lawfile", "text", "seats", "cells", "as"]);
            let file =
                dice.of(&["a.csv", "election.toml", "totals.csv", "../../x", "a.blt", "", "\u{0}"]);
            body.extend_from_slice(format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\r\n").as_bytes());
            body.extend_from_slice(&table);
            body.extend_from_slice(
                dice.of(&["\r\n--X--\r\n", "\r\n--X\r\n", "", "\r\n--Y--"]).as_bytes(),
            );
        } else {
            body = table;
        }
    }
    let mut request = Request::builder().method(method).uri(&uri);
    let headers = [
        (
            "accept-language",
            dice.of(&["fr", "en;q=9.9.9", ";;;", "*", "fr;q=0.0001,en;q=", "\u{7f}"]),
        ),
        ("accept-encoding", dice.of(&["gzip", "identity", "gzip;q=0", "zstd, br, gzip"])),
        ("if-none-match", dice.of(&["*", "W/\"0\"", "\"", ",,,"])),
        ("content-type", kind.as_str()),
        ("host", dice.of(&["x", "..", "127.0.0.1"])),
    ];
    for (name, value) in headers.iter().filter(|one| !one.1.is_empty()) {
        request = request.header(*name, *value);
    }
    // What is no request at all never reaches the service: the library refuses it.
    request.body(Body::from(body)).ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_request_makes_the_server_fail_or_tells_of_its_machine() {
    let many: u64 =
        std::env::var("SUFFRAGE_FUZZ").ok().and_then(|many| many.parse().ok()).unwrap_or(3_000);
    let site = Site::open(&[], &By::default(), &How::plain()).unwrap();
    let service = router(site, Limits::default());
    let home = std::env::var("HOME").unwrap_or_default();
    let halves = [many / 2, many - many / 2].into_iter().enumerate().map(|(half, many)| {
        let (service, home) = (service.clone(), home.clone());
        tokio::spawn(async move {
            let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (half as u64 + 1));
            let mut made = 0u64;
            let mut statuses = std::collections::BTreeMap::<u16, u64>::new();
            while made < many {
                let Some(request) = request(&mut dice) else { continue };
                made += 1;
                let told = format!("{} {}", request.method(), request.uri());
                let response = service.clone().oneshot(request).await.unwrap();
                let status = response.status();
                let bytes = to_bytes(response.into_body(), 256 << 20).await.unwrap();
                let text = String::from_utf8_lossy(&bytes);
                assert!(!status.is_server_error(), "{told}: {status} {text}");
                for leak in ["panicked at", "/.cargo/", "src/main.rs", "crates/suffrage", "root:x:"]
                {
                    assert!(!text.contains(leak), "{told} tells {leak}");
                }
                assert!(
                    home.len() < 3 || !text.contains(&format!("{home}/")),
                    "{told} tells {home}"
                );
                *statuses.entry(status.as_u16()).or_default() += 1;
            }
            statuses
        })
    });
    let mut all = std::collections::BTreeMap::<u16, u64>::new();
    for half in halves.collect::<Vec<_>>() {
        for (status, count) in half.await.unwrap() {
            *all.entry(status).or_default() += count;
        }
    }
    println!("{many} requests: {all:?}");
    assert_eq!(all.values().sum::<u64>(), many);
    for needed in [200, 404, 405, 422] {
        assert!(all.contains_key(&needed), "no request came to {needed}: {all:?}");
    }
}

/// A server with short times, and its address.
async fn short() -> std::net::SocketAddr {
    let site = Site::of_laws(suffrage_host::board::laws().unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let brief = Duration::from_millis(300);
    let limits = Limits { head: brief, body: brief, request: brief * 4, connection: brief * 8 };
    tokio::spawn(serve(site, listener, limits, std::future::pending()));
    address
}

/// Everything until the other side closes.
async fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(30), stream.read_to_end(&mut bytes));
    // A connection may be closed or reset: either way it is over.
    let _ = read.await.expect("the connection is cut off");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn a_client_that_never_ends_its_head_is_cut_off() {
    let mut stream = TcpStream::connect(short().await).await.unwrap();
    stream.write_all(b"GET /en/ HTTP/1.1\r\nHost: x\r\nX-Slow: ").await.unwrap();
    assert!(!rest(stream).await.contains("200 OK"));
}

#[tokio::test]
async fn a_client_that_never_ends_its_body_is_cut_off() {
    let mut stream = TcpStream::connect(short().await).await.unwrap();
    stream
        .write_all(b"POST /api/v1/count HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nname,")
        .await
        .unwrap();
    assert!(!rest(stream).await.contains("200 OK"));
}

#[tokio::test]
async fn a_client_that_says_it_will_send_too_much_is_refused_before_it_does() {
    let mut stream = TcpStream::connect(short().await).await.unwrap();
    stream
        .write_all(b"POST /api/v1/count HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
        .await
        .unwrap();
    assert!(rest(stream).await.starts_with("HTTP/1.1 413"));
}

#[tokio::test]
async fn an_idle_connection_is_closed() {
    let stream = TcpStream::connect(short().await).await.unwrap();
    assert_eq!(rest(stream).await, "");
}

#[tokio::test]
async fn what_was_begun_is_finished_when_the_server_stops() {
    let site = Site::of_laws(suffrage_host::board::laws().unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server =
        tokio::spawn(serve(site, listener, Limits::default(), async { drop(stopped.await) }));
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"POST /api/v1/count?law=fr/european-parliament&on=2024-06-09 HTTP/1.1\r\nHost: x\r\nContent-Length: 29\r\n\r\nname,votes,").await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    stream.write_all(b"seats\nRed,420,5\nBl").await.unwrap();
    assert!(rest(stream).await.starts_with("HTTP/1.1 "), "the request is answered");
    server.await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any longer");
}
