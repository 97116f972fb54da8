/* SPDX-License-Identifier: Apache-2.0 */
/* carry.h - carriers of certificates, CRLs and OCSP responses. */
#ifndef TESTS_UNIT_INPUT_CARRY_H
#define TESTS_UNIT_INPUT_CARRY_H

#include "carriers.h"
#include "kinds.h"

/* RFC 6962 logs certificates; paths and pairs are of them; a label that ends in CERTIFICATE and is none of the usual is one's own. */
static bool
takes(const struct carrier *c, enum kind kind)
{
	static carrier_fn *const certificates[] = { log_entry, path, pair, set, bag, bag_base64, pem_label };

	for (size_t i = 0; kind != CERTIFICATE_OF && i < sizeof certificates / sizeof *certificates; i++)
		if (c->fn == certificates[i])
			return false;
	return true;
}

/* The carrier writes the label of certificates: it becomes that of the kind. */
static void
carry(struct out *o, const struct carrier *c, enum kind kind, struct span der)
{
	static const char *const words[2][KINDS] = { { "CERTIFICATE", "X509 CRL", "OCSP RESPONSE" }, { "certificate", "x509 crl", "ocsp response" } };
	struct out text = { NULL, 0, 0, false };
	size_t n = strlen(words[0][0]);

	c->fn(&text, der);
	for (size_t i = 0; i < text.n; i++) {
		unsigned lower = 0;

		while (lower < 2 && (text.n - i < n || memcmp(text.p + i, words[lower][0], n) != 0))
			lower++;
		if (lower == 2) {
			out_mem(o, text.p + i, 1);
			continue;
		}
		/* In a URL a blank is written out. */
		for (const char *w = words[lower][kind]; *w != '\0'; w++)
			if (*w == ' ' && c->fn == percent)
				out_str(o, "%20");
			else
				out_mem(o, w, 1);
		i += n - 1;
	}
	out_free(&text);
}

#endif
