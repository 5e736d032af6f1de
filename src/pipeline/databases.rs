//! The files in the formats of databases, filled from the data files that were written.

use super::Failure;
use super::publisher::Publisher;
use crate::config::Settings;
use crate::export::Listed;

/// Writes those that are asked for; none where the program was built without.
#[cfg(not(feature = "databases"))]
pub(super) fn write(_: &Settings, _: &[Listed], _: &Publisher<'_>) -> Result<(), Failure> {
    Ok(())
}

#[cfg(feature = "databases")]
pub(super) use with::write;

#[cfg(feature = "databases")]
mod with {
    use std::fs::File;
    use std::io::{self, BufReader, BufWriter};

    use super::{Failure, Listed, Publisher, Settings};
    use crate::address;
    use crate::export::bulk::Sheet;
    use crate::export::databases::{Facts, PARQUET, SQLITE, Tables};
    use crate::write::WriteError;

    /// Writes those that are asked for.
    pub fn write(settings: &Settings, listed: &[Listed], publisher: &Publisher<'_>) -> Result<(), Failure> {
        if settings.parquet {
            put(PARQUET, publisher, |file| parquet(file, listed, publisher))?;
        }
        if settings.sqlite {
            put(SQLITE, publisher, |file| sqlite(file, listed, publisher))?;
        }
        Ok(())
    }

    /// Makes a file of the site and fills it.
    fn put(
        name: &str,
        publisher: &Publisher<'_>,
        fill: impl FnOnce(File) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let path = address::site_file(name);
        let mut draft = publisher.draft();
        let failed = |error| WriteError::Disk { doing: "写文件", path: (&path).into(), error };
        fill(draft.create(&path)?).map_err(failed)?;
        let (closed, addresses) = draft.close();
        closed.keep(addresses);
        Ok(())
    }

    fn parquet(file: File, listed: &[Listed], publisher: &Publisher<'_>) -> io::Result<()> {
        let mut facts = Facts::begin(BufWriter::new(file))?;
        for of_region in listed.iter().filter(|one| one.sheet == Sheet::Facts) {
            facts.add(of_region.region.as_deref(), open(publisher, of_region)?)?;
        }
        facts.finish()
    }

    /// SQLite writes to a file of a name, so it has one of its own first.
    fn sqlite(mut file: File, listed: &[Listed], publisher: &Publisher<'_>) -> io::Result<()> {
        let own = tempfile::NamedTempFile::new()?;
        let mut tables = Tables::begin(own.path())?;
        for one in listed {
            tables.add(one, open(publisher, one)?)?;
        }
        tables.finish()?;
        io::copy(&mut File::open(own.path())?, &mut file).map(drop)
    }

    fn open(publisher: &Publisher<'_>, listed: &Listed) -> io::Result<BufReader<File>> {
        publisher.open(&listed.path).map(BufReader::new).map_err(io::Error::other)
    }
}
