/* SPDX-License-Identifier: Apache-2.0 */
#include "command/spare.h"

#include <sys/stat.h>

#include "option/outcome.h"

void
spare_output(struct input *in, const struct opt_line *line)
{
	const char *path = opt_last(line, OPT_OUTPUT, NULL);
	struct stat st;

	if (path != NULL && stat(path, &st) == 0 && S_ISREG(st.st_mode))
		in->own[in->n_own++] = (struct own_file){ st.st_dev, st.st_ino, true };
}

bool
spare_refused(const struct input *in, const struct opt_line *line)
{
	if (in->refused)
		cmd_complain_is_read(opt_last(line, OPT_OUTPUT, ""));
	return in->refused;
}
