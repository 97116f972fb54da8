/* SPDX-License-Identifier: Apache-2.0 */
/* certificate.c - a certificate as an artifact: how the engine reads it, what it is judged beside, its facts. */
#include "engine/engine.h"

/* A record that names the certificate makes it one of S/MIME, so that its record is looked for first. */
static bool
read(struct smimelint_run *run, struct span der)
{
	run->artifact = &run->cert.artifact;
	/* With "tbs" too: what is to be signed may come in a certificate with a dummy signature. */
	if (!cert_view_read_next(&run->cert, der, CERT_INPUT_AUTO, &run->arena, &run->cert_memo))
		return false;
	return run->ctx->records.n_source == 0 || !cert_readable(&run->cert) || evidence_find(run);
}

static void
gather(struct smimelint_run *run)
{
	const struct smimelint_ctx *ctx = run->ctx;

	issuer_find(run);
	known_find_same_serial(run);
	if (ctx->ca_profiles.n != 0)
		run->ca_profile = ca_profile_find(&ctx->ca_profiles, &run->cert, &run->profile, &run->arena);
}

static void
show(const struct smimelint_run *run, struct check *c)
{
	c->cert = &run->cert;
	c->certificates_given = run->ctx->known.n > 0;
	c->same_serial = run->same_serial;
}

/* ---- facts ---- */

static const char *
fact_profile(struct smimelint_run *run)
{
	return profile_text(&run->profile);
}

static const char *
fact_profile_from(struct smimelint_run *run)
{
	static const char *const words[] = { "none", "policy", "policy-map", "option" };

	return words[run->profile.from];
}

static const char *
fact_subject(struct smimelint_run *run)
{
	return cert_has(&run->cert, PART_SUBJECT) ? name_show(&run->arena, &run->cert.subject) : NULL;
}

static const char *
fact_not_before(struct smimelint_run *run)
{
	return time_text(run, run->cert.not_before);
}

static const char *
fact_not_after(struct smimelint_run *run)
{
	return time_text(run, run->cert.not_after);
}

static const char *
fact_precertificate(struct smimelint_run *run)
{
	return run->profile.precertificate ? "yes" : "no";
}

static const char *
fact_self_signed(struct smimelint_run *run)
{
	return run->profile.self_signed ? "yes" : "no";
}

static const char *
fact_issuer_found(struct smimelint_run *run)
{
	if (run->profile.self_signed || run->issuer_state == ISSUER_NOT_ASKED)
		return NULL;
	return run->issuer_state == ISSUER_FOUND ? "yes" : "no";
}

static const struct fact facts[] = {
	{ "sha256", fact_sha256 }, { "tbs_sha256", fact_tbs_sha256 }, { "kind", fact_kind },
	{ "profile", fact_profile }, { "profile_from", fact_profile_from }, { "serial", serial_text },
	{ "issuer_name_sha256", fact_issuer_name_sha256 }, { "subject", fact_subject }, { "issuer", fact_issuer },
	{ "not_before", fact_not_before }, { "not_after", fact_not_after }, { "judged_at", fact_judged_at },
	{ "precertificate", fact_precertificate }, { "self_signed", fact_self_signed },
	{ "issuer_found", fact_issuer_found }, { NULL, NULL },
};

const struct artifact_type certificate_type = {
	.kinds = KIND_ANY, .limited = true, .not_asked = "a certificate, which is not what --kind or --profile says", .recognise = cert_recognise,
	.dated_by = PARTS1(PART_NOT_BEFORE),
	.unreadable_rule = "x690.certificate.unreadable", .out_of_scope = "not an S/MIME certificate",
	.other_kind = "not for this kind of certificate",
	.read = read, .detect = profile_detect, .gather = gather, .show = show, .finish = evidence_run, .facts = facts,
};
