"""Spam: signs of advertising in English and Spanish, chosen and weighed by hand. A suggestion for the queue's order.

No training: a weight says how strongly a sign speaks alone. Measured on the SMS Spam Collection
(benchmarks/suspicion.py).
"""

import re

from folkmoot.domains.intelligence.signs import Sign, Suspicion, sign, weigh

SIGNS = (
    Sign(re.compile(r"https?://[^\s/<>\"']{1,80}|(?<!\w)www\.[^\s/<>\"']{1,80}", re.IGNORECASE), 0.3, 3),
    Sign(re.compile(r"(?<!\w)(?:bit\.ly|tinyurl\.com|t\.me|wa\.me|goo\.gl)/\S{1,60}", re.IGNORECASE), 0.5),
    Sign(re.compile(r"[$£€]\s?\d[\d.,]{0,9}|\b\d[\d.,]{0,9}\s?(?:[$£€]|usd|eur|gbp)", re.IGNORECASE), 0.2, 2),
    Sign(re.compile(r"(?<![\w.])\+?\d[\d ()-]{8,16}\d(?!\w)"), 0.35),
    Sign(re.compile(r"\b[A-Z]{4,}(?:[ !]+[A-Z]{3,})+"), 0.25),
    Sign(re.compile(r"!{3,}|[$£€]{2,}"), 0.2),
    sign("casino|viagra|cialis|porn|xxx|escorts?|betting site|forex|binary options|payday loans?", 0.75),
    sign("crypto(?:currency)? (?:profits?|investments?|trading)|bitcoin (?:profits?|investments?)", 0.7),
    sign("click here|click (?:the|this) link|buy now|order now|act now|call now|shop now|sign up now", 0.55),
    sign("limited (?:time )?offer|special offer|best price|lowest price|discount code|promo code|free shipping", 0.5),
    sign("winner|you (?:have )?won|claim (?:your|ur|now)|guaranteed|prize|jackpot|lottery|cash prize", 0.5, most=2),
    sign("earn (?:money|cash|up to)|make money|work from home|extra income|passive income|get rich", 0.6),
    sign("free (?:entry|gift|trial|msg|message|call|text|phone|ringtone|money|followers)|freemsg|100% free", 0.5),
    sign("whats?app me|telegram channel|dm me|text (?:me|back|stop|yes)|txt|reply (?:stop|yes)", 0.3),
    sign("cheap(?:est)?|weight loss|seo services?|backlinks?|followers|subscribers|credit score", 0.3, most=2),
    sign("haz clic|compra(?: ya| ahora)|oferta(?: limitada| especial)|gana(?:r)? dinero|dinero f[aá]cil", 0.6),
    sign("premio|sorteo|apuestas|pr[eé]stamos? (?:f[aá]cil|r[aá]pido)s?|descuento|c[oó]digo promocional", 0.35),
)  # fmt: skip


class SpamReader:
    """Reads any text; knows the words of English and Spanish advertising."""

    name = "folkmoot-spam-signs"
    version = "1"
    licence = "Apache-2.0"
    languages = ("en", "es")
    #: From here on, a moderator is asked to look.
    suspects_from = 0.6

    def read(self, text: str) -> Suspicion:
        return weigh(text, SIGNS)


READER = SpamReader()
