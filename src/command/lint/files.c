/* SPDX-License-Identifier: Apache-2.0 */
#include "command/lint/files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "os/deadline.h"

/* So many octets no name has: what is longer is no list. */
#define MAX_NAME 65536

enum name { NAME_END, NAME_READ, NAME_LONG, NAME_NUL };

/* The next name of the list, without what ends it. */
static enum name
next_name(FILE *f, char separator, char *name)
{
	size_t n = 0;
	int c = getc(f);

	if (c == EOF)
		return NAME_END;
	for (; c != EOF && c != separator; c = getc(f)) {
		if (c == '\0') {
			name[n] = '\0';
			return NAME_NUL;
		}
		if (n == MAX_NAME)
			return NAME_LONG;
		name[n++] = (char)c;
	}
	if (separator == '\n' && n > 0 && name[n - 1] == '\r')
		n--;
	name[n] = '\0';
	return NAME_READ;
}

/* What the list names behind its fault is not read. */
static int
list_fault(struct input *in, const char *list, const char *fault)
{
	struct item item = { .path = list, .fault = fault };

	in->items++;
	in->faults++;
	return in->fn(in->arg, &item);
}

static const char not_to_its_end[] = "a list of files not read to its end";

/* The list itself is what is unreadable; the names that were read stay. */
static int
unreadable(struct input *in, const char *list, int error)
{
	const char *fault = arena_printf(&in->arena, "a list of files that cannot be read to its end: %s", strerror(error));

	if (error == ENOMEM || in->arena.failed) {
		in->no_memory = true;
		return -1;
	}
	if (error == EINTR && deadline_over(in->until))
		return input_break_off(in, list, not_to_its_end);
	return list_fault(in, list, fault);
}

/* The first name behind a byte order mark, which some editors write; "-" is a file of that name, for a list has no other way to name it. */
static const char *
file_name(const char *name, bool first)
{
	if (first && strncmp(name, "\xef\xbb\xbf", 3) == 0)
		name += 3;
	return strcmp(name, "-") == 0 ? "./-" : name;
}

/* A name holds no NUL: one in it separates names, and the list was not said to be such, or it is text whose characters have two octets. */
static const char *
nul_fault(const char *name, bool first)
{
	if (first && (strncmp(name, "\xff\xfe", 2) == 0 || strncmp(name, "\xfe\xff", 2) == 0))
		return "a list in UTF-16: convert it with iconv -f UTF-16 -t UTF-8";
	return "a list with a NUL in a line, read up to there: names with NUL between them need --null";
}

static int
read_names(struct input *in, const char *list, FILE *f, char separator, files_choice *is_chosen)
{
	bool others = in->others, first = true;
	char *name = malloc(MAX_NAME + 1);
	enum name what = NAME_READ;
	int ret = 0;

	if (name == NULL) {
		in->no_memory = true;
		return -1;
	}
	in->others = true;
	for (; ret == 0 && (what = next_name(f, separator, name)) == NAME_READ; first = false) {
		const char *path = file_name(name, first);

		if (*path != '\0' && (is_chosen == NULL || is_chosen(path)))
			ret = input_read(in, path);
	}
	/* That the run ends is no fault of the list. */
	if (in->broken_off || (ret == 0 && (what != NAME_END || ferror(f)) && deadline_over(in->until))) {
		ret = input_break_off(in, list, not_to_its_end);
		what = NAME_END;
	}
	if (ret == 0 && what == NAME_NUL)
		ret = list_fault(in, list, nul_fault(name, first));
	if (ret == 0 && what == NAME_LONG)
		ret = list_fault(in, list, "a list with a name longer than 65536 octets, read up to there");
	if (ret == 0 && ferror(f))
		ret = unreadable(in, list, errno);
	in->others = others;
	free(name);
	return ret;
}

int
files_read(struct input *in, const char *list, char separator, files_choice *is_chosen)
{
	FILE *f = strcmp(list, "-") == 0 ? stdin : fopen(list, "r");
	int ret;

	if (f == NULL)
		return unreadable(in, list, errno);
	ret = read_names(in, list, f, separator, is_chosen);
	if (f != stdin)
		fclose(f);
	return ret;
}
