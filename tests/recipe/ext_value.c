/* SPDX-License-Identifier: Apache-2.0 */
/* ext_value.c - short forms of extensions with a simple structure. */
#include "tests/recipe/extension.h"
#include "tests/recipe/key.h"
#include "tests/recipe/moment.h"

/* A named bit list: no trailing zero bits (X.690 11.2.2). */
static void
put_named_bits(struct octets *o, unsigned id, uint32_t bits)
{
	size_t mark = octets_open(o, id);
	unsigned n = 32, unused = 0;

	while (n > 0 && (bits & 1u << (n - 1)) == 0)
		n--;
	while ((n + unused) % 8 != 0)
		unused++;
	octets_byte(o, unused);
	for (unsigned i = 0; i < n; i += 8) {
		unsigned octet = 0;

		for (unsigned b = 0; b < 8; b++)
			if (i + b < 32 && bits & 1u << (i + b))
				octet |= 0x80u >> b;
		octets_byte(o, octet);
	}
	octets_close(o, mark);
}

void
put_key_usage(struct octets *o, const char *value, const struct ext_context *c)
{
	static const char *const names[] = { "digitalSignature", "nonRepudiation", "keyEncipherment",
	    "dataEncipherment", "keyAgreement", "keyCertSign", "cRLSign", "encipherOnly",
	    "decipherOnly" };
	uint32_t bits = 0;
	const char *w, *number;
	size_t i;

	(void)c;
	while ((w = lex_word(o->tool, &value)) != NULL) {
		for (i = 0; i < sizeof names / sizeof *names && strcmp(names[i], w) != 0; i++)
			;
		if ((number = lex_after(w, "bit")) != NULL)
			i = (size_t)lex_number(o->tool, number) & 31;
		else if (i == sizeof names / sizeof *names)
			tool_fail(o->tool, "no key usage: %s", w);
		bits |= 1u << i;
	}
	put_named_bits(o, 0x03, bits);
}

void
put_eku(struct octets *o, const char *value, const struct ext_context *c)
{
	size_t seq = octets_open(o, 0x30);
	const char *w;

	(void)c;
	while ((w = lex_word(o->tool, &value)) != NULL)
		put_oid(o, w);
	octets_close(o, seq);
}

void
put_basic_constraints(struct octets *o, const char *value, const struct ext_context *c)
{
	size_t seq = octets_open(o, 0x30);
	const char *w, *v;

	(void)c;
	while ((w = lex_word(o->tool, &value)) != NULL) {
		if (strcmp(w, "CA") == 0)
			octets_tlv(o, 0x01, SPAN_LIT("\xff"));
		else if (strcmp(w, "CA=false") == 0)
			octets_tlv(o, 0x01, SPAN_LIT("\0"));
		else if ((v = lex_after(w, "pathlen=")) != NULL)
			octets_integer(o, lex_number(o->tool, v));
		else
			tool_fail(o->tool, "basicConstraints wants CA, CA=false, pathlen=N: %s", w);
	}
	octets_close(o, seq);
}

void
put_general_names(struct octets *o, const char *value, const struct ext_context *c)
{
	size_t seq = octets_open(o, 0x30);
	const char *w;

	(void)c;
	while ((w = lex_word(o->tool, &value)) != NULL)
		put_general_name(o, w);
	octets_close(o, seq);
}

/* "auto" or hexadecimal */
static void
put_id(struct octets *o, unsigned id, const char *text, struct span automatic, bool hash)
{
	size_t mark = octets_open(o, id);

	if (strcmp(text, "auto") != 0)
		lex_hex(o, text);
	else if (hash)
		put_key_id(o, automatic);
	else
		octets_span(o, automatic);
	octets_close(o, mark);
}

void
put_aki(struct octets *o, const char *value, const struct ext_context *c)
{
	size_t seq = octets_open(o, 0x30), mark;
	const char *w, *v;

	while ((w = lex_word(o->tool, &value)) != NULL) {
		if ((v = lex_after(w, "keyid:")) != NULL) {
			put_id(o, 0x80, v, c->issuer_spki, true);
		} else if ((v = lex_after(w, "issuer:")) != NULL) {
			mark = octets_open(o, 0xa1);
			put_general_name(o, is_general_name(v) ? v :
			    arena_printf(o->tool->arena, "dirname:%s", v));
			octets_close(o, mark);
		} else if ((v = lex_after(w, "serial:")) != NULL) {
			put_id(o, 0x82, v, c->issuer_serial, false);
		} else {
			tool_fail(o->tool, "authorityKeyIdentifier wants keyid: issuer: serial: not %s", w);
		}
	}
	octets_close(o, seq);
}

void
put_ski(struct octets *o, const char *value, const struct ext_context *c)
{
	put_id(o, 0x04, value, c->spki, true);
}

/* 1.2.3=1.2.4, issuer's policy first */
void
put_policy_mappings(struct octets *o, const char *value, const struct ext_context *c)
{
	size_t outer = octets_open(o, 0x30), seq, n;
	const char *w;

	(void)c;
	while ((w = lex_word(o->tool, &value)) != NULL) {
		n = strcspn(w, "=");
		seq = octets_open(o, 0x30);
		put_oid(o, lex_copy(o->tool, w, n));
		put_oid(o, w + n + (w[n] == '='));
		octets_close(o, seq);
	}
	octets_close(o, outer);
}

/* The content of an INTEGER under another tag. */
static void
put_tagged_integer(struct octets *o, unsigned id, const char *number)
{
	size_t at = o->n;

	octets_integer(o, lex_number(o->tool, number));
	if (tool_ok(o->tool))
		o->p[at] = (uint8_t)id;
}

void
put_policy_constraints(struct octets *o, const char *value, const struct ext_context *c)
{
	size_t seq = octets_open(o, 0x30);
	const char *w, *v;

	(void)c;
	while ((w = lex_word(o->tool, &value)) != NULL) {
		if ((v = lex_after(w, "require=")) != NULL)
			put_tagged_integer(o, 0x80, v);
		else if ((v = lex_after(w, "inhibit=")) != NULL)
			put_tagged_integer(o, 0x81, v);
		else
			tool_fail(o->tool, "policyConstraints wants require=N inhibit=N: %s", w);
	}
	octets_close(o, seq);
}

void
put_integer_value(struct octets *o, const char *value, const struct ext_context *c)
{
	(void)c;
	put_tagged_integer(o, 0x02, value);
}

/* aes256-cbc 1.2.3 1.2.840.113549.3.2="INTEGER 128" */
void
put_smime_capabilities(struct octets *o, const char *value, const struct ext_context *c)
{
	size_t outer = octets_open(o, 0x30), seq, n;
	const char *w;

	while ((w = lex_word(o->tool, &value)) != NULL) {
		n = strcspn(w, "=");
		seq = octets_open(o, 0x30);
		put_oid(o, lex_copy(o->tool, w, n));
		if (w[n] == '=')
			dertext_put(o, w + n + 1, c->ref, c->ref_arg);
		octets_close(o, seq);
	}
	octets_close(o, outer);
}

void
put_null(struct octets *o, const char *value, const struct ext_context *c)
{
	(void)c;
	if (*value != '\0')
		tool_fail(o->tool, "this extension has no value: %s", value);
	octets_tlv(o, 0x05, SPAN_LIT(""));
}

void
put_printable(struct octets *o, const char *value, const struct ext_context *c)
{
	size_t mark = octets_open(o, 0x13);

	(void)c;
	put_string(o, 0x13, value);
	octets_close(o, mark);
}

void
put_bmp(struct octets *o, const char *value, const struct ext_context *c)
{
	size_t mark = octets_open(o, 0x1e);

	(void)c;
	put_string(o, 0x1e, value);
	octets_close(o, mark);
}

/* So many made-up SCTs (RFC 6962 3.2, 3.3) in an OCTET STRING. */
void
put_sct(struct octets *o, const char *value, const struct ext_context *c)
{
	long n = lex_number(o->tool, value);
	size_t mark = octets_open(o, 0x04);

	(void)c;
	if (n < 0 || n > 9)
		tool_fail(o->tool, "sct wants a number from 0 to 9");
	octets_byte(o, (unsigned)(n * 121) >> 8);
	octets_byte(o, (unsigned)(n * 121) & 0xff);
	for (long i = 0; i < n && tool_ok(o->tool); i++) {
		const char *seed = arena_printf(o->tool->arena, "sct %ld", i);

		octets_put(o, "\0\x77\0", 3);		/* length 119; version v1 */
		put_noise(o, seed, 32);			/* log identifier */
		octets_put(o, "\0\0\x01\x99\0\0\0\0", 8);	/* timestamp */
		octets_put(o, "\0\0\x04\x03\0\x48", 6);	/* no extensions; ECDSA, SHA-256; 72 octets */
		octets_put(o, "\x30\x46\x02\x21\0", 5);
		octets_put(o, "\x9a", 1);
		put_noise(o, seed, 31);
		octets_put(o, "\x02\x21\0\x9b", 4);
		put_noise(o, seed, 31);
	}
	octets_close(o, mark);
}

/* from=2026-02-03 to=2027-02-03 */
void
put_private_key_period(struct octets *o, const char *value, const struct ext_context *c)
{
	size_t seq = octets_open(o, 0x30);
	const char *w, *v;

	(void)c;
	while ((w = lex_word(o->tool, &value)) != NULL) {
		unsigned id = 0x80;

		if ((v = lex_after(w, "to=")) != NULL)
			id = 0x81;
		else if ((v = lex_after(w, "from=")) == NULL)
			tool_fail(o->tool, "privateKeyUsagePeriod wants from= to=: %s", w);
		if (v != NULL)
			put_gentime_content(o, id, v);
	}
	octets_close(o, seq);
}
