/* SPDX-License-Identifier: Apache-2.0 */
/* tar.h - members of an archive of tar (POSIX pax, "ustar interchange format"). */
#ifndef TESTS_TAR_H
#define TESTS_TAR_H

#include <stdio.h>
#include <string.h>

#include "base/out.h"

/* One of this type, '0' for a file; a link leads somewhere. */
static void
tar_member(struct out *o, const char *name, char type, const char *link, struct span octets)
{
	char header[512] = "";
	unsigned sum = 0;

	snprintf(header, 100, "%s", name);
	memset(header + 148, ' ', 8);
	memcpy(header + 100, "0000644\0000000000\0000000000", 24);
	snprintf(header + 124, 12, "%011o", (unsigned)octets.n);
	memcpy(header + 136, "00000000000", 12);
	header[156] = type;
	snprintf(header + 157, 100, "%s", link);
	memcpy(header + 257, "ustar\00000", 8);
	for (size_t i = 0; i < sizeof header; i++)
		sum += (unsigned char)header[i];
	snprintf(header + 148, 8, "%06o", sum);
	out_mem(o, header, sizeof header);
	out_mem(o, octets.p, octets.n);
	while (o->n % 512 != 0)
		out_char(o, 0);
}

#endif
