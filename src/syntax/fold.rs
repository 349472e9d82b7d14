//! Traditional keywords are read as simplified ones without moving a single offset.

use std::borrow::Cow;

use super::scan::is_forbidden;

/// The text with traditional characters of keywords made simplified, forbidden characters, a byte order mark
/// and carriage returns made spaces. Every byte offset stays what it was, so names can be cut from the original.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.chars().any(is_forbidden) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\r' => folded.push(' '),
            _ if character.is_ascii() && !character.is_ascii_control() => folded.push(character),
            _ if is_forbidden(character) => folded.push_str(spaces(character.len_utf8())),
            _ => folded.push(simplified(character)),
        }
    }
    Cow::Owned(folded)
}

/// White space of a number of bytes from 1 to 4.
const fn spaces(bytes: usize) -> &'static str {
    match bytes {
        1 => " ",
        2 => "  ",
        3 => "\u{3000}",
        _ => "    ",
    }
}

/// A keyword's character in simplified form, a half-width mark in full width.
fn simplified(character: char) -> char {
    match character {
        '｡' => return '。',
        '｢' => return '「',
        '｣' => return '」',
        '､' => return '、',
        _ => {}
    }
    match PAIRS.binary_search_by_key(&character, |pair| pair.0) {
        Ok(at) => PAIRS.get(at).map_or(character, |pair| pair.1),
        Err(_) => character,
    }
}

/// Traditional and simplified characters of the keywords, sorted; both sides of a pair have the same UTF-8 length.
#[rustfmt::skip]
const PAIRS: &[(char, char)] = &[
    ('並', '并'), ('佈', '布'), ('佔', '占'), ('併', '并'), ('係', '系'), ('個', '个'), ('値', '值'), ('備', '备'),
    ('億', '亿'), ('償', '偿'), ('優', '优'), ('兌', '兑'), ('內', '内'), ('兩', '两'), ('冊', '册'), ('務', '务'),
    ('勵', '励'), ('協', '协'), ('參', '参'), ('員', '员'), ('嚴', '严'), ('圓', '圆'), ('執', '执'), ('報', '报'),
    ('塊', '块'), ('奬', '奖'), ('實', '实'), ('寫', '写'), ('對', '对'), ('導', '导'), ('屆', '届'), ('屬', '属'), ('廢', '废'),
    ('後', '后'), ('從', '从'), ('復', '复'), ('應', '应'), ('戶', '户'), ('戸', '户'), ('捨', '舍'), ('換', '换'),
    ('擔', '担'), ('數', '数'), ('於', '于'), ('昇', '升'), ('時', '时'), ('暫', '暂'), ('會', '会'), ('條', '条'),
    ('標', '标'), ('樣', '样'), ('機', '机'), ('檔', '档'), ('權', '权'), ('歲', '岁'), ('歳', '岁'), ('歷', '历'),
    ('歸', '归'), ('毎', '每'), ('沒', '没'), ('沖', '冲'), ('況', '况'), ('減', '减'), ('準', '准'), ('滿', '满'),
    ('為', '为'), ('無', '无'), ('爭', '争'), ('爲', '为'), ('牴', '抵'), ('獎', '奖'), ('獲', '获'), ('現', '现'),
    ('畝', '亩'), ('當', '当'), ('發', '发'), ('監', '监'), ('稱', '称'), ('積', '积'), ('簽', '签'), ('籤', '签'),
    ('約', '约'), ('納', '纳'), ('終', '终'), ('組', '组'), ('給', '给'), ('經', '经'), ('緩', '缓'), ('總', '总'),
    ('繳', '缴'), ('繼', '继'), ('續', '续'), ('義', '义'), ('與', '与'), ('萬', '万'), ('號', '号'), ('衝', '冲'),
    ('裏', '里'), ('補', '补'), ('裡', '里'), ('製', '制'), ('複', '复'), ('規', '规'), ('視', '视'), ('觸', '触'),
    ('訂', '订'), ('計', '计'), ('記', '记'), ('評', '评'), ('認', '认'), ('議', '议'), ('負', '负'), ('責', '责'),
    ('資', '资'), ('賠', '赔'), ('質', '质'), ('較', '较'), ('載', '载'), ('辦', '办'), ('連', '连'), ('週', '周'), ('進', '进'),
    ('過', '过'), ('達', '达'), ('違', '违'), ('適', '适'), ('選', '选'), ('還', '还'), ('鄉', '乡'), ('鄕', '乡'),
    ('釋', '释'), ('錢', '钱'), ('鎮', '镇'), ('間', '间'), ('關', '关'), ('際', '际'), ('項', '项'), ('須', '须'),
    ('領', '领'), ('頭', '头'), ('額', '额'), ('餘', '余'), ('驟', '骤'), ('黨', '党'),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters of keywords that are the same in both scripts.
    const SAME: &str = "一七三上下不且中之乘乙九也了予事二五交享人仍他付代以件份但位低体作例保修倍倡停元免入全八公六共其具凡出分列到前加十千半去及反取受可各合同名和四在均外多大天失如始委季完定家小少尚就履工已席平年府度引形待律得必性恢情意成或所扣批承拒持指按提支改放政效教斤新方施日星是最月有期未本村次款止正段毛民法消清照版生用由甲百的直督禁程章符笫第等算籍米累者育自至苐行表角解该起超足身近返退通逾遇部都重金限除零需非高鼓先再口另否增存底折抵推末比相突立能致被豁跟配降面史途研究核整步序理留子女偶父母容包括署治明利";

    /// Every Chinese character of a keyword. A new keyword must be decided on: in `PAIRS` or in `SAME`.
    fn keyword_characters() -> Vec<char> {
        let files = [
            include_str!("../../grammar/lexis.pest"),
            include_str!("../../grammar/layout.pest"),
            include_str!("../../grammar/zh.pest"),
        ];
        let lines = files
            .iter()
            .flat_map(|file| file.lines())
            .filter(|line| !line.trim_start().starts_with("//"));
        lines
            .flat_map(str::chars)
            .filter(|character| ('\u{3400}'..='\u{9fff}').contains(character))
            .collect()
    }

    #[test]
    fn the_table_is_sorted_and_keeps_offsets() {
        assert!(PAIRS.is_sorted_by(|one, next| one.0 < next.0));
        for (traditional, simplified) in PAIRS {
            assert_eq!(
                traditional.len_utf8(),
                simplified.len_utf8(),
                "{traditional}"
            );
            assert!(
                keyword_characters().contains(simplified),
                "{simplified} is in no keyword"
            );
        }
    }

    #[test]
    fn every_keyword_character_is_decided_on() {
        for character in keyword_characters() {
            let folded = PAIRS.iter().any(|pair| pair.1 == character);
            assert!(folded || SAME.contains(character), "{character}");
        }
    }

    #[test]
    fn invisible_characters_become_spaces_of_their_length() {
        let text = "\u{feff}章程\r\n條\u{200b}\u{ad}\u{e0001}\u{7}";
        let folded = fold(text);
        assert_eq!(folded, "\u{3000}章程 \n条\u{3000}       ");
        assert_eq!(folded.len(), text.len());
    }
}
