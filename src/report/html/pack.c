/* SPDX-License-Identifier: Apache-2.0 */
#include "report/html/pack.h"

#define WINDOW (-15)		/* 32 KiB, no header */
#define MEM_LEVEL 8
/* What may be inside the compressor: its buffer of symbols, as it would be written uncompressed. */
#define INSIDE ((size_t)1 << (MEM_LEVEL + 8))

void
pack_begin(struct pack *p)
{
	*p = (struct pack){ .failed = false };
	p->open = deflateInit2(&p->z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, WINDOW, MEM_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK;
	p->failed = !p->open;
}

static void
pack_run(struct pack *p, int flush)
{
	unsigned char buf[16384];

	do {
		p->z.next_out = buf;
		p->z.avail_out = sizeof buf;
		deflate(&p->z, flush);
		out_mem(&p->out, buf, sizeof buf - p->z.avail_out);
	} while (p->z.avail_out == 0);
	p->failed |= p->out.failed;
}

void
pack_mem(struct pack *p, const void *octets, size_t n)
{
	const unsigned char *from = octets;

	while (n > 0 && !p->failed) {
		size_t piece = n < (1u << 30) ? n : 1u << 30;

		p->z.next_in = from;
		p->z.avail_in = (uInt)piece;
		pack_run(p, Z_NO_FLUSH);
		from += piece;
		n -= piece;
	}
}

void
pack_end(struct pack *p)
{
	if (!p->failed)
		pack_run(p, Z_FINISH);
}

size_t
pack_size(const struct pack *p)
{
	return (p->out.n + INSIDE) / 3 * 4 + 4;
}

void
pack_free(struct pack *p)
{
	if (p->open)
		deflateEnd(&p->z);
	out_free(&p->out);
	p->open = false;
}
