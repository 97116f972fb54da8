/* SPDX-License-Identifier: Apache-2.0 */
/* command.h - what the command costs: over bundles, over folders, and from start to finish. */
#ifndef TESTS_BENCH_COMMAND_H
#define TESTS_BENCH_COMMAND_H

#include "certs.h"

/* Seconds of CPU time; 0: not measured. */
struct command_cost {
	double bundle;		/* a certificate of a PEM bundle, to ndjson */
	double start;		/* one certificate, start to finish */
	double start_ratio;	/* to the same of startup.c, wall time */
	double static_start, static_ratio;	/* of the static build */
};

/*
 * Measures the program at `path`, and `reference` (startup.c): over bundles and folders, from start to finish, or both; prints the
 * tables.  The start of the static build is measured, too, where it stands beside it.  False when something fails.
 */
bool command_measure(const char *path, const char *reference, const struct certs *, bool bundles, bool starts,
    struct command_cost *out);
/* Writes n certificates as a PEM bundle. */
bool command_bundle(const char *path, size_t n);

#endif
