/* SPDX-License-Identifier: Apache-2.0 */
/* facts.c - what the public header tells of the last certificate besides its findings. */
#include "engine/engine.h"
#include "value/idna.h"
#include "value/mailbox.h"

const char *
smimelint_ruleset(const char *field)
{
	static const char *const facts[][2] = {
		{ "date", "2026-10-04" }, { "sbr", RULESET_SBR }, { "tls-br", RULESET_TLS_BR },
	};
	_Static_assert(RULESET_DAY == DAY(2026, 10, 4), "the date in words");

	for (size_t i = 0; field != NULL && i < sizeof facts / sizeof *facts; i++)
		if (strcmp(facts[i][0], field) == 0)
			return facts[i][1];
	return NULL;
}

const uint8_t *
part_sha256(struct smimelint_run *run, enum artifact_part part)
{
	uint8_t *hash = run->part_hash[part];

	if ((run->parts_hashed & PARTS1(part)) == 0) {
		uint8_t digest[KEY_MAX_HASH];

		if (key_digest(run->key, KEY_SHA256, run->artifact->field[part].raw, digest) != sizeof run->part_hash[part])
			return NULL;
		memcpy(hash, digest, sizeof run->part_hash[part]);
		run->parts_hashed |= PARTS1(part);
	}
	return hash;
}

static const char *
part_sha256_text(struct smimelint_run *run, enum artifact_part part)
{
	const uint8_t *hash = run->artifact->field[part].raw.p != NULL ? part_sha256(run, part) : NULL;

	return hash != NULL ? text_hex(&run->arena, (struct span){ hash, sizeof run->part_hash[part] }) : NULL;
}

smimelint_status
smimelint_fingerprint(smimelint_run *run, const uint8_t *octets, size_t len, uint8_t digest[32])
{
	uint8_t out[KEY_MAX_HASH];

	if (run == NULL || digest == NULL || (octets == NULL && len != 0))
		return SMIMELINT_ERR_ARG;
	if (key_digest(run->key, KEY_SHA256, (struct span){ octets, len }, out) != 32)
		return SMIMELINT_ERR_NOMEM;
	memcpy(digest, out, 32);
	return SMIMELINT_OK;
}

const char *
integer_text(struct smimelint_run *run, struct span s)
{
	const char *hex;

	if (!der_negative(s))
		s = der_magnitude(s);
	hex = text_hex(&run->arena, s);
	while (hex[0] == '0' && hex[1] != '\0')
		hex++;
	return hex[0] == '\0' ? "0" : hex;
}

const char *
serial_text(struct smimelint_run *run)
{
	return cert_ok(&run->cert, PART_SERIAL) && run->cert.serial.n != 0 ? integer_text(run, run->cert.serial) : NULL;
}

const char *
time_text(struct smimelint_run *run, struct artifact_time t)
{
	char buf[32];

	return t.ok ? arena_text(&run->arena, seconds_format(t.seconds, buf)) : NULL;
}

/* ---- facts that every kind of artifact has ---- */

/* Of what came without a signature there is a hash of what is to be signed only. */
const char *
fact_sha256(struct smimelint_run *run)
{
	return run->artifact->bare_tbs ? NULL : part_sha256_text(run, PART_WHOLE);
}

const char *
fact_tbs_sha256(struct smimelint_run *run)
{
	return part_sha256_text(run, PART_TBS);
}

const char *
fact_kind(struct smimelint_run *run)
{
	return kind_text(profile_kinds(&run->profile));
}

const char *
fact_issuer(struct smimelint_run *run)
{
	return artifact_has(run->artifact, PART_ISSUER) ? name_show(&run->arena, &run->artifact->issuer) : NULL;
}

const char *
fact_issuer_name_sha256(struct smimelint_run *run)
{
	return artifact_has(run->artifact, PART_ISSUER) ? part_sha256_text(run, PART_ISSUER) : NULL;
}

const char *
fact_judged_at(struct smimelint_run *run)
{
	char buf[16];

	return arena_text(&run->arena, day_format(run->profile.day, buf));
}

const char *
fact_covers(struct smimelint_run *run)
{
	static const char *const words[] = { NULL, "subscriber", "ca", "both" };

	return words[run->profile.covers];
}

const char *
fact_covers_from(struct smimelint_run *run)
{
	static const char *const words[] = { "none", "option", "idp", "certificates", "issuer" };

	return words[run->profile.covers_from];
}

const char *
smimelint_fact(smimelint_run *run, const char *name)
{
	if (run == NULL || name == NULL || run->record_only || run->status == SMIMELINT_UNREADABLE)
		return NULL;
	for (const struct fact *f = run->type->facts; f->name != NULL; f++)
		if (f->name[0] == name[0] && strcmp(f->name, name) == 0)
			return f->get(run);
	return NULL;
}

size_t
smimelint_mailbox_count(const smimelint_run *run)
{
	return run == NULL || run->artifact != &run->cert.artifact || run->status == SMIMELINT_UNREADABLE ? 0 :
	    run->cert.n_mailbox;
}

const char *
smimelint_mailbox(smimelint_run *run, size_t i)
{
	if (i >= smimelint_mailbox_count(run))
		return NULL;
	return text_show(&run->arena, run->cert.mailbox[i].text, 0);
}

/* What the rules on mailboxes of names take for one (SBR 7.1.4.2.1). */
static void
name_mailboxes(struct smimelint_run *run, const struct cert_name *n, smimelint_mailbox_fn *fn, void *arg)
{
	const char *text;

	for (unsigned i = 0; i < n->n_attr; i++) {
		const struct cert_attr *a = &n->attr[i];

		if ((a->type == OID_EMAIL_ADDRESS || a->type == OID_COMMON_NAME) && a->text.p != NULL && a->mailbox == MAILBOX_SORT_LIKE &&
		    (text = text_show(&run->arena, a->text, 0)) != NULL)
			fn(arg, text);
	}
}

void
smimelint_named_mailboxes(smimelint_run *run, smimelint_mailbox_fn *fn, void *arg)
{
	if (run == NULL || fn == NULL || run->artifact != &run->cert.artifact || run->status == SMIMELINT_UNREADABLE)
		return;
	name_mailboxes(run, &run->cert.subject, fn, arg);
	for (const struct general_name *g = run->cert.san.first_directory; g != NULL; g = g->next)
		name_mailboxes(run, g->directory, fn, arg);
}

const char *
smimelint_plain_name(smimelint_run *run, const char *name)
{
	const char *at = name != NULL ? strrchr(name, '@') : NULL;
	size_t local = at != NULL ? (size_t)(at - name) + 1 : 0;
	struct span domain;
	char *text;

	if (run == NULL || name == NULL)
		return NULL;
	domain = span_of(name + local);
	if (domain.n > 1 && domain.p[domain.n - 1] == '.')
		domain.n--;
	domain = idna_domain_key(&run->arena, domain);
	text = arena_take(&run->arena, local + domain.n + 1);
	if (text == NULL || run->arena.failed)
		return NULL;
	memcpy(text, name, local);
	memcpy(text + local, domain.p, domain.n);
	return text;
}

/* ---- why a rule did not run ---- */

static const char *
why_not_effective(struct smimelint_run *run, const struct smimelint_rule *r)
{
	char buf[16];
	int32_t since;

	if (r->evidence != EVIDENCE_NONE)
		return "did not bind when that happened";
	if (r->schedule[0].from > run->profile.day)
		return arena_printf(&run->arena, "from %s", day_format(r->schedule[0].from, buf));
	rule_level(r, run->profile.day, &since);
	return arena_printf(&run->arena, "ended on %s", day_format(since, buf));
}

static const char *
why_unreadable(struct smimelint_run *run, const struct smimelint_rule *r)
{
	const struct artifact *a = run->artifact;
	uint64_t bad = (r->needs | r->reads | r->when) & (a->bad_parts | artifact_unseen(a));
	enum artifact_kind kind = (enum artifact_kind)a->kind;

	/* It sees all, and is stricter on another day than the one that stands in for the artifact's. */
	if (bad == 0 && !a->begins.ok)
		bad = run->type->dated_by;
	for (unsigned p = 0; p < PART_COUNT; p++)
		if ((bad & PARTS1(p)) != 0)
			return arena_printf(&run->arena, "%s cannot be read%s", artifact_part_path(kind,
			    artifact_has(a, (enum artifact_part)p) ? (enum artifact_part)p : PART_EXTENSIONS),
			    (a->bad_parts & PARTS1(p)) != 0 ? "" : " to its end");
	return NULL;
}

/* What the rule said of itself last; NULL: nothing. */
static const char *
why_itself(const struct smimelint_run *run, size_t i)
{
	for (size_t k = run->n_why; k-- > 0;)
		if (run->why[k].rule == i)
			return run->why[k].text;
	return NULL;
}

static const char *
why_not_applicable(struct smimelint_run *run, const struct smimelint_rule *r, size_t i)
{
	const struct artifact *a = run->artifact;
	uint64_t absent = a != NULL ? r->when & ~a->present_parts : 0;
	const char *itself = why_itself(run, i);

	if (itself != NULL)
		return itself;
	if (run->status == SMIMELINT_OUT_OF_SCOPE)
		return run->type->out_of_scope;
	if (r->evidence != EVIDENCE_NONE && run->evidence.record == NULL)
		return "no record";
	if (run->record_only || run->type == NULL)
		return r->evidence == EVIDENCE_RECORD ? "nothing in the record that it is about" : "no certificate";
	if ((r->scope.kinds & profile_kinds(&run->profile)) == 0)
		return run->type->other_kind;
	if ((profile_kinds(&run->profile) & ~r->scope.kinds) != 0)
		return "the kind is not known";
	if (rule_is_of_others(run->ctx, &run->profile, r, i))
		return run->type->out_of_scope;
	if ((run->profile.types & ~r->scope.types) != 0 || (run->profile.gens & ~r->scope.gens) != 0)
		return run->profile.known ? "not for this profile" : "the profile is not known";
	if (r->needs_issuer && !r->own_issuer_too && run->profile.self_signed)
		return "self-signed";
	if (r->needs_issuer && run->issuer.best == NULL && !(r->of_signer && run->profile.kind == KIND_OCSP_RESPONSE))
		return run->issuer_state == ISSUER_NOT_ASKED ? "no issuer given" : "issuer not found";
	for (unsigned p = 0; p < PART_COUNT; p++)
		if ((absent & PARTS1(p)) != 0)
			return arena_printf(&run->arena, "%s is absent",
			    artifact_part_path((enum artifact_kind)a->kind, (enum artifact_part)p));
	return r->evidence != EVIDENCE_NONE ? "nothing in the record that it is about" : r->lacking;
}

static const char *
why_not_evaluated(const struct smimelint_run *run, size_t i)
{
	const char *itself = why_itself(run, i);

	if (itself != NULL)
		return itself;
	return run->issuer_state == ISSUER_NOT_ASKED ? "no issuer given" : "issuer not found";
}

static const char *
why_off(const struct smimelint_ctx *ctx, size_t i)
{
	if (ctx->program[i] != 0 && (ctx->programs & ctx->program[i]) == 0)
		return ctx->program[i] == PROGRAM_CPS ? "needs --ca-profile" : "needs --programs";
	return (ctx->selected[i] & SELECTED_SKIP) != 0 ? "left out by --skip" : "not named by --only";
}

smimelint_outcome
smimelint_rule_outcome(smimelint_run *run, size_t i, const char **why)
{
	const struct smimelint_rule *r;
	const char *text = NULL;
	smimelint_outcome o;

	if (run == NULL || i >= run->n_rules)
		return SMIMELINT_RULE_OFF;
	r = run->rules[i];
	o = (smimelint_outcome)run->outcome[i];
	if (why == NULL)
		return o;
	if (o == SMIMELINT_RULE_NOT_EFFECTIVE)
		text = why_not_effective(run, r);
	else if (o == SMIMELINT_RULE_UNREADABLE)
		text = why_unreadable(run, r);
	else if (o == SMIMELINT_RULE_NOT_APPLICABLE)
		text = why_not_applicable(run, r, i);
	else if (o == SMIMELINT_RULE_NOT_EVALUATED)
		text = why_not_evaluated(run, i);
	else if (o == SMIMELINT_RULE_OFF)
		text = why_off(run->ctx, i);
	*why = text;
	return o;
}

size_t
smimelint_not_evaluated_next(const smimelint_run *run, size_t from)
{
	const uint8_t *at = NULL;

	if (run != NULL && run->outcome != NULL && from < run->n_rules)
		at = memchr(run->outcome + from, SMIMELINT_RULE_NOT_EVALUATED, run->n_rules - from);
	if (at != NULL)
		return (size_t)(at - run->outcome);
	return run != NULL ? run->n_rules : smimelint_rule_count();
}

size_t
smimelint_not_evaluated_count(const smimelint_run *run)
{
	size_t n = 0;

	/* There are few. */
	for (size_t i = 0; run != NULL && (i = smimelint_not_evaluated_next(run, i)) < run->n_rules; i++)
		n++;
	return n;
}
