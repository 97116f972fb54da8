/* SPDX-License-Identifier: Apache-2.0 */
#include "report/part.h"

#include <inttypes.h>

#include "base/text.h"
#include "base/utf8.h"

#define TYPE(t) (1u << (t))
#define TEXT TYPE(JSON_STRING)
#define NUMBER TYPE(JSON_NUMBER)
#define OBJECT TYPE(JSON_OBJECT)
#define ARRAY TYPE(JSON_ARRAY)
#define NONE TYPE(JSON_NULL)

/* A member that must be there, and the types it may have. */
struct member {
	const char *name;
	unsigned types;
};

void
part_init(struct part *p, struct stream *stream)
{
	*p = (struct part){ .ended = false };
	pieces_init(&p->pieces, stream);
}

void
part_free(struct part *p)
{
	pieces_free(&p->pieces);
	arena_free(&p->arena);
	arena_free(&p->kept);
}

bool
part_failed(const struct part *p)
{
	return pieces_failed(&p->pieces) || p->arena.failed || p->kept.failed;
}

/* ---- what a result is ---- */

bool
part_level(const struct json_value *v, smimelint_level *level)
{
	for (unsigned l = SMIMELINT_PASS; l <= SMIMELINT_UNREADABLE; l++)
		if (json_is(v, smimelint_level_name((smimelint_level)l))) {
			*level = (smimelint_level)l;
			return true;
		}
	return false;
}

static bool
text_safe(struct span text)
{
	uint32_t code;

	while (text.n > 0)
		if (*text.p >= 0x20 && *text.p < 0x7f)	/* nearly all of it */
			text = span_sub(text, 1, text.n - 1);
		else if (!utf8_next(&text, &code) || text_unsafe(code))
			return false;
	return true;
}

const char *
part_text(struct arena *a, const struct json_value *v)
{
	char *copy;

	if (v == NULL || v->type != JSON_STRING)
		return NULL;
	if (!text_safe(v->text))
		return text_show(a, v->text, 0);
	if ((copy = arena_take(a, v->text.n + 1)) == NULL)
		return "";
	if (v->text.n > 0)
		memcpy(copy, v->text.p, v->text.n);
	return copy;
}

/* A reason for damage: the place in the result and what is wrong there. */
static const char *
wrong(struct arena *a, const struct json_value *v, const char *member, const char *what)
{
	return arena_printf(a, "%s: %s", json_pointer(a, v, member), what);
}

static const char *
check_members(struct arena *a, const struct json_value *object, const struct member *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct json_value *v = json_find(object, list[i].name);

		if (v == NULL)
			return wrong(a, object, list[i].name, "missing");
		if ((TYPE(v->type) & list[i].types) == 0)
			return wrong(a, v, NULL, arena_printf(a, "%s where it cannot be", json_type_name(v)));
	}
	return NULL;
}

#define CHECK(a, object, list) check_members(a, object, list, sizeof list / sizeof *list)

/* Adds the severity of a finding to the worst one, and to the counts. */
static const char *
check_finding(struct arena *a, const struct json_value *finding, smimelint_level *worst, struct part_counts *counts)
{
	static const struct member members[] = {
		{ "rule", TEXT }, { "severity", TEXT }, { "state", TEXT }, { "source", TEXT }, { "section", TEXT },
		{ "since", TEXT | NONE }, { "message", TEXT }, { "value", TEXT | NONE }, { "path", TEXT | NONE },
		{ "offset", NUMBER | NONE }, { "length", NUMBER | NONE }, { "reading", TEXT | NONE },
		{ "record", OBJECT | NONE }, { "basis", TEXT | NONE },
	};
	const struct json_value *state = json_find(finding, "state");
	smimelint_level severity;
	const char *why;

	if (finding->type != JSON_OBJECT)
		return wrong(a, finding, NULL, "no finding");
	if ((why = CHECK(a, finding, members)) != NULL)
		return why;
	if (!part_level(json_find(finding, "severity"), &severity) || severity < SMIMELINT_UPCOMING ||
	    severity > SMIMELINT_ERROR)
		return wrong(a, finding, "severity", "no severity");
	if (!json_is(state, "new") && !json_is(state, "known") && !json_is(state, "waived"))
		return wrong(a, state, NULL, "no state");
	if (severity != SMIMELINT_UPCOMING && severity > *worst)
		*worst = severity;
	counts->finding[severity]++;
	return NULL;
}

/* Adds the result to the counts, unless something is wrong. */
static const char *
check_findings(struct arena *a, const struct json_value *result, struct part_counts *counts)
{
	const struct json_value *findings = json_find(result, "findings"), *status = json_find(result, "status");
	smimelint_level worst = SMIMELINT_PASS, level;
	int64_t not_evaluated;
	const char *why;

	for (const struct json_value *f = findings->child; f != NULL; f = f->next)
		if ((why = check_finding(a, f, &worst, counts)) != NULL)
			return why;
	if (!part_level(status, &level) || level == SMIMELINT_UPCOMING)
		return wrong(a, status, NULL, "no status");
	if (level <= SMIMELINT_ERROR && level != worst)
		return wrong(a, status, NULL, arena_printf(a, "%s where the worst finding is %s",
		    smimelint_level_name(level), smimelint_level_name(worst)));
	counts->status[level]++;
	if (json_int64(json_find(result, "not_evaluated"), &not_evaluated) && not_evaluated > 0)
		counts->not_evaluated += (uint64_t)not_evaluated;
	return NULL;
}

static const char *
check_certificate(struct arena *a, const struct json_value *certificate)
{
	static const struct member members[] = {
		{ "sha256", TEXT | NONE }, { "tbs_sha256", TEXT | NONE }, { "kind", TEXT | NONE }, { "profile", TEXT | NONE },
		{ "profile_from", TEXT | NONE }, { "serial", TEXT | NONE }, { "subject", TEXT | NONE },
		{ "issuer", TEXT | NONE }, { "not_before", TEXT | NONE }, { "not_after", TEXT | NONE }, { "mailboxes", ARRAY },
	};

	return certificate->type == JSON_NULL ? NULL : CHECK(a, certificate, members);
}

static const char *
check_schema(struct arena *a, const struct json_value *value)
{
	return json_is(json_find(value, "schema"), "smimelint/1") ? NULL : wrong(a, value, "schema", "not \"smimelint/1\"");
}

static void
count_one_not_evaluated(struct tally *t, const char *rule)
{
	tally_not_evaluated(t, rule, smimelint_rule_index(smimelint_rule_find(rule)));
}

/* A result may count rules that it does not name, as those of older releases do. */
static void
count_not_evaluated(struct tally *t, struct arena *a, const struct json_value *result)
{
	const struct json_value *names = json_find(result, "not_evaluated_rules");
	int64_t n;

	if (!json_int64(json_find(result, "not_evaluated"), &n) || n <= 0 || n > UINT16_MAX)
		return;
	for (const struct json_value *v = names != NULL ? names->child : NULL; v != NULL && n > 0; v = v->next, n--)
		count_one_not_evaluated(t, v->type == JSON_STRING ? part_text(a, v) : "");
	t->not_evaluated += (uint64_t)n;
}

/* Why it is no result; NULL: it is one, and counted. */
static const char *
check_result(struct arena *a, const struct json_value *result, struct part_counts *counts)
{
	static const struct member members[] = {
		{ "source", OBJECT }, { "certificate", OBJECT | NONE }, { "judged_at", TEXT | NONE }, { "status", TEXT },
		{ "findings", ARRAY },
	};
	static const struct member source[] = {
		{ "path", TEXT }, { "index", NUMBER }, { "format", TEXT | NONE }, { "line", NUMBER | NONE },
	};
	const char *why = check_schema(a, result);

	if (why == NULL)
		why = CHECK(a, result, members);
	if (why == NULL)
		why = CHECK(a, json_find(result, "source"), source);
	if (why == NULL)
		why = check_certificate(a, json_find(result, "certificate"));
	if (why == NULL)
		why = check_findings(a, result, counts);
	return why;
}

const char *
part_wrong(struct arena *a, const struct json_value *result)
{
	struct part_counts counts = { .not_evaluated = 0 };

	return check_result(a, result, &counts);
}

static bool
is_object(const struct json_value *v)
{
	return v != NULL && v->type == JSON_OBJECT;
}

static void
count_names(struct tally *t, struct arena *a, const struct json_value *about, const char *issued)
{
	const char *issuer = part_text(a, json_find(about, "issuer")), *kind = part_text(a, json_find(about, "kind"));

	tally_kind(t, kind);
	tally_certificate(t, issuer != NULL ? issuer : part_text(a, json_find(about, "responder")), part_text(a, json_find(about, "profile")),
	    kind, part_text(a, json_find(about, issued)));
}

void
part_count_crl(struct tally *t, struct arena *a, const struct json_value *crl)
{
	const struct json_value *reasons = json_find(crl, "reasons");
	const char *text = "";
	int64_t n;

	for (const struct json_value *v = is_object(reasons) ? reasons->child : NULL; v != NULL; v = v->next)
		if (json_int64(v, &n) && n > 0)
			text = arena_printf(a, "%s%s%s %lld", text, *text != '\0' ? ", " : "", text_show(a, v->key, 0), (long long)n);
	tally_crl(t, part_text(a, json_find(crl, "covers")), text);
}

smimelint_level
part_count(struct tally *t, struct arena *a, const struct json_value *result)
{
	const struct json_value *certificate = json_find(result, "certificate"), *findings = json_find(result, "findings");
	smimelint_level status = SMIMELINT_UNREADABLE, severity = SMIMELINT_ERROR;

	part_level(json_find(result, "status"), &status);
	tally_result(t, status);
	count_not_evaluated(t, a, result);
	for (const struct json_value *f = findings->child; f != NULL; f = f->next) {
		part_level(json_find(f, "severity"), &severity);
		tally_finding(t, severity, json_is(json_find(f, "state"), "new"), part_text(a, json_find(f, "rule")));
	}
	if (certificate->type == JSON_OBJECT)
		count_names(t, a, certificate, "not_before");
	else if (is_object(json_find(result, "crl"))) {
		count_names(t, a, json_find(result, "crl"), "this_update");
		part_count_crl(t, a, json_find(result, "crl"));
	} else if (is_object(json_find(result, "ocsp")))
		count_names(t, a, json_find(result, "ocsp"), "produced_at");
	return status;
}

static const char *
check_document(struct arena *a, const struct json_value *document)
{
	static const struct member members[] = { { "tool", OBJECT | NONE }, { "run", OBJECT | NONE } };
	const char *why = check_schema(a, document);

	return why != NULL ? why : CHECK(a, document, members);
}

static const char *
check_summary(struct arena *a, const struct json_value *value)
{
	static const struct member members[] = { { "summary", OBJECT } };
	static const struct member counts[] = { { "results", NUMBER }, { "skipped", NUMBER | NONE } };
	const char *why = CHECK(a, value, members);

	return why != NULL ? why : CHECK(a, json_find(value, "summary"), counts);
}

/* Is it of smimelint, in a schema that is not ours? */
static bool
has_other_schema(const struct json_value *v)
{
	const struct json_value *schema = json_find(v, "schema");
	const struct span own = SPAN_LIT("smimelint");

	return schema != NULL && schema->type == JSON_STRING && span_eq(span_sub(schema->text, 0, own.n), own) &&
	    !json_is(schema, "smimelint/1") && !json_is(schema, "smimelint-summary/1");
}

/* ---- entries ---- */

/* What a piece is; PART_DAMAGE with its reason when it is nothing that a report holds. */
static void
read_piece(struct part *p, const struct piece *piece, struct part_entry *e)
{
	const struct json_value *v;
	struct json_fault fault;

	*e = (struct part_entry){ PART_DAMAGE, NULL, piece->text, piece->line, p->pieces.line, piece->fault, false };
	arena_reset(&p->arena);
	if (piece->kind == PIECE_DAMAGE)
		return;
	if ((v = e->value = json_read(&p->arena, piece->text, NULL, &fault)) == NULL) {
		e->reason = arena_printf(&p->arena, "%s", fault.what != NULL ? fault.what : "");
		return;
	}
	if (!text_safe(piece->text)) {
		e->reason = "a character that reports escape";
		return;
	}
	if (piece->kind == PIECE_HEAD) {
		e->kind = PART_HEAD;
		e->reason = check_document(&p->arena, v);
	} else if (piece->kind == PIECE_VALUE &&
	    (json_find(v, "results") != NULL || json_is(json_find(v, "schema"), "smimelint-summary/1"))) {
		e->kind = PART_SUMMARY;
		e->reason = check_summary(&p->arena, v);
	} else {
		e->kind = PART_RESULT;
		e->reason = check_result(&p->arena, v, &p->counts);
	}
	if (e->reason == NULL)
		return;
	e->kind = PART_DAMAGE;
	e->foreign = has_other_schema(v);
}

/* Keeps damage until what follows it is known. */
static void
keep_damage(struct part *p, const struct part_entry *e)
{
	if (p->damage.reason == NULL) {
		arena_reset(&p->kept);
		p->damage = *e;
		p->damage.reason = arena_printf(&p->kept, "%s", e->reason);
		p->damage.value = NULL;
		p->damage.text = SPAN_NONE;
	}
	p->damage.last_line = e->last_line;
	p->damage.foreign |= e->foreign;
	p->damaged = true;
}

/* The damage that was kept. */
static bool
give_damage(struct part *p, struct part_entry *e)
{
	*e = p->damage;
	p->damage.reason = NULL;
	p->entries++;
	return !part_failed(p);
}

/* One count of a summary against what the results say; an older report may lack it. */
static const char *
check_one_count(struct part *p, const struct json_value *counts, const char *name, uint64_t own)
{
	const struct json_value *v = json_find(counts, name);
	int64_t n;

	if (v == NULL || (json_int64(v, &n) && n >= 0 && (uint64_t)n == own))
		return NULL;
	return wrong(&p->arena, v, NULL, !json_int64(v, &n) ? "no count" :
	    arena_printf(&p->arena, "%" PRIi64 ", where the results have %" PRIu64, n, own));
}

/* What was skipped stands beside the summary one by one, as far as it is listed; an older report has no list. */
static const char *
check_skipped(struct part *p, const struct json_value *value)
{
	const struct json_value *list = json_find(value, "skipped");
	uint64_t listed = 0;
	int64_t n;

	if (list == NULL || list->type == JSON_NULL || !json_int64(json_find(json_find(value, "summary"), "skipped"), &n) || n < 0)
		return NULL;
	if (list->type != JSON_ARRAY)
		return wrong(&p->arena, list, NULL, "no list");
	for (const struct json_value *v = list->child; v != NULL; v = v->next)
		listed++;
	if (listed == ((uint64_t)n < SKIPS_LISTED ? (uint64_t)n : SKIPS_LISTED))
		return NULL;
	return arena_printf(&p->arena, "the summary counts %" PRIi64 " skipped, the report lists %" PRIu64, n, listed);
}

/* Does the summary count what its results say? */
static const char *
check_counts(struct part *p, const struct json_value *summary)
{
	const struct json_value *status = json_find(summary, "status"), *findings = json_find(summary, "findings");
	const char *why = check_one_count(p, summary, "not_evaluated", p->counts.not_evaluated);

	for (unsigned l = SMIMELINT_PASS; why == NULL && l <= SMIMELINT_UNREADABLE; l++) {
		const char *name = smimelint_level_name((smimelint_level)l);

		why = check_one_count(p, status, name, p->counts.status[l]);
		if (why == NULL)
			why = check_one_count(p, findings, name, p->counts.finding[l]);
	}
	return why;
}

/* A report that closes with a count must have as many results; where some are damaged, that was said. */
static void
check_count(struct part *p, struct part_entry *e)
{
	int64_t n;

	if (!json_int64(json_find(json_find(e->value, "summary"), "results"), &n) || n < 0)
		e->reason = "/summary/results: no count";
	else if ((uint64_t)n != p->results && !p->damaged)
		e->reason = arena_printf(&p->arena, "the summary counts %" PRIi64 " results, the report has %" PRIu64,
		    n, p->results);
	if (e->reason != NULL) {
		e->kind = PART_DAMAGE;
		e->line = e->last_line;
	} else if (!p->damaged) {
		e->reason = check_counts(p, json_find(e->value, "summary"));
		if (e->reason == NULL)
			e->reason = check_skipped(p, e->value);
	}
	p->results = 0;
	memset(&p->counts, 0, sizeof p->counts);
	p->damaged = false;
}

/* The end of the input, once. */
static bool
at_end(struct part *p, struct part_entry *e)
{
	if (p->damage.reason != NULL)
		return give_damage(p, e);
	if (p->entries > 0 || p->ended || stream_broken(p->pieces.stream) || part_failed(p))
		return false;
	p->ended = true;
	*e = (struct part_entry){ .kind = PART_DAMAGE, .reason = "it is empty" };
	return true;
}

bool
part_next(struct part *p, struct part_entry *e)
{
	while (p->waiting || pieces_next(&p->pieces, &p->piece)) {
		p->waiting = false;
		read_piece(p, &p->piece, e);
		if (part_failed(p))
			return false;
		if (e->kind != PART_DAMAGE && p->damage.reason != NULL) {
			p->waiting = true;
			return give_damage(p, e);
		}
		if (e->kind == PART_SUMMARY)
			check_count(p, e);
		if (e->kind == PART_DAMAGE) {
			keep_damage(p, e);
			continue;
		}
		p->results += e->kind == PART_RESULT;
		p->entries++;
		return true;
	}
	return at_end(p, e);
}
