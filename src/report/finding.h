/* SPDX-License-Identifier: Apache-2.0 */
/* finding.h - what CI formats need of a finding: its place in a repository and its identity. */
#ifndef REPORT_FINDING_H
#define REPORT_FINDING_H

#include "base/text.h"
#include "report/report.h"

/* The path without "./" before it (path_relative()) as a URI reference (RFC 3986): an absolute path becomes a file: URI. */
const char *path_uri(struct arena *, const char *path);
/* The line of a finding's certificate; 1 where the input is no text. */
uint64_t result_line(const struct result *);
/* Message and value, with the section. */
const char *finding_text(struct arena *, const smimelint_finding *);
/*
 * 48 hexadecimal digits from the certificate, the rule, the path, the value
 * and the how-manieth of such findings of the certificate this is; with
 * `file` also from the path of the file.  Other findings and other
 * certificates do not change it.
 */
const char *finding_fingerprint(const struct result *, const smimelint_finding *all, size_t i, bool file);
/* All findings of a result, in its arena; NULL when memory is out. */
const smimelint_finding *result_findings(const struct result *);

#endif
