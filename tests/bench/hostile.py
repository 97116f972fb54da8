# SPDX-License-Identifier: Apache-2.0
"""hostile.py: certificates in which one thing stands again and again, made from an ordinary one.

What an octet of such a certificate costs is held against what an octet of an ordinary one does: nobody makes the linter slow
by what fits into the limit for one certificate.
"""
import base64
import sys

SAN, EKU, KU = b"\x06\x03\x55\x1d\x11", b"\x06\x03\x55\x1d\x25", b"\x06\x03\x55\x1d\x0f"


def tlv(tag, *content):
    octets = b"".join(content)
    n = len(octets)
    if n < 0x80:
        return bytes([tag, n]) + octets
    length = n.to_bytes((n.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + octets


def elements(octets):
    """Tag, content and all octets of each element in a row."""
    at, found = 0, []
    while at < len(octets):
        n, head = octets[at + 1], 2
        if n & 0x80:
            n, head = int.from_bytes(octets[at + 2:at + 2 + (n & 0x7F)], "big"), 2 + (n & 0x7F)
        found.append((octets[at], octets[at + head:at + head + n], octets[at:at + head + n]))
        at += head + n
    return found


def repeated(make, size):
    found, n, i = [], 0, 0
    while n < size:
        found.append(make(i))
        n += len(found[-1])
        i += 1
    return b"".join(found)


def names(make):
    def change(parts, extensions, size):
        own = tlv(0x30, SAN, tlv(0x04, tlv(0x30, repeated(make, size))))
        return [own if SAN in e else e for e in extensions]
    return change


def subject(make):
    def change(parts, extensions, size):
        parts[5] = tlv(0x30, repeated(make, size))
        return extensions
    return change


def one_again(parts, extensions, size):
    usage = next(e for e in extensions if KU in e)
    return extensions + [usage] * (size // len(usage))


def usages(parts, extensions, size):
    own = tlv(0x30, EKU, tlv(0x04, tlv(0x30, repeated(lambda i: tlv(0x06, b"\x2b\x06\x01\x04\x01\x83" + bytes([0x80 | i >> 7 & 0x7F, i & 0x7F])), size))))
    return [own if EKU in e else e for e in extensions]


KINDS = {
    "iPAddress names": names(lambda i: tlv(0x87, i.to_bytes(4, "big"))),
    "equal mailboxes": names(lambda i: tlv(0x81, b"anna.schmidt@nordlicht-werke.de")),
    "mailboxes with IDNs": names(lambda i: tlv(0x81, b"anna.%d@xn--mnchen-3ya.example" % i)),
    "mailboxes with IDNs, all different": names(lambda i: tlv(0x81, b"anna@x%d.xn--mnchen-3ya.de" % i)),
    "one extension again and again": one_again,
    "extended key usages": usages,
    "RDNs": subject(lambda i: tlv(0x31, tlv(0x30, b"\x06\x03\x55\x04\x0b", tlv(0x0C, b"unit %d" % i)))),
}


def made(pem, kind, size):
    """The first certificate of a PEM text with about that many octets more, as PEM; and how many octets it has."""
    der = base64.b64decode(pem.split("-----")[2])
    outer = elements(elements(der)[0][1])
    parts = [whole for _, _, whole in elements(outer[0][1])]
    extensions = [whole for _, _, whole in elements(elements(elements(parts[-1])[0][1])[0][1])]
    extensions = KINDS[kind](parts, extensions, size)
    parts[-1] = tlv(0xA3, tlv(0x30, *extensions))
    octets = tlv(0x30, tlv(0x30, *parts), outer[1][2], outer[2][2])
    text = "-----BEGIN CERTIFICATE-----\n%s-----END CERTIFICATE-----\n" % base64.encodebytes(octets).decode()
    return text, len(octets)


def write(path, pem, kind, size):
    text, n = made(pem, kind, size)
    with open(path, "w") as out:
        out.write(text)
    return n


def write_crl(path, n):
    """A CRL of so many entries, in each of which octets that are no extensions stand behind the date."""
    algorithm = tlv(0x30, bytes.fromhex("06092a864886f70d01010b0500"))
    name = tlv(0x30, tlv(0x31, tlv(0x30, bytes.fromhex("0603550403"), tlv(0x0C, b"Many"))))
    entries = repeated(lambda i: tlv(0x30, tlv(2, b"\x4a" + i.to_bytes(7, "big")), tlv(0x17, b"260112093000Z"), b"J" * 20), n * 49)
    tbs = tlv(0x30, tlv(2, b"\1"), algorithm, name, tlv(0x17, b"260302080000Z"), tlv(0x17, b"260309080000Z"), tlv(0x30, entries))
    with open(path, "wb") as out:
        out.write(tlv(0x30, tbs, algorithm, tlv(3, b"\0" + b"Z" * 256)))


if __name__ == "__main__":
    sys.stdout.write(made(open(sys.argv[1]).read(), sys.argv[2], int(sys.argv[3]))[0])
