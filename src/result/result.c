/* SPDX-License-Identifier: Apache-2.0 */
/* result.c - the public calls on the findings of a result, and on where it comes from. */
#include "result/accepted.h"
#include "result/finding.h"

/* A caller's structures may end where those of their first version did. */
#define SOURCE_LEAST sizeof(smimelint_source)
#define FINDING_LEAST offsetof(smimelint_finding, record_file)

smimelint_status
smimelint_result_source(smimelint_run *run, const smimelint_source *from)
{
	if (run == NULL || from == NULL || from->size < SOURCE_LEAST || run->judged)
		return SMIMELINT_ERR_ARG;
	memcpy(&run->source, from, sizeof run->source);
	run->source.path = NULL;
	if (from->path != NULL)
		run->source.path = text_show(&run->arena, span_of(from->path), 0);
	return run->arena.failed ? SMIMELINT_ERR_NOMEM : SMIMELINT_OK;
}

smimelint_status
smimelint_finding_get(smimelint_run *run, size_t i, smimelint_finding *out)
{
	smimelint_finding full;
	size_t size;

	if (run == NULL || out == NULL || out->size < FINDING_LEAST || i >= run->n_shown)
		return SMIMELINT_ERR_ARG;
	accepted_judge(run);
	full = finding_view(run, i);
	size = out->size < sizeof full ? out->size : sizeof full;
	full.size = size;
	memcpy(out, &full, size);
	return SMIMELINT_OK;
}
