# SPDX-License-Identifier: Apache-2.0
"""libsmimelint by ctypes: its functions with their types, and nothing else.

The library is $SMIMELINT_LIBRARY, or what the system calls libsmimelint.so.0.
"""
import ctypes
import os
from ctypes import (
    CDLL, POINTER, Structure, c_char_p, c_int, c_int32, c_size_t, c_uint32, c_uint64, c_uint, c_void_p,
)
from typing import Any

DAY_ALWAYS = -(1 << 31)
OK, ERR_NOMEM, ERR_ARG, ERR_OPTION, ERR_INPUT, ERR_LIMIT, ERR_CRYPTO = range(7)


class Finding(Structure):
    """smimelint_finding of smimelint.h."""

    _fields_ = [
        ("size", c_size_t), ("rule", c_void_p), ("severity", c_int), ("since", c_int32), ("message", c_char_p),
        ("value", c_char_p), ("path", c_char_p), ("offset", c_uint32), ("length", c_uint32), ("reading", c_char_p),
        ("record_file", c_char_p), ("record_line", c_uint64), ("record_id", c_char_p), ("basis", c_char_p),
        ("state", c_int), ("waiver", c_char_p), ("section", c_char_p), ("citation", c_char_p),
    ]


class Source(Structure):
    """smimelint_source of smimelint.h."""

    _fields_ = [
        ("size", c_size_t), ("path", c_char_p), ("index", c_uint64), ("format", c_char_p), ("line", c_uint64),
        ("fault", c_char_p),
    ]


_ADD = (c_int, c_void_p, c_char_p, c_size_t)
_FUNCTIONS = {
    "version": (c_char_p,),
    "ruleset": (c_char_p, c_char_p),
    "strerror": (c_char_p, c_int),
    "level_name": (c_char_p, c_int),
    "state_name": (c_char_p, c_int),
    "ctx_new": (c_int, POINTER(c_void_p)),
    "ctx_free": (None, c_void_p),
    "ctx_error": (c_char_p, c_void_p),
    "ctx_set_json": _ADD,
    "ctx_add_issuer": _ADD,
    "ctx_add_certificate": _ADD,
    "ctx_add_previous": _ADD,
    "ctx_add_responder": _ADD,
    "ctx_add_ca_profile": _ADD,
    "ctx_add_waivers": _ADD + (c_int32,),
    "ctx_add_baseline": _ADD,
    "ctx_add_evidence": (c_int, c_void_p, c_char_p, c_char_p, c_size_t),
    "ctx_check_evidence": (c_int, c_void_p),
    "ctx_add_perspectives": _ADD,
    "ctx_add_psl": _ADD,
    "ctx_add_weak_keys": _ADD,
    "run_new": (c_int, POINTER(c_void_p), c_void_p),
    "run_free": (None, c_void_p),
    "run_error": (c_int, c_void_p),
    "lint": (c_int, c_void_p, c_char_p, c_size_t),
    "result_source": (c_int, c_void_p, POINTER(Source)),
    "result_status": (c_int, c_void_p),
    "result_json": (c_void_p, c_void_p, c_uint, POINTER(c_size_t)),
    "finding_count": (c_size_t, c_void_p),
    "finding_get": (c_int, c_void_p, c_size_t, POINTER(Finding)),
    "rule_count": (c_size_t,),
    "rule_at": (c_void_p, c_size_t),
    "rule_find": (c_void_p, c_char_p),
    "rule_text": (c_char_p, c_void_p, c_char_p),
    "rule_citation": (c_size_t, c_void_p, c_char_p, c_size_t),
    "option_count": (c_size_t,),
    "option_at": (c_void_p, c_size_t),
    "option_text": (c_char_p, c_void_p, c_char_p),
    "option_word": (c_char_p, c_void_p, c_size_t),
}


class Library:
    """Each function of the header, without its prefix."""

    def __init__(self, path: str) -> None:
        library = CDLL(path)
        for name, (result, *arguments) in _FUNCTIONS.items():
            function = getattr(library, "smimelint_" + name)
            function.restype, function.argtypes = result, arguments
            setattr(self, name, function)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


lib = Library(os.environ.get("SMIMELINT_LIBRARY") or "libsmimelint.so.0")
pointer, byref, sizeof, string_at = c_void_p, ctypes.byref, ctypes.sizeof, ctypes.string_at
create_string_buffer, size_t, uint64 = ctypes.create_string_buffer, c_size_t, c_uint64
