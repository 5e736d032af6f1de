//! Every diagnostic code with what it means: one list, sorted by code.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Severity;

/// A stable diagnostic code: lower-case words joined by hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DiagnosticCode(Cow<'static, str>);

impl DiagnosticCode {
    /// The code as printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code of an audit rule, under which its findings are told. What it
    /// means, the rule itself says.
    pub fn of_rule(rule: &'static str) -> Self {
        Self(Cow::Borrowed(rule))
    }

    /// The severity a diagnostic of this code has by itself.
    pub fn severity(&self) -> Severity {
        explain(&self.0).map_or(Severity::Note, |explanation| explanation.severity)
    }
}

impl fmt::Display for DiagnosticCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a code means, for `mingzhang explain`.
#[derive(Debug)]
pub struct Explanation {
    pub code: &'static str,
    pub severity: Severity,
    pub title: &'static str,
    pub text: &'static str,
}

/// Finds a code's explanation.
pub fn explain(code: &str) -> Option<&'static Explanation> {
    let at = EXPLANATIONS.binary_search_by_key(&code, |explanation| explanation.code).ok()?;
    Some(&EXPLANATIONS[at])
}

macro_rules! codes {
    ($($name:ident $code:literal $severity:ident $title:literal $text:literal;)*) => {
        $(#[doc = $title] pub const $name: DiagnosticCode = DiagnosticCode(Cow::Borrowed($code));)*
        /// All codes, sorted.
        pub static EXPLANATIONS: &[Explanation] = &[
            $(Explanation { code: $code, severity: Severity::$severity, title: $title, text: $text },)*
        ];
    };
}

codes! {
    AMOUNT_DIFFERS "amount-differs" Warning "项目与申报表名称相同而金额不同"
        "按名称对应成功，但申报表的资金总额折算后与项目支出表不等。两个金额都照原文公布。";
    BAD_CORRECTION "bad-correction" Error "更正文件有误，或其中一条写得不全"
        "<年度>-<类别>.corrections.toml 里每一条都要写明 printed、why、by、date、evidence。整个文件读不懂时其中的更正都不生效，一条有误时只有那一条不生效；公开文本照常发布。写法见 docs/corrections.md。";
    BAD_FRONT_MATTER "bad-front-matter" Error "文件开头的 +++ 段不是合格的 TOML"
        "可用的键是 title、body、source_url、published、note。段落照常读取，+++ 段中的设置不生效。";
    BAD_ORIGINAL "bad-original" Error "原件读不了"
        "PDF 有密码、不完整、是扫描件或者字没有编码，所以这一份没有发布。按提示处理；也可以存一份同名的 .md 或 .txt，它在旁边时读它。见 docs/import.md。";
    BAD_SETTINGS "bad-settings" Error "设置文件不是合格的 TOML，或有不认识的键"
        "body.toml 出错时公开文本照常发布，只是不用其中的设置；site.toml 出错时不生成，以免漏掉其中的隐私设置。";
    CONTROL_CHARACTER "control-character" Warning "文字里有控制字符"
        "控制字符不进入网站，显示为 �；换页符和垂直制表符算作空格。多半是文本解析时出错，请对照原件。";
    CORRECTION_MISMATCH "correction-mismatch" Error "更正里写的原文与现在的文本不同"
        "每一条更正都写明它替换的原文（printed）。那里现在是别的内容，或没有这一格、这一行，说明文本或读法变了，这一条就不生效。核对原件，改正或删去它。";
    DOUBTFUL_ORIGINAL "doubtful-original" Warning "原件里有拿不准的地方"
        "例如个别字没有编码，或者有隐藏的工作表没有读。请对照原件；需要改时用 mingzhang import 存成文字，改好再发布。见 docs/import.md。";
    DUPLICATE_ADDRESS "duplicate-address" Error "两份公开文本占用同一个网址"
        "同一个单位、年度、类别只能有一份：例如 2023-budget.md 和 2023-budget.txt 不能并存。两份都没有发布，请移走一份。";
    DUPLICATE_KEY "duplicate-key" Warning "两张表的编号相同，或同一张表里有两行的键相同"
        "表的网址由表名决定，行的网址由科目编码或名称决定；重复的依次加上 -2、-3。请核对是否重复列示或识别有误。";
    EMPTY_SOURCE "empty-source" Error "文件里没有文字"
        "文件为空，或只有空白。没有可发布的内容。";
    ENCODING "encoding" Error "无法确定文字编码"
        "文件既不是 UTF-8，也不像 GBK/GB18030 或 UTF-16。请另存为 UTF-8。";
    EXTRA_FILE "extra-file" Note "内容文件夹里有不会读取的文件"
        "只读取 body.toml 和名为 <年度>-budget、<年度>-final 的 .md、.txt 文件或文件夹。隐藏文件和 README 不提示。";
    INHERITED_UNIT "inherited-unit" Note "表格没有写明单位，单位另有依据"
        "这张表自己没有写明单位。整份公开只用一种单位，或正文用一种单位写了表中的同一金额，就按那种单位。请对照原件。";
    LOOSE_FIGURE "loose-figure" Warning "像是表里的一行，却不在任何表里"
        "这一行是名称后面跟着金额，但没有归入任何表：金额不在数据里，也不参与核对。请对照原件；多半是文本解析时脱离了表格。";
    MISPRINTED_CODE "misprinted-code" Warning "科目编码像是印错了"
        "科目编码以 1 至 5 开头，这一个不是，名称却是名单里的科目。编码照印，程序不改；这一行存疑，不参加核对。请对照原件。";
    MISREAD_HEADER "misread-header" Note "表头的合并格与各栏对不上"
        "上层表头覆盖的栏数与表的结构不符，多半是文本解析时错位；页面按各栏自身的名称解释。";
    NO_HEADINGS "no-headings" Error "文字里没有认出一个标题"
        "文字成段，却没有一个程序认得的标题，目录里也没有列出：分不出概况、说明、名词解释。这份公开照常发布，但不说它核对无误。请检查文本解析是否丢掉了标题。";
    NO_TABLES "no-tables" Error "没有读到任何表格"
        "文本里有许多像表格的数，却没有一张读得出来的表。文字照常发布，但不说它核对无误。请检查解析工具是否丢掉了表格。";
    NO_UNIT "no-unit" Warning "没有认出表格的金额单位"
        "没有找到“单位：元/万元”。金额照原文公布，但不标单位，也不参与换算。";
    OTHER_YEAR "other-year" Warning "各处标题写的是另一年"
        "文件名里的年度与各处标题写的年度不同，多半是文件放错或改错了名。网址用文件名里的年度；请核对。改好之前，写明年度的栏目存疑，写明年度的金额不核对，不说哪一处写错了年度，也不和别的年度比较。";
    PERHAPS_PERSONAL "perhaps-personal" Warning "像是写了谁得到多少钱"
        "文字或项目名称里像是写明了患者、受助人等个人和他得到的钱。规则认不准，所以没有略去。确是个人的，把姓名写进 site.toml 的 [privacy] redact，整个网站都会略去；公司、单位或别的词，不必理会。";
    PROGRAM_ERROR "program-error" Error "程序处理这份公开时出错"
        "程序在这份公开上停了下来，没有发布它，其余照常生成。这是程序的错误，请连同这份文本报告。";
    RAGGED_ROW "ragged-row" Warning "这一行的格数与表头不同"
        "行里的格子比表头多或少。缺少的按空白处理；多出的非空格子保留在行末并在此提示。";
    REDACTED "redacted" Note "已略去个人信息"
        "手机号、身份证号、经办人和联系人等标签旁边的姓名、邮箱、微信、QQ、银行账号、车牌、护照号、住址、出生日期不进入网站，原位置以〔…略〕代替。金额、个数、日期、编码的栏目和行里什么也不略去；略错了请核对所列的行。";
    RESERVED_NAME "reserved-name" Warning "名称是网站自用的，或者与自己的页面相同"
        "单位文件夹与网站自用的名称或 pages/ 里的页面同名时，单位保留它的网址，照常发布；同名的自己的页面不发布。给其中一个换名。";
    STRAY_CELL "stray-cell" Warning "申报表里有放不进任何栏目的格子"
        "格子的文字原样列在项目页末尾。多半是文本解析时错行。";
    UNKNOWN_COLUMN "unknown-column" Warning "不认识的栏目名称"
        "该栏照原文公布，网址用名称的散列值。可在 src/catalogue/tables 的对应文件里补上名称。";
    UNKNOWN_TABLE "unknown-table" Warning "不认识的表"
        "表照原文发布在 table-<序号> 下。可在 src/catalogue/tables 里为它加一个文件。";
    UNMATCHED_FORM "unmatched-form" Warning "绩效目标申报表没有对应的项目"
        "项目支出表里没有名称和金额相符的行。申报表照常发布，标为未匹配。";
    UNMATCHED_LINE "unmatched-line" Warning "项目没有对应的绩效目标申报表"
        "没有名称和金额相符的申报表。项目照常发布，标为未匹配。";
    UNPLACED_LINE "unplaced-line" Warning "有一行文字没有去处"
        "这一行没有出现在任何页面上，只列在原文页。多半是印章、页码等杂字；如果是正文，请报告。";
    UNREAD_FILE "unread-file" Error "公开文件的格式读不了"
        "文件名是 <年度>-budget 或 <年度>-final，但这种格式不会读取，所以这一份没有发布。请另存为会读的格式，或者解析成文字，同名存在旁边；会读什么见 docs/import.md。";
    UNREADABLE_AMOUNT "unreadable-amount" Warning "像是金额，但不合数字的写法"
        "例如 1,23.4 或 9.784.70。程序不猜测，原样公布并标为无法识别；涉及它的核对记为无法核对。";
    UNREADABLE_FILE "unreadable-file" Error "文件或文件夹读不出来"
        "请检查权限、符号链接是否成环或指到内容文件夹之外、文件名是否合规。其余内容照常生成。";
    UNSAFE_NAME "unsafe-name" Error "名称不能用作网址"
        "单位文件夹须为小写英文字母、数字和连字符；公开文本须名为 <年度>-budget 或 <年度>-final，扩展名 .md 或 .txt。";
    WITHHELD_CROP "withheld-crop" Note "有的数没有原件的截图"
        "site.toml 的 page_images 要显示原件上的数。那几行的字与原件不是逐字一样（略去了个人信息、改过字），或者有图片、缺字体，就不截图；页码和原文照样有。见 docs/import.md。";
    WITHHELD_ORIGINAL "withheld-original" Note "原件没有放上网站"
        "site.toml 里写了 originals = \"clean\"：这份公开里有个人信息，文件属性里写着作者，或者有看不清的字，原件就不放，链接改指公布的网址。见 docs/import.md。";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_explained() {
        assert!(EXPLANATIONS.is_sorted_by(|a, b| a.code < b.code));
        for explanation in EXPLANATIONS {
            assert!(!explanation.text.is_empty() && explain(explanation.code).is_some());
        }
    }
}
