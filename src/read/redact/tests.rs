use super::*;
use crate::config::KeptName;

fn check(input: &str, expected: &str) {
    check_with(&Privacy::default(), input, expected);
}

fn check_with(privacy: &Privacy, input: &str, expected: &str) {
    let raw = Source::new(vec![SourceFile::new("a", input)]);
    let redacted = source(&raw, Catalogue::get(), privacy, &Default::default());
    assert_eq!(redacted.source.files()[0].text(), expected);
}

#[test]
fn handlers_become_their_role_wherever_their_names_stand() {
    let mobile = format!("138{}", "00001111");
    check(
        &format!(
            "负责人:\t\t经办人:\t王小明\t联系电话:\t{mobile}\t填报日期:\t20230131102608\n计划由王小明执行"
        ),
        "负责人:\t\t经办人:\t〔经办人略〕\t联系电话:\t〔电话略〕\t填报日期:\t20230131102608\n计划由〔姓名略〕执行",
    );
    check("| 经办人 | 李四 | 电话 | 0350-3031234 |", "| 经办人 | 〔经办人略〕 | 电话 | 〔电话略〕 |");
    check("<td>经办人：</td><td>李四光</td>", "<td>经办人：</td><td>〔经办人略〕</td>");
    check("联系人：王小明 通讯地址：某路", "联系人：〔经办人略〕 通讯地址：某路");
}

#[test]
fn names_go_however_their_labels_are_set() {
    check("经办人：王 芳\t合计", "经办人：〔经办人略〕\t合计");
    check("经办人：尼玛次仁", "经办人：〔经办人略〕");
    check(
        "单位负责人：孙大圣    经办人：\t李逍遥\n李逍遥",
        "单位负责人：〔负责人略〕    经办人：\t〔经办人略〕\n〔姓名略〕",
    );
    check("**经办人**：李大钊", "**经办人**：〔经办人略〕");
    check("经办人（签字）：陈独秀", "经办人（签字）：〔经办人略〕");
    check("经 办 人：李小龙，审核人：古天", "经 办 人：〔经办人略〕，审核人：〔经办人略〕");
    check("联系人及电话：李明 0350-3031234", "联系人及电话：〔经办人略〕 〔电话略〕");
    check("经办人：\t王\u{3000}芳\n王芳。", "经办人：\t〔经办人略〕\n〔姓名略〕。");
}

#[test]
fn values_go_from_the_line_below_their_label() {
    check("经办人：\n尼玛次仁\n", "经办人：\n〔经办人略〕\n");
    check("经办人\n\n王小明\r\n", "经办人\n\n〔经办人略〕\r\n");
    check("联系电话\n0350-3031234", "联系电话\n〔电话略〕");
    check("经办人\n其他事项\n", "经办人\n其他事项\n");
    check("负责人：\n联系电话：\n", "负责人：\n联系电话：\n");
}

#[test]
fn numbers_go_however_they_are_set() {
    let mobile = format!("139{}", "12345678");
    check(&format!("+86{mobile}"), "〔电话略〕");
    let wide: String = mobile.chars().map(|c| char::from_u32(c as u32 - 48 + 0xff10).unwrap()).collect();
    check(&wide, "〔电话略〕");
    check("联系电话：（0350）3031234", "联系电话：〔电话略〕");
}

#[test]
fn what_is_no_person_stays_in_the_rest_of_the_text() {
    check("经办人：\t办公室\t\n下设办公室", "经办人：\t〔经办人略〕\t\n下设办公室");
    check("负责人：对项目资金使用负总责", "负责人：对项目资金使用负总责");
    check("项目负责人制度", "项目负责人制度");
}

#[test]
fn a_short_name_goes_only_where_it_stands_alone() {
    check("经办人:\t高平\t\n提高平均值，高平。", "经办人:\t〔经办人略〕\t\n提高平均值，〔姓名略〕。");
}

#[test]
fn mobile_and_identity_numbers_go_but_amounts_and_dates_stay() {
    let mobile = format!("139{}", "12345678");
    check(&format!("电联{mobile}。"), "电联〔电话略〕。");
    check("139-1234-5678", "〔电话略〕");
    check("20230131102608", "20230131102608");
    let amounts = format!("13,912,345,678 {mobile}.00");
    check(&amounts, &amounts);
    check(&format!("身份证11010119900307{}", "123X"), "身份证〔证件号略〕");
}

#[test]
fn the_settings_add_terms_and_keep_names() {
    let privacy = Privacy { redact: vec!["赵某某".to_owned()], ..Privacy::default() };
    check_with(&privacy, "赵某某医疗费51万元", "〔略〕医疗费51万元");
    let kept = KeptName { name: "王小明".to_owned(), reason: "法定代表人".to_owned() };
    let privacy = Privacy { keep: vec![kept], ..Privacy::default() };
    check_with(&privacy, "负责人:\t王小明", "负责人:\t王小明");
}
