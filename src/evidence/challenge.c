/* SPDX-License-Identifier: Apache-2.0 */
/* challenge.c - see challenge.h. */
#include "evidence/challenge.h"

#include "base/ascii.h"
#include "evidence/methods.h"

#define SHA256_OCTETS 32
#define N_WANTED 3			/* the Random Value's, the Request Token's, and one to compare with them */

/* What is looked for, and where that has got to. */
struct search {
	struct ev_sha256 *sha256;
	uint8_t wanted[N_WANTED][SHA256_OCTETS];
	unsigned n_wanted;
	bool parts;			/* the value may stand within a text, behind a name of it */
	struct span last;		/* the text before, which mostly is this one too */
	struct span found;
	bool shown, unclear;		/* there was a text; … one that may hide the value */
};

/* ---- one text ---- */

static bool
add_wanted(struct search *s, struct span hex)
{
	uint8_t *out = s->wanted[s->n_wanted];

	if (hex.n != (size_t)2 * SHA256_OCTETS)
		return false;
	for (size_t i = 0; i < SHA256_OCTETS; i++) {
		int high = hex_digit(hex.p[2 * i]), low = hex_digit(hex.p[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		out[i] = (uint8_t)(high << 4 | low);
	}
	s->n_wanted++;
	return true;
}

static bool
is_wanted(struct search *s, struct span part)
{
	uint8_t digest[SHA256_OCTETS];

	if (s->sha256->left == 0) {
		s->unclear = true;
		return false;
	}
	s->sha256->left--;
	if (!s->sha256->digest(s->sha256->arg, part, digest)) {
		s->unclear = true;
		return false;
	}
	for (unsigned i = 0; i < s->n_wanted; i++)
		if (memcmp(digest, s->wanted[i], sizeof digest) == 0)
			return true;
	return false;
}

static bool
is_found(struct search *s, struct span part)
{
	if (!is_wanted(s, part))
		return false;
	s->found = part;
	return true;
}

/* With a letter or digit right before or behind it the part belongs to a longer value. */
static bool
stands_apart(struct span text, size_t from, size_t n)
{
	return (from == 0 || !is_alnum(text.p[from - 1])) && (from + n == text.n || !is_alnum(text.p[from + n]));
}

/* Of a longer text no part but the last word is compared. */
#define MOST_OCTETS 90u

/* "The presence of a Random Value or Request Token" (TLS BR 3.2.2.4.7) is not doubted where it stands apart; within a longer value it is. */
static bool
has_wanted_part(struct search *s, struct span text)
{
	if (text.n > MOST_OCTETS) {
		s->unclear = true;
		return false;
	}
	for (size_t from = 0; from < text.n; from++)
		for (size_t n = text.n - from; n > 0 && s->sha256->left > 0; n--) {
			if (!stands_apart(text, from, n))
				s->unclear |= is_wanted(s, span_sub(text, from, n));
			else if (is_found(s, span_sub(text, from, n)))
				return true;
		}
	s->unclear |= s->sha256->left == 0;
	return false;
}

/* The hash of the value itself, or of a key authorization (RFC 8555 8.4): neither shows what it was made of. */
static bool
may_be_digest(struct span text)
{
	size_t n = 0, hex = 0;

	while (n < text.n && (is_alnum(text.p[text.n - 1 - n]) || text.p[text.n - 1 - n] == '-' || text.p[text.n - 1 - n] == '_')) {
		hex += hex_digit(text.p[text.n - 1 - n]) >= 0;
		n++;
	}
	return n == 43 || (n == 64 && hex == n);
}

/* "ca-dcv=7d1f…": the value mostly is what stands behind the last such sign. */
static struct span
last_word(struct span text)
{
	size_t at = text.n;

	while (at > 0 && text.p[at - 1] != '=')
		at--;
	return at < text.n ? span_from(text, at) : text;
}

static bool
look_into(struct search *s, struct span text)
{
	struct span word = s->parts ? last_word(text) : text;

	if (text.n == 0 || span_eq(text, s->last))
		return false;
	s->last = text;
	s->shown = true;
	if (is_found(s, word) || (word.n != text.n && is_found(s, text)))
		return true;
	s->unclear |= may_be_digest(text);
	return s->parts && has_wanted_part(s, text);
}

/* ---- all of an attempt ---- */

static bool
look_into_records(struct search *s, const struct json_value *records)
{
	if (records == NULL)
		return false;
	if (records->type == JSON_STRING)
		return look_into(s, records->text);
	for (const struct json_value *e = records->child; e != NULL; e = e->next)
		if (e->type == JSON_STRING && look_into(s, e->text))
			return true;
	return false;
}

static bool
look_into_answers(struct search *s, const struct ev_attempt *t)
{
	for (uint32_t i = 0; i < t->n_sighting; i++)
		if (t->sighting[i].passed == EV_YES && look_into_records(s, t->sighting[i].records))
			return true;
	return false;
}

static bool
look_into_sightings(struct search *s, const struct ev_attempt *t)
{
	const struct ev_primary *p = t->mpic->primary;

	for (uint32_t i = 0; p != NULL && i < p->n_observed; i++)
		if (look_into(s, p->observed[i]))
			return true;
	return look_into_answers(s, t);
}

/* What the call was for, in the words of Open MPIC: what it does not say, its answers may, or the call as it was sent. */
static struct span
word_of_call(const struct ev_attempt *t)
{
	struct span word = t->asked.validation_method.p == NULL && t->n_sighting > 0 ? t->sighting[0].method : t->asked.validation_method;
	const struct json_value *sent = word.p == NULL ? json_find(ev_call_sent(t), "validation_method") : NULL;

	return sent != NULL && sent->type == JSON_STRING ? sent->text : word;
}

/* A value that is published as it is, behind a name of it or not; those of ACME are made into others. */
static bool
is_published(const struct ev_attempt *t)
{
	struct span word = word_of_call(t);

	return t->method->takes_token && t->validation->acme == NULL &&
	    (word.p == NULL || span_is(word, "dns-change") || span_is(word, "website-change"));
}

static void
add_hashes(struct search *s, const struct ev_validation *v)
{
	if (v->random_value != NULL)
		(void)add_wanted(s, v->random_value->value_sha256);
	if (v->request_token != NULL)
		(void)add_wanted(s, v->request_token->value_sha256);
}

/* With what was asked for as the measure of all, nothing changes. */
static void
compare_asked(struct search *s, struct ev_attempt *t)
{
	if (look_into(s, t->asked.value))
		t->challenge = CHALLENGE_OWN;
	else if (look_into_sightings(s, t))
		t->relied = s->found;
	else
		t->challenge = s->unclear ? CHALLENGE_UNCLEAR : CHALLENGE_OTHER;
}

static void
compare_seen(struct search *s, struct ev_attempt *t)
{
	if (look_into_sightings(s, t))
		t->relied = s->found;
	else if (s->shown && s->parts)
		t->challenge = CHALLENGE_UNCLEAR;
}

/* Of a value of which a call shows the hash alone: with words of the CA around it, it has another one. */
static uint8_t
compare_hidden(struct search *s, const struct json_value *value)
{
	const struct json_value *hash = json_find(value, "sha256");
	unsigned wanted = s->n_wanted;

	if (hash == NULL || hash->type != JSON_STRING || !add_wanted(s, hash->text))
		return CHALLENGE_UNCLEAR;
	s->n_wanted = wanted;
	for (unsigned i = 0; i < wanted; i++)
		if (memcmp(s->wanted[i], s->wanted[wanted], SHA256_OCTETS) == 0)
			return CHALLENGE_OWN;
	return CHALLENGE_UNCLEAR;
}

/* Has who passed seen what was asked for, of which the hash is shown?  Who does not say what he saw may have. */
static bool
may_show_asked(const struct search *own, const struct ev_attempt *t, const struct json_value *value)
{
	const struct json_value *hash = json_find(value, "sha256");
	struct search s = { .sha256 = own->sha256, .parts = own->parts };

	if (hash == NULL || hash->type != JSON_STRING || !add_wanted(&s, hash->text))
		return true;
	return look_into_answers(&s, t) || !s.shown || s.unclear;
}

/* What is seen in plain text joins the hash of what was asked for and the validation's, or shows that they are of two challenges. */
static void
compare_hidden_seen(struct search *s, struct ev_attempt *t)
{
	const struct json_value *value = json_find(t->asked.at, "challenge_value");
	uint8_t asked = compare_hidden(s, value);
	bool own = look_into_answers(s, t);

	if (own && (asked == CHALLENGE_OWN || may_show_asked(s, t, value)))
		t->relied = s->found;
	else if (own || (s->shown && !s->unclear))
		t->challenge = CHALLENGE_OTHER;
	else
		t->challenge = asked;
}

/* Is it about a challenge of the validation, and could the answer show it? */
static bool
is_about_challenge(const struct ev_attempt *t)
{
	return t->mpic->check == CHECK_DCV && t->validation != NULL && t->method != NULL && t->method->relied == RELIES_CHALLENGE &&
	    t->method == ev_method_of(t->validation) && t->mpic->format != MPIC_BOULDER;
}

/* Whether there is anything to compare with the hash. */
static bool
shows_value(const struct ev_attempt *t)
{
	const struct ev_primary *p = t->mpic->primary;

	return t->asked.value.p != NULL || t->asked.redacted || (p != NULL && p->n_observed > 0) ||
	    !json_says_nothing(json_find(ev_call_sent(t), "challenge_value"));
}

const struct json_value *
ev_call_sent(const struct ev_attempt *t)
{
	const struct json_value *call = t->mpic->request != NULL ? json_find(t->mpic->request, "dcv_check_parameters") : NULL;

	return call != NULL && call->type == JSON_OBJECT ? call : NULL;
}

/* A number in hexadecimal, such as the digest of 3.2.2.4.20, is the same in either case; it may stand behind a name: "ca-dcv=7d1f…". */
bool
ev_is_hexadecimal(struct span value)
{
	size_t n = 0;

	while (n < value.n && hex_digit(value.p[value.n - 1 - n]) >= 0)
		n++;
	return n > 0 && (n == value.n || value.p[value.n - 1 - n] == '=');
}

enum ev_challenge
ev_challenge_sent(const struct ev_attempt *t)
{
	const struct json_value *value = json_find(ev_call_sent(t), "challenge_value");
	struct search s = { .sha256 = t->sha256, .parts = true };

	if (value == NULL || value->type == JSON_NULL || t->sha256 == NULL || !is_about_challenge(t) || !is_published(t))
		return CHALLENGE_UNSHOWN;
	add_hashes(&s, t->validation);
	if (s.n_wanted == 0)
		return CHALLENGE_UNSHOWN;
	if (value->type != JSON_STRING)
		return compare_hidden(&s, value);
	return look_into(&s, value->text) ? CHALLENGE_OWN : s.unclear ? CHALLENGE_UNCLEAR : CHALLENGE_OTHER;
}

const struct json_value *
ev_challenge_unhashed(const struct ev_attempt *t)
{
	const struct ev_random_value *r;
	const struct ev_request_token *token;

	if (!is_about_challenge(t) || !is_published(t) || !shows_value(t))
		return NULL;
	r = t->validation->random_value;
	token = t->validation->request_token;
	if ((r != NULL && r->value_sha256.p != NULL) || (token != NULL && token->value_sha256.p != NULL))
		return NULL;
	return r != NULL ? r->at : token != NULL ? token->at : NULL;
}

bool
ev_challenge_missed_by_primary(const struct ev_attempt *t)
{
	const struct ev_primary *p = t->mpic->primary;

	if (t->challenge != CHALLENGE_OWN || t->primary_seen != SEEN_OTHER)
		return false;
	for (uint32_t i = 0; i < p->n_observed; i++)
		if (may_be_digest(p->observed[i]))
			return false;
	return true;
}

void
ev_settle_challenge(struct ev_attempt *t)
{
	struct search s = { .sha256 = t->sha256 };

	if (t->sha256 == NULL || !is_about_challenge(t))
		return;
	add_hashes(&s, t->validation);
	s.parts = is_published(t);
	if (s.n_wanted == 0 || ((t->asked.value.p != NULL || t->asked.redacted) && !s.parts))
		return;
	if (t->asked.redacted)
		compare_hidden_seen(&s, t);
	else if (t->asked.value.p != NULL)
		compare_asked(&s, t);
	else
		compare_seen(&s, t);
	if (t->relied.p != NULL)
		t->challenge = CHALLENGE_OWN;
}
