//! Administrative divisions, by which a body's name says where it is: `divisions.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The divisions that a name alone can tell.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DivisionsSpec {
    /// What may stand before a place in a body's name: 中共.
    pub before: Vec<String>,
    /// What has to stand after a place that is not named in full: 公安, 财政.
    pub organs: Vec<String>,
    /// Divisions whose name others elsewhere have too, so that alone it says nothing.
    pub shared: Vec<String>,
    /// Short names that say what they are, with what they stand for: 恩施州.
    pub called: BTreeMap<String, String>,
    pub provinces: Vec<ProvinceSpec>,
}

/// A division of the first level (省级).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvinceSpec {
    /// In full: 山西省.
    pub name: String,
    /// 山西
    pub short: String,
    /// In full, what stands under it and can be identified by name: 忻州市.
    pub below: Vec<String>,
}
