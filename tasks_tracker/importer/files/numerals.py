"""Numbers as automatic numbering prints them."""

from collections.abc import Callable

HAN = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
MOST = 9999


def numeral(value: int, style: str) -> str:
    """The number in the style that the document names; unknown styles print figures."""
    if not 0 <= value <= MOST:
        return str(value)
    return STYLES.get(style, str)(value)


def _counting(value: int, digits: str = HAN, places: str = "十百千") -> str:
    """二十一, 一百〇二; ten to nineteen go without their one."""
    if not value:
        return digits[0]
    words = ""
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            words += digits[digit] + (places[place - 1] if place else "")
        elif words and not words.endswith(digits[0]) and value % 10**place:
            words += digits[0]
    short = digits[1] + places[0]
    return words.removeprefix(digits[1]) if digits is HAN and words.startswith(short) else words


def _legal(value: int) -> str:
    return _counting(value, LEGAL, "拾佰仟")


def _digits(value: int) -> str:
    return "".join(HAN[int(digit)] for digit in str(value))


def _roman(value: int) -> str:
    words = ""
    for worth, letters in ROMAN:
        words += letters * (value // worth)
        value %= worth
    return words


def _letter(value: int) -> str:
    """a … z, aa, bb."""
    return chr(ord("a") + (value - 1) % 26) * (1 + (value - 1) // 26) if value else ""


def _of(characters: str) -> Callable[[int], str]:
    def numeral_of(value: int) -> str:
        return characters[value - 1] if 1 <= value <= len(characters) else str(value)

    return numeral_of


def _run(first: str, count: int) -> Callable[[int], str]:
    return _of("".join(chr(ord(first) + place) for place in range(count)))


def _wide(value: int) -> str:
    return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(value))


STYLES: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            *("chineseCounting", "chineseCountingThousand", "taiwaneseCountingThousand"),
            *("taiwaneseCounting", "japaneseCounting", "koreanCounting"),
        ),
        _counting,
    ),
    **dict.fromkeys(
        ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _digits
    ),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional"), _legal),
    **dict.fromkeys(
        ("decimalEnclosedCircle", "decimalEnclosedCircleChinese", "ideographEnclosedCircle"),
        _run("①", 20),
    ),
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "ideographTraditional": _of(STEMS),
    "ideographZodiac": _of(BRANCHES),
    "decimalFullWidth": _wide,
    "decimalZero": lambda value: f"{value:02d}",
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "none": lambda _value: "",
    "bullet": lambda _value: "",
}
