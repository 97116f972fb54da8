/* SPDX-License-Identifier: Apache-2.0 */
/* sheet.c - which lines of the rule table make the sheet of a profile. */
#include "command/profile/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"

const char *
modality_name(enum modality m)
{
	static const char *const names[N_MODALITIES] = { "must", "must not", "should", "should not", "may", "note" };

	return names[m];
}

/* Is this a word of the list, whose words stand between blanks? */
static bool
is_word(const char *list, const char *word, size_t n)
{
	while (*list != '\0') {
		size_t m = strcspn(list, " ");

		if (m == n && memcmp(list, word, n) == 0)
			return true;
		list += m + (list[m] == ' ');
	}
	return false;
}

/* Rules of the subject's tables name their attribute behind the type: sbr.subject.ov-given-name. */
static const char *
attribute_of(const char *problem)
{
	static const char *const types[] = { "mv-", "ov-", "sv-", "iv-" };

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strncmp(problem, types[i], 3) == 0)
			return problem + 3;
	return NULL;
}

static size_t
field_with(const char *topic, size_t n)
{
	size_t f = 0;

	while (sheet_fields[f].name != NULL && !is_word(sheet_fields[f].topics, topic, n))
		f++;
	return f;
}

/* The field that a rule is about; the end of the table: none. */
static size_t
field_of(const char *id)
{
	const char *topic = id + strcspn(id, ".") + 1, *problem = topic + strcspn(topic, ".") + 1;
	const char *attribute = strncmp(topic, "subject.", 8) == 0 ? attribute_of(problem) : NULL;
	size_t f, n;

	if (attribute != NULL) {
		n = strlen(attribute);
		if (n > 8 && strcmp(attribute + n - 8, "-missing") == 0)
			n -= 8;
		f = field_with(attribute, n);
		if (sheet_fields[f].name != NULL)
			return f;
	}
	return field_with(topic, strcspn(topic, "."));
}

static bool
names_it(const smimelint_rule *rule, const char *list, const char *item)
{
	const char *s;

	for (size_t i = 0; (s = smimelint_rule_item(rule, list, i)) != NULL; i++)
		if (strcmp(s, item) == 0)
			return true;
	return false;
}

/* A rule over certificates that is on without an option, and binds this profile. */
static bool
applies(const struct sheet_subject *s, const smimelint_rule *rule)
{
	if (smimelint_rule_text(rule, "option") != NULL || names_it(rule, "needs", "evidence") ||
	    !names_it(rule, "kinds", s->kind))
		return false;
	return s->type == NULL || (names_it(rule, "types", s->type) && names_it(rule, "generations", s->generation));
}

/* The level that a rule has on a day, and since when; NULL: it does not bind. */
static const char *
level_on(const smimelint_rule *rule, int32_t day, int32_t *since)
{
	const char *level = NULL, *entry;
	smimelint_level severity;
	int32_t from;

	for (size_t i = 0; smimelint_rule_schedule(rule, i, &from, &entry, &severity); i++)
		if (from <= day) {
			level = strcmp(entry, "none") == 0 ? NULL : entry;
			*since = from;
		}
	return level;
}

/* Does the sentence forbid something?  Its first clause says so: "has no", "is not", "neither". */
static bool
forbids(const char *sentence)
{
	static const char words[] = "no No not none None neither Neither nothing never", ends[] = "that which where whose";
	size_t end = strcspn(sentence, ",;:.");

	for (size_t at = 0, n; at < end; at += n + 1) {
		n = strcspn(sentence + at, " ,;:.");
		if (is_word(ends, sentence + at, n))
			return false;
		if (is_word(words, sentence + at, n))
			return true;
	}
	return false;
}

static enum modality
modality_of(const smimelint_rule *rule, const char *level)
{
	bool not_so = forbids(smimelint_rule_text(rule, "requires"));

	if (strcmp(level, "SHALL") == 0)
		return not_so ? MODALITY_MUST_NOT : MODALITY_MUST;
	if (strcmp(level, "SHOULD") == 0)
		return not_so ? MODALITY_SHOULD_NOT : MODALITY_SHOULD;
	return MODALITY_NOTE;
}

static int
by_field(const void *a, const void *b)
{
	const struct sheet_line *x = a, *y = b;

	if (x->field != y->field)
		return x->field < y->field ? -1 : 1;
	if (x->modality != y->modality)
		return x->modality < y->modality ? -1 : 1;
	return (x->rule > y->rule) - (x->rule < y->rule);
}

static bool
ends_with(const char *text, const char *ending)
{
	size_t n = strlen(text), m = strlen(ending);

	return n >= m && strcmp(text + n - m, ending) == 0;
}

/* Does this rule say that the field has to be there, or that it must not be there? */
static bool
settles(const struct sheet_line *line)
{
	const char *id = smimelint_rule_text(line->rule, "id");

	return line->modality != MODALITY_NOTE &&
	    (ends_with(id, ".missing") || ends_with(id, ".prohibited") || attribute_of(strrchr(id, '.') + 1) != NULL);
}

/* What may be there by the text, and no rule requires or forbids. */
static void
add_may(struct sheet *s, size_t f)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->line[i].field == f && s->line[i].rule != NULL && settles(&s->line[i]))
			return;
	s->line[s->n++] = (struct sheet_line){ .field = (uint16_t)f, .modality = MODALITY_MAY, .since = DAY_ALWAYS };
}

static size_t
collect(struct sheet *s, int32_t day)
{
	size_t n = 0, f;

	for (size_t i = 0; i < smimelint_rule_count(); i++) {
		const smimelint_rule *rule = smimelint_rule_at(i);
		struct sheet_line line = { .rule = rule };
		const char *level = level_on(rule, day, &line.since);

		if (level == NULL || !applies(&s->subject, rule) ||
		    sheet_fields[f = field_of(smimelint_rule_text(rule, "id"))].name == NULL)
			continue;
		line.field = (uint16_t)f;
		line.modality = (uint8_t)modality_of(rule, level);
		s->line[n++] = line;
	}
	return n;
}

static bool
lines_new(struct sheet *s)
{
	size_t fields = 0;

	arena_init(&s->arena);
	while (sheet_fields[fields].name != NULL)
		fields++;
	s->n = 0;
	s->line = calloc(2 * smimelint_rule_count() + fields, sizeof *s->line);
	return s->line != NULL;
}

bool
sheet_make(struct sheet *s)
{
	if (!lines_new(s))
		return false;
	s->n = collect(s, s->day);
	if (strcmp(s->subject.kind, "subscriber") == 0)
		for (size_t f = 0; sheet_fields[f].name != NULL; f++)
			if (sheet_fields[f].may)
				add_may(s, f);
	qsort(s->line, s->n, sizeof *s->line, by_field);
	return true;
}

bool
sheet_compare(struct sheet *s)
{
	size_t n = 0;

	if (!lines_new(s))
		return false;
	for (size_t i = 0; i < smimelint_rule_count(); i++) {
		const smimelint_rule *rule = smimelint_rule_at(i);
		size_t f = field_of(smimelint_rule_text(rule, "id"));
		struct sheet_line line = { .rule = rule, .field = (uint16_t)f };
		int32_t then;
		const char *before = level_on(rule, s->before, &then), *after = level_on(rule, s->day, &line.since);

		if (!applies(&s->subject, rule) || sheet_fields[f].name == NULL || before == after ||
		    (before != NULL && after != NULL && strcmp(before, after) == 0))
			continue;
		if (before != NULL) {
			struct sheet_line old = line;

			old.modality = (uint8_t)modality_of(rule, before);
			old.since = then;
			old.change = '-';
			s->line[n++] = old;
		}
		if (after != NULL) {
			line.modality = (uint8_t)modality_of(rule, after);
			line.change = '+';
			s->line[n++] = line;
		}
	}
	s->n = n;
	qsort(s->line, s->n, sizeof *s->line, by_field);
	return true;
}

void
sheet_free(struct sheet *s)
{
	free(s->line);
	arena_free(&s->arena);
}

/* Does a rule of the SBR in the sheet change on this day? */
static bool
changes_on(const struct sheet *s, int32_t day)
{
	const char *level;
	smimelint_level severity;
	int32_t from;

	for (size_t i = 0; i < s->n; i++)
		for (size_t k = 0; strcmp(smimelint_rule_text(s->line[i].rule, "source"), "sbr") == 0 &&
		    smimelint_rule_schedule(s->line[i].rule, k, &from, &level, &severity); k++)
			if (from == day)
				return true;
	return false;
}

/* What a certificate holds is the matter of the SBR's own ballots. */
const struct ballot *
sheet_ballot(const struct sheet *s, size_t i)
{
	int32_t first = s->before < s->day ? s->before : s->day, last = s->before < s->day ? s->day : s->before;
	const struct ballot *b;

	for (size_t k = 0; s->before != DAY_NEVER && (b = ballot_at(k)) != NULL; k++)
		if (strncmp(b->name, "SMC", 3) == 0 && b->day > first && b->day <= last && changes_on(s, b->day) && i-- == 0)
			return b;
	return NULL;
}

const char *
sheet_text(struct sheet *s, const struct sheet_line *line)
{
	if (line->rule != NULL)
		return smimelint_rule_text(line->rule, "requires");
	return arena_printf(&s->arena, "%s may be there.", sheet_fields[line->field].name);
}

const char *
sheet_title(struct sheet *s)
{
	if (s->subject.type == NULL)
		return s->subject.kind;
	return arena_printf(&s->arena, "%s/%s", s->subject.type, s->subject.generation);
}
