"""Colours: a shade of any colour that can be read, for where no style sheet computes one (mail)."""

ENOUGH = 4.5  # the contrast that WCAG 2.2 asks of text (1.4.3)
_STEPS = 32
Rgb = tuple[float, float, float]


def readable(colour: str, *, on: str) -> str:
    """The nearest shade of this colour that can be read on that one: darker on light, lighter on dark. ``#007481``"""
    ground, given = _luminance(_rgb(on)), _rgb(colour)
    end = 0.0 if ground > 0.18 else 1.0  # above a middle grey only dark can be read
    for step in range(_STEPS + 1):
        shade = _hex(_towards(given, end, step / _STEPS))
        if _contrast(_luminance(_rgb(shade)), ground) >= ENOUGH:
            return shade
    return _hex((end, end, end))


def contrast(one: str, other: str) -> float:
    """Of two colours, from 1 to 21."""
    return _contrast(_luminance(_rgb(one)), _luminance(_rgb(other)))


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _towards(colour: Rgb, end: float, share: float) -> Rgb:
    red, green, blue = (part + (end - part) * share for part in colour)
    return red, green, blue


def _luminance(colour: Rgb) -> float:
    """Relative luminance of sRGB."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
