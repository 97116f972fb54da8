/* evidence_record.c - is there a record, can it be used, is it about this certificate, do its parts hold together. */
#include "rules/tables.h"

/* ---- what the engine finds ---- */

static void
record_absent(struct check *c)
{
	report_fact(c, NULL, NULL, NULL);
}

static void
record_unusable(struct check *c)
{
	const struct ev_view *v = c->evidence;
	const struct ev_entry *e = &v->store->entry[v->entry];

	if (e->unusable != NULL)
		report_fact(c, NULL, NULL, "%s, line %llu, column %llu", e->unusable, (unsigned long long)e->bad_line,
		    (unsigned long long)e->bad_column);
	else
		report_fact(c, NULL, NULL, "%s", v->reading->unusable);
}

static void
record_orphan(struct check *c)
{
	report_fact(c, NULL, NULL, NULL);
}

/* ---- faults of the reading ---- */

static void
report_faults(struct check *c, enum ev_fault_kind kind)
{
	const struct ev_reading *r = c->evidence->reading;

	if (!due(c, NULL))
		return;
	for (uint32_t i = 0; i < r->n_fault; i++) {
		const struct ev_fault *f = &r->fault[i];

		if (f->kind == kind)
			report_fact(c, f->at, f->member, "%s", f->what);
	}
}

static void
bad_field(struct check *c)
{
	report_faults(c, EV_FAULT_FIELD);
}

static void
timestamps_well_formed(struct check *c)
{
	report_faults(c, EV_FAULT_TIME);
}

/* One finding for all names that the format does not have. */
static void
record_format(struct check *c)
{
	const struct ev_reading *r = c->evidence->reading;
	const char *names = "";

	if (!due(c, NULL))
		return;
	for (uint32_t i = 0; i < r->n_fault; i++)
		if (r->fault[i].kind == EV_FAULT_UNKNOWN)
			names = arena_printf(c->arena, "%s%s%s", names, names[0] != '\0' ? ", " : "",
			    json_pointer(c->arena, r->fault[i].at, NULL));
	if (!span_is(c->evidence->record->evidence_version, "1.0"))
		report_fact(c, c->evidence->record->at, "evidence_version", "%s",
		    fact_text(c, c->evidence->record->evidence_version));
	if (names[0] != '\0')
		report_fact(c, c->evidence->record->at, NULL, "%s", names);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.record.absent",
		.section = "(format)",
		.title = "no validation evidence record for this certificate",
		.requires = "With evidence at hand, each certificate has a record of how it was validated.",
		.explanation = "Evidence that is not there proves nothing. The notice becomes an error with --require-evidence.",
		.remedy = "Give the record of this certificate, with its tbs_sha256.",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }),
		.fn = record_absent, .scope = SCOPE_ALL, .evidence = EVIDENCE_RUN,
	},
	{
		.id = "evidence.record.unusable",
		.section = "(format)",
		.title = "validation evidence record cannot be used",
		.requires = "A record is one UTF-8 JSON object without duplicate names and within the limits, whose evidence_format is "
		    "smime-issuance-evidence and whose evidence_version has the major number 1.",
		.explanation = "Nothing of such a record is evaluated; its certificate is linted as one without a record.",
		.remedy = "Mend the record at the place that the finding names.",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_SHALL }),
		.fn = record_unusable, .scope = SCOPE_ALL, .evidence = EVIDENCE_RUN,
	},
	{
		.id = "evidence.record.orphan",
		.section = "(format)",
		.title = "validation evidence record belongs to no certificate that was linted",
		.requires = "Each record matches a certificate of the run.",
		.explanation = "It is listed at the end of the run, so that a record whose matchers are wrong is not lost.",
		.remedy = "Give its certificate too, or correct subject_certificate.",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }),
		.fn = record_orphan, .scope = SCOPE_ALL, .evidence = EVIDENCE_RUN,
	},
	{
		.id = "evidence.record.record-format",
		.section = "(format)",
		.title = "validation evidence record goes beyond format 1.0",
		.requires = "Members that format 1.0 does not have, and later minor versions, are accepted and ignored.",
		.explanation = "What is misspelt is ignored like what is new.",
		.remedy = "Check the names; put what is the CA's own under extensions.",
		.schedule = SBR_NOTICE,
		.fn = record_format, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.record.bad-field",
		.section = "(format)",
		.title = "member of the validation evidence record is missing or of a wrong type or form",
		.requires = "Members have the types and forms of format 1.0, and those that it requires are there.",
		.explanation = "Such a member is treated as absent.",
		.remedy = "Write the member as smimelint-evidence(5) says.",
		.schedule = SBR_SHALL,
		.fn = bad_field, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.record.timestamps-well-formed",
		.section = "(format)",
		.title = "time in the validation evidence record is no RFC 3339 time with zone",
		.requires = "Times are RFC 3339 date-times with Z or a numeric offset; *_ns members are integers of nanoseconds since 1970.",
		.explanation = "Such a time is treated as absent.",
		.remedy = "Write 2026-07-01T09:30:00Z.",
		.schedule = SBR_SHALL,
		.fn = timestamps_well_formed, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
};

RULE_TABLE(rules_evidence_record, "Evidence: the record", rules);
