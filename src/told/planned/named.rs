//! What the words right before a number name: a measure, or nothing but that it was planned or
//! spent.

use crate::catalogue::Catalogue;
use crate::catalogue::normal::{compact, unnumbered, yearless};
use crate::catalogue::schema::{ClaimSpec, MeasureSpec, NarrativeSpec};
use crate::sentences::figures::StatedFigure;
use crate::sentences::names::meant;

/// What leads over from what was spent to the budget: `完成年初预算`, `比年初预算`.
const LEADS: [&str; 8] = ["相当于", "完成", "占", "为", "比", "较", "与", "是"];

/// What is known of names.
pub(super) struct Names<'a> {
    pub catalogue: &'a Catalogue,
    /// The body's name, compacted.
    body: String,
}

/// A measure with the words that name it, which say of which money it is.
#[derive(Clone)]
pub(super) struct Named<'a> {
    pub spec: &'a MeasureSpec,
    pub words: String,
}

impl PartialEq for Named<'_> {
    fn eq(&self, other: &Self) -> bool {
        (&self.spec.key, &self.words) == (&other.spec.key, &other.words)
    }
}

impl<'a> Names<'a> {
    pub fn new(catalogue: &'a Catalogue, body: &str) -> Self {
        Self { catalogue, body: compact(body) }
    }

    pub fn narrative(&self) -> &'a NarrativeSpec {
        self.catalogue.narrative()
    }

    /// The measure that stands by name right before a figure, alone.
    pub fn measure(&self, said: &StatedFigure, headings: &[String]) -> Option<Named<'a>> {
        let clause = said.context.rsplit([',', ';', '。', ':']).next().unwrap_or_default();
        if unnumbered(clause).contains('、') {
            return None;
        }
        let here = |claim: &&ClaimSpec| {
            let under = |word: &String| headings.iter().any(|heading| heading.contains(word.as_str()));
            !claim.budget.is_empty() && (claim.under.is_empty() || claim.under.iter().any(under))
        };
        let name = |words: &str, claim: &'a ClaimSpec| {
            let mut names = claim.names.iter();
            let is = |name: &&String| {
                words.strip_suffix(name.as_str()).is_some_and(|before| self.says_whose(before))
            };
            names.find(is)
        };
        let claims = || self.narrative().claims.iter().filter(here);
        let words = unnumbered(&said.label);
        let of = |words: &str| claims().find_map(|claim| Some((claim, name(words, claim)?)));
        let (claim, name) = meant(words, self.narrative(), of)?;
        let mut measures = self.catalogue.measures().all();
        let spec = measures.find(|spec| spec.cells.iter().any(|cell| claim.cells.contains(cell)))?;
        let words =
            ["支出", "预算数", "预算"].iter().fold(name.as_str(), |name, kind| name.trim_end_matches(kind));
        Some(Named { spec, words: words.to_owned() })
    }

    /// Whether all words since the figure before say only that something was planned or spent.
    pub fn is_nothing(&self, said: &StatedFigure) -> bool {
        self.means_nothing(said.context.trim_start_matches([',', ';', '、']))
    }

    /// Whether they say only that it is the budget, which what was spent before completes.
    pub fn is_only_budget(&self, said: &StatedFigure) -> bool {
        let words = said.context.trim_start_matches([',', ';', '、']);
        let words = LEADS.iter().find_map(|lead| words.strip_prefix(lead)).unwrap_or(words);
        let original = words.contains("预算") && !words.contains("调整") && !words.contains("追加");
        let executed = self.narrative().sentences.executed.iter().any(|word| words.contains(word.as_str()));
        original && !executed && self.means_nothing(words)
    }

    fn means_nothing(&self, words: &str) -> bool {
        meant(words, self.narrative(), |words| self.says_whose(words).then_some(())).is_some()
    }

    /// Whether words before a name say no more than whose it is, and of which year.
    fn says_whose(&self, before: &str) -> bool {
        let before = before.trim_start_matches("其中");
        let before = before.strip_prefix(self.body.as_str()).unwrap_or(before);
        matches!(yearless(before).as_str(), "" | "年" | "年度" | "度" | "本年" | "本年度" | "当年" | "全年")
    }
}
