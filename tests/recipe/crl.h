/* SPDX-License-Identifier: Apache-2.0 */
/* crl.h - the parts of a CRL in words. */
#ifndef TESTS_RECIPE_CRL_H
#define TESTS_RECIPE_CRL_H

#include "tests/recipe/dertext.h"
#include "tests/recipe/extension.h"

/*
 * One entry: "4a01 2026-01-05 reason=1 invalidity=2026-01-04", or "der: …".
 * The serial number is the content of the INTEGER; more words are
 * critical-reason=1, critical-invalidity=…, ext="DERTEXT" (a whole Extension),
 * no-extensions (an empty list).
 */
void put_crl_entry(struct octets *, const char *text, dertext_ref_fn *, void *ref_arg);

/* "0x1234" or decimal; "hex:…": the content. */
ext_value_fn put_crl_number;
/* "http://a/x.crl user ca attribute indirect relative=CN=x"; "user=false" writes FALSE. */
ext_value_fn put_issuing_point;

#endif
