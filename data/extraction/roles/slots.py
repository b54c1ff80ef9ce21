"""Which words stand in which slot of a trigger: who does it, to whom, of, to, in, against.

The slots are those of `data.reference.event_types.SLOTS`. A slot holds the heads of noun phrases; who they are is
for `roles`. Read from the dependency parse (Universal Dependencies): active and passive, control ("agreed to send",
"urged Seoul to send"), relative clauses, participles, shared subjects, nominal phrases and the verb that governs
them. The parser errs: what grammar leaves empty `roles` fills from word order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from data.extraction.grammar.parsing import Parse
from data.extraction.text.word_lists import word_list
from data.reference.event_types import PREPOSITIONS

Slots = Mapping[str, Sequence[int]]

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_AWARDING = frozenset({"award", "awards", "awarded", "grant", "grants", "granted", "give", "gives", "gave", "given"})
_MEANS = frozenset({"in", "with", "by"})
_MODIFYING = frozenset({"amod", "compound", "nmod:desc", "nmod:unmarked", "nmod", "flat", "dep", "nummod"})
_MAX_CLIMB = 5
# "in a visit", "with sanctions", "after talks": the verb's subject is a party to the noun; "since the war": it is not.
_PARTY_TO = word_list("party_to")
# Verbs whose object does what the verb below says.
_OBJECT_CONTROL = word_list("object_control")


class SlotReader:
    """Reads the slots of the triggers of one sentence. `receiving` verbs give their subject something.

    `acting` verbs are those whose subject does what their object names: impose, plan, end.
    """

    def __init__(self, parse: Parse, *, receiving: frozenset[str], acting: Collection[str]) -> None:
        self._parse = parse
        self._receiving = receiving
        self._acting = acting

    def of_verb(self, verb: int) -> Slots:
        """Return the slots of a verb, each with the heads of its noun phrases in the order of the text."""
        slots: dict[str, list[int]] = defaultdict(list)
        parse = self._parse
        passive = parse.is_passive(verb) or (parse.deps[verb] == "acl" and parse.tags[verb] == "VBN")
        slots["object" if passive else "subject"] += self.subjects(verb)
        for child in parse.children[verb]:
            dep = parse.deps[child]
            if dep == "obj":
                slots["object"].append(self._antecedent(verb, child))
                self._add_phrases(slots, child)
            elif dep == "iobj":
                slots["indirect"].append(child)
            elif dep in ("obl", "obl:agent", "nmod", "obl:unmarked", "advmod"):
                self._add_oblique(slots, child, passive=passive)
            elif dep in ("xcomp", "ccomp") and parse.is_noun(child):
                slots["object"].append(child)
        self._add_where(slots, verb)
        if not slots["object"] and not passive:
            slots["object"] += self._gap(verb)
        for head in list(slots["object"]):
            if passive:
                self._add_phrases(slots, head)
        return slots

    def of_noun(self, noun: int) -> Slots:
        """Return the slots of a noun: its own phrases, and those of the verb that governs it."""
        slots: dict[str, list[int]] = defaultdict(list)
        for part in self._conjuncts_up(noun):
            self._add_modifiers(slots, part)
        self._add_phrases(slots, noun)
        top = self._top(noun)
        if top != noun:
            self._add_phrases(slots, top)
            self._add_modifiers(slots, top)
        self._add_governor(slots, top)
        slots["holder"] += self._holders(noun)
        return slots

    def subjects(self, verb: int, depth: int = 0) -> list[int]:
        """Return the subjects of a verb, its own or the one that it shares with the verbs above it."""
        parse = self._parse
        own = [child for child in parse.children[verb] if parse.deps[child] in ("nsubj", "nsubj:pass", "nsubj:outer")]
        dep, head = parse.deps[verb], parse.heads[verb]
        if own:
            if all(parse.lower[token] in _RELATIVE for token in own) and dep in ("acl:relcl", "acl", "ccomp"):
                return [head]
            return own
        if dep == "ROOT" or head == verb or depth > _MAX_CLIMB:
            return []
        if dep in ("acl", "acl:relcl"):
            return self._acl_subjects(verb, head, depth)
        if dep in ("xcomp", "advcl", "conj", "ccomp", "parataxis", "aux", "compound"):
            objects = [child for child in parse.children[head] if self._is_controlled(head, child)]
            if dep in ("xcomp", "ccomp", "advcl") and objects and parse.lower[head] in _OBJECT_CONTROL:
                return objects
            return self.subjects(head, depth + 1)
        return []

    def _antecedent(self, verb: int, token: int) -> int:
        """Return what a relative pronoun stands for, any other word as it is."""
        is_relative = self._parse.lower[token] in _RELATIVE and self._parse.deps[verb] == "acl:relcl"
        return self._parse.heads[verb] if is_relative else token

    def _gap(self, verb: int) -> list[int]:
        """Return the noun that a relative clause is about, where it lacks an object: "tanks Berlin will send"."""
        parse = self._parse
        while parse.deps[verb] == "xcomp" and parse.is_verb(parse.heads[verb]):
            verb = parse.heads[verb]
        own = [child for child in parse.children[verb] if parse.deps[child] == "nsubj"]
        is_gapped = parse.deps[verb] == "acl:relcl" and any(parse.lower[child] not in _RELATIVE for child in own)
        return [parse.heads[verb]] if is_gapped else []

    def _is_controlled(self, verb: int, token: int) -> bool:
        """Tell whether a token may be who does what the verb beside it says: an object, or "call for Seoul to send"."""
        dep = self._parse.deps[token]
        if self._parse.lower[verb] in _AWARDING:
            return dep in ("iobj", "obl") and self._parse.case(token) in ("to", "")
        return dep in ("obj", "iobj") or (dep == "obl" and self._parse.case(token) in ("for", "on"))

    def _acl_subjects(self, verb: int, noun: int, depth: int) -> list[int]:
        """Whose act a clause on a noun is: "troops fighting", "a plan to send" (whose plan?)."""
        parse = self._parse
        has_to = any(parse.lower[child] == "to" and parse.deps[child] == "mark" for child in parse.children[verb])
        if not has_to:
            return [noun]
        owners = [child for child in parse.children[noun] if parse.deps[child] in ("nmod:poss", "amod", "compound")]
        nouns = [child for child in owners if parse.is_noun(child) or parse.tags[child] in ("PRP$", "JJ")]
        governor = parse.heads[noun]
        if governor != noun and parse.is_verb(governor):
            return nouns + self.subjects(governor, depth + 1)
        return nouns

    def _add_oblique(self, slots: dict[str, list[int]], child: int, *, passive: bool) -> None:
        preposition = self._parse.case(child)
        if preposition == "by":
            slots["agent" if passive else "by"].append(child)
        elif preposition in PREPOSITIONS:
            slots[preposition].append(child)
        self._add_phrases(slots, child)

    def _add_phrases(self, slots: dict[str, list[int]], noun: int, depth: int = 0) -> None:
        """Add the prepositional phrases of a noun, and those of the participles that hang on it."""
        parse = self._parse
        for child in parse.children[noun]:
            dep = parse.deps[child]
            preposition = parse.case(child)
            if dep in ("nmod", "obl", "conj", "obl:agent") and preposition in PREPOSITIONS:
                slots["agent" if dep == "obl:agent" else preposition].append(child)
                if depth < 2:
                    self._add_phrases(slots, child, depth + 1)
            elif dep == "acl" and parse.tags[child] == "VBN":
                for below in parse.children[child]:
                    if parse.deps[below] in ("obl", "obl:agent", "nmod"):
                        self._add_oblique(slots, below, passive=True)

    def _add_modifiers(self, slots: dict[str, list[int]], noun: int) -> None:
        parse = self._parse
        for child in parse.children[noun]:
            dep = parse.deps[child]
            if dep == "nmod:poss":
                slots["owner"].append(child)
            elif dep in _MODIFYING and child < noun and not parse.case(child):
                slots["modifier"].append(child)

    def _add_governor(self, slots: dict[str, list[int]], noun: int) -> None:
        parse = self._parse
        dep, verb = parse.deps[noun], parse.heads[noun]
        if any(parse.deps[child] == "cop" for child in parse.children[noun]):
            slots["subject"] += self.subjects(noun)
            return
        is_predicate = any(parse.deps[child] == "cop" for child in parse.children[verb])
        if verb == noun or not (parse.is_verb(verb) or is_predicate):
            return
        passive = parse.is_passive(verb)
        self._add_where(slots, verb)
        subjects = [token for token in self.subjects(verb) if token != noun]
        if dep == "obl" and parse.case(noun) not in _PARTY_TO:
            return
        if dep in ("obj", "obl", "xcomp", "ccomp", "iobj", "obl:unmarked", "advcl"):
            slots["receiver" if parse.lower[verb] in self._receiving and not passive else "subject"] += subjects
            is_means = dep == "obl" and parse.case(noun) in _MEANS
            if (parse.lower[verb] in self._acting and not passive) or is_means:
                slots["actor"] += subjects
        for child in parse.children[verb]:
            if child == noun:
                continue
            below = parse.deps[child]
            if below in ("obl", "obl:agent", "nmod"):
                self._add_oblique(slots, child, passive=passive)
            elif below in ("obj", "iobj"):
                slots["object" if below == "obj" else "indirect"].append(child)

    def _add_where(self, slots: dict[str, list[int]], verb: int) -> None:
        """Add the place of a relative clause: "countries where soldiers seized power"."""
        parse = self._parse
        if parse.deps[verb] in ("acl:relcl", "acl") and any(
            parse.lower[child] == "where" for child in parse.children[verb]
        ):
            slots["in"].append(parse.heads[verb])

    def _conjuncts_up(self, noun: int) -> Iterator[int]:
        """Yield a noun and those before it in its list, whose modifiers it shares: "Russian drones and missiles"."""
        yield noun
        while self._parse.deps[noun] == "conj" and self._parse.is_noun(self._parse.heads[noun]):
            noun = self._parse.heads[noun]
            yield noun

    def _holders(self, noun: int) -> list[int]:
        """Return the nouns that a noun hangs from, nearest first: "Mali, under army rule since a coup"."""
        found: list[int] = []
        while self._parse.deps[noun] in ("nmod", "appos", "conj", "compound") and len(found) < _MAX_CLIMB:
            noun = self._parse.heads[noun]
            found.append(noun)
        return found

    def _top(self, noun: int) -> int:
        """Return the head of the phrase that a noun is the matter of: "a series of visits"."""
        parse = self._parse
        for _ in range(_MAX_CLIMB):
            head, dep = parse.heads[noun], parse.deps[noun]
            is_matter = dep == "nmod" and parse.case(noun) == "of"
            if dep in ("conj", "compound") or is_matter:
                if not (parse.is_noun(head) or parse.tags[head] == "CD"):
                    return noun
                noun = head
            else:
                break
        return noun
