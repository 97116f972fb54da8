/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench.c - what a certificate costs: our lint, OpenSSL's d2i_X509 and a
 * SHA-256 of the same octets, in one process and with one and two threads.
 *
 *	bench time SMIMELINT STARTUP PART...	measures lint, bundle, start; the last line is one JSON object
 *	bench bundle N FILE			writes N certificates as a PEM bundle
 *
 * The jobs take turns, so that a machine that changes its speed meanwhile
 * changes it for all; the figures are medians.  CPU time is that of the
 * threads at work.
 */
#ifdef BENCH_MBEDTLS
#include <mbedtls/x509_crt.h>
#endif
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "certs.h"
#include "command.h"
#include "smimelint.h"

#define CERTS 20000
#define SAMPLES 15
#define MAX_THREADS 2

/* ---- jobs ---- */

/* What one thread needs; each job uses its own part. */
struct worker {
	const struct certs *certs;
	size_t from, to;		/* its part of the set in this sample */
	const struct job *job;
	smimelint_run *run;
	EVP_MD_CTX *digest;
	EVP_MD *sha256;
	pthread_barrier_t *start;
	double cpu;			/* seconds of this thread */
	double began, ended;		/* by CLOCK_MONOTONIC */
	unsigned long failures;
};

struct job {
	const char *name;
	size_t per_sample;		/* certificates */
	bool (*one)(struct worker *, const struct cert *);
};

static bool
lint_one(struct worker *w, const struct cert *c)
{
	return smimelint_lint(w->run, c->p, c->n) == SMIMELINT_OK;
}

static bool
d2i_one(struct worker *w, const struct cert *c)
{
	const unsigned char *p = c->p;
	X509 *x = d2i_X509(NULL, &p, (long)c->n);

	(void)w;
	X509_free(x);
	return x != NULL;
}

static bool
sha256_one(struct worker *w, const struct cert *c)
{
	uint8_t out[EVP_MAX_MD_SIZE];

	return EVP_DigestInit_ex2(w->digest, w->sha256, NULL) && EVP_DigestUpdate(w->digest, c->p, c->n) &&
	    EVP_DigestFinal_ex(w->digest, out, NULL);
}

#ifdef BENCH_MBEDTLS
static bool
mbedtls_one(struct worker *w, const struct cert *c)
{
	mbedtls_x509_crt x;
	int failed;

	(void)w;
	mbedtls_x509_crt_init(&x);
	failed = mbedtls_x509_crt_parse_der(&x, c->p, c->n);
	mbedtls_x509_crt_free(&x);
	return failed == 0;
}
#endif

enum { JOB_LINT, JOB_D2I, JOB_SHA256,
#ifdef BENCH_MBEDTLS
	JOB_MBEDTLS,
#endif
	JOBS };
static const struct job jobs[JOBS] = {
	[JOB_LINT] = { "lint", CERTS, lint_one },
	[JOB_D2I] = { "d2i_X509 + free", CERTS / 10, d2i_one },	/* dear: a tenth, another one in each sample */
	[JOB_SHA256] = { "SHA-256", CERTS, sha256_one },
#ifdef BENCH_MBEDTLS
	[JOB_MBEDTLS] = { "mbedTLS, parse", CERTS, mbedtls_one },
#endif
};

/* ---- measuring ---- */

static double
seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void *
work(void *arg)
{
	struct worker *w = arg;
	double start;

	pthread_barrier_wait(w->start);
	w->began = seconds(CLOCK_MONOTONIC);
	start = seconds(CLOCK_THREAD_CPUTIME_ID);
	for (size_t i = w->from; i < w->to; i++)
		w->failures += !w->job->one(w, &w->certs->cert[i]);
	w->cpu = seconds(CLOCK_THREAD_CPUTIME_ID) - start;
	w->ended = seconds(CLOCK_MONOTONIC);
	return NULL;
}

struct sample {
	double cpu, wall;		/* seconds for one certificate */
};

/* One job over its certificates, dealt out to so many threads. */
static bool
sample_take(struct worker *workers, unsigned threads, const struct job *job, size_t from, struct sample *out)
{
	pthread_t thread[MAX_THREADS];
	pthread_barrier_t start;
	double cpu = 0, began = 0, ended = 0;

	if (pthread_barrier_init(&start, NULL, threads) != 0)
		return false;
	for (unsigned t = 0; t < threads; t++) {
		struct worker *w = &workers[t];

		w->job = job;
		w->start = &start;
		w->from = from + job->per_sample * t / threads;
		w->to = from + job->per_sample * (t + 1) / threads;
		if (pthread_create(&thread[t], NULL, work, w) != 0) {
			perror("pthread_create");
			exit(1);	/* the others wait for this one */
		}
	}
	for (unsigned t = 0; t < threads; t++) {
		const struct worker *w = &workers[t];

		pthread_join(thread[t], NULL);
		cpu += w->cpu;
		began = t == 0 || w->began < began ? w->began : began;
		ended = w->ended > ended ? w->ended : ended;
	}
	out->wall = (ended - began) / (double)job->per_sample;
	out->cpu = cpu / (double)job->per_sample;
	pthread_barrier_destroy(&start);
	return true;
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double
median(double *v, size_t n)
{
	qsort(v, n, sizeof *v, compare);
	return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

/* Medians of each job with 1 and 2 threads. */
static bool
measure(struct worker *workers, struct sample result[JOBS][MAX_THREADS])
{
	double cpu[JOBS][MAX_THREADS][SAMPLES], wall[JOBS][MAX_THREADS][SAMPLES];
	struct sample s;

	for (size_t i = 0; i < SAMPLES; i++)
		for (size_t j = 0; j < JOBS; j++)
			for (unsigned t = 0; t < MAX_THREADS; t++) {
				size_t parts = CERTS / jobs[j].per_sample;

				if (!sample_take(workers, t + 1, &jobs[j], i % parts * jobs[j].per_sample, &s))
					return false;
				cpu[j][t][i] = s.cpu;
				wall[j][t][i] = s.wall;
			}
	for (size_t j = 0; j < JOBS; j++)
		for (unsigned t = 0; t < MAX_THREADS; t++)
			result[j][t] = (struct sample){ median(cpu[j][t], SAMPLES), median(wall[j][t], SAMPLES) };
	return true;
}

/* ---- the set ---- */

/* Lints the set once and says what is found: the figures are for clean certificates. */
static bool
check_clean(smimelint_run *run, const struct certs *certs)
{
	size_t unclean = 0;

	for (size_t i = 0; i < certs->n; i++) {
		if (smimelint_lint(run, certs->cert[i].p, certs->cert[i].n) != SMIMELINT_OK)
			return false;
		if (smimelint_finding_count(run) == 0)
			continue;
		unclean++;
		for (size_t k = 0; unclean <= 3 && k < smimelint_finding_count(run); k++) {
			smimelint_finding f = { .size = sizeof f };

			if (smimelint_finding_get(run, k, &f) == SMIMELINT_OK)
				printf("certificate %zu: %s %s: %s %s\n", i, smimelint_level_name(f.severity),
				    smimelint_rule_text(f.rule, "id"), f.message, f.value != NULL ? f.value : "");
		}
	}
	printf("%zu certificates of %zu to %zu octets, %zu on average, with 10 extensions, keys of their own; "
	    "%zu of them with findings\n", certs->n, certs->least, certs->most, certs->octets / certs->n, unclean);
	return true;
}

static bool
workers_make(struct worker *w, const smimelint_ctx *ctx, const struct certs *certs)
{
	for (unsigned t = 0; t < MAX_THREADS; t++) {
		w[t] = (struct worker){ .certs = certs, .digest = EVP_MD_CTX_new(),
		    .sha256 = EVP_MD_fetch(NULL, "SHA256", NULL) };
		if (w[t].digest == NULL || w[t].sha256 == NULL || smimelint_run_new(&w[t].run, ctx) != SMIMELINT_OK)
			return false;
	}
	return true;
}

static void
workers_free(struct worker *w)
{
	for (unsigned t = 0; t < MAX_THREADS; t++) {
		smimelint_run_free(w[t].run);
		EVP_MD_CTX_free(w[t].digest);
		EVP_MD_free(w[t].sha256);
	}
}

static void
print(struct sample r[JOBS][MAX_THREADS])
{
	printf("\n%-18s %14s %14s %14s %10s\n", "microseconds", "1 thread, CPU", "2, CPU", "2, wall", "gain");
	for (size_t j = 0; j < JOBS; j++)
		printf("%-18s %14.2f %14.2f %14.2f %9.2fx\n", jobs[j].name, r[j][0].cpu * 1e6, r[j][1].cpu * 1e6,
		    r[j][1].wall * 1e6, r[j][0].wall / r[j][1].wall);
}

/* The figures of the parts that were measured; what was not is null. */
static void
print_json(struct sample r[JOBS][MAX_THREADS], bool linted, const struct command_cost *command)
{
	struct rusage usage;
	const char *between = "{";

	getrusage(RUSAGE_SELF, &usage);
	printf("\n");
	if (linted) {
		printf("{\"lint_us\":%.3f,\"d2i_us\":%.3f,\"sha256_us\":%.3f,\"lint_per_d2i\":%.4f,"
		    "\"lint_per_sha256\":%.3f,\"speedup_2\":%.3f,\"cpu_inflation_2\":%.3f,\"certs_per_s\":%.0f,"
		    "\"peak_rss_kib\":%ld",
		    r[JOB_LINT][0].cpu * 1e6, r[JOB_D2I][0].cpu * 1e6, r[JOB_SHA256][0].cpu * 1e6,
		    r[JOB_LINT][0].cpu / r[JOB_D2I][0].cpu, r[JOB_LINT][0].cpu / r[JOB_SHA256][0].cpu,
		    r[JOB_LINT][0].wall / r[JOB_LINT][1].wall, r[JOB_LINT][1].cpu / r[JOB_LINT][0].cpu,
		    1 / r[JOB_LINT][0].wall, usage.ru_maxrss);
#ifdef BENCH_MBEDTLS
		printf(",\"mbedtls_us\":%.3f,\"lint_per_mbedtls\":%.3f", r[JOB_MBEDTLS][0].cpu * 1e6,
		    r[JOB_LINT][0].cpu / r[JOB_MBEDTLS][0].cpu);
#endif
		between = ",";
	}
	if (command->bundle > 0) {
		printf("%s\"bundle_us\":%.3f", between, command->bundle * 1e6);
		between = ",";
	}
	if (command->start > 0) {
		printf("%s\"start_ms\":%.3f,\"start_per_d2i\":%.3f", between, command->start * 1e3, command->start_ratio);
		between = ",";
	}
	if (command->static_start > 0)
		printf(",\"static_ms\":%.3f,\"static_per_d2i\":%.3f", command->static_start * 1e3, command->static_ratio);
	printf("%s}\n", *between == '{' ? between : "");
}

static bool
measure_lint(const struct certs *certs, struct sample result[JOBS][MAX_THREADS])
{
	struct worker workers[MAX_THREADS] = { 0 };
	smimelint_ctx *ctx = NULL;
	bool ok = smimelint_ctx_new(&ctx) == SMIMELINT_OK && workers_make(workers, ctx, certs) &&
	    check_clean(workers[0].run, certs) && measure(workers, result);

	if (ok)
		print(result);
	for (unsigned t = 0; t < MAX_THREADS; t++)
		ok = ok && workers[t].failures == 0;
	workers_free(workers);
	smimelint_ctx_free(ctx);
	return ok;
}

/* Is the part among those asked for? */
static bool
wanted(char **argv, const char *part)
{
	for (char **a = argv + 4; *a != NULL; a++)
		if (strcmp(*a, part) == 0)
			return true;
	return false;
}

int
main(int argc, char **argv)
{
	struct sample result[JOBS][MAX_THREADS];
	struct command_cost command = { 0 };
	char program[4096], reference[4096];
	struct certs certs;
	bool lint, ok;

	if (argc == 4 && strcmp(argv[1], "bundle") == 0)
		return command_bundle(argv[3], strtoul(argv[2], NULL, 10)) ? 0 : 1;
	/* The paths are wanted from another folder. */
	if (argc < 5 || strcmp(argv[1], "time") != 0 || realpath(argv[2], program) == NULL || realpath(argv[3], reference) == NULL) {
		fprintf(stderr, "usage: bench time SMIMELINT STARTUP lint|bundle|start... | bench bundle N FILE\n");
		return 2;
	}
	lint = wanted(argv, "lint");
	ok = certs_make(&certs, lint || wanted(argv, "bundle") ? CERTS : 1) && (!lint || measure_lint(&certs, result)) &&
	    command_measure(program, reference, &certs, wanted(argv, "bundle"), wanted(argv, "start"), &command);
	if (ok)
		print_json(result, lint, &command);
	else
		fprintf(stderr, "bench: failed\n");
	certs_free(&certs);
	return ok ? 0 : 1;
}
