/* SPDX-License-Identifier: Apache-2.0 */
/* unrelied.h - the elements of a record that nothing relies on (unrelied.c). */
#ifndef TESTS_RULES_UNRELIED_H
#define TESTS_RULES_UNRELIED_H

#include "tests/rules/trial.h"

struct unrelied {
	const struct unrelied *next;
	const struct json_value *element;
};

/*
 * Those of a record that was linted last: entries of mailboxes that are not in
 * the certificate or have no address, validations, checks and corroborations
 * that nothing names or only what is unrelied itself; all of these where no entry is
 * that of a mailbox of the certificate.
 */
const struct unrelied *unrelied_of(struct arena *, const struct trial *, const struct json_value *record);
/* Does the value lie in one of them? */
bool unrelied_has(const struct unrelied *, const struct json_value *);

#endif
