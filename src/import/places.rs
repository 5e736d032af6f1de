//! Where the cells of a text stand on the pages of the PDF that it was made of.
//!
//! A line of the text is found again word for word, or not at all: what was redacted, corrected or
//! put in by hand leads nowhere, so that a picture never shows what the text does not.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use super::document::OriginalPlace;
use super::geometry::{Area, POINT};
use super::text::Written;
use crate::source::{SourceFile, Span, page_mark};

/// Most rows of headings above a table, and most of their height.
const HEADINGS: usize = 5;
const HEADING_HEIGHT: i32 = 130 * POINT;
/// What is seen beside a table; less than what would tell a character.
const MARGIN: i32 = POINT;
/// Most height of a row and its neighbours.
const ROW_HEIGHT: i32 = 220 * POINT;

/// The lines of a text as an import writes it.
#[derive(Debug, Default)]
pub struct Places {
    lines: Vec<Line>,
    /// The places among `lines` of what stands on a page in the same words.
    same: HashMap<(u32, String), Vec<usize>>,
}

/// A line that stands on a page, with its cells or itself.
#[derive(Debug)]
struct Line {
    number: u32,
    text: String,
    page: u32,
    /// Which of the tables it is a row of.
    grid: Option<usize>,
    /// Where each begins in the text, and its place.
    cells: Vec<(usize, Area)>,
}

/// Where a figure is on a page, and what has to be seen with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// From 1.
    pub page: u32,
    /// What is boxed.
    pub cell: Area,
    /// The headings of its table on this page, where they do not stand right above; its row and
    /// those beside it; with a margin.
    pub bands: Vec<Area>,
}

/// Why a figure is not shown on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoCrop {
    /// What stands about it is not word for word in the text: redacted, corrected, or another table.
    Differs,
    /// It may be several cells.
    Several,
    /// A picture or a drawing is there, in which nobody knows what is to be seen.
    Drawing,
    /// The file has not the fonts that it is set in.
    Font,
    /// It cannot be made small, or cannot be drawn.
    Undrawn,
}

impl fmt::Display for NoCrop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoCrop::Differs => "所在的几行与原件不是逐字一样（略去了个人信息，或者改过字）",
            NoCrop::Several => "在原件上不止一处可能是它",
            NoCrop::Drawing => "那里有图片或图形，看不出里面有什么",
            NoCrop::Font => "文件里没有那一页的字体",
            NoCrop::Undrawn => "画不出来，或者画得太大",
        })
    }
}

impl Places {
    /// The places of what was written of a PDF; `shown` makes of a line what is shown of it.
    pub fn of(written: &Written, shown: impl Fn(&str) -> String) -> Self {
        let mut places = Self::default();
        let mut rest = written.places.iter().peekable();
        let (mut start, mut grids, mut inside) = (0, 0, false);
        for (number, text) in (1..).zip(written.text.split('\n')) {
            let end = start + text.len();
            let mut cells = Vec::new();
            let mut page = 0;
            while let Some((at, place)) = rest.next_if(|(at, _)| *at <= end) {
                if let OriginalPlace::OnPage(on, area) = place {
                    page = *on;
                    cells.push((at - start, *area));
                }
            }
            match text {
                "<table>" => (grids, inside) = (grids + 1, true),
                "</table>" => inside = false,
                _ if cells.is_empty() => {}
                _ => places.line(Line {
                    number,
                    text: shown(text),
                    page,
                    grid: inside.then_some(grids),
                    cells,
                }),
            }
            start = end + 1;
        }
        places
    }

    fn line(&mut self, line: Line) {
        self.same.entry((line.page, line.text.clone())).or_default().push(self.lines.len());
        self.lines.push(line);
    }

    /// Where the cell is that begins where a span of a text does and is printed so.
    ///
    /// # Errors
    /// Why it cannot be shown.
    pub fn spot(&self, kept: &Kept<'_>, span: Span, printed: &str) -> Result<Spot, NoCrop> {
        let line = kept.file.line_at(span.start);
        let at = (span.start as usize).saturating_sub(kept.file.line_range(line).start);
        let page = kept.file.page(line).ok_or(NoCrop::Differs)?;
        let text = kept.file.line(line);
        let same = self.same.get(&(page, text.to_owned())).ok_or(NoCrop::Differs)?;
        let row = match same.as_slice() {
            [one] => *one,
            // A text that is read as it was imported has its lines where they were.
            many => *many.iter().find(|one| self.lines[**one].number == line).ok_or(NoCrop::Several)?,
        };
        let row = &self.lines[row];
        let begun = row.cells.partition_point(|(begins, _)| *begins <= at);
        let (begins, cell) = *begun.checked_sub(1).and_then(|at| row.cells.get(at)).ok_or(NoCrop::Differs)?;
        if !text.get(begins..).is_some_and(|cell| is_printed(cell, printed)) {
            return Err(NoCrop::Differs);
        }
        let bands = self.bands(row, cell).ok_or(NoCrop::Undrawn)?;
        let bands: Vec<Area> = bands.into_iter().map(|band| band.grown(MARGIN)).collect();
        match bands.iter().all(|band| self.is_kept(kept, page, *band)) {
            true => Ok(Spot { page, cell, bands }),
            false => Err(NoCrop::Differs),
        }
    }

    /// Whether all that stands in a part of a page stands in a text, too.
    fn is_kept(&self, kept: &Kept<'_>, page: u32, band: Area) -> bool {
        let mut there = self.lines.iter().filter(|line| {
            line.page == page && line.cells.iter().any(|(_, area)| area.within(band).size() > 0)
        });
        there.all(|line| {
            !line.text.contains(char::REPLACEMENT_CHARACTER)
                && kept.lines.contains(&(page, line.text.as_str()))
        })
    }

    /// The parts of a page that show a cell: headings, and rows.
    fn bands(&self, row: &Line, cell: Area) -> Option<Vec<Area>> {
        let grid: Vec<&Line> =
            self.lines.iter().filter(|line| line.grid == row.grid && line.page == row.page).collect();
        let whole = row.grid.and_then(|_| around(grid.iter().copied()))?;
        let at = grid.iter().position(|line| line.number == row.number)?;
        let beside = grid.get(at.saturating_sub(1)..(at + 2).min(grid.len()))?;
        // A cell merged over many rows is as high as they; those that begin and end with the row are its own.
        let level = |line: &&&Line| low(line).is_some();
        let rows: Vec<(i32, i32)> = beside.iter().filter(level).filter_map(|line| low(line)).collect();
        let top = rows.iter().map(|(top, _)| *top).min()?.min(cell.top);
        let bottom = rows.iter().map(|(_, bottom)| *bottom).max()?.max(cell.bottom);
        let band = match bottom - top > ROW_HEIGHT {
            true => Area { top: cell.top, bottom: cell.bottom, ..whole },
            false => Area { top, bottom, ..whole },
        };
        if band.height() > ROW_HEIGHT {
            return None;
        }
        let heads = grid.iter().take_while(|line| !line.has_amount()).take(HEADINGS);
        let ends = around(heads.copied()).map(|head| head.bottom.min(whole.bottom));
        let Some(head) = ends.map(|bottom| Area { bottom, ..whole }) else { return Some(vec![band]) };
        Some(match (head.height() > HEADING_HEIGHT, head.bottom >= band.top) {
            (true, _) => vec![band],
            (false, true) => vec![Area { top: head.top.min(band.top), ..band }],
            (false, false) => vec![head, band],
        })
    }
}

/// A text as it is published, for what may be shown of its original.
#[derive(Debug)]
pub struct Kept<'a> {
    file: &'a SourceFile,
    /// Its lines and their pages.
    lines: HashSet<(u32, &'a str)>,
}

impl<'a> Kept<'a> {
    /// The file's name, relative to the content folder.
    pub fn name(&self) -> &str {
        self.file.name()
    }

    /// The lines of a file, after redaction.
    pub fn of(file: &'a SourceFile) -> Self {
        let mut page = None;
        let pages: BTreeMap<String, u32> = (1..=file.line_count())
            .filter_map(|line| Some((page_mark(file.page(line)?), file.page(line)?)))
            .collect();
        let mut lines = HashSet::new();
        for line in file.text().lines() {
            page = pages.get(line.trim_end()).copied().or(page);
            lines.extend(page.map(|page| (page, line)));
        }
        Self { file, lines }
    }
}

impl Line {
    /// Whether one of its cells is an amount.
    fn has_amount(&self) -> bool {
        let cell = |(begins, _): &(usize, Area)| {
            let cell = self.text.get(*begins..).unwrap_or_default();
            let cell = cell.split("</td>").next().unwrap_or_default();
            cell.contains(|c: char| c.is_ascii_digit())
                && cell.chars().all(|c| c.is_ascii_digit() || " ,.-，%".contains(c))
                && cell.contains(['.', ','])
        };
        self.cells.iter().any(cell)
    }
}

/// From where to where a row's lowest cell reaches.
fn low(line: &Line) -> Option<(i32, i32)> {
    let lowest = line.cells.iter().min_by_key(|(_, area)| area.height())?;
    Some((lowest.1.top, lowest.1.bottom))
}

fn around<'a>(lines: impl Iterator<Item = &'a Line>) -> Option<Area> {
    lines.flat_map(|line| &line.cells).map(|(_, area)| *area).reduce(Area::around)
}

/// Whether a cell that begins here holds just what is printed, blanks and marks apart.
fn is_printed(text: &str, printed: &str) -> bool {
    let cell = text.split("</td>").next().unwrap_or_default();
    let cell = cell.replace("<br>", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    bare(&cell) == bare(printed)
}
