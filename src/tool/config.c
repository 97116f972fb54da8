#include "tool/config.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONFIG_MAX ((size_t)1024 * 1024)

static char *
file_text(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	char *text = f != NULL ? malloc(CONFIG_MAX + 1) : NULL;

	*n = 0;
	if (text != NULL)
		*n = fread(text, 1, CONFIG_MAX + 1, f);
	if (text == NULL || ferror(f) || *n > CONFIG_MAX) {
		complain("%s: %s", path, *n > CONFIG_MAX ? "larger than a configuration may be" : "cannot be read");
		free(text);
		text = NULL;
	} else {
		text[*n] = '\0';
	}
	if (f != NULL)
		fclose(f);
	return text;
}

static unsigned
line_of(const char *text, const char *at)
{
	unsigned line = 1;

	for (; text < at && *text != '\0'; text++)
		line += *text == '\n';
	return line;
}

/* The line where member i of the outermost object begins.  The text has been parsed: it is sound. */
static unsigned
member_line(const char *text, size_t i)
{
	unsigned depth = 0;
	bool first = true;

	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '"') {
			if (depth == 1 && first && i-- == 0)
				return line_of(text, p);
			first = false;
			for (p++; *p != '"' && *p != '\0'; p++)
				p += *p == '\\' && p[1] != '\0';
			if (*p == '\0')
				break;
		}
		depth += *p == '{' || *p == '[';
		depth -= (*p == '}' || *p == ']') && depth > 0;
		if (depth == 1 && (*p == ',' || *p == '{'))
			first = true;
	}
	return 1;
}

static bool
config_value(struct config *c, struct opt_line *line, const struct opt *o, const cJSON *v)
{
	const char *value = NULL;

	if (cJSON_IsString(v) && o->takes != TAKES_NOTHING)
		value = v->valuestring;
	else if (cJSON_IsNumber(v) && o->takes == TAKES_VALUE && v->valuedouble == (double)v->valueint)
		value = arena_printf(&c->arena, "%d", v->valueint);
	else if (cJSON_IsFalse(v) && o->takes != TAKES_VALUE)
		return true;
	else if (!cJSON_IsTrue(v) || o->takes == TAKES_VALUE)
		return false;
	line->given[line->n_given++] = (struct opt_given){ o, value, c->where };
	return true;
}

static bool
config_list(struct config *c, struct opt_line *line, const struct opt *o, const cJSON *list)
{
	const cJSON *v;

	if (cJSON_IsNull(list))
		return true;
	if (!cJSON_IsArray(list) || !o->repeats)
		return config_value(c, line, o, list);
	cJSON_ArrayForEach(v, list)
		if (!cJSON_IsString(v) || !config_value(c, line, o, v))
			return false;
	return true;
}

/* The option that a member names; NULL after a message. */
static const struct opt *
config_option(const char *path, unsigned at, const cJSON *m)
{
	const struct opt *o = opt_find(CMD_LINT, m->string);

	if (o == NULL || o->id == OPT_CONFIG || o->id == OPT_HELP || o->id == OPT_VERSION) {
		complain("%s:%u: /%s: there is no such option", path, at, m->string);
		return NULL;
	}
	if (o->help == NULL) {
		complain("%s:%u: /%s: not available in this version", path, at, m->string);
		return NULL;
	}
	for (const cJSON *before = m->prev; before != NULL && before->next == m; before = before->prev)
		if (strcmp(before->string, m->string) == 0) {
			complain("%s:%u: /%s: given twice", path, at, m->string);
			return NULL;
		}
	return o;
}

static bool
config_members(struct config *c, const char *path, struct opt_line *line)
{
	const cJSON *m;
	size_t i = 0;

	cJSON_ArrayForEach(m, (const cJSON *)c->tree) {
		unsigned at = member_line(c->text, i++);
		const struct opt *o = config_option(path, at, m);

		if (o == NULL)
			return false;
		c->where = arena_printf(&c->arena, "%s:%u: /%s", path, at, m->string);
		if (!config_list(c, line, o, m)) {
			complain("%s: %s is expected", c->where,
			    o->repeats && o->takes != TAKES_NOTHING ? "a text or a list of texts" :
			    o->takes == TAKES_VALUE ? "a text" : o->takes == TAKES_NOTHING ? "true or false" :
			    "true, false or a text");
			return false;
		}
	}
	return true;
}

/* How many options a file can hold at most: one per member or list element. */
static size_t
config_size(const cJSON *tree)
{
	const cJSON *m;
	size_t n = 0;

	cJSON_ArrayForEach(m, tree)
		n += 1 + (size_t)cJSON_GetArraySize(m);
	return n;
}

bool
config_read(struct config *c, const char *path, struct opt_line *line)
{
	struct opt_line both = { NULL, 0, line->operand, line->n_operand };
	const char *end = NULL;
	cJSON *tree;
	size_t n;

	if ((c->text = file_text(path, &n)) == NULL)
		return false;
	c->tree = tree = cJSON_ParseWithLengthOpts(c->text, n + 1, &end, true);
	if (!cJSON_IsObject(tree)) {
		complain("%s:%u: %s", path, tree == NULL ? line_of(c->text, end) : 1u,
		    tree == NULL ? "this is not JSON" : "an object is expected");
		return false;
	}
	both.given = calloc(config_size(tree) + line->n_given + 1, sizeof *both.given);
	if (both.given == NULL) {
		complain_memory();
		return false;
	}
	if (!config_members(c, path, &both)) {
		free(both.given);
		return false;
	}
	memcpy(both.given + both.n_given, line->given, line->n_given * sizeof *line->given);
	both.n_given += line->n_given;
	free(line->given);
	*line = both;
	return true;
}

void
config_free(struct config *c)
{
	cJSON_Delete(c->tree);
	free(c->text);
	arena_free(&c->arena);
	memset(c, 0, sizeof *c);
}
