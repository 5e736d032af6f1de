//! `data/datapackage.json`: the data files on all disclosures, with every field, as a Data
//! Package. The first rows of the files are made of the same lists.

use serde_json::{Value, json};

use crate::address;
use crate::artifact::{Artifact, sha256};
use crate::config::Settings;
use crate::export::package::{PROFILE, csv, terms};

/// A field: name, type, meaning.
type Field = (&'static str, &'static str, &'static str);

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    Disclosures,
    Totals,
    Codes,
    Findings,
    /// Every figure of a region.
    Facts,
    /// Every project of a region.
    Projects,
    /// Every indicator of the performance-target forms of a region.
    Indicators,
}

/// A file that the package lists.
#[derive(Debug, Clone)]
pub struct Listed {
    pub sheet: Sheet,
    /// From the site's root.
    pub path: String,
    pub bytes: u64,
    /// SHA-256 in hexadecimal, where the file was ever as a whole in memory.
    pub hash: Option<String>,
    /// What it is on, if not on everything.
    pub region: Option<String>,
}

impl Listed {
    /// A file as it is.
    pub fn of(sheet: Sheet, file: &Artifact) -> Self {
        let (path, bytes) = (file.path.clone(), file.bytes.len() as u64);
        Self { sheet, path, bytes, hash: Some(sha256(&file.bytes)), region: None }
    }
}

const DISCLOSURE: Field = ("disclosure", "string", "单位、年度和种类");
const BODY_NAME: Field = ("body_name", "string", "单位名称");
const YEAR: Field = ("year", "integer", "年度");
const KIND: Field = ("kind", "string", "budget 预算，final 决算");
const URL: Field = ("url", "string", "从网站根起的路径，带页内位置");
const AMOUNT: Field = ("amount", "number", "印出的金额，小数位数不变");
const UNIT: Field = ("unit", "string", "元、万元，没有写明时为空");
const YUAN: Field = ("amount_yuan", "number", "本站按单位折算成元；没有写明单位时为空");
const TABLE: Field = ("table", "string", "表的代号");
const SOURCE: Field = ("source", "string", "原文文件");
const LINE: Field = ("line", "integer", "在原文文件中的行号，从 1 起");
const CONFIDENCE: Field = ("confidence", "string", "sure 或 doubt：本站是否确信没有读错");
const YEAR_CONFIDENCE: Field =
    ("year_confidence", "string", "sure，或 doubt：文件名的年度与标题写的不同，数可能是别的年度的");
const STATED: Field = (
    "stated",
    "string",
    "amount 有金额，nil 列明为无，blank 空白，unclear 读不出，several 有几行，doubt 可能读错，sum 本站相加",
);
const PROJECT: Field = ("project", "string", "项目的代号，在一份公开里不重复");
const NAME: Field = ("name", "string", "名称，照公布的写法");

impl Sheet {
    /// Its file, below `data/`; of those by region the folder.
    pub fn file(self) -> &'static str {
        match self {
            Sheet::Disclosures => "disclosures.csv",
            Sheet::Totals => "totals.csv",
            Sheet::Codes => "codes.csv",
            Sheet::Findings => "findings.csv",
            Sheet::Facts => "facts",
            Sheet::Projects => "projects",
            Sheet::Indicators => "indicators",
        }
    }

    /// What it holds, in words.
    pub fn title(self) -> &'static str {
        match self {
            Sheet::Disclosures => "全部公开",
            Sheet::Totals => "主要数字",
            Sheet::Codes => "按功能科目的支出",
            Sheet::Findings => "核对没有合上的各项",
            Sheet::Facts => "全部报表的每一个金额",
            Sheet::Projects => "全部项目",
            Sheet::Indicators => "全部绩效指标",
        }
    }

    /// The names of its fields.
    pub fn columns(self) -> impl Iterator<Item = &'static str> {
        self.fields().into_iter().map(|(name, _, _)| name)
    }

    /// The names of its fields, each with `string`, `integer` or `number`.
    pub fn kinds(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.fields().into_iter().map(|(name, kind, _)| (name, kind))
    }

    /// Its name, as that of a table.
    pub fn name(self) -> &'static str {
        self.file().trim_end_matches(".csv")
    }

    fn fields(self) -> Vec<Field> {
        let own = [DISCLOSURE, BODY_NAME, YEAR, KIND].into_iter();
        let figure = [STATED, AMOUNT, UNIT, TABLE, URL];
        match self {
            Sheet::Disclosures => own.chain(OF_DISCLOSURE).chain([URL, YEAR_CONFIDENCE]).collect(),
            Sheet::Totals => own.chain([("measure", "string", "哪一个数字")]).chain(figure).collect(),
            Sheet::Codes => own.chain(OF_CODE).chain(figure).collect(),
            Sheet::Findings => own
                .chain([("verdict", "string", "核对的结果"), ("statement", "string", "式子或说法")])
                .chain([URL])
                .collect(),
            Sheet::Facts => own.chain(OF_FACT).collect(),
            Sheet::Projects => own.chain(OF_PROJECT).collect(),
            Sheet::Indicators => own.chain(OF_INDICATOR).collect(),
        }
    }
}

const OF_DISCLOSURE: [Field; 16] = [
    ("region", "string", "所在地，单位设置里写的"),
    ("title", "string", "标题"),
    ("coverage", "string", "department 部门，unit 单位，没有写明时为空"),
    ("published", "string", "公布的日期，没有记下时为空"),
    ("tables", "integer", "表的张数"),
    ("empty_tables", "integer", "其中没有金额的"),
    ("figures", "integer", "金额的个数"),
    ("forms", "integer", "绩效目标申报表的张数"),
    ("linked", "integer", "表和申报表对应上的项目"),
    ("unplaced_lines", "integer", "没有去处的原文行"),
    ("mismatch", "integer", "核对不符"),
    ("scope", "integer", "口径可能不同"),
    ("doubtful", "integer", "存疑"),
    ("unverifiable", "integer", "无法核对"),
    ("rounding", "integer", "舍入差"),
    ("agree", "integer", "一致"),
];

const OF_CODE: [Field; 3] = [
    ("code", "string", "功能科目编码"),
    ("name", "string", "科目名称，照公布的写法"),
    ("scope", "string", "哪一种钱；互相重叠，不能相加"),
];

const OF_FACT: [Field; 10] = [
    TABLE,
    ("row", "string", "行的代号"),
    ("column", "string", "列的代号"),
    ("row_label", "string", "公布的行名"),
    AMOUNT,
    UNIT,
    YUAN,
    CONFIDENCE,
    LINE,
    ("page", "integer", "在原件中的页，从 1 起；不知道时为空"),
];

const OF_PROJECT: [Field; 10] = [
    PROJECT,
    NAME,
    AMOUNT,
    UNIT,
    YUAN,
    CONFIDENCE,
    ("basis", "string", "表和申报表怎样对应；只有一边时为空"),
    SOURCE,
    LINE,
    URL,
];

const OF_INDICATOR: [Field; 10] = [
    PROJECT,
    ("form", "string", "target 目标申报表，evaluation 自评表"),
    ("period", "string", "implementation 实施期，annual 年度"),
    ("level1", "string", "一级指标"),
    ("level2", "string", "二级指标"),
    NAME,
    ("value", "string", "指标值，照印出的写"),
    CONFIDENCE,
    SOURCE,
    LINE,
];

/// The package.
pub(super) fn package(settings: &Settings, listed: &[Listed]) -> Artifact {
    let mut package = json!({
        "$schema": PROFILE,
        "name": "all-disclosures",
        "title": settings.title,
        "description": "本站全部公开的数据，照原文列出，金额是印出的精确小数。不是官方文件，以各单位正式公布的为准。",
        "resources": listed.iter().map(resource).collect::<Vec<_>>(),
    });
    terms(&mut package, settings);
    Artifact::new(address::site_package(), format!("{package:#}\n"))
}

fn resource(file: &Listed) -> Value {
    let folder = address::site_file("");
    let path = file.path.strip_prefix(&folder).unwrap_or(&file.path);
    let title = file.region.as_ref().map_or_else(String::new, |region| format!("：{region}"));
    let field = |(name, kind, description)| json!({ "name": name, "type": kind, "description": description });
    let fields: Vec<Value> = file.sheet.fields().into_iter().map(field).collect();
    let schema = json!({ "fieldsMatch": "exact", "fields": fields });
    let mut resource = csv(&format!("{}{title}", file.sheet.title()), &schema, true);
    resource["name"] = path.trim_end_matches(".csv").replace('/', "-").into();
    resource["path"] = path.into();
    resource["format"] = "csv".into();
    resource["bytes"] = file.bytes.into();
    if let Some(hash) = &file.hash {
        resource["hash"] = format!("sha256:{hash}").into();
    }
    resource
}
