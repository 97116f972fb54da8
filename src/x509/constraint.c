/* SPDX-License-Identifier: Apache-2.0 */
/* constraint.c - names inside name constraints. */
#include "base/text.h"
#include "value/idna.h"
#include "value/normal.h"
#include "x509/constraint.h"

/* Splits at the last @; false where there is none. */
static bool
split(struct span address, struct span *local, struct span *host)
{
	for (size_t i = address.n; i > 0; i--)
		if (address.p[i - 1] == '@') {
			*local = span_sub(address, 0, i - 1);
			*host = span_sub(address, i, address.n - i);
			return true;
		}
	return false;
}

static size_t
count_dots(struct span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '.';
	return n;
}

/* The end of the host that has as many dots, from the first of them on; of no octets: it has no more than those. */
static struct span
end_of(struct span host, size_t dots)
{
	size_t i = host.n;

	while (dots > 0 && i > 0)
		dots -= host.p[--i] == '.';
	return dots == 0 && i > 0 ? span_from(host, i) : SPAN_NONE;
}

/* Is the host below the domain, which has a dot in front?  A domain of a SmtpUTF8Mailbox may have U-labels (RFC 8398 3, RFC 9598 5). */
static bool
is_below(struct span domain, struct span host)
{
	struct span end;

	if (span_is_ascii(domain) && span_is_ascii(host))
		return host.n > domain.n && text_equal_ascii(span_sub(host, host.n - domain.n, domain.n), domain);
	end = end_of(host, count_dots(domain));
	return end.n > 0 && idna_domain_equal(span_from(domain, 1), span_from(end, 1));
}

/* With a dot in front a constraint means the hosts below it, without one that host; the empty one means every host. */
static bool
is_host_inside(struct span constraint, struct span host)
{
	if (constraint.n == 0)
		return true;
	return constraint.p[0] == '.' ? is_below(constraint, host) : idna_domain_equal(constraint, host);
}

bool
constraint_mailbox(struct span constraint, struct span address)
{
	struct span local, host, c_local, c_host;

	if (!split(address, &local, &host))
		return false;
	if (split(constraint, &c_local, &c_host))
		return span_eq(local, c_local) && idna_domain_equal(host, c_host);
	return is_host_inside(constraint, host);
}

bool
constraint_dns(struct span constraint, struct span name)
{
	if (constraint.n == 0 || text_equal_ascii(constraint, name))
		return constraint.n == 0 || constraint.p[0] != '.';
	if (constraint.p[0] == '.')
		return is_below(constraint, name);
	return name.n > constraint.n && name.p[name.n - constraint.n - 1] == '.' && is_below(constraint, name);
}

bool
constraint_uri(struct span constraint, struct span host)
{
	return is_host_inside(constraint, host);
}

bool
constraint_ip(struct span constraint, struct span address)
{
	if (address.n == 0 || constraint.n != address.n * 2)
		return false;
	for (size_t i = 0; i < address.n; i++)
		if (((constraint.p[i] ^ address.p[i]) & constraint.p[address.n + i]) != 0)
			return false;
	return true;
}

static bool
same_attr(const struct cert_attr *a, const struct cert_attr *b)
{
	if (!span_eq(a->oid, b->oid))
		return false;
	if (a->text.p != NULL && b->text.p != NULL)
		return normal_prepared_equal(a->text, b->text);
	return span_eq(a->value.raw, b->value.raw);
}

/* The attributes of one RDN; they stand side by side. */
struct rdn {
	const struct cert_attr *attr;
	unsigned n;
};

/* That RDN's attributes, looked for from *at on, which moves behind them. */
static struct rdn
rdn_take(const struct cert_name *name, unsigned rdn, unsigned *at)
{
	struct rdn r = { NULL, 0 };

	while (*at < name->n_attr && name->attr[*at].rdn < rdn)
		++*at;
	r.attr = name->n_attr != 0 ? name->attr + *at : NULL;
	for (; *at < name->n_attr && name->attr[*at].rdn == rdn; ++*at)
		r.n++;
	return r;
}

static bool
rdn_has(const struct rdn *r, const struct cert_attr *a)
{
	for (unsigned i = 0; i < r->n; i++)
		if (same_attr(a, &r->attr[i]))
			return true;
	return false;
}

/* A SET has no order. */
static bool
same_rdn(const struct rdn *a, const struct rdn *b)
{
	if (a->n != b->n)
		return false;
	for (unsigned i = 0; i < a->n; i++)
		if (!rdn_has(b, &a->attr[i]))
			return false;
	return true;
}

bool
constraint_directory(const struct cert_name *constraint, const struct cert_name *name)
{
	unsigned at = 0, at_name = 0;

	if (constraint->n_rdn > name->n_rdn)
		return false;
	for (unsigned i = 0; i < constraint->n_rdn; i++) {
		struct rdn a = rdn_take(constraint, i, &at), b = rdn_take(name, i, &at_name);

		if (!same_rdn(&a, &b))
			return false;
	}
	return true;
}
