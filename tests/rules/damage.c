/* SPDX-License-Identifier: Apache-2.0 */
/*
 * damage.c - one damaged element hides nothing (--damage): every list of every
 * case gets an element that cannot be read, in front, at its end, and in the
 * place of one of its own.  Each finding stays, but for those about the element
 * itself and those of rules that need the part whole (rule.h), which are
 * unreadable then; and nobody but the rules on encoding says anything new.
 *
 * An element whose own type can be read, beside those of a list, hides nothing at all.
 */
#include "tests/rules/run.h"

#include <stdio.h>

#include "rule/rule.h"
#include "tests/rules/edit.h"
#include "tests/rules/excuse.h"
#include "tests/rules/sample.h"
#include "x509/cert.h"

/* An element of no list's type; one that is not even framed. */
static const char *const damages[] = { "\x02\x01\x05", "\x30\x02\x02\x05" };
static const size_t damage_size[] = { 3, 4 };
#define DAMAGES (sizeof damages / sizeof *damages)

/*
 * Elements that cannot be read, but are known to be nothing that a rule asks for:
 * an attribute title, names of other forms than a mailbox and a URI, an access
 * method and a policy that nobody knows.
 */
#define TITLE "\x06\x03\x55\x04\x0c"
#define POLICY "\x06\x02\x88\x37"
#define STRANGER(octets) { octets, sizeof(octets) - 1 }
struct stranger {
	const char *octets;
	size_t n;
};
static const struct stranger attributes[] = {
	STRANGER("\x31\x0a\x30\x08" TITLE "\x02\x01\x05"), STRANGER("\x31\x09\x30\x07" TITLE "\x05\x00"),
	STRANGER("\x31\x07\x30\x05" TITLE), STRANGER("\x31\x0a\x30\x08" TITLE "\x80\x01x"), STRANGER("\x31\x09\x30\x07" TITLE "\x0c\x05"),
	STRANGER("\x31\x0b\x30\x09" TITLE "\x30\x02\x02\x05"),
	{ NULL, 0 }
}, names[] = {
	STRANGER("\x89\x01x"), STRANGER("\xa4\x00"), STRANGER("\xa4\x02\x05\x00"), STRANGER("\x84\x01x"),
	STRANGER("\xa4\x0e\x30\x0c\x31\x0a\x30\x08" TITLE "\x02\x01\x05"),
	STRANGER("\x83\x01x"), STRANGER("\xa7\x02\x05\x00"), STRANGER("\xa7\x04\xc0\xa8\x01\x01"), STRANGER("\x0c\x01x"), STRANGER("\x05\x00"),
	STRANGER("\xa0\x07" POLICY "\x0c\x01x"),
	{ NULL, 0 }
}, accesses[] = {
	STRANGER("\x30\x04" POLICY), STRANGER("\x30\x06" POLICY "\xa4\x00"), STRANGER("\x30\x06" POLICY "\x05\x00"),
	{ NULL, 0 }
}, policies[] = {
	STRANGER("\x30\x06" POLICY "\x05\x00"), STRANGER("\x30\x09" POLICY "\x30\x03\x02\x01\x05"),
	STRANGER("\x30\x14" POLICY "\x30\x0e\x30\x0c\x06\x08\x2b\x06\x01\x05\x05\x07\x02\x01\x0c\x00"),
	{ NULL, 0 }
};

/*
 * Rules that ask element by element whether it is whole, because the absence
 * or the comparison is one inside the element.
 */
static struct excuse asks_itself[] = {
	EXCUSED("rfc5280.name-constraints.violated"),
	EXCUSED("rfc5280.policy-mappings.not-in-policies"),
	EXCUSED("sbr.certificate-policies.no-reserved-oid"), EXCUSED("sbr.certificate-policies.sub-ca-no-reserved"),
	EXCUSED("sbr.directory-name.address-part-alone"), EXCUSED("sbr.directory-name.attribute-missing"),
	EXCUSED("sbr.directory-name.given-name-alone"), EXCUSED("sbr.directory-name.legacy-person-missing"),
	EXCUSED("sbr.directory-name.legal-form-as-personal-name"),
	EXCUSED("sbr.directory-name.legal-form-in-personal-name"), EXCUSED("sbr.directory-name.organization-alone"),
	EXCUSED("sbr.directory-name.organization-for-person"), EXCUSED("sbr.directory-name.ov-beyond-organization"),
	EXCUSED("sbr.directory-name.ov-common-name"), EXCUSED("sbr.directory-name.common-name-in-no-profile"),
	EXCUSED("sbr.directory-name.ov-organization-spelling"), EXCUSED("sbr.directory-name.person-and-organization"),
	EXCUSED("sbr.directory-name.person-missing"), EXCUSED("sbr.directory-name.pseudonym-case"),
	EXCUSED("sbr.directory-name.pseudonym-missing"),
	EXCUSED("sbr.directory-name.unrelated-to-name"), EXCUSED("sbr.directory-name.company-for-person"),
	EXCUSED("sbr.directory-name.mailbox-padded"), EXCUSED("sbr.directory-name.organization-of-owner"), EXCUSED("sbr.directory-name.web-address"),
	EXCUSED("sbr.organization-identifier.country-mismatch"),
	/* An empty list is one no longer. */
	EXCUSED("rfc5280.extension.empty"), EXCUSED("rfc5280.extension.empty-inside"),
	EXCUSED("rfc5280.alt-name.empty-value"),
	/* The issuer is another name. */
	EXCUSED("rfc5280.distribution-point.crl-issuer-is-issuer"),
	/* Rules that could not compare everything are now those that could not see everything. */
	EXCUSED("x690.certificate.beyond-limit"),
};
#define ASKS_ITSELF (sizeof asks_itself / sizeof *asks_itself)

/* Of two elements that only together are the fault one is damaged now. */
static struct excuse rest_on_two[] = {
	EXCUSED("sbr.subject.pseudonym-with-name"),
	/* A root or a certificate of a rollover: policies, distribution points and cA say which. */
	EXCUSED("rfc5280.signature.rollover-or-damaged"),
	EXCUSED("sbr.authority-key-identifier.not-roots"),
	/* The rule that there is no mailbox speaks in their place. */
	EXCUSED("sbr.san.subject-mailbox-inside"), EXCUSED("sbr.san.subject-mailbox-doubtful"), EXCUSED("sbr.common-name.mailbox-not-in-san"),
	EXCUSED("sbr.san.subject-mailbox-missing"),
	/* The profiles that it could be are others without that policy. */
	EXCUSED("sbr.subject.attribute-in-no-profile"), EXCUSED("sbr.subject.attribute-missing-in-every-profile"),
	EXCUSED("sbr.common-name.in-no-profile"),
};
#define REST_ON_TWO (sizeof rest_on_two / sizeof *rest_on_two)

/* Says what another rule could not look at, and names it. */
#define UNREADABLE_ABOVE "x690.certificate.issuer-unreadable"

/* A name as a whole is compared, whatever the attribute is, and all policies are named. */
static struct excuse rest_on_all[] = {
	EXCUSED("rfc5280.name-constraints.violated"), EXCUSED("sbr.issuer.equal-name-encoded-otherwise"),
	EXCUSED("sbr.subject.equal-name-encoded-otherwise"),
	EXCUSED("sbr.certificate-policies.no-reserved-oid"),
	/* Paths are followed through policies that can be read wholly. */
	EXCUSED("rfc5280.certificate-policies.none-valid"), EXCUSED(UNREADABLE_ABOVE),
};
#define REST_ON_ALL (sizeof rest_on_all / sizeof *rest_on_all)

/* The only element that was what they ask for is another one now. */
static struct excuse missed[] = {
	EXCUSED("sbr.san.no-mailbox"), EXCUSED("sbr.crl-distribution-points.no-uri"), EXCUSED("apple.subject-alt-name.no-rfc822-name"),
};
#define MISSED (sizeof missed / sizeof *missed)

/* How many elements of a list are replaced, one at a time. */
#define MOST_REPLACED 4

struct trial {
	struct runner *r;
	const struct judged *base;
	smimelint_run *run;
	struct arena *a;
	struct place *place;		/* of the findings, as they were before the damage */
	const char *kind, *profile;	/* as they were, too */
	smimelint_outcome no_issuer;
	bool self_issued, has_issuer;	/* the signature, which the damage breaks, says who it was */
	struct span gone;		/* the element that the damage stands in the place of */
	bool replace;			/* elements as well as more of them */
	bool typed;			/* the damage is a stranger's */
	unsigned tried;
};

/* Where a rule found something. */
struct place {
	struct place *next;
	const smimelint_rule *rule;
	size_t offset, length;
};

/* ---- one trial ---- */

static const char *
text_or_empty(const char *text)
{
	return text != NULL ? text : "";
}

/* Numbers in a value may be those of places, which move; not those in the name of one rule. */
static bool
same_value(const char *id, const char *was, const char *is)
{
	return was == NULL || is == NULL || strcmp(was, is) == 0 ||
	    (strcmp(id, UNREADABLE_ABOVE) != 0 && strpbrk(was, "0123456789") != NULL);
}

static unsigned
count_in(smimelint_run *run, const struct finding *like)
{
	unsigned n = 0;

	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(run, i, &f) == SMIMELINT_OK && f.rule == like->rule && f.severity == like->severity &&
		    same_value(like->id, like->value, f.value))
			n++;
	}
	return n;
}

static unsigned
count_like(const struct judged *j, const struct finding *like)
{
	unsigned n = 0;

	for (const struct finding *f = j->finding; f != NULL; f = f->next)
		n += f->rule == like->rule && f->severity == like->severity && same_value(like->id, like->value, f->value);
	return n;
}

/* Was it about what stood in the damaged element? */
static bool
was_inside(const struct trial *t, const struct finding *f)
{
	size_t from = (size_t)(t->gone.p - t->base->der.p);

	for (const struct place *p = t->place; t->gone.n > 0 && p != NULL; p = p->next)
		if (p->rule == f->rule && p->offset < from + t->gone.n && from < p->offset + p->length)
			return true;
	return false;
}

/* Issuer and policies tell which of the CA's own profiles counts. */
static bool
is_chosen_anew(const smimelint_rule *rule)
{
	return strncmp(rule->id, "cps.", 4) == 0;
}

/* Damage is told under a filter for the rules that are chosen: with the element they may be others. */
static bool
is_told_for_another(const struct trial *t, const struct finding *f)
{
	for (const struct setting *s = t->base->setting; f->rule->tells_damage && s != NULL; s = s->next)
		if (strcmp(s->name, "only") == 0 || strcmp(s->name, "skip") == 0)
			return true;
	return false;
}

/* It says what another rule found, or could not look at: could that rule not look at the certificate itself? */
static bool
speaks_for_unreadable(const struct trial *t, const struct finding *f, uint64_t bad)
{
	for (const char *const *id = f->rule->speaks_for; id != NULL && *id != NULL; id++)
		if (smimelint_rule_outcome(t->run, rule_index(*id), NULL) == SMIMELINT_RULE_UNREADABLE)
			return true;
	if (strcmp(f->id, "rfc5280.issuer.other-certificate-fails") != 0 && strcmp(f->id, UNREADABLE_ABOVE) != 0)
		return false;
	for (size_t i = 0; i < smimelint_rule_count(); i++) {
		const smimelint_rule *rule = smimelint_rule_at(i);

		if (strstr(text_or_empty(f->value), rule->id) != NULL && ((rule->needs & bad) != 0 || is_excused(asks_itself, ASKS_ITSELF, rule->id, NULL)) &&
		    smimelint_rule_outcome(t->run, i, NULL) == SMIMELINT_RULE_UNREADABLE)
			return true;
	}
	return false;
}

/*
 * Of several CA certificates one is the better one, or its path is the valid
 * one, by rules of which some could not look: what excludes the damaged name.
 */
static bool
rests_on_choice(const struct trial *t, const struct finding *f)
{
	unsigned n_issuer = 0;

	for (const struct setting *s = t->base->setting; s != NULL; s = s->next)
		n_issuer += strcmp(s->name, "issuer") == 0;
	if (n_issuer < 2 || !f->rule->needs_issuer)
		return false;
	for (size_t i = 0; i < smimelint_rule_count(); i++)
		if (smimelint_rule_at(i)->needs_issuer && smimelint_rule_outcome(t->run, i, NULL) == SMIMELINT_RULE_UNREADABLE)
			return true;
	return false;
}

/* Which profile the certificate asserts is not known any more: the one that the caller claims is judged alone. */
static bool
rests_on_claim(const struct trial *t, uint64_t bad)
{
	for (const struct setting *s = t->base->setting; s != NULL; s = s->next)
		if (strcmp(s->name, "profile") == 0)
			return (bad & PARTS1(PART_EXT_CP)) != 0;
	return false;
}

/* Octets that do not belong where they stand are told of as such; where they cannot be framed, as that. */
static bool
is_unframed(const struct trial *t, const struct finding *f)
{
	size_t at = (size_t)(t->gone.p - t->base->der.p);

	if (!f->rule->tells_damage || smimelint_rule_outcome(t->run, rule_index("x690.frame.broken"), NULL) != SMIMELINT_RULE_FOUND)
		return false;
	for (const struct place *p = t->place; p != NULL; p = p->next)
		if (p->rule == f->rule && p->offset <= at && at <= p->offset + p->length)
			return true;
	return false;
}

/* The element says of what kind the certificate is: rules that hold for some kinds alone are left out, and the notice says how many. */
static bool
rests_on_kind(const struct trial *t, size_t rule)
{
	smimelint_outcome outcome = smimelint_rule_outcome(t->run, rule, NULL);

	return smimelint_rule_outcome(t->run, rule_index("sbr.scope.kind-unknown"), NULL) == SMIMELINT_RULE_FOUND &&
	    (outcome == SMIMELINT_RULE_NOT_APPLICABLE || outcome == SMIMELINT_RULE_UNREADABLE);
}

/* May this finding be gone?  Only where it was about the element, or its rule could not look. */
static bool
may_be_gone(const struct trial *t, const struct finding *f, uint64_t bad)
{
	size_t i = rule_index(f->id);

	/* A signature that was known as a dummy's is broken: the notice of what was issued stands in the error's place. */
	if (strcmp(f->id, "sbr.scope.before-effective") == 0)
		return f->severity == SMIMELINT_ERROR && smimelint_rule_outcome(t->run, i, NULL) == SMIMELINT_RULE_FOUND;
	if (speaks_for_unreadable(t, f, bad) || rests_on_claim(t, bad) || rests_on_kind(t, i) || is_unframed(t, f))
		return true;
	/* Why the profile is not known has another reason. */
	if (f->rule->speaks_for_profile && smimelint_rule_outcome(t->run, i, NULL) == SMIMELINT_RULE_FOUND)
		return true;
	if (t->gone.n > 0 && (was_inside(t, f) || is_told_for_another(t, f) || is_chosen_anew(f->rule) || rests_on_choice(t, f)))
		return true;
	/* What was gone with the element may have made the rule apply. */
	if (smimelint_rule_outcome(t->run, i, NULL) == SMIMELINT_RULE_UNREADABLE &&
	    ((f->rule->needs | (t->gone.n > 0 ? f->rule->reads : 0)) & bad) != 0)
		return true;
	if (is_excused(t->typed ? rest_on_all : asks_itself, t->typed ? REST_ON_ALL : ASKS_ITSELF, f->id, NULL))
		return true;
	return t->gone.n > 0 && is_excused(rest_on_two, REST_ON_TWO, f->id, NULL);
}

/* Rules that speak because of the damage alone. */
static struct excuse others[] = {
	EXCUSED("rfc5280.extension.malformed"), EXCUSED("rfc5280.field.malformed"),
	/* Beside the damage, for a rule that rests on the profile and cannot look. */
	EXCUSED("sbr.scope.profile-unknown"), EXCUSED("sbr.scope.kind-unknown"),
	/* A subject with a damaged attribute is not empty. */
	EXCUSED("sbr.san.critical"),
	/* The milder one of two, without the organizationName that made it the other. */
	EXCUSED("sbr.subject.organization-in-personal-name"),
	/* The name that one of two issuing CAs excludes is damaged. */
	EXCUSED("rfc5280.issuer.other-certificate-fails"), EXCUSED("rfc5280.issuer.other-certificate-above-fails"),
	/* The name that breaks the constraints above is damaged, and the one beside it stays unknown. */
	EXCUSED("rfc5280.name-constraints.not-compared"),
};
#define OTHERS (sizeof others / sizeof *others)

/* What a stranger breaks by being there. */
static struct excuse of_strangers[] = {
	/* The title, in a subject and in the name whose only attribute it is. */
	EXCUSED("sbr.subject.mv-title"), EXCUSED("sbr.subject.ov-title"), EXCUSED("sbr.subject.attribute-in-no-profile"),
	EXCUSED("cps.subject.attribute-not-allowed"), EXCUSED("sbr.directory-name.attribute-forbidden"),
	EXCUSED("sbr.directory-name.attribute-missing"), EXCUSED("sbr.directory-name.person-missing"),
	EXCUSED("sbr.directory-name.legacy-person-missing"), EXCUSED("rfc5280.issuer.root-of-another"),
	/* The form and the policy. */
	EXCUSED("sbr.san.name-form-forbidden"), EXCUSED("sbr.san.other-name-forbidden"), EXCUSED("cps.subject-alt-name.form-not-allowed"),
	EXCUSED("cps.policy.not-allowed"),
};
#define OF_STRANGERS (sizeof of_strangers / sizeof *of_strangers)

/* May this rule speak because of the damage alone?  Also one that gave way before, where its partner could not look. */
static bool
may_be_new(const struct trial *t, const smimelint_rule *rule)
{
	const char *id = rule->id;

	return rule->yields_to != NULL || strncmp(id, "x690.", 5) == 0 || is_excused(others, OTHERS, id, NULL) ||
	    (t->typed && is_excused(of_strangers, OF_STRANGERS, id, NULL)) ||
	    (t->gone.n > 0 && (is_chosen_anew(rule) || is_excused(missed, MISSED, id, NULL)));
}

static bool
has_rule(const struct judged *j, const smimelint_rule *rule)
{
	for (const struct finding *f = j->finding; f != NULL; f = f->next)
		if (f->rule == rule)
			return true;
	return false;
}

static smimelint_outcome
outcome_of(const struct trial *t, const char *id)
{
	return smimelint_rule_outcome(t->run, rule_index(id), NULL);
}

/* An element that is gone, or the signature, may have made the certificate what it was. */
static bool
is_another_now(const struct trial *t, const struct cert_view *cv)
{
	static const char claim_id[] = "sbr.certificate-policies.other-profile";
	const smimelint_rule *claim = smimelint_rule_at(rule_index(claim_id));

	return strcmp(t->kind, text_or_empty(smimelint_fact(t->run, "kind"))) != 0 ||
	    strcmp(t->profile, text_or_empty(smimelint_fact(t->run, "profile"))) != 0 ||
	    (has_rule(t->base, claim) && outcome_of(t, claim_id) != SMIMELINT_RULE_FOUND) ||
	    cert_self_issued(cv) != t->self_issued || outcome_of(t, "sbr.issuer.not-found") != t->no_issuer ||
	    (t->has_issuer && t->no_issuer == SMIMELINT_RULE_OFF);
}

static void
compare(struct trial *t, const char *where, const struct rebuilt *der)
{
	struct cert_view *cv = arena_take(t->a, sizeof *cv);
	const struct judged *j = t->base;

	if (cv == NULL || !cert_view_read(cv, (struct span){ der->p, der->n }, CERT_INPUT_AUTO, t->a))
		return;
	if ((t->gone.n > 0 || t->self_issued || t->has_issuer) && is_another_now(t, cv))
		return;
	for (const struct finding *f = j->finding; f != NULL; f = f->next)
		if (count_in(t->run, f) < count_like(j, f) && !may_be_gone(t, f, cv->bad_parts | (t->gone.n > 0 ? cv->typed_parts : 0)))
			complain(t->r, j->recipe, j->c, j->c->line, "a damaged element in %s hides %s %s", where, f->id,
			    f->value != NULL ? f->value : "");
	for (size_t i = 0; i < smimelint_finding_count(t->run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(t->run, i, &f) == SMIMELINT_OK && !has_rule(j, f.rule) && !may_be_new(t, f.rule))
			complain(t->r, j->recipe, j->c, j->c->line, "a damaged element in %s makes %s speak: %s", where, f.rule->id,
			    f.value != NULL ? f.value : "");
	}
}

/* One edit; false: it was complained about. */
static bool
try_edit(struct trial *t, const char *where, const struct edit *e)
{
	struct span in = t->base->der;
	struct der_tlv whole;
	struct rebuilt o = { arena_take(t->a, 2 * t->base->der.n + 4096), 0 };
	unsigned failed = t->r->failed;

	if (o.p == NULL || der_next(&in, &whole) != DER_OK || in.n > 0 || !edit_put(&o, &whole, e))
		return true;
	t->tried++;
	t->gone = (struct span){ e->at, e->gone };
	if (smimelint_lint(t->run, o.p, o.n) != SMIMELINT_OK)
		complain(t->r, t->base->recipe, t->base->c, t->base->c->line, "a damaged element in %s: not linted", where);
	else
		compare(t, where, &o);
	return failed == t->r->failed;
}

/* Puts strangers in front and at the end; an empty list would be one no longer. */
static void
add_strangers(struct trial *t, const char *where, struct span list, const struct stranger *s)
{
	t->typed = true;
	for (; list.n > 0 && s != NULL && s->octets != NULL; s++)
		if (!try_edit(t, where, &(struct edit){ list, list.p, 0, s->octets, s->n }) ||
		    !try_edit(t, where, &(struct edit){ list, list.p + list.n, 0, s->octets, s->n }))
			break;
	t->typed = false;
}

/* Damages the list whose content these octets are: an element more in front and at the end, or in the place of one. */
static void
damage_list(struct trial *t, const char *where, struct span list, const struct stranger *strangers)
{
	struct span in = list;
	struct der_tlv element;

	if (list.p == NULL || !der_framed(list))
		return;
	add_strangers(t, where, list, strangers);
	for (size_t i = 0; i < DAMAGES; i++)
		if (!try_edit(t, where, &(struct edit){ list, list.p, 0, damages[i], damage_size[i] }) ||
		    (list.n > 0 && !try_edit(t, where, &(struct edit){ list, list.p + list.n, 0, damages[i], damage_size[i] })))
			return;
	for (size_t i = 0; t->replace && i < MOST_REPLACED && der_next(&in, &element) == DER_OK; i++)
		for (size_t k = 0; k < DAMAGES; k++)
			if (!try_edit(t, where, &(struct edit){ list, element.raw.p, element.raw.n, damages[k], damage_size[k] }))
				return;
}

/* ---- the lists of a certificate ---- */

static struct span
content(struct span element)
{
	struct der_tlv t;

	return der_next(&element, &t) == DER_OK && (t.id & DER_CONSTRUCTED) != 0 ? t.val : SPAN_NONE;
}

static const struct stranger *
strangers_of(enum artifact_part part)
{
	switch (part) {
	case PART_EXT_SAN:
	case PART_EXT_IAN:
		return names;
	case PART_EXT_AIA:
	case PART_EXT_SIA:
		return accesses;
	case PART_EXT_CP:
		return policies;
	default:
		return NULL;
	}
}

static void
damage_extensions(struct trial *t, const struct cert_view *cv)
{
	static const uint8_t lists[] = {
		PART_EXT_SAN, PART_EXT_IAN, PART_EXT_EKU, PART_EXT_CP, PART_EXT_CRLDP, PART_EXT_FRESHEST, PART_EXT_AIA, PART_EXT_SIA,
		PART_EXT_PM, PART_EXT_SMIMECAPS, PART_EXT_SDA, PART_EXT_QC,
	};

	for (size_t i = 0; i < sizeof lists; i++)
		if (cv->by_part[lists[i]] != NULL)
			damage_list(t, artifact_part_path(ARTIFACT_CERTIFICATE, (enum artifact_part)lists[i]),
			    content(cv->by_part[lists[i]]->val), strangers_of(lists[i]));
	damage_list(t, "permittedSubtrees", cv->nc.permitted_in, NULL);
	damage_list(t, "excludedSubtrees", cv->nc.excluded_in, NULL);
	for (unsigned i = 0; i < cv->policies.n; i++)
		damage_list(t, "policyQualifiers", cv->policies.v[i].qualifiers, NULL);
	for (unsigned i = 0; i < cv->crldp.n; i++)
		damage_list(t, "fullName", cv->crldp.v[i].full.raw, names);
	for (unsigned i = 0; i < cv->san.n; i++)
		if (cv->san.v[i].directory != NULL)
			damage_list(t, "directoryName", content(cv->san.v[i].directory->raw), attributes);
	damage_list(t, "extensions", content(cv->field[PART_EXTENSIONS].val), NULL);
}

static void
note_places(struct trial *t)
{
	if (smimelint_lint(t->run, t->base->der.p, t->base->der.n) != SMIMELINT_OK)
		return;
	t->kind = arena_printf(t->a, "%s", smimelint_fact(t->run, "kind"));
	t->no_issuer = outcome_of(t, "sbr.issuer.not-found");
	t->profile = arena_printf(t->a, "%s", text_or_empty(smimelint_fact(t->run, "profile")));
	for (size_t i = 0; i < smimelint_finding_count(t->run); i++) {
		smimelint_finding f = { .size = sizeof f };
		struct place *p = arena_take(t->a, sizeof *p);

		if (p == NULL || smimelint_finding_get(t->run, i, &f) != SMIMELINT_OK || f.length == 0)
			continue;
		*p = (struct place){ t->place, f.rule, f.offset, f.length };
		t->place = p;
	}
}

static void
damage_case(struct trial *t)
{
	const struct judged *j = t->base;
	struct cert_view *cv = arena_take(t->a, sizeof *cv);

	if (cv == NULL || !cert_view_read(cv, j->der, CERT_INPUT_AUTO, t->a) || !cert_readable(cv) || cv->lost_parts != 0)
		return;
	if (!cert_ok(cv, PART_EXTENSIONS))
		return;
	t->self_issued = cert_self_issued(cv);
	for (const struct setting *s = j->setting; s != NULL; s = s->next)
		t->has_issuer = t->has_issuer || is_neighbour_setting(s);
	note_places(t);
	damage_list(t, "subject", cv->field[PART_SUBJECT].val, attributes);
	damage_list(t, "issuer", cv->field[PART_ISSUER].val, NULL);
	damage_extensions(t, cv);
}

/* Evidence is found by the certificate's digest, which the damage changes. */
static bool
is_fit(const struct judged *j)
{
	for (const struct setting *s = j->setting; s != NULL; s = s->next)
		if (is_record_setting(s))
			return false;
	for (const struct finding *f = j->finding; f != NULL; f = f->next)
		if (strcmp(f->id, "sbr.scope.more-findings") == 0 || strcmp(f->id, "x690.frame.broken") == 0 || strcmp(f->id, "x690.certificate.unreadable") == 0)
			return false;
	return j->finding != NULL;
}

void
damage_elements(struct runner *r, size_t every)
{
	struct arena a;
	unsigned tried = 0;

	arena_init(&a);
	for (const struct judged *j = r->first; j != NULL; j = j->next) {
		struct trial t = { .r = r, .base = j, .a = &a, .replace = is_sampled(j->c->name, every) };
		smimelint_ctx *ctx;

		if (!is_fit(j))
			continue;
		arena_reset(&a);
		ctx = case_context(r, j->recipe, j->setting, j->der, NULL);
		if (ctx != NULL && smimelint_run_new(&t.run, ctx) == SMIMELINT_OK)
			damage_case(&t);
		r->world.tool.error[0] = '\0';
		smimelint_run_free(t.run);
		smimelint_ctx_free(ctx);
		tried += t.tried;
	}
	arena_free(&a);
	if (every == 1 && r->only == NULL)
		r->failed += print_unused(asks_itself, ASKS_ITSELF, "asks_itself") + print_unused(rest_on_two, REST_ON_TWO, "rest_on_two") +
		    print_unused(others, OTHERS, "others") + print_unused(missed, MISSED, "missed") + print_unused(of_strangers, OF_STRANGERS, "of_strangers") +
		    print_unused(rest_on_all, REST_ON_ALL, "rest_on_all");
	printf("%u damaged certificates\n", tried);
	r->passed += tried > 5000;
	r->failed += tried <= 5000;
}
