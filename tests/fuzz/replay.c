/* SPDX-License-Identifier: Apache-2.0 */
/*
 * replay.c - runs a fuzz target over the files named on the command line and
 * over those in the folders named there, without a fuzzer, and with all that a
 * fuzzer does one of (inside.h).
 */
#define _XOPEN_SOURCE 700
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "inside.h"

static unsigned passed, failed;

/* A target that chooses nothing has one turn. */
size_t replay_turn, replay_turns;

/* Copies the octets to memory of their exact size, so that a sanitizer sees the edge. */
static void
run_octets(const uint8_t *octets, size_t n)
{
	uint8_t *exact = malloc(n > 0 ? n : 1);

	if (exact == NULL)
		exit(2);
	if (n > 0)
		memcpy(exact, octets, n);
	replay_turns = 1;
	for (replay_turn = 0; replay_turn < replay_turns; replay_turn++)
		LLVMFuzzerTestOneInput(exact, n);
	free(exact);
	passed++;
}

static void
run_file(const char *path)
{
	static uint8_t room[1 << 20];
	FILE *f = fopen(path, "rb");
	size_t n;

	if (f == NULL) {
		perror(path);
		failed++;
		return;
	}
	n = fread(room, 1, sizeof room, f);
	fclose(f);
	run_octets(room, n);
}

static void
run_folder(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;

	if (dir == NULL) {
		perror(path);
		failed++;
		return;
	}
	while ((entry = readdir(dir)) != NULL) {
		char file[4096];

		if (entry->d_name[0] == '.')
			continue;
		if ((size_t)snprintf(file, sizeof file, "%s/%s", path, entry->d_name) < sizeof file)
			run_file(file);
	}
	closedir(dir);
}

int
main(int argc, char **argv)
{
	struct stat st;

	for (int i = 1; i < argc; i++) {
		if (stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode))
			run_folder(argv[i]);
		else
			run_file(argv[i]);
	}
	printf("%u passed, %u failed\n", passed, failed);
	return failed != 0 || passed == 0;
}
