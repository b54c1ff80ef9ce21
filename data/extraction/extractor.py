"""The street from an article to its reports: sentences, names, parse, proposals, judgement, records.

An `Extractor` is built from tables and is a pure function of the article: it knows no file, store or clock once it
is made. `extract` uses the tables of seeds/, loaded once. Text that is not English is rejected with that reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from data.extraction.assembly import assemble, reject
from data.extraction.grammar.gate import Gate, Glance, default_gate, setting_of
from data.extraction.grammar.parsing import MAX_TOKENS, Parse, Words, parse, tokenise
from data.extraction.judge.readings import Telling
from data.extraction.judge.rules import by_rules
from data.extraction.judge.view import view_of
from data.extraction.judge.weighing import Judge, default_judge, weigh
from data.extraction.lexicon import Lexicon, default_lexicon
from data.extraction.names.coreference import Memory, anaphors, may_point_back
from data.extraction.names.learned import learn_names
from data.extraction.names.mentions import Entity, Mention, MentionKind, build_gazetteer, find_mentions, strong_codes
from data.extraction.proposals import Proposal, Refused, classes_of, tell
from data.extraction.rejections import Reason
from data.extraction.roles.triggers import promising
from data.extraction.text.scan import is_english
from data.extraction.text.sentences import MAX_SENTENCES, Sentence, dateline_end, sentences
from data.model import Article, Extraction, Field, Rejection, Span, content_id

EXTRACTOR_VERSION = "1.4"

_LEAD_SENTENCES = 3
_SHOWN_CHARS = 200
_OFFICIAL_OUTLETS = ("MFA", "Ministry", "White House", "Kremlin", "Foreign Office", "State Department", "Government")


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence with its tokens and the names in it."""

    sentence: Sentence
    words: Words
    mentions: list[Mention]
    outlets: list[Mention]


class Extractor:
    """Turns articles into reports and rejections, by one lexicon."""

    def __init__(self, lexicon: Lexicon, judge: Judge | None = None, gate: Gate | None = None) -> None:
        """`judge` is the fitted one; None leaves the rules alone to decide.

        `gate` holds back from the parse what will hardly tell of an act; None parses all that may hold a trigger.
        """
        self._lexicon = lexicon
        self._judge = judge
        self._gate = gate

    def extract(self, article: Article) -> Extraction:
        """Return the reports of an article and what was rejected, each in the order of the text."""
        if not is_english(article.text):
            return Extraction(article, (), (_wrong_language(article),))
        published = article.published_at.date() if article.published_at else None
        read = self.read(article, published)
        kept, refused = self._weigh(self.tellings(article, read, published), read)
        reports = assemble(article, kept, EXTRACTOR_VERSION)
        rejections = reject(article, refused, EXTRACTOR_VERSION)
        return Extraction(article, tuple(reports), (*rejections, *_too_long(article, read)))

    def _weigh(self, tellings: Sequence[Telling], read: Sequence[Read]) -> tuple[list[Proposal], list[Refused]]:
        if self._judge is not None:
            return weigh(tellings, view_of((one.sentence, one.mentions) for one in read), self._judge)
        return by_rules(tellings)

    def read(self, article: Article, published: date | None) -> list[Read]:
        """Return the sentences with their names: those of the tables, and those that the article explains."""
        lexicon = self._lexicon
        cut = [(sentence, tokenise(sentence.text)) for sentence in sentences(article)]
        supported = set().union(*(strong_codes(words, lexicon.gazetteer) for _, words in cut))
        read = []
        for sentence, words in cut:
            told_from = dateline_end(sentence)
            found = find_mentions(words, lexicon.gazetteer, supported=supported, day=published)
            found = [mention for mention in found if words.starts[mention.start] >= told_from]
            outlets = [mention for mention in found if mention.is_outlet]
            read.append(Read(sentence, words, [mention for mention in found if not mention.is_outlet], outlets))
        learned = learn_names(
            [(one.words, one.mentions) for one in read], officials=lexicon.officials, bodies=lexicon.bodies
        )
        return _with_learned(read, learned)

    def glance(self, one: Read) -> Glance:
        """Return what is known of a sentence before its parse: the triggers that it may hold among them.

        A sentence that names nobody, and points back to nobody, holds none.
        """
        lower = one.words.lower
        is_named = bool(one.mentions) and self._lexicon.scanner.is_worth_parsing(one.sentence.text)
        if not is_named and not may_point_back(lower):
            return Glance(one.sentence, one.words, one.mentions, (), ())
        classes = classes_of(lower, one.mentions)
        found = promising(lower, self._lexicon.triggers, classes, is_named=is_named)
        return Glance(one.sentence, one.words, one.mentions, found, [key for key, at in classes.items() if at])

    def _worth_parsing(self, read: Sequence[Read]) -> list[Read]:
        """Return the sentences that may hold a trigger and that the gate lets through."""
        glances = [self.glance(one) for one in read]
        setting = setting_of(glances)
        return [
            one
            for one, glance in zip(read, glances, strict=True)
            if glance.triggers and (self._gate is None or self._gate.opens(glance, setting))
        ]

    def tellings(self, article: Article, read: Sequence[Read], published: date | None) -> list[Telling]:
        """Return what the triggers of an article tell, in the order of the text."""
        worth = self._worth_parsing(read)
        parses: Mapping[int, Parse] = {
            id(one): parsed for one, parsed in zip(worth, parse([one.words for one in worth]), strict=True)
        }
        memory = Memory(speaker=_speaker(article), officials=self._lexicon.officials)
        topics = _topics(read)
        found: list[Telling] = []
        for one in read:
            parsed = parses.get(id(one))
            if parsed is None:
                memory.note(one.words, one.sentence.number, one.mentions)
                continue
            named = [*one.mentions, *anaphors(parsed, one.mentions, memory, one.sentence.number)]
            named.sort(key=lambda mention: mention.start)
            found += tell(one.sentence, parsed, named, one.outlets, self._lexicon, topics=topics, published=published)
            subjects = frozenset(at for at, dep in enumerate(parsed.deps) if dep.startswith("nsubj"))
            memory.note(one.words, one.sentence.number, one.mentions, subjects)
            memory.note_lists(parsed, one.mentions)
        return found


def extract(article: Article) -> Extraction:
    """Return the reports of an article and what was rejected, by the tables of seeds/."""
    return _default().extract(article)


@cache
def _default() -> Extractor:
    return Extractor(default_lexicon(), default_judge(), default_gate())


def _with_learned(read: Sequence[Read], learned: Sequence[Entity]) -> list[Read]:
    if not learned:
        return list(read)
    gazetteer = build_gazetteer(learned)
    found = []
    for one in read:
        taken = {token for mention in (*one.mentions, *one.outlets) for token in range(mention.start, mention.end)}
        new = [
            mention
            for mention in find_mentions(one.words, gazetteer)
            if not taken.intersection(range(mention.start, mention.end))
        ]
        mentions = sorted([*one.mentions, *new], key=lambda mention: mention.start)
        found.append(Read(one.sentence, one.words, mentions, one.outlets))
    return found


def _topics(read: Sequence[Read]) -> list[str]:
    """Return the two countries that the article is about: those that its headline and first sentences name most."""
    counts: Counter[str] = Counter()
    for one in read:
        weight = 3 if one.sentence.field is Field.HEADLINE else 2 if one.sentence.number < _LEAD_SENTENCES else 1
        for mention in one.mentions:
            if mention.kind in (MentionKind.NAME, MentionKind.DEMONYM, MentionKind.CAPITAL):
                counts[mention.code] += weight
    return [code for code, _ in counts.most_common(2)]


def _speaker(article: Article) -> str | None:
    """Return the country for which "we" speaks: that of a government's own outlet."""
    if any(word in article.outlet for word in _OFFICIAL_OUTLETS):
        return article.outlet_country
    return None


def _wrong_language(article: Article) -> Rejection:
    return _unread(article, Field.TEXT, 0, article.text, Reason.LANGUAGE)


def _too_long(article: Article, read: Sequence[Read]) -> Iterator[Rejection]:
    """Yield a rejection for each sentence of which the end is not read, and for what follows the last sentence read."""
    for one in read:
        sentence, ends = one.sentence, one.words.ends
        if len(ends) == MAX_TOKENS and ends[-1] < len(sentence.text):
            rest = sentence.text[ends[-1] :]
            yield _unread(article, sentence.field, sentence.start + ends[-1], rest, Reason.NOT_PARSED)
    if len(read) >= MAX_SENTENCES and read[-1].sentence.number == MAX_SENTENCES - 1:
        end = read[-1].sentence.end
        if article.text[end:].strip():
            yield _unread(article, Field.TEXT, end, article.text[end : end + _SHOWN_CHARS], Reason.NOT_PARSED)


def _unread(article: Article, field: Field, start: int, text: str, reason: Reason) -> Rejection:
    shown = text[:_SHOWN_CHARS]
    return Rejection(
        rejection_id=content_id(article.article_id, reason, field, start),
        article_id=article.article_id,
        event_type="",
        span=Span(field, start, start + len(shown), shown),
        reason=reason,
        rule_id=reason.name.lower(),
        extractor_version=EXTRACTOR_VERSION,
    )
