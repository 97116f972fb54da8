# SPDX-License-Identifier: Apache-2.0
"""scale.py: time and memory of the command with large numbers of things."""
import json
import os
import resource
import subprocess
import tempfile
import time

MILLION = 1000000


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


def waivers(path, n):
    """Waivers of certificates that are never met: the cost of asking."""
    with open(path, "w") as f:
        json.dump([{"rule": "sbr.key-usage.rsa-bits", "certificate": {"sha256": "%064x" % i}, "reason": "a test", "expires": "2099-12-31"} for i in range(n)], f)


def run(out, programs):
    command, figures = out + "/smimelint", {}
    print("\n%-58s %12s %10s %8s" % ("things in numbers", "CPU s", "s", "MiB"))

    def tell(name, what, argv):
        cpu, wall, memory = measured(argv)
        figures[name] = {"cpu_s": round(cpu, 3), "wall_s": round(wall, 3), "mib": round(memory, 1)}
        print("%-58s %12.2f %10.2f %8.0f" % (what, cpu, wall, memory), flush=True)

    with tempfile.TemporaryDirectory() as folder:
        bundle, one = folder + "/million.pem", folder + "/one.pem"
        subprocess.run([programs + "/bench", "bundle", str(MILLION), bundle], check=True)
        subprocess.run([programs + "/bench", "bundle", "1", one], check=True)
        tell("certificates", "10^6 certificates, to ndjson", [command, "-f", "ndjson", bundle])
        tell("findings", "the same with a finding each", [command, "-f", "ndjson", "--at", "2045-01-01", bundle])
        tell("baseline", "a baseline of those", [command, "baseline", "--at", "2045-01-01", "-o", folder + "/baseline.json", bundle])
        tell("accepted", "one certificate by that baseline", [command, "--baseline", folder + "/baseline.json", one])
        waivers(folder + "/waivers.json", 10000)
        tell("waivers", "one certificate with 10,000 waivers", [command, "--waivers", folder + "/waivers.json", one])
    return figures
