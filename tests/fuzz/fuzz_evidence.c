/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_evidence.c - any octets are validation evidence: read, indexed, judged
 * alone and with the certificates that the corpus is about, by all rules.
 *
 * "$tbs_sha256:sv" and "$tbs_sha256:mv" in the input are the hashes of the two
 * certificates, so that records match them.
 */
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#include "inside.h"
#include "safe_text.h"
#include "smimelint.h"

/* More in one input show nothing new and take their time. */
#define MAX_RECORDS 3
#define BASES "testdata/base/bases.pem"

struct certificate {
	const char *name, *mark;
	uint8_t der[8192];
	size_t n;
	char tbs[65];
};
static struct certificate certificates[] = {
	{ .name = "# evidence-sv-multi\n", .mark = "$tbs_sha256:sv" },
	{ .name = "# evidence-mv-multi\n", .mark = "$tbs_sha256:mv" },
};
#define CERTIFICATES (sizeof certificates / sizeof *certificates)

static const char *const setups[][3][2] = {
	{ { "upcoming", "all" } },
	{ { "strict-readings", "yes" }, { "now", "2026-07-01T00:00:00Z" }, { "require-evidence", "yes" } },
	{ { "at", "2027-01-01" }, { "clock-skew", "0" } },
};
#define SETUPS (sizeof setups / sizeof *setups)

/* ---- the certificates ---- */

static void
decode(struct certificate *c, const char *pem)
{
	static const char begin[] = "-----BEGIN CERTIFICATE-----\n";
	const char *from = strstr(pem, begin), *end = strstr(pem, "-----END");
	EVP_ENCODE_CTX *b = EVP_ENCODE_CTX_new();
	int n = 0, rest = 0;

	must(from != NULL && end != NULL && b != NULL);
	from += sizeof begin - 1;
	must((size_t)(end - from) < sizeof c->der);
	EVP_DecodeInit(b);
	must(EVP_DecodeUpdate(b, c->der, &n, (const uint8_t *)from, (int)(end - from)) >= 0);
	must(EVP_DecodeFinal(b, c->der + n, &rest) >= 0);
	c->n = (size_t)(n + rest);
	EVP_ENCODE_CTX_free(b);
}

static void
hash(struct certificate *c)
{
	smimelint_ctx *ctx;
	smimelint_run *run = NULL;

	must(smimelint_ctx_new(&ctx) == SMIMELINT_OK && smimelint_run_new(&run, ctx) == SMIMELINT_OK);
	must(smimelint_lint(run, c->der, c->n) == SMIMELINT_OK);
	snprintf(c->tbs, sizeof c->tbs, "%s", smimelint_fact(run, "tbs_sha256"));
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
}

static void
read_certificates(void)
{
	static char text[1 << 20];
	FILE *f = fopen(BASES, "r");
	size_t n;

	must(f != NULL);
	n = fread(text, 1, sizeof text - 1, f);
	fclose(f);
	text[n] = '\0';
	for (size_t i = 0; i < CERTIFICATES; i++) {
		const char *at = strstr(text, certificates[i].name);

		must(at != NULL);
		decode(&certificates[i], at);
		hash(&certificates[i]);
	}
}

/* ---- the input ---- */

/* A copy in which the marks are the hashes. */
static char *
fill(const uint8_t *data, size_t size, size_t *n)
{
	char *out = malloc(size * 5 + 1);

	must(out != NULL);
	*n = 0;
	for (size_t i = 0; i < size;) {
		size_t k;

		for (k = 0; k < CERTIFICATES; k++) {
			size_t mark = strlen(certificates[k].mark);

			if (size - i >= mark && memcmp(data + i, certificates[k].mark, mark) == 0) {
				memcpy(out + *n, certificates[k].tbs, 64);
				*n += 64;
				i += mark;
				break;
			}
		}
		if (k == CERTIFICATES)
			out[(*n)++] = (char)data[i++];
	}
	return out;
}

static void
check_findings(smimelint_run *run)
{
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		must(smimelint_finding_get(run, i, &f) == SMIMELINT_OK);
		must(f.rule != NULL && f.message != NULL);
		check_text(f.value);
		check_text(f.path);
		check_text(f.record_id);
		check_text(f.basis);
	}
}

static void
lint_with(size_t setup, size_t asked, const char *text, size_t n)
{
	static const char list[] = "de\nco.uk\n*.ck\n!www.ck\n";
	smimelint_ctx *ctx;
	smimelint_run *run;

	must(smimelint_ctx_new(&ctx) == SMIMELINT_OK);
	for (size_t k = 0; k < 3 && setups[setup][k][0] != NULL; k++)
		must(smimelint_ctx_set(ctx, setups[setup][k][0], setups[setup][k][1]) == SMIMELINT_OK);
	if (setup == 1)
		must(smimelint_ctx_add_psl(ctx, list, sizeof list - 1) == SMIMELINT_OK);
	(void)smimelint_ctx_add_evidence(ctx, "records", text, n);
	must(smimelint_run_new(&run, ctx) == SMIMELINT_OK);
	for (size_t i = 0; i < CERTIFICATES; i++) {
		must(smimelint_lint(run, certificates[i].der, certificates[i].n) == SMIMELINT_OK);
		check_findings(run);
		/* They are many, and mostly those of every other input. */
		if (asked == i)
			check_outcomes(run);
	}
	for (size_t i = 0; i < smimelint_record_count(ctx) && i < MAX_RECORDS; i++) {
		must(smimelint_lint_record(run, i) == SMIMELINT_OK);
		check_findings(run);
		must(smimelint_report_record(run, i) == SMIMELINT_OK);
		check_findings(run);
	}
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text;
	size_t n, which;

	if (certificates[0].n == 0)
		read_certificates();
	text = fill(data, size, &n);
	which = chosen(n, 8 * SETUPS);
	lint_with(which % SETUPS, which / SETUPS, text, n);
	free(text);
	return 0;
}
