/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mkformat.c - writes down the format of evidence records from its tables.
 *
 *	mkformat schema		the JSON Schema (2020-12)
 *	mkformat man		the list of members of smimelint-evidence(5)
 */
#include <stdio.h>

#include "evidence/record/decode.h"

/* All shapes, each once, as they are met from the record down. */
static const struct ev_shape *shapes[64];
static size_t n_shapes;

static void
collect(const struct ev_shape *shape)
{
	for (size_t i = 0; i < n_shapes; i++)
		if (shapes[i] == shape)
			return;
	shapes[n_shapes++] = shape;
	for (size_t i = 0; i < shape->n; i++)
		if (shape->field[i].shape != NULL)
			collect(shape->field[i].shape);
}

/* ---- JSON Schema ---- */

/* The name of a definition: "mailboxes[]" is mailboxes, "perspectives.*" perspectives. */
static int
name_length(const struct ev_shape *shape)
{
	return (int)strcspn(shape->name, "[.");
}

static void
put_ref(const struct ev_shape *shape)
{
	printf("{ \"$ref\": \"#/$defs/%.*s\" }", name_length(shape), shape->name);
}

static void
put_words(const char *const *words, bool null)
{
	printf("\"enum\": [");
	for (size_t i = 0; words[i] != NULL; i++)
		printf("%s\"%s\"", i > 0 ? ", " : "", words[i]);
	printf("%s]", null ? ", null" : "");
}

/* The form of a text, as a regular expression in JSON; NULL: it has none, or is no text. */
static const char *
pattern_of(uint8_t type)
{
	switch ((enum ev_type)type) {
	case EV_COUNTRY:
		return "^[A-Za-z]{2}$";
	case EV_CLAIM:
		return "^[0-9]{1,6}/[0-9]{1,6}$";
	case EV_TAG:
		return "^( *|[^\\\\u0000-\\\\u0020\\\\u007f]+)$";
	case EV_SERIAL:
		return "^(0|[1-9a-f][0-9a-f]*)$";
	case EV_HASH:
		return "^[0-9a-f]{64}$";
	case EV_TIME:
		return "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$";
	case EV_DATE:
		return "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt].*)?$";
	case EV_RIR:
		return "^ *([Aa][Rr][Ii][Nn]|[Rr][Ii][Pp][Ee]([ _-]?[Nn][Cc][Cc])?|[Aa][Pp][Nn][Ii][Cc]|[Ll][Aa][Cc][Nn][Ii][Cc]|[Aa][Ff][Rr][Ii][Nn][Ii][Cc]) *$";
	default:
		return NULL;
	}
}

static void
put_type(const struct ev_field *f)
{
	bool null = f->need != 'R';
	const char *or_null = null ? ", \"null\"" : "";

	switch ((enum ev_type)f->type) {
	case EV_TEXT:
	case EV_RAW:
		printf("\"type\": [\"string\"%s]", or_null);
		if (strcmp(f->name, "evidence_format") == 0)
			printf(", \"const\": \"smime-issuance-evidence\"");
		else if (strcmp(f->name, "evidence_version") == 0)
			printf(", \"pattern\": \"^1\\\\.[0-9]+$\"");
		if (f->most != 0)
			printf(", \"maxLength\": %u", (unsigned)f->most);
		break;
	case EV_COUNTRY:
	case EV_CLAIM:
	case EV_TAG:
	case EV_SERIAL:
	case EV_HASH:
	case EV_TIME:
	case EV_DATE:
	case EV_RIR:
		printf("\"type\": [\"string\"%s], \"pattern\": \"%s\"", or_null, pattern_of(f->type));
		break;
	case EV_BOOL:
		printf("\"type\": [\"boolean\"%s]", or_null);
		break;
	case EV_INT:
		printf("\"type\": [\"integer\"%s], \"minimum\": 0", or_null);
		if (f->most != 0)
			printf(", \"maximum\": %u", (unsigned)f->most);
		break;
	case EV_NUMBER:
		printf("\"type\": [\"number\"%s], \"minimum\": ", or_null);
		if (f->most != 0)
			printf("-%u, \"maximum\": %u", (unsigned)f->most, (unsigned)f->most);
		else
			printf("0");
		break;
	case EV_WORD:
	case EV_ENUM:
		put_words(f->words, null);
		break;
	case EV_TEXTS:
		printf("\"type\": [\"array\"%s], \"items\": { ", or_null);
		if (f->words != NULL)
			put_words(f->words, false);
		else
			printf("\"type\": \"string\"");
		printf(" }, \"maxItems\": %u", EV_LIST_ENTRIES);
		break;
	case EV_THINGS:
		printf("\"type\": [\"string\", \"object\", \"array\"%s], \"items\": { \"type\": [\"string\", \"object\"] }, \"maxItems\": %u", or_null,
		    EV_LIST_ENTRIES);
		break;
	case EV_OBJECT_OR_TEXT:
	case EV_OBJECT:
		printf("\"anyOf\": [");
		put_ref(f->shape);
		printf("%s%s]", f->type == EV_OBJECT_OR_TEXT ? ", { \"type\": \"string\" }" : "", null ? ", { \"type\": \"null\" }" : "");
		break;
	case EV_OBJECTS:
		printf("\"type\": [\"array\"%s], \"items\": ", or_null);
		put_ref(f->shape);
		printf(", \"maxItems\": %u", EV_LIST_ENTRIES);
		break;
	case EV_MAP:
		printf("\"type\": [\"object\"%s], \"additionalProperties\": { \"anyOf\": [", or_null);
		put_ref(f->shape);
		printf(", { \"type\": \"array\", \"items\": ");
		put_ref(f->shape);
		printf(" }] }");
		break;
	case EV_ANY:
		return;
	}
	printf(", ");
}

static void
put_shape(const struct ev_shape *shape, const char *indent)
{
	const char *comma = "";

	printf("%s\"type\": \"object\",\n%s\"required\": [", indent, indent);
	for (size_t i = 0; i < shape->n; i++)
		if (shape->field[i].need == 'R' || shape->field[i].need == 'r') {
			printf("%s\"%s\"", comma, shape->field[i].name);
			comma = ", ";
		}
	printf("],\n%s\"properties\": {\n", indent);
	for (size_t i = 0; i < shape->n; i++) {
		printf("%s  \"%s\": { ", indent, shape->field[i].name);
		put_type(&shape->field[i]);
		printf("\"description\": \"%s\" }%s\n", shape->field[i].doc, i + 1 < shape->n ? "," : "");
	}
	printf("%s}\n", indent);
}

static void
put_schema(void)
{
	printf("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
	    "  \"title\": \"S/MIME issuance evidence record, format 1.0\",\n");
	printf("  \"$defs\": {\n");
	for (size_t i = 1; i < n_shapes; i++) {
		printf("    \"%.*s\": {\n", name_length(shapes[i]), shapes[i]->name);
		put_shape(shapes[i], "      ");
		printf("    }%s\n", i + 1 < n_shapes ? "," : "");
	}
	printf("  },\n");
	put_shape(shapes[0], "  ");
	printf("}\n");
}

/* ---- the manual ---- */

static void
put_roff(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s == '-')
			printf("\\-");
		else if (*s == '\\')
			printf("\\e");
		else
			putchar(*s);
}

static void
put_man(void)
{
	for (size_t i = 0; i < n_shapes; i++) {
		printf(".SS \"");
		put_roff(shapes[i]->name);
		printf("\"\n");
		for (size_t k = 0; k < shapes[i]->n; k++) {
			const struct ev_field *f = &shapes[i]->field[k];

			printf(".TP\n.BR ");
			put_roff(f->name);
			printf(" \" (%s", ev_type_word(f));
			for (size_t w = 0; f->words != NULL && f->words[w] != NULL; w++) {
				printf("%s", w > 0 ? ", " : " ");
				put_roff(f->words[w]);
			}
			printf(", %s)\"\n", f->need == 'O' ? "optional" : f->need == 'C' ? "conditional" : "required");
			put_roff(f->doc);
			printf(".\n");
		}
	}
}

int
main(int argc, char **argv)
{
	collect(&ev_record_shape);
	if (argc == 2 && strcmp(argv[1], "schema") == 0)
		put_schema();
	else if (argc == 2 && strcmp(argv[1], "man") == 0)
		put_man();
	else
		return 2;
	return ferror(stdout) != 0;
}
