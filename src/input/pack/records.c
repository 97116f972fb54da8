/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pack/records.h"

#include <stdlib.h>

#include "input/form.h"

/* Type, version, length (RFC 8446 5.1). */
#define HEAD 5
/* Octets of a record: 2^14, and what encryption adds (RFC 5246 6.2.3). */
#define RECORD_OCTETS ((1u << 14) + 2048)

enum { CHANGE_CIPHER_SPEC = 20, HANDSHAKE = 22, HEARTBEAT = 24 };

static size_t
length_of(struct span head)
{
	return (size_t)head.p[3] << 8 | head.p[4];
}

/* Does the head of a record begin so? */
static bool
is_head(struct span s)
{
	return s.n >= HEAD && s.p[0] >= CHANGE_CIPHER_SPEC && s.p[0] <= HEARTBEAT && s.p[1] == 3 && s.p[2] <= 4 &&
	    length_of(s) > 0 && length_of(s) <= RECORD_OCTETS;
}

bool
records_begin(struct span s)
{
	/* ClientHello, ServerHello, Certificate. */
	static const uint8_t first[] = { 1, 2, 11 };
	struct span behind;

	if (!is_head(s) || s.p[0] != HANDSHAKE || s.n < HEAD + 4 || memchr(first, s.p[HEAD], sizeof first) == NULL || s.p[HEAD + 1] != 0)
		return false;
	if (s.n < HEAD + length_of(s))
		return false;
	behind = span_from(s, HEAD + length_of(s));
	return behind.n < HEAD || is_head(behind);
}

/* ---- the messages without the heads of their records ---- */

struct records {
	struct stream *under;
	size_t left;			/* octets of the record at hand */
	bool message;			/* it has some of a message of the handshake */
};

static bool
next_record(struct records *t)
{
	struct span s = stream_window(t->under, HEAD);

	if (!is_head(s))
		return false;
	t->left = length_of(s);
	t->message = s.p[0] == HANDSHAKE;
	stream_skip(t->under, HEAD);
	return true;
}

static size_t
read_records(struct stream *r, uint8_t *to, size_t n)
{
	struct records *t = r->arg;
	size_t most = 0;

	while (most == 0 && (t->left > 0 || next_record(t))) {
		struct span s = stream_ahead(t->under);

		if (s.n == 0)
			break;
		most = s.n < t->left ? s.n : t->left;
		most = t->message && n < most ? n : most;
		if (t->message)
			memcpy(to, s.p, most);
		stream_skip(t->under, most);
		t->left -= most;
		most = t->message ? most : 0;
	}
	stream_end_as(r, t->under);
	return most;
}

int
input_records(struct input *in, struct stream *r)
{
	struct input_place before = input_place(in);
	uint64_t found = in->items + in->skipped + in->holding;
	struct records t = { .under = r };
	struct stream s = { .read = read_records, .arg = &t, .until = r->until, .buf = input_buffer(in) };
	int ret;

	if (s.buf == NULL)
		return -1;
	in->any = in->passing = true;
	ret = input_stream(in, &s);
	while (ret == 0 && stream_take(&s).n > 0)
		;
	input_place_back(in, before);
	free(s.buf);
	/* It may go on in another form, which holds some. */
	if (ret != 0 || stream_broken(r) || in->items + in->skipped + in->holding > found || stream_await(r))
		return ret;
	return input_nothing(in, NULL, "records of TLS without a certificate, or with one that is encrypted");
}
