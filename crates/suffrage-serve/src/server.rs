//! The server: a thin shell of limits and headers around [`crate::answer`].
//!
//! Every connection has a time in which it must have said what it wants, every request a time in which
//! it is answered, every body a size. What takes long is counted aside, a few at once; others wait.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use suffrage::{Diagnostic, Fault, Lang};
use suffrage_host::{Texts, Trouble};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use crate::answer::{self, Answer};
use crate::page::Page;
use crate::query::{Query, decoded};
use crate::route::language;
use crate::site::Site;
use crate::upload::{self, MOST_BYTES, MOST_FILES, Sent};
use crate::{api, assets, pages, words};

/// The most connections at once.
const CONNECTIONS: usize = 1024;
/// The longest address.
const MOST_ADDRESS: usize = 16_384;

/// Times after which whoever is slow is cut off.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// To have sent the head of a request.
    pub head: Duration,
    /// Between two parts of a body.
    pub body: Duration,
    /// To be answered.
    pub request: Duration,
    /// The life of a connection.
    pub connection: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            head: seconds(10),
            body: seconds(10),
            request: seconds(30),
            connection: seconds(120),
        }
    }
}

struct App {
    site: Site,
    /// Pages that were asked for before: what is shown does not change while the program runs.
    drawn: RwLock<Drawn>,
    /// Counts that run aside at once.
    aside: Arc<Semaphore>,
}

/// Pages by path, up to so many bytes.
#[derive(Default)]
struct Drawn {
    pages: HashMap<String, Answer>,
    bytes: usize,
}

impl Drawn {
    /// The most bytes that are kept; whoever asks for more begins anew.
    const MOST: usize = 64 << 20;

    fn keep(&mut self, path: String, answer: &Answer) {
        if self.bytes + answer.body.len() > Self::MOST {
            *self = Self::default();
        }
        if self.pages.insert(path, answer.clone()).is_none() {
            self.bytes += answer.body.len();
        }
    }
}

/// Answers until the signal to stop comes; what was begun is finished.
///
/// # Errors
/// If the address cannot be listened at.
pub async fn serve(
    site: Site,
    listener: TcpListener,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    accept(router(site, limits), listener, limits, stop).await
}

/// The same with any service behind the limits of connections.
///
/// # Errors
/// If the address cannot be listened at.
pub async fn accept(
    router: Router,
    listener: TcpListener,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let service = TowerToHyperService::new(router);
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(64 << 10);
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let mut stop = std::pin::pin!(stop);
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, _) = match stream {
            Ok(one) => one,
            // Too many open files: those who are served leave room in a moment.
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let Ok(permit) = room.clone().acquire_owned().await else { break };
        let _ = stream.set_nodelay(true);
        let connection = builder.serve_connection(TokioIo::new(stream), service.clone());
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            let _permit = permit;
            if let Ok(Err(error)) = tokio::time::timeout(limits.connection, connection).await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(limits.request) => {}
    }
    Ok(())
}

/// The whole service, for a listener or for a test.
pub fn router(site: Site, limits: Limits) -> Router {
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let app = Arc::new(App {
        site,
        drawn: RwLock::default(),
        aside: Arc::new(Semaphore::new(cores.max(2))),
    });
    Router::new()
        .route("/health", get(|| async { "ok\n" }))
        .fallback(any)
        .with_state(app)
        .layer(CompressionLayer::new())
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(RequestBodyLimitLayer::new(MOST_BYTES))
        .layer(RequestBodyTimeoutLayer::new(limits.body))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, limits.request))
        .layer(CatchPanicLayer::new())
        .layer(axum::middleware::map_response(headers))
}

/// What a page may load and run: its own style and script, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// A file that stands alone has its style within; it may load and run nothing.
const ALONE: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Headers that every answer carries.
async fn headers(mut response: Response) -> Response {
    let all = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &'static str| {
        all.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::CACHE_CONTROL, "no-cache");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("permissions-policy"), "interest-cohort=()");
    response
}

/// Everything but `/health`.
async fn any(State(app): State<Arc<App>>, request: Request) -> Response {
    let began = std::time::Instant::now();
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let response = respond(app, request).await;
    let (status, micros) = (response.status().as_u16(), began.elapsed().as_micros());
    tracing::info!(%method, path = uri.path(), status, micros = u64::try_from(micros).unwrap_or(u64::MAX), "answered");
    response
}

async fn respond(app: Arc<App>, request: Request) -> Response {
    let lang = preferred(request.headers());
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    if uri.path().len() + uri.query().map_or(0, str::len) > MOST_ADDRESS {
        let most = format!("{MOST_ADDRESS} bytes");
        return sent(fault(&app.site, &uri, lang, Fault::TooLarge { most }).with(414), None, false);
    }
    let answer = match method {
        Method::GET | Method::HEAD => read(&app, &uri, lang).await,
        Method::POST => return posted(app, request, &uri, lang).await,
        Method::OPTIONS => return options(&uri),
        _ => {
            let (path, method) = (shown(&uri), method.to_string());
            fault(&app.site, &uri, lang, Fault::WrongMethod { path, method })
        }
    };
    sent(answer, known.as_ref(), uri.path().starts_with("/api/"))
}

/// The path of a request as it may be shown.
fn shown(uri: &Uri) -> String {
    decoded(uri.path()).chars().filter(|letter| !letter.is_control()).take(200).collect()
}

fn preferred(headers: &HeaderMap) -> Lang {
    let header = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    words::preferred(header.unwrap_or_default())
}

/// A fault as whoever asked reads it: programs as JSON, people as a page in the language of the address.
fn fault(site: &Site, uri: &Uri, lang: Lang, fault: Fault) -> Answer {
    if uri.path().starts_with("/api/") {
        return api::problem(&[fault.into()], &Texts::new(), lang);
    }
    let lang = language(uri.path()).map_or(lang, |one| one.0);
    answer::fault_page(site, lang, uri.path(), &[fault], true)
}

async fn read(app: &Arc<App>, uri: &Uri, lang: Lang) -> Answer {
    let path = decoded(uri.path());
    let query = Query::read(uri.query().unwrap_or_default());
    if let Some(name) = path.strip_prefix("/assets/") {
        let found = assets::ALL.iter().find(|one| one.name == name);
        if let Some(asset) = found {
            return Answer::of(asset.kind, asset.body().into_owned());
        }
    }
    if path == "/" {
        return Answer::elsewhere(303, format!("{}/", words::tag(lang)));
    }
    // What a register answers changes at midnight, and what is asked for by a query has no end.
    let lasts = uri.query().is_none() && !path.contains("/register/") && !path.starts_with("/api/");
    if lasts {
        let drawn = app.drawn.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = drawn.pages.get(&path) {
            return answer.clone();
        }
    }
    let slow = path.contains("/what-if") || query.get("q").is_some();
    let (job, uri, whole) = (app.clone(), uri.clone(), path.clone());
    let work = move || {
        let lang = asked(&query).unwrap_or(lang);
        if let Some(rest) = path.strip_prefix(api::ROOT) {
            return api::get(&job.site, rest, &query, lang);
        }
        let page = language(&path).and_then(|(lang, rest)| {
            if rest.is_empty() && !path.ends_with('/') {
                return Some(Answer::elsewhere(308, format!("{}/", words::tag(lang))));
            }
            answer::get(&job.site, lang, rest, &query, true)
        });
        page.unwrap_or_else(|| {
            fault(&job.site, &uri, lang, Fault::NoSuchPage { path: shown(&uri) })
        })
    };
    let answer = match slow {
        true => aside(app, work).await.unwrap_or_else(|| Answer::of(answer::HTML, "").with(503)),
        false => work(),
    };
    if lasts && answer.status == 200 {
        app.drawn.write().unwrap_or_else(PoisonError::into_inner).keep(whole, &answer);
    }
    answer
}

/// The language that a request names itself.
fn asked(query: &Query) -> Option<Lang> {
    words::LANGS.into_iter().find(|lang| query.get("lang") == Some(words::tag(*lang)))
}

/// Does what takes long on a thread of its own, when there is room; `None` if it failed.
async fn aside<T: Send + 'static>(
    app: &Arc<App>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let permit = app.aside.clone().acquire_owned().await.ok()?;
    let done = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        work()
    });
    match done.await {
        Ok(done) => Some(done),
        Err(error) => {
            tracing::error!(%error, "a count failed");
            None
        }
    }
}

/// What was sent to be counted.
async fn posted(app: Arc<App>, request: Request, uri: &Uri, lang: Lang) -> Response {
    let page = language(uri.path()).filter(|one| one.1.trim_end_matches('/') == "count");
    let program = uri.path().trim_end_matches('/') == "/api/v1/count";
    let lang = page.map_or(lang, |one| one.0);
    if page.is_none() && !program {
        let (path, method) = (shown(uri), "POST".to_owned());
        return sent(
            fault(&app.site, uri, lang, Fault::WrongMethod { path, method }),
            None,
            program,
        );
    }
    let came = match taken(request, uri).await {
        Ok(came) => came,
        Err(one) => return sent(fault(&app.site, uri, lang, one), None, program),
    };
    let job = app.clone();
    let answer = aside(&app, move || counted(&job.site, came, lang, program)).await;
    let answer = answer.unwrap_or_else(|| Answer::of(answer::HTML, "").with(500));
    let mut response = sent(answer, None, program);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn counted(site: &Site, came: Sent, lang: Lang, program: bool) -> Answer {
    let fields = came.fields.clone();
    let form = fields.get("as").unwrap_or(if program { "json" } else { "" }).to_owned();
    let result = upload::counted(site, came);
    let path = format!("/{}/count/", words::tag(lang));
    let page = Page { site, lang, path, live: true, linked: true, query: String::new() };
    match (result, form.as_str()) {
        (Err(Trouble { faults, texts }), "json") => api::problem(&faults, &texts, lang),
        (Err(trouble), _) => {
            let first =
                trouble.faults.first().map_or(422, |one: &Diagnostic| api::status(&one.fault));
            Answer::page(pages::count::refused(&page, &trouble, &fields)).with(first)
        }
        (Ok(answer), "json") => {
            let body = serde_json::to_vec(&answer.records).unwrap_or_default();
            Answer::of(answer::JSON, body)
        }
        (Ok(answer), "csv") => {
            let mut rows = Vec::new();
            for (at, record) in answer.records.iter().enumerate() {
                let all = answer::result_csv(record);
                let head = suffrage::render::csv::HEADER.len();
                rows.extend_from_slice(if at == 0 { &all } else { &all[head..] });
            }
            Answer::of("text/csv; charset=utf-8", rows)
        }
        (Ok(answer), _) => Answer::page(pages::count::result(&page, &answer)),
    }
}

/// Reads a form, or a body that is one file.
async fn taken(request: Request, uri: &Uri) -> Result<Sent, Fault> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|one| one.to_str().ok());
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    let mut came = Sent { fields: Query::read(uri.query().unwrap_or_default()), ..Sent::default() };
    let too_large = || Fault::TooLarge { most: format!("{} MB", MOST_BYTES >> 20) };
    if !kind.starts_with("multipart/form-data") {
        let body = axum::body::to_bytes(request.into_body(), MOST_BYTES).await;
        let bytes = body.map_err(|_| too_large())?;
        let name = came.fields.get("name").unwrap_or("table.csv").to_owned();
        if !bytes.is_empty() {
            came.files.push((plain(&name), bytes.to_vec()));
        }
        return Ok(came);
    }
    let unreadable = |why: String| Fault::NotAForm { why };
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|error| unreadable(error.body_text()))?;
    let mut fields = came.fields.pairs().to_vec();
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                return Err(too_large());
            }
            Err(error) => return Err(unreadable(error.body_text())),
        };
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(plain);
        let bytes = match field.bytes().await {
            Ok(bytes) => bytes,
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                return Err(too_large());
            }
            Err(error) => return Err(unreadable(error.body_text())),
        };
        match (name.as_str(), file) {
            ("file", Some(file)) if !bytes.is_empty() => came.files.push((file, bytes.to_vec())),
            ("lawfile", _) if !bytes.is_empty() => came.law = Some(bytes.to_vec()),
            ("file" | "lawfile", _) => {}
            (_, _) => fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
        }
        if came.files.len() > MOST_FILES {
            return Err(Fault::TooLarge { most: format!("{MOST_FILES} files") });
        }
    }
    came.fields = Query::of(fields);
    Ok(came)
}

/// The last part of a name, without letters that are none: what was sent stands on no disk.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|letter| !letter.is_control()).take(120).collect();
    if name.is_empty() { "table.csv".to_owned() } else { name }
}

/// Other sites may read the API; nothing else.
fn options(uri: &Uri) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    if uri.path().starts_with("/api/") {
        let all = response.headers_mut();
        all.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        all.insert(
            header::ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("GET, HEAD, POST"),
        );
        all.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type"));
    }
    response
        .headers_mut()
        .insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST, OPTIONS"));
    response
}

/// An answer as a response; whoever has it already is told so.
fn sent(answer: Answer, known: Option<&HeaderValue>, program: bool) -> Response {
    let mut hasher = DefaultHasher::new();
    (answer.status, answer.kind, &answer.body).hash(&mut hasher);
    // Weak: the same content may be folded or not.
    let tag = format!("W/\"{:016x}\"", hasher.finish());
    let same = known
        .and_then(|one| one.to_str().ok())
        .is_some_and(|known| known.split(',').any(|one| one.trim() == tag));
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = if same && status == StatusCode::OK {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(Body::from(answer.body));
        *response.status_mut() = status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.kind));
        response
    };
    let all = response.headers_mut();
    if status == StatusCode::OK
        && let Ok(tag) = HeaderValue::from_str(&tag)
    {
        all.insert(header::ETAG, tag);
    }
    if answer.styled {
        all.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(ALONE));
    }
    if let Some(location) = answer.location.and_then(|to| HeaderValue::from_str(&to).ok()) {
        all.insert(header::LOCATION, location);
    }
    all.insert(header::VARY, HeaderValue::from_static("accept-language, accept-encoding"));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        all.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST, OPTIONS"));
    }
    if program {
        all.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    response
}

/// How lines of the log are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Log {
    /// For people.
    Text,
    /// For programs, one object a line.
    Json,
    /// Not at all.
    Off,
}

/// Serves until somebody stops the program; `ready` is told the address.
///
/// # Errors
/// If the address cannot be listened at.
pub fn run(
    site: Site,
    address: SocketAddr,
    log: Log,
    ready: impl FnOnce(SocketAddr),
) -> std::io::Result<()> {
    let lines = tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false);
    let lines = lines.with_max_level(tracing::Level::INFO);
    let set = match log {
        Log::Text => lines.try_init(),
        Log::Json => lines.json().try_init(),
        Log::Off => Ok(()),
    };
    // Whoever listens already keeps their log.
    drop(set);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async move {
        let listener = TcpListener::bind(address).await?;
        ready(listener.local_addr()?);
        serve(site, listener, Limits::default(), stopped()).await
    })
}

/// Waits for the signal to stop.
async fn stopped() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let ended = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let ended = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = ended => {}
    }
    tracing::info!("stopping: what was begun is finished");
}
