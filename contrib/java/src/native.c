/* SPDX-License-Identifier: Apache-2.0 */
/*
 * native.c - libsmimelint for Java by JNI: one function for each of class
 * Native. Texts are UTF-8 in byte[] on both sides, since JNI's own strings are
 * not quite UTF-8; those that come from Java end with a NUL.
 */
#include <jni.h>
#include <smimelint.h>
#include <stdlib.h>
#include <string.h>

#define NATIVE(type, name, ...) JNIEXPORT type JNICALL Java_smimelint_Native_##name(JNIEnv *env, jclass class, ##__VA_ARGS__)

/* A handle of ours: a pointer, which Java keeps as a number. */
static void *
pointer_of(jlong handle)
{
	return (void *)(uintptr_t)handle;
}

/* A copy of octets; NULL where p is NULL, or an OutOfMemoryError is pending. */
static jbyteArray
octets_value(JNIEnv *env, const char *p, size_t n)
{
	jbyteArray v = p == NULL || n > INT32_MAX ? NULL : (*env)->NewByteArray(env, (jsize)n);

	if (v != NULL)
		(*env)->SetByteArrayRegion(env, v, 0, (jsize)n, (const jbyte *)p);
	return v;
}

static jbyteArray
text_value(JNIEnv *env, const char *text)
{
	return octets_value(env, text, text != NULL ? strlen(text) : 0);
}

/* The octets of an array while C reads them. */
struct octets {
	jbyteArray from;
	jbyte *p;
	size_t n;
};

/* Of NULL: nothing. */
static struct octets
octets_of(JNIEnv *env, jbyteArray v)
{
	struct octets o = { v, NULL, 0 };

	if (v != NULL && (o.p = (*env)->GetByteArrayElements(env, v, NULL)) != NULL)
		o.n = (size_t)(*env)->GetArrayLength(env, v);
	return o;
}

static void
octets_back(JNIEnv *env, struct octets *o)
{
	if (o->p != NULL)
		(*env)->ReleaseByteArrayElements(env, o->from, o->p, JNI_ABORT);
}

static jint
made(JNIEnv *env, jlongArray out, smimelint_status st, void *object)
{
	jlong handle = (jlong)(uintptr_t)object;

	(*env)->SetLongArrayRegion(env, out, 0, 1, &handle);
	return (jint)st;
}

/* ---- contexts and runs ---- */

NATIVE(jint, ctxNew, jlongArray out)
{
	smimelint_ctx *ctx = NULL;
	smimelint_status st = smimelint_ctx_new(&ctx);

	(void)class;
	return made(env, out, st, ctx);
}

NATIVE(void, ctxFree, jlong ctx)
{
	(void)env;
	(void)class;
	smimelint_ctx_free(pointer_of(ctx));
}

NATIVE(jbyteArray, ctxError, jlong ctx)
{
	(void)class;
	return text_value(env, smimelint_ctx_error(pointer_of(ctx)));
}

/* The numbers are those of Native.java. */
static smimelint_status
add(smimelint_ctx *ctx, int what, const char *p, size_t n, const char *name, int32_t day)
{
	smimelint_status st;

	switch (what) {
	case 0:
		return smimelint_ctx_set_json(ctx, p, n);
	case 1:
		return smimelint_ctx_add_issuer(ctx, (const uint8_t *)p, n);
	case 2:
		return smimelint_ctx_add_ca_profile(ctx, p, n);
	case 3:
		return smimelint_ctx_add_waivers(ctx, p, n, day);
	case 4:
		return smimelint_ctx_add_baseline(ctx, p, n);
	case 5:
		st = smimelint_ctx_add_evidence(ctx, name, p, n);
		return st == SMIMELINT_OK ? smimelint_ctx_check_evidence(ctx) : st;
	case 6:
		return smimelint_ctx_add_perspectives(ctx, p, n);
	case 7:
		return smimelint_ctx_add_psl(ctx, p, n);
	case 8:
		return smimelint_ctx_add_weak_keys(ctx, p, n);
	case 9:
		return smimelint_ctx_add_certificate(ctx, (const uint8_t *)p, n);
	case 10:
		return smimelint_ctx_add_previous(ctx, (const uint8_t *)p, n);
	case 11:
		return smimelint_ctx_add_responder(ctx, (const uint8_t *)p, n);
	default:
		return SMIMELINT_ERR_ARG;
	}
}

NATIVE(jint, add, jlong ctx, jint what, jbyteArray octets, jbyteArray name, jint day)
{
	struct octets o = octets_of(env, octets), called = octets_of(env, name);
	smimelint_status st = SMIMELINT_ERR_NOMEM;

	(void)class;
	if (o.p != NULL && (name == NULL || called.p != NULL))
		st = add(pointer_of(ctx), what, (const char *)o.p, o.n, (const char *)called.p, day);
	octets_back(env, &o);
	octets_back(env, &called);
	return (jint)st;
}

NATIVE(jint, runNew, jlongArray out, jlong ctx)
{
	smimelint_run *run = NULL;
	smimelint_status st = smimelint_run_new(&run, pointer_of(ctx));

	(void)class;
	return made(env, out, st, run);
}

NATIVE(void, runFree, jlong run)
{
	(void)env;
	(void)class;
	smimelint_run_free(pointer_of(run));
}

/* ---- linting ---- */

/* Has the run a result? */
static int
linted(smimelint_run *run, const struct octets *o, smimelint_status *st)
{
	*st = o->p == NULL ? SMIMELINT_ERR_NOMEM : smimelint_lint(run, (const uint8_t *)o->p, o->n);
	return *st == SMIMELINT_OK || *st == SMIMELINT_ERR_INPUT || *st == SMIMELINT_ERR_LIMIT;
}

enum { TEXTS = 13, NUMBERS = 5 };

/* Sets the texts and numbers of a finding; those of Result.java. */
static void
set_finding(JNIEnv *env, const smimelint_finding *f, size_t i, jobjectArray texts, jlongArray numbers)
{
	const char *const words[TEXTS] = {
		smimelint_rule_text(f->rule, "id"), smimelint_level_name(f->severity), smimelint_state_name(f->state), f->section,
		f->citation, f->message, f->value, f->path, f->reading, f->waiver, f->record_file, f->record_id, f->basis
	};
	const jlong n[NUMBERS] = {
		f->since, f->offset, f->length, (jlong)f->record_line, f->path != NULL && f->record_file == NULL
	};

	for (size_t k = 0; k < TEXTS; k++) {
		jbyteArray text = text_value(env, words[k]);

		(*env)->SetObjectArrayElement(env, texts, (jsize)(i * TEXTS + k), text);
		(*env)->DeleteLocalRef(env, text);
		if ((*env)->ExceptionCheck(env))
			return;
	}
	(*env)->SetLongArrayRegion(env, numbers, (jsize)(i * NUMBERS), NUMBERS, n);
}

/* { byte[] status, byte[][] texts, long[] numbers } */
static jobjectArray
result_value(JNIEnv *env, smimelint_run *run)
{
	size_t n = smimelint_finding_count(run);
	jclass octets = (*env)->FindClass(env, "[B"), object = (*env)->FindClass(env, "java/lang/Object");
	jobjectArray texts = NULL, result = NULL;
	jlongArray numbers = NULL;
	jbyteArray status = text_value(env, smimelint_level_name(smimelint_result_status(run)));

	if (octets == NULL || object == NULL || status == NULL ||
	    (texts = (*env)->NewObjectArray(env, (jsize)(n * TEXTS), octets, NULL)) == NULL ||
	    (numbers = (*env)->NewLongArray(env, (jsize)(n * NUMBERS))) == NULL ||
	    (result = (*env)->NewObjectArray(env, 3, object, NULL)) == NULL)
		return NULL;
	for (size_t i = 0; i < n && !(*env)->ExceptionCheck(env); i++) {
		smimelint_finding f = { .size = sizeof f };

		smimelint_finding_get(run, i, &f);
		set_finding(env, &f, i, texts, numbers);
	}
	if ((*env)->ExceptionCheck(env))
		return NULL;
	(*env)->SetObjectArrayElement(env, result, 0, status);
	(*env)->SetObjectArrayElement(env, result, 1, texts);
	(*env)->SetObjectArrayElement(env, result, 2, numbers);
	return result;
}

/* What became of the call, where no exception is pending. */
static void
tell(JNIEnv *env, jintArray status, smimelint_status st)
{
	jint n = (jint)st;

	if (!(*env)->ExceptionCheck(env))
		(*env)->SetIntArrayRegion(env, status, 0, 1, &n);
}

NATIVE(jobjectArray, lint, jlong handle, jbyteArray der, jintArray status)
{
	struct octets o = octets_of(env, der);
	smimelint_run *run = pointer_of(handle);
	jobjectArray result = NULL;
	smimelint_status st;

	(void)class;
	if (linted(run, &o, &st)) {
		result = result_value(env, run);
		st = smimelint_run_error(run);
	}
	octets_back(env, &o);
	tell(env, status, st);
	return result;
}

NATIVE(jbyteArray, lintJson, jlong handle, jbyteArray der, jbyteArray path, jlong index, jbyteArray format, jlong line,
    jintArray status)
{
	struct octets o = octets_of(env, der), from = octets_of(env, path), form = octets_of(env, format);
	const smimelint_source source = {
		.size = sizeof source, .path = (const char *)from.p, .index = (uint64_t)index, .format = (const char *)form.p,
		.line = (uint64_t)line
	};
	smimelint_run *run = pointer_of(handle);
	const char *json = NULL;
	jbyteArray result = NULL;
	smimelint_status st;
	size_t n = 0;

	(void)class;
	if (linted(run, &o, &st) && (st = smimelint_result_source(run, &source)) == SMIMELINT_OK) {
		json = smimelint_result_json(run, 0, &n);
		result = octets_value(env, json, n);
		st = json != NULL ? SMIMELINT_OK : SMIMELINT_ERR_NOMEM;
	}
	octets_back(env, &o);
	octets_back(env, &from);
	octets_back(env, &form);
	tell(env, status, st);
	return result;
}

/* ---- tables ---- */

NATIVE(jbyteArray, version)
{
	(void)class;
	return text_value(env, smimelint_version());
}

NATIVE(jbyteArray, statusText, jint status)
{
	(void)class;
	return text_value(env, smimelint_strerror((smimelint_status)status));
}

NATIVE(jint, ruleCount)
{
	(void)env;
	(void)class;
	return (jint)smimelint_rule_count();
}

NATIVE(jbyteArray, ruleText, jint i, jbyteArray field)
{
	struct octets o = octets_of(env, field);
	jbyteArray text = text_value(env, smimelint_rule_text(smimelint_rule_at((size_t)i), (const char *)o.p));

	(void)class;
	octets_back(env, &o);
	return text;
}

NATIVE(jbyteArray, ruleCitation, jint i)
{
	char citation[256];

	(void)class;
	smimelint_rule_citation(smimelint_rule_at((size_t)i), citation, sizeof citation);
	return text_value(env, citation);
}

NATIVE(jint, optionCount)
{
	(void)env;
	(void)class;
	return (jint)smimelint_option_count();
}

NATIVE(jbyteArray, optionText, jint i, jbyteArray field)
{
	struct octets o = octets_of(env, field);
	jbyteArray text = text_value(env, smimelint_option_text(smimelint_option_at((size_t)i), (const char *)o.p));

	(void)class;
	octets_back(env, &o);
	return text;
}

NATIVE(jbyteArray, optionWord, jint i, jint word)
{
	(void)class;
	return text_value(env, smimelint_option_word(smimelint_option_at((size_t)i), (size_t)word));
}
