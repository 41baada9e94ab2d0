"""Words that the ear or the keyboard confuses, each wrong form with the right one. Pure Python.

Only forms that are wrong wherever they stand: pairs that a sentence has to decide (的 and 地, 做 and 作) are none.
Where a wrong form is also the seam of two right words (毕竟争取 holds 竟争), the guards say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# wrong right, by what is confused
_PLAIN = """
再接再励 再接再厉  再接再历 再接再厉  迫不急待 迫不及待  一愁莫展 一筹莫展  按步就班 按部就班  以逸代劳 以逸待劳
走头无路 走投无路  谈笑风声 谈笑风生  一股作气 一鼓作气  悬梁刺骨 悬梁刺股  金榜提名 金榜题名  穿流不息 川流不息
世外桃园 世外桃源  名列前矛 名列前茅  滥芋充数 滥竽充数  鬼鬼崇崇 鬼鬼祟祟  黄梁美梦 黄粱美梦  黄梁一梦 黄粱一梦
竭泽而鱼 竭泽而渔  精兵减政 精兵简政  变本加利 变本加厉  一如继往 一如既往  既往开来 继往开来
相形见拙 相形见绌  萎糜不振 萎靡不振  甘败下风 甘拜下风  自抱自弃 自暴自弃  旁证博引 旁征博引  美仑美奂 美轮美奂
脍灸人口 脍炙人口  烩炙人口 脍炙人口  不径而走 不胫而走  一诺千斤 一诺千金  食不裹腹 食不果腹  有持无恐 有恃无恐
草管人命 草菅人命  病入膏盲 病入膏肓  饮鸠止渴 饮鸩止渴  莫明其妙 莫名其妙  声名雀起 声名鹊起  破斧沉舟 破釜沉舟
如火如茶 如火如荼  默守成规 墨守成规  汗流夹背 汗流浃背  再所不辞 在所不辞  再所难免 在所难免  原形必露 原形毕露
趋之若骛 趋之若鹜  好高鹜远 好高骛远  心无旁鹜 心无旁骛  涣然一新 焕然一新  义不容词 义不容辞  举旗不定 举棋不定
重蹈复辙 重蹈覆辙  责无旁代 责无旁贷  融汇贯通 融会贯通  振聋发馈 振聋发聩  完壁归赵 完璧归赵  老俩口 老两口
人才汇萃 人才荟萃  出奇不意 出其不意  仗义直言 仗义执言  不记其数 不计其数  不可思义 不可思议  层出不穹 层出不穷
针贬时弊 针砭时弊  泊来品 舶来品  侯车室 候车室  侯选人 候选人  水笼头 水龙头
渲泄 宣泄  坐阵 坐镇  沉缅 沉湎  震憾 震撼  粗旷 粗犷  气慨 气概  陷井 陷阱
亲睐 青睐  急燥 急躁  合谐 和谐  贡现 贡献  气侯 气候
恶耗 噩耗  膨涨 膨胀  风糜 风靡  戳力 戮力  拔款 拨款  迁徒 迁徙
帐户 账户  帐号 账号  寒喧 寒暄  蜇伏 蛰伏  编篡 编纂
"""

# wrong, right, what must not stand before it, what must not stand after it
_GUARDED = (
    ("岀", "出", "", ""),
    ("的时侯", "的时候", "", ""),
    ("拔打电话", "拨打电话", "", ""),
    ("竟争", "竞争", "毕究", "相着先抢吵论执取夺"),
    ("竟赛", "竞赛", "毕究", "过"),
    ("竟选", "竞选", "毕究", "择中在了出取"),
    ("究竞", "究竟", "", "争赛选价标技聘相逐速走岗拍"),
    ("毕竞", "毕竟", "", "争赛选价标技聘相逐速走岗拍"),
    ("己经", "已经", "自知利异克律", ""),
    ("以经", "已经", "所可足得难", "济营典验贸费常过历管销络脉书学纬纪手商"),
    ("好象", "好像", "良友美", "征棋"),
    ("必竟", "毕竟", "未何想势不务", ""),
    ("报歉", "抱歉", "通汇回", "收年意疚"),
    ("部暑", "部署", "", "期假运热天气"),
    ("布署", "部署", "发公", "名"),
    ("幅射", "辐射", "大小", "门"),
    ("防碍", "妨碍", "消国", "于"),
    ("松驰", "松弛", "", "名骋援往马"),
    ("直接了当", "直截了当", "", "年天日时"),
)


def _table() -> dict[str, tuple[str, str, str]]:
    words = _PLAIN.split()
    table = {wrong: (right, "", "") for wrong, right in zip(words[::2], words[1::2], strict=True)}
    return table | {wrong: (right, before, after) for wrong, right, before, after in _GUARDED}


_TABLE = _table()
_WRONG = re.compile("|".join(sorted(map(re.escape, _TABLE), key=len, reverse=True)))


def find_confusions(text: str) -> Iterator[tuple[int, str, str]]:
    """Where each wrong form stands, the form, and the right one."""
    for found in _WRONG.finditer(text):
        right, before, after = _TABLE[found[0]]
        at, end = found.span()
        if (at and text[at - 1] in before) or (end < len(text) and text[end] in after):
            continue
        yield at, found[0], right
