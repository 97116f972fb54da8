/* SPDX-License-Identifier: Apache-2.0 */
/* crl.c - the parts of a CRL in words. */
#include "tests/recipe/crl.h"

#include "tests/recipe/moment.h"

/* ---- entries ---- */

static void
put_time(struct octets *o, const char *text)
{
	int64_t s;

	if (put_forced_time(o, text))
		return;
	if (moment_parse(o->tool, text, &s))
		put_moment(o, s);
	else
		tool_fail(o->tool, "entry: no moment: %s", text);
}

static void
put_extension(struct octets *o, const char *oid, bool critical, struct octets *value)
{
	size_t seq = octets_open(o, 0x30);

	put_oid(o, oid);
	if (critical)
		octets_tlv(o, 0x01, SPAN_LIT("\xff"));
	octets_tlv(o, 0x04, octets_as_span(value));
	octets_close(o, seq);
}

static void
put_entry_word(struct octets *o, const char *w, dertext_ref_fn *ref, void *ref_arg)
{
	struct octets value = OCTETS(o->tool);
	const char *plain = lex_after(w, "critical-"), *v;

	if (plain == NULL)
		plain = w;
	if ((v = lex_after(plain, "reason=")) != NULL) {
		octets_byte(&value, 0x0a);
		octets_byte(&value, 1);
		octets_byte(&value, (unsigned)lex_number(o->tool, v));
		put_extension(o, "reasonCode", plain != w, &value);
	} else if ((v = lex_after(plain, "invalidity=")) != NULL) {
		put_gentime_content(&value, 0x18, v);
		put_extension(o, "invalidityDate", plain != w, &value);
	} else if ((v = lex_after(w, "ext=")) != NULL) {
		dertext_put(o, v, ref, ref_arg);
	} else if (strcmp(w, "no-extensions") != 0) {
		tool_fail(o->tool, "entry: what is %s?", w);
	}
}

void
put_crl_entry(struct octets *o, const char *text, dertext_ref_fn *ref, void *ref_arg)
{
	const char *der = lex_after(text, "der:"), *w;
	size_t seq, mark;

	if (der != NULL) {
		dertext_put(o, der, ref, ref_arg);
		return;
	}
	seq = octets_open(o, 0x30);
	mark = octets_open(o, 0x02);
	if ((w = lex_word(o->tool, &text)) != NULL)
		lex_hex(o, w);
	octets_close(o, mark);
	w = lex_word(o->tool, &text);
	put_time(o, w != NULL ? w : "");
	if ((w = lex_word(o->tool, &text)) != NULL) {
		mark = octets_open(o, 0x30);
		for (; w != NULL; w = lex_word(o->tool, &text))
			put_entry_word(o, w, ref, ref_arg);
		octets_close(o, mark);
	}
	octets_close(o, seq);
}

/* ---- extensions ---- */

void
put_crl_number(struct octets *o, const char *value, const struct ext_context *c)
{
	const char *hex = lex_after(value, "hex:");
	size_t mark;

	(void)c;
	if (hex == NULL) {
		octets_integer(o, lex_number(o->tool, value));
		return;
	}
	mark = octets_open(o, 0x02);
	lex_hex(o, hex);
	octets_close(o, mark);
}

/* The flags by their tags. */
static bool
put_flag(struct octets *o, const char *w)
{
	static const struct {
		const char *name;
		unsigned id;
	} flags[] = { { "user", 0x81 }, { "ca", 0x82 }, { "indirect", 0x84 }, { "attribute", 0x85 } };

	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		const char *rest = lex_after(w, flags[i].name);

		if (rest == NULL || (*rest != '\0' && strcmp(rest, "=false") != 0))
			continue;
		octets_tlv(o, flags[i].id, *rest == '\0' ? SPAN_LIT("\xff") : SPAN_LIT("\0"));
		return true;
	}
	return false;
}

void
put_issuing_point(struct octets *o, const char *value, const struct ext_context *c)
{
	struct octets flags = OCTETS(o->tool), names = OCTETS(o->tool), relative = OCTETS(o->tool);
	size_t seq = octets_open(o, 0x30), point, full;
	const char *w, *v;

	(void)c;
	while ((w = lex_word(o->tool, &value)) != NULL) {
		if ((v = lex_after(w, "relative=")) != NULL)
			put_rdn(&relative, 0xa1, v);
		else if (!put_flag(&flags, w))
			put_general_name(&names, is_general_name(w) ? w : arena_printf(o->tool->arena, "uri:%s", w));
	}
	if (names.n > 0 || relative.n > 0) {
		point = octets_open(o, 0xa0);
		if (names.n > 0) {
			full = octets_open(o, 0xa0);
			octets_span(o, octets_as_span(&names));
			octets_close(o, full);
		}
		octets_span(o, octets_as_span(&relative));
		octets_close(o, point);
	}
	octets_span(o, octets_as_span(&flags));
	octets_close(o, seq);
}
