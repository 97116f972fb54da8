/* SPDX-License-Identifier: Apache-2.0 */
#include "command/lint/asked.h"

#include <string.h>

#include "base/arena.h"
#include "base/json_out.h"
#include "base/text.h"
#include "command/lint/choose.h"

/* The values given for one option: a list where it repeats, else the last or null. */
static void
json_option(struct json *j, const struct opt_line *line, const struct opt *opt)
{
	const struct opt_given *last = NULL;
	struct arena a;

	arena_init(&a);
	json_key(j, opt->name);
	if (opt->repeats)
		json_open(j, '[');
	for (size_t i = 0; i < line->n_given; i++) {
		const struct opt_given *g = &line->given[i];

		if (strcmp(g->opt->name, opt->name) != 0)
			continue;
		last = g;
		if (opt->repeats && g->value != NULL)
			json_string(j, text_show(&a, span_of(g->value), 0));
	}
	if (opt->repeats)
		json_close(j, ']');
	else if (last != NULL && last->value != NULL)
		json_string(j, text_show(&a, span_of(last->value), 0));
	else if (opt->takes == TAKES_NOTHING)
		json_bool(j, last != NULL || (opt->id == OPT_EXPLAIN_RUN && opt_count(line, OPT_VERBOSE) > 1));
	else if (opt->id == OPT_SEED && opt_count(line, OPT_SAMPLE) + opt_count(line, OPT_SAMPLE_RATE) > 0)
		json_string(j, CHOOSE_SEED);
	else
		json_string(j, last == NULL ? NULL : opt->id == OPT_NOW || opt->id == OPT_CURRENT ? "clock" : "all");
	j->out->failed |= a.failed;
	arena_free(&a);
}

/* Does an option decide what is found, what of it counts and what results carry, and not only looks or speed? */
static bool
decides(const struct opt *o)
{
	static const enum opt_id ids[] = { OPT_LIBRARY, OPT_UPCOMING, OPT_NOW, OPT_CURRENT, OPT_ISSUER,
		OPT_KNOWN, OPT_PREVIOUS, OPT_SEQUENCE, OPT_RESPONDER, OPT_EVIDENCE, OPT_PERSPECTIVES, OPT_TBS, OPT_FAIL_ON,
		OPT_MAX_CERTIFICATE, OPT_MAX_CONTAINER, OPT_FIELD, OPT_SKIP_OTHERS, OPT_STRICT_INPUTS,
		OPT_SAMPLE, OPT_SAMPLE_RATE, OPT_SEED, OPT_DEDUPE,
		OPT_CA_PROFILE, OPT_PSL, OPT_WEAK_KEYS, OPT_BASELINE, OPT_WAIVERS, OPT_WITH_DER, OPT_EXPLAIN_RUN };

	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		if (o->id == ids[i])
			return (o->commands & CMD_LINT) != 0;
	return false;
}

void
asked_json(struct out *o, const struct opt_line *line)
{
	struct json j = json_to(o, true);

	json_open(&j, '{');
	for (const struct opt *opt = opt_table; opt->name != NULL; opt++)
		if (decides(opt))
			json_option(&j, line, opt);
	json_close(&j, '}');
}
