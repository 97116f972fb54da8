/* SPDX-License-Identifier: Apache-2.0 */
/* uuencode.h - uuencoded text (POSIX uuencode), with one character or another for six zeros. */
#ifndef TESTS_UUENCODE_H
#define TESTS_UUENCODE_H

#include "base/out.h"
#include "base/span.h"

static void
uuencode_with(struct out *o, struct span octets, char zero)
{
	out_str(o, "begin 644 member\n");
	for (size_t i = 0; i < octets.n; i += 45) {
		size_t n = octets.n - i < 45 ? octets.n - i : 45;

		out_char(o, (char)(' ' + n));
		for (size_t k = i; k < i + n; k += 3) {
			uint32_t bits = (uint32_t)octets.p[k] << 16 | (k + 1 < octets.n ? (uint32_t)octets.p[k + 1] << 8 : 0) |
			    (k + 2 < octets.n ? octets.p[k + 2] : 0);

			for (int shift = 18; shift >= 0; shift -= 6) {
				char c = (char)(' ' + (bits >> shift & 63));

				out_char(o, c != ' ' ? c : zero);
			}
		}
		out_char(o, '\n');
	}
	out_str(o, "`\nend\n");
}

#endif
