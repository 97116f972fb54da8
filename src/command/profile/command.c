/* SPDX-License-Identifier: Apache-2.0 */
#include "command/profile/command.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

#include "base/day.h"
#include "command/nearest.h"
#include "command/profile/sheet.h"
#include "option/near.h"
#include "option/outcome.h"

static const char *const kinds[] = { "root-ca", "subordinate-ca", "cross-certificate", "ocsp-signer" };
static const char *const types[] = {
	"mailbox-validated", "organization-validated", "sponsor-validated", "individual-validated"
};
static const char *const generations[] = { "legacy", "multipurpose", "strict" };
#define N_KINDS (sizeof kinds / sizeof *kinds)
#define N_TYPES (sizeof types / sizeof *types)
#define N_GENERATIONS (sizeof generations / sizeof *generations)

/* Name i of all that the command takes (arg: an arena). */
static const char *
profile_name(void *arg, size_t i)
{
	if (i < N_KINDS)
		return kinds[i];
	i -= N_KINDS;
	if (i >= N_TYPES * N_GENERATIONS)
		return NULL;
	return arena_printf(arg, "%s/%s", types[i / N_GENERATIONS], generations[i % N_GENERATIONS]);
}

/* A name of pkimetal's as this command's own; any other as it is. */
static const char *
own_name(struct arena *a, const char *name)
{
	static const char *const same[][2] = {
		{ "sbr_root_smime", "root-ca" }, { "sbr_subordinate_smime", "subordinate-ca" }, { "rfc5280_leaf_ocspsigning", "ocsp-signer" },
	};
	static const char leaf[] = "sbr_leaf_smime_";
	const char *full;
	size_t type;

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		if (strcmp(name, same[i][0]) == 0)
			return same[i][1];
	if (strncmp(name, leaf, sizeof leaf - 1) != 0)
		return name;
	full = profile_in_full(a, name + sizeof leaf - 1);
	type = strcspn(full, "_");
	return full[type] == '\0' ? name : arena_printf(a, "%.*s/%s", (int)type, full, full + type + 1);
}

static bool
read_subject(struct sheet_subject *s, const char *asked, struct arena *a)
{
	const char *known, *name = own_name(a, asked);

	for (size_t i = 0; (known = profile_name(a, i)) != NULL; i++) {
		if (strcmp(known, name) != 0)
			continue;
		if (i < N_KINDS) {
			*s = (struct sheet_subject){ .kind = kinds[i] };
			return true;
		}
		i -= N_KINDS;
		*s = (struct sheet_subject){ "subscriber", types[i / N_GENERATIONS], generations[i % N_GENERATIONS] };
		return true;
	}
	if (a->failed)
		return false;
	complain("there is no profile \"%s\"", asked);
	(void)suggest(profile_in_full(a, name), profile_name, a, "");
	complain("profiles are TYPE/GENERATION (mailbox-validated, organization-validated, sponsor-validated, individual-validated; "
	    "legacy, multipurpose, strict), root-ca, subordinate-ca, cross-certificate and ocsp-signer");
	return false;
}

/* The operands: the profile, and with --diff the second day, in either order. No profile begins with a digit. */
static bool
read_operands(const struct opt_line *line, struct sheet *s, struct arena *a)
{
	const char *diff = opt_last(line, OPT_DIFF, NULL), *name = NULL;
	size_t days = 0;

	for (size_t i = 0; i < line->n_operand; i++) {
		const char *operand = line->operand[i];

		if (diff != NULL && days == 0 && (name != NULL || isdigit((unsigned char)*operand))) {
			if (!read_day_option("diff", operand, &s->day))
				return false;
			days = 1;
		} else if (name == NULL) {
			name = operand;
		} else {
			complain("profile takes one profile, such as sponsor-validated/strict");
			return false;
		}
	}
	if (name == NULL)
		complain("profile takes a profile, such as sponsor-validated/strict");
	else if (diff != NULL && days == 0)
		complain("--diff takes two days: --diff 2025-07-01 2026-09-15");
	else
		return (diff == NULL || read_day_option("diff", diff, &s->before)) && read_subject(&s->subject, name, a);
	return false;
}

static bool
profile_options(const struct opt_line *line, struct sheet *s, struct style *style, struct arena *a)
{
	const char *color = opt_last(line, OPT_COLOR, "auto"), *at = opt_last(line, OPT_AT, NULL);
	const char *form = opt_last(line, OPT_FORMAT, "text");

	if (strcmp(form, "text") != 0 && strcmp(form, "md") != 0 && strcmp(form, "html") != 0 && strcmp(form, "json") != 0)
		complain("--format: \"%s\" is none of text, md, html, json", form);
	else if (!style_choose(style, color, opt_count(line, OPT_OUTPUT) == 0 && isatty(STDOUT_FILENO)))
		complain("--color: \"%s\" is none of auto, always, never", color);
	else if (at != NULL && opt_count(line, OPT_DIFF) > 0)
		complain("--at and --diff exclude each other");
	else if (opt_count(line, OPT_OPENSSL) > 0 && (opt_count(line, OPT_FORMAT) > 0 || opt_count(line, OPT_DIFF) > 0))
		complain("--openssl is a form of its own: it goes with neither --format nor --diff");
	else if ((at != NULL && !read_day_option("at", at, &s->day)) || !read_operands(line, s, a))
		return false;
	else if (opt_count(line, OPT_OPENSSL) > 0 && s->subject.type == NULL)
		complain("--openssl is for profiles of subscriber certificates, such as sponsor-validated/strict");
	else
		return true;
	return false;
}

static void
put_sheet(struct sheet *s, const char *form, const struct style *style, struct out *o)
{
	if (strcmp(form, "md") == 0)
		sheet_as_markdown(s, o);
	else if (strcmp(form, "html") == 0)
		sheet_as_html(s, o);
	else if (strcmp(form, "json") == 0)
		sheet_as_json(s, o);
	else
		sheet_as_text(s, style, o);
}

int
cmd_profile(struct opt_line *line)
{
	struct sheet s = { .before = DAY_NEVER };
	struct out o = { NULL, 0, 0, false };
	struct style style;
	struct arena names;
	bool right, lacks_memory;
	int code = EXIT_INTERNAL;

	arena_init(&names);
	right = day_parse(smimelint_ruleset("date"), &s.day) && profile_options(line, &s, &style, &names);
	lacks_memory = names.failed;
	arena_free(&names);
	if (!right && !lacks_memory)
		return exit_refused();
	if (lacks_memory || !(s.before == DAY_NEVER ? sheet_make(&s) : sheet_compare(&s))) {
		complain_memory();
		return EXIT_INTERNAL;
	}
	if (opt_count(line, OPT_OPENSSL) > 0)
		sheet_as_openssl(&s, &o);
	else
		put_sheet(&s, opt_last(line, OPT_FORMAT, "text"), &style, &o);
	o.failed |= s.arena.failed;
	code = cmd_write(line, &o);
	sheet_free(&s);
	out_free(&o);
	return code;
}
