//! `audit.json`: every check with its formula, its figures and its verdict.

use crate::address;
use crate::artifact::Artifact;
use crate::export::json;
use crate::model::{Finding, Linked};
use crate::record::FindingRecord;

pub(super) fn file(linked: &Linked, findings: &[Finding]) -> Artifact {
    let records: Vec<FindingRecord> =
        findings.iter().map(|finding| FindingRecord::new(linked, finding).brief()).collect();
    Artifact::new(address::data_file(&linked.disclosure.id, "audit.json"), json(&records))
}
