//! Small invented originals, made by the tests themselves.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::io::{Cursor, Write};

/// Points from the left and from the top of an A4 page.
const HEIGHT: i32 = 842;

/// The content of a page, drawn by and by.
#[derive(Debug, Clone, Default)]
pub struct Sheet(pub String);

impl Sheet {
    /// Text that begins at a place, its base line `y` from the top.
    pub fn text(mut self, x: i32, y: i32, size: i32, text: &str) -> Self {
        let codes: String = text.encode_utf16().map(|code| format!("{code:04X}")).collect();
        self.0 += &format!("BT /F {size} Tf {x} {} Td <{codes}> Tj ET\n", HEIGHT - y);
        self
    }

    /// A ruling line.
    pub fn line(mut self, (x, y): (i32, i32), (to_x, to_y): (i32, i32)) -> Self {
        self.0 += &format!("{x} {} m {to_x} {} l S\n", HEIGHT - y, HEIGHT - to_y);
        self
    }

    /// A table from a place on, columns of these widths and rows 20 points high, all lines ruled.
    pub fn table(mut self, (x, y): (i32, i32), widths: &[i32], rows: &[&[&str]]) -> Self {
        let bottom = y + 20 * rows.len() as i32;
        let mut edges = vec![x];
        edges.extend(widths.iter().scan(x, |at, width| {
            *at += width;
            Some(*at)
        }));
        let right = *edges.last().unwrap_or(&x);
        for row in 0..=rows.len() as i32 {
            self = self.line((x, y + 20 * row), (right, y + 20 * row));
        }
        for edge in &edges {
            self = self.line((*edge, y), (*edge, bottom));
        }
        for (row, cells) in (0..).zip(rows) {
            for (edge, cell) in edges.iter().zip(*cells) {
                self = self.text(edge + 3, y + 20 * row + 14, 10, cell);
            }
        }
        self
    }

    /// A picture that covers the page.
    pub fn picture(mut self) -> Self {
        self.0 += "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{7f} EI Q\n";
        self
    }
}

/// Whether the file says which characters its codes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codes {
    Named,
    Nameless,
    /// Named, and the file holds its font, in which every character is a block.
    Drawn,
}

/// A TrueType font of one glyph, in hexadecimal digits.
const FONT: &str = "000100000006004000020000676c7966000000000000006c000000246865616400000000000000900000003668686561\
    00000000000000c800000024686d747800000000000000ec000000046c6f636100000000000000f0000000086d617870\
    00000000000000f8000000200001006400000190025800030000010101010064012c0000fed400000000025800000000\
    0001000000000000000000005f0f3cf5000003e800000000000000000000000000000000006400000190025800000008\
    0002000100000000000100000320ff38000003e800000000019000010000000000000000000000000000000103e80064\
    00000000000000240001000000010004000100000000000100000000000000000000000000000000";

/// A PDF of some pages.
pub fn pdf(pages: &[Sheet], codes: Codes) -> Vec<u8> {
    pdf_with(pages, codes, "", &[])
}

/// A PDF of some pages with more resources and objects, in both of which `@0 R` is the first of these.
pub fn pdf_with(pages: &[Sheet], codes: Codes, resources: &str, more: &[String]) -> Vec<u8> {
    let first = 6 + 2 * pages.len() + if codes == Codes::Drawn { 2 } else { 0 };
    let numbered = |text: &str| {
        (0..more.len()).fold(text.to_owned(), |text, at| {
            text.replace(&format!("@{at} R"), &format!("{} 0 R", first + at))
        })
    };
    let unicode = match codes {
        Codes::Named | Codes::Drawn => "/ToUnicode 5 0 R",
        Codes::Nameless => "",
    };
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 6 + 2 * page)).collect();
    let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def \
        /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange \
        1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end";
    let font = 6 + 2 * pages.len();
    let descriptor = format!(
        "/CIDToGIDMap {} 0 R /FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 4 /FontFile2 {font} 0 R >>",
        font + 1
    );
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Count {} /Kids [{}] >>", pages.len(), kids.join(" ")),
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R] {unicode} >>"
        ),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) \
         /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [32 126 500] @ >>"
            .replace('@', if codes == Codes::Drawn { &descriptor } else { "" }),
        stream(map),
    ];
    for (page, sheet) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
             /Resources << /Font << /F 3 0 R >> {} >> >>",
            7 + 2 * page,
            numbered(resources)
        ));
        objects.push(stream(&sheet.0));
    }
    if codes == Codes::Drawn {
        let program = format!("{FONT}>");
        objects.push(stream(&program).replacen("<<", "<< /Filter /ASCIIHexDecode", 1));
        objects.push(stream(&"\0".repeat(1 << 17)));
    }
    objects.extend(more.iter().map(|object| numbered(object)));
    file(&objects, "")
}

fn stream(content: &str) -> String {
    stream_of("", content)
}

/// A stream with these entries beside its length.
pub fn stream_of(entries: &str, content: &str) -> String {
    format!("<< {entries} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// A file of numbered objects, the first of them its catalogue; `trailer` stands in its trailer.
pub fn file(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut out = "%PDF-1.7\n".to_owned();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(out.len());
        out += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let start = out.len();
    out += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    offsets.iter().for_each(|offset| out += &format!("{offset:010} 00000 n \n"));
    out += &format!("trailer\n<< /Size {} /Root 1 0 R {trailer} >>\n", objects.len() + 1);
    out += &format!("startxref\n{start}\n%%EOF\n");
    out.into_bytes()
}

/// An archive of these files.
pub fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A Word file whose body is this, in which the style `2` is a heading.
pub fn word(body: &str) -> Vec<u8> {
    styled(body, "<w:style w:styleId=\"2\"><w:name w:val=\"heading 1\"/></w:style>")
}

/// A Word file whose body and whose styles are these.
pub fn styled(body: &str, styles: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let styles = format!("<w:styles xmlns:w=\"w\">{styles}</w:styles>");
    zip(&[("word/document.xml", &document), ("word/styles.xml", &styles)])
}

/// A workbook of two sheets, one of them hidden.
pub fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let (plain, money, percent) = (
        rust_xlsxwriter::Format::new(),
        rust_xlsxwriter::Format::new().set_num_format("#,##0.00_ "),
        rust_xlsxwriter::Format::new().set_num_format("0.0%"),
    );
    sheet.set_name("收支总表").unwrap();
    sheet.merge_range(0, 1, 0, 3, "某市某局2023年收支总表", &plain).unwrap();
    sheet.merge_range(2, 1, 2, 2, "收入", &plain).unwrap();
    sheet.merge_range(2, 3, 3, 3, "编码", &plain).unwrap();
    sheet.write(3, 1, "项目").unwrap().write(3, 2, "预算数").unwrap();
    sheet.write(4, 1, "财政拨款").unwrap().write_with_format(4, 2, 1_234.5, &money).unwrap();
    sheet.write(4, 3, 2_010_301).unwrap();
    sheet.write(5, 1, "比上年").unwrap().write_with_format(5, 2, 0.125, &percent).unwrap();
    sheet.write(7, 1, "注：<本表>含结转").unwrap();
    let draft = book.add_worksheet();
    draft.set_name("草稿").unwrap().write(0, 0, "不公开").unwrap();
    draft.set_hidden(true);
    book.save_to_buffer().unwrap()
}

/// A workbook with the sheet 收支总表, in which this stands.
pub fn sheets(sheet: &str) -> Vec<u8> {
    let sheet = format!("<worksheet xmlns=\"m\">{sheet}</worksheet>");
    let relation = |id: &str, of: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"p\"><Relationship Id=\"{id}\" Type=\"o/relationships/{of}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let book = "<workbook xmlns=\"m\" xmlns:r=\"r\"><sheets><sheet name=\"收支总表\" sheetId=\"1\" r:id=\"b\"/></sheets></workbook>";
    zip(&[
        ("_rels/.rels", &relation("a", "officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", &relation("b", "worksheet", "worksheets/Sheet1.xml")),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

/// Bytes compressed as streams of a PDF are.
pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}
