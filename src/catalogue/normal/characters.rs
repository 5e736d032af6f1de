//! Characters that look like others or are other forms of them, for matching only.

/// The characters that the Kangxi radicals from U+2F00 on look like, in order
/// (Unicode's compatibility decomposition).
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of the supplement, each before the character it looks like.
const SUPPLEMENT: &str =
    "⺟母⺠民⻁虎⻄西⻅见⻉贝⻋车⻓长⻔门⻘青⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟";

/// The character that a radical looks like: PDF parsers write `⽀出` for 支出.
fn radical(c: char) -> char {
    let pairs = || SUPPLEMENT.chars().zip(SUPPLEMENT.chars().skip(1)).step_by(2);
    let kangxi = (c as usize).checked_sub(0x2f00).and_then(|at| RADICALS.chars().nth(at));
    kangxi.or_else(|| Some(pairs().find(|(radical, _)| *radical == c)?.1)).unwrap_or(c)
}

/// Characters in their traditional form, each before its simplified one: those of which the
/// words of statutory tables, forms and explanations are made (Unicode's `kSimplifiedVariant`).
const TRADITIONAL: &str = "\
丟丢並并乾干佈布佔占併并來来侷局係系俬私倉仓個个們们倖幸備备傢家傳传債债價价億亿償偿儲储兒儿內内\
兩两冊册凈净別别刪删則则劃划劉刘動动務务勞劳勵励匯汇區区協协卹恤卻却卽即厤历厲厉參参叢丛吳吴呂吕\
員员問问啓启啟启喬乔單单嗎吗噹当嚮向嚴严囌苏國国圍围園园圖图團团埰采執执堅坚堯尧報报場场塗涂壓压\
壞坏夾夹奬奖婁娄孫孙學学宮宫實实寧宁審审寫写專专對对導导屍尸層层屬属崗岗嶽岳帥帅師师帳帐帶带幣币\
幹干幾几庫库廠厂廣广廳厅張张強强彆别彌弥彔录彙汇後后徑径從从復复徵征慄栗態态慮虑慼戚憑凭應应懞蒙\
懷怀戰战戶户捨舍掃扫採采換换損损摺折撥拨撫抚擊击擔担據据擬拟擴扩敎教敗败數数斷断於于旂旗旣既昇升\
時时晉晋暫暂曆历曏向書书會会朮术東东査查條条楊杨業业榦干榮荣構构樂乐樑梁樓楼標标樣样樸朴機机檔档\
檢检檯台欄栏權权欒栾歐欧歡欢歷历歸归殘残毀毁氣气決决沒没沖冲況况淨净淩凌淺浅減减測测湊凑湯汤準准\
溫温滙汇滬沪滿满潔洁濛蒙濟济瀏浏瀰弥災灾為为烏乌無无熱热燈灯營营燬毁爲为獎奖獨独現现瑪玛環环瓊琼\
產产産产畢毕畫画異异畵画當当療疗發发監监盤盘盧卢眞真眾众矇蒙硃朱確确碼码礎础礙碍稅税種种稱称穀谷\
積积竇窦筆笔箇个節节範范築筑簡简簽签籌筹籤签粵粤糧粮糰团紀纪約约紅红紋纹納纳級级細细終终組组結结\
絕绝絡络給给統统絶绝經经綜综綫线維维網网緊紧線线編编練练緻致縣县縮缩總总績绩繆缪織织繕缮繪绘繫系\
繳缴繼继續续纔才羅罗羣群聖圣聞闻聯联聶聂職职脩修脫脱臨临臺台與与興兴舉举舊旧舘馆荊荆莊庄華华萬万\
葉叶蓆席蓋盖蔔卜蔘参蔣蒋薑姜藍蓝藺蔺蘆芦蘇苏蘭兰處处號号蟲虫衆众術术衕同衚胡衛卫衝冲裏里補补裝装\
裡里製制複复覈核見见規规覽览觀观訂订計计訊讯訓训託托記记訪访設设許许訴诉診诊註注証证評评詞词詢询\
試试話话該该詳详誌志認认語语誤误說说説说調调談谈請请諮咨諶谌諾诺謝谢證证識识譚谭譭毁譯译議议護护\
讀读變变讓让豐丰貝贝負负財财貧贫貨货責责貴贵買买費费貼贴貿贸賀贺賃赁資资賈贾賓宾質质賬账購购贛赣\
趙赵車车軍军軟软較较載载輔辅輛辆輯辑輸输轉转辦办農农迴回這这連连週周進进遊游運运過过達达違违遙遥\
遲迟遷迁選选遺遗遼辽還还邊边郵邮鄉乡鄒邹鄔邬鄧邓鄭郑鄰邻鄺邝醫医釋释釗钊釦扣鈡钟銀银銜衔銷销錄录\
錢钱錯错録录錶表鍵键鍾钟鎭镇鎮镇鏈链鐘钟長长門门閆闫閉闭開开閑闲閒闲間间閔闵閩闽闆板闕阙關关闞阚\
陝陕陞升陰阴陳陈陸陆陽阳隊队際际隨随險险隱隐隸隶隻只雜杂離离雲云電电鞏巩韆千韋韦韓韩響响頁页頂顶\
項项須须預预領领頭头題题額额顏颜顔颜類类顧顾顯显風风颱台飛飞養养餘余館馆饒饶馬马馮冯駕驾駛驶驗验\
驟骤體体髮发鬍胡鬚须鬥斗鬱郁魚鱼魯鲁鮑鲍鮮鲜鳥鸟麥麦麪面麫面麯曲麴曲麵面麼么麽么黃黄點点黨党齊齐\
齒齿齣出龍龙龐庞龔龚龜龟\
";

/// How many characters there are from [`FIRST`] on that have a simplified form.
const COUNT: usize = 0x9fff - FIRST as usize + 1;

/// The simplified forms of the characters from [`FIRST`] on, by their place; most are their own.
static SIMPLIFIED: [u16; COUNT] = simplified(TRADITIONAL.as_bytes());

/// Which of the characters from [`FIRST`] on have another form, a bit each: most have none, and
/// these few bytes are always at hand.
static CHANGES: [u64; COUNT.div_ceil(64)] = changes();

const fn changes() -> [u64; COUNT.div_ceil(64)] {
    let forms = simplified(TRADITIONAL.as_bytes());
    let mut bits = [0; COUNT.div_ceil(64)];
    let mut at = 0;
    while at < COUNT {
        if forms[at] as usize != FIRST as usize + at {
            bits[at / 64] |= 1 << (at % 64);
        }
        at += 1;
    }
    bits
}

/// Makes the table while the program is compiled, of pairs of characters of three bytes.
const fn simplified(pairs: &[u8]) -> [u16; COUNT] {
    let mut forms = [0; COUNT];
    let mut at = 0;
    while at < COUNT {
        forms[at] = (FIRST as usize + at) as u16;
        at += 1;
    }
    let mut at = 0;
    while at < pairs.len() {
        forms[three_bytes(pairs, at) as usize - FIRST as usize] = three_bytes(pairs, at + 3);
        at += 6;
    }
    forms
}

/// The character whose three bytes begin at a place.
const fn three_bytes(text: &[u8], at: usize) -> u16 {
    let (first, second, third) = (text[at] as u16, text[at + 1] as u16, text[at + 2] as u16);
    ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f)
}

const FIRST: char = '\u{4e00}';

/// The plain form of a character: simplified, and no radical.
pub fn plain(c: char) -> char {
    match c {
        _ if is_plain_han(c) => c,
        FIRST..='\u{9fff}' => char::from_u32(u32::from(SIMPLIFIED[c as usize - FIRST as usize])).unwrap_or(c),
        '\u{2e80}'..='\u{2fd5}' => radical(c),
        _ => c,
    }
}

/// Whether a character is a Chinese one in its plain form, as most are.
#[inline]
pub fn is_plain_han(c: char) -> bool {
    let at = (c as usize).wrapping_sub(FIRST as usize);
    CHANGES.get(at / 64).is_some_and(|bits| bits & (1 << (at % 64)) == 0)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn other_forms_of_a_character_are_one() {
        assert_eq!("萬⽀預⻚于元a".chars().map(plain).collect::<String>(), "万支预页于元a");
    }
}
