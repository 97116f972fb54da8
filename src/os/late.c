/* SPDX-License-Identifier: Apache-2.0 */
/*
 * late.c - libraries that few inputs need, loaded when one of their functions
 * is first called: who lints one certificate does not wait for them.
 *
 * The functions stand here under their own names, so that their callers know
 * nothing of it.  Only the command has this file; the library, the tests and
 * the static build are linked with the libraries themselves.  LATE_... are the
 * names of their files: the Makefile asks the linker for them.
 */
#define ZLIB_CONST
#include <dlfcn.h>
#include <idn2.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "os/lack.h"

/* The command's code for what is no fault of its input. */
#define EXIT_NO_LIBRARY 4

/* ---- loading ---- */

/* A symbol, and the pointer that is to have its address. */
struct wanted {
	const char *symbol;
	void *pointer;
};

/*
 * Without a library nothing can be said of the input that needs it, as if the
 * program could not begin.  Where the run ends in order all pointers stay NULL,
 * and the functions fail as they do when memory is out.
 */
static void
load(const char *file, const struct wanted *all, size_t n)
{
	void *handle = dlopen(file, RTLD_NOW | RTLD_LOCAL), *address;
	size_t found = 0;

	while (handle != NULL && found < n && dlsym(handle, all[found].symbol) != NULL)
		found++;
	if (found < n) {
		fprintf(stderr, "smimelint: %s\n", dlerror());
		if (!lack_note())
			_exit(EXIT_NO_LIBRARY);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		address = dlsym(handle, all[i].symbol);
		/* ISO C has no way from an object pointer to a function's: POSIX says that the octets are the same. */
		memcpy(all[i].pointer, &address, sizeof address);
	}
}
#define LOAD(file, ...) \
	load(file, (const struct wanted[]){ __VA_ARGS__ }, sizeof((const struct wanted[]){ __VA_ARGS__ }) / sizeof(struct wanted))

/* Calls a function of a library that is loaded by then; without it the value is that of a failure for want of memory. */
#define LATE(library, function, arguments, failure) \
	(pthread_once(&library##_once, load_##library), library.function != NULL ? library.function arguments : (failure))

/* ---- libidn2 ---- */

static pthread_once_t idn2_once = PTHREAD_ONCE_INIT;
static struct {
	__typeof__(idn2_free) *free;
	__typeof__(idn2_lookup_u8) *lookup_u8;
	__typeof__(idn2_register_u8) *register_u8;
} idn2;

static void
load_idn2(void)
{
	LOAD(LATE_idn2, { "idn2_free", &idn2.free }, { "idn2_lookup_u8", &idn2.lookup_u8 },
	    { "idn2_register_u8", &idn2.register_u8 });
}

void
idn2_free(void *p)
{
	if (p == NULL)
		return;
	LATE(idn2, free, (p), (void)0);
}

int
idn2_lookup_u8(const uint8_t *domain, uint8_t **name, int flags)
{
	return LATE(idn2, lookup_u8, (domain, name, flags), IDN2_MALLOC);
}

int
idn2_register_u8(const uint8_t *u_label, const uint8_t *a_label, uint8_t **name, int flags)
{
	return LATE(idn2, register_u8, (u_label, a_label, name, flags), IDN2_MALLOC);
}

/* ---- libunistring ---- */

/* The library's own forms are known once it is loaded; its callers have the address of one of these. */
enum form { NFC, NFKC, NFKD, FORMS };
struct unicode_normalization_form {
	enum form form;
};
const struct unicode_normalization_form uninorm_nfc = { NFC }, uninorm_nfkc = { NFKC }, uninorm_nfkd = { NFKD };

static pthread_once_t unistring_once = PTHREAD_ONCE_INIT;
static struct {
	__typeof__(u8_casefold) *casefold;
	__typeof__(u8_normalize) *normalize;
	__typeof__(u8_tolower) *tolower;
	uninorm_t form[FORMS];
} unistring;

static void
load_unistring(void)
{
	LOAD(LATE_unistring, { "u8_casefold", &unistring.casefold }, { "u8_normalize", &unistring.normalize },
	    { "u8_tolower", &unistring.tolower }, { "uninorm_nfc", &unistring.form[NFC] }, { "uninorm_nfkc", &unistring.form[NFKC] },
	    { "uninorm_nfkd", &unistring.form[NFKD] });
}

uint8_t *
u8_normalize(uninorm_t form, const uint8_t *s, size_t n, uint8_t *out, size_t *size)
{
	return LATE(unistring, normalize, (unistring.form[form->form], s, n, out, size), NULL);
}

uint8_t *
u8_casefold(const uint8_t *s, size_t n, const char *language, uninorm_t form, uint8_t *out, size_t *size)
{
	return LATE(unistring, casefold, (s, n, language, unistring.form[form->form], out, size), NULL);
}

uint8_t *
u8_tolower(const uint8_t *s, size_t n, const char *language, uninorm_t form, uint8_t *out, size_t *size)
{
	return LATE(unistring, tolower, (s, n, language, unistring.form[form->form], out, size), NULL);
}

/* ---- zlib ---- */

static pthread_once_t zlib_once = PTHREAD_ONCE_INIT;
static struct {
	__typeof__(crc32) *crc32;
	__typeof__(deflate) *deflate;
	__typeof__(deflateEnd) *deflate_end;
	__typeof__(deflateInit2_) *deflate_init;
	__typeof__(inflate) *inflate;
	__typeof__(inflateEnd) *inflate_end;
	__typeof__(inflateInit2_) *inflate_init;
	__typeof__(inflateReset) *inflate_reset;
} zlib;

static void
load_zlib(void)
{
	LOAD(LATE_z, { "crc32", &zlib.crc32 }, { "deflate", &zlib.deflate }, { "deflateEnd", &zlib.deflate_end },
	    { "deflateInit2_", &zlib.deflate_init }, { "inflate", &zlib.inflate }, { "inflateEnd", &zlib.inflate_end },
	    { "inflateInit2_", &zlib.inflate_init }, { "inflateReset", &zlib.inflate_reset });
}

uLong
crc32(uLong crc, const Bytef *p, uInt n)
{
	return LATE(zlib, crc32, (crc, p, n), 0);
}

int
deflateInit2_(z_streamp z, int level, int method, int window, int memory, int strategy, const char *version, int size)
{
	return LATE(zlib, deflate_init, (z, level, method, window, memory, strategy, version, size), Z_MEM_ERROR);
}

int
deflate(z_streamp z, int flush)
{
	return LATE(zlib, deflate, (z, flush), Z_MEM_ERROR);
}

int
deflateEnd(z_streamp z)
{
	return LATE(zlib, deflate_end, (z), Z_MEM_ERROR);
}

int
inflateInit2_(z_streamp z, int window, const char *version, int size)
{
	return LATE(zlib, inflate_init, (z, window, version, size), Z_MEM_ERROR);
}

int
inflate(z_streamp z, int flush)
{
	return LATE(zlib, inflate, (z, flush), Z_MEM_ERROR);
}

int
inflateReset(z_streamp z)
{
	return LATE(zlib, inflate_reset, (z), Z_MEM_ERROR);
}

int
inflateEnd(z_streamp z)
{
	return LATE(zlib, inflate_end, (z), Z_MEM_ERROR);
}

/* ---- libzstd ---- */

static pthread_once_t zstd_once = PTHREAD_ONCE_INIT;
static struct {
	__typeof__(ZSTD_createDStream) *create;
	__typeof__(ZSTD_freeDStream) *free;
	__typeof__(ZSTD_DCtx_reset) *reset;
	__typeof__(ZSTD_decompressStream) *decompress;
	__typeof__(ZSTD_isError) *is_error;
} zstd;

static void
load_zstd(void)
{
	LOAD(LATE_zstd, { "ZSTD_createDStream", &zstd.create }, { "ZSTD_freeDStream", &zstd.free },
	    { "ZSTD_DCtx_reset", &zstd.reset }, { "ZSTD_decompressStream", &zstd.decompress },
	    { "ZSTD_isError", &zstd.is_error });
}

ZSTD_DStream *
ZSTD_createDStream(void)
{
	return LATE(zstd, create, (), NULL);
}

size_t
ZSTD_freeDStream(ZSTD_DStream *z)
{
	if (z == NULL)
		return 0;
	return LATE(zstd, free, (z), 0);
}

size_t
ZSTD_DCtx_reset(ZSTD_DCtx *z, ZSTD_ResetDirective what)
{
	return LATE(zstd, reset, (z, what), 0);
}

size_t
ZSTD_decompressStream(ZSTD_DStream *z, ZSTD_outBuffer *out, ZSTD_inBuffer *in)
{
	return LATE(zstd, decompress, (z, out, in), 0);
}

unsigned
ZSTD_isError(size_t code)
{
	return LATE(zstd, is_error, (code), 1);
}
