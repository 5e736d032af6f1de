//! Connections of the preview: a browser that says nothing is not waited for without end.

use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;

/// How long a request's head may take.
const HEAD: Duration = Duration::from_secs(10);

/// Answers whoever connects, without end.
pub async fn answer(listener: TcpListener, router: Router) {
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEAD);
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // What ends one connection ends no other; without a descriptor left it is tried again.
            Err(_) => {
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = server.serve_connection(TokioIo::new(stream), service);
        tokio::spawn(async move { drop(connection.await) });
    }
}
