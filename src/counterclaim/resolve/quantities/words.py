"""The words around figures: units, currencies, what becomes of people and things, and plain nouns."""

from __future__ import annotations

from functools import cache


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _table(listed: str) -> dict[str, str]:
    """Lines "meaning: word word" as a table from each word to its meaning."""
    pairs = (line.split(":") for line in listed.strip().splitlines())
    return {word.replace("_", " "): key.strip() for key, words in pairs for word in words.split()}


MEASURES = _table(
    """
    km: km kms kilometre kilometres kilometer kilometers
    m: m metre metres meter meters
    cm: cm centimetre centimetres centimeter centimeters
    mm: mm millimetre millimetres millimeter millimeters
    mile: mile miles
    nautical mile: nm
    foot: foot feet ft
    inch: inch inches
    yard: yard yards
    hectare: hectare hectares ha
    acre: acre acres
    kg: kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes
    g: gram grams gramme grammes
    tonne: tonne tonnes ton tons
    litre: litre litres liter liters
    gallon: gallon gallons
    barrel: barrel barrels
    kilotonne: kiloton kilotons
    MW: mw megawatt megawatts
    GW: gw gigawatt gigawatts
    kWh: kwh
    MWh: mwh
    km/h: kph kmh
    mph: mph
    second: second seconds
    minute: minute minutes mins
    hour: hour hours hrs
    day: day days
    night: night nights
    week: week weeks
    month: month months
    year: year years
    decade: decade decades
    century: century centuries
    millennium: millennium millennia
    degree: degree degrees
    """
)
CURRENCIES = _table(
    """
    USD: dollar dollars usd bucks
    EUR: euro euros eur
    GBP: sterling gbp quid
    RUB: ruble rubles rouble roubles rub
    UAH: hryvnia hryvnias hryvnya hryvnyas uah
    CNY: yuan renminbi cny
    JPY: yen jpy
    INR: rupee rupees inr
    CHF: franc francs chf
    PLN: zloty zlotys pln
    TRY: lira liras
    ILS: shekel shekels ils
    ZAR: rand zar
    KZT: tenge kzt
    SEK: kronor sek
    NOK: nok
    DKK: dkk
    CZK: koruna korunas czk
    HUF: forint forints huf
    BRL: reais brl
    SAR: riyal riyals sar
    AED: dirham dirhams aed
    THB: baht thb
    KRW: krw
    CAD: cad
    AUD: aud
    BYN: byn
    GEL: lari gel
    AMD: dram drams
    """
)
SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₴": "UAH", "₽": "RUB", "₹": "INR", "₺": "TRY"}
DOLLARS = {
    "A": "AUD",
    "AU": "AUD",
    "C": "CAD",
    "CA": "CAD",
    "NZ": "NZD",
    "HK": "HKD",
    "S": "SGD",
    "US": "USD",
}
DOLLAR_NATIONS = {"canadian": "CAD", "australian": "AUD", "hong kong": "HKD", "singapore": "SGD"}

SCOPES = _table(
    """
    killed: killed kill kills killing dead died die dies dying slain perished deaths fatalities death
    injured: injured injure injures injuring wounded wound wounds wounding hurt injuries
    fled: fled flee flees fleeing
    displaced: displaced displacing
    evacuated: evacuated evacuate evacuating
    detained: detained detain detaining arrested arrest arresting arrests imprisoned jailed detentions
    captured: captured capture capturing seized seize seizing
    destroyed: destroyed destroy destroying demolished downed
    damaged: damaged damage damaging
    missing: missing
    infected: infected infections
    rescued: rescued rescue rescuing
    abducted: abducted kidnapped abducting
    deployed: deployed deploy deploying massed amassed
    """
)
PLURALS = {
    "people": "people", "men": "man", "women": "woman", "children": "child", "troops": "troops",
    "personnel": "personnel", "police": "police", "staff": "staff", "crew": "crew", "aircraft": "aircraft",
    "spacecraft": "spacecraft", "helicopters": "helicopter", "series": "series", "species": "species",
    "lives": "life", "wives": "wife", "knives": "knife", "feet": "foot", "teeth": "tooth", "cattle": "cattle",
    "fishermen": "fisherman", "servicemen": "serviceman", "servicewomen": "servicewoman",
    "policemen": "policeman", "businessmen": "businessman", "gunmen": "gunman", "lawmen": "lawman",
    "congressmen": "congressman", "headquarters": "headquarters", "crises": "crisis", "buses": "bus",
    "viruses": "virus", "bases": "base", "cases": "case", "houses": "house", "horses": "horse",
    "nurses": "nurse", "purposes": "purpose", "phases": "phase", "responses": "response",
    "licenses": "license", "licences": "licence", "expenses": "expense", "warehouses": "warehouse",
    "releases": "release", "increases": "increase", "diseases": "disease", "clauses": "clause",
    "doses": "dose", "vaccines": "vaccine", "axes": "axe", "countrymen": "countryman", "oxen": "ox",
    "dice": "die", "mice": "mouse", "criteria": "criterion", "youths": "youth", "universities": "university",
    "movies": "movie", "ties": "tie", "cookies": "cookie", "zombies": "zombie", "rookies": "rookie",
    "caches": "cache", "headaches": "headache", "sizes": "size", "prizes": "prize",
    "crews": "crew", "corps": "corps", "means": "means", "courses": "course", "excuses": "excuse",
    "causes": "cause", "uses": "use", "losses": "loss", "premises": "premises", "enterprises": "enterprise",
    "exercises": "exercise", "promises": "promise", "surprises": "surprise", "franchises": "franchise",
    "leaves": "leaf", "halves": "half", "wolves": "wolf", "thieves": "thief", "shelves": "shelf",
    "households": "household", "statesmen": "statesman", "spokesmen": "spokesman",
    "infantrymen": "infantryman",
}  # fmt: skip
"""Plural nouns whose singular no rule gives, with their plain form."""

ADJECTIVES = _set("more other additional further new extra so odd different separate")
"""Words between a figure and its noun that say nothing of what is counted."""

STOP = _set(
    """
    the a an this that these those his her its their our my your some any no and or but nor of in on
    at by to from with for as than per into onto over under above below between among during before
    after since until till against about around near along across behind through within without via
    toward towards amid despite except inside outside upon off out up down is are was were be been
    being am has have had having do does did will would can could may might must shall should not
    n't who whom whose which what when where why how if because while although though whether unless
    others he she they it we you i them him us me there here then now today yesterday tomorrow said
    says say told tells added adds came come comes went go goes going made make makes took take
    takes saw see sees got get gets gave give gives left leave lost lose fell fall rose rise held
    hold began begin became become kept keep met led sent won brought broke put cut set hit shot
    found died die dies fled flee earlier later ago away each apiece both all only also just
    even still already alone worth such like including according
    compared due instead rather together want wants need needs remain remains face faces would-be
    however meanwhile so far overall
    """
)
"""Words that cannot stand between a figure and its noun."""

VERBS_IN_S = _set(
    "says has was is does goes comes makes takes gives gets remains wants needs knows thinks lives"
)
SINGULAR_S = _set(
    """
    this his its less gas bus loss crisis analysis boss process access progress congress business
    press class mass glass grass cross chess illness witness virus focus status campus census chaos
    news was is has as us plus versus address success basis thesis canvas atlas alias bias lens
    series species politics physics economics various previous serious religious famous dangerous
    numerous religious overseas perhaps always besides sometimes afterwards towards
    """
)
REFERENCES = _set(
    """
    article articles resolution section chapter page pages room phase level category grade stage
    step version route flight no number day week paragraph item rule law order channel gate line
    class type round part volume episode season block reactor zone appendix annex protocol division
    brigade regiment figure table highway road apartment platform terminal tier game match act scene
    decree clause amendment point track unit model mark top
    """
)
"""Before a bare number these make it a name: "article 5", "page 3"."""

FIRST_WORDS = _set(
    """
    a an about almost approximately around another at nearly over roughly some more fewer less up
    only just and but in on by with from to of for when while after before since until the these
    those all his her its their our between exactly that as if with also then there where among both
    least than killing injuring wounding monday tuesday wednesday thursday friday saturday sunday
    today yesterday mr mrs ms are is was were has have had will would not no even still nor or so
    yet because although though during within without under above below against into i we they he
    she it you
    """
)
"""Capitalised at the start of a sentence, these are no names that a number could belong to."""

COUNTED_PEOPLE = _set(
    """
    people civilians soldiers troops men women children residents protesters deaths cases casualties
    officers passengers workers refugees migrants fighters tanks vehicles servicemen police
    journalists students members others percent per euros dollars rubles million billion trillion
    thousand countries years days months weeks hours minutes
    """
)
"""Behind "In Harton 12 ..." these tell that the number counts and is no part of the name before it."""

IDIOMS_OF_ONE = _set("day hand point thing way time side another example reason moment other who")


@cache
def singular(noun: str) -> str:
    """The plain form of a noun: "tanks" is "tank", "people" stays."""
    lower = noun.lower()
    if lower in PLURALS:
        return PLURALS[lower]
    if not lower.endswith("s") or lower.endswith(("ss", "us", "is")) or lower in SINGULAR_S:
        return noun
    if lower.endswith("ies") and len(lower) > 4:
        return noun[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return noun[:-2]
    return noun[:-1]


def is_plural(noun: str) -> bool:
    """True for a noun of more than one."""
    lower = noun.lower()
    if lower in PLURALS:
        return True
    if not lower.endswith("s") or lower.endswith(("ss", "us", "is", "'s", "’s")) or len(lower) < 3:
        return False
    return lower not in SINGULAR_S and lower not in VERBS_IN_S
