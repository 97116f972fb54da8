/* SPDX-License-Identifier: Apache-2.0 */
/* evidence.c - the command `evidence`: which of its words was said. */
#include <string.h>

#include "command/command.h"

int
cmd_evidence(struct opt_line *line)
{
	const char *what = line->n_operand > 0 ? line->operand[0] : "";

	if (strcmp(what, "check") == 0 && line->n_operand > 1)
		return cmd_evidence_check(line);
	if (strcmp(what, "template") == 0)
		return cmd_evidence_template(line);
	if (strcmp(what, "import") == 0)
		return cmd_evidence_import(line);
	complain("evidence takes 'check' and files of records, 'template' and certificates, or 'import' and logs");
	return EXIT_USAGE;
}
