/* SPDX-License-Identifier: Apache-2.0 */
/* libc.h - what the C library of Frama-C lacks. */
#ifndef TESTS_PROVE_LIBC_H
#define TESTS_PROVE_LIBC_H

typedef struct {
	long long a;
	long double b;
} max_align_t;

#endif
