//! A place to listen on, on this machine alone.

use std::io;
use std::net::Ipv4Addr;

use tokio::net::TcpListener;

use crate::cli::Failure;

/// Tried first where no port was asked for.
const FIRST: u16 = 8000;
/// Tried last.
const LAST: u16 = 8019;

/// Listens on the port that was asked for, or on the first free one.
///
/// # Errors
/// Where none can be had, with what to do about it.
pub async fn listen(asked: Option<u16>) -> Result<TcpListener, Failure> {
    let ports = asked.map_or(FIRST..=LAST, |port| port..=port);
    let mut refused = io::Error::from(io::ErrorKind::AddrInUse);
    for port in ports {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) => refused = error,
        }
    }
    Err(message(asked, &refused).into())
}

fn message(asked: Option<u16>, refused: &io::Error) -> String {
    let why = match refused.kind() {
        io::ErrorKind::AddrInUse => "已经有程序在用（也许是另一个预览）".to_owned(),
        io::ErrorKind::PermissionDenied => "没有权限，1024 以下的端口通常留给系统".to_owned(),
        _ => refused.to_string(),
    };
    match asked {
        Some(port) => format!("端口 {port} 用不了：{why}。\n用 --port 换一个；不写 --port 时自动找空闲的。"),
        None => format!("{FIRST} 到 {LAST} 的端口都用不了：{why}。\n用 --port 0 让系统挑一个空闲的。"),
    }
}
