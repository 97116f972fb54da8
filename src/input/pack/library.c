/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pack/library.h"

#include <string.h>

#ifdef SMIMELINT_STATIC

const struct archive_library *
archive_library(void)
{
	return NULL;
}

bool
archive_library_support(const struct archive_library *l, struct archive *a, bool raw)
{
	(void)l;
	(void)a;
	(void)raw;
	return false;
}

void
archive_library_at_work(bool at_work)
{
	(void)at_work;
}

bool
archive_library_left_out(void)
{
	return true;
}

const char *
archive_library_words(void)
{
	return "not read by this static build";
}

#else

#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

#define SONAME "libarchive.so.13"

static struct archive_library library;
static void *handle;
static bool missing;			/* it did not load, twice */
static bool working;

/* ISO C has no way from an object pointer to a function's: POSIX says that the octets are the same. */
static bool
find(const char *name, void *function)
{
	void *p = dlsym(handle, name);

	memcpy(function, &p, sizeof p);
	return p != NULL;
}

static bool
load(struct archive_library *l)
{
	const struct { const char *name; void *function; } all[] = {
		{ "archive_read_new", &l->read_new }, { "archive_read_free", &l->read_free },
		{ "archive_read_set_read_callback", &l->set_read_callback },
		{ "archive_read_set_seek_callback", &l->set_seek_callback },
		{ "archive_read_set_callback_data", &l->set_callback_data }, { "archive_read_open1", &l->open1 },
		{ "archive_entry_new", &l->entry_new }, { "archive_entry_free", &l->entry_free },
		{ "archive_read_next_header2", &l->next_header }, { "archive_read_data", &l->read_data },
		{ "archive_filter_bytes", &l->filter_bytes }, { "archive_error_string", &l->error_string },
		{ "archive_errno", &l->error_number },
		{ "archive_entry_pathname", &l->pathname }, { "archive_entry_pathname_utf8", &l->pathname_utf8 },
		{ "archive_entry_filetype", &l->filetype }, { "archive_entry_hardlink", &l->hardlink },
		{ "archive_entry_size", &l->size }, { "archive_entry_is_encrypted", &l->is_encrypted },
		{ "archive_version_string", &l->version_string }, { "archive_read_support_format_raw", &l->support_raw },
	};

	handle = dlopen(SONAME, RTLD_NOW | RTLD_LOCAL);
	if (handle == NULL)
		return false;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!find(all[i].name, all[i].function))
			return false;
	return l->loaded = true;
}

static void
has_ended(void)
{
	if (working)
		_exit(ARCHIVE_ENDED);
}

void
archive_library_at_work(bool at_work)
{
	static bool known;

	known = known || atexit(has_ended) == 0;
	working = at_work;
}

/* The loader does not say whether the library is missing or memory was: what is there loads the second time. */
const struct archive_library *
archive_library(void)
{
	missing = missing || (!library.loaded && !load(&library) && !load(&library));
	return missing ? NULL : &library;
}

bool
archive_library_support(const struct archive_library *l, struct archive *a, bool raw)
{
	/* mtree names files to be read; lrzip, lzop and grzip are programs. */
	static const char *const filters[] = {
		"archive_read_support_filter_bzip2", "archive_read_support_filter_xz", "archive_read_support_filter_lzma",
		"archive_read_support_filter_lz4", "archive_read_support_filter_lzip", "archive_read_support_filter_compress"
	};
	static const char *const formats[] = {
		"archive_read_support_format_tar", "archive_read_support_format_zip", "archive_read_support_format_7zip",
		"archive_read_support_format_cpio", "archive_read_support_format_ar", "archive_read_support_format_cab",
		"archive_read_support_format_rar", "archive_read_support_format_rar5", "archive_read_support_format_lha",
		"archive_read_support_format_xar", "archive_read_support_format_iso9660", "archive_read_support_format_empty"
	};
	int (*support)(struct archive *);
	bool some = false;

	/* What this build of it lacks is unreadable later, with its words. */
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
		if (find(filters[i], &support))
			some |= support(a) >= ARCHIVE_WARN;
	if (raw)
		return l->support_raw(a) >= ARCHIVE_WARN && some;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (find(formats[i], &support))
			some |= support(a) >= ARCHIVE_WARN;
	return some;
}

bool
archive_library_left_out(void)
{
	return false;
}

const char *
archive_library_words(void)
{
	const struct archive_library *l = archive_library();

	return l != NULL ? l->version_string() : "not read: " SONAME " is not there (Debian: libarchive13)";
}

#endif
