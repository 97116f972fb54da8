#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The HTML report of 100,000 certificates: bench.py SMIMELINT CERTS_DER [CHROMIUM].

Once as they are, once under a profile that most of them break.  Says the time, the peak of memory and the size, and, with a
browser, when the page is ready; fails over 256 MiB or 20 MB.
"""
import os
import subprocess
import sys
import tempfile
import time

from browser import Browser

N = 100000
program, generator = sys.argv[1:3]
browsers = sys.argv[3:]
bad = False
with tempfile.TemporaryDirectory() as work:
    corpus, page = os.path.join(work, "corpus.der"), os.path.join(work, "report.html")
    with open(corpus, "wb") as out:
        subprocess.run([generator, str(N)], stdout=out, check=True)
    for name, options in (("clean", []), ("with findings", ["--profile", "mailbox-validated/strict"])):
        began = time.monotonic()
        child = subprocess.Popen([program, "-f", "html", "--fail-on", "never", "-o", page, *options, corpus])
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - began
        size = os.path.getsize(page)
        line = f"{N} certificates, {name}: {seconds:.1f} s, {usage.ru_utime + usage.ru_stime:.1f} s of CPU, {usage.ru_maxrss / 1024:.0f} MiB, {size / 1e6:.1f} MB"
        bad |= status != 0 or usage.ru_maxrss > 256 * 1024 or size > 20e6
        for browser in browsers:
            with Browser(browser) as b:
                began = time.monotonic()
                b.open(page)
                b.wait("document.documentElement.dataset.ready === 'yes'")
                line += f", ready in the browser after {time.monotonic() - began:.1f} s"
        print(line)
sys.exit(bad)
