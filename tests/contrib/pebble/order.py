#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One ACME order (RFC 8555), with all that the server answers on standard output.

	order.py DIRECTORY-URL CA.pem KEY.pem NAME...

The account's key is an EC key on P-256; openssl signs with it.
"""
import base64
import json
import re
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request

directory_url, ca, key, *names = sys.argv[1:]
trust = ssl.create_default_context(cafile=ca)


def text64(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def openssl(*arguments, data=b""):
    return subprocess.run(["openssl", *arguments], input=data, capture_output=True, check=True).stdout


def integers(signature):
    """The two INTEGERs of an ECDSA signature in DER, 32 octets each (RFC 7518 3.4)."""
    n = signature[3]
    r, s = signature[4:4 + n], signature[6 + n:]
    return b"".join(i.lstrip(b"\0").rjust(32, b"\0") for i in (r, s))


point = openssl("ec", "-in", key, "-pubout", "-outform", "DER")[-64:]
jwk = {"crv": "P-256", "kty": "EC", "x": text64(point[:32]), "y": text64(point[32:])}
directory = json.load(urllib.request.urlopen(directory_url, context=trust))
account = None


def post(url, payload=None):
    """The answer's headers and text; nonces that the server refuses by chance are asked for again."""
    for _ in range(50):
        nonce = urllib.request.urlopen(urllib.request.Request(directory["newNonce"], method="HEAD"), context=trust).headers["Replay-Nonce"]
        head = {"alg": "ES256", "nonce": nonce, "url": url, **({"kid": account} if account else {"jwk": jwk})}
        protected = text64(json.dumps(head).encode())
        body = "" if payload is None else text64(json.dumps(payload).encode())
        signed = openssl("dgst", "-sha256", "-sign", key, data=f"{protected}.{body}".encode())
        message = json.dumps({"protected": protected, "payload": body, "signature": text64(integers(signed))}).encode()
        request = urllib.request.Request(url, data=message, headers={"Content-Type": "application/jose+json"})
        try:
            answer = urllib.request.urlopen(request, context=trust)
            return answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            words = error.read().decode()
            if "badNonce" not in words:
                sys.exit(f"{url}: {words}")
    sys.exit("no nonce was good")


account = post(directory["newAccount"], {"termsOfServiceAgreed": True})[0]["Location"]
headers, order = post(directory["newOrder"], {"identifiers": [{"type": "dns", "value": name} for name in names]})
print(order)
for url in json.loads(order)["authorizations"]:
    authorization = post(url)[1]
    print(authorization)
    challenge = next(c for c in json.loads(authorization)["challenges"] if c["type"] == "http-01")
    print(post(challenge["url"], {})[1])
    for _ in range(100):
        authorization = post(url)[1]
        if not re.search(r'"status": *"pending"', authorization.split('"challenges"')[0]):
            break
        time.sleep(0.2)
    print(authorization)
    print(post(challenge["url"])[1])
print(post(headers["Location"])[1])
