/* SPDX-License-Identifier: Apache-2.0 */
/*
 * serve.c - --serve pkimetal.  A request is a line with a profile and a
 * certificate, a CRL or an OCSP response in PEM; its END line ends the request.  The answer is one line
 * per finding and the line [EndOfResults].  Whatever comes is answered, and
 * the next request is read.
 */
#include "command/serve/serve.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "base/text.h"
#include "command/batch/linter.h"
#include "input/input.h"
#include "input/sniff.h"
#include "option/opt.h"
#include "os/clock.h"
#include "os/sink.h"
#include "os/stream.h"
#include "report/report.h"

/* pkimetal writes a request at once and waits 30 s for the answer: one that stops midway is answered long before. */
#define REQUEST_MS 5000
/* pkimetal reads lines below 64 KiB: what varies in one is kept well under that, escapes included. */
#define SHOWN 8192

static const char end_of_results[] = "[EndOfResults]\n";

/* The labels of the PEM blocks that requests have, as RFC 7468 and pkimetal write them. */
static const char *const labels[] = { "CERTIFICATE", "X509 CRL", "OCSP RESPONSE" };

struct request {
	char profile[64];
	bool begun;			/* a line that is not empty was there */
	const char *label;		/* of labels[], of its BEGIN line */
	bool body, ended, over;		/* behind BEGIN; at END; longer than the limit */
	const char *fault;		/* the first; NULL: none */
	struct base64 b64;
	struct out octets;
};

struct server {
	const struct serve_with *with;
	smimelint_run *run[SERVE_PROFILES];	/* each made when it is first asked for */
	struct stream in;
	struct request req;
	struct out out;
	struct arena arena;
};

/* ---- the request ---- */

static bool
has(struct span text, const char *words)
{
	size_t n = strlen(words);

	for (size_t i = 0; i + n <= text.n; i++)
		if (text.p[i] == (uint8_t)words[0] && memcmp(text.p + i, words, n) == 0)
			return true;
	return false;
}

static void
request_fault(struct request *req, const char *words)
{
	if (req->fault == NULL)
		req->fault = words;
}

static void
request_body(struct request *req, struct span text, size_t limit)
{
	if (req->fault != NULL || req->over)
		return;
	if (base64_feed(&req->b64, text, &req->octets) != NULL)
		request_fault(req, "a character that base64 does not have");
	req->over = req->octets.n > limit;
}

/* Which label the BEGIN line has; NULL: another one. */
static const char *
label_of(struct span text)
{
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		size_t n = strlen(labels[i]);

		for (size_t at = 0; at + n + 5 <= text.n; at++)
			if (memcmp(text.p + at, labels[i], n) == 0 && memcmp(text.p + at + n, "-----", 5) == 0)
				return labels[i];
	}
	return NULL;
}

static bool
request_is_crl(const struct request *req)
{
	return req->label != NULL && strcmp(req->label, "X509 CRL") == 0;
}

static enum item_place
place_of(const struct request *req)
{
	if (req->label == NULL || strcmp(req->label, "CERTIFICATE") == 0)
		return PLACE_OF_CERTIFICATE;
	return request_is_crl(req) ? PLACE_OF_CRL : PLACE_OF_RESPONSE;
}

static size_t
request_limit(const struct request *req, const struct serve_with *with)
{
	return request_is_crl(req) ? with->container : with->limit;
}

/* One line, or a piece of one that is longer than the stream's buffer. */
static void
request_line(struct request *req, struct span line, const struct serve_with *with)
{
	struct span text = span_trimmed(line);

	if (has(text, "-----END ") || has(text, "END CERTIFICATE")) {
		req->ended = req->begun = true;
	} else if (has(text, "-----BEGIN ")) {
		if (req->body)
			request_fault(req, "another BEGIN line comes before the END line");
		else if ((req->label = label_of(text)) == NULL)
			request_fault(req, "a PEM block that is not labelled CERTIFICATE, X509 CRL or OCSP RESPONSE");
		req->begun = req->body = true;
	} else if (req->body) {
		request_body(req, text, request_limit(req, with));
	} else if (!req->begun && text.n > 0) {
		for (size_t i = 0; i < text.n && i < sizeof req->profile - 1; i++)
			req->profile[i] = text.p[i] != '\0' && text.n < sizeof req->profile ? (char)text.p[i] : '?';
		req->begun = true;
	}
}

/* Reading on after a time that is over. */
static void
forget_timeout(struct stream *in)
{
	if (in->error != ETIMEDOUT)
		return;
	in->error = 0;
	in->eof = false;
}

/* Does a second PEM block follow the END line, without a line for its profile?  It is of the same request. */
static bool
another_block(struct stream *in)
{
	static const char begin[] = "-----BEGIN ";
	const size_t n = sizeof begin - 1;
	struct span ahead;

	in->until = clock_now();		/* what has come by now */
	ahead = stream_window(in, n + 1);
	forget_timeout(in);
	if (in->after_cr && ahead.n > 0 && ahead.p[0] == '\n')
		ahead = span_sub(ahead, 1, ahead.n - 1);
	return ahead.n >= n && memcmp(ahead.p, begin, n) == 0;
}

/* The lines up to the END line, or as far as the time of the request goes. */
static void
request_lines(struct server *s, int64_t until)
{
	struct span line;
	bool ends;

	s->in.until = until;
	while (!s->req.ended && (line = stream_line(&s->in, &ends)).p != NULL)
		request_line(&s->req, line, s->with);
	forget_timeout(&s->in);
}

/*
 * The next request.  False at the end of the input.  The time runs from its
 * first octet on; a request whose time is over ends there.
 */
static bool
request_read(struct server *s)
{
	struct request *req = &s->req;
	struct out octets = req->octets;
	int64_t until;

	out_clear(&octets);
	*req = (struct request){ .octets = octets };
	s->in.until = 0;
	if (!stream_await(&s->in))
		return false;
	until = clock_now() + REQUEST_MS;
	request_lines(s, until);
	while (req->ended && another_block(&s->in)) {
		request_fault(req, "more than one PEM block in a request");
		req->ended = false;
		request_lines(s, until);
	}
	if (!req->ended)
		request_fault(req, "the request stops before the END line");
	else if (!req->body)
		request_fault(req, "no BEGIN line before the END line");
	else if (!req->over && req->fault == NULL && !base64_end(&req->b64, &req->octets))
		request_fault(req, "base64 that stops inside an octet");
	return true;
}

/* ---- the answer ---- */

/* As much of safe text as a line has room for; whole characters. */
static const char *
shown(struct arena *a, const char *text)
{
	size_t n = text != NULL ? strlen(text) : 0;

	if (n <= SHOWN)
		return text != NULL ? text : "";
	for (n = SHOWN; n > 0 && ((uint8_t)text[n] & 0xc0) == 0x80; n--)
		;
	return arena_printf(a, "%.*s...", (int)n, text);
}

static void
answer_text(struct server *s, const smimelint_finding *f)
{
	static const char letters[] = { [SMIMELINT_UPCOMING] = 'I', [SMIMELINT_NOTICE] = 'N',
		[SMIMELINT_WARNING] = 'W', [SMIMELINT_ERROR] = 'E' };

	out_fmt(&s->out, "%c: %s: %s", letters[f->severity], smimelint_rule_text(f->rule, "id"), f->message);
	if (f->value != NULL)
		out_fmt(&s->out, ": %s", shown(&s->arena, f->value));
	out_fmt(&s->out, " [%s]\n", rule_citation(&s->arena, f->rule));
}

static void
answer_json(struct server *s, const smimelint_finding *f)
{
	static const char *const names[] = { [SMIMELINT_UPCOMING] = "INFO", [SMIMELINT_NOTICE] = "NOTICE",
		[SMIMELINT_WARNING] = "WARNING", [SMIMELINT_ERROR] = "ERROR" };
	struct json j = json_to(&s->out, true);

	json_open(&j, '{');
	json_key(&j, "results");
	json_open(&j, '[');
	json_open(&j, '{');
	json_member(&j, "node_path", shown(&s->arena, f->path));
	json_member(&j, "validator", "smimelint");
	json_key(&j, "finding_descriptions");
	json_open(&j, '[');
	json_open(&j, '{');
	json_member(&j, "severity", names[f->severity]);
	json_member(&j, "code", smimelint_rule_text(f->rule, "id"));
	json_member(&j, "message", f->value == NULL ? f->message :
	    arena_printf(&s->arena, "%s: %s", f->message, shown(&s->arena, f->value)));
	json_close(&j, '}');
	json_close(&j, ']');
	json_close(&j, '}');
	json_close(&j, ']');
	json_close(&j, '}');
	out_char(&s->out, '\n');
}

/* False: memory is out. */
static bool
ready(struct server *s, size_t profile)
{
	return s->run[profile] != NULL || smimelint_run_new(&s->run[profile], s->with->ctx[profile]) == SMIMELINT_OK;
}

/* Why there is nothing to lint; NULL: there is. */
static const char *
fault_of(struct server *s, const struct serve_profile *profile)
{
	const struct request *req = &s->req;
	struct span octets = { (const uint8_t *)req->octets.p, req->octets.n };
	const char *other;

	if (req->over)
		return arena_printf(&s->arena, "longer than the limit of %zu octets (%s)", request_limit(req, s->with),
		    request_is_crl(req) ? "--max-container" : "--max-certificate");
	if (req->fault != NULL)
		return req->fault;
	if (profile->label != NULL && strcmp(req->label, profile->label) != 0)
		return arena_printf(&s->arena, "a PEM block labelled %s, where %s wants %s", req->label, profile->name, profile->label);
	if (octets.n == 0)
		return "an empty PEM block";
	/* What a profile is for stands there, or what the block's label says. */
	if (place_of(req) != PLACE_OF_CERTIFICATE && profile->label != NULL)
		other = input_other_than_status(req->label, octets, true);
	else
		other = sniff_status(octets) ? NULL : sniff_other(octets, true);
	return other != NULL ? other : sniff_frame(&s->arena, octets);
}

/* False: memory is out. */
static bool
answer(struct server *s, size_t profile)
{
	const smimelint_source from = { .size = sizeof from, .path = "-", .format = "pem",
		.fault = fault_of(s, &serve_profiles[profile]) };
	const struct item item = { .der = out_span(&s->req.octets), .fault = from.fault, .place = place_of(&s->req) };
	struct span der = linter_octets(&item);
	smimelint_run *run = s->run[profile];
	smimelint_status st = smimelint_lint(run, der.p, der.n);

	if (st != SMIMELINT_OK && st != SMIMELINT_ERR_INPUT && st != SMIMELINT_ERR_LIMIT)
		return false;
	if (smimelint_result_source(run, &from) != SMIMELINT_OK)
		return false;
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		smimelint_finding_get(run, i, &f);
		if (s->with->text)
			answer_text(s, &f);
		else
			answer_json(s, &f);
	}
	return smimelint_run_error(run) == SMIMELINT_OK;
}

/* Everything that goes out for one request; "F" is what pkimetal calls fatal. */
static bool
respond(struct server *s)
{
	static const char no_memory[] = "F: out of memory\n";
	struct sink to = { .fd = STDOUT_FILENO };
	const char *why;
	size_t profile;
	bool ok;

	arena_reset(&s->arena);
	out_clear(&s->out);
	profile = serve_profile_find(s->with->numbers, &s->arena, s->req.profile, &why);
	if (profile == SERVE_PROFILES) {
		out_fmt(&s->out, "F: %s\n", why);
		ok = true;
	} else {
		ok = ready(s, profile) && answer(s, profile);
	}
	out_str(&s->out, end_of_results);
	if (ok && !s->out.failed && !s->arena.failed && !s->req.octets.failed)
		return sink_write(&to, s->out.p, s->out.n);
	s->out.failed = s->arena.failed = s->req.octets.failed = false;
	return sink_write(&to, no_memory, sizeof no_memory - 1) &&
	    sink_write(&to, end_of_results, sizeof end_of_results - 1);
}

int
serve(const struct serve_with *with)
{
	static const char greeting[] = "[Ready]\n";
	struct server s = { .with = with, .in = { .fd = STDIN_FILENO, .buf = malloc(STREAM_SIZE) } };
	struct sink to = { .fd = STDOUT_FILENO };
	int code = EXIT_INTERNAL;

	arena_init(&s.arena);
	if (s.in.buf == NULL)
		complain_memory();
	else if (ready(&s, 0) && sink_write(&to, greeting, sizeof greeting - 1)) {
		bool ok = true;

		while (ok && request_read(&s))
			ok = !s.req.begun || respond(&s);
		code = ok && s.in.error == 0 ? EXIT_CLEAN : EXIT_INTERNAL;
	}
	for (size_t i = 0; i < SERVE_PROFILES; i++)
		smimelint_run_free(s.run[i]);
	arena_free(&s.arena);
	out_free(&s.out);
	out_free(&s.req.octets);
	free(s.in.buf);
	return code;
}
