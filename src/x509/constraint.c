/* constraint.c - names inside name constraints. */
#include "x509/constraint.h"

static uint8_t
fold(uint8_t b)
{
	return b >= 'A' && b <= 'Z' ? (uint8_t)(b | 0x20) : b;
}

static bool
same_host(struct span a, struct span b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (fold(a.p[i]) != fold(b.p[i]))
			return false;
	return true;
}

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

bool
constraint_mailbox(struct span constraint, struct span address)
{
	struct span local, host, c_local, c_host;

	if (!split(address, &local, &host))
		return false;
	if (split(constraint, &c_local, &c_host))
		return span_eq(local, c_local) && same_host(host, c_host);
	if (constraint.n == 0)
		return true;
	if (constraint.p[0] == '.')
		return host.n > constraint.n &&
		    same_host(span_sub(host, host.n - constraint.n, constraint.n), constraint);
	return same_host(host, constraint);
}

/* Takes the next character of a value, blanks folded into one; 0 at the end. */
static uint8_t
next_folded(struct span *s)
{
	uint8_t b;

	if (s->n == 0)
		return 0;
	b = fold(s->p[0]);
	*s = span_sub(*s, 1, s->n - 1);
	if (b == ' ') {
		while (s->n != 0 && s->p[0] == ' ')
			*s = span_sub(*s, 1, s->n - 1);
		return s->n == 0 ? 0 : ' ';
	}
	return b;
}

static bool
same_text(struct span a, struct span b)
{
	uint8_t x, y;

	while (a.n != 0 && a.p[0] == ' ')
		a = span_sub(a, 1, a.n - 1);
	while (b.n != 0 && b.p[0] == ' ')
		b = span_sub(b, 1, b.n - 1);
	do {
		x = next_folded(&a);
		y = next_folded(&b);
	} while (x == y && x != 0);
	return x == y && a.n == 0 && b.n == 0;
}

static bool
same_attr(const struct cert_attr *a, const struct cert_attr *b)
{
	if (!span_eq(a->oid, b->oid))
		return false;
	if (a->text.p != NULL && b->text.p != NULL)
		return same_text(a->text, b->text);
	return span_eq(a->value.raw, b->value.raw);
}

/* Is this attribute in that RDN of the other name? */
static bool
in_rdn(const struct cert_attr *a, const struct cert_name *name, unsigned rdn)
{
	for (unsigned i = 0; i < name->n_attr; i++)
		if (name->attr[i].rdn == rdn && same_attr(a, &name->attr[i]))
			return true;
	return false;
}

static unsigned
rdn_size(const struct cert_name *name, unsigned rdn)
{
	unsigned n = 0;

	for (unsigned i = 0; i < name->n_attr; i++)
		n += name->attr[i].rdn == rdn;
	return n;
}

bool
constraint_directory(const struct cert_name *constraint, const struct cert_name *name)
{
	if (constraint->n_rdn > name->n_rdn)
		return false;
	for (unsigned i = 0; i < constraint->n_attr; i++) {
		const struct cert_attr *a = &constraint->attr[i];

		if (!in_rdn(a, name, a->rdn) || rdn_size(constraint, a->rdn) != rdn_size(name, a->rdn))
			return false;
	}
	return true;
}
