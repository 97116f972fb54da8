/* SPDX-License-Identifier: Apache-2.0 */
/* caa.c - CAA properties of a mail domain, read and judged as RFC 8659 and RFC 9495 say. */
#include "evidence/caa.h"

#include "base/ascii.h"
#include "base/day.h"
#include "base/text.h"

/* ---- the value of issuemail ---- */

static void
skip(struct span *s, size_t n)
{
	*s = span_sub(*s, n, s->n - n);
}

static void
skip_blanks(struct span *s)
{
	while (s->n > 0 && (s->p[0] == ' ' || s->p[0] == '\t'))
		skip(s, 1);
}

static bool
take(struct span *s, uint8_t c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	skip(s, 1);
	return true;
}

/* A label of a domain name, or the tag of a parameter: both begin and end with a letter or digit. */
static bool
take_label(struct span *s)
{
	size_t n = 0;

	while (n < s->n && (is_alnum(s->p[n]) || s->p[n] == '-'))
		n++;
	if (n == 0 || s->p[0] == '-' || s->p[n - 1] == '-')
		return false;
	skip(s, n);
	return true;
}

static bool
take_domain(struct span *s, struct span *domain)
{
	struct span rest = *s;

	do {
		if (!take_label(&rest))
			return false;
	} while (take(&rest, '.'));
	*domain = (struct span){ s->p, s->n - rest.n };
	*s = rest;
	return true;
}

static bool
take_parameter(struct span *s)
{
	if (!take_label(s))
		return false;
	skip_blanks(s);
	if (!take(s, '='))
		return false;
	skip_blanks(s);
	while (s->n > 0 && s->p[0] >= 0x21 && s->p[0] <= 0x7e && s->p[0] != ';')
		skip(s, 1);
	skip_blanks(s);
	return true;
}

struct span
caa_issuer_domain(struct span value)
{
	const struct span nobody = SPAN_LIT("");
	struct span domain = nobody, s = value;

	skip_blanks(&s);
	if (s.n > 0 && s.p[0] != ';' && !take_domain(&s, &domain))
		return nobody;
	skip_blanks(&s);
	if (s.n == 0)
		return domain;
	if (!take(&s, ';'))
		return nobody;
	skip_blanks(&s);
	if (s.n == 0)
		return domain;
	do {
		skip_blanks(&s);
		if (!take_parameter(&s))
			return nobody;
	} while (take(&s, ';'));
	return s.n == 0 ? domain : nobody;
}

/* ---- the Relevant RRset ---- */

bool
caa_names(struct span domain, const struct span *names, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (domain.n > 0 && text_equal_ascii(domain, names[i]))
			return true;
	return false;
}

enum caa_verdict
caa_judge(const struct caa_property *p, uint32_t n, const struct span *issuer, uint32_t n_issuer)
{
	enum caa_verdict verdict = CAA_UNRESTRICTED;

	for (uint32_t i = 0; i < n; i++) {
		if (!text_equal_ascii(p[i].tag, SPAN_LIT("issuemail")))
			continue;
		if (caa_names(caa_issuer_domain(p[i].value), issuer, n_issuer))
			return CAA_PERMITTED;
		verdict = CAA_FORBIDDEN;
	}
	return verdict;
}

bool
caa_tag_known(struct span tag, const struct span *more, uint32_t n)
{
	const struct span usual[] = {
		SPAN_LIT("issuemail"), SPAN_LIT("issue"), SPAN_LIT("issuewild"), SPAN_LIT("iodef"),
		SPAN_LIT("contactemail"), SPAN_LIT("contactphone")
	};

	return caa_names(tag, usual, sizeof usual / sizeof *usual) || caa_names(tag, more, n);
}

const struct caa_property *
caa_properties(struct arena *a, const struct ev_caa_check *check, uint32_t *n)
{
	struct caa_property *list = arena_array(a, check->n_records, sizeof *list);

	*n = 0;
	for (uint32_t i = 0; list != NULL && i < check->n_records; i++) {
		const struct ev_caa_record *r = &check->records[i];

		if (r->flags.given && r->flags.n >= 0 && r->flags.n <= 255 && r->tag.p != NULL && r->value.p != NULL)
			list[(*n)++] = (struct caa_property){ (uint8_t)r->flags.n, r->tag, r->value };
	}
	return list;
}

/* ---- failed look-ups ---- */

bool
caa_insecure_needed(const struct ev_caa_check *check)
{
	return !check->checked_at.given || check->checked_at.seconds >= DAY(2025, 10, 13) * SECONDS_PER_DAY;
}

#define RCODE_NOERROR 0
#define RCODE_NXDOMAIN 3

uint32_t
caa_dnssec(const struct ev_caa_check *check, const struct ev_dnssec *said[CAA_DNSSEC])
{
	uint32_t n = 0;

	if (check->dnssec != NULL)
		said[n++] = check->dnssec;
	if (check->dns != NULL && check->dns->dnssec != NULL)
		said[n++] = check->dns->dnssec;
	return n;
}

/* Words for an answer without records, and for no error, are no error. */
static bool
names_error(struct span error)
{
	static const char *const answers[] = { "noerror", "no error", "none", "nxdomain", "nodata", "no data", "ok" };

	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		if (text_equal_ascii(error, span_of(answers[i])))
			return false;
	return error.n > 0;
}

bool
caa_lookup_failed(const struct ev_caa_check *check)
{
	const struct ev_dnssec *said[CAA_DNSSEC];
	uint32_t n = caa_dnssec(check, said);
	bool failed = false, coded = false;

	for (uint32_t i = 0; i < n; i++) {
		coded |= said[i]->rcode.given;
		failed |= said[i]->rcode.given && said[i]->rcode.n != RCODE_NOERROR && said[i]->rcode.n != RCODE_NXDOMAIN;
	}
	failed |= !coded && check->n_records == 0 && check->lookup_failure != NULL && names_error(check->lookup_failure->error);
	return check->result == CAA_LOOKUP_FAILURE || (check->result == CAA_PERMIT && failed);
}

/* Codes of RFC 8914 4 and of IANA's registry since. */
#define EDE_INDETERMINATE 5

enum ev_ede
caa_ede(struct ev_int code)
{
	/* By their numbers from 0 on; 13 is an error that was cached, whatever it was. */
	static const uint8_t means[] = {
		EDE_UNKNOWN, EDE_UNSUPPORTED, EDE_UNSUPPORTED, EDE_OTHER, EDE_OTHER, EDE_INVALID, EDE_INVALID, EDE_INVALID, EDE_INVALID, EDE_INVALID,
		EDE_INVALID, EDE_INVALID, EDE_INVALID, EDE_UNKNOWN, EDE_OTHER, EDE_OTHER, EDE_OTHER, EDE_OTHER, EDE_OTHER, EDE_OTHER,
		EDE_OTHER, EDE_OTHER, EDE_OTHER, EDE_OTHER, EDE_OTHER, EDE_INVALID, EDE_OTHER, EDE_UNSUPPORTED, EDE_OTHER, EDE_OTHER,
		EDE_OTHER, EDE_OTHER, EDE_OTHER,
	};

	if (!code.given)
		return EDE_NONE;
	return (uint64_t)code.n < sizeof means ? (enum ev_ede)means[code.n] : EDE_UNKNOWN;
}

enum ev_dnssec_status
caa_answer_state(const struct ev_dnssec *said)
{
	if (caa_ede(said->ede) == EDE_INVALID)
		return said->ede.n == EDE_INDETERMINATE ? DNSSEC_INDETERMINATE : DNSSEC_BOGUS;
	return said->status == DNSSEC_INDETERMINATE && caa_ede(said->ede) != EDE_NONE && caa_ede(said->ede) != EDE_UNKNOWN ? 0 : said->status;
}

const struct ev_dnssec *
caa_bogus(const struct ev_caa_check *check)
{
	const struct ev_dnssec *said[CAA_DNSSEC];
	uint32_t n = caa_dnssec(check, said);

	for (uint32_t i = 0; i < n; i++)
		if (caa_answer_state(said[i]) == DNSSEC_BOGUS)
			return said[i];
	return NULL;
}

bool
caa_insecure_said(const struct ev_caa_check *check)
{
	const struct ev_lookup_failure *f = check->lookup_failure;

	if (caa_insecure_needed(check))
		return f->domain_dnssec_status == DNSSEC_INSECURE;
	return f->dnssec_chain_to_root != EV_YES && f->domain_dnssec_status != DNSSEC_SECURE &&
	    (f->dnssec_chain_to_root == EV_NO || f->domain_dnssec_status == DNSSEC_INSECURE);
}

bool
caa_failure_accepted(const struct ev_caa_check *check)
{
	const struct ev_lookup_failure *f = check->lookup_failure;

	if (f == NULL || f->outside_ca_infrastructure != EV_YES || !f->retries.given || f->retries.n < 1 || !caa_insecure_said(check))
		return false;
	return !caa_insecure_needed(check) || caa_bogus(check) == NULL;
}

/* ---- zone files ---- */

static struct span
take_word(struct span *s)
{
	struct span word;
	size_t n = 0;

	skip_blanks(s);
	while (n < s->n && s->p[n] != ' ' && s->p[n] != '\t')
		n++;
	word = span_sub(*s, 0, n);
	skip(s, n);
	return word;
}

static bool
take_flags(struct span word, uint8_t *flags)
{
	unsigned value = 0;

	for (size_t i = 0; i < word.n; i++) {
		if (word.p[i] < '0' || word.p[i] > '9')
			return false;
		value = value * 10 + (unsigned)(word.p[i] - '0');
		if (value > 255)
			return false;
	}
	*flags = (uint8_t)value;
	return word.n > 0;
}

/* A character-string of RFC 1035 5.1: quoted, with \c and \DDD, or one word. */
static bool
take_string(struct arena *a, struct span *s, struct span *out)
{
	uint8_t *text;
	size_t n = 0;

	skip_blanks(s);
	if (!take(s, '"')) {
		*out = take_word(s);
		return out->n > 0;
	}
	if ((text = arena_take(a, s->n)) == NULL)
		return false;
	while (s->n > 0 && s->p[0] != '"') {
		uint8_t octet = s->p[0];

		if (octet == '\\' && s->n >= 4 && take_flags(span_sub(*s, 1, 3), &octet)) {
			skip(s, 3);
		} else if (octet == '\\' && s->n >= 2) {
			octet = s->p[1];
			skip(s, 1);
		}
		text[n++] = octet;
		skip(s, 1);
	}
	*out = (struct span){ text, n };
	return take(s, '"');
}

bool
caa_read_zone(struct arena *a, struct span text, struct caa_property *out)
{
	struct span s = text, word, rest;

	/* A whole line has the type before the data. */
	for (rest = text; (word = take_word(&rest)).n > 0;)
		if (text_equal_ascii(word, SPAN_LIT("CAA"))) {
			s = rest;
			break;
		} else if (word.p[0] == '"') {
			break;
		}
	if (!take_flags(take_word(&s), &out->flags) || (out->tag = take_word(&s)).n == 0 ||
	    !take_string(a, &s, &out->value))
		return false;
	skip_blanks(&s);
	return s.n == 0;
}

/* ---- names ---- */

struct span
caa_parent(struct span domain)
{
	for (size_t i = 0; i < domain.n; i++)
		if (domain.p[i] == '.')
			return span_sub(domain, i + 1, domain.n - i - 1);
	return span_sub(domain, domain.n, 0);
}

bool
caa_is_at_or_above(struct span above, struct span domain)
{
	if (above.n == 0 || above.n > domain.n ||
	    !text_equal_ascii(above, span_sub(domain, domain.n - above.n, above.n)))
		return false;
	return above.n == domain.n || domain.p[domain.n - above.n - 1] == '.';
}

bool
caa_is_ldh(struct span domain)
{
	struct span rest = domain, all;

	return take_domain(&rest, &all) && rest.n == 0;
}
