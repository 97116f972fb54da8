#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Looks at HTML reports as a browser does: check.py SMIMELINT CHROMIUM, from the top of the tree.

Prints what fails, and as its last line "N passed, M failed".
"""
import csv
import os
import subprocess
import sys
import tempfile

from browser import Browser

TITLE = "Audit </title><script>document.title=9</script>"
passed = failed = 0
program, chromium = sys.argv[1], sys.argv[2]


def check(what, ok, seen=""):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {what} {str(seen)[:600]}")


def report(path, *operands):
    code = subprocess.run([program, "-f", "html", "-o", path, *operands]).returncode
    check(f"exit code for {path}", code in (0, 1, 3), code)


def ready(browser):
    browser.wait("document.documentElement.dataset.ready === 'yes'")


def clean(browser, what, title="S/MIME lint report"):
    """Nothing was complained of, asked for, or run that the page does not have of its own."""
    outside = [url for url in browser.requests if not url.startswith(("file:", "data:image/svg+xml"))]
    check(f"{what}: no error", browser.errors == [], browser.errors)
    check(f"{what}: nothing from outside", outside == [], outside)
    check(f"{what}: nothing from a certificate ran", browser.run("document.title") == title and browser.dialogs == 0,
          browser.run("document.title"))
    check(f"{what}: no element from a certificate", browser.run("document.querySelectorAll('img, object, iframe, base, form[action], svg[onload], [onerror]').length") == 0)
    check(f"{what}: no width lost", browser.run("document.documentElement.scrollWidth <= innerWidth"))


def count(browser):
    return browser.run("Number(document.querySelector('.pager output').value.replace(/.* of |,| certificates.*/g, ''))")


def rows(browser, column):
    return browser.run(f"[...document.querySelectorAll('#cert-rows > tr:not(.detail)')].map((tr) => tr.cells[{column}].textContent)")


def set_value(browser, field, value, event="change"):
    browser.run(f"(() => {{ const f = document.getElementById('{field}'); f.value = {value!r}; f.dispatchEvent(new Event('{event}')); }})()")


def option(browser, field, text):
    return browser.run(f"[...document.getElementById('{field}').options].find((o) => o.textContent === {text!r}).value")


def table(browser, lines):
    all_of_them = count(browser)
    check("as many certificates as the stream has", all_of_them == lines, all_of_them)
    check("a hundred are shown", len(rows(browser, 0)) == min(100, all_of_them))
    browser.run("document.querySelectorAll('.pager button')[1].click()")
    check("the next page begins with the next", browser.run("document.querySelector('.pager output').value").startswith("101 to 200 of"))

    set_value(browser, "f-query", "erika.nordmann@nordlicht-werke.de", "input")
    browser.wait("!document.querySelector('.pager output').value.startsWith('101')")
    hits = count(browser)
    check("search finds some", 0 < hits < all_of_them, hits)
    set_value(browser, "f-query", "no such thing anywhere", "input")
    browser.wait("document.querySelector('.pager output').value.startsWith('0 certificates')")
    browser.run("document.getElementById('f-reset').click()")
    check("reset shows all again", count(browser) == all_of_them)

    set_value(browser, "f-rule", option(browser, "f-rule", "sbr.key-usage.rsa-bits"))
    expected = browser.run("Number([...document.querySelectorAll('#rule-table tbody tr')].find((tr) => tr.textContent.includes("
                           "'sbr.key-usage.rsa-bits ') || tr.querySelector('code').textContent === 'sbr.key-usage.rsa-bits').querySelector('a[data-rule]').textContent)")
    check("the filter of a rule agrees with its count", count(browser) == expected, (count(browser), expected))
    browser.run("document.getElementById('f-reset').click()")

    browser.run("document.querySelector('.tile[data-status=\"4\"]').click()")
    tile = browser.run("Number(document.querySelector('.tile[data-status=\"4\"] b').textContent.replace(/,/g, ''))")
    check("a count of the summary filters", count(browser) == tile and set(rows(browser, 0)) == {"✕ error"}, set(rows(browser, 0)))
    browser.run("document.getElementById('f-reset').click()")
    set_value(browser, "f-rule", option(browser, "f-rule", "sbr.key-usage.rsa-bits"))
    lines = saved(browser, expected, "one rule")
    check("each has the rule", all("sbr.key-usage.rsa-bits" in line[-1].split() for line in lines[1:]))
    browser.run("document.getElementById('f-reset').click()")
    set_value(browser, "f-from", "2026-03-01")
    days = rows(browser, 4)
    check("the filter of days", 0 < count(browser) < all_of_them and all(day >= "2026-03-01" for day in days), days[:5])
    browser.run("document.getElementById('f-reset').click()")


def sorting(browser):
    for key, column in (("issued", 4), ("profile", 3)):
        head = f"document.querySelector('#cert-head th[data-key={key}] [role=button]')"
        browser.run(head + ".click()")
        up = rows(browser, column)
        check(f"sorted by {key}", up == sorted(up), up[:5])
        browser.run(head + ".dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))")
        down = rows(browser, column)
        check(f"sorted by {key}, with the keyboard, downwards", down == sorted(down, reverse=True) and down != up, down[:5])
        check(f"{key} says how it is sorted", browser.run(f"document.querySelector('#cert-head th[data-key={key}]').getAttribute('aria-sort')") == "descending")
    browser.run("document.querySelectorAll('#rule-table th [role=button]')[5].click()")
    counts = browser.run("[...document.querySelectorAll('#rule-table tbody tr')].map((tr) => Number(tr.cells[5].dataset.v))")
    check("rules sorted by findings", counts == sorted(counts, reverse=True) and len(counts) > 50, counts[:5])


def detail(browser):
    browser.run("document.getElementById('f-reset').click()")
    set_value(browser, "f-query", "sbr.key-usage.rsa-bits demo.pem", "input")
    browser.wait("document.querySelectorAll('#cert-rows > tr').length < 5 && document.querySelector('#cert-rows .subject button') !== null")
    browser.run("document.querySelector('#cert-rows .subject button').click()")
    browser.wait("document.querySelector('.detail .tree .on') !== null")
    browser.run("[...document.querySelectorAll('.detail .finding')].find((f) => f.textContent.includes('sbr.key-usage.rsa-bits')).querySelector('button').click()")
    check("the place is marked among the fields", "keyUsage" in browser.run("document.querySelector('.detail .tree .on').textContent"))
    check("its rule stands beside it", browser.run("[...document.querySelectorAll('.detail .spot')].some((s) => s.textContent.includes('sbr.key-usage.rsa-bits'))"))
    marked = browser.run("[...document.querySelectorAll('.detail .hex mark')].map((m) => m.textContent).join('')")
    check("the octets are marked: a BIT STRING", marked.startswith("03 02 "), marked)
    check("the remedy is said", "Remedy: " in browser.run("document.querySelector('.detail').textContent"))
    there = browser.run("location.hash")
    browser.run("location.hash = ''")
    browser.run("document.getElementById('f-reset').click()")
    browser.run(f"location.hash = '{there}'")
    browser.wait("document.querySelector('.detail .tree .on') !== null")
    check("an address leads to a certificate", browser.run(f"document.querySelector('{there} + .detail').textContent.includes('sbr.key-usage.rsa-bits')"), there)
    check("it says that it is open", browser.run(f"document.querySelector('{there} .subject button').getAttribute('aria-expanded')") == "true")


SAVE = """(() => {
    let saved = null;
    const made = URL.createObjectURL, press = HTMLAnchorElement.prototype.click;
    URL.createObjectURL = (blob) => { saved = blob; return 'blob:none'; };
    HTMLAnchorElement.prototype.click = () => {};
    document.querySelector('.pager .save').click();
    URL.createObjectURL = made;
    HTMLAnchorElement.prototype.click = press;
    return saved.text();
})()"""


def saved(browser, fits, what):
    """What the page saves: a line for each certificate that fits, and no field that a spreadsheet computes."""
    lines = list(csv.reader(browser.run(SAVE).lstrip("\ufeff").splitlines(keepends=True)))
    check(f"{what}: a line for each certificate", len(lines) == fits + 1, (len(lines), fits))
    check(f"{what}: as many fields in each", all(len(line) == len(lines[0]) for line in lines))
    check(f"{what}: no formula", not any(field.lstrip(" ")[:1] in "=+-@\t\r\n" for line in lines for field in line if field.strip(" ")), what)
    return lines


def covered(browser):
    """What stands on the cover, as text whatever it is."""
    check("the title", browser.run("document.querySelector('h1').textContent") == TITLE)
    cover = browser.run("document.querySelector('dl.cover').textContent")
    check("client and auditor", cover == "ClientA & <b>B</b>AuditorNordlicht", cover)
    sample = browser.run("document.querySelector('.sample').textContent")
    check("how the sample was drawn", "--sample 3 --seed 7" in sample and "3 of 5 " in sample, sample)
    check("the certificates drawn", count(browser) == 3, count(browser))


def deceivers(browser):
    """Every hostile certificate is opened; its name stands there as text."""
    n = browser.run("document.querySelectorAll('#cert-rows .subject button').length")
    browser.run("document.querySelectorAll('#cert-rows .subject button').forEach((b) => b.click())")
    browser.wait(f"document.querySelectorAll('.detail .tree').length === {n}")
    text = browser.run("document.getElementById('app').textContent")
    for name in ("</script><script>document.title=1</script>", "\"><img src=x onerror=document.title=2>", "</style></title>--><svg onload=document.title=3>"):
        check("shown as text: " + name, name in text)
    browser.run("new Promise((done) => setTimeout(done, 100))")


def paper(browser):
    browser.call("Emulation.setEmulatedMedia", media="print")
    check("no controls on paper", browser.run("[...document.querySelectorAll('nav, .controls')].every((e) => getComputedStyle(e).display === 'none')"))
    check("counts and rules on paper", browser.run("['.tiles', '#rule-table', 'svg.heat', 'svg.months', '.certs'].every((s) => document.querySelector(s).getBoundingClientRect().height > 10)"))
    check("rules are open on paper", browser.run("dispatchEvent(new Event('beforeprint')), [...document.querySelectorAll('#rule-table details')].every((d) => d.open)"))


def cells(browser):
    """Cells whose text runs into the next one, on a page of A4 between its margins; what a rule means may use the room beside it."""
    browser.call("Emulation.setDeviceMetricsOverride", width=703, height=1000, deviceScaleFactor=1, mobile=False)
    return browser.run("""[...document.querySelectorAll('td')].filter((td) => {
        const text = document.createRange();
        text.selectNodeContents(td.querySelector('summary') || td);
        return td.offsetWidth > 0 && [...text.getClientRects()].some((r) => r.right > td.getBoundingClientRect().right + 1);
    }).slice(0, 5).map((td) => td.textContent.slice(0, 40))""")


def others(browser):
    """CRLs and OCSP responses are called so, and who issued them is known."""
    names = browser.run("[...document.querySelectorAll('#cert-rows tr')].map((tr) => [tr.cells[1].querySelector('button').textContent, tr.cells[2].textContent, tr.cells[3].textContent])")
    named = {"crl": "CRL", "delta-crl": "Delta CRL", "ocsp-response": "OCSP response"}
    check("CRLs and responses by name", all(name.startswith(named[kind]) and issuer for name, issuer, kind in names if kind in named), names[:5])
    check("each of them is there", {kind for _, _, kind in names} >= {"crl", "ocsp-response"}, names[:5])
    lead = browser.run("document.querySelector('.lead').textContent")
    check("the heading counts them as what they are", "certificates, CRLs and OCSP responses" in lead, lead)
    check("columns count results", browser.run("document.querySelector('#rule-table th:nth-child(5)').textContent") == "Results")


def overlaps(browser):
    """Labels of charts that cover one another."""
    return browser.run("""(() => {
        const cover = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
        const boxes = [...document.querySelectorAll('svg.months text, svg.heat g > text:not([class^=t-]), svg.heat .issuer, svg.heat .total')].map((t) => [t.textContent, t.getBoundingClientRect()]);
        return boxes.flatMap(([a, x], i) => boxes.slice(i + 1).filter(([, y]) => cover(x, y)).map(([b]) => a + ' and ' + b));
    })()""")


def main():
    work = tempfile.mkdtemp()
    whole, hostile, covers, status = (os.path.join(work, name + ".html") for name in ("whole", "hostile", "covers", "status"))
    bundles = sorted(os.path.join(folder, name) for folder, _, names in os.walk("testdata") for name in names
                     if name.endswith(".pem") and not folder.endswith("keys"))
    report(whole, *bundles)
    report(hostile, "testdata/hostile/names.pem")
    report(covers, "--report-title", TITLE, "--report-client", "A & <b>B</b>", "--report-auditor", "Nordlicht", "--sample", "3", "--seed", "7",
           "testdata/demo/demo.pem")
    report(status, "testdata/crl/5.1-fields.pem", "testdata/base/ocsp.pem", "testdata/demo/demo.pem")
    lines = subprocess.run([program, "-f", "ndjson", *bundles], stdout=subprocess.PIPE).stdout.count(b"\n")
    with Browser(chromium) as browser:
        browser.open(whole)
        ready(browser)
        clean(browser, "all test data")
        table(browser, lines)
        sorting(browser)
        detail(browser)
        check("no labels cover one another", overlaps(browser) == [], overlaps(browser))
        paper(browser)
        check("no cell runs into the next on paper", cells(browser) == [], cells(browser))
        clean(browser, "all test data, used")

        browser.open(status)
        ready(browser)
        others(browser)
        clean(browser, "CRLs and responses")

        browser.open(hostile)
        ready(browser)
        deceivers(browser)
        saved(browser, count(browser), "hostile names")
        pages = browser.call("Page.printToPDF", printBackground=True)["data"]
        check("there is something to print", len(pages) > 50000, len(pages))
        clean(browser, "hostile names")

        browser.open(whole, width=420, dark=True)
        ready(browser)
        clean(browser, "a narrow dark window")
        check("no table to push sideways", browser.run("[...document.querySelectorAll('.wide')].every((w) => w.scrollWidth <= w.clientWidth)"))
        check("dark is dark", browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 27)")

        browser.open(covers)
        ready(browser)
        covered(browser)
        clean(browser, "a cover", TITLE)

        browser.open(hostile, script=False)
        text = browser.run("document.querySelector('main').textContent")
        check("without a script: counts, rules", all(word in text for word in ("with errors", "sbr.common-name.mv-not-mailbox", "Requires")))
        check("without a script: charts", browser.run("document.querySelectorAll('svg.heat rect, svg.months rect').length") > 5)
        check("without a script: certificates", browser.run("document.querySelectorAll('#app article').length") > 5)
        clean(browser, "without a script")
    print(f"{passed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
