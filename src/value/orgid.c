/* SPDX-License-Identifier: Apache-2.0 */
/*
 * orgid.c - the form of organizationIdentifier, LEI, EUID, PSD references and
 * Natural Person Identifiers.
 */
#include "value/orgid.h"

#include "base/ascii.h"

#define LEI_LENGTH 20

const char *
orgid_fault_text(enum orgid_fault f)
{
	static const char *const words[] = {
#define X(name, text) text,
		ORGID_FAULT_LIST(X)
#undef X
	};

	return (unsigned)f < ORGID_FAULTS ? words[f] : "is wrong";
}

static bool
all_upper(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_upper(s.p[i]))
			return false;
	return true;
}

static bool
all_upper_or_digit(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_upper(s.p[i]) && !is_digit(s.p[i]))
			return false;
	return true;
}

/* "XX:", the national schemes of EN 319 412-1 5.1.3 and 5.1.4. */
static bool
is_national(struct span scheme)
{
	return is_upper(scheme.p[0]) && is_upper(scheme.p[1]) && scheme.p[2] == ':';
}

static enum orgid_scheme
orgid_scheme_of(struct span s)
{
	static const char names[][4] = { "NTR", "VAT", "PSD", "LEI", "GOV", "INT" };

	_Static_assert(ORGID_NTR == 0 && ORGID_INT == 5, "names stand in the order of the enum");
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (memcmp(s.p, names[i], 3) == 0)
			return (enum orgid_scheme)i;
	return is_national(s) ? ORGID_NATIONAL : ORGID_OTHER;
}

/* "+" and one to three characters; leaves what follows in *rest. */
static enum orgid_fault
take_subdivision(struct span *rest, struct span *out)
{
	struct span s = span_from(*rest, 1);
	size_t n = 0;

	while (n < s.n && s.p[n] != '-')
		n++;
	*out = span_sub(s, 0, n);
	*rest = span_from(s, n);
	if (n == 0)
		return ORGID_FAULT_SUBDIVISION_EMPTY;
	if (!all_upper_or_digit(*out))
		return ORGID_FAULT_SUBDIVISION_CHARACTER;
	return n > 3 ? ORGID_FAULT_SUBDIVISION_LONG : ORGID_FAULT_OK;
}

enum orgid_fault
orgid_parse(struct span text, struct orgid *out)
{
	enum orgid_fault f;
	struct span rest;

	memset(out, 0, sizeof *out);
	out->scheme = ORGID_OTHER;
	if (text.n < 5)
		return ORGID_FAULT_TOO_SHORT;
	out->scheme_text = span_sub(text, 0, 3);
	out->country = span_sub(text, 3, 2);
	out->scheme = orgid_scheme_of(out->scheme_text);
	if (out->scheme != ORGID_NATIONAL && !all_upper(out->scheme_text))
		return ORGID_FAULT_SCHEME;
	if (!all_upper(out->country))
		return ORGID_FAULT_COUNTRY;
	rest = span_from(text, 5);
	if (rest.n > 0 && rest.p[0] == '+' && (f = take_subdivision(&rest, &out->subdivision)) != ORGID_FAULT_OK)
		return f;
	if (rest.n == 0)
		return out->scheme == ORGID_GOV || out->scheme == ORGID_INT ?
		    ORGID_FAULT_OK : ORGID_FAULT_NO_REFERENCE;
	if (rest.p[0] != '-')
		return ORGID_FAULT_SEPARATOR;
	out->reference = span_from(rest, 1);
	return out->reference.n == 0 ? ORGID_FAULT_REFERENCE_EMPTY : ORGID_FAULT_OK;
}

bool
lei_has_form(struct span s)
{
	return s.n == LEI_LENGTH && all_upper_or_digit(s) &&
	    is_digit(s.p[LEI_LENGTH - 2]) && is_digit(s.p[LEI_LENGTH - 1]);
}

bool
lei_check_digits(struct span s)
{
	unsigned rest = 0, digits;

	if (!lei_has_form(s))
		return false;
	digits = (s.p[LEI_LENGTH - 2] - (unsigned)'0') * 10 + (s.p[LEI_LENGTH - 1] - (unsigned)'0');
	/* They are 98 less a rest of 97, so that 00, 01 and 99, which leave the same rest as 97, 98 and 02, are those of no LEI. */
	if (digits < 2 || digits > 98)
		return false;
	/* A is 10 and Z is 35; the whole number leaves 1 when divided by 97. */
	for (size_t i = 0; i < s.n; i++)
		rest = is_digit(s.p[i]) ? (rest * 10 + (unsigned)(s.p[i] - '0')) % 97 :
		    (rest * 100 + (unsigned)(s.p[i] - 'A') + 10) % 97;
	return rest == 1;
}

bool
euid_parse(struct span s, struct euid *out)
{
	const uint8_t *dot;
	size_t n;

	memset(out, 0, sizeof *out);
	if (s.n < 5 || !is_upper(s.p[0]) || !is_upper(s.p[1]) || (dot = memchr(s.p, '.', s.n)) == NULL)
		return false;
	n = (size_t)(dot - s.p);
	if (n <= 2 || n + 1 == s.n)
		return false;
	out->country = span_sub(s, 0, 2);
	out->register_id = span_sub(s, 2, n - 2);
	out->reference = span_from(s, n + 1);
	return all_upper_or_digit(out->register_id);
}

const char *
psd_reference_fault(struct span s)
{
	const uint8_t *hyphen = s.n != 0 ? memchr(s.p, '-', s.n) : NULL;
	size_t n = 0, authority = hyphen != NULL ? (size_t)(hyphen - s.p) : s.n;

	while (n < authority && is_upper(s.p[n]))
		n++;
	if (authority == 0 || (hyphen == NULL && n == 0))
		return "lacks the competent authority";
	if (hyphen == NULL)
		return n == s.n ? "lacks the hyphen and the number" : "lacks the hyphen after the competent authority";
	if (n < authority)
		return "has a competent authority with other characters than capital letters";
	if (n < 2 || n > 8)
		return "has a competent authority that is not two to eight letters long";
	return span_trimmed(span_from(s, authority + 1)).n == 0 ? "lacks the number" : NULL;
}

struct span
vat_country(struct span prefix)
{
	if (span_is(prefix, "EL"))
		return SPAN_LIT("GR");
	return span_is(prefix, "XI") ? SPAN_LIT("GB") : prefix;
}

bool
person_id_parse(struct span s, struct person_id *out)
{
	static const char names[][4] = { "PAS", "IDC", "PNO", "TAX", "TIN", "EID" };

	_Static_assert(PERSON_PAS == 0 && PERSON_EID == 5, "names stand in the order of the enum");
	memset(out, 0, sizeof *out);
	if (s.n < 6 || s.p[5] != '-')
		return false;
	out->scheme_text = span_sub(s, 0, 3);
	out->country = span_sub(s, 3, 2);
	out->reference = span_from(s, 6);
	out->scheme = is_national(out->scheme_text) ? PERSON_NATIONAL : PERSON_OTHER;
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (span_is(out->scheme_text, names[i]))
			out->scheme = (enum person_scheme)i;
	return (out->scheme == PERSON_NATIONAL || all_upper(out->scheme_text)) && all_upper(out->country);
}
