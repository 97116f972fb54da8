/* SPDX-License-Identifier: Apache-2.0 */
/*
 * observe.c - compares what each remote perspective saw with what it was to
 * see: the value of the challenge, or CAA records that permit.
 */
#include "evidence/observe.h"

#include "base/ascii.h"
#include "base/text.h"
#include "evidence/address.h"
#include "evidence/caa.h"
#include "evidence/challenge.h"
#include "evidence/methods.h"
#include "evidence/permission.h"
#include "evidence/persistent.h"
#include "evidence/record/word.h"
#include "evidence/telephone.h"

/* How much of a page Open MPIC shows. */
#define PAGE_OCTETS 100

/* ---- texts ---- */

static uint8_t
folded(uint8_t c, bool exact_case)
{
	return exact_case ? c : small_letter(c);
}

static bool
ends_word(uint8_t c)
{
	return c <= ' ' || c == '"' || c == ';';
}

/* Does the part from `at` on stand as a word of its own?  192.0.2.7 does not stand in 192.0.2.70. */
static bool
stands_alone(struct span text, size_t at, size_t n)
{
	return (at == 0 || ends_word(text.p[at - 1])) && (at + n == text.n || ends_word(text.p[at + n]));
}

/* By Knuth, Morris and Pratt, since both are as long as whoever wrote them wants: no octet of the text is looked at again. */
bool
ev_finds(struct arena *a, struct span text, struct span part, bool exact_case, bool as_word)
{
	uint32_t *back;
	size_t k = 0;

	if (part.n == 0 || part.n > text.n || (back = arena_array(a, part.n, sizeof *back)) == NULL)
		return false;
	back[0] = 0;
	for (size_t i = 1; i < part.n; i++) {
		while (k > 0 && folded(part.p[i], exact_case) != folded(part.p[k], exact_case))
			k = back[k - 1];
		k += folded(part.p[i], exact_case) == folded(part.p[k], exact_case);
		back[i] = (uint32_t)k;
	}
	k = 0;
	for (size_t i = 0; i < text.n; i++) {
		while (k > 0 && folded(text.p[i], exact_case) != folded(part.p[k], exact_case))
			k = back[k - 1];
		k += folded(text.p[i], exact_case) == folded(part.p[k], exact_case);
		if (k < part.n)
			continue;
		if (!as_word || stands_alone(text, i + 1 - part.n, part.n))
			return true;
		k = back[k - 1];
	}
	return false;
}

static int
base64_value(uint8_t c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* The octets that a base64 text stands for; what follows the first other character is left out. */
static struct span
from_base64(struct arena *a, struct span text)
{
	uint8_t *out = arena_take(a, text.n);
	uint32_t bits = 0;
	unsigned have = 0;
	size_t n = 0;

	for (size_t i = 0; out != NULL && i < text.n && base64_value(text.p[i]) >= 0; i++) {
		bits = bits << 6 | (uint32_t)base64_value(text.p[i]);
		have += 6;
		if (have >= 8) {
			have -= 8;
			out[n++] = (uint8_t)(bits >> have);
		}
	}
	return (struct span){ out, n };
}

/* ---- values of a challenge ---- */

/* What a CNAME leads to is a name, and "case is insignificant" in names (RFC 4343 3). */
static bool
is_cname(const struct ev_validation *v)
{
	return v != NULL && v->dns != NULL && text_equal_ascii(span_trimmed(v->dns->query_type), SPAN_LIT("CNAME"));
}

static bool
has_case(const struct ev_attempt *t, struct span value)
{
	return t->exact && !(t->any_hex && ev_is_hexadecimal(value));
}

/*
 * Random Values and Request Tokens may stand within a record; an address, a
 * number or the hash of a key authorization is what it is.  Those hashes are
 * in base64url, whose case counts whatever the call says.  So does that of a
 * value in a response without a call: "the same challenge information" (TLS BR
 * 3.2.2.4.7, .18 to .21) has no other measure.
 */
static void
settle_comparison(struct ev_attempt *t)
{
	/* What the call does not say, its answers may. */
	struct span word = t->asked.validation_method.p == NULL && t->n_sighting > 0 ? t->sighting[0].method : t->asked.validation_method;

	if (span_is(word, "dns-change") || span_is(word, "website-change")) {
		t->exact = t->asked.exact_case == EV_YES;
		return;
	}
	t->whole = word.p != NULL || (t->method != NULL && t->method->unique != UNIQUE_REQUEST);
	if (word.p != NULL)
		t->exact = span_is(word, "acme-dns-01") || span_is(word, "dns-account-01") || span_is(word, "acme-http-01");
	else
		t->exact = t->any_hex = t->method != NULL && t->method->relied == RELIES_CHALLENGE && !is_cname(t->validation);
}

/* A call by another method than the validation's has a rule of its own, and shows nothing of what that relies on. */
static void
settle_sought(struct ev_attempt *t)
{
	const struct ev_method *own = t->validation != NULL ? ev_method_of(t->validation) : NULL;
	struct span word = t->asked.validation_method;

	if ((t->method = ev_method_of_open_mpic(word)) == NULL)
		t->method = own;
	if (own != NULL && own == t->method && own->relied != RELIES_CHALLENGE && !span_is(word, OPEN_MPIC_REVERSE))
		t->relied = ev_relied_value(own, t->validation);
	settle_comparison(t);
	ev_settle_challenge(t);
}

/* What was found by its hash may stand behind words of the CA, whatever the call says of the whole that it asked for. */
static bool
is_word_for_word(const struct ev_attempt *t, struct span value)
{
	return t->asked.exact_match == EV_YES && !(value.p == t->relied.p && t->method->relied == RELIES_CHALLENGE);
}

static bool
is_same_value(const struct ev_attempt *t, struct span text, struct span value)
{
	return ev_same_ipv6(text, value) || (t->method != NULL && t->method->phone && ev_same_number(text, value)) ||
	    (has_case(t, value) ? span_eq(text, value) : text_equal_ascii(text, value));
}

static bool
text_shows(struct arena *a, const struct ev_attempt *t, struct span text, struct span value)
{
	if (is_same_value(t, text, value))
		return true;
	return !is_word_for_word(t, value) && ev_finds(a, text, value, has_case(t, value), t->whole);
}

/* A record that stands as an object, such as a hash of it, may be the one. */
static uint8_t
saw_in_records(struct arena *a, const struct ev_attempt *t, const struct json_value *records, struct span value)
{
	uint8_t seen = SEEN_OTHER;

	if (records->type == JSON_STRING)
		return text_shows(a, t, records->text, value) ? SEEN_SAME : SEEN_OTHER;
	for (const struct json_value *e = records->child; e != NULL; e = e->next) {
		if (e->type == JSON_OBJECT)
			seen = SEEN_UNKNOWN;
		else if (e->type == JSON_STRING && text_shows(a, t, e->text, value))
			return SEEN_SAME;
	}
	return seen;
}

/* The value as a page in UTF-16 has it, in either order of octets. */
static struct span
in_utf16(struct arena *a, struct span value, bool big)
{
	uint8_t *out = arena_take(a, 2 * value.n);

	for (size_t i = 0; out != NULL && i < value.n; i++) {
		out[2 * i + big] = value.p[i];
		out[2 * i + !big] = 0;
	}
	return (struct span){ out, out != NULL ? 2 * value.n : 0 };
}

/* Pages have the charset that their answer says; values are ASCII. */
static bool
page_shows(struct arena *a, struct span page, struct span value, bool exact_case)
{
	return ev_finds(a, page, value, exact_case, false) || (page.n / 2 >= value.n && (ev_finds(a, page, in_utf16(a, value, false), exact_case, false) ||
	    ev_finds(a, page, in_utf16(a, value, true), exact_case, false)));
}

/* Two octets for each character: every other one is 0. */
static bool
is_utf16(struct span page)
{
	return page.n >= 2 && ((page.p[0] == 0xff && page.p[1] == 0xfe) || (page.p[0] == 0xfe && page.p[1] == 0xff) ||
	    page.p[0] == 0 || page.p[1] == 0);
}

/* The answer to http-01 is the key authorization and blanks (RFC 8555 8.3); of one that is asked for by token alone, its start. */
static bool
is_whole_answer(struct span page, struct span value)
{
	return is_utf16(page) || (page.n >= value.n && span_eq(span_sub(page, 0, value.n), value) &&
	    (page.n == value.n || page.p[value.n] <= ' ' || page.p[value.n] == '.'));
}

/* A page is cut, so the value may come after its end; that of ACME is all of it.  Its case counts unless the call says that it does not (core 6.5). */
static uint8_t
saw_in_page(struct arena *a, const struct ev_asked *asked, struct span page, struct span value)
{
	struct span octets[] = { from_base64(a, page), page };
	size_t whole = is_utf16(octets[0]) ? 2 * value.n : value.n;
	bool acme = span_is(asked->validation_method, "acme-http-01"), alone = acme && whole < PAGE_OCTETS, cut = false;

	for (size_t i = 0; i < 2; i++) {
		if (page_shows(a, octets[i], value, acme || asked->exact_case != EV_NO) && (!acme || is_whole_answer(octets[i], value)))
			return SEEN_SAME;
		/* Base64 of a whole page is longer than the page. */
		cut |= octets[i].n >= PAGE_OCTETS && (i == 0 || octets[0].n < PAGE_OCTETS / 2);
	}
	return cut && !alone ? SEEN_UNKNOWN : SEEN_OTHER;
}

static uint8_t
saw_value(struct arena *a, const struct ev_attempt *t, const struct ev_sighting *s, struct span value)
{
	if (s->records != NULL)
		return saw_in_records(a, t, s->records, value);
	if (s->page.p != NULL)
		return saw_in_page(a, &t->asked, s->page, value);
	return SEEN_UNKNOWN;
}

/* ---- where it looked, and with what success ---- */

static struct span
without_dot(struct span name)
{
	return name.n > 1 && name.p[name.n - 1] == '.' ? span_sub(name, 0, name.n - 1) : name;
}

/* The name behind the labels that begin with an underscore: _acme-challenge, _validation-persist. */
static struct span
without_labels(struct span name)
{
	while (name.n > 0 && name.p[0] == '_') {
		const uint8_t *dot = memchr(name.p, '.', name.n);

		name = span_from(name, dot != NULL ? (size_t)(dot + 1 - name.p) : name.n);
	}
	return name;
}

/* A domain name in ASCII, and no address: the last octet of one is a digit. */
static bool
is_host(struct span target)
{
	return target.n > 0 && span_is_ascii(target) && memchr(target.p, ':', target.n) == NULL &&
	    (target.p[target.n - 1] < '0' || target.p[target.n - 1] > '9');
}

/* Is it one of the names that the answer was led to, from the one that it was asked for? */
static bool
is_led_to(const struct ev_sighting *s, struct span name)
{
	const struct json_value *chain = json_find(s->details, "cname_chain");

	for (const struct json_value *e = chain != NULL ? chain->child : NULL; e != NULL; e = e->next)
		if (e->type == JSON_STRING && text_equal_ascii(without_dot(e->text), name))
			return true;
	return false;
}

/* Where the perspectives of an attempt were to look. */
struct where {
	struct span target;		/* empty: it is no name in ASCII */
	struct span base;		/* the name that labels of a method stand before */
	bool above;			/* … or any name above it */
};

static struct where
where_to_look(const struct ev_attempt *t)
{
	struct span target = without_dot(t->target.p != NULL ? t->target : t->mpic->target);

	if (!is_host(target))
		return (struct where){ .above = false };
	return (struct where){ target, without_labels(target),
		t->mpic->check == CHECK_CAA || (t->method != NULL && t->method->place == PLACE_ABOVE) };
}

/* Does the name lead from the target to where the method has its record? */
static bool
is_at_place(const struct ev_attempt *t, struct span name, struct span base)
{
	size_t n = name.n > base.n ? name.n - base.n - 1 : 0;

	if (name.n < base.n || name.n == base.n + 1 || !text_equal_ascii(span_from(name, name.n - base.n), base) ||
	    (n > 0 && name.p[n] != '.'))
		return false;
	return t->method != NULL && t->method->place != PLACE_NONE ? ev_is_place(t->method, span_sub(name, 0, n)) : n == 0 || name.p[0] == '_';
}

/* Records are found at the name itself or below the labels of the method; those of CAA at a name above it, too. */
static bool
looked_elsewhere(const struct ev_attempt *t, const struct ev_sighting *s, const struct where *w)
{
	struct span name = without_dot(s->found_at);

	/* What is no name is not the one that was asked about. */
	if (s->found_at_other)
		return true;
	if (name.n == 0 || w->target.n == 0)
		return false;
	return !(w->above ? caa_is_at_or_above(name, w->target) : is_at_place(t, name, w->base)) && span_is_ascii(name) && !is_led_to(s, name);
}

/* 3.2.2.4.8 knows the look-up of the name's address, and that of the address's name. */
static bool
is_reverse(const struct ev_attempt *t, struct span word)
{
	const struct ev_ip *ip = t->validation != NULL ? t->validation->ip : NULL;

	return word.p != NULL ? span_is(word, OPEN_MPIC_REVERSE) : ip != NULL && span_is(ip->method, "3.2.2.5.3");
}

/* Both by words that are known; a method that nobody asked for is compared with the validation's. */
static bool
used_other_method(const struct ev_attempt *t, const struct ev_sighting *s)
{
	struct span word = t->asked.validation_method;
	const struct ev_method *used, *asked;

	if (s->method.p == NULL || (word.p != NULL && span_eq(word, s->method)))
		return false;
	used = ev_method_of_open_mpic(s->method);
	asked = word.p != NULL ? ev_method_of_open_mpic(word) : t->method;
	return used != NULL && asked != NULL && (used != asked || (span_is(s->method, OPEN_MPIC_REVERSE) && !is_reverse(t, word)) ||
	    (span_is(word, OPEN_MPIC_REVERSE) && !span_is(s->method, OPEN_MPIC_REVERSE)));
}

/* What it says that it looked at, where that is not what it was asked about; else SEEN_UNKNOWN. */
static uint8_t
looked_at_other(const struct ev_attempt *t, const struct ev_sighting *s, const struct where *w)
{
	bool caa = t->mpic->check == CHECK_CAA;

	if (span_is(s->check_type, caa ? "dcv" : "caa"))
		return SEEN_OTHER_KIND;
	if (!caa && used_other_method(t, s))
		return SEEN_OTHER_METHOD;
	return looked_elsewhere(t, s, w) ? SEEN_ELSEWHERE : SEEN_UNKNOWN;
}

static bool
has_no_answer(const struct json_value *details)
{
	const struct json_value *code = json_find(details, "response_code"), *status = json_find(details, "response_status_code");
	int64_t n;

	return (code != NULL && json_int64(code, &n) && n != 0) ||
	    (status != NULL && json_int64(status, &n) && (n < 200 || n > 299));
}

/* ---- domain validation ---- */

/* Is it a name of the CA: one of its own, or, where the record has none, of those that the call asked for?  Without either all are. */
static bool
is_of_ca(const struct ev_record *r, const struct ev_asked *asked, struct span domain)
{
	const struct json_value *names = asked->issuer_domain_names;

	if (r->ca != NULL && r->ca->n_issuer_domain_names > 0)
		return caa_names(domain, r->ca->issuer_domain_names, r->ca->n_issuer_domain_names);
	for (const struct json_value *e = names != NULL ? names->child : NULL; e != NULL; e = e->next)
		if (e->type == JSON_STRING && caa_names(domain, &e->text, 1))
			return true;
	return names == NULL || names->n == 0;
}

/* A record that shows control names the CA, has the account of the Applicant, and has not ended. */
static bool
is_persistent(const struct ev_record *r, const struct ev_asked *asked, const struct ev_sighting *s, struct span rdata, struct span account)
{
	const struct persistent_record p = persistent_read(rdata);

	if (!is_of_ca(r, asked, without_dot(p.domain)))
		return false;
	/* A malformed value is read as one without issuer (RFC 8659 4.2). */
	if (caa_issuer_domain(rdata).n == 0)
		return false;
	if (p.has_until && (!p.until_is_number || (s->time.given && s->time.seconds > p.until)))
		return false;
	return !p.account_again && persistent_same_account(p.account, account);
}

static uint8_t
saw_persistent(const struct ev_record *r, const struct ev_attempt *t, const struct ev_sighting *s, struct span account)
{
	uint8_t seen = SEEN_OTHER;

	if (account.p == NULL || s->records == NULL || s->records->type != JSON_ARRAY)
		return SEEN_UNKNOWN;
	for (const struct json_value *e = s->records->child; e != NULL; e = e->next) {
		if (e->type == JSON_OBJECT)
			seen = SEEN_UNKNOWN;
		else if (e->type == JSON_STRING && is_persistent(r, &t->asked, s, e->text, account))
			return SEEN_SAME;
	}
	return seen;
}

/* A record may hold a value among other words; what a call asked for, or another validation relies on, is the value itself. */
bool
ev_is_relied(const struct ev_attempt *t, struct span text)
{
	if (t->method->relied == RELIES_ACCOUNT)
		return persistent_same_account(text, t->relied);
	return is_same_value(t, span_trimmed(text), t->relied);
}

/* Does what was asked for say that what is relied on was to be seen?  A Random Value within another one may stand behind words of the CA. */
static bool
may_be_relied(struct arena *a, const struct ev_attempt *t, struct span asked)
{
	return t->method->relied == RELIES_CHALLENGE ? text_shows(a, t, asked, t->relied) : ev_is_relied(t, asked);
}

/* Of an account, the record that has it. */
static uint8_t
saw_kind(struct arena *a, const struct ev_record *r, const struct ev_attempt *t, const struct ev_sighting *s, struct span value)
{
	return t->method->relied == RELIES_ACCOUNT ? saw_persistent(r, t, s, value) : saw_value(a, t, s, value);
}

/*
 * What the validation relies on, whatever the perspectives were asked for; who
 * passed has to show what it was asked for as well.
 */
static uint8_t
saw_relied(struct arena *a, const struct ev_record *r, const struct ev_attempt *t, const struct ev_sighting *s)
{
	bool asked = t->asked.value.p != NULL, other = asked && !may_be_relied(a, t, t->asked.value);
	uint8_t seen = saw_kind(a, r, t, s, t->relied);

	/* A value with that in it may be another one. */
	if (seen == SEEN_SAME && asked)
		seen = saw_kind(a, r, t, s, t->asked.value);
	/* Where what it saw is not shown, it passed for what it was asked for. */
	return seen == SEEN_UNKNOWN && other ? SEEN_OTHER : seen;
}

/* What is relied on, else what was asked for, else what the primary saw; a value of which the hash alone is given cannot be compared. */
static uint8_t
saw_challenge(struct arena *a, const struct ev_record *r, const struct ev_attempt *t, const struct ev_sighting *s)
{
	const struct ev_primary *primary = t->mpic->primary;
	uint8_t seen = SEEN_UNKNOWN;

	if (s->errors || has_no_answer(s->details))
		return SEEN_NO_ANSWER;
	if (t->relied.p != NULL)
		return saw_relied(a, r, t, s);
	if (t->asked.redacted)
		return SEEN_UNKNOWN;
	if (t->method != NULL && t->method->relied == RELIES_ACCOUNT && (t->asked.is_account || t->asked.value.p == NULL))
		return saw_persistent(r, t, s, t->asked.value);
	if (t->asked.value.p != NULL)
		return saw_value(a, t, s, t->asked.value);
	for (uint32_t i = 0; primary != NULL && i < primary->n_observed && seen != SEEN_SAME; i++)
		seen = saw_value(a, t, s, span_trimmed(primary->observed[i]));
	return seen;
}

/* What the primary saw, where that and what was asked for are both in plain text. */
static uint8_t
saw_at_primary(struct arena *a, const struct ev_record *r, const struct ev_attempt *t)
{
	const struct ev_primary *p = t->mpic->primary;
	struct ev_sighting own = { .time = { false, 0, 0 } };
	uint8_t seen = SEEN_UNKNOWN;

	if (p == NULL || p->n_observed == 0 || (t->relied.p == NULL && (t->asked.value.p == NULL || t->asked.redacted)))
		return SEEN_UNKNOWN;
	for (uint32_t i = 0; i < p->n_observed; i++)
		if (ev_is_sha256(p->observed[i]))
			return SEEN_UNKNOWN;
	if (span_is(t->asked.validation_method, "website-change") || span_is(t->asked.validation_method, "acme-http-01")) {
		for (uint32_t i = 0; i < p->n_observed && seen != SEEN_SAME; i++)
			seen = saw_in_page(a, &t->asked, p->observed[i], t->relied.p != NULL ? t->relied : t->asked.value);
		return seen;
	}
	own.records = json_find(p->at, "observed");
	return t->relied.p != NULL ? saw_kind(a, r, t, &own, t->relied) : saw_challenge(a, r, t, &own);
}

void
ev_observe(struct arena *a, const struct ev_record *r, struct ev_attempt *t)
{
	struct ev_permission last = { .records = NULL };
	struct where w;

	if (t->mpic->check != CHECK_CAA)
		settle_sought(t);
	w = where_to_look(t);
	if (t->mpic->check == CHECK_DCV)
		t->primary_seen = saw_at_primary(a, r, t);
	else if (t->mpic->primary != NULL && t->mpic->primary->n_observed > 0)
		t->primary_seen = ev_saw_permission(a, r, t, &(struct ev_sighting){ .records = json_find(t->mpic->primary->at, "observed") }, &last);
	for (uint32_t i = 0; i < t->n_sighting; i++) {
		struct ev_sighting *s = &t->sighting[i];

		if (s->passed != EV_YES)
			continue;
		if ((s->seen = looked_at_other(t, s, &w)) == SEEN_UNKNOWN)
			s->seen = t->mpic->check == CHECK_CAA ? ev_saw_permission(a, r, t, s, &last) : saw_challenge(a, r, t, s);
	}
}
