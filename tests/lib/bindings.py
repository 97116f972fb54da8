# SPDX-License-Identifier: Apache-2.0
"""The shared library from Python, without anything but its header's promises.

bindings.py LIBRARY CERTIFICATE.der prints what the example of libsmimelint(3) prints.
"""
import ctypes
import sys


class Finding(ctypes.Structure):
    _fields_ = [
        ("size", ctypes.c_size_t), ("rule", ctypes.c_void_p), ("severity", ctypes.c_int),
        ("since", ctypes.c_int32), ("message", ctypes.c_char_p), ("value", ctypes.c_char_p),
        ("path", ctypes.c_char_p), ("offset", ctypes.c_uint32), ("length", ctypes.c_uint32),
        ("reading", ctypes.c_char_p),
    ]


lib = ctypes.CDLL(sys.argv[1])
text, pointer = ctypes.c_char_p, ctypes.c_void_p
for name, result, arguments in (
    ("ctx_new", ctypes.c_int, [pointer]), ("ctx_set", ctypes.c_int, [pointer, text, text]),
    ("ctx_free", None, [pointer]), ("run_new", ctypes.c_int, [pointer, pointer]), ("run_free", None, [pointer]),
    ("lint", ctypes.c_int, [pointer, text, ctypes.c_size_t]), ("result_status", ctypes.c_int, [pointer]),
    ("finding_count", ctypes.c_size_t, [pointer]),
    ("finding_get", ctypes.c_int, [pointer, ctypes.c_size_t, ctypes.POINTER(Finding)]),
    ("level_name", text, [ctypes.c_int]), ("rule_text", text, [pointer, text]),
):
    function = getattr(lib, "smimelint_" + name)
    function.restype, function.argtypes = result, arguments

with open(sys.argv[2], "rb") as file:
    der = file.read()
ctx, run = pointer(), pointer()
assert lib.smimelint_ctx_new(ctypes.byref(ctx)) == 0
assert lib.smimelint_ctx_set(ctx, b"at", b"2026-03-15") == 0
assert lib.smimelint_run_new(ctypes.byref(run), ctx) == 0
assert lib.smimelint_lint(run, der, len(der)) == 0
for i in range(lib.smimelint_finding_count(run)):
    finding = Finding(size=ctypes.sizeof(Finding))
    assert lib.smimelint_finding_get(run, i, ctypes.byref(finding)) == 0
    print("%s %s: %s" % (lib.smimelint_level_name(finding.severity).decode(),
                         lib.smimelint_rule_text(finding.rule, b"id").decode(), finding.message.decode()))
print(lib.smimelint_level_name(lib.smimelint_result_status(run)).decode())
lib.smimelint_run_free(run)
lib.smimelint_ctx_free(ctx)
