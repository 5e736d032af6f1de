//! `mingzhang serve`: the site as it will be, while its texts are being worked on.
//!
//! The site is built into a temporary folder, shown on this machine alone, and
//! built again after every change. What the browser gets beyond the site (the
//! reloading, the diagnostics) is added on the way out and never written.

mod connection;
mod http;
mod interrupt;
mod port;
mod preview;
mod watch;

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::sync::watch::Sender;
use tokio::task::spawn_blocking;

use super::screen::Screen;
use super::{Failure, Outcome};
use crate::pipeline::ContentError;
use preview::{Preview, Shown};
use watch::Watch;

const EXAMPLES: &str = "\
例子：
  mingzhang serve                    预览 content/，网址是 http://127.0.0.1:8000/
  mingzhang serve --port 9000        换一个端口
  mingzhang serve --content 文本     内容在别处

content/、site.toml、templates/、static/ 里的改动，保存后立刻重新生成，浏览器自动刷新。
改坏了也不要紧：浏览器里留着上一次的网站，并列出哪个文件、第几行、怎么改；改好后自动消失。
只有本机能打开；网站放在临时文件夹里，按 Ctrl-C 结束时一并删除，不动 public/。
要发布时用 mingzhang build。";

/// 边改边看：在浏览器里预览，保存后自动刷新
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, help_template = super::TEMPLATE, override_usage = "mingzhang serve [选项]")]
#[command(next_help_heading = "选项")]
pub struct Args {
    /// 内容文件夹，默认 content
    #[arg(long, value_name = "文件夹", default_value = "content", hide_default_value = true)]
    content: PathBuf,
    /// 端口，默认 8000，被占用时自动用后面空闲的；0 由系统挑选
    #[arg(long, value_name = "端口")]
    port: Option<u16>,
}

/// Serves until it is interrupted.
pub fn run(args: Args, screen: &Screen) -> Result<Outcome, Failure> {
    if !args.content.exists() {
        return Err(ContentError::Missing(args.content).into());
    } else if !args.content.is_dir() {
        return Err(ContentError::NotAFolder(args.content).into());
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(could_not_start)?;
    let folder = runtime.block_on(serve(args, screen))?;
    let closed = close(&folder);
    // A build that is going on is not waited for without end.
    runtime.shutdown_timeout(LAST_BUILD);
    if closed {
        // What cannot be removed is an empty file among the temporary ones.
        let _ = std::fs::remove_file(folder);
    }
    Ok(Outcome::Fine)
}

/// Removes the folder of the preview and puts a file in its place, so that a build that still
/// writes into it cannot make it again and ends; whether that could be done.
fn close(folder: &Path) -> bool {
    for _ in 0..ATTEMPTS {
        let removed = std::fs::remove_dir_all(folder).is_ok() || !folder.exists();
        if removed && std::fs::File::create_new(folder).is_ok() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    false
}

/// How often that is tried.
const ATTEMPTS: u32 = 100;

/// Serves until it is interrupted; the folder of the preview.
async fn serve(args: Args, screen: &Screen) -> Result<PathBuf, Failure> {
    let interrupted = interrupt::interrupted().map_err(could_not_start)?;
    let listener = port::listen(args.port).await?;
    let address = format!("http://{}/", listener.local_addr().map_err(could_not_start)?);
    let watch = Watch::new(&args.content)?;
    let port = listener.local_addr().map_err(could_not_start)?.port();
    let preview = Preview::new(args.content, address.clone(), *screen)?;
    let folder = preview.folder().to_owned();
    let serving = async {
        let Some((preview, first)) = built(preview).await else { return };
        let (show, shown) = tokio::sync::watch::channel(first);
        screen.out(&format!("预览：{address}（改动保存后自动刷新，按 Ctrl-C 结束）"));
        tokio::select! {
            () = connection::answer(listener, http::router(shown, port)) => {}
            () = rebuild(preview, watch, show) => {}
        }
    };
    tokio::select! {
        () = serving => {}
        () = interrupted => {}
    }
    Ok(folder)
}

/// How long a build that is going on may take when the preview ends.
const LAST_BUILD: Duration = Duration::from_secs(2);

/// Builds once, beside everything else.
async fn built(mut preview: Preview) -> Option<(Preview, Shown)> {
    let build = spawn_blocking(move || {
        let shown = preview.build();
        (preview, shown)
    });
    build.await.ok()
}

/// Builds after every change. While it does so, the last good site is shown.
async fn rebuild(mut preview: Preview, mut watch: Watch, show: Sender<Shown>) {
    while watch.changed().await {
        let Some((back, shown)) = built(preview).await else { return };
        preview = back;
        show.send_replace(shown);
    }
}

fn could_not_start(error: io::Error) -> Failure {
    Failure::Message(format!("预览启动不了：{error}。"))
}
