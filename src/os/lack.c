/* SPDX-License-Identifier: Apache-2.0 */
#include "os/lack.h"

#include <stdatomic.h>

static atomic_bool borne, noted;

void
lack_bear(void)
{
	atomic_store(&borne, true);
}

bool
lack_note(void)
{
	atomic_store(&noted, true);
	return atomic_load(&borne);
}

bool
lack_noted(void)
{
	return atomic_load(&noted);
}
