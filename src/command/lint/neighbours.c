/* SPDX-License-Identifier: Apache-2.0 */
#include "command/lint/neighbours.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "command/batch/linter.h"
#include "command/spare.h"
#include "input/sniff.h"
#include "option/outcome.h"
#include "os/mapping.h"

typedef smimelint_status add_fn(smimelint_ctx *, const uint8_t *der, size_t len);
typedef smimelint_status add_mapped_fn(smimelint_ctx *, const uint8_t *der, size_t len, smimelint_release_fn *, void *arg);

/* What an option adds to. */
struct adding {
	struct lint *l;
	const char *option;
	add_fn *add;
	add_mapped_fn *add_mapped;	/* of what lies in a mapping; NULL: it is copied */
	bool among_others;		/* what is something else is passed over */
	uint64_t n;			/* how many were added */
};

/* The mapping of a large CRL stays until the work is done. */
static bool
keep_mapping(struct lint *l, const struct item *item)
{
	struct kept_mapping *more = realloc(l->mapping, (l->n_mapping + 1) * sizeof *more);
	char *path = strdup(item->path);

	if (more != NULL)
		l->mapping = more;
	if (more == NULL || path == NULL) {
		free(path);
		return false;
	}
	more[l->n_mapping++] = (struct kept_mapping){ item->der, path };
	return true;
}

static smimelint_status
add_octets(struct adding *a, const struct item *item)
{
	if (!item->mapped || a->add_mapped == NULL)
		return a->add(a->l->ctx, item->der.p, item->der.n);
	if (!keep_mapping(a->l, item))
		return SMIMELINT_ERR_NOMEM;
	return a->add_mapped(a->l->ctx, item->der.p, item->der.n, mapping_release, NULL);
}

void
neighbour_refused(const char *option, const struct item *item, const char *why)
{
	if (item->index == 0)
		complain("--%s: %s: %s", option, item->path, why);
	else
		complain("--%s: %s, item %llu: %s", option, item->path, (unsigned long long)item->index + 1, why);
}

/* What is linted may be unsigned (--tbs), what it is compared with not. */
static const char *
why_refused(const struct adding *a, const struct item *item)
{
	if (item->fault == NULL)
		return smimelint_ctx_error(a->l->ctx);
	return sniff_to_be_signed(item->der) ? "what is to be signed of a CRL or an OCSP response, and an earlier one has to be signed" : item->fault;
}

#define HEAD 65536		/* octets in which a CRL or a response shows that it is one */

/* Without a CRL or response among the operands that cannot be read the series is not whole: so much of it says that as well. */
static smimelint_status
add_unreadable(struct adding *a, const struct item *item)
{
	struct span octets = linter_octets(item);

	if (octets.n > HEAD)
		octets.n = HEAD;
	return sniff_status(octets) ? a->add(a->l->ctx, octets.p, octets.n) : SMIMELINT_OK;
}

static int
add_item(void *arg, const struct item *item)
{
	struct adding *a = arg;
	smimelint_status st = SMIMELINT_OK;

	if (item->kind != ITEM_CERTIFICATE)
		return 0;
	if (item->fault == NULL)
		st = add_octets(a, item);
	else if (a->among_others)
		st = add_unreadable(a, item);
	if (st == SMIMELINT_ERR_NOMEM) {
		complain_memory();
		return 1;
	}
	if (item->fault == NULL && st == SMIMELINT_OK) {
		a->n++;
		return 0;
	}
	if (a->among_others)
		return 0;
	neighbour_refused(a->option, item, why_refused(a, item));
	return 1;
}

static bool
read_into(struct adding *a, const char *path, bool crls)
{
	struct input in = {
		.limit = a->l->input.limit, .container = a->l->input.container, .field = a->l->input.field, .crls = crls,
		.bounded = true,
		.passphrase = a->l->input.passphrase, .keeps_mappings = a->add_mapped != NULL, .fn = add_item, .arg = a,
	};
	int ret;

	spare_output(&in, a->l->line);
	ret = input_read(&in, path);
	if (!spare_refused(&in, a->l->line) && in.no_memory)
		complain_memory();
	input_free(&in);
	return ret == 0;
}

bool
neighbours_read(struct lint *l, const struct opt_given *given)
{
	static const struct {
		enum opt_id id;
		add_fn *add;
		bool crls;
		const char *what;
	} rows[] = {
		{ OPT_KNOWN, smimelint_ctx_add_certificate, false, "certificate" },
		{ OPT_PREVIOUS, smimelint_ctx_add_previous, true, "CRL or OCSP response" },
		{ OPT_RESPONDER, smimelint_ctx_add_responder, false, "certificate" },
	};
	struct adding a = { .l = l, .option = given->opt->name };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (rows[i].id != given->opt->id)
			continue;
		a.add = rows[i].add;
		a.add_mapped = rows[i].id == OPT_PREVIOUS ? smimelint_ctx_add_previous_mapped : NULL;
		if (!read_into(&a, given->value, rows[i].crls))
			return false;
		if (a.n > 0)
			return true;
		complain("--%s: no %s in %s", given->opt->name, rows[i].what, given->value);
		return false;
	}
	return true;
}

static bool
can_be_read_twice(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode));
}

bool
neighbours_among_operands(struct lint *l)
{
	struct adding a = { .l = l, .option = "sequence", .add = smimelint_ctx_add_previous,
	    .add_mapped = smimelint_ctx_add_previous_mapped, .among_others = true };

	for (size_t i = 0; i < l->line->n_operand; i++) {
		if (l->line->operand[i][0] == '\0') {
			complain("--sequence: the name of a file is missing");
			return false;
		}
		if (!can_be_read_twice(l->line->operand[i])) {
			complain("--sequence: %s: only files and folders can be read twice", l->line->operand[i]);
			return false;
		}
		if (!read_into(&a, l->line->operand[i], true))
			return false;
	}
	return true;
}

bool
neighbours_lost(const struct lint *l)
{
	for (size_t i = 0; i < l->n_mapping; i++)
		if (mapping_lost(l->mapping[i].octets)) {
			complain("%s: " MAPPING_LOST, l->mapping[i].path);
			return true;
		}
	return false;
}

void
neighbours_close(struct lint *l)
{
	for (size_t i = 0; i < l->n_mapping; i++) {
		mapping_close(l->mapping[i].octets);
		free(l->mapping[i].path);
	}
	free(l->mapping);
}
