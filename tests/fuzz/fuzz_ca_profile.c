/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_ca_profile.c - the CA's profiles from any octets: read or refused with a place, and then used. */
#include "engine/engine.h"
#include "inside.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char error[240];
	struct ca_profiles all = { .n = 0 };
	struct cert_view cert;
	struct profile profile = { .kind = KIND_SUBSCRIBER, .types = TYPE_SV, .gens = GEN_STRICT };
	enum ca_profiles_status status;

	arena_init(&all.arena);
	status = ca_profiles_add(&all, (struct span){ data, size }, error, sizeof error);
	must((status == CA_PROFILES_OK) == (all.n != 0));
	must(status != CA_PROFILES_REFUSED || (error[0] >= '1' && error[0] <= '9' && strlen(error) < sizeof error));
	memset(&cert, 0, sizeof cert);
	(void)ca_profile_find(&all, &cert, &profile, &all.arena);
	ca_profiles_free(&all);
	return 0;
}
