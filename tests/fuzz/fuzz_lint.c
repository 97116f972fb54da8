/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_lint.c - one certificate through the public interface, under several
 * sets of options; the size of the input chooses the set, and which of all that
 * a caller may ask is asked besides the findings.
 */
#include <string.h>

#include "inside.h"
#include "safe_text.h"
#include "smimelint.h"

#define MAX_OPTIONS 4
static const struct {
	const char *option[MAX_OPTIONS][2];
	bool own_issuer;		/* the input itself is the issuing CA's certificate too */
	bool ca_profile;		/* with limits of every sort */
} setups[] = {
	{ .option = { { "scope", "all" }, { "upcoming", "all" }, { "strict-readings", "yes" } } },
	{ .option = { { "kind", "subscriber" }, { "at", "2020-01-01" }, { "programs", "ccadb,mozilla,apple,microsoft" } } },
	{ .option = { { "kind", "subordinate-ca" }, { "ca-affiliated", "no" }, { "at", "2026-10-01" } } },
	{ .option = { { "kind", "root-ca" }, { "upcoming", "2030-01-01" }, { "ca-dedicated", "yes" } } },
	{ .option = { { "kind", "cross-certificate" } }, .own_issuer = true },
	{ .option = { { "tbs", "yes" }, { "profile", "sponsor-validated/strict" } } },
	{ .option = { { NULL, NULL } }, .own_issuer = true },
	{ .option = { { "scope", "all" }, { "only", "cps" }, { "tbs", "yes" }, { "at", "2026-02-04" } }, .ca_profile = true },
};
#define SETUPS (sizeof setups / sizeof *setups)

#define SET(names) "{\"required\":[" names "],\"allowed\":[],\"forbidden\":[\"1.2.3\"]}"
#define URLS "{\"required\":[\"http://*/?\"],\"allowed\":[]}"
static const char limits[] = "{\"schema\":\"smimelint-ca-profile/1\",\"profiles\":[{\"name\":\"a\",\"match\":{\"issuers\":[\"*\"]},"
    "\"issuers\":[\"*=*,*\"],\"validity\":{\"max_days\":1,\"max_backdating_days\":0},"
    "\"keys\":[{\"type\":\"RSA\",\"max_bits\":1024},{\"type\":\"P-521\"}],\"signatures\":[\"ecdsa-with-SHA512\"],"
    "\"policies\":" SET("\"anyPolicy\"") ",\"ext_key_usage\":" SET("\"id-kp-clientAuth\"") ",\"max_path_length\":0,"
    "\"key_usage\":{\"required\":[\"cRLSign\"],\"allowed\":[],\"sets\":[[]]},"
    "\"extensions\":{\"required\":[\"lei\"],\"allowed\":[],\"critical\":[\"keyUsage\",\"subjectAltName\"],\"not_critical\":[\"keyUsage\"]},"
    "\"subject\":{\"required\":[\"title\"],\"allowed\":[\"commonName\"],\"patterns\":{\"commonName\":[\"*a*b?*\"]},\"common_name\":[\"pseudonym\"]},"
    "\"subject_alt_name\":{\"required\":[\"rfc822Name\"],\"allowed\":[],\"domains\":[\"*.?.*\"],\"max_mailboxes\":1},"
    "\"crl_urls\":" URLS ",\"ocsp_urls\":" URLS ",\"ca_issuers_urls\":" URLS ",\"cps_urls\":" URLS "}]}";

static void
check_findings(smimelint_run *run, size_t size)
{
	smimelint_level status = smimelint_result_status(run), worst = SMIMELINT_PASS;
	size_t n = smimelint_finding_count(run);

	for (size_t i = 0; i < n; i++) {
		smimelint_finding f = { .size = sizeof f };

		must(smimelint_finding_get(run, i, &f) == SMIMELINT_OK);
		must(f.offset <= size && f.length <= size - f.offset);
		must(f.rule != NULL && f.message != NULL && f.path != NULL && f.path[0] != '\0');
		must(f.severity >= SMIMELINT_UPCOMING && f.severity <= SMIMELINT_ERROR);
		check_text(f.value);
		check_text(f.path);
		if (f.severity != SMIMELINT_UPCOMING && f.severity > worst)
			worst = f.severity;
	}
	if (status == SMIMELINT_UNREADABLE)
		must(n == 1 && worst == SMIMELINT_ERROR);
	else if (status == SMIMELINT_OUT_OF_SCOPE)
		must(n == 0);
	else
		must(status == worst);
}

static void
check_mailbox(void *arg, const char *mailbox)
{
	(void)arg;
	check_text(mailbox);
}

static void
check_facts(smimelint_run *run)
{
	static const char *const names[] = {
		"sha256", "tbs_sha256", "kind", "profile", "profile_from", "serial", "subject", "issuer",
		"not_before", "not_after", "judged_at", "precertificate", "self_signed", "nothing"
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		check_text(smimelint_fact(run, names[i]));
	for (size_t i = 0; i < smimelint_mailbox_count(run); i++)
		check_text(smimelint_mailbox(run, i));
	smimelint_named_mailboxes(run, check_mailbox, NULL);
}

struct place {
	size_t size;
	unsigned depth;
};

static int
check_row(void *arg, unsigned depth, const char *name, const char *value, uint32_t offset, uint32_t length)
{
	struct place *p = arg;

	must(depth <= p->depth + 1);
	must(offset <= p->size && length <= p->size - offset);
	must(name != NULL && name[0] != '\0');
	check_text(name);
	check_text(value);
	p->depth = depth;
	return 0;
}

/* Making a context costs more than linting: each is made once, or now and then where issuers are added to it. */
static smimelint_ctx *
context_of(size_t i)
{
	static smimelint_ctx *all[SETUPS];
	static unsigned used[SETUPS];
	smimelint_ctx *ctx;

	if (all[i] != NULL && (!setups[i].own_issuer || used[i]++ % 64 != 0))
		return all[i];
	smimelint_ctx_free(all[i]);
	must(smimelint_ctx_new(&ctx) == SMIMELINT_OK);
	for (size_t k = 0; k < MAX_OPTIONS && setups[i].option[k][0] != NULL; k++)
		must(smimelint_ctx_set(ctx, setups[i].option[k][0], setups[i].option[k][1]) == SMIMELINT_OK);
	if (setups[i].ca_profile)
		must(smimelint_ctx_add_ca_profile(ctx, limits, sizeof limits - 1) == SMIMELINT_OK);
	return all[i] = ctx;
}

static void
ask(smimelint_run *run, size_t size, size_t question)
{
	struct place place = { size, 0 };

	switch (question) {
	case 0:
		check_outcomes(run);
		break;
	case 1:
		must(smimelint_walk(run, check_row, &place) == 0);
		break;
	case 2:
		must(smimelint_result_json(run, SMIMELINT_JSON_OUTCOMES, NULL) != NULL);
		break;
	default:
		check_facts(run);
	}
}

static void
lint_with(size_t i, size_t question, const uint8_t *data, size_t size)
{
	smimelint_ctx *ctx = context_of(i);
	smimelint_status st;
	smimelint_run *run;

	if (setups[i].own_issuer)
		(void)smimelint_ctx_add_issuer(ctx, data, size);
	must(smimelint_run_new(&run, ctx) == SMIMELINT_OK);
	st = smimelint_lint(run, data, size);
	must(st == SMIMELINT_OK || st == SMIMELINT_ERR_INPUT);
	must((st == SMIMELINT_ERR_INPUT) == (smimelint_result_status(run) == SMIMELINT_UNREADABLE));
	check_findings(run, size);
	ask(run, size, question);
	smimelint_run_free(run);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t which = chosen(size, 4 * SETUPS);

	lint_with(which % SETUPS, which / SETUPS, data, size);
	return 0;
}
