/* SPDX-License-Identifier: Apache-2.0 */
#include "result/finding.h"

/* A finding about a record: its place is a JSON Pointer, and it has a basis. */
static void
record_finding(struct smimelint_run *run, const struct finding *f, smimelint_finding *out)
{
	static const char *const words[] = {
		NULL, "issued", "completed", "checked", "validated", "verified", "attempt"
	};
	char day[16];

	out->path = f->fact == NULL && f->member == NULL ? NULL : json_pointer(&run->arena, f->fact, f->member);
	out->record_file = f->view->file;
	out->record_line = f->view->line;
	if (f->view->record != NULL && f->view->record->record_id.p != NULL)
		out->record_id = text_show(&run->arena, f->view->record->record_id, 200);
	if (words[f->basis] != NULL)
		out->basis = arena_printf(&run->arena, "%s %s", words[f->basis], day_format(f->basis_day, day));
}

/* Paths are worked out when they are asked for: findings are few, certificates many. */
static void
certificate_finding(struct smimelint_run *run, struct finding *f, smimelint_finding *out)
{
	if (f->path == NULL)
		f->path = artifact_path(run->artifact, f->where, &run->path_memo, &run->arena);
	out->path = f->path;
	if (f->where.p != NULL) {
		out->offset = (uint32_t)(f->where.p - run->input.p);
		out->length = (uint32_t)f->where.n;
	}
}

static bool
is_about_input(const struct smimelint_run *run)
{
	return run->status == SMIMELINT_UNREADABLE && run->source.fault != NULL;
}

void
finding_place(struct smimelint_run *run, size_t i, struct arena *a, const char **path, const char **value)
{
	const struct finding *f = &run->finding[i];

	*path = NULL;
	*value = is_about_input(run) ? run->source.fault : f->value;
	if (is_about_input(run))
		return;
	if (!f->on_record)
		*path = f->path != NULL ? f->path : artifact_path(run->artifact, f->where, &run->path_memo, a);
	else if (f->fact != NULL || f->member != NULL)
		*path = json_pointer(a, f->fact, f->member);
}

/* Of the section that a finding breaks, which need not be its rule's. */
static const char *
citation(struct smimelint_run *run, const struct finding *f, const char *section)
{
	const char *document = smimelint_rule_text(f->rule, "document");

	return document[0] != '\0' ? arena_printf(&run->arena, "%s %s", document, section) : section;
}

static const char *
fault_of_input(struct smimelint_run *run)
{
	const char *far = run->type != NULL && run->type->how_far != NULL ? run->type->how_far(run) : NULL;

	return far == NULL ? run->source.fault : arena_printf(&run->arena, "%s; %s", run->source.fault, far);
}

smimelint_finding
finding_view(struct smimelint_run *run, size_t i)
{
	struct finding *f = &run->finding[i];
	smimelint_finding out = {
		.size = sizeof out, .rule = f->rule, .severity = (smimelint_level)f->severity, .since = f->since,
		.message = f->message != NULL ? f->message : f->rule->title,
		.section = f->section != NULL ? f->section : f->rule->section, .value = f->value, .reading = f->undisputed ? NULL : f->rule->reading,
		.state = (smimelint_state)f->state, .waiver = f->waiver,
	};

	if (f->citation == NULL)
		f->citation = citation(run, f, out.section);
	out.citation = f->citation;
	if (is_about_input(run))
		out.value = fault_of_input(run);
	else if (f->on_record)
		record_finding(run, f, &out);
	else
		certificate_finding(run, f, &out);
	return out;
}
