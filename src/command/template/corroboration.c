/* SPDX-License-Identifier: Apache-2.0 */
/* corroboration.c - attempts of Multi-Perspective Issuance Corroboration, and the perspectives that made them. */
#include "command/template/draft.h"

static const struct place {
	const char *code, *role, *rir;
	int lat, lon;
} places[] = {
	{ "fra-1", "primary", "RIPE NCC", 50, 8 }, { "us-west-2", "remote", "ARIN", 45, -119 },
	{ "eu-north-1", "remote", "RIPE NCC", 59, 18 }, { "ap-southeast-2", "remote", "APNIC", -33, 151 },
	{ "sa-east-1", "remote", "LACNIC", -23, -46 }, { "ca-central-1", "remote", "ARIN", 45, -73 },
};
#define N_PLACES (sizeof places / sizeof *places)

/* One remote perspective in the generic form. */
static void
put_sighting(struct draft *d, const struct place *p, int64_t before, const char *seen)
{
	json_open(&d->j, '{');
	draft_say(d, "code", p->code);
	draft_time(d, "at", before);
	draft_bool(d, "completed", true);
	draft_bool(d, "passed", true);
	draft_list(d, "observed", seen);
	json_key(&d->j, "error");
	json_null(&d->j);
	draft_close(d);
}

static void
put_attempt(struct draft *d, size_t i, bool caa)
{
	const char *domain = draft_domain(d, d->mailbox[i]);
	const char *seen = caa ? "0 issuemail \"ca.example\"" : template_observed(d, d->mailbox[i], i);
	int64_t before = caa ? HOUR : d->validated;

	json_open(&d->j, '{');
	json_member(&d->j, "id", draft_name(d, caa ? "n" : "m", i));
	json_member(&d->j, "check", caa ? "caa" : "dcv");
	json_member(&d->j, "target", domain);
	draft_open(d, "primary");
	draft_say(d, "code", places[0].code);
	draft_time(d, "at", before);
	draft_say(d, "result", caa ? "permit" : "pass");
	draft_list(d, "observed", seen);
	draft_close(d);
	draft_say(d, "quorum_claim", "5/5");
	json_member(&d->j, "format", "generic");
	draft_open(d, "response");
	draft_open_list(d, "perspectives");
	for (size_t k = 1; k < (d->example ? N_PLACES : 3); k++)
		put_sighting(d, &places[k], before, seen);
	draft_close_list(d);
	draft_close(d);
	draft_close(d);
}

static void
put_degrees(struct draft *d, const char *member, int degrees)
{
	json_key(&d->j, member);
	if (d->example)
		json_raw(&d->j, arena_printf(&d->arena, "%d", degrees));
	else
		json_null(&d->j);
}

/* Where a perspective is; its resolver stands beside it. */
static void
put_region_and_place(struct draft *d, const struct place *p)
{
	draft_say(d, "rir", p->rir);
	put_degrees(d, "lat", p->lat);
	put_degrees(d, "lon", p->lon);
}

static void
put_perspectives(struct draft *d)
{
	draft_open(d, "perspectives");
	for (size_t k = 0; k < (d->example ? N_PLACES : 3); k++) {
		draft_open(d, d->example ? places[k].code : arena_printf(&d->arena, "CODE-%zu", k));
		json_member(&d->j, "role", places[k].role);
		put_region_and_place(d, &places[k]);
		draft_bool(d, "secure_channel", true);
		draft_bool(d, "bgp_mitigation", true);
		draft_open(d, "resolver");
		draft_say(d, "id", arena_printf(&d->arena, "resolver-of-%s", places[k].code));
		put_region_and_place(d, &places[k]);
		draft_say(d, "operator", "ca");
		draft_close(d);
		draft_close(d);
	}
	draft_close(d);
}

void
template_corroboration(struct draft *d)
{
	draft_open_list(d, "mpic");
	for (size_t i = 0; i < d->n_mailbox; i++) {
		put_attempt(d, i, false);
		if (draft_has_caa(d, i))
			put_attempt(d, i, true);
	}
	draft_close_list(d);
	put_perspectives(d);
}
