/* SPDX-License-Identifier: Apache-2.0 */
/* fetch.c - files fetched over HTTP: from where, by which redirects, by what request (TLS BR 3.2.2.4.18, .19). */
#include "rules/evidence/mailbox/fetch.h"
#include "value/idna.h"
#include "value/uri.h"

#define BY_FILE "3.2.2.4.18"
#define BY_ACME "3.2.2.4.19"
#define ACME_FOLDER "/.well-known/acme-challenge/"

/* ---- ports ---- */

/* The port a web URI names or means; 0 for other URIs and what is no port. */
static unsigned
web_port(struct span text, const struct uri *u)
{
	const uint8_t *p = u->host.p != NULL ? u->host.p + u->host.n : NULL, *end = text.p + text.n, *digits;
	unsigned port = 0;

	if (p == NULL || (!uri_scheme_is(u, "http") && !uri_scheme_is(u, "https")))
		return 0;
	digits = p += p < end && *p == ':';
	for (; p < end && is_digit(*p) && port <= UINT16_MAX; p++)
		port = port * 10 + (*p - (unsigned)'0');
	/* RFC 3986 3.2: the authority ends here, or what stands behind the colon is no port. */
	if (p < end && *p != '/' && *p != '?' && *p != '#')
		return 0;
	return p > digits ? port : uri_scheme_is(u, "http") ? 80 : 443;
}

/* TLS BR 1.6.1, Authorized Ports. */
static bool
is_authorized(unsigned port)
{
	return port == 80 || port == 443 || port == 25 || port == 22;
}

static bool
goes_to_authorized_port(struct span url)
{
	struct uri u;

	(void)uri_parse(url, &u);
	return u.host.n > 0 && is_authorized(web_port(url, &u));
}

/* ---- the request ---- */

/* Is the path below the folder, with a name of so many octets at least? */
static bool
is_below(struct span path, struct span folder, size_t least)
{
	return path.n >= folder.n + least && span_eq(span_sub(path, 0, folder.n), folder);
}

/* A token has the alphabet of base64url and no other character (RFC 8555 8.3). */
static bool
is_token(struct span text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!is_alnum(text.p[i]) && text.p[i] != '-' && text.p[i] != '_')
			return false;
	return true;
}

/* What is wrong with where the file was asked for first; NULL: nothing. */
static const char *
first_fault(struct check *c, const struct ev_validation *v, struct span url)
{
	bool acme = span_is(v->tls_method, BY_ACME);
	const char *folder = acme ? ACME_FOLDER : "/.well-known/pki-validation/";
	struct span path;
	struct uri u;

	(void)uri_parse(url, &u);
	if (!uri_scheme_is(&u, "http") && !uri_scheme_is(&u, "https"))
		return "not by http or https";
	if (v->validated_name.p != NULL && !ask_same_domain(u.host, v->validated_name))
		return arena_printf(c->arena, "not on %s", fact_text(c, v->validated_name));
	if (!is_authorized(web_port(url, &u)))
		return "not on an Authorized Port";
	if (acme && (!uri_scheme_is(&u, "http") || web_port(url, &u) != 80))
		return "not by http on port 80";
	/* Dots are resolved first (RFC 3986 6.2.2).  A token has one octet at least, and nothing stands behind it. */
	path = uri_path_normal(c->arena, u.path);
	if (!is_below(path, span_of(folder), acme))
		return arena_printf(c->arena, "not below %s", folder);
	if (acme && (u.path.p + u.path.n != url.p + url.n || !is_token(span_from(path, sizeof ACME_FOLDER - 1))))
		return "not one token in base64url";
	return NULL;
}

/* ---- the value in the request ---- */

/*
 * Places where a part of a URL may begin or end: around what separates, letters
 * and digits excepted.  A hash shows no part of a longer word; of a URL with
 * more places nothing is told.
 */
#define MOST_MARKS 96u

/* MOST_MARKS + 1: there are more. */
static unsigned
find_marks(struct span url, size_t mark[MOST_MARKS])
{
	unsigned n = 0;

	for (size_t i = 0; i < url.n; i++) {
		if (memchr("/?&=#.;:,@+!-_~$'()*%", url.p[i], 21) == NULL)
			continue;
		if (n + 2 >= MOST_MARKS)
			return MOST_MARKS + 1;
		mark[n++] = i;
		mark[n++] = i + 1;
	}
	mark[n++] = url.n;
	return n;
}

bool
fetch_is_digest_of(const struct check *c, struct span text, struct span hex)
{
	uint8_t digest[KEY_MAX_HASH];
	size_t n = key_digest(c->key, KEY_SHA256, text, digest);

	return n == 32 && hex.n > 0 && hex.p[0] == (uint8_t)"0123456789abcdef"[digest[0] >> 4] &&
	    span_is(hex, text_hex(c->arena, (struct span){ digest, n }));
}

/* Values are recorded as hashes: is that of some part of the URL the value's? */
static bool
has_part_of_digest(struct check *c, struct span url, struct span sha256)
{
	size_t mark[MOST_MARKS];
	unsigned n = sha256.p != NULL ? find_marks(url, mark) : 0;

	if (n > MOST_MARKS) {
		not_evaluated(c, "the URL has more parts than are compared with the value");
		return false;
	}
	for (unsigned i = 0; i < n; i++)
		for (unsigned k = i + 1; k < n; k++)
			if (mark[k] > mark[i] && fetch_is_digest_of(c, span_sub(url, mark[i], mark[k] - mark[i]), sha256))
				return true;
	return false;
}

static bool
contains(struct span text, struct span part)
{
	for (size_t i = 0; part.n > 0 && i + part.n <= text.n; i++)
		if (span_eq(span_sub(text, i, part.n), part))
			return true;
	return false;
}

static struct span
behind_server(struct span url)
{
	struct uri u;

	(void)uri_parse(url, &u);
	return u.path.p != NULL ? (struct span){ u.path.p, (size_t)(url.p + url.n - u.path.p) } : url;
}

/*
 * Where neither a hash nor the question shows the value, what was seen does: the words of it that are long enough for 112 bits.
 * Of longer URLs, and of more words, nothing is told.
 */
#define VALUE_OCTETS 16u
#define MOST_WORDS 32u
#define MOST_URL 256u

struct seen_words {
	struct span url, plain;
	unsigned n;			/* those that were looked for */
	bool more, known, found;	/* known: one of them is no hash */
};

/* The hash of a value may stand for it, and so shows nothing. */
static bool
is_digest(struct span word)
{
	for (size_t i = 0; i < word.n; i++)
		if (memchr("0123456789abcdef", word.p[i], 16) == NULL)
			return false;
	return word.n == 64;
}

static void
look_for_words(struct seen_words *w, struct span text)
{
	for (size_t i = 0, from = 0; i <= text.n && !w->found; i++) {
		struct span word;

		if (i < text.n && text.p[i] > ' ' && memchr("\"=:;,", text.p[i], 5) == NULL)
			continue;
		word = span_sub(text, from, i - from);
		from = i + 1;
		if (word.n < VALUE_OCTETS)
			continue;
		if (w->n == MOST_WORDS) {
			w->more = true;
			return;
		}
		w->n++;
		w->known |= !is_digest(word);
		w->found = contains(w->url, word) || contains(w->plain, word);
	}
}

static bool
has_seen_value(struct check *c, const struct ev_attempt *t, struct span url, struct span plain)
{
	struct seen_words w = { .url = url, .plain = plain, .more = url.n > MOST_URL };
	const struct ev_primary *p = t != NULL ? t->mpic->primary : NULL;

	for (uint32_t i = 0; p != NULL && i < p->n_observed && !w.more; i++)
		look_for_words(&w, p->observed[i]);
	for (uint32_t i = 0; t != NULL && i < t->n_sighting && !w.more; i++) {
		const struct json_value *seen = t->sighting[i].records;

		for (const struct json_value *e = seen != NULL && seen->type == JSON_ARRAY ? seen->child : NULL; e != NULL && !w.more; e = e->next)
			if (e->type == JSON_STRING)
				look_for_words(&w, e->text);
	}
	if (!w.found && (!w.known || w.more))
		not_evaluated(c, "the record does not show the Random Value or Request Token");
	return w.found;
}

/* Does the request have the entire Random Value or Request Token, by its hash, as the remote perspectives were asked for it, or as it was seen? */
bool
fetch_has_value(struct check *c, const struct ev_validation *v, const struct ev_attempt *t, struct span whole)
{
	/* The server is the validated name, which has no value. */
	struct span url = behind_server(whole), plain = uri_unescape(c->arena, url);
	struct span random = v->random_value != NULL ? v->random_value->value_sha256 : SPAN_NONE;
	struct span token = v->request_token != NULL ? v->request_token->value_sha256 : SPAN_NONE;

	if (t != NULL && (contains(url, t->asked.value) || contains(plain, t->asked.value)))
		return true;
	if (random.p == NULL && token.p == NULL && (t == NULL || t->asked.value.p == NULL))
		return has_seen_value(c, t, url, plain);
	return has_part_of_digest(c, url, random) || has_part_of_digest(c, url, token) ||
	    (plain.n != url.n && (has_part_of_digest(c, plain, random) || has_part_of_digest(c, plain, token)));
}

/* The field of the request's header that has it, as Open MPIC was asked to send it; NULL: none. */
static const struct json_value *
field_with_value(struct check *c, const struct ev_validation *v, const struct ev_attempt *t)
{
	const struct json_value *fields = t != NULL ? json_find(t->asked.at, "http_headers") : NULL;

	if (fields == NULL || fields->type != JSON_OBJECT)
		return NULL;
	for (const struct json_value *field = fields->child; field != NULL; field = field->next)
		if (field->type == JSON_STRING && fetch_has_value(c, v, t, field->text))
			return field;
	return NULL;
}

/* ---- redirects ---- */

/* Where a redirect leads: a relative reference stays on the server that gave it (RFC 3986 5.2). */
static struct span
resolve(struct check *c, struct span base, struct span to)
{
	uint8_t *joined;
	struct uri u;

	if (uri_parse(to, &u) != URI_RELATIVE)
		return to;
	if (to.n < 2 || to.p[0] != '/' || to.p[1] != '/')
		return base;
	(void)uri_parse(base, &u);
	if ((joined = arena_raw(c->arena, u.scheme.n + 1 + to.n)) == NULL)
		return to;
	if (u.scheme.n > 0)
		memcpy(joined, u.scheme.p, u.scheme.n);
	joined[u.scheme.n] = ':';
	memcpy(joined + u.scheme.n + 1, to.p, to.n);
	return (struct span){ joined, u.scheme.n + 1 + to.n };
}

/* What is wrong with a redirect that leads to this URL, of what it shows; NULL: nothing. */
static const struct json_value *
redirect_fault(struct check *c, const struct ev_hop *hop, struct span to, const char **what)
{
	int64_t status = hop->status.n;

	if (hop->status.at != NULL && status != 301 && status != 302 && status != 307 && status != 308) {
		*what = arena_printf(c->arena, "redirect %lld", (long long)status);
		return hop->status.at;
	}
	if (hop->to.at == NULL || goes_to_authorized_port(to))
		return NULL;
	*what = arena_printf(c->arena, "redirect to %s", fact_text(c, hop->to.text));
	return hop->to.at;
}

/* ---- all of it ---- */

bool
fetch_is_method(const struct ev_validation *v)
{
	return (span_is(v->tls_method, BY_FILE) || span_is(v->tls_method, BY_ACME)) && ev_method_of(v) != NULL;
}

bool
fetch_hides_value(const struct ev_validation *v)
{
	return span_is(v->tls_method, BY_FILE) && ev_method_of(v) != NULL;
}

static void
add(struct fetch *f, const struct json_value *at, const char *what)
{
	f->fault[f->n++] = (struct fetch_fault){ at, what };
}

/* Is the path the folder and the token that was asked for (RFC 8555 8.3), where that is known? */
static bool
is_of_token(struct check *c, const struct ev_attempt *t, struct span url)
{
	const struct json_value *token = t != NULL ? json_find(t->asked.at, "token") : NULL;
	struct span path;
	struct uri u;

	if (token == NULL || token->type != JSON_STRING || token->text.n == 0)
		return true;
	(void)uri_parse(url, &u);
	path = uri_path_normal(c->arena, u.path);
	return path.n > token->text.n && path.p[path.n - token->text.n - 1] == '/' && span_eq(span_from(path, path.n - token->text.n), token->text);
}

static void
judge_request(struct check *c, const struct ev_validation *v, const struct ev_attempt *t, const struct ev_url *url, struct fetch *f)
{
	const char *fault = first_fault(c, v, url->text);
	const struct json_value *field = fetch_hides_value(v) ? field_with_value(c, v, t) : NULL;

	if (field != NULL)
		add(f, field, arena_printf(c->arena, "the request has the value, in its field %s", fact_text(c, field->key)));
	if (fault != NULL)
		add(f, url->at, arena_printf(c->arena, "%s: %s", fault, fact_text(c, url->text)));
	if (fetch_hides_value(v) && fetch_has_value(c, v, t, url->text))
		add(f, url->at, arena_printf(c->arena, "the request has the value: %s", fact_text(c, url->text)));
}

bool
fetch_judge(struct check *c, const struct ev_validation *v, const struct ev_attempt *t, const struct ev_retrieval *h, struct fetch *f)
{
	struct span here = h->first.text;

	*f = (struct fetch){ .fault = arena_array(c->arena, (size_t)h->n_hop + 3, sizeof *f->fault), .whole = true };
	if (f->fault == NULL)
		return false;
	if (h->first.at != NULL)
		judge_request(c, v, t, &h->first, f);
	/* The CA may leave the token out of what it records itself. */
	if (f->n == 0 && h->first.at != NULL && !h->recorded && span_is(v->tls_method, BY_ACME) && !is_of_token(c, t, h->first.text))
		add(f, h->first.at, arena_printf(c->arena, "not for the token that was asked for: %s", fact_text(c, h->first.text)));
	for (uint32_t i = 0; i < h->n_hop; i++) {
		const struct ev_hop *hop = &h->hop[i];
		const struct json_value *at;
		const char *what = NULL;

		if (hop->to.at != NULL)
			here = resolve(c, here, hop->to.text);
		f->whole &= hop->status.at != NULL && hop->to.at != NULL;
		if ((at = redirect_fault(c, hop, here, &what)) != NULL)
			add(f, at, what);
	}
	return true;
}
