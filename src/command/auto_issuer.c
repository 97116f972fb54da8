/* SPDX-License-Identifier: Apache-2.0 */
#include "command/auto_issuer.h"

#include <sys/stat.h>

#include "command/files.h"
#include "os/stop.h"

static int
offer(struct auto_issuer *a, const struct item *item)
{
	smimelint_status st = smimelint_ctx_offer_issuer(a->ctx, item->der.p, item->der.n);

	return st == SMIMELINT_ERR_NOMEM ? -1 : 0;
}

static bool
is_offered(const struct auto_issuer *a, const struct item *item)
{
	return item->kind == ITEM_CERTIFICATE && item->fault == NULL &&
	    smimelint_ctx_wants_issuer(a->ctx, item->der.p, item->der.n);
}

static int
gather_item(void *arg, const struct item *item)
{
	struct auto_issuer *a = arg;

	if (stop_asked())
		return 1;
	return is_offered(a, item) ? offer(a, item) : 0;
}

static bool
can_be_read_twice(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode));
}

static struct input
gather_from(struct auto_issuer *a, const struct input *like)
{
	return (struct input){
		.limit = like->limit, .container = like->container, .field = like->field, .until = like->until,
		.fn = gather_item, .arg = a,
	};
}

bool
auto_issuer_gather(struct auto_issuer *a, const struct input *like, const char *const *path, size_t n)
{
	struct input in = gather_from(a, like);
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < n; i++)
		if (can_be_read_twice(path[i]))
			ret = input_read(&in, path[i]);
	input_free(&in);
	return ret >= 0 || in.late;
}

bool
auto_issuer_gather_list(struct auto_issuer *a, const struct input *like, const char *list, char separator)
{
	struct input in = gather_from(a, like);
	int ret = can_be_read_twice(list) ? files_read(&in, list, separator, can_be_read_twice) : 0;

	input_free(&in);
	return ret >= 0 || in.late;
}

int
auto_issuer_item(void *auto_issuer, const struct item *item)
{
	struct auto_issuer *a = auto_issuer;

	if (is_offered(a, item) && (!batch_settle(a->batch) || offer(a, item) != 0))
		return -1;
	return a->fn(a->arg, item);
}
