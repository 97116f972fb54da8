# SPDX-License-Identifier: Apache-2.0
"""crl.py OUT: what CRLs and OCSP responses cost; the last line is one JSON object.

crl_instructions_per_entry: of the command, by callgrind, between two lists of sorted entries with a reason.
crl_per_d2i: its time over that of OpenSSL's d2i_X509_CRL on the same octets.
ocsp_us: microseconds for one response, between two files of many.
"""
import base64
import ctypes
import ctypes.util
import json
import os
import subprocess
import sys
import tempfile
import time

import count


def tlv(tag, *parts):
    content = b"".join(parts)
    if len(content) < 128:
        return bytes([tag, len(content)]) + content
    octets = len(content).to_bytes(4, "big").lstrip(b"\0")
    return bytes([tag, 0x80 | len(octets)]) + octets + content


def write_crl(path, n):
    algorithm = tlv(0x30, bytes.fromhex("06092a864886f70d01010b0500"))
    name = tlv(0x30, tlv(0x31, tlv(0x30, bytes.fromhex("0603550403"), tlv(0x0C, b"Many"))))
    rest = tlv(0x17, b"260112093000Z") + bytes.fromhex("300c300a0603551d1504030a0101")
    entries = b"".join(tlv(0x30, tlv(2, b"\x4a" + i.to_bytes(15, "big")), rest) for i in range(n))
    tbs = tlv(0x30, tlv(2, b"\1"), algorithm, name, tlv(0x17, b"260302080000Z"), tlv(0x17, b"260309080000Z"), tlv(0x30, entries))
    with open(path, "wb") as f:
        f.write(tlv(0x30, tbs, algorithm, tlv(3, b"\0" + b"\x5a" * 256)))


def best(run, times=5):
    took = []
    for _ in range(times):
        begin = time.perf_counter()
        run()
        took.append(time.perf_counter() - begin)
    return min(took)


def d2i(path):
    crypto = ctypes.CDLL(ctypes.util.find_library("crypto"))
    crypto.d2i_X509_CRL.restype = ctypes.c_void_p
    crypto.d2i_X509_CRL.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_long]
    crypto.X509_CRL_free.argtypes = [ctypes.c_void_p]
    der = open(path, "rb").read()

    def once():
        at = ctypes.c_char_p(der)
        crypto.X509_CRL_free(crypto.d2i_X509_CRL(None, ctypes.byref(at), len(der)))
    return best(once)


def main():
    command, folder = sys.argv[1] + "/smimelint", tempfile.mkdtemp()
    small, large = (os.path.join(folder, name) for name in ("small", "large"))

    def lint(path):
        return [command, "-j1", "-q", "-f", "line", path]

    def run(path):
        return best(lambda: subprocess.run(lint(path), stdout=subprocess.DEVNULL))
    figures = {}
    write_crl(small, 400000)
    write_crl(large, 800000)
    figures["crl_instructions_per_entry"] = count.between([(lint(small), lint(large))])[0].per(400000).own
    figures["crl_per_d2i"] = round((run(large) - run(small)) / (d2i(large) - d2i(small)), 3)
    pem = open("testdata/base/ocsp.pem").read()
    block = pem[pem.index("-----BEGIN OCSP RESPONSE"):]
    der = base64.b64decode(block.split("-----")[2])
    one = json.dumps({"ocsp": base64.b64encode(der).decode()}) + "\n"
    for path, n in ((small, 1000), (large, 11000)):
        open(path, "w").write(one * n)
    figures["ocsp_us"] = round((run(large) - run(small)) / 10000 * 1e6, 1)
    subprocess.run(["rm", "-r", folder])
    print(json.dumps(figures))


main()
