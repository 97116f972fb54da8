/* SPDX-License-Identifier: Apache-2.0 */
#include "command/files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "option/opt.h"

/* A name holds no NUL: one in it separates names, and the list was not said to be such.  What it names is not read. */
static int
nul_in_name(struct input *in, const char *list)
{
	struct item item = { .path = list, .fault = "a list with a NUL in a line, read up to there: names with NUL between them need --null" };

	in->items++;
	in->faults++;
	return in->fn(in->arg, &item);
}

static int
read_names(struct input *in, const char *list, FILE *f, char separator, files_choice *is_chosen)
{
	bool others = in->others;
	char *name = NULL;
	size_t room = 0;
	ssize_t n;
	int ret = 0;

	in->others = true;
	while (ret == 0 && (n = getdelim(&name, &room, separator, f)) > 0) {
		if (name[n - 1] == separator)
			name[--n] = '\0';
		if (separator == '\n' && n > 0 && name[n - 1] == '\r')
			name[--n] = '\0';
		if (memchr(name, '\0', (size_t)n) != NULL) {
			ret = nul_in_name(in, list);
			break;
		}
		if (n > 0 && (is_chosen == NULL || is_chosen(name)))
			ret = input_read(in, name);
	}
	in->others = others;
	free(name);
	return ret;
}

int
files_read(struct input *in, const char *list, char separator, files_choice *is_chosen)
{
	FILE *f = strcmp(list, "-") == 0 ? stdin : fopen(list, "r");
	int ret;

	if (f == NULL) {
		complain("%s: %s", list, strerror(errno));
		return -1;
	}
	ret = read_names(in, list, f, separator, is_chosen);
	if (ret == 0 && ferror(f)) {
		complain("%s: %s", list, strerror(errno));
		ret = -1;
	}
	if (f != stdin)
		fclose(f);
	return ret;
}
