/* SPDX-License-Identifier: Apache-2.0 */
/* packed.c - gzip and zstd of any other form, also of one another. */
#include <stdlib.h>

#include "input/form.h"
#include "input/pack/unpack.h"

/* What is compressed so many times is read. */
#define MAX_PACKED 3
/* Honest data get no smaller than this, one in so many; more is read up to the limit of a container. */
#define MAX_RATIO 1000

/* What begins behind damage is read for itself; what is no certificate in it belongs to the damage. */
static int
behind_damage(struct input *in, struct unpack *u)
{
	struct input_place before = input_place(in);
	uint64_t skipped = in->skipped;
	int ret = 0;

	in->any = true;
	while (ret == 0 && unpack_resume(u))
		ret = input_stream(in, &u->stream);
	in->skipped = skipped;
	input_place_back(in, before);
	return ret;
}

static int
unpacked(struct input *in, struct stream *r, struct unpack *u, const char *format)
{
	int ret;

	in->packed++;
	in->cut_told = false;
	ret = input_stream(in, &u->stream);
	if (ret == 0 && u->stream.fault != NULL && r->fault == NULL) {
		ret = in->cut_told ? 0 : input_item(in, format, 0, SPAN_NONE, u->stream.fault);
		if (ret == 0)
			ret = behind_damage(in, u);
	}
	in->packed--;
	if (u->followed)
		in->ended = format;
	if (r->error == 0)
		r->error = u->stream.error;
	return ret;
}

int
input_packed(struct input *in, struct stream *r, enum sniffed form)
{
	struct unpack u = { .limit = in->container > 0 ? in->container : INPUT_CONTAINER };
	bool nested = in->packed + in->archives > 0;
	const char *format = form == SNIFF_GZIP ? "gzip" : "zstd";
	int ret = 0;

	if (in->packed == MAX_PACKED) {
		while (stream_take(r).n > 0)
			;
		return input_item(in, format, 0, SPAN_NONE, arena_printf(&in->arena,
		    "data that are compressed more than %d times", MAX_PACKED));
	}
	if ((u.stream.buf = input_buffer(in)) == NULL)
		return -1;
	u.ratio = in->container == 0 && !nested ? MAX_RATIO : 0;
	/* What is packed more than once has the limit of one container in all. */
	if (nested)
		u.limit = u.limit > in->unpacked ? u.limit - in->unpacked : 0;
	if (unpack_open(&u, form == SNIFF_GZIP ? UNPACK_GZIP : UNPACK_ZSTD, r))
		ret = unpacked(in, r, &u, format);
	else
		ret = input_no_memory(in);
	in->unpacked += nested ? u.out : 0;
	unpack_close(&u);
	free(u.stream.buf);
	return ret;
}
