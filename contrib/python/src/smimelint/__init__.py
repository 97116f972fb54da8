# SPDX-License-Identifier: Apache-2.0
"""Lint S/MIME certificates, CRLs and OCSP responses.

    from smimelint import lint

    for finding in lint(der):
        print(finding.severity, finding.citation, finding.message, finding.value)
"""
from __future__ import annotations

import datetime
import json as _json
import threading
import weakref
from dataclasses import dataclass
from typing import Any, Callable, Iterator, List, Mapping, Optional, Sequence, Tuple, TypeVar, Union

from . import _library as _c
from ._library import lib as _lib

__all__ = [
    "Error", "Finding", "Linter", "Option", "OptionError", "Result", "Rule", "Source", "lint", "lint_json", "options",
    "rule", "rules", "version",
]

_T = TypeVar("_T")
Octets = Union[bytes, bytearray, memoryview]
Options = Union[None, str, Mapping[str, Any]]
_EPOCH = datetime.date(1970, 1, 1)


class Error(Exception):
    """What the library refused."""


class OptionError(Error, ValueError):
    """An option, or a document beside the options, is wrong; the text says where and why."""


@dataclass(frozen=True)
class Source:
    """Where a certificate was found, as lint_json() says it; what is None or 0 is not known."""

    path: Optional[str] = None
    index: int = 0
    format: Optional[str] = None
    line: int = 0


@dataclass(frozen=True)
class Finding:
    """One finding. Absent things are None."""

    rule: str
    severity: str
    state: str
    section: str
    citation: str
    since: Optional[datetime.date]
    message: str
    value: Optional[str]
    path: Optional[str]
    offset: Optional[int]
    length: Optional[int]
    reading: Optional[str]
    waiver: Optional[str]
    record_file: Optional[str]
    record_line: Optional[int]
    record_id: Optional[str]
    basis: Optional[str]


@dataclass(frozen=True)
class Result(Sequence[Finding]):
    """The findings of one certificate, and its status: the worst severity, out-of-scope or unreadable."""

    status: str
    findings: Tuple[Finding, ...]

    def __getitem__(self, i: Any) -> Any:
        return self.findings[i]

    def __len__(self) -> int:
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)


@dataclass(frozen=True)
class Rule:
    """One row of the rule table."""

    id: str
    source: str
    section: str
    citation: str
    title: str
    requires: str
    explanation: str
    remedy: str


@dataclass(frozen=True)
class Option:
    """One option of a linter: its kind of value, the words it may be, its default."""

    name: str
    value: str
    words: Tuple[str, ...]
    default: Optional[str]
    repeats: bool
    text: str


def _text(octets: Optional[bytes]) -> Optional[str]:
    return None if octets is None else octets.decode()


def _octets(what: str, value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, (bytearray, memoryview)):
        return bytes(value)
    raise TypeError("%s: bytes are expected, not %s" % (what, type(value).__name__))


def _document(what: str, value: Union[str, Octets]) -> bytes:
    return value.encode() if isinstance(value, str) else _octets(what, value)


def _name(value: str) -> bytes:
    """A name as C has it: it ends at the first NUL."""
    if not isinstance(value, str):
        raise TypeError("a name is text, not " + type(value).__name__)
    if "\0" in value:
        raise ValueError("a NUL stands in a name")
    return value.encode(errors="surrogateescape")


def _check(status: int, why: str = "") -> None:
    if status == _c.OK:
        return
    if status == _c.ERR_NOMEM:
        raise MemoryError("smimelint: out of memory")
    text = why or _lib.strerror(status).decode()
    raise OptionError(text) if status in (_c.ERR_OPTION, _c.ERR_INPUT, _c.ERR_LIMIT) else Error(text)


class _Pool:
    """A context and its runs: one run for each lint at work, kept for the next. Freed when the last is back."""

    def __init__(self) -> None:
        self.ctx = _c.pointer()
        self.lock = threading.Lock()
        self.idle: List[Any] = []
        self.busy = 0
        self.closed = False
        _check(_lib.ctx_new(_c.byref(self.ctx)))

    def take(self) -> Any:
        with self.lock:
            if self.closed:
                raise Error("the linter is closed")
            self.busy += 1
            if self.idle:
                return self.idle.pop()
        run = _c.pointer()
        status = _lib.run_new(_c.byref(run), self.ctx)
        if status != _c.OK:
            why = _lib.ctx_error(self.ctx).decode()
            self._back()
            _check(status, why)
        return run

    def give(self, run: Any) -> None:
        with self.lock:
            if not self.closed:
                self.idle.append(run)
                self.busy -= 1
                return
        _lib.run_free(run)
        self._back()

    def _back(self) -> None:
        with self.lock:
            self.busy -= 1
            last = self.closed and self.busy == 0
        if last:
            _lib.ctx_free(self.ctx)

    def close(self) -> None:
        with self.lock:
            if self.closed:
                return
            self.closed = True
            idle, self.idle = self.idle, []
            last = self.busy == 0
        for run in idle:
            _lib.run_free(run)
        if last:
            _lib.ctx_free(self.ctx)

    def change(self, function: Any, *arguments: Any) -> None:
        """Calls a function that changes the context, which has to have no runs."""
        with self.lock:
            if self.closed or self.busy or self.idle:
                raise Error("the linter is closed" if self.closed else "a linter that has linted takes nothing more")
            status = function(self.ctx, *arguments)
            why = _lib.ctx_error(self.ctx).decode()
        _check(status, why)


def _finding(run: Any, i: int) -> Finding:
    f = _c.Finding(size=_c.sizeof(_c.Finding))
    _check(_lib.finding_get(run, i, _c.byref(f)))
    record = f.record_file is not None
    placed = f.path is not None and not record
    return Finding(
        rule=_lib.rule_text(f.rule, b"id").decode(), severity=_lib.level_name(f.severity).decode(),
        state=_lib.state_name(f.state).decode(), section=f.section.decode(), citation=f.citation.decode(),
        since=None if f.since == _c.DAY_ALWAYS else _EPOCH + datetime.timedelta(days=f.since),
        message=f.message.decode(), value=_text(f.value), path=_text(f.path),
        offset=f.offset if placed else None, length=f.length if placed else None, reading=_text(f.reading),
        waiver=_text(f.waiver), record_file=_text(f.record_file), record_line=f.record_line if record else None,
        record_id=_text(f.record_id), basis=_text(f.basis))


def _json_line(run: Any, source: Source) -> bytes:
    path = None if source.path is None else _name(source.path)
    kind = None if source.format is None else _name(source.format)
    if not (0 <= source.index < 1 << 64 and 0 <= source.line < 1 << 64):
        raise ValueError("source: index and line are numbers from 0 to 2**64 - 1")
    length = _c.size_t()
    _check(_lib.result_source(run, _c.byref(_c.Source(
        _c.sizeof(_c.Source), path, source.index, kind, source.line, None))))
    text = _lib.result_json(run, 0, _c.byref(length))
    if text is None:
        raise MemoryError("smimelint: out of memory")
    return _c.string_at(text, length.value)


class Linter:
    """Options, issuers and what else stands beside the certificates; threads may share it.

    options: a mapping or a JSON object, as smimelint.options() lists them. Documents are added before the first lint.
    """

    def __init__(self, options: Options = None) -> None:
        self._pool = _Pool()
        self.close = weakref.finalize(self, self._pool.close)
        if options is not None:
            text = options if isinstance(options, str) else _json.dumps(options, allow_nan=False)
            octets = text.encode()
            self._pool.change(_lib.ctx_set_json, octets, len(octets))

    def __enter__(self) -> Linter:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def _add(self, function: Any, octets: bytes) -> None:
        self._pool.change(function, octets, len(octets))

    def add_issuer(self, der: Octets) -> None:
        """The certificate of an issuing CA, in DER."""
        self._add(_lib.ctx_add_issuer, _octets("issuer", der))

    def add_certificate(self, der: Octets) -> None:
        """A certificate whose status CRLs and OCSP responses may tell."""
        self._add(_lib.ctx_add_certificate, _octets("certificate", der))

    def add_previous(self, der: Octets) -> None:
        """A CRL or an OCSP response of before."""
        self._add(_lib.ctx_add_previous, _octets("previous", der))

    def add_responder(self, der: Octets) -> None:
        """The certificate of an OCSP responder, for responses that leave it out."""
        self._add(_lib.ctx_add_responder, _octets("responder", der))

    def add_ca_profile(self, json: Union[str, Octets]) -> None:
        """The CA's own limits, as smimelint(1) describes them for --ca-profile."""
        self._add(_lib.ctx_add_ca_profile, _document("CA profile", json))

    def add_waivers(self, json: Union[str, Octets], day: datetime.date) -> None:
        """Accepted findings, as smimelint(1) describes them for --waivers, judged on this day."""
        octets = _document("waivers", json)
        self._pool.change(_lib.ctx_add_waivers, octets, len(octets), day.toordinal() - _EPOCH.toordinal())

    def add_baseline(self, json: Union[str, Octets]) -> None:
        """A json or ndjson report whose findings are known."""
        self._add(_lib.ctx_add_baseline, _document("baseline", json))

    def add_evidence(self, name: str, json: Union[str, Octets]) -> None:
        """Records of validation evidence; findings call them by the name."""
        octets = _document("evidence", json)
        self._pool.change(_lib.ctx_add_evidence, _name(name), octets, len(octets))
        self._pool.change(_lib.ctx_check_evidence)

    def add_perspectives(self, json: Union[str, Octets]) -> None:
        """A table of Network Perspectives, for records that lack theirs."""
        self._add(_lib.ctx_add_perspectives, _document("perspectives", json))

    def add_psl(self, text: Union[str, Octets]) -> None:
        """The Public Suffix List."""
        self._add(_lib.ctx_add_psl, _document("Public Suffix List", text))

    def add_weak_keys(self, keys: Union[str, Octets]) -> None:
        """A list of keys that are known to be weak."""
        self._add(_lib.ctx_add_weak_keys, _document("weak keys", keys))

    def _lint(self, der: Octets, read: Callable[[Any], _T]) -> _T:
        """Lints, and reads the result while the octets and the run are there."""
        octets = _octets("certificate", der)
        run = self._pool.take()
        try:
            status = _lib.lint(run, octets, len(octets))
            if status not in (_c.OK, _c.ERR_INPUT, _c.ERR_LIMIT):
                _check(status)
            result = read(run)
            _check(_lib.run_error(run))
            return result
        finally:
            self._pool.give(run)

    def lint(self, der: Octets) -> Result:
        """What the rules say of one certificate, CRL or OCSP response in DER.

        What cannot be read is no exception: its status is "unreadable", and one finding says why.
        """
        return self._lint(der, lambda run: Result(
            _lib.level_name(_lib.result_status(run)).decode(),
            tuple(_finding(run, i) for i in range(_lib.finding_count(run)))))

    def lint_json(self, der: Octets, source: Source = Source()) -> bytes:
        """The same as one JSON object, octet for octet a line of the command's ndjson report."""
        return self._lint(der, lambda run: _json_line(run, source))


_default: Optional[Linter] = None
_default_lock = threading.Lock()


def _default_linter() -> Linter:
    global _default
    with _default_lock:
        if _default is None:
            _default = Linter()
        return _default


def lint(der: Octets, options: Options = None) -> Result:
    """Lints one certificate; for more than one with options, make a Linter."""
    if options is None:
        return _default_linter().lint(der)
    with Linter(options) as linter:
        return linter.lint(der)


def lint_json(der: Octets, source: Source = Source(), options: Options = None) -> bytes:
    """The result of lint() as one JSON object."""
    if options is None:
        return _default_linter().lint_json(der, source)
    with Linter(options) as linter:
        return linter.lint_json(der, source)


def version() -> str:
    """The version of the library: "0.1.0"."""
    return str(_lib.version().decode())


def _rule(row: Any) -> Rule:
    columns = {name: _lib.rule_text(row, name.encode()).decode()
               for name in ("id", "source", "section", "title", "requires", "explanation", "remedy")}
    citation = _c.create_string_buffer(_lib.rule_citation(row, None, 0) + 1)
    _lib.rule_citation(row, citation, len(citation))
    return Rule(citation=citation.value.decode(), **columns)


def rules() -> List[Rule]:
    """All rules."""
    return [_rule(_lib.rule_at(i)) for i in range(_lib.rule_count())]


def rule(id: str) -> Optional[Rule]:
    """The rule of this id, or None."""
    row = _lib.rule_find(id.encode())
    return None if row is None else _rule(row)


def options() -> List[Option]:
    """The options that a Linter takes."""
    found = []
    for i in range(_lib.option_count()):
        row = _lib.option_at(i)
        words: List[str] = []
        while (word := _lib.option_word(row, len(words))) is not None:
            words.append(word.decode())
        name, value, text, repeats = (_lib.option_text(row, c).decode() for c in (b"name", b"value", b"text", b"repeats"))
        found.append(Option(name, value, tuple(words), _text(_lib.option_text(row, b"default")), repeats == "yes", text))
    return found
