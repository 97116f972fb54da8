/* SPDX-License-Identifier: Apache-2.0 */
/*
 * library.h - libarchive, loaded when the first archive is met: who lints one
 * certificate does not wait for it, and needs it not.
 */
#ifndef INPUT_PACK_LIBRARY_H
#define INPUT_PACK_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Of its own types only pointers are passed on. */
struct archive;
struct archive_entry;

enum { ARCHIVE_EOF = 1, ARCHIVE_OK = 0, ARCHIVE_WARN = -20, ARCHIVE_FAILED = -25, ARCHIVE_FATAL = -30 };

typedef ssize_t archive_read_fn(struct archive *, void *arg, const void **octets);
typedef int64_t archive_seek_fn(struct archive *, void *arg, int64_t offset, int whence);

/* The functions of archive.h and archive_entry.h (libarchive 3) that are used. */
struct archive_library {
	struct archive *(*read_new)(void);
	int (*read_free)(struct archive *);
	int (*set_read_callback)(struct archive *, archive_read_fn *);
	int (*set_seek_callback)(struct archive *, archive_seek_fn *);
	int (*set_callback_data)(struct archive *, void *);
	int (*open1)(struct archive *);
	struct archive_entry *(*entry_new)(void);
	void (*entry_free)(struct archive_entry *);
	int (*next_header)(struct archive *, struct archive_entry *);
	ssize_t (*read_data)(struct archive *, void *, size_t);
	int64_t (*filter_bytes)(struct archive *, int);
	const char *(*error_string)(struct archive *);
	int (*error_number)(struct archive *);
	const char *(*pathname)(struct archive_entry *);
	const char *(*pathname_utf8)(struct archive_entry *);
	const char *(*hardlink)(struct archive_entry *);
	unsigned (*filetype)(struct archive_entry *);
	int64_t (*size)(struct archive_entry *);
	int (*is_encrypted)(struct archive_entry *);
	const char *(*version_string)(void);
	int (*support_raw)(struct archive *);
	bool loaded;
};

/*
 * The library; NULL when it cannot be loaded (archive_library_words() says
 * why).  Called by one thread.  It stays loaded.
 */
const struct archive_library *archive_library(void);
/*
 * Switches on the filters that start no programs and, but for `raw`, the
 * formats that read no files of their own accord.  raw: one text, compressed.
 */
bool archive_library_support(const struct archive_library *, struct archive *, bool raw);
/* This build reads none (make static); asked without loading anything. */
bool archive_library_left_out(void);
/*
 * It is at work from here on, or no more: where it cannot have some octets for a name, it ends the process with an exit code that means
 * something else here (__archive_errx() of libarchive).  Then the code is ARCHIVE_ENDED.
 */
void archive_library_at_work(bool);
#define ARCHIVE_ENDED 4			/* EXIT_INTERNAL */
/* "libarchive 3.6.2", or why archives are not read. */
const char *archive_library_words(void);

#endif
