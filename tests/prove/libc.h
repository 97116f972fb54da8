/* SPDX-License-Identifier: Apache-2.0 */
/* libc.h - what the C library of Frama-C lacks. */
typedef struct {
	long long a;
	long double b;
} max_align_t;
