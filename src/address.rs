//! Addresses: the path from the site's root of everything that has a page or an
//! anchor. They are the product: never by position where a key exists.
//!
//! Every function returns a path without a leading slash; pages end in `/`.

mod below;

pub use below::{Above, above};

use crate::model::{
    AccountCode, ColumnRole, DisclosureId, DisclosureKind, KeptCell, Linked, Operand, OperandPlace, Part,
    Section, Summary, Table, Target,
};
use crate::source::Line;

/// `<body>/`
pub fn body(slug: &str) -> String {
    format!("{slug}/")
}

/// `<body>/<year>-<kind>/`
pub fn disclosure(id: &DisclosureId) -> String {
    format!("{id}/")
}

/// `…/tables/`
pub fn tables(id: &DisclosureId) -> String {
    format!("{id}/tables/")
}

/// `…/tables/<table>.csv`, beside the table's page.
pub fn table_csv(id: &DisclosureId, table: &str) -> String {
    format!("{id}/tables/{table}.csv")
}

/// `…/tables/<table>/`
pub fn table(id: &DisclosureId, table: &str) -> String {
    format!("{id}/tables/{table}/")
}

/// The anchor of a row: `r-<row>`.
pub fn row_anchor(row: &str) -> String {
    format!("r-{row}")
}

/// The anchor of a cell: `r-<row>-<column>`.
pub fn cell_anchor(row: &str, column: &str) -> String {
    format!("r-{row}-{column}")
}

/// Whether an anchor is that of a row or of a cell.
pub fn is_row_anchor(anchor: &str) -> bool {
    anchor.starts_with("r-")
}

/// `…/tables/<table>/#r-<row>`
pub fn row(id: &DisclosureId, table_id: &str, row: &str) -> String {
    format!("{}#{}", table(id, table_id), row_anchor(row))
}

/// `…/tables/<table>/#r-<row>-<column>`
pub fn cell(id: &DisclosureId, table_id: &str, row: &str, column: &str) -> String {
    format!("{}#{}", table(id, table_id), cell_anchor(row, column))
}

/// `…/projects/`
pub fn projects(id: &DisclosureId) -> String {
    format!("{id}/projects/")
}

/// `…/projects/<project>/`
pub fn project(id: &DisclosureId, slug: &str) -> String {
    format!("{id}/projects/{slug}/")
}

/// `…/promises/`
pub fn promises(id: &DisclosureId) -> String {
    format!("{id}/promises/")
}

/// `…/overview/`
pub fn overview(id: &DisclosureId) -> String {
    format!("{id}/overview/")
}

/// `…/notes/`
pub fn notes(id: &DisclosureId) -> String {
    format!("{id}/notes/")
}

/// `…/glossary/`
pub fn glossary(id: &DisclosureId) -> String {
    format!("{id}/glossary/")
}

/// `…/glossary/#<term>`
pub fn term(id: &DisclosureId, term: &str) -> String {
    format!("{}#{term}", glossary(id))
}

/// `…/audit/`
pub fn audit(id: &DisclosureId) -> String {
    format!("{id}/audit/")
}

/// `…/audit/#<finding>`
pub fn finding(id: &DisclosureId, finding: &str) -> String {
    format!("{}#{finding}", audit(id))
}

/// The anchor of a group of findings on the audit page: `page-on-<group>`. No
/// finding's id begins with `page-`.
pub fn group_anchor(group: &str) -> String {
    format!("page-on-{group}")
}

/// `…/audit/#page-on-<group>`
pub fn audit_group(id: &DisclosureId, group: &str) -> String {
    format!("{}#{}", audit(id), group_anchor(group))
}

/// `…/corrections/`
pub fn corrections(id: &DisclosureId) -> String {
    format!("{id}/corrections/")
}

/// `…/corrections/#<correction>`
pub fn correction(id: &DisclosureId, correction: &str) -> String {
    format!("{}#{correction}", corrections(id))
}

/// `checks/`: what is checked, and what the verdicts mean.
pub fn checks() -> String {
    "checks/".to_owned()
}

/// `checks/#<code>`
pub fn check(code: &str) -> String {
    format!("{}#{code}", checks())
}

/// `findings/<n>/`: what does not agree, over all bodies.
pub fn findings(page: usize) -> String {
    further("findings/", page)
}

/// `compare/<kind>/<year>/`: the disclosures of all bodies side by side.
pub fn compare(year: u16, kind: DisclosureKind) -> String {
    format!("compare/{}/{year}/", kind.key())
}

/// `compare/<kind>/<year>/<mark>/`: those of a region.
pub fn compare_region(year: u16, kind: DisclosureKind, mark: &str) -> String {
    format!("{}{mark}/", compare(year, kind))
}

/// `compare/`: any two disclosures side by side; `static/compare.js` reads which from the
/// query, `?a=<body>/<year>-<kind>&b=…`.
pub fn compare_two() -> String {
    "compare/".to_owned()
}

/// `codes/`: every functional account that some disclosure spends on.
pub fn codes() -> String {
    "codes/".to_owned()
}

/// `codes/<code>/`
pub fn code(code: AccountCode) -> String {
    format!("codes/{code}/")
}

/// What stands for a region's name in addresses; for bodies that name none the same whatever
/// others there are.
pub fn region_mark(name: Option<&str>) -> String {
    name.map_or_else(|| "other".to_owned(), |name| blake3::hash(name.as_bytes()).to_hex()[..12].to_owned())
}

/// `regions/<mark>/`: the bodies of a region. A body of the name `regions` has its own
/// pages there too, which begin with a year.
pub fn region(mark: &str) -> String {
    format!("regions/{mark}/")
}

/// `<list>/<n>/`: where the list that begins at an address goes on.
pub fn further(list: &str, page: usize) -> String {
    if page > 1 { format!("{list}{page}/") } else { list.to_owned() }
}

/// `regions/all/<n>/`: where the list of regions goes on that begins on the home page.
pub fn regions(page: usize) -> String {
    if page > 1 { further(&region("all"), page) } else { String::new() }
}

/// The list that a page of one continues, or that a region stood in; `None` for any other
/// page.
pub fn list_of(page: &str) -> Option<String> {
    let (above, last) = page.strip_suffix('/')?.rsplit_once('/')?;
    let is_number = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    match above {
        "regions" | "regions/all" => Some(String::new()),
        "compare/budget" | "compare/final" => Some(compare_two()),
        // A region's list stands below that of its year.
        _ if above.starts_with("compare/") => Some(format!("{above}/")),
        "findings" if is_number => Some(findings(1)),
        _ if is_number && (above.starts_with("regions/") || above.starts_with("codes/")) => {
            Some(format!("{above}/"))
        }
        _ => None,
    }
}

/// `search/`
pub fn search() -> String {
    "search/".to_owned()
}

/// `<name>/`: a page of the site's own.
pub fn own(name: &str) -> String {
    format!("{name}/")
}

/// `search/<name>.js`: a file of the index; `static/search.js` spells it as well.
pub fn search_script(name: &str) -> String {
    format!("{}{name}.js", search())
}

/// `data/<name>`: a data file on all disclosures.
pub fn site_file(name: &str) -> String {
    format!("data/{name}")
}

/// `data/<what>/<mark>.csv`: a data file on all disclosures of a region.
pub fn region_file(what: &str, region: Option<&str>) -> String {
    site_file(&format!("{what}/{}.csv", region_mark(region)))
}

/// `data/datapackage.json`, which describes the data files on all disclosures.
pub fn site_package() -> String {
    site_file(PACKAGE)
}

/// The cell that a summary keeps.
pub fn kept(summary: &Summary, kept: &KeptCell) -> String {
    cell(&summary.id, &summary.table_of(kept).id, &kept.key.row, &kept.key.column)
}

/// `…/data/`
pub fn data(id: &DisclosureId) -> String {
    format!("{id}/data/")
}

/// `…/data/<name>`
pub fn data_file(id: &DisclosureId, name: &str) -> String {
    format!("{id}/data/{name}")
}

/// `…/data/<body>-<year>-<kind>.<ending>`: a file on the whole disclosure that
/// keeps its name when it is carried elsewhere.
pub fn whole_file(id: &DisclosureId, ending: &str) -> String {
    format!("{id}/data/{}.{ending}", whole_name(id))
}

/// `<body>-<year>-<kind>`
pub fn whole_name(id: &DisclosureId) -> String {
    id.to_string().replace('/', "-")
}

/// `…/text.txt`: the whole disclosure as plain text.
pub fn text(id: &DisclosureId) -> String {
    format!("{id}/{TEXT}")
}

const TEXT: &str = "text.txt";

/// `…/original.pdf`; of one of several files `…/original-<name>.pdf`.
pub fn original(id: &DisclosureId, name: Option<&str>) -> String {
    let name = name.map(|name| format!("-{name}")).unwrap_or_default();
    format!("{id}/original{name}.pdf")
}

/// `…/crops/<table>/r-<row>-<column>.png`: a cell on its page of the original. It comes and goes
/// with what may be shown, and is no lasting address.
pub fn crop(id: &DisclosureId, table: &str, row: &str, column: &str) -> String {
    format!("{id}/crops/{table}/{}.png", cell_anchor(row, column))
}

/// `…/datapackage.json`, above all files that it describes.
pub fn package(id: &DisclosureId) -> String {
    format!("{id}/{PACKAGE}")
}

const PACKAGE: &str = "datapackage.json";

/// `…/embed/<chart>/`: a chart alone, to stand in other pages.
pub fn embed(id: &DisclosureId, chart: &str) -> String {
    format!("{id}/embed/{chart}/")
}

/// `…/embed/<chart>.<ending>`: a chart as a file of its own. It comes and goes with what there
/// is to draw, and is no lasting address.
pub fn picture(id: &DisclosureId, chart: &str, ending: &str) -> String {
    format!("{id}/embed/{chart}.{ending}")
}

/// `…/share.png`, or `…/share-square.png`: a disclosure as a picture to be shared. As that of a
/// chart it is no lasting address.
pub fn share(id: &DisclosureId, square: bool) -> String {
    format!("{id}/share{}.png", if square { "-square" } else { "" })
}

/// Whether an address is that of a chart alone.
pub fn is_embed(address: &str) -> bool {
    disclosure_of(address).is_some_and(|of| address[of.len()..].starts_with("embed/"))
}

/// The anchor by which a table alone is shown of its page, for other pages.
pub const EMBEDDED: &str = "page-embed";

/// `…/revisions/`: what changed since earlier texts of a disclosure.
pub fn revisions(id: &DisclosureId) -> String {
    format!("{id}/revisions/")
}

/// `…/revisions/#page-was-<table>-<row>-<column>`
pub fn revised_cell(id: &DisclosureId, table: &str, row: &str, column: &str) -> String {
    format!("{}#{}", revisions(id), revised_anchor(table, row, column))
}

/// The anchor of what a cell said before, of the layout: `page-was-<table>-<row>-<column>`.
pub fn revised_anchor(table: &str, row: &str, column: &str) -> String {
    format!("page-was-{table}-{row}-{column}")
}

/// `…/revisions/<day>/`: an earlier text of a disclosure.
pub fn version(id: &DisclosureId, day: &str) -> String {
    format!("{id}/revisions/{day}/")
}

/// `…/revisions/<day>/#L<n>`
pub fn version_line(id: &DisclosureId, day: &str, line: Line) -> String {
    format!("{}#{}", version(id, day), line_anchor(line))
}

/// `…/source/`
pub fn source(id: &DisclosureId) -> String {
    format!("{id}/source/")
}

/// The anchor of a source line: `L<n>`, or `f<k>-L<n>` in the second file of a
/// source and after.
pub fn line_anchor(line: Line) -> String {
    match line.file.0 {
        0 => format!("L{}", line.number),
        file => format!("f{}-L{}", file + 1, line.number),
    }
}

/// Whether an anchor is that of a source line.
pub fn is_line_anchor(anchor: &str) -> bool {
    let behind = anchor.strip_prefix('f').and_then(|rest| rest.split_once('-'));
    let file = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let line = behind.filter(|(number, _)| file(number)).map_or(anchor, |(_, line)| line);
    line.strip_prefix('L').is_some_and(file)
}

/// `…/source/#L<n>`
pub fn source_line(id: &DisclosureId, line: Line) -> String {
    format!("{}#{}", source(id), line_anchor(line))
}

/// The address under which a file of the site is published for good: that of
/// its page, or its own. `None` for what may come and go: static files, whose
/// names change with their content, and what only serves other programs.
pub fn lasting(path: &str) -> Option<&str> {
    if let Some(folder) = path.strip_suffix("index.html") {
        return Some(folder);
    }
    let is_data = path.split('/').any(|part| ["data", "tables", PACKAGE, TEXT].contains(&part));
    is_data.then_some(path)
}

/// The address of the disclosure that an address belongs to: `<body>/<year>-<kind>/`.
/// `None` for what belongs to none, or lays several side by side.
pub fn disclosure_of(address: &str) -> Option<&str> {
    let (body, rest) = address.split_once('/')?;
    let (name, _) = rest.split_once('/')?;
    let (year, kind) = name.split_once('-')?;
    let known = [DisclosureKind::Budget, DisclosureKind::Final].iter().any(|one| one.key() == kind);
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    (known && is_year).then(|| &address[..body.len() + name.len() + 2])
}

/// Whether an address is a page's, not a file's.
pub fn is_page(address: &str) -> bool {
    address.is_empty() || address.ends_with('/')
}

/// Whether an id on a page is an anchor to link to. Ids that begin with `page-`
/// belong to the layout.
pub fn is_lasting_anchor(id: &str) -> bool {
    !id.starts_with("page-") && !id.contains("..")
}

/// The site's feed, which needs the site's address.
pub const FEED: &str = "feed.xml";
/// The feed of what does not agree.
pub const FINDINGS_FEED: &str = "findings.xml";

/// The list of all pages, which needs the site's address. Only one of several
/// has a number.
pub fn sitemap(part: Option<usize>) -> String {
    part.map_or_else(|| "sitemap.xml".to_owned(), |part| format!("sitemap-{part}.xml"))
}

/// What the site is and where its text and data are, for programs that read for people.
pub const LLMS: &str = "llms.txt";

/// What crawlers may read.
pub const ROBOTS: &str = "robots.txt";

/// What a relative link leads to from the page at the address `from`; `None`
/// where it leaves the site.
pub fn joined(from: &str, link: &str) -> Option<String> {
    let mut folders: Vec<&str> = from.split('/').collect();
    let file = link.rsplit('/').next().unwrap_or_default();
    folders.pop();
    for part in link.strip_suffix(file)?.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(folders.pop()?),
            folder => folders.push(folder),
        }
    }
    folders.push(file);
    Some(folders.join("/"))
}

/// The absolute address of `path`, where the site's own is `base`.
pub fn absolute(base: &str, path: &str) -> String {
    format!("{}/{path}", base.trim_end_matches('/'))
}

/// Where the site shows a target; `None` where it shows it nowhere.
pub fn target(linked: &Linked, target: Target) -> Option<String> {
    let (disclosure, id) = (&linked.disclosure, &linked.disclosure.id);
    let table_at = |at: usize| disclosure.tables.get(at).map(|found| table(id, &found.id));
    match target {
        Target::Disclosure => Some(self::disclosure(id)),
        Target::Table(at) => table_at(at),
        Target::Row(at, row) => {
            let entry = disclosure.tables.get(at)?.rows.get(row)?.entries.iter().flatten().next();
            let anchor = entry.map(|entry| format!("#{}", row_anchor(&entry.key)));
            Some(table_at(at)? + &anchor.unwrap_or_default())
        }
        Target::Form(form) => linked.project_of_form(form).map(|found| project(id, &found.slug)),
        Target::Section(at) => disclosure.sections.get(at).map(|found| section(id, found)),
        Target::Term(term) => Some(self::term(id, &disclosure.terms.get(term)?.key)),
        Target::Glossary => (!disclosure.terms.is_empty()).then(|| glossary(id)),
    }
}

/// Where an operand of a check stands: its cell or its page, else its source
/// line.
pub fn operand(linked: &Linked, operand: &Operand) -> String {
    let disclosure = &linked.disclosure;
    let place = match &operand.place {
        OperandPlace::Cell(cell) => {
            let table = disclosure.tables.get(cell.table);
            table.map(|table| cell_or_row(&disclosure.id, table, &cell.row, &cell.column))
        }
        OperandPlace::Page(at) => target(linked, *at),
    };
    place.unwrap_or_else(|| source_line(&disclosure.id, operand.line))
}

/// Only cells for amounts have anchors of their own.
fn cell_or_row(id: &DisclosureId, table: &Table, row_key: &str, column_key: &str) -> String {
    let amount =
        table.columns.iter().any(|column| column.key == column_key && column.role == ColumnRole::Amount);
    if amount { cell(id, &table.id, row_key, column_key) } else { row(id, &table.id, row_key) }
}

/// `…/notes/#<section>`, or of the overview.
pub fn section(id: &DisclosureId, section: &Section) -> String {
    let page = match section.part {
        Part::Overview => overview(id),
        Part::Notes => notes(id),
    };
    format!("{page}#{}", section.key)
}
