/* der.c - DER, one element after another: certificates, and PKCS #7 or CMS containers of them. */
#include <inttypes.h>

#include "input/form.h"

/* Where anything may stand, only what begins as a signed object is taken for a damaged certificate. */
static bool
is_nothing(const struct input_elements *e, struct span der)
{
	size_t header;

	if (!e->in->any || e->in->index > e->before || der.n < 2)
		return false;
	header = der.p[1] < 0x80 ? 2 : 2 + (size_t)(der.p[1] & 0x7f);
	return der.n <= header || der.p[header] != 0x30;
}

static int
element(void *arg, struct span octets, uint64_t line, bool over)
{
	const struct input_elements *e = arg;
	const char *other = input_other(e->in, octets);

	if (over)
		return input_item(e->in, e->format, line, octets, input_over_limit(e->in));
	if (e->in->any && (other != NULL || is_nothing(e, octets))) {
		e->in->skipped++;
		return 0;
	}
	if (other == NULL)
		other = sniff_frame(&e->in->arena, octets);
	return input_item(e->in, e->format, line, octets, other);
}

static int
bag(void *arg, const struct cms_part *p)
{
	const struct input_elements *e = arg;
	struct input *in = e->in;
	const char *format = p->format != NULL ? p->format : e->format;
	uint64_t line = e->split.start;

	switch (p->what) {
	case CMS_CERTIFICATE:
		return input_item(in, format, line, p->octets,
		    p->over ? input_over_limit(in) : sniff_other(p->octets, false));
	case CMS_DAMAGE:
		return input_item(in, format, line, SPAN_NONE, arena_printf(&in->arena,
		    "a damaged container: %s, at octet %" PRIu64, p->fault, p->at));
	default:
		break;
	}
	in->skipped += p->others;
	if (p->certificates > 0 || p->fault != NULL)
		return 0;
	if (in->format == NULL)
		return input_nothing(in, format, "a PKCS #7 or CMS container without a certificate");
	in->skipped++;
	return 0;
}

void
input_elements_init(struct input_elements *e, struct input *in, const char *format)
{
	*e = (struct input_elements){ in, format, in->index, { .limit = in->limit, .large = in->crls ? input_whole(in) : 0, .fn = element, .bag = bag, .arg = e } };
}

bool
input_elements_nothing(const struct input_elements *e)
{
	return is_nothing(e, (struct span){ (const uint8_t *)e->split.octets.p, e->split.octets.n });
}

void
input_elements_free(struct input_elements *e)
{
	split_free(&e->split);
}

int
input_elements_end(struct input_elements *e, const struct stream *r)
{
	int ret = r != NULL && stream_broken(r) ? split_break(&e->split) : split_end(&e->split);

	return e->split.octets.failed || e->split.cms.octets.failed ? input_no_memory(e->in) : ret;
}

static int
read_der(struct input *in, struct stream *r, bool behind_damage)
{
	struct input_elements e;
	struct span octets;
	int ret = 0;

	input_elements_init(&e, in, "der");
	if (behind_damage)
		split_behind_damage(&e.split);
	while (ret == 0 && (octets = stream_take(r)).n > 0)
		ret = split_feed(&e.split, octets);
	if (ret == 0)
		ret = input_elements_end(&e, r);
	input_elements_free(&e);
	return ret;
}

int
input_der(struct input *in, struct stream *r)
{
	return read_der(in, r, false);
}

int
input_der_behind_damage(struct input *in, struct stream *r)
{
	return read_der(in, r, true);
}
