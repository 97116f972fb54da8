#include "option/outcome.h"

#include <string.h>

#include "os/sink.h"

int
cmd_write(const struct opt_line *line, struct out *o)
{
	const char *path = opt_last(line, OPT_OUTPUT, NULL);
	struct sink sink;
	bool ok = !o->failed;

	if (!ok) {
		complain_memory();
		return EXIT_INTERNAL;
	}
	ok = sink_open(&sink, path) && sink_write(&sink, o->p, o->n);
	if (!sink_close(&sink, ok)) {
		complain("%s: %s", path != NULL ? path : "standard output", strerror(sink.error));
		return EXIT_INTERNAL;
	}
	return EXIT_CLEAN;
}

int
cmd_no_library(smimelint_status st)
{
	if (st == SMIMELINT_ERR_NOMEM)
		complain_memory();
	else
		complain("%s", smimelint_strerror(st));
	return EXIT_INTERNAL;
}

bool
cmd_fail_on(const char *value, smimelint_level *level)
{
	static const smimelint_level levels[] = { SMIMELINT_ERROR, SMIMELINT_WARNING, SMIMELINT_NOTICE };

	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		if (strcmp(value, smimelint_level_name(levels[i])) == 0) {
			*level = levels[i];
			return true;
		}
	if (strcmp(value, "never") == 0) {
		*level = SMIMELINT_UNREADABLE;
		return true;
	}
	complain("--fail-on: \"%s\" is none of error, warning, notice, never", value);
	return false;
}

int
cmd_exit(const struct tally *t, smimelint_level fail_on)
{
	if (t->status[SMIMELINT_UNREADABLE] > 0)
		return EXIT_UNREADABLE;
	return tally_reaches(t, fail_on) ? EXIT_FINDINGS : EXIT_CLEAN;
}
