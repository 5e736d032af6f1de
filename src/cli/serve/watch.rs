//! Sees what changes in the files that a site is made of.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc::{Receiver, channel};
use tokio::time::sleep;

use crate::cli::{Failure, settings};

/// An editor that saves a file causes several events; what comes within this
/// time is one change.
const QUIET: Duration = Duration::from_millis(50);

/// Watches the content folder, the settings and the site's own theme.
pub struct Watch {
    watcher: RecommendedWatcher,
    /// Each may be missing, and may come and go.
    sources: Vec<PathBuf>,
    changes: Receiver<()>,
}

impl Watch {
    /// Watches from now on.
    ///
    /// # Errors
    /// Where the operating system does not let it.
    pub fn new(content: &Path) -> Result<Self, Failure> {
        let sources = sources(content).map_err(|error| said(&error))?;
        // One message waiting is enough: it stands for every change until it is read.
        let (tell, changes) = channel(1);
        let ours = sources.clone();
        let told = move |event: notify::Result<Event>| {
            if event.map_or(true, |event| concerns(&event, &ours)) {
                let _ = tell.try_send(());
            }
        };
        let watcher = notify::recommended_watcher(told).map_err(|error| said(&error))?;
        let mut watch = Self { watcher, sources, changes };
        watch.look().map_err(|error| said(&error))?;
        Ok(watch)
    }

    /// Waits for the next change and until it is over; `false` if none can come.
    pub async fn changed(&mut self) -> bool {
        let more = self.changes.recv().await.is_some();
        sleep(QUIET).await;
        while self.changes.try_recv().is_ok() {}
        // What vanished while it was looked at is seen by the folder above it.
        let _ = self.look();
        more
    }

    /// Watches every source that is there, and the folders above them for those
    /// that are made, replaced or renamed as a whole.
    fn look(&mut self) -> notify::Result<()> {
        for folder in self.sources.iter().filter_map(|source| source.parent()) {
            self.watcher.watch(folder, RecursiveMode::NonRecursive)?;
        }
        for source in self.sources.iter().filter(|source| source.is_dir()) {
            self.watcher.watch(source, RecursiveMode::Recursive)?;
        }
        Ok(())
    }
}

fn sources(content: &Path) -> io::Result<Vec<PathBuf>> {
    let here = Path::new(".").canonicalize()?;
    let beside = settings::SOURCES.iter().map(|name| here.join(name));
    Ok([content.canonicalize()?].into_iter().chain(beside).collect())
}

/// Whether an event is a change of a source; reading one is none, nor is what an
/// editor or git keeps out of sight.
fn concerns(event: &Event, sources: &[PathBuf]) -> bool {
    let hidden = |part: &OsStr| part.to_string_lossy().starts_with('.');
    let within =
        |path: &PathBuf| sources.iter().find_map(|source| path.strip_prefix(source).ok().map(Path::to_owned));
    let ours = |path: &PathBuf| within(path).is_some_and(|rest| !rest.iter().any(hidden));
    !event.kind.is_access() && (event.need_rescan() || event.paths.iter().any(ours))
}

fn said(error: &dyn std::error::Error) -> Failure {
    Failure::Message(format!("看不到文件的改动：{error}。\n可以不预览，用 mingzhang build 直接生成。"))
}

#[cfg(test)]
mod tests {
    use notify::EventKind;
    use notify::event::{AccessKind, CreateKind, Flag, ModifyKind, RenameMode};

    use super::*;

    fn is_change(kind: EventKind, paths: &[&str]) -> bool {
        let event = paths.iter().fold(Event::new(kind), |event, path| event.add_path(path.into()));
        concerns(&event, &["/w/content".into(), "/w/site.toml".into()])
    }

    #[test]
    fn changes_of_the_sources_count_and_nothing_else() {
        let made = EventKind::Create(CreateKind::Any);
        assert!(is_change(made, &["/w/content/a/2023-budget.md"]));
        assert!(is_change(made, &["/w/site.toml"]));
        assert!(!is_change(made, &["/w/public"]));
        assert!(!is_change(made, &["/w/content/a/.2023-budget.md.swp"]));
        assert!(!is_change(made, &["/w/content/.git/index"]));
        assert!(!is_change(EventKind::Access(AccessKind::Any), &["/w/site.toml"]));
        let renamed = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
        assert!(is_change(renamed, &["/w/content/a/.tmp", "/w/content/a/2023-budget.md"]));
        assert!(concerns(&Event::new(EventKind::Other).set_flag(Flag::Rescan), &[]));
    }
}
