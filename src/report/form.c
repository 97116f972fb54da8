/* SPDX-License-Identifier: Apache-2.0 */
/* form.c - the forms by name. */
#include <string.h>

#include "report/report.h"

static const struct report_form *const forms[] = {
	&form_text, &form_json, &form_ndjson, &form_line, &form_csv, &form_sarif, &form_junit, &form_github, &form_gitlab,
	&form_html
};

const struct report_form *
report_form_find(const char *name)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (strcmp(forms[i]->name, name) == 0)
			return forms[i];
	return NULL;
}
