//! Figures as they stand on the pages of their originals: which are shown, and why others are not.

use std::collections::HashMap;

use crate::artifact::Artifact;
use crate::config::PageImages;
use crate::diagnostic::Diagnostic;
use crate::discover::Candidate;
use crate::model::{CellKey, Finding, Linked};
use crate::page::Crop;

/// The crops of a disclosure, by what they show, and what there is to say of others.
#[derive(Debug, Default)]
pub(super) struct Crops {
    pub of: HashMap<CellKey, Crop>,
    pub said: Vec<Diagnostic>,
}

impl Crops {
    /// Makes those that the settings ask for, one after the other.
    ///
    /// # Errors
    /// Those of `put`.
    pub fn make<E>(
        asked: PageImages,
        candidate: &Candidate,
        (linked, findings): (&Linked, &[Finding]),
        put: &mut dyn FnMut(&Artifact) -> Result<(), E>,
    ) -> Result<Self, E> {
        if asked == PageImages::None || candidate.originals.is_empty() {
            return Ok(Self::default());
        }
        made(asked, candidate, (linked, findings), put)
    }
}

#[cfg(feature = "crops")]
use making::made;

/// Says that the program was built without.
#[cfg(not(feature = "crops"))]
fn made<E>(
    asked: PageImages,
    candidate: &Candidate,
    (_, findings): (&Linked, &[Finding]),
    _: &mut dyn FnMut(&Artifact) -> Result<(), E>,
) -> Result<Crops, E> {
    use crate::diagnostic::codes;
    use crate::model::Verdict;
    if asked == PageImages::Findings && findings.iter().all(|finding| finding.verdict == Verdict::Agree) {
        return Ok(Crops::default());
    }
    let why = "原件上的数没有截图：这个程序没有编入画原件的功能";
    let said = Diagnostic::new(codes::WITHHELD_CROP, why).in_path(&candidate.name);
    let said = said.hint("用默认功能重新编译（不加 --no-default-features）。");
    Ok(Crops { said: vec![said], ..Crops::default() })
}

#[cfg(feature = "crops")]
mod making {
    use std::collections::{BTreeMap, HashSet};

    use super::Crops;
    use crate::address;
    use crate::artifact::Artifact;
    use crate::config::{PageImages, file};
    use crate::diagnostic::{Diagnostic, codes};
    use crate::discover::{self, Candidate};
    use crate::import::{self, Kept, NoCrop, Places, Spot};
    use crate::model::{Cell, CellKey, Disclosure, Finding, Linked, Operand, OperandPlace, Verdict};
    use crate::page::Crop;
    use crate::pipeline::alone::caught;

    /// Most crops of a disclosure for its findings.
    const MOST: usize = 500;
    /// Longest name of a file.
    const LONGEST: usize = 200;

    /// Makes the crops of a disclosure.
    pub fn made<E>(
        asked: PageImages,
        candidate: &Candidate,
        (linked, findings): (&Linked, &[Finding]),
        put: &mut dyn FnMut(&Artifact) -> Result<(), E>,
    ) -> Result<Crops, E> {
        let disclosure = &linked.disclosure;
        let mut seen = HashSet::new();
        let mut wanted = of_findings(findings);
        wanted.retain(|key| seen.insert(key.clone()));
        wanted.truncate(MOST);
        if asked == PageImages::All {
            wanted.extend(of_tables(disclosure).filter(|key| !seen.contains(key)));
        }
        let mut crops = Crops::default();
        for file in disclosure.source.files() {
            let Some(pdf) = candidate.originals.get(file.name()) else { continue };
            let cells = wanted.iter().filter_map(|key| Some((key, cell(disclosure, key)?)));
            let cells: Vec<(&CellKey, &Cell)> = cells
                .filter(|(_, cell)| {
                    disclosure.source.file(cell.span.file).name() == file.name() && !cell.is_blank()
                })
                .collect();
            let bytes = file::bytes(pdf, file::LARGE).ok().filter(|_| !cells.is_empty());
            let Some(bytes) = bytes else { continue };
            let mut failed = BTreeMap::new();
            let drawn =
                caught(|| of_file(disclosure, &Kept::of(file), &cells, bytes, &mut crops, &mut failed, put));
            match drawn {
                Ok(done) => done?,
                Err(_) => *failed.entry(NoCrop::Undrawn).or_default() += 1,
            }
            crops.said.extend(failed.into_iter().map(|(why, count)| left_out(file.name(), why, count)));
        }
        Ok(crops)
    }

    /// The cells of findings that are not 一致.
    fn of_findings(findings: &[Finding]) -> Vec<CellKey> {
        let told = findings.iter().filter(|finding| finding.verdict != Verdict::Agree);
        let figures = told.flat_map(Finding::foremost);
        let cell = |figure: &Operand| match &figure.place {
            OperandPlace::Cell(key) => Some(key.clone()),
            OperandPlace::Page(_) => None,
        };
        figures.filter_map(cell).collect()
    }

    /// The amounts of all tables.
    fn of_tables(disclosure: &Disclosure) -> impl Iterator<Item = CellKey> + '_ {
        disclosure.tables.iter().flat_map(|table| table.figures().map(|figure| figure.key()))
    }

    fn cell<'a>(disclosure: &'a Disclosure, key: &CellKey) -> Option<&'a Cell> {
        disclosure.tables.get(key.table)?.cell(&key.row, &key.column)
    }

    /// Makes the crops of one file.
    fn of_file<E>(
        disclosure: &Disclosure,
        kept: &Kept<'_>,
        cells: &[(&CellKey, &Cell)],
        bytes: Vec<u8>,
        crops: &mut Crops,
        failed: &mut BTreeMap<NoCrop, usize>,
        put: &mut dyn FnMut(&Artifact) -> Result<(), E>,
    ) -> Result<(), E> {
        let Ok(document) = import::read("original.pdf", bytes.clone()) else { return Ok(()) };
        let places = Places::of(&import::write(&document), |line| discover::shown(line.to_owned()).0);
        let mut fail = |why: NoCrop| *failed.entry(why).or_default() += 1;
        let mut spots: Vec<(&CellKey, Spot)> = Vec::new();
        for (key, cell) in cells {
            match places.spot(kept, cell.span, cell.printed()) {
                Ok(spot) => spots.push((key, spot)),
                Err(why) => fail(why),
            }
        }
        let (keys, spots): (Vec<&CellKey>, Vec<Spot>) = spots.into_iter().unzip();
        import::draw(bytes, &spots, &mut |at, drawn| {
            let key = keys[at];
            let table = &disclosure.tables[key.table].id;
            let path = address::crop(&disclosure.id, table, &key.row, &key.column);
            let is_short = path.rsplit('/').next().is_some_and(|name| name.len() <= LONGEST);
            let drawn = match drawn.and_then(|drawn| is_short.then_some(drawn).ok_or(NoCrop::Undrawn)) {
                Ok(drawn) => drawn,
                Err(why) => {
                    fail(why);
                    return Ok(());
                }
            };
            let file = Artifact::new(path, drawn.png);
            put(&file)?;
            let (path, page) = (file.path, spots[at].page);
            crops.of.insert(key.clone(), Crop { path, page, width: drawn.width, height: drawn.height });
            Ok(())
        })
    }

    fn left_out(name: &str, why: NoCrop, count: usize) -> Diagnostic {
        Diagnostic::new(codes::WITHHELD_CROP, format!("有 {count} 个数没有原件的截图：{why}")).in_path(name)
    }
}
