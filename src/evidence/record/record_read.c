/* SPDX-License-Identifier: Apache-2.0 */
/* record_read.c - a record as a whole: is it one, is it of this format, is it within its limits. */
#include "evidence/record/decode_parts.h"

/* "1", "1.0", "1.7": the major number is 1. */
static bool
version_known(struct span v)
{
	if (v.n < 3 || v.p[0] != '1' || v.p[1] != '.')
		return false;
	for (size_t i = 2; i < v.n; i++)
		if (v.p[i] < '0' || v.p[i] > '9')
			return false;
	return true;
}

static void
check_format(struct decoder *d, const struct json_value *root)
{
	const struct json_value *format = json_find(root, "evidence_format"), *version = json_find(root, "evidence_version");

	if (!json_is(format, "smime-issuance-evidence"))
		decode_refuse(d, format != NULL ? format : root, "evidence_format is not \"smime-issuance-evidence\"");
	else if (version == NULL || version->type != JSON_STRING || !version_known(version->text))
		decode_refuse(d, version != NULL ? version : root, "evidence_version is not 1.x");
}

static void
check_attempt(struct decoder *d, const struct json_value *response)
{
	const struct json_value *list = json_find(response, "perspectives");

	if (list != NULL && list->type == JSON_ARRAY && list->n > EV_ATTEMPT_PERSPECTIVES)
		decode_refuse(d, list, "more perspectives than an attempt may have");
}

static void
check_attempts(struct decoder *d, const struct ev_record *record)
{
	const struct json_value *checks = d->skims ? json_find(record->at, "caa_checks") : NULL;

	for (uint32_t i = 0; i < record->n_mpic; i++)
		check_attempt(d, record->mpic[i].response);
	for (uint32_t i = 0; i < record->n_caa_checks; i++)
		if (record->caa_checks[i].corroboration_reuse != NULL)
			check_attempt(d, json_find(record->caa_checks[i].corroboration_reuse->mpic, "response"));
	/* These are not skimmed: their text is looked at. */
	for (const struct json_value *c = checks != NULL ? checks->child : NULL; c != NULL; c = c->next)
		check_attempt(d, json_find(json_find(json_find(c, "corroboration_reuse"), "mpic"), "response"));
}

static void
read_record(struct decoder *d, struct span text, uint32_t values)
{
	const struct json_limits limits = { JSON_DEPTH, values, true, false };
	struct ev_reading *r = d->reading;
	struct arena *a = d->arena;
	struct json_fault bad_json;
	const struct json_value *root;

	*r = (struct ev_reading){ .record = NULL };
	if (text.n > EV_RECORD_OCTETS) {
		r->unusable = "longer than a record may be";
		return;
	}
	if ((root = json_read(a, text, &limits, &bad_json)) == NULL) {
		r->unusable = bad_json.what;
		r->offset = bad_json.offset;
	} else if (root->type != JSON_OBJECT) {
		r->unusable = "not an object";
		r->offset = (size_t)(root->raw.p - text.p);
	} else {
		d->replaced = bad_json.replaced;
		check_format(d, root);
		if (r->unusable == NULL && (r->record = decode_root(d, root, &ev_record_shape)) != NULL)
			check_attempts(d, r->record);
		/* Blanks before the record. */
		r->offset += (size_t)(root->raw.p - text.p);
	}
	if (r->unusable != NULL || a->failed)
		r->record = NULL;
	r->no_memory = a->failed;
}

void
ev_read_few(struct arena *a, struct span text, uint32_t values, struct ev_reading *r)
{
	struct decoder d = { a, r, false, false };

	read_record(&d, text, values);
}

void
ev_read(struct arena *a, struct span text, struct ev_reading *r)
{
	ev_read_few(a, text, EV_RECORD_VALUES, r);
}

/* A record of so few values has no list with too many entries; what is larger or faulty is read wholly, which says why. */
void
ev_skim(struct arena *a, struct span text, struct ev_reading *r)
{
	struct decoder d = { a, r, true, false };

	read_record(&d, text, EV_LIST_ENTRIES);
	if (r->record == NULL && !r->no_memory)
		ev_read(a, text, r);
}
