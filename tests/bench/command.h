/* SPDX-License-Identifier: Apache-2.0 */
/* command.h - what the command costs: over bundles, over folders, and from start to finish. */
#ifndef TESTS_BENCH_COMMAND_H
#define TESTS_BENCH_COMMAND_H

#include "certs.h"

/* Measures the program at `path`, and `reference` (startup.c); prints the table.  False when something fails. */
bool command_measure(const char *path, const char *reference, const struct certs *);
/* Writes n certificates as a PEM bundle. */
bool command_bundle(const char *path, size_t n);

#endif
