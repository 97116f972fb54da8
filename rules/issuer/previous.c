/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/issuer/previous.h"

#include "x509/revocation/crl_walk.h"

bool
previous_fits(struct check *c, enum crl_fit least)
{
	if (c->past->fit >= least)
		return true;
	if (c->past->fit == CRL_FIT_NONE_GIVEN)
		not_applicable(c, "no --previous");
	else if (c->past->fit == CRL_FIT_NOT_VOUCHED)
		not_evaluated(c, "the issuer did not sign the CRLs given with its name");
	else if (c->past->fit == CRL_FIT_NO_MOMENT)
		not_evaluated(c, "thisUpdate of one of the CRLs given of its issuer cannot be read");
	else
		not_evaluated(c, "none of the CRLs given comes before this one and has its issuer and scope");
	return false;
}

bool
previous_is_there(struct check *c)
{
	if (!previous_fits(c, CRL_FITS))
		return false;
	if (c->past->previous == NULL && c->past->unordered)
		not_evaluated(c, UNORDERED);
	else if (c->past->previous == NULL)
		not_applicable(c, "the first of its kind among the CRLs given");
	return c->past->previous != NULL;
}

bool
previous_or_succeeded_is_there(struct check *c)
{
	return c->past->succeeds != NULL ? previous_fits(c, CRL_FITS) : previous_is_there(c);
}

bool
previous_base_is_unpublished(const struct check *c)
{
	const struct crl_view *first = c->past->first_complete;

	return first != NULL && first->number.p != NULL && c->crl->base_number.p != NULL && c->unvouched_crls->n + c->past->n_unreadable == 0 &&
	    crl_serial_order(der_magnitude(first->number), der_magnitude(c->crl->base_number)) < 0;
}
