//! How sure reading is of what it says, and why not.
//!
//! What is in doubt is published as it stands and marked; it is kept out of
//! headlines, charts, comparisons and of every finding 不符.

use serde::{Deserialize, Serialize};

/// Whether a table, a column, a row or a cell was read for certain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Confidence {
    /// Nothing speaks against the reading.
    #[default]
    Sure,
    /// The site may have misread the text, for this reason.
    Doubt(Doubt),
}

/// Why a reading is in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Doubt {
    /// The row has more or fewer cells than the table has columns.
    RaggedRow,
    /// A parser dropped blank cells, and more than one column could be meant.
    LostBlanks,
    /// A heading that the catalogue does not know in this table.
    UnknownColumn,
    /// Two rows or two columns of one table came to the same key.
    DuplicateKey,
    /// Nothing states the unit of the amounts.
    NoUnit,
    /// Rows of amounts under no title.
    Untitled,
    /// The title names one table, the content looks like another.
    TitleAgainstContent,
    /// The title speaks of a part of the statutory table (人员经费 alone), so that its
    /// totals are not that table's.
    PartOfTable,
    /// One amount stands in several cells, and no sum proves that they are one.
    PartedAmount,
    /// Several readings are possible and the table's own sums do not choose.
    OpenChoice,
    /// The code printed in the row is no account's, while its name is.
    MisprintedCode,
    /// Where one cell ends and the next begins is not told by the text.
    BlurredCell,
    /// Several of the table's own sums fail, and none holds.
    SumsFail,
    /// Lines after the table look like rows of it and are not read.
    RowsLeft,
    /// The page or sheet of the original holds more than was read, such as hidden rows.
    PartUnread,
    /// The heading names a year, and the disclosure's own is open.
    OtherYear,
}

impl Doubt {
    /// Every reason there is.
    pub const ALL: [Doubt; 16] = [
        Doubt::RaggedRow,
        Doubt::LostBlanks,
        Doubt::UnknownColumn,
        Doubt::DuplicateKey,
        Doubt::NoUnit,
        Doubt::Untitled,
        Doubt::TitleAgainstContent,
        Doubt::PartOfTable,
        Doubt::PartedAmount,
        Doubt::OpenChoice,
        Doubt::MisprintedCode,
        Doubt::BlurredCell,
        Doubt::SumsFail,
        Doubt::RowsLeft,
        Doubt::PartUnread,
        Doubt::OtherYear,
    ];

    /// The reason in plain Chinese, as a clause: `这一行的格数与表头不同`.
    pub fn words(self) -> &'static str {
        match self {
            Doubt::RaggedRow => "这一行的格数与表头不同",
            Doubt::LostBlanks => "文本丢了空白格，金额属于哪一栏不能确定",
            Doubt::UnknownColumn => "本站不认识这一栏的名称",
            Doubt::DuplicateKey => "同一张表里有两行或两栏分不清",
            Doubt::NoUnit => "本站没有认出金额的单位",
            Doubt::Untitled => "这些行上面没有表的题名",
            Doubt::TitleAgainstContent => "题名与表的内容不像同一张表",
            Doubt::PartOfTable => "题名说的只是法定表的一部分，合计不是整张表的",
            Doubt::PartedAmount => "一个金额分在几格里，没有合计可以证明",
            Doubt::OpenChoice => "有几种读法，表内的合计不能定哪一种对",
            Doubt::MisprintedCode => "印的编码不是科目编码，多半印错了",
            Doubt::BlurredCell => "文本没有分清格与格的界线",
            Doubt::SumsFail => "这张表自己的合计都对不上",
            Doubt::RowsLeft => "表后有像是它的行，没有读进表里",
            Doubt::PartUnread => "原件这里有内容没有读，表可能不全",
            Doubt::OtherYear => "文件名的年度与各处标题写的不同，这一栏是不是这一年的不能确定",
        }
    }
}

impl Confidence {
    /// Whether nothing speaks against the reading.
    pub fn is_sure(self) -> bool {
        self == Confidence::Sure
    }

    /// Why it is in doubt; `None` where it is sure.
    pub fn doubt(self) -> Option<Doubt> {
        match self {
            Confidence::Sure => None,
            Confidence::Doubt(doubt) => Some(doubt),
        }
    }

    /// The word used in data files: `sure` or `doubt`.
    pub fn key(self) -> &'static str {
        match self {
            Confidence::Sure => "sure",
            Confidence::Doubt(_) => "doubt",
        }
    }

    /// This where it is in doubt, else the other: the first reason is the one told.
    ///
    /// ```
    /// use mingzhang::model::{Confidence, Doubt};
    /// let ragged = Confidence::Doubt(Doubt::RaggedRow);
    /// assert_eq!(Confidence::Sure.and(ragged), ragged);
    /// assert_eq!(ragged.and(Confidence::Doubt(Doubt::NoUnit)), ragged);
    /// ```
    #[must_use]
    pub fn and(self, other: Confidence) -> Confidence {
        if self.is_sure() { other } else { self }
    }
}

impl From<Doubt> for Confidence {
    fn from(doubt: Doubt) -> Self {
        Confidence::Doubt(doubt)
    }
}

impl From<Option<Doubt>> for Confidence {
    fn from(doubt: Option<Doubt>) -> Self {
        doubt.map_or(Confidence::Sure, Confidence::Doubt)
    }
}
