/* SPDX-License-Identifier: Apache-2.0 */
/* command.c - runs the command as a process: wall time and CPU time of each run. */
#include "command.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS 3
#define STARTS 150
#define PER_FOLDER 1000

/* The time of one child alone; declared by <sys/wait.h> only beyond POSIX. */
pid_t wait4(pid_t, int *, int, struct rusage *);

extern char **environ;

struct cost {
	double wall, cpu;		/* seconds */
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Runs it with its report thrown away. */
static bool
run(char *const argv[], struct cost *cost)
{
	posix_spawn_file_actions_t actions;
	struct rusage used;
	double began = now();
	int status = -1;
	pid_t pid;
	bool ok;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	ok = posix_spawn(&pid, argv[0], &actions, NULL, argv, environ) == 0 && wait4(pid, &status, 0, &used) == pid &&
	    WIFEXITED(status) && WEXITSTATUS(status) == 0;
	posix_spawn_file_actions_destroy(&actions);
	if (!ok)
		return false;
	cost->wall = now() - began;
	cost->cpu = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
	    (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
	return true;
}

static int
by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static struct cost
median_cost(const struct cost *costs, size_t n)
{
	double wall[STARTS], cpu[STARTS];
	struct cost m;

	for (size_t i = 0; i < n; i++) {
		wall[i] = costs[i].wall;
		cpu[i] = costs[i].cpu;
	}
	qsort(wall, n, sizeof *wall, by_size);
	qsort(cpu, n, sizeof *cpu, by_size);
	m.wall = wall[n / 2];
	m.cpu = cpu[n / 2];
	return m;
}

/* ---- inputs ---- */

static bool
write_pem(void *arg, const uint8_t *der, size_t n)
{
	unsigned char text[4 * ((CERT_MAX + 2) / 3) + 1];
	int length = EVP_EncodeBlock(text, der, (int)n);
	FILE *f = arg;

	fputs("-----BEGIN CERTIFICATE-----\n", f);
	for (int i = 0; i < length; i += 64)
		fprintf(f, "%.64s\n", text + i);
	return fputs("-----END CERTIFICATE-----\n", f) >= 0;
}

bool
command_bundle(const char *path, size_t n)
{
	FILE *f = fopen(path, "w");
	bool ok = f != NULL && certs_each(n, write_pem, f);

	return f != NULL && fclose(f) == 0 && ok;
}

static bool
write_bundle(const char *path, const struct certs *c)
{
	FILE *f = fopen(path, "w");
	bool ok = f != NULL;

	for (size_t i = 0; ok && i < c->n; i++)
		ok = write_pem(f, c->cert[i].p, c->cert[i].n);
	return f != NULL && fclose(f) == 0 && ok;
}

static void
file_name(char name[64], size_t i)
{
	snprintf(name, 64, "files/%04zu/%04zu.pem", i / PER_FOLDER, i % PER_FOLDER);
}

static bool
write_files(const struct certs *c)
{
	char name[64];
	bool ok = mkdir("files", 0777) == 0;

	for (size_t i = 0; ok && i < c->n; i++) {
		struct certs one = { .cert = &c->cert[i], .n = 1 };

		file_name(name, i);
		name[strlen("files/0000")] = '\0';
		ok = i % PER_FOLDER != 0 || mkdir(name, 0777) == 0;
		file_name(name, i);
		ok = ok && write_bundle(name, &one);
	}
	return ok;
}

static void
remove_files(const struct certs *c)
{
	char name[64];

	unlink("bundle.pem");
	for (size_t i = 0; i < c->n; i++) {
		file_name(name, i);
		unlink(name);
	}
	for (size_t i = 0; i < c->n; i += PER_FOLDER) {
		file_name(name, i);
		name[strlen("files/0000")] = '\0';
		rmdir(name);
	}
	rmdir("files");
}

/* ---- measuring ---- */

static bool
corpus(const char *path, const char *what, const char *input, const char *jobs, size_t n, double *cpu)
{
	char *argv[] = { strdup(path), strdup("-f"), strdup("ndjson"), strdup("-j"), strdup(jobs), strdup(input), NULL };
	struct cost costs[RUNS], m;
	bool ok = true;

	for (size_t i = 0; ok && i < RUNS; i++)
		ok = run(argv, &costs[i]);
	for (char **a = argv; *a != NULL; a++)
		free(*a);
	if (!ok)
		return false;
	m = median_cost(costs, RUNS);
	printf("%-30s %10.2f %10.2f %12.0f\n", what, m.cpu / (double)n * 1e6, m.wall / (double)n * 1e6,
	    (double)n / m.wall);
	*cpu = m.cpu / (double)n;
	return true;
}

enum { OURS, REFERENCE, STATIC, PROGRAMS };

static void
start_row(const char *what, const struct cost *m, const struct cost *reference)
{
	printf("%-30s %10.2f %10.2f %9.2fx %9.2fx\n", what, m->cpu * 1e3, m->wall * 1e3, m->cpu / reference->cpu, m->wall / reference->wall);
}

/* In turns, so that a machine that changes its speed changes it for all. */
static bool
starts(const char *const paths[PROGRAMS], const char *input, struct command_cost *out)
{
	static struct cost costs[PROGRAMS][STARTS];
	size_t n = access(paths[STATIC], X_OK) == 0 ? PROGRAMS : STATIC;
	struct cost m[PROGRAMS];

	for (size_t i = 0; i < STARTS; i++)
		for (size_t k = 0; k < n; k++) {
			char *argv[] = { strdup(paths[k]), strdup(input), NULL };
			bool ok = run(argv, &costs[k][i]);

			free(argv[0]);
			free(argv[1]);
			if (!ok)
				return false;
		}
	for (size_t k = 0; k < n; k++)
		m[k] = median_cost(costs[k], STARTS);
	printf("\n%-30s %10s %10s %10s %10s\n", "milliseconds, start to finish", "CPU", "wall", "CPU", "wall");
	start_row("a program with one d2i_X509", &m[REFERENCE], &m[REFERENCE]);
	start_row("smimelint, one certificate", &m[OURS], &m[REFERENCE]);
	out->start = m[OURS].wall;
	out->start_ratio = m[OURS].wall / m[REFERENCE].wall;
	if (n == PROGRAMS) {
		start_row("the static build", &m[STATIC], &m[REFERENCE]);
		out->static_start = m[STATIC].wall;
		out->static_ratio = m[STATIC].wall / m[REFERENCE].wall;
	}
	return true;
}

static bool
one_der(const struct certs *c)
{
	FILE *f = fopen("one.der", "w");
	bool ok = f != NULL && fwrite(c->cert[0].p, 1, c->cert[0].n, f) == c->cert[0].n;

	return f != NULL && fclose(f) == 0 && ok;
}

static bool
measure_bundles(const char *path, const struct certs *c, double *cpu)
{
	double other;
	bool ok;

	printf("\n%-30s %10s %10s %12s\n", "microseconds, the command", "CPU", "wall", "a second");
	ok = write_bundle("bundle.pem", c) && corpus(path, "PEM bundle, 1 thread", "bundle.pem", "1", c->n, cpu) &&
	    corpus(path, "PEM bundle, 2 threads", "bundle.pem", "2", c->n, &other) && write_files(c) &&
	    corpus(path, "a file each, 1 thread", "files", "1", c->n, &other) &&
	    corpus(path, "a file each, 2 threads", "files", "2", c->n, &other);
	remove_files(c);
	return ok;
}

static bool
measure_starts(const char *path, const char *reference, const struct certs *c, struct command_cost *out)
{
	char beside[4096 + sizeof "-static"];
	bool ok;

	snprintf(beside, sizeof beside, "%s-static", path);
	ok = one_der(c) && starts((const char *const[PROGRAMS]){ path, reference, beside }, "one.der", out);
	unlink("one.der");
	return ok;
}

bool
command_measure(const char *path, const char *reference, const struct certs *c, bool bundles, bool start,
    struct command_cost *out)
{
	char folder[] = "/tmp/smimelint-bench.XXXXXX";
	bool ok;

	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return false;
	ok = (!bundles || measure_bundles(path, c, &out->bundle)) && (!start || measure_starts(path, reference, c, out));
	return rmdir(folder) == 0 && ok;
}
