# SPDX-License-Identifier: Apache-2.0
"""scale.py: time and memory of the command with large numbers of things."""
import json
import os
import resource
import shutil
import subprocess
import tempfile
import time

import evidence

MILLION = 1000000
KEYS = 20000        # certificates that "bench bundle" gives keys of their own


def measured(argv):
    """Seconds of processor time, seconds, MiB at most; of one child, which a child of ours waits for alone."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        begun = time.monotonic()
        status = subprocess.run(argv, stdout=subprocess.DEVNULL).returncode
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        figures = [used.ru_utime + used.ru_stime, time.monotonic() - begun, used.ru_maxrss / 1024]
        os.write(writer, json.dumps(figures if status in (0, 1) else None).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        figures = json.load(answer)
    os.wait()
    if figures is None:
        raise SystemExit("scale.py: %s failed" % argv)
    return figures


def write_waivers(path, n):
    """Waivers of certificates that are never met: the cost of asking."""
    waivers = [{"rule": "sbr.key-usage.rsa-bits", "certificate": {"sha256": "%064x" % i}, "reason": "accepted by the board",
                "expires": "2099-12-31"} for i in range(n)]
    with open(path, "w") as f:
        json.dump(waivers, f)


def write_baseline(path, line_path, n):
    """The line of one certificate as that of as many, each in a file of its own."""
    line = open(line_path).readline()
    before, after = line.split('"path":"', 1)
    after = after[after.index('"'):]
    with open(path, "w") as f:
        for i in range(n):
            f.write('%s"path":"archive/%d.pem%s' % (before, i, after))


def write_bundle(programs, folder, n):
    """So many certificates: as many as have keys of their own, again and again."""
    part, path = folder + "/part.pem", folder + "/bundle.pem"
    subprocess.run([programs + "/bench", "bundle", str(KEYS), part], check=True)
    with open(path, "wb") as f:
        for _ in range(n // KEYS):
            with open(part, "rb") as again:
                shutil.copyfileobj(again, f)
    return path


def run(out, programs):
    command, figures = out + "/smimelint", {}
    print("\n%-58s %12s %10s %8s" % ("things in numbers", "CPU s", "s", "MiB"))

    def tell(name, what, argv):
        cpu, wall, memory = measured(argv)
        figures[name] = {"cpu_s": round(cpu, 3), "wall_s": round(wall, 3), "mib": round(memory, 1)}
        print("%-58s %12.2f %10.2f %8.0f" % (what, cpu, wall, memory), flush=True)

    with tempfile.TemporaryDirectory() as folder:
        bundle, one = write_bundle(programs, folder, MILLION), folder + "/one.pem"
        subprocess.run([programs + "/bench", "bundle", "1", one], check=True)
        tell("certificates_1", "10^6 certificates to ndjson, one thread", [command, "-j", "1", "-f", "ndjson", bundle])
        tell("certificates_2", "the same, two threads", [command, "-j", "2", "-f", "ndjson", bundle])
        os.unlink(bundle)
        # Claimed to be of another profile than they are: a finding each.
        claimed = ["--profile", "mailbox-validated/legacy", "-f", "ndjson"]
        subprocess.run([command] + claimed + ["-o", folder + "/one.ndjson", one])
        write_baseline(folder + "/baseline.ndjson", folder + "/one.ndjson", MILLION)
        tell("baseline", "one certificate by a baseline of 10^6", [command, "--baseline", folder + "/baseline.ndjson"] + claimed + [one])
        os.unlink(folder + "/baseline.ndjson")
        tell("finding", "one certificate with a finding", [command] + claimed + [one])
        write_waivers(folder + "/waivers.json", 10000)
        tell("waivers", "the same with 10,000 waivers", [command, "--waivers", folder + "/waivers.json"] + claimed + [one])
        # Any certificates: each has a name and a key of its own.
        subprocess.run([programs + "/bench", "bundle", "10000", folder + "/issuers.pem"], check=True)
        tell("issuers", "one certificate with 10,000 issuers", [command, "--issuer", folder + "/issuers.pem", one])
        evidence.write(folder, MILLION, "mv-multi")
        with_records = [command, "-f", "ndjson", "--evidence", folder + "/records.ndjson"]
        tell("records_index", "one certificate with 10^6 records of evidence", with_records + [one])
        tell("records", "10^6 certificates with 10^6 records", with_records + [folder + "/certs.pem"])
    return figures
