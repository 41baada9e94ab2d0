"""Chinese personal names: enough to tell a name from a word and to part names that print runs together."""

from __future__ import annotations

import re

_SURNAMES = set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董潘袁于余叶蒋杜苏魏程吕丁沈任姚卢"
    "傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎阁薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤"
    "常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季"
    "裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁房滕屈饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戈岑"
    "景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟"
    "邝官封谈匡鞠惠荆乐冀胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井"
    "祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁都芮普阙浦戎伏鹿薄邸雍辜羊阿乌母亓修邰赫杭况那宿鲜印逯隆"
    "茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植富尧闫付代仉肇訾郁水竺蔡洪赖"
    "荀汲隗郗韶蓟蒲莘贡逄郦濮郏庾暨蔚蒯桓裘贝钮丘亓谌滑钭璩宓殳沃夔厍乜谯笪佴郇郤呙苌巢仰鄂"
)
_COMPOUND = (
    "欧阳 上官 司马 诸葛 司徒 皇甫 令狐 夏侯 尉迟 慕容 端木 公孙 东方 南宫 独孤 轩辕 长孙 宇文 司空 澹台 "
    "申屠 赫连 呼延 完颜 西门 百里 闻人 淳于 鲜于 太史 第五 万俟 钟离 濮阳 公冶 拓跋 仲孙 左丘 东郭 纳兰"
).split()
_YEARS = re.compile(r"[几多半整全周余]年$")
_NOT_A_NAME = re.compile(
    r"[日的了是在与并将从对为这那们个些其或者及吗呢吧报讯电版省市县区镇乡村局部厅委会院校]|公司|新闻|日报|记者|通讯"
)
_FOREIGN = re.compile(r"^[\u4e00-\u9fff]{1,8}(?:[·•・‧][\u4e00-\u9fff]{1,8}){1,3}$")
_LATIN = re.compile(r"^[A-ZÀ-Ý][\w.'’-]*(?: (?:von|van|de|la|[A-ZÀ-Ý][\w.'’-]*)){1,3}$")


def is_name(text: str) -> bool:
    """Does `text` read as one person's name: surname and one or two given characters, or 甲·乙, or Latin?"""
    if _FOREIGN.match(text) or _LATIN.match(text):
        return True
    if not 2 <= len(text) <= 4 or not all("\u4e00" <= character <= "\u9fff" for character in text):
        return False
    if _NOT_A_NAME.search(text[1:]) or (text.endswith("年") and (len(text) == 2 or _YEARS.search(text))):
        return False
    if text[:2] in _COMPOUND:
        return len(text) in (3, 4)
    return len(text) <= 3 and text[0] in _SURNAMES


def split_names(text: str) -> list[str]:
    """The names that `text` runs together (张三李四 is two), or [] where it cannot be read as names alone."""
    if _FOREIGN.match(text) or _LATIN.match(text):
        return [text]
    best: list[tuple[float, list[str]] | None] = [(0.0, [])] + [None] * len(text)
    for end in range(2, len(text) + 1):
        for length in (2, 3, 4):
            before = best[end - length] if length <= end else None
            if before is None or not is_name(text[end - length : end]):
                continue
            # Three characters are the commonest name; a compound surname is a strong sign.
            cost = before[0] + {2: 1.2, 3: 1.0, 4: 0.9}[length]
            current = best[end]
            if current is None or cost < current[0]:
                best[end] = (cost, [*before[1], text[end - length : end]])
    found = best[len(text)]
    return found[1] if found else []
