/* SPDX-License-Identifier: Apache-2.0 */
/* Reports cut into pieces: whole, and cut off or damaged at every octet, whatever the size of the reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/part.h"

static const char document[] =
    "{\"schema\":\"smimelint/1\",\n\"tool\":{},\n\"run\":{\"only\":[]},\n\"results\":[\n"
    "{\"schema\":\"a]\\\"}\"},\n{ \"c\" : [ 1 , {\"b\":[]} ] }\n],\n\"summary\":{\"results\":[]}}\n";

/* A pipe that holds the text; the reading end. */
static int
pipe_with(const char *text, size_t n)
{
	int fd[2];

	assert_int_equal(pipe(fd), 0);
	assert_int_equal(write(fd[1], text, n), (ssize_t)n);
	close(fd[1]);
	return fd[0];
}

/* The pieces of a text as words: kind, line, text or fault, each on a line. */
static void
cut(const char *text, size_t n, struct out *words)
{
	static const char *const kinds[] = { "head", "result", "value", "damage" };
	uint8_t *buf = malloc(STREAM_SIZE);
	int fd = pipe_with(text, n);
	struct pieces p;
	struct piece piece;

	assert_non_null(buf);
	pieces_init(&p, &(struct stream){ .fd = fd, .buf = buf });
	out_clear(words);
	while (pieces_next(&p, &piece))
		out_fmt(words, "%s %u %.*s\n", kinds[piece.kind], (unsigned)piece.line,
		    piece.fault != NULL ? (int)strlen(piece.fault) : (int)piece.text.n,
		    piece.fault != NULL ? piece.fault : (const char *)piece.text.p);
	assert_false(pieces_failed(&p));
	pieces_free(&p);
	close(fd);
	free(buf);
	out_char(words, '\0');
}

static void
check(const char *text, const char *expected)
{
	struct out words = { NULL, 0, 0, false };

	cut(text, strlen(text), &words);
	assert_string_equal(words.p, expected);
	out_free(&words);
}

static void
test_whole(void **state)
{
	(void)state;
	check(document, "head 1 {\"schema\":\"smimelint/1\",\"tool\":{},\"run\":{\"only\":[]},\"results\":[]}\n"
	    "result 5 {\"schema\":\"a]\\\"}\"}\n"
	    "result 6 {\"c\":[1,{\"b\":[]}]}\n"
	    "value 1 {\"schema\":\"smimelint/1\",\"tool\":{},\"run\":{\"only\":[]},\"results\":[],\"summary\":{\"results\":[]}}\n");
	check("{\"a\":[1,{}]}{}\n\n {\"b\" : \"c d\"}", "value 1 {\"a\":[1,{}]}\nvalue 1 {}\nvalue 3 {\"b\":\"c d\"}\n");
	check("", "");
	check(" \n\t\r\n", "");
	/* A name that only ends so, a value, and a member further in. */
	check("{\"x\\\"results\":[1],\"y\":\"results\",\"z\":{\"results\":[1]}}\n",
	    "value 1 {\"x\\\"results\":[1],\"y\":\"results\",\"z\":{\"results\":[1]}}\n");
}

static void
test_damage(void **state)
{
	(void)state;
	check("{\"a\":1\n{\"schema\":2}\n", "damage 1 an object without its end\nvalue 2 {\"schema\":2}\n");
	check("{\"a\":[\n{\"schema\":2}]}\n", "damage 1 an object without its end\nvalue 2 {\"schema\":2}\n"
	    "damage 2 something that is no JSON object\n");
	check("{\"a\":\"b\n{\"c\":2}\n", "damage 1 a string without an end, or with a control character in it\nvalue 2 {\"c\":2}\n");
	check("{\"a\":[}\n{\"c\":2}", "damage 1 a bracket that closes another one\nvalue 2 {\"c\":2}\n");
	check("{\"results\":[{},,{}]}\n{}", "head 1 {\"results\":[]}\nresult 1 {}\ndamage 1 something that is no JSON object\n"
	    "result 2 {}\ndamage 2 a report without its end\n");
	check("{\"results\":[{},]}\n", "head 1 {\"results\":[]}\nresult 1 {}\ndamage 1 something that is no JSON object\n"
	    "damage 2 a report without its end\n");
	check("{\"results\":[{} {}]}\n", "head 1 {\"results\":[]}\nresult 1 {}\ndamage 1 no comma before a result\nresult 1 {}\n"
	    "value 1 {\"results\":[]}\n");
	/* A document among the results of one: the first lost its end. */
	check("{\"results\":[{},\n{\"results\":[{}]}\n", "head 1 {\"results\":[]}\nresult 1 {}\n"
	    "damage 1 a report without its end\nhead 2 {\"results\":[]}\nresult 2 {}\nvalue 2 {\"results\":[]}\n");
}

/* Cut off at every octet, and with every octet another one: it ends, and what is whole before stays whole. */
static void
test_everywhere(void **state)
{
	struct out words = { NULL, 0, 0, false };
	char text[sizeof document];
	size_t first = (size_t)(strstr(document, "},\n{") - document);

	(void)state;
	for (size_t n = 0; n < sizeof document; n++) {
		cut(document, n, &words);
		if (n > 0 && n < sizeof document - 2)
			assert_non_null(strstr(words.p, "damage "));
		if (n > first)
			assert_non_null(strstr(words.p, "result 5 {\"schema\":\"a]\\\"}\"}\n"));
		for (const char *c = "{}[]\",\n\\\x01"; *c != '\0'; c++) {
			memcpy(text, document, sizeof text);
			text[n] = *c;
			cut(text, sizeof text - 1, &words);
		}
	}
	out_free(&words);
}

/* 64 MiB are the bound of an object, in a string as between tokens. */
static void
test_limit(void **state)
{
	static const char *const starts[] = { "{\"a\":\"", "{\"a\":[" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		FILE *file = tmpfile();
		uint8_t *buf = malloc(STREAM_SIZE);
		struct piece piece;
		struct pieces p;

		assert_non_null(file);
		assert_non_null(buf);
		memset(buf, '1', STREAM_SIZE);
		fputs(starts[i], file);
		for (size_t n = 0; n <= PIECE_MAX / STREAM_SIZE; n++)
			assert_int_equal(fwrite(buf, 1, STREAM_SIZE, file), STREAM_SIZE);
		fputs("\n{}\n", file);
		assert_int_equal(fflush(file), 0);
		rewind(file);
		pieces_init(&p, &(struct stream){ .fd = fileno(file), .buf = buf });
		assert_true(pieces_next(&p, &piece));
		assert_int_equal(piece.kind, PIECE_DAMAGE);
		assert_string_equal(piece.fault, "an object longer than 64 MiB");
		assert_true(pieces_next(&p, &piece));
		assert_int_equal(piece.kind, PIECE_VALUE);
		assert_int_equal(piece.line, 2);
		assert_false(pieces_next(&p, &piece));
		pieces_free(&p);
		fclose(file);
		free(buf);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_everywhere),
		cmocka_unit_test(test_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
