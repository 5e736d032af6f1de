//! Where a body is, by the administrative division that its name begins with.

use std::collections::BTreeMap;

use super::normal::compact;
use super::schema::{DivisionsSpec, ProvinceSpec};

/// Places by the names that say them.
#[derive(Debug)]
pub(super) struct Divisions {
    before: Vec<String>,
    organs: Vec<String>,
    places: BTreeMap<String, Division>,
    /// Of the longest name, in characters.
    longest: usize,
}

#[derive(Debug)]
struct Division {
    /// In full, from the province down; `None` where two have the name.
    region: Option<String>,
    /// Whether the name leaves out what kind of division it is: 忻州.
    short: bool,
}

impl Divisions {
    pub fn new(spec: DivisionsSpec) -> Self {
        let DivisionsSpec { before, organs, shared, called, provinces } = spec;
        let mut all = Self { before, organs, places: BTreeMap::new(), longest: 0 };
        for ProvinceSpec { name: province, short, below } in &provinces {
            all.add(province.clone(), province, false);
            all.add(short.clone(), province, true);
            for division in below {
                let region = format!("{province}{division}");
                for (name, is_short) in spellings(division, &called) {
                    for above in [province, short] {
                        all.add(format!("{above}{name}"), &region, is_short);
                    }
                    if !shared.contains(division) {
                        all.add(name.to_owned(), &region, is_short);
                    }
                }
            }
        }
        all
    }

    fn add(&mut self, name: String, region: &str, short: bool) {
        self.longest = self.longest.max(name.chars().count());
        let new = Division { region: Some(region.to_owned()), short };
        let place = self.places.entry(name).or_insert(new);
        place.region.take_if(|known| known != region);
    }

    /// The region of a body by what its name begins with, from the province down
    /// (山西省忻州市); `None` where that could be elsewhere.
    pub fn region(&self, body: &str) -> Option<&str> {
        let name = compact(body);
        let before = self.before.iter().find_map(|before| name.strip_prefix(before.as_str()));
        let name = before.unwrap_or(&name);
        let ends: Vec<usize> =
            name.char_indices().map(|(at, c)| at + c.len_utf8()).take(self.longest).collect();
        let place = |end: &usize| {
            let place = self.places.get(&name[..*end])?;
            let is_organ = || self.organs.iter().any(|organ| name[*end..].starts_with(organ.as_str()));
            (!place.short || is_organ()).then_some(place)
        };
        ends.iter().rev().find_map(place)?.region.as_deref()
    }
}

/// How a division is named, and whether that leaves out what kind it is.
fn spellings<'a>(division: &'a str, called: &'a BTreeMap<String, String>) -> Vec<(&'a str, bool)> {
    let in_short = ["市", "地区", "盟"].iter().find_map(|kind| division.strip_suffix(kind));
    let also = called.iter().filter(|(_, full)| *full == division).map(|(name, _)| (name.as_str(), false));
    [(division, false)].into_iter().chain(in_short.map(|name| (name, true))).chain(also).collect()
}

#[cfg(test)]
mod tests {
    use crate::catalogue::Catalogue;

    #[track_caller]
    fn check(body: &str, region: Option<&str>) {
        assert_eq!(Catalogue::get().region(None, body).as_deref(), region, "{body}");
    }

    #[test]
    fn a_name_begins_with_its_place() {
        check("江苏省人民检察院", Some("江苏省"));
        check("忻州市公安局交通警察支队", Some("山西省忻州市"));
        check("山西省忻州市教育局", Some("山西省忻州市"));
        check("上海市普陀区财政局", Some("上海市普陀区"));
        check("浦东新区教育局", Some("上海市浦东新区"));
        check("恩施州审计局", Some("湖北省恩施土家族苗族自治州"));
        check("内蒙古自治区锡林郭勒盟财政局", Some("内蒙古自治区锡林郭勒盟"));
    }

    #[test]
    fn what_stands_before_the_place_is_passed_over() {
        check("中共江苏省委办公厅", Some("江苏省"));
        check("国家税务总局南京市税务局", Some("江苏省南京市"));
    }

    #[test]
    fn a_county_of_a_division_that_is_named_is_there() {
        check("山西省忻州市某县水利局", Some("山西省忻州市"));
        check("浙江省舟山市普陀区教育局", Some("浙江省舟山市"));
    }

    #[test]
    fn a_place_not_named_in_full_is_one_before_an_organ_alone() {
        check("忻州公安局", Some("山西省忻州市"));
        check("江苏高院", Some("江苏省"));
        check("广西桂林市教育局", Some("广西壮族自治区桂林市"));
        for body in ["南京路小学", "四川北路街道办事处", "北京大学某医院", "海南区财政局", "大同区教育局"]
        {
            check(body, None);
        }
    }

    #[test]
    fn what_could_be_elsewhere_is_not_guessed() {
        for body in ["某县教育局", "普陀区财政局", "朝阳区教育局", "鼓楼区水利局", "吉林财政厅", "财政部", ""]
        {
            check(body, None);
        }
        check("吉林市财政局", Some("吉林省吉林市"));
        check("河北区财政局", Some("天津市河北区"));
    }

    #[test]
    fn settings_come_first() {
        let of = |written| Catalogue::get().region(written, "忻州市教育局");
        assert_eq!(of(Some("某地")).as_deref(), Some("某地"));
        assert_eq!(of(Some(" ")).as_deref(), Some("山西省忻州市"));
    }
}
