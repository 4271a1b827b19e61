//! `cargo run --release -p suffrage-bench --bin pages`: the pages under load, beside files of the same
//! content served by a static host in the same run.
//!
//! Client and server share the machine and the loopback; the load is bounded (so many requests over so
//! many connections), so that it ends. Read the two rows against each other. Then a table of 35,000 communes is
//! opened, or the one that is named (with a law and a day), and the slowest answer over it is told.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads its arguments")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use suffrage::Lang;
use suffrage_bench::{COMMUNES, towns};
use suffrage_host::How;
use suffrage_host::case::By;
use suffrage_serve::query::Query;
use suffrage_serve::server::{Limits, router};
use suffrage_serve::site::Site;
use suffrage_serve::{answer, publish};

/// Requests of one run, and the connections over which they are made.
const REQUESTS: usize = 40_000;
const CONNECTIONS: usize = 8;

/// Pages that are asked for in turn.
const PAGES: [&str; 8] = [
    "en/elections/nc/senate/2023/",
    "fr/elections/nl/house/2021/",
    "en/elections/fr/european-parliament/2024/",
    "en/elections/nc/provinces/2026/contest/sud/",
    "fr/laws/fr/senate/",
    "en/",
    "en/elections/nl/house/2021/hemicycle.svg",
    "en/elections/nc/senate/2023/record.json",
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let open = || Site::open(&[], &By::default(), &How::plain()).expect("what is on board reads");
    let site = open();
    println!("| page | bytes | folded (gzip) | rendered, median of 200 |\n|---|---|---|---|");
    for path in PAGES {
        let (lang, rest) = suffrage_serve::route::language(path).expect("a language");
        let render =
            || answer::get(&site, lang, rest, &Query::default(), true).expect("it is there");
        let body = render().body;
        let folded = folded(&body);
        println!(
            "| {path} | {} | {folded} | {} |",
            body.len(),
            told(median(200, || drop(render())))
        );
    }
    let folder = std::env::temp_dir().join(format!("suffrage-pages-{}", std::process::id()));
    publish::publish(&site, &folder).expect("the publication is written");
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.expect("a runtime");
    println!(
        "\n| {REQUESTS} requests over {CONNECTIONS} connections | requests a second | median | 99 of 100 | slowest |\n|---|---|---|---|---|"
    );
    let server = listen(&runtime, router(open(), Limits::default()));
    load("pages of the server", server);
    let files = tower_http::services::ServeDir::new(&folder);
    let files = listen(&runtime, axum::Router::new().fallback_service(files));
    load("the same as files, by a static host", files);
    drop(std::fs::remove_dir_all(&folder));
    if let (Some(table), Some(law), Some(day)) =
        (arguments.next(), arguments.next(), arguments.next())
    {
        return large(&PathBuf::from(table), law, &day);
    }
    let table = std::env::temp_dir().join(format!("communes-{}.csv", std::process::id()));
    std::fs::write(&table, towns(COMMUNES)).expect("the table is written");
    large(&table, "fr/municipal".to_owned(), "2026-03-15");
    drop(std::fs::remove_file(&table));
}

fn listen(runtime: &tokio::runtime::Runtime, router: axum::Router) -> SocketAddr {
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a port");
    let address = listener.local_addr().expect("an address");
    runtime.spawn(async move {
        suffrage_serve::server::accept(router, listener, Limits::default(), std::future::pending())
            .await
    });
    address
}

/// So many requests, and how long each took.
fn load(what: &str, address: SocketAddr) {
    let began = Instant::now();
    let clients: Vec<_> = (0..CONNECTIONS)
        .map(|client| {
            std::thread::spawn(move || {
                let each = REQUESTS / CONNECTIONS;
                let (mut stream, mut times) = (connect(address), Vec::with_capacity(each));
                for number in 0..each {
                    let path = PAGES[(client + number) % PAGES.len()];
                    let began = Instant::now();
                    ask(&mut stream, path);
                    times.push(began.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times: Vec<Duration> =
        clients.into_iter().flat_map(|client| client.join().expect("a client")).collect();
    let took = began.elapsed();
    times.sort_unstable();
    let at = |hundredths: usize| told(times[(times.len() - 1) * hundredths / 100]);
    let rate = u128::from(REQUESTS as u64) * 1_000_000 / took.as_micros().max(1);
    println!("| {what} | {rate} | {} | {} | {} |", at(50), at(99), at(100));
}

fn connect(address: SocketAddr) -> BufReader<TcpStream> {
    let stream = TcpStream::connect(address).expect("the server listens");
    stream.set_nodelay(true).expect("a socket");
    BufReader::new(stream)
}

/// One request over a connection that is kept; the whole answer is read.
fn ask(stream: &mut BufReader<TcpStream>, path: &str) {
    let request = format!("GET /{path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    stream.get_mut().write_all(request.as_bytes()).expect("it is sent");
    let (mut line, mut length) = (String::new(), None);
    stream.read_line(&mut line).expect("an answer");
    assert!(line.starts_with("HTTP/1.1 200"), "{path}: {line}");
    loop {
        line.clear();
        stream.read_line(&mut line).expect("a head");
        if line == "\r\n" {
            break;
        }
        if let Some(text) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = text.trim().parse::<u64>().ok();
        }
    }
    let length = length.expect("the length of a body that is not folded");
    std::io::copy(&mut stream.by_ref().take(length), &mut std::io::sink()).expect("a body");
}

/// A table of very many contests: how long opening takes, and the slowest of the answers over it.
fn large(table: &std::path::Path, law: String, day: &str) {
    let by = By { law: Some(law), on: Some(day.parse().expect("a day, as 2026-03-15")) };
    let began = Instant::now();
    let site = Site::open(&[table.to_owned()], &by, &How::plain()).expect("the table reads");
    let took = began.elapsed();
    let shown = site.elections.iter().find(|one| one.id.starts_with("here/")).expect("it is there");
    let many = shown.case.contests.len();
    let middle = &shown.case.contests[many / 2];
    println!(
        "\n| {many} contests, opened and counted in {} | slowest of 20 |\n|---|---|",
        told(took)
    );
    let code = suffrage_serve::route::encoded(&middle.code);
    let asked = [
        ("the first page", format!("elections/{}/", shown.id), String::new()),
        (
            "the last page",
            format!("elections/{}/page/{}/", shown.id, many.div_ceil(100)),
            String::new(),
        ),
        ("a search within it", format!("elections/{}/", shown.id), format!("q={}", middle.name)),
        ("one contest", format!("elections/{}/contest/{code}/", shown.id), String::new()),
        (
            "what if in it",
            format!("elections/{}/contest/{code}/what-if/", shown.id),
            "seats=11".to_owned(),
        ),
        ("a search from the front", String::new(), format!("q={}", middle.name)),
        ("a search for nothing", String::new(), "q=zzzzzzzz".to_owned()),
        ("all elections", "elections/".to_owned(), String::new()),
    ];
    for (what, path, query) in asked {
        let query = Query::read(&query);
        let slowest = (0..20).map(|_| {
            let began = Instant::now();
            let answer = answer::get(&site, Lang::En, &path, &query, true).expect("it is there");
            assert!(answer.status < 500, "{what}");
            began.elapsed()
        });
        println!("| {what} | {} |", told(slowest.max().unwrap_or_default()));
    }
}

fn folded(bytes: &[u8]) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written").len()
}

fn median(times: usize, run: impl Fn()) -> Duration {
    let mut all: Vec<Duration> = (0..times)
        .map(|_| {
            let began = Instant::now();
            run();
            began.elapsed()
        })
        .collect();
    all.sort_unstable();
    all[times / 2]
}

fn told(time: Duration) -> String {
    let micros = time.as_micros();
    format!("{}.{:02} ms", micros / 1000, micros % 1000 / 10)
}
