/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity.h - findings that have one fingerprint because a file has their
 * certificate more than once: who keeps findings by it would lose all but one.
 */
#ifndef REPORT_IDENTITY_H
#define REPORT_IDENTITY_H

#include "base/seen.h"

/*
 * In this text of findings, each that has come before gets a fingerprint of
 * the first one's and of how often it came.  False: memory is out.
 */
bool identity_tell_apart(struct seen *, char *text, size_t n);

#endif
