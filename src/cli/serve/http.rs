//! Answers the browser: files of the current edition, pages with the script that
//! reloads them, and news of the next edition.

use std::convert::Infallible;
use std::path::Path;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tokio::sync::watch::Receiver;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};
use tower_http::services::{ServeDir, ServeFile};

use super::preview::Shown;

const SCRIPT: &str = include_str!("live.js");

const NOTHING_YET: &str = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>预览</title>\
    <body><p>还没有生成过网站；改好后这里自动刷新。</p></body></html>";

/// Everything that is served, to whoever asks for this machine by its own name: a page from
/// elsewhere that makes its name lead here gets nothing. No address of a site begins with an
/// underscore.
pub fn router(shown: Receiver<Shown>, port: u16) -> Router {
    Router::new()
        .route("/__mingzhang/news", get(news))
        .route("/__mingzhang/live.js", get(script))
        .fallback(file)
        .with_state(shown)
        .layer(from_fn(move |request: Request, next: Next| async move {
            match is_own(&request, port) {
                true => next.run(request).await,
                false => (StatusCode::MISDIRECTED_REQUEST, "这里只有本机的预览。").into_response(),
            }
        }))
}

/// Whether a request asks for this machine.
fn is_own(request: &Request, port: u16) -> bool {
    let asked = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let own = |name: &str| {
        let bare = asked.and_then(|asked| asked.strip_prefix(name));
        bare.is_some_and(|rest| rest == format!(":{port}") || (rest.is_empty() && port == 80))
    };
    own("127.0.0.1") || own("localhost")
}

/// How the last build went, now and after every build.
async fn news(State(shown): State<Receiver<Shown>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let news = WatchStream::new(shown).map(|shown| Ok(Event::default().data(&*shown.notice)));
    Sse::new(news).keep_alive(KeepAlive::default())
}

async fn script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], SCRIPT)
}

/// A file of the site; a page with the script in it.
async fn file(State(shown): State<Receiver<Shown>>, request: Request) -> Response {
    let site = shown.borrow().site.clone();
    let mut response = match &site {
        Some(site) => read(site.folder(), request).await,
        None => (StatusCode::SERVICE_UNAVAILABLE, Html(NOTHING_YET)).into_response(),
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    match is_page(&response) {
        true => with_script(response, site.map_or(0, |site| site.number)).await,
        false => response,
    }
}

/// The file that is asked for, whole whatever the browser knows of an older one;
/// `404.html` in place of a missing one.
async fn read(folder: &Path, request: Request) -> Response {
    let mut asked = Request::new(Body::empty());
    *asked.method_mut() = request.method().clone();
    *asked.uri_mut() = request.uri().clone();
    let missing = ServeFile::new(folder.join("404.html"));
    match ServeDir::new(folder).not_found_service(missing).try_call(asked).await {
        Ok(response) => response.map(Body::new),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

async fn with_script(response: Response, edition: u32) -> Response {
    let (mut parts, body) = response.into_parts();
    let page = match to_bytes(body, usize::MAX).await {
        Ok(page) => page,
        Err(error) => return (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    };
    let mut page = page.to_vec();
    let script = format!("<script src=\"/__mingzhang/live.js\" data-edition=\"{edition}\" defer></script>");
    let end = page.windows(7).rposition(|text| text == b"</body>").unwrap_or(page.len());
    page.splice(end..end, script.into_bytes());
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page))
}
