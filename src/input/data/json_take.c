/* SPDX-License-Identifier: Apache-2.0 */
#include "input/data/json_take.h"

#include "input/data/csv.h"
#include "input/data/held.h"
#include "input/data/json_octets.h"
#include "input/data/status_value.h"
#include "input/lost/lost.h"
#include "input/sniff.h"

/* Do they show a certificate whose beginning is gone? */
static bool
remains(struct span octets)
{
	struct lost l = { .told = 0 };

	for (size_t i = 0; i < octets.n; i++)
		if (lost_raw(&l, octets.p[i]))
			return true;
	return false;
}

int
json_take_list(struct json_record *r, bool place)
{
	struct input *in = r->in;
	struct input_place before = input_place(in);
	struct span octets = out_span(&r->list);
	int ret;

	if (!place && sniff_key(octets))
		return input_skip(in, r->format, r->line, sniff_other(octets, in->tbs));
	place |= octets.p[0] == 0x30;
	if (!place && !input_may_hold(octets))
		return remains(octets) ? input_item(in, r->format, r->line, SPAN_NONE, "octets of a certificate whose beginning is gone") : 0;
	in->format = r->format;
	in->line = r->line;
	in->any = in->passing = !place;
	ret = input_octets_of(in, out_span(&r->list));
	input_place_back(in, before);
	return ret;
}

/* The name of this member, or of the list that it stands in. */
static struct span
name_of(const struct json_value *v)
{
	while (v->key.p == NULL && v->parent != NULL && v->parent->type == JSON_ARRAY)
		v = v->parent;
	return v->key;
}

/* Does it say that this is a CRL or an OCSP response? */
static enum item_place
place_of(const struct json_record *r, const struct json_value *v)
{
	struct span name = r->in->crls ? name_of(v) : SPAN_NONE;

	return name.p != NULL ? status_place(name) : PLACE_OF_CERTIFICATE;
}

bool
json_is_status(const struct json_record *r, const struct json_value *v)
{
	return v->type == JSON_STRING && place_of(r, v) != PLACE_OF_CERTIFICATE && status_value(v->text);
}

bool
json_is_lost_status(const struct json_record *r, const struct json_value *v)
{
	return v->type == JSON_STRING && place_of(r, v) != PLACE_OF_CERTIFICATE && status_is_lost(v->text);
}

bool
json_is_place(const struct json_record *r, const struct json_value *v)
{
	struct span name = name_of(v);

	return (name.p != NULL && csv_says_certificate(name)) || json_is_status(r, v);
}

static int
take_text(struct json_record *r, const struct json_value *v)
{
	struct input *in = r->in;
	struct input_place before = input_place(in);
	int ret;

	in->place = place_of(r, v);
	ret = input_value(in, r->format, r->line, v->text);
	input_place_back(in, before);
	return ret;
}

int
json_take_place(struct json_record *r, const struct json_value *v)
{
	struct input *in = r->in;

	if (v->type == JSON_NULL || (v->type == JSON_STRING && held_is_empty(v->text)))
		return input_skip(in, r->format, r->line, "a member for a certificate that is empty");
	if (v->type == JSON_STRING)
		return take_text(r, v);
	if (json_octets(v, &r->list))
		return json_take_list(r, true);
	return input_item(in, r->format, r->line, SPAN_NONE, arena_printf(&in->arena,
	    "a certificate that is no text, but of type %s", json_type_name(v)));
}

int
json_take_lines(struct json_record *r, const struct json_value *list, bool place)
{
	json_lines_join(list, &r->list);
	if (r->list.failed)
		return input_no_memory(r->in);
	return place ? input_value(r->in, r->format, r->line, out_span(&r->list)) :
	    input_other_value(r->in, r->format, r->line, out_span(&r->list));
}
