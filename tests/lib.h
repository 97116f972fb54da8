/* SPDX-License-Identifier: Apache-2.0 */
/* lib.h - one OpenSSL for all tests of a program. */
#ifndef TESTS_LIB_H
#define TESTS_LIB_H

#include "key/key.h"

static inline const struct key_lib *
test_lib(void)
{
	static struct key_lib *lib;
	bool no_memory;

	if (lib == NULL)
		assert_non_null(lib = key_lib_new(&no_memory));
	return lib;
}

#endif
