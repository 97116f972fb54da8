#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whatever name an ACME server asks for is here, and has the answer to its http-01 challenge (RFC 8555 8.3).

	answer.py DNS-PORT HTTP-PORT KEY.pem

The answer to a token is that of the account whose EC key on P-256 this is.
"""
import base64
import hashlib
import http.server
import json
import socket
import subprocess
import sys
import threading

dns_port, http_port, key = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]


def text64(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


point = subprocess.run(["openssl", "ec", "-in", key, "-pubout", "-outform", "DER"], capture_output=True, check=True).stdout[-64:]
jwk = {"crv": "P-256", "kty": "EC", "x": text64(point[:32]), "y": text64(point[32:])}
# RFC 7638: the members that the key needs, in the order of their names, without blanks.
thumbprint = text64(hashlib.sha256(json.dumps(jwk, separators=(",", ":")).encode()).digest())


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"{self.path.rsplit('/', 1)[1]}.{thumbprint}".encode())

    def log_message(self, *words):
        pass


def answer_names():
    names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    names.bind(("127.0.0.1", dns_port))
    while True:
        query, asker = names.recvfrom(4096)
        end = query.index(b"\0", 12) + 5
        # The question, and for type A the address 127.0.0.1; for others there is no record.
        address = query[end - 4:end - 2] == b"\0\1"
        head = query[:2] + b"\x81\x80\0\1" + (b"\0\1" if address else b"\0\0") + b"\0\0\0\0"
        names.sendto(head + query[12:end] + (b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\x7f\0\0\1" if address else b""), asker)


threading.Thread(target=answer_names, daemon=True).start()
http.server.ThreadingHTTPServer(("127.0.0.1", http_port), Answer).serve_forever()
