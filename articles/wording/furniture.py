"""What a page prints besides stories: folio, nameplate, imprint, notices, advertisements, teasers.

Vocabulary and forms are those of newspapers in general; `kind_of_line` judges one printed line by itself.
Pure Python.
"""

from __future__ import annotations

import re
import unicodedata

from articles.wording.imprint import is_staff_line
from articles.wording.numerals import NUMERAL_CLASS, from_chinese

_WEEKDAY = r"星期[一二三四五六日天]|周[一二三四五六日](?![\u4e00-\u9fff])"
_DAY = (
    r"(?:(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})\s*日?"
    r"|(?<!\d)20\d\d\s*(?P<mark>[./-])\s*\d{1,2}\s*(?P=mark)\s*\d{1,2}(?![\d./-]))"
)
"""A day with its year, in words or in figures: 2031年10月9日, 2031.10.9."""
_DAY_OF_ISSUE = re.compile(rf"{_DAY}\s*(?:{_WEEKDAY})?")
_DATE = re.compile(rf"^(?:公元)?{_DAY_OF_ISSUE.pattern}")
_LATIN_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_LATIN_MONTH = (
    r"(?:jan|feb|fév|mar|mär|apr|avr|may|mai|jun|juin|jul|juil|aug|août|sep|oct|okt|nov|dec|dez|déc)[a-zà-ÿ]*"
)
_LATIN_DATE = re.compile(
    rf"^(?:(?P<day>{_LATIN_WEEKDAY}),?\s+)?(?:(?:den|le|the)\s+)?(?:{_LATIN_MONTH}\.?\s+\d{{1,2}}|\d{{1,2}}\.?\s+{_LATIN_MONTH}),?\s+\d{{4}}\b",
    re.I,
)
_LATIN_FOLIO = re.compile(
    r"^(?:page\s+|seite\s+)?[A-Z]?\d{1,3}(?:\s+[A-ZÀ-Ý][\w.'’-]*){1,6}$|^(?:[A-ZÀ-Ý][\w.'’-]*\s+){1,6}(?:page\s+|seite\s+)?[A-Z]?\d{1,3}$",
    re.I,
)
_LATIN_DAY_OF_ISSUE = re.compile(_LATIN_DATE.pattern.removeprefix("^"), re.I)
_WORD_OF_FOLIO = 12
"""The most characters of a word that stands beside the date in a folio of one line."""
_LUNAR = re.compile(r"(?:农历|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)")
_NAMEPLATE = re.compile(
    r"国内统一(?:连续出版物|刊)号|CN\s?\d{2}[-—]\d{3,4}|邮发代号|国外(?:发行)?代号|(?:^|\s|总)第\s*\d{2,6}\s*(?:期|号)(?=$|\s)|总第\s*\d{2,6}|今日\s*[\d一二三四五六七八九十]+\s*版"
    r"|本期[\d一二三四五六七八九十]+版|主管主办|主管\s+主办|[主承]办单位|社长|总编辑[：:]|(?:零售|定|售)价[：:]|^每份.{0,8}元$|出版日期|ISSN|^(?:今日|今天|本市|市区|今明)?天气.{0,24}(?:℃|°C|度)|邮政编码|印刷[：:]|印刷厂|广告经营许可|广告许可证"
    r"|新闻热线|热线电话|广告热线|发行热线|投稿邮箱|报料|客户端|官方微[信博]|二维码|http|www\.|E-?mail|@[\w.-]+\.\w+|本报地址|社址|编辑部电话|版权所有|刊头|题字",
    re.I,
)
_FOLIO_SHORT = re.compile(
    rf"^(?:第?\s*(?:[A-Za-z]{{0,2}}\d{{1,3}}|[{NUMERAL_CLASS}]{{1,3}})\s*版?|P\d{{1,3}}|Page\s+\d+)$", re.I
)
_PRESS_NAME = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,8}(?:日报|晚报|早报|晨报|时报|快报|商报|都市报|导报|周报|周刊|青年报|特区报|法治报|工人报|农民报|科技报)|[A-Z](?: [A-Z]){5,}|[A-Z ]{3,24}BAO|THE (?:[A-Z]+ ?){1,4})$"
)
_LABELS = frozenset(
    "图片新闻 光影 今日导读 导读 要闻导读 重点导读 本版导读 公告栏 公告专栏 公告 广告 公益广告 分类广告 分类信息 摄影报道 热点图片 一周图片 影像 镜头 图说 瞬间 视界 定格 简讯 简报 短讯 快讯 速览 快读 短波 短波快读 一句话新闻 新闻速递 要闻速览 集锦 新华社图片 图文无关 资料图片 附图片 天气预报 今日天气 天气 气象".split()
)
_BRIEFS = re.compile(
    r"^.{0,4}(?:简讯|短讯|快讯|简报|短波|快读|速读|速览|速递|传真|播报|快递|短新闻|拾零|一句话新闻|简明新闻|微新闻|集锦|资讯|零讯|点击)$"
    r"|^(?:(?:news|city|world|local|business|sports?)?(?:in)?briefs?|briefly(?:noted)?)$",
    re.I,
)
_SECTIONS = frozenset(
    "要闻 综合 时政 民生 国内 国际 国内·国际 国内国际 经济 财经 文化 体育 文体 副刊 文化·副刊 文化副刊 本地 本市 社会 法治 教育 科技 健康 卫生 理论 评论 观点 "
    "专题 专版 特刊 广告 区县 县域 县区 市县 综合新闻 本地新闻 国际新闻 国内新闻 体育新闻 文娱 娱乐 旅游 生态 三农 读书 周末 时事 天下 聚焦 关注 深度 特别报道 党建 公告 "
    "城事 县域 市域 乡镇 都市新闻 民生·综合 时政·综合 经济·综合 社会·综合 农业 乡村振兴 人物 收藏 书画 摄影 视觉 都市 生活 汽车 房产 金融 公益 图片".split()
)
_NOTICE_HEAD = re.compile(
    r"^[【\[]?\s*(?:遗失(?:声明|启事)?|挂失声明|作废声明|注销(?:公告|声明)|减资公告|增资公告|清算公告|合并公告|分立公告|拍卖公告|招标公告|中标公(?:告|示)|招租公告|招聘(?:启事|公告)|公示|公告|通告|通知|启事|声明"
    r"|停[电水气](?:通知|公告)|征集公告|更正(?:启事|声明)|道歉声明|寻人启事|认尸(?:公告|启事)|认领公告|送达公告|法院公告|催收公告|债权转让(?:暨催收)?(?:公告|通知)|环评公示|环境影响评价.{0,8}公示|变更公告|迁址公告|搬迁公告|致歉信|讣告)"
    r"[】\]]?(?=$|[\s　：:])"
)
_NOTICE_COLUMN = re.compile(
    r"^(?:(?:公告|公示|声明|启事|通告|遗失|分类|便民|信息|广告){2,3}(?:专?栏)?|(?:公告|公示|声明|启事|便民|信息|分类)专?栏|公告|公示|启事|声明)$"
)
_NOTICE_BODY = re.compile(
    r"声明作废|特此(?:公告|声明|通知|通告|启事)|申报债权|统一社会信用代码|遗失.{2,40}(?:公章|证|章|发票|收据|执照)|登报声明|公告之日起"
)
_ADVERT = re.compile(
    r"^广\s*告$|现房发售|首付|开发商|预售许可证|营销中心|贵宾热线|订购热线|咨询(?:热线|电话)|招商热线|加盟|优惠价|特价|全场.{0,6}折|[一二三四五六七八九]折起|盛大开[业盘]|隆重开[业盘]|火热|抢购|售楼|尊享|大促|促销|钜惠|让利|(?:贷款|存款|理财).{0,12}(?:利率|优惠|详询)|详询"
)
_CONTACT = re.compile(
    r"(?:地\s*址|电\s*话|热\s*线|联系人|联系电话|网\s*址|邮\s*箱|手机|传真|QQ|微信)\s*[：:]|\d{3,4}[-—]\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d)|400[-—]?\d{3}[-—]?\d{4}"
)
_KEY_VALUE = re.compile(r"^[\u4e00-\u9fffA-Za-z0-9（）()]{2,14}\s*[：:]\s*\S")
_WEATHER = re.compile(
    r"气温|℃|^(?:今|明|后)?[天日]?(?:白天|夜间|今晚|明晚)[^，。：]{0,6}[：:]|偏?[东西南北]{1,2}风|[多晴阴]云?转|雷阵雨|降水概率|火险|空气质量|紫外线|湿度|最高.{0,4}度"
)
_TEASER = re.compile(
    rf"(?:[（(]\s*)?(?:详见|见|[▶►→◎●]\s*)?\s*第?\s*(?:[A-Z]{{1,2}}\d{{1,3}}|\d{{1,2}}|[{NUMERAL_CLASS}]{{1,3}})\s*版\s*(?:[）)])?\s*$|[▶►▸→>]{{1,3}}\s*[A-Z]?\d{{1,2}}\s*版?\s*$|[（(]\s*[A-Z]?\d{{1,3}}(?:[-—、]\d{{1,3}})?\s*[）)]\s*$|(?:…|\.{{3,}}|·{{3,}})\s*[A-Z]?\d{{1,2}}\s*版?$"
)
_BOX_HEAD = re.compile(
    r"^(?:今日)?(?:便民|服务|常用|咨询|应急|值班|报修).{0,4}(?:电话|热线)(?:一览)?$|^(?:今日|明日|本市|城市|市区)?(?:天气|气象)(?:预报|提示|服务)?$|^(?:今日|要闻|重点|本版|本期)?(?:导读|导览|看点|提要|索引)$|^今日(?:限行|股市|菜价|油价|汇率)$"
)


def clean(line: str) -> str:
    """A printed line for judging: NFKC, outer white space off, inner white space single."""
    return " ".join(unicodedata.normalize("NFKC", line).split())


def compact(line: str) -> str:
    """`clean` without any white space, for words that print with gaps (公 告 专 栏)."""
    return clean(line).replace(" ", "")


def is_label(line: str) -> bool:
    """A label over pictures, notices or boxes (图片新闻, 公告专栏, 广告)."""
    return compact(line).strip("■◆●▲★□◇【】[]《》-—· ") in _LABELS


def is_brief_label(line: str) -> bool:
    """The label over a column of briefs (本市简讯, 一句话新闻, In brief)."""
    return bool(_BRIEFS.match(compact(line).strip("■◆●▲★【】[]·- ")))


def is_section(line: str) -> bool:
    """A section's name as folios print it (要闻, 民生·综合)."""
    plain = compact(line).replace("•", "·").replace("・", "·")
    return plain in _SECTIONS or ("·" in plain and all(part in _SECTIONS for part in plain.split("·")))


def is_press_name(line: str) -> bool:
    """A newspaper's name alone on a line (椰湾日报 would be one), or its name in spaced capitals."""
    return bool(_PRESS_NAME.match(clean(line)) or _PRESS_NAME.match(compact(line)))


def is_date_line(line: str) -> bool:
    """A line that is the paper's date and nothing else that reads on."""
    if (latin := _LATIN_DATE.match(clean(line))) is not None:
        return len(clean(line)) - latin.end() <= 32 and not re.search(r"[.!?]$", clean(line))
    plain = compact(line)
    match = _DATE.match(plain)
    return bool(match and len(plain) - match.end() <= 12 and not re.search(r"[，。,]", plain))


def is_short_folio(line: str) -> bool:
    """A page label alone on a line: 2, A02, 第三版."""
    return bool(_FOLIO_SHORT.match(compact(line)))


def is_latin_folio(line: str) -> bool:
    """Page number, section and the paper's name in one line (3 News The Courier), at the edge of its page."""
    return bool(_LATIN_FOLIO.match(clean(line)))


def is_folio_line(line: str) -> bool:
    """A folio in one line: the whole date, with page label, section, the page's editors or the paper's name; or label and section alone."""
    plain = clean(line)
    if re.search(r"[，。！？；]|[.!?]$", plain):
        return False
    if (latin := _LATIN_DAY_OF_ISSUE.search(plain)) is not None:
        words = f"{plain[: latin.start()]} {plain[latin.end() :]}".split()
        return any(is_short_folio(word) for word in words) and not any(word.islower() for word in words)
    if (date := _DAY_OF_ISSUE.search(plain)) is None:
        pair = plain.split()
        return len(pair) == 2 and any(
            is_short_folio(one) and is_section(other) for one, other in (pair, pair[::-1])
        )
    words = f"{plain[: date.start()]} {plain[date.end() :]}".split()
    known = any(is_short_folio(w) or is_section(w) or is_press_name(w) or is_staff_line(w) for w in words)
    return known and all(len(word) <= _WORD_OF_FOLIO for word in words)


def is_furniture(line: str) -> bool:
    """Folio, nameplate or imprint: a line that belongs to the page, not to any story."""
    plain = clean(line)
    if not plain:
        return False
    if is_staff_line(plain) or is_date_line(plain) or is_press_name(plain) or is_folio_line(plain):
        return True
    if _LUNAR.search(plain) and len(plain) <= 30 and not re.search(r"[，。]", plain):
        return True
    # A nameplate datum ends no sentence; a story may well name a hotline inside one.
    return bool(_NAMEPLATE.search(plain)) and len(plain) <= 120 and not re.search(r"[。，！？；]", plain)


def is_notice_head(line: str) -> bool:
    """The first line of a notice (遗失声明 …, 停电通知 …, 注销公告)."""
    return bool(_NOTICE_HEAD.match(clean(line)))


def is_notice_column(line: str) -> bool:
    """The head of a column of notices (公告专栏, 公示公告, 分类信息)."""
    return bool(_NOTICE_COLUMN.match(compact(line)))


def sounds_like_notice(text: str) -> bool:
    """Words that only notices use (声明作废, 特此公告)."""
    return bool(_NOTICE_BODY.search(compact(text)))


def is_advert_line(line: str) -> bool:
    """A line in the tone of an advertisement, or the mark 广告 itself."""
    plain = clean(line)
    return bool(_ADVERT.search(plain)) and not re.search(r"[。]", plain)


def is_contact_line(line: str) -> bool:
    """Address, telephone or mailbox, as notices and advertisements print them."""
    return bool(_CONTACT.search(clean(line)))


def is_key_value(line: str) -> bool:
    """A box row: a short key, a colon, a value (供水抢修：…)."""
    return bool(_KEY_VALUE.match(clean(line)))


def is_weather_line(line: str) -> bool:
    """A row of a weather box."""
    return bool(_WEATHER.search(clean(line)))


def is_teaser(line: str) -> bool:
    """A line that only points to another page (… 详见A04版, （A04）)."""
    return bool(_TEASER.search(clean(line)))


def is_box_head(line: str) -> bool:
    """The head of a service box (便民电话, 今日天气) or of a teaser box (导读)."""
    return bool(_BOX_HEAD.match(compact(line)))


_FOLIO_LABEL = re.compile(
    rf"(?:^|\s)(?:第\s*)?(?P<label>[A-Za-z]{{1,2}}\d{{1,3}}|\d{{1,2}}|[{NUMERAL_CLASS}]{{1,3}}(?=\s*版))(?:\s*版)?(?=$|\s)"
)


def folio_of(line: str) -> tuple[str | None, str]:
    """Page label (numerals as digits) and section name that a line of furniture prints, either may be missing."""
    plain = clean(line)
    letter_spaced = re.sub(r"(?<=[\u4e00-\u9fff·]) (?=[\u4e00-\u9fff·](?: |$))", "", plain)
    words = letter_spaced.split()
    section = next((word for word in words if is_section(word) and not is_label(word)), "")
    if not (
        is_short_folio(plain)
        or section
        or is_date_line(plain)
        or is_folio_line(plain)
        or any(is_date_line(word) for word in words)
    ):
        return None, section
    match = _FOLIO_LABEL.search(letter_spaced)
    if match is None:
        return None, section
    value = from_chinese(match.group("label"))
    return (str(value) if value is not None else match.group("label").upper()), section
