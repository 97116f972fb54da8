/* SPDX-License-Identifier: Apache-2.0 */
/*
 * command.h - the whole command in the process of a fuzz target: its options,
 * the input as a file, what it prints thrown away.
 */
#ifndef TESTS_FUZZ_COMMAND_H
#define TESTS_FUZZ_COMMAND_H

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "command/command.h"
#include "inside.h"

#define COMMAND_ARGUMENTS 16

/* A file in memory, under the name that it has in this process. */
struct command_file {
	int fd;
	char path[64];
};

static inline void
command_quiet(void)
{
	static bool done;
	int null;

	if (done)
		return;
	done = true;
	null = open("/dev/null", O_WRONLY);
	must(null >= 0 && dup2(null, STDOUT_FILENO) == STDOUT_FILENO);
	close(null);
	/* The sanitizers write to the descriptor, and are heard. */
	stderr = fopen("/dev/null", "w");
	must(stderr != NULL);
}

static inline void
command_write(struct command_file *f, const uint8_t *data, size_t size)
{
	char name[32];

	if (f->path[0] == '\0') {
		snprintf(name, sizeof name, "/smimelint-fuzz-%ld", (long)getpid());
		f->fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
		must(f->fd >= 0 && shm_unlink(name) == 0);
		snprintf(f->path, sizeof f->path, "/proc/self/fd/%d", f->fd);
	}
	must(ftruncate(f->fd, 0) == 0 && pwrite(f->fd, data, size, 0) == (ssize_t)size);
	must(lseek(f->fd, 0, SEEK_SET) == 0);
}

/* Runs a command with these arguments, NULL at their end; its exit code is one of those that the manual names. */
static inline int
command_run(enum command command, int (*run)(struct opt_line *), const char *const *arguments)
{
	char *argv[COMMAND_ARGUMENTS];
	struct opt_line line;
	int argc = 0, code;

	command_quiet();
	for (; arguments[argc] != NULL; argc++) {
		must(argc < COMMAND_ARGUMENTS);
		memcpy(&argv[argc], &arguments[argc], sizeof argv[argc]);
	}
	must(opt_read(&line, command, argc, argv));
	code = run(&line);
	opt_free(&line);
	must(code >= EXIT_CLEAN && code <= EXIT_INTERNAL);
	return code;
}

#endif
