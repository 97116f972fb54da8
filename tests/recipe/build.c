/* SPDX-License-Identifier: Apache-2.0 */
/* build.c - a case becomes a certificate. */
#include "tests/recipe/build.h"

#include <stdlib.h>

#include "der/der.h"
#include "tests/recipe/crl.h"
#include "tests/recipe/extension.h"
#include "tests/recipe/moment.h"

#define MAX_DEPTH 12

struct build {
	struct world *world;
	const struct recipe *recipe;
	struct spec spec;
	const char *id;			/* "sbr/file/case": seed of the serial number */
	const char *key;		/* that signs */
	struct spec signer;		/* of the case that signs: name, serial, key */
	const char *signer_id;
	struct ext_context context;
	struct octets tbs;		/* once made */
	struct span known_signature;
	unsigned depth;
};

typedef void part_fn(struct build *, struct octets *, const char *text);

static void put_part(struct build *b, struct octets *o, const char *name);
static void build(struct world *, const struct recipe *, const struct recipe_case *, struct span known, struct built *);
static bool build_ref(void *arg, const char *name, struct octets *out);

static void
put_version(struct build *b, struct octets *o, const char *text)
{
	const char *number = text != NULL ? text : b->spec.is_crl ? "v2" : "v3";
	size_t mark = 0;

	if (strcmp(number, "v1") == 0)
		return;
	if (!b->spec.is_crl)
		mark = octets_open(o, 0xa0);
	octets_integer(o, *number == 'v' ? lex_number(o->tool, number + 1) - 1 :
	    lex_number(o->tool, number));
	if (!b->spec.is_crl)
		octets_close(o, mark);
}

/* The serial number of a case that names none: 16 octets made of its name. */
static void
put_serial_of(struct octets *o, const char *id, const char *text)
{
	size_t mark = octets_open(o, 0x02), at = o->n;
	struct octets n = OCTETS(o->tool);

	if (text == NULL) {
		put_noise(o, arena_printf(o->tool->arena, "serial %s", id), 16);
		if (tool_ok(o->tool))
			o->p[at] = (uint8_t)(0x10 + o->p[at] % 0x70);
	} else if (lex_after(text, "0x") != NULL) {
		lex_hex(&n, strlen(text) % 2 == 0 ? text + 2 :
		    arena_printf(o->tool->arena, "0%s", text + 2));
		if (n.n > 0 && n.p[0] >= 0x80)
			octets_byte(o, 0);
		octets_span(o, octets_as_span(&n));
	} else {
		octets_integer(&n, lex_number(o->tool, text));
		if (tool_ok(o->tool))
			octets_put(o, n.p + 2, n.n - 2);
	}
	octets_close(o, mark);
}

static void
put_serial(struct build *b, struct octets *o, const char *text)
{
	put_serial_of(o, b->id, text);
}

static const char *
signature_text(struct build *b)
{
	return b->spec.signature != NULL ? b->spec.signature :
	    key_default_algorithm(&b->world->keys, b->key);
}

static void
put_signature_field(struct build *b, struct octets *o, const char *text)
{
	put_algorithm(o, text != NULL ? text : signature_text(b));
}

static void
put_signature_algorithm(struct build *b, struct octets *o, const char *text)
{
	if (text != NULL)
		put_algorithm(o, text);
	else
		put_part(b, o, "signature");
}

static void
put_issuer(struct build *b, struct octets *o, const char *text)
{
	if (text == NULL)
		text = b->signer.subject;
	put_name(o, text != NULL ? text : "");
}

static void
put_subject(struct build *b, struct octets *o, const char *text)
{
	(void)b;
	put_name(o, text != NULL ? text : "");
}

static int64_t
not_before_seconds(struct build *b, bool as_written)
{
	const char *begin = b->spec.is_crl ? b->spec.this_update : b->spec.not_before;
	const char *text = begin != NULL ? begin : "";
	int64_t s = 0;

	if (b->spec.day != DAY_ALWAYS && !as_written)
		return b->spec.day * SECONDS_PER_DAY;
	if (strncmp(text, "utc:", 4) == 0 || strncmp(text, "gen:", 4) == 0)
		text += 4;
	moment_parse(&b->world->tool, text, &s);
	return s;
}

static void
put_not_before(struct build *b, struct octets *o, const char *text)
{
	int64_t s;

	if (b->spec.day != DAY_ALWAYS)
		put_moment(o, b->spec.day * SECONDS_PER_DAY);
	else if (put_forced_time(o, text != NULL ? text : ""))
		return;
	else if (text != NULL && moment_parse(o->tool, text, &s))
		put_moment(o, s);
	else
		tool_fail(o->tool, "no moment: %s", text != NULL ? text : "(none)");
}

static void
put_not_after(struct build *b, struct octets *o, const char *text)
{
	int64_t begin = not_before_seconds(b, false), s;

	if (text == NULL)
		text = "";
	if (put_forced_time(o, text))
		return;
	if (moment_relative(o->tool, text, begin, &s))
		put_moment(o, s);
	else if (moment_parse(o->tool, text, &s))
		put_moment(o, s + begin - not_before_seconds(b, true));
	else
		tool_fail(o->tool, "notAfter: no moment: %s", text);
}

/* To the second: no end of a period is counted. */
static void
put_next_update(struct build *b, struct octets *o, const char *text)
{
	int64_t begin = not_before_seconds(b, false), s;

	if (text == NULL || strcmp(text, "none") == 0 || put_forced_time(o, text))
		return;
	if (moment_relative(o->tool, text, begin, &s))
		put_moment(o, s + 1);
	else if (moment_parse(o->tool, text, &s))
		put_moment(o, s + begin - not_before_seconds(b, true));
	else
		tool_fail(o->tool, "nextUpdate: no moment: %s", text);
}

static void
put_validity(struct build *b, struct octets *o, const char *text)
{
	size_t seq = octets_open(o, 0x30);

	if (text != NULL)
		tool_fail(o->tool, "validity wants der: (or use notBefore and notAfter)");
	put_part(b, o, "notBefore");
	put_part(b, o, "notAfter");
	octets_close(o, seq);
}

static void
put_public_key(struct build *b, struct octets *o, const char *text)
{
	put_spki(&b->world->keys, o, text != NULL ? text : "");
}

static void
put_unique_id(struct octets *o, unsigned id, const char *text)
{
	size_t mark;

	if (text == NULL)
		return;
	mark = octets_open(o, id);
	octets_byte(o, 0);
	lex_hex(o, text);
	octets_close(o, mark);
}

static void
put_issuer_uid(struct build *b, struct octets *o, const char *text)
{
	(void)b;
	put_unique_id(o, 0x81, text);
}

static void
put_subject_uid(struct build *b, struct octets *o, const char *text)
{
	(void)b;
	put_unique_id(o, 0x82, text);
}

static void
put_extension(struct build *b, struct octets *o, const struct ext_spec *e)
{
	const char *der = e->name == NULL ? lex_after(e->value, "der:") : NULL;
	size_t seq, mark;

	if (e->name == NULL) {
		if (der == NULL)
			tool_fail(o->tool, "rawExtension wants der:");
		else
			dertext_put(o, der, build_ref, b);
		return;
	}
	seq = octets_open(o, 0x30);
	put_oid(o, e->name);
	if (e->critical == CRITICAL_TRUE)
		octets_tlv(o, 0x01, SPAN_LIT("\xff"));
	else if (e->critical == CRITICAL_FALSE_WRITTEN)
		octets_tlv(o, 0x01, SPAN_LIT("\0"));
	mark = octets_open(o, 0x04);
	put_extension_value(o, e->name, e->value, &b->context);
	octets_close(o, mark);
	octets_close(o, seq);
}

static void
put_extension_list(struct build *b, struct octets *o, const char *text)
{
	(void)text;
	for (const struct ext_spec *e = b->spec.ext; e != NULL; e = e->next)
		put_extension(b, o, e);
}

static void
put_extensions(struct build *b, struct octets *o, const char *text)
{
	size_t outer, seq;

	if (b->spec.ext == NULL && text == NULL)
		return;
	if (text != NULL && strcmp(text, "none") == 0)
		return;
	if (text != NULL)
		tool_fail(o->tool, "extensions wants none or der:");
	outer = octets_open(o, b->spec.is_crl ? 0xa0 : 0xa3);
	seq = octets_open(o, 0x30);
	put_extension_list(b, o, NULL);
	octets_close(o, seq);
	octets_close(o, outer);
}

static void
put_revoked(struct build *b, struct octets *o, const char *text)
{
	size_t seq;

	if (b->spec.entry == NULL && (text == NULL || strcmp(text, "empty") != 0))
		return;
	seq = octets_open(o, 0x30);
	for (const struct entry_spec *e = b->spec.entry; e != NULL; e = e->next)
		put_crl_entry(o, e->value, build_ref, b);
	octets_close(o, seq);
}

/* Parts of OCSP responses have no short form; one that is not said is absent. */
static void
put_der(struct build *b, struct octets *o, const char *text)
{
	(void)b;
	if (text != NULL)
		tool_fail(o->tool, "parts of an OCSP response want der:");
}

static void
put_tbs(struct build *b, struct octets *o, const char *text)
{
	static const char *const certificate[] = { "version", "serial", "signature", "issuer", "validity",
	    "subject", "spki", "issuerUniqueID", "subjectUniqueID", "extensions", NULL };
	static const char *const crl[] = { "version", "signature", "issuer", "thisUpdate", "nextUpdate",
	    "revokedCertificates", "extensions", NULL };
	const char *const *parts = b->spec.is_crl ? crl : certificate;
	size_t seq;

	if (b->tbs.n > 0) {
		octets_span(o, octets_as_span(&b->tbs));
		return;
	}
	if (text != NULL)
		tool_fail(o->tool, "tbs wants der:");
	seq = octets_open(o, 0x30);
	for (; *parts != NULL; parts++)
		put_part(b, o, *parts);
	octets_close(o, seq);
}

/* The name of the algorithm to sign with: the outer one, as far as it has a name. */
static const char *
signing_algorithm(struct build *b)
{
	const char *text = b->spec.signature_algorithm;

	if (text == NULL || lex_after(text, "der:") != NULL)
		text = signature_text(b);
	if (lex_after(text, "der:") != NULL)
		text = key_default_algorithm(&b->world->keys, b->key);
	return lex_copy(&b->world->tool, text, strcspn(text, " \t"));
}

static void
put_signature_value(struct build *b, struct octets *o, const char *text)
{
	struct keyring *ring = &b->world->keys;
	size_t mark = octets_open(o, 0x03);

	octets_byte(o, 0);
	if (text == NULL || strcmp(text, "sign") == 0)
		put_signature(ring, o, b->key, signing_algorithm(b), octets_as_span(&b->tbs),
		    b->known_signature);
	else if (strcmp(text, "dummy") == 0)
		put_dummy_signature(ring, o, b->key, signing_algorithm(b));
	else
		lex_hex(o, text);
	octets_close(o, mark);
}

static void
put_certificate(struct build *b, struct octets *o, const char *text)
{
	size_t seq;

	if (text != NULL)
		tool_fail(o->tool, "certificate wants der:");
	seq = octets_open(o, 0x30);
	put_part(b, o, "tbs");
	put_part(b, o, "signatureAlgorithm");
	put_part(b, o, "signatureValue");
	octets_close(o, seq);
}

/* Every part by its name, with the recipe's text for it. */
static const char *
part_text(const struct spec *s, const char *name, part_fn **fn)
{
	const struct {
		const char *name, *text;
		part_fn *fn;
	} parts[] = {
		{ "version", s->version, put_version }, { "serial", s->serial, put_serial },
		{ "signature", s->signature, put_signature_field },
		{ "issuer", s->issuer, put_issuer }, { "notBefore", s->not_before, put_not_before },
		{ "notAfter", s->not_after, put_not_after }, { "validity", s->validity, put_validity },
		{ "subject", s->subject, put_subject }, { "spki", s->spki, put_public_key },
		{ "issuerUniqueID", s->issuer_uid, put_issuer_uid },
		{ "subjectUniqueID", s->subject_uid, put_subject_uid },
		{ "extensions", s->extensions, put_extensions },
		{ "extensionList", NULL, put_extension_list }, { "tbs", s->tbs, put_tbs },
		{ "signatureAlgorithm", s->signature_algorithm, put_signature_algorithm },
		{ "signatureValue", s->signature_value, put_signature_value },
		{ "certificate", s->certificate, put_certificate },
		{ "thisUpdate", s->this_update, put_not_before }, { "nextUpdate", s->next_update, put_next_update },
		{ "revokedCertificates", s->revoked, put_revoked },
		{ "responderID", s->responder_id, put_der }, { "producedAt", s->produced_at, put_der },
		{ "responses", s->responses, put_der }, { "single", s->single, put_der }, { "certID", s->cert_id, put_der },
		{ "certs", s->certs, put_der },
	};

	*fn = NULL;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strcmp(parts[i].name, name) == 0) {
			*fn = parts[i].fn;
			return parts[i].text;
		}
	return NULL;
}

static void
put_part(struct build *b, struct octets *o, const char *name)
{
	part_fn *fn;
	const char *text = part_text(&b->spec, name, &fn), *der;
	bool made = strcmp(name, "tbs") == 0 && b->tbs.n > 0;

	if (++b->depth > MAX_DEPTH)
		tool_fail(o->tool, "%s refers to itself", name);
	else if (text != NULL && !made && (der = lex_after(text, "der:")) != NULL)
		dertext_put(o, der, build_ref, b);
	else
		fn(b, o, text);
	b->depth--;
}

/* Another case, as a whole; its signature is made anew. */
static bool
put_case(struct build *b, struct octets *o, const char *name)
{
	const struct recipe *where;
	const struct recipe_case *c = world_find(b->world, b->recipe, name, &where);
	struct built built = { .tbs_only = false };

	if (c == NULL)
		return false;
	build(b->world, where, c, SPAN_NONE, &built);
	octets_span(o, built.der);
	return tool_ok(o->tool);
}

/* $version …, $spki:KEY, $case:NAME, and an extension's name for the whole Extension. */
static bool
build_ref(void *arg, const char *name, struct octets *out)
{
	struct build *b = arg;
	const char *key = lex_after(name, "spki:"), *other = lex_after(name, "case:");
	part_fn *fn;

	part_text(&b->spec, name, &fn);
	if (other != NULL)
		return put_case(b, out, other);
	if (key != NULL) {
		put_spki(&b->world->keys, out, key);
		return true;
	}
	if (fn != NULL) {
		put_part(b, out, name);
		return true;
	}
	for (const struct ext_spec *e = b->spec.ext; e != NULL; e = e->next)
		if (e->name != NULL && strcmp(e->name, name) == 0) {
			put_extension(b, out, e);
			return true;
		}
	return false;
}

/* patch FIND -> REPLACE [nth, from 1] */
static void
patch(struct tool *t, struct octets *o, const char *value)
{
	struct octets find = OCTETS(t), put = OCTETS(t);
	const char *arrow = strstr(value, "->"), *rest, *w;
	long nth = 1;
	size_t at;

	if (arrow == NULL) {
		tool_fail(t, "patch wants HEX -> HEX");
		return;
	}
	lex_hex(&find, lex_copy(t, value, (size_t)(arrow - value)));
	rest = arrow + 2;
	if ((w = strstr(rest, "nth ")) != NULL)
		nth = lex_number(t, lex_trim(t, w + 4, strlen(w + 4)));
	lex_hex(&put, lex_copy(t, rest, w != NULL ? (size_t)(w - rest) : strlen(rest)));
	for (at = 0; find.n > 0 && at + find.n <= o->n; at++)
		if (memcmp(o->p + at, find.p, find.n) == 0 && --nth == 0) {
			octets_replace(o, at, find.n, octets_as_span(&put));
			return;
		}
	tool_fail(t, "patch: these octets are not there: %s", value);
}

static void
apply_edits(struct build *b, struct octets *o)
{
	struct tool *t = &b->world->tool;

	for (const struct byte_edit *e = b->spec.edit; e != NULL && tool_ok(t); e = e->next) {
		if (strcmp(e->what, "append") == 0) {
			lex_hex(o, e->value);
		} else if (strcmp(e->what, "truncate") == 0) {
			long n = lex_number(t, e->value);

			if (n < 0 || (size_t)n > o->n)
				tool_fail(t, "truncate: only %zu octets are there", o->n);
			else
				o->n -= (size_t)n;
		} else {
			patch(t, o, e->value);
		}
	}
}

/* The content of the certificate's BIT STRING signatureValue, or nothing. */
static struct span
signature_of(struct span der)
{
	struct der_tlv outer, part;

	if (der.n == 0 || der_next(&der, &outer) != DER_OK)
		return SPAN_NONE;
	for (int i = 0; i < 3; i++)
		if (der_next(&outer.val, &part) != DER_OK)
			return SPAN_NONE;
	return part.val.n > 1 ? span_sub(part.val, 1, part.val.n - 1) : SPAN_NONE;
}

static const char *
key_name(struct tool *t, const struct spec *s)
{
	const char *text = s->spki != NULL ? s->spki : "";

	return lex_copy(t, text, strcspn(text, " \t"));
}

/* Who signs: another case, or the certificate itself. */
static bool
find_signer(struct build *b, const struct recipe *r)
{
	struct tool *t = &b->world->tool;
	const struct recipe_case *c;
	const struct recipe *where;

	if (b->spec.signed_by == NULL || strcmp(b->spec.signed_by, "self") == 0) {
		b->signer = b->spec;
		b->signer_id = b->id;
	} else {
		c = world_find(b->world, r, b->spec.signed_by, &where);
		if (c == NULL || !spec_read(b->world, where, c, &b->signer))
			return false;
		b->signer_id = arena_printf(t->arena, "%s/%s", where->id, c->name);
	}
	b->key = key_name(t, &b->signer);
	return true;
}

static void
fill_context(struct build *b)
{
	struct tool *t = &b->world->tool;
	struct octets spki = OCTETS(t), issuer = OCTETS(t), serial = OCTETS(t);
	struct der_tlv tlv;
	struct span s;

	if (b->spec.spki != NULL)
		put_part(b, &spki, "spki");
	put_spki(&b->world->keys, &issuer, b->signer.spki != NULL ? b->signer.spki : "");
	if (b->signer.serial == NULL || lex_after(b->signer.serial, "der:") == NULL)
		put_serial_of(&serial, b->signer_id, b->signer.serial);
	s = octets_as_span(&serial);
	b->context = (struct ext_context){ octets_as_span(&spki), octets_as_span(&issuer),
		SPAN_LIT(""), build_ref, b };
	if (der_next(&s, &tlv) == DER_OK)
		b->context.issuer_serial = tlv.val;
}

static void
build(struct world *w, const struct recipe *r, const struct recipe_case *c, struct span known,
    struct built *out)
{
	struct octets der = OCTETS(&w->tool), tbs = OCTETS(&w->tool);
	struct build b = { .world = w, .recipe = r, .tbs = OCTETS(&w->tool) };

	b.id = arena_printf(w->tool.arena, "%s/%s", r->id, c->name);
	b.known_signature = signature_of(known);
	if (spec_read(w, r, c, &b.spec) && find_signer(&b, r)) {
		fill_context(&b);
		put_part(&b, &tbs, "tbs");
		b.tbs = tbs;
		put_part(&b, &der, b.spec.tbs_only ? "tbs" : "certificate");
		apply_edits(&b, &der);
	}
	out->der = octets_as_span(&der);
	out->tbs_only = b.spec.tbs_only;
	out->label = b.spec.is_crl ? "X509 CRL" : b.spec.cert_id != NULL ? "OCSP RESPONSE" : b.spec.tbs_only ? "TBS CERTIFICATE" : "CERTIFICATE";
}

bool
build_case(struct world *w, const struct recipe *r, const struct recipe_case *c, struct span known,
    struct built *out)
{
	char what[sizeof w->tool.error];

	/* All but the finished octets is forgotten with the next certificate. */
	arena_reset(&w->scratch);
	w->tool.arena = &w->scratch;
	build(w, r, c, known, out);
	w->tool.arena = &w->arena;
	out->der.p = (const uint8_t *)lex_copy(&w->tool, (const char *)out->der.p, out->der.n);
	if (!tool_ok(&w->tool) && strstr(w->tool.error, ".recipe:") == NULL) {
		memcpy(what, w->tool.error, sizeof what);
		w->tool.error[0] = '\0';
		tool_fail(&w->tool, "%s:%u: case %s: %.140s", r->path, c->line, c->name, what);
	}
	return tool_ok(&w->tool);
}
