"""What comes again and again, is done already, or goes on without an end."""

from tasks_tracker.importer.meanings import (
    ONGOING,
    RECURRING,
    Reading,
    done,
    every,
    standing,
    yearly,
)
from tasks_tracker.importer.phrases import rule

ENDLESS = standing(Reading(ONGOING, how="原文要求持续推进，无截止日期"))
TWICE = standing(
    Reading(RECURRING, rule="yearly", how="按年循环"),
    Reading(RECURRING, rule="half-yearly", how="按半年循环"),
)
HALF_YEARLY = every("half-yearly", "按半年循环")
QUARTERLY = every("quarterly", "按季循环")
MONTHLY = every("monthly", "按月循环")
WEEKLY = every("weekly", "按周循环")
OFTENER = "循环短于一月，暂按每月一次，请核对周期"
FORTNIGHTLY = standing(Reading(RECURRING, rule="monthly", how="暂按月循环", doubt=OFTENER))
_MEETS = "(?:调度|通报|报告|督查|总结|考核|评估)"

RULES = (
    rule(r"每个?月的?([0-9]{1,2})[日号]‹before›?", every(r"monthly:\1", "按月循环"), need="每"),
    rule(r"每年度?的?‹month›(?:‹day›|底|末)?‹before›?", yearly, need="每年"),
    rule(r"按年度[和、及]半年度|按半年度?[和、及]年度", TWICE, need="按"),
    rule(r"每个?半年|按半年度?|半年(?=一次)", HALF_YEARLY, need="半年"),
    rule(rf"每个?季度?|按季度?(?!节)|季度?‹rhythm›|一季度?一{_MEETS}", QUARTERLY, need="季"),
    rule(r"每(?:半个?月|半月度|双周|[两二](?:个?星期|周)|旬)|半月‹rhythm›", FORTNIGHTLY),
    rule(
        rf"每个?月(?!份)|按月|逐月|(?<![0-9当本上下])月‹rhythm›|一月一{_MEETS}", MONTHLY, need="月"
    ),
    rule(
        r"(?<![0-9全本上去当半])年(?:总结|考核|评价|评估)(?=[”、，。]|机制|制度)",
        every("yearly", "按年循环"),
        need="年",
    ),
    rule(rf"每个?(?:周|星期)|按周|周‹rhythm›|一周一{_MEETS}", WEEKLY),
    rule(
        r"每个?(?:工作)?[日天](?!常|约|平均|[0-9.]+(?!\s*[0-9]*[时点：]))|日(?:调度|通报|报告?制)",
        every("daily", "按日循环"),
    ),
    rule(
        r"每年度?|按年度?(?!龄)|分年度|逐年(?!递|提|增|下)", every("yearly", "按年循环"), need="年"
    ),
    rule(
        r"已于‹year›‹month›(?:份|底|末|[0-9]{1,2}日)?‹before›?(?:全部|基本|全面)?(?:完成|实现|建成|整改)",
        done,
        need="已于",
    ),
    rule(
        r"‹opening›(?:‹year›‹month›底?前?)?已经?(?:实现|完成|建成)(?!的|[^，。；\n]*的[，。；])",
        done,
        need="已",
    ),
    rule(
        r"(?:(?<=[，。；：、\n])|^)[并且]?(?:长期坚持|持续推进|长期推进|常态化推进|持续开展|常抓不懈)‹pause›",
        ENDLESS,
    ),
)
