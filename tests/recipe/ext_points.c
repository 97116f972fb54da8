/* SPDX-License-Identifier: Apache-2.0 */
/* ext_points.c - short forms of extensions that say where something is found. */
#include "tests/recipe/extension.h"

/* A word that is no general name is a URI. */
static void
put_location(struct octets *o, const char *w)
{
	put_general_name(o, is_general_name(w) ? w : arena_printf(o->tool->arena, "uri:%s", w));
}

/* keyCompromise,cACompromise as a BIT STRING under [1] */
static void
put_reasons(struct octets *o, const char *list)
{
	static const char *const names[] = { "unused", "keyCompromise", "cACompromise",
	    "affiliationChanged", "superseded", "cessationOfOperation", "certificateHold",
	    "privilegeWithdrawn", "aACompromise" };
	unsigned bits = 0, last = 0;
	size_t n, i, mark;

	for (; *list != '\0'; list += n + (list[n] == ',')) {
		n = strcspn(list, ",");
		for (i = 0; i < 9 && !(strlen(names[i]) == n && strncmp(names[i], list, n) == 0); i++)
			;
		if (i == 9) {
			tool_fail(o->tool, "no reason: %s", list);
			return;
		}
		bits |= 0x8000u >> i;
		last = i > last ? (unsigned)i : last;
	}
	mark = octets_open(o, 0x81);
	octets_byte(o, bits == 0 ? 0 : 7 - last % 8);
	if (bits != 0)
		octets_byte(o, bits >> 8);
	if (last >= 8)
		octets_byte(o, bits & 0xff);
	octets_close(o, mark);
}

/* The parts of one DistributionPoint, in the order of its SEQUENCE. */
struct point {
	struct octets names, relative, reasons, issuer;
	bool begun;
};

static void
close_point(struct octets *o, struct point *p)
{
	size_t seq, name, full;

	if (!p->begun)
		return;
	seq = octets_open(o, 0x30);
	if (p->names.n > 0 || p->relative.n > 0) {
		name = octets_open(o, 0xa0);
		if (p->names.n > 0) {
			full = octets_open(o, 0xa0);
			octets_span(o, octets_as_span(&p->names));
			octets_close(o, full);
		}
		octets_span(o, octets_as_span(&p->relative));
		octets_close(o, name);
	}
	octets_span(o, octets_as_span(&p->reasons));
	octets_span(o, octets_as_span(&p->issuer));
	octets_close(o, seq);
}

static struct point
new_point(struct tool *t)
{
	return (struct point){ OCTETS(t), OCTETS(t), OCTETS(t), OCTETS(t), true };
}

/* URL … +URL (same point) reasons=… issuer=NAME relative=RDN point (an empty one) */
void
put_crl_points(struct octets *o, const char *value, const struct ext_context *c)
{
	size_t outer = octets_open(o, 0x30), mark;
	struct point p = { 0 };
	const char *w, *v;

	(void)c;
	while ((w = lex_word(o->tool, &value)) != NULL) {
		bool part = *w == '+' || lex_after(w, "reasons=") || lex_after(w, "issuer=");

		if (!part || !p.begun) {
			close_point(o, &p);
			p = new_point(o->tool);
		}
		if (*w == '+') {
			put_location(&p.names, w + 1);
		} else if ((v = lex_after(w, "reasons=")) != NULL) {
			put_reasons(&p.reasons, v);
		} else if ((v = lex_after(w, "issuer=")) != NULL) {
			mark = octets_open(&p.issuer, 0xa2);
			put_general_name(&p.issuer, arena_printf(o->tool->arena, "dirname:%s", v));
			octets_close(&p.issuer, mark);
		} else if ((v = lex_after(w, "relative=")) != NULL) {
			put_rdn(&p.relative, 0xa1, v);
		} else if (strcmp(w, "point") != 0) {
			put_location(&p.names, w);
		}
	}
	close_point(o, &p);
	octets_close(o, outer);
}

/* ocsp:URL caIssuers:URL 1.2.3:URL; after the method a general name or a URI */
void
put_access(struct octets *o, const char *value, const struct ext_context *c)
{
	static const char *const methods[][2] = { { "ocsp", "id-ad-ocsp" },
	    { "caIssuers", "id-ad-caIssuers" }, { "timeStamping", "id-ad-timeStamping" },
	    { "caRepository", "id-ad-caRepository" } };
	size_t outer = octets_open(o, 0x30), seq, n;
	const char *w, *method;

	(void)c;
	while ((w = lex_word(o->tool, &value)) != NULL) {
		n = strcspn(w, ":");
		method = lex_copy(o->tool, w, n);
		for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
			if (strcmp(methods[i][0], method) == 0)
				method = methods[i][1];
		seq = octets_open(o, 0x30);
		put_oid(o, method);
		put_location(o, w + n + (w[n] == ':'));
		octets_close(o, seq);
	}
	octets_close(o, outer);
}

/* One GeneralSubtree: NAME, then ;min=N and ;max=N */
static void
put_subtree(struct octets *o, const char *text)
{
	size_t n = strcspn(text, ";"), seq = octets_open(o, 0x30), mark;
	const char *v;

	put_general_name(o, lex_copy(o->tool, text, n));
	for (text += n; *text == ';'; text += n) {
		n = 1 + strcspn(text + 1, ";");
		v = lex_copy(o->tool, text + 1, n - 1);
		if (strncmp(v, "min=", 4) != 0 && strncmp(v, "max=", 4) != 0)
			tool_fail(o->tool, "a subtree takes ;min=N and ;max=N: %s", v);
		mark = o->n;
		octets_integer(o, lex_number(o->tool, v + 4));
		if (tool_ok(o->tool))
			o->p[mark] = strncmp(v, "min=", 4) == 0 ? 0x80 : 0x81;
	}
	octets_close(o, seq);
}

/* permitted:email:.example.de excluded:dns:x "permitted:dirname:C=DE, O=x" permitted (empty) */
void
put_name_constraints(struct octets *o, const char *value, const struct ext_context *c)
{
	struct octets list[2] = { OCTETS(o->tool), OCTETS(o->tool) };
	size_t outer = octets_open(o, 0x30);
	bool has[2] = { false, false };
	const char *w, *v;
	unsigned i;

	(void)c;
	while ((w = lex_word(o->tool, &value)) != NULL) {
		if ((v = lex_after(w, "permitted")) != NULL)
			i = 0;
		else if ((v = lex_after(w, "excluded")) != NULL)
			i = 1;
		else {
			tool_fail(o->tool, "nameConstraints wants permitted: excluded: not %s", w);
			break;
		}
		has[i] = true;
		if (*v == ':')
			put_subtree(&list[i], v + 1);
	}
	for (i = 0; i < 2; i++)
		if (has[i])
			octets_tlv(o, 0xa0 + i, octets_as_span(&list[i]));
	octets_close(o, outer);
}

/* URL [auth]; Adobe's extension: version, location, requiresAuth */
void
put_adobe_timestamp(struct octets *o, const char *value, const struct ext_context *c)
{
	size_t seq = octets_open(o, 0x30);
	const char *w;

	(void)c;
	octets_integer(o, 1);
	while ((w = lex_word(o->tool, &value)) != NULL) {
		if (strcmp(w, "auth") == 0)
			octets_tlv(o, 0x01, SPAN_LIT("\xff"));
		else
			put_location(o, w);
	}
	octets_close(o, seq);
}

void
put_adobe_archive(struct octets *o, const char *value, const struct ext_context *c)
{
	size_t seq = octets_open(o, 0x30);

	(void)c;
	if (*value != '\0')
		tool_fail(o->tool, "adobeArchiveRevInfo has no value: %s", value);
	octets_integer(o, 1);
	octets_close(o, seq);
}
