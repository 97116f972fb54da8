/* SPDX-License-Identifier: Apache-2.0 */
/*
 * der_build.h - writes DER, sound or not, for tests.
 *
 * Octets are appended to a buffer; build_open() and build_close() put a
 * length before what was appended between them.
 */
#ifndef TESTS_DER_BUILD_H
#define TESTS_DER_BUILD_H

#include <stdlib.h>
#include <string.h>

#include "base/span.h"

struct build {
	uint8_t b[16384];
	size_t n;
};

static inline void
build_octets(struct build *b, const void *p, size_t n)
{
	if (n > sizeof b->b - b->n)
		abort();
	if (n > 0)
		memcpy(b->b + b->n, p, n);
	b->n += n;
}

static inline void
build_octet(struct build *b, unsigned octet)
{
	uint8_t one = (uint8_t)octet;

	build_octets(b, &one, 1);
}

static inline unsigned
build_digit(char c)
{
	const char *at = strchr("0123456789abcdef", c);

	if (at == NULL || c == '\0')
		abort();
	return (unsigned)(at - "0123456789abcdef");
}

/* "30 03 0201 05": pairs of hexadecimal digits, blanks where one likes. */
static inline void
build_hex(struct build *b, const char *hex)
{
	for (; *hex != '\0'; hex++) {
		if (*hex == ' ')
			continue;
		build_octet(b, build_digit(hex[0]) << 4 | build_digit(hex[1]));
		hex++;
	}
}

/* Begins an element; build_close() wants what this returns. */
static inline size_t
build_open(struct build *b, unsigned id)
{
	build_octet(b, id);
	return b->n;
}

static inline void
build_close(struct build *b, size_t at)
{
	size_t n = b->n - at, len = n < 0x80 ? 1 : n < 0x100 ? 2 : 3;
	uint8_t octets[3] = { (uint8_t)n, 0, 0 };

	if (len > 1) {
		octets[0] = (uint8_t)(0x80 + len - 1);
		for (size_t i = 1; i < len; i++)
			octets[i] = (uint8_t)(n >> (8 * (len - 1 - i)));
	}
	build_octets(b, octets, len);		/* makes the room */
	memmove(b->b + at + len, b->b + at, n);
	memcpy(b->b + at, octets, len);
}

static inline void
build_tlv(struct build *b, unsigned id, const void *p, size_t n)
{
	size_t at = build_open(b, id);

	build_octets(b, p, n);
	build_close(b, at);
}

static inline void
build_text(struct build *b, unsigned id, const char *text)
{
	build_tlv(b, id, text, strlen(text));
}

static inline struct span
build_span(const struct build *b)
{
	return (struct span){ b->b, b->n };
}

/* An AttributeTypeAndValue alone in its RelativeDistinguishedName: 2.5.4.`type`. */
static inline void
build_rdn(struct build *b, unsigned type, unsigned id, const char *text)
{
	const uint8_t oid[3] = { 0x55, 0x04, (uint8_t)type };
	size_t set = build_open(b, 0x31), atv = build_open(b, 0x30);

	build_tlv(b, 0x06, oid, sizeof oid);
	build_text(b, id, text);
	build_close(b, atv);
	build_close(b, set);
}

/* ---- certificates: every field in hexadecimal, NULL for the sound one, "" to leave it out ---- */

struct build_cert {
	const char *version, *serial, *signature, *issuer, *validity, *subject, *spki, *after_spki;
	const char *extension;		/* the elements inside extensions; NULL: keyUsage and rfc822Name */
	const char *extensions;		/* the whole field [3] */
	const char *after_tbs, *signature_algorithm, *signature_value;
	bool bare_tbs;
};

#define BUILD_SHA256_RSA "30 0d 06 09 2a864886f70d01010b 05 00"
/* keyUsage, critical: digitalSignature and keyEncipherment */
#define BUILD_EXT_KU "30 0e 06 03 551d0f 01 01 ff 04 04 03 02 05 a0"
/* subjectAltName: rfc822Name a@b.example */
#define BUILD_EXT_SAN "30 16 06 03 551d11 04 0f 30 0d 81 0b 61 40 62 2e 6578616d706c65"

static inline void
build_field(struct build *b, const char *given, const char *sound)
{
	build_hex(b, given != NULL ? given : sound);
}

static inline void
build_name_field(struct build *b, const char *given, const char *common_name)
{
	size_t at;

	if (given != NULL) {
		build_hex(b, given);
		return;
	}
	at = build_open(b, 0x30);
	build_rdn(b, 6, 0x13, "DE");
	build_rdn(b, 3, 0x0c, common_name);
	build_close(b, at);
}

static inline void
build_extensions(struct build *b, const struct build_cert *c)
{
	size_t wrap, seq;

	if (c->extensions != NULL) {
		build_hex(b, c->extensions);
		return;
	}
	wrap = build_open(b, 0xa3);
	seq = build_open(b, 0x30);
	build_field(b, c->extension, BUILD_EXT_KU BUILD_EXT_SAN);
	build_close(b, seq);
	build_close(b, wrap);
}

/* An RSA key of 64 bits, which is enough to be read. */
#define BUILD_SPKI "30 24 30 0d 06 09 2a864886f70d010101 05 00 03 13 00 " \
	"30 10 02 09 00 c1c2c3c4c5c6c7c9 02 03 010001"

static inline void
build_tbs(struct build *b, const struct build_cert *c)
{
	size_t at = build_open(b, 0x30);

	build_field(b, c->version, "a0 03 02 01 02");
	build_field(b, c->serial, "02 09 00 f1f2f3f4f5f6f7f8");
	build_field(b, c->signature, BUILD_SHA256_RSA);
	build_name_field(b, c->issuer, "Issuer");
	/* 2026-01-02 03:04:05 to 2027-01-02 03:04:05 */
	build_field(b, c->validity, "30 1e 17 0d 3236303130323033303430355a 17 0d 3237303130323033303430355a");
	build_name_field(b, c->subject, "Subject");
	build_field(b, c->spki, BUILD_SPKI);
	build_field(b, c->after_spki, "");
	build_extensions(b, c);
	build_close(b, at);
}

static inline void
build_certificate(struct build *b, const struct build_cert *c)
{
	size_t at;

	b->n = 0;
	if (c->bare_tbs) {
		build_tbs(b, c);
		return;
	}
	at = build_open(b, 0x30);
	build_tbs(b, c);
	build_field(b, c->after_tbs, "");
	build_field(b, c->signature_algorithm, BUILD_SHA256_RSA);
	build_field(b, c->signature_value, "03 05 00 01020304");
	build_close(b, at);
}

#endif
