/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import.h - records of validation evidence out of what other systems log.
 *
 * An adapter knows one form: it takes one JSON value of a log (or one row of a
 * table) and adds the events in it.  join.c puts the events of a certificate
 * together.  A new form is one table and one small file; see
 * smimelint-evidence(5).
 */
#ifndef COMMAND_IMPORT_IMPORT_H
#define COMMAND_IMPORT_IMPORT_H

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/json_out.h"
#include "command/import/keyed.h"
#include "smimelint.h"

enum event_kind { EVENT_VALIDATION, EVENT_CAA };
enum fact_type { FACT_TEXT, FACT_NUMBER, FACT_BOOL, FACT_TEXTS, FACT_JSON };

/* One member of a validation or CAA check, by its name in the record; inner members have a dot: "http.url". */
struct fact {
	const char *member;
	enum fact_type type;
	const char *text;
	int64_t number;
	struct fact *next;
};

/* What an event tells of its check: all; of boulder what one perspective saw of CAA, or a result. */
enum event_part { PART_WHOLE, PART_ANSWER, PART_RESULT };

/* What a log says of one validation or CAA check. */
struct event {
	enum event_kind kind;
	const char *domain;		/* lower case; NULL: it is of a mailbox */
	const char *mailbox;		/* NULL: it is of a domain */
	const char *order;		/* what joins it to others: an order or authorization; NULL: nothing */
	const char *applicant;
	int64_t at;			/* when it was done, in seconds since 1970; 0: the log does not say */
	int32_t nanos;			/* and nanoseconds, as far as the log says so */
	enum event_part part;
	bool remote;			/* a remote perspective logged it */
	bool given;			/* what it tells stands in another */
	bool aside;			/* it is in no record */
	bool failed;			/* the validation did not succeed; CAA forbade */
	bool for_servers;		/* the answer says that CAA was checked for a server's certificate */
	struct fact *first, *last;	/* in the order of the log */
	struct arena *arena;		/* where they lie: that of all events */
	/* Corroboration: the answer as it came, in the form `mpic_format`; NULL: none. */
	const char *response, *mpic_format;
	const char *primary_result;	/* the determination of the Primary Network Perspective; NULL: not in the log */
	size_t refusing;		/* remote perspectives that the answer counts as not corroborating */
};

struct events {
	struct arena arena;		/* of all events */
	struct event *event;
	size_t n, cap;
	/* Whom the ACME challenge of a URL is for, as it was offered, and as it was last found valid. */
	struct keyed offers, taken;
	uint64_t other, bad;		/* values without an event; lines that cannot be read */
	smimelint_run *run;		/* for digests */
	struct mapped *map;		/* of csv: what the columns hold, then the constants */
	size_t n_map;
	const char *path;		/* of the line or row at hand */
	uint64_t line;			/* where it begins */
	unsigned around;		/* how many objects and texts are around what is at hand */
	uint64_t zoneless;		/* times that name no zone */
	uint64_t timeless;		/* of csv and acme what is no time */
	uint64_t undated;		/* of boulder lines without a time */
	uint64_t short_rows;		/* rows with fewer cells than the heading */
	uint64_t unproved;		/* valid challenges of authorizations that are not */
	uint64_t beside;		/* lines of boulder that are of checks whose corroboration another has */
	bool failed;			/* memory is out */
};

/* One more event of this kind; never NULL (one that nobody sees when memory is out). */
struct event *event_add(struct events *, enum event_kind);
/* Facts; nothing where the text is NULL. */
void event_text(struct event *, const char *member, const char *text);
void event_number(struct event *, const char *member, int64_t n);
void event_bool(struct event *, const char *member, bool yes);
/* A value that is JSON text already. */
void event_json(struct event *, const char *member, const char *json);
/* What one event says of a member and the other does not. */
void event_fact_from(struct event *, const struct event *, const char *member);
/* An array of one text. */
void event_texts(struct event *, const char *member, const char *text);
/* The SHA-256 of a text. */
void event_sha256(struct events *, struct event *, const char *member, const char *text);
/* Is there such a fact yet? */
bool event_has(const struct event *, const char *member);
/* The text of such a fact, and the number; NULL, 0: there is none. */
const char *event_text_of(const struct event *, const char *member);
int64_t event_number_of(const struct event *, const char *member);
/* A name as records have it (smimelint_plain_name()). */
const char *name_plain(struct events *, const char *name);
/* Do both name their accounts, and are these two?  Either these or their authorizations? */
bool event_of_other(const struct event *, const struct event *);
bool event_is_apart(const struct event *, const struct event *);
/* When it was done; false: the text is no time. */
bool event_at(struct event *, const char *time);
/* A time in seconds, as RFC 3339; nothing where it is 0. */
void event_time(struct events *, struct event *, const char *member, int64_t seconds);
/* A record has no more perspectives in an attempt than this. */
#define MOST_PERSPECTIVES 64u
/* Has the answer more, which these lists have?  Then that is told, and no event is made of it. */
bool event_too_many(struct events *, const cJSON *list, const cJSON *more);
/* Is it an IP address or a wildcard, which systems that issue for servers validate, too, and no mailbox has? */
bool name_is_servers(const char *name);
/* Sets domain or mailbox, in lower case as far as it is a domain.  What is neither is told of, and the event names nobody. */
void event_name(struct events *, struct event *, const char *name);

/* The answer as it came, NULL where it is no JSON to the letter, which is told. */
void event_response(struct events *, struct event *, const char *raw, const char *mpic_format);
/* What was fetched for a challenge of ACME, as boulder and pebble show it. */
void event_fetched(struct events *, struct event *, const cJSON *challenge);

/* Has each object in it each name once?  Which of two is meant nobody knows: that is told, and nothing is taken of the value. */
bool value_is_clear(struct events *, const cJSON *);
/* A member that is a text, a number; NULL, 0: it is not. */
const char *value_text(const cJSON *, const char *member);
int64_t value_number(const cJSON *, const char *member);
/* Is the status of a challenge one that RFC 8555 7.1.6 has, or none at all?  Another is told, and proves nothing. */
bool value_is_status(struct events *, const cJSON *challenge);
/* Is a member true, false, null, or not there?  Anything else is told, by what has it. */
bool value_is_bool(struct events *, const cJSON *, const char *member, const char *what);
/* RFC 3339 in seconds; 0: it is none. */
int64_t value_time(const char *text);
/* The TLS BR method of an ACME challenge type ("http-01"), or of Open MPIC's name; NULL: none. */
const char *method_of_challenge(const char *type);
const char *method_of_open_mpic(const char *name);

/* What the log can never show. */
struct lack {
	const char *member;
	const char *rules;		/* what stays unevaluated, or is found missing */
};

struct adapter {
	const char *name;		/* of --from */
	const char *what;
	/*
	 * Adds the events in a value, whose text is `raw`; `line` is what stood before it
	 * on its line ("" for none).  False: there is nothing of this form in it.
	 */
	bool (*take)(struct events *, const cJSON *, const char *raw, const char *line);
	bool table;			/* it takes rows of CSV, not JSON */
	const struct lack *lacks;	/* ends with NULL */
	const char *mark;		/* a member of each value of the form that may stand within another */
	const char *const *signs;	/* words that stand in lines of the form alone; ends with NULL; NULL: there are none */
	/* Lines without JSON that have this in them, and what adds their events; NULL: there are none.  False as of take. */
	const char *known;
	bool (*words)(struct events *, const char *line);
	/* What is to be done when all events are there; NULL: nothing. */
	void (*settle)(struct events *);
};
extern const struct adapter import_open_mpic, import_boulder, import_acme, import_csv;

/* Adds the events of a log ("-": of standard input).  False after a message: not all of it could be read. */
bool log_read(struct events *, const struct adapter *, const char *path);

/* Every record that the events of these make; one for each name where no certificate is given (run: NULL). */
struct join {
	const struct events *events;
	const struct event **sorted;	/* by name, kind and time: of the n_sorted that have a name */
	size_t n_sorted;
	struct entry *entry;		/* of those, by whom and what for they were (entries.h) */
	size_t n_entry;
	const char *perspectives;	/* JSON of the table; NULL: none */
	const char *const *issuer_domain;
	size_t n_issuer_domain;
	struct out *out;
	uint64_t records, without;	/* without: certificates that no event belongs to */
	uint64_t outvoted, undated;	/* refusals of CAA that decide nothing: of perspectives that an answer counts as such; without a time */
	uint64_t passed_over, strange;	/* mailboxes where another account was checked later; where an event of another account was left out */
	uint64_t several;		/* mailboxes that several accounts have both events of */
	/* Mailboxes whose CAA check is behind the certificate's time, and where it was refused behind it; and before that time. */
	uint64_t refused_later, refused_before;
	uint64_t far_behind;		/* events far behind the certificate's time, in place of such as are too old for it */
	bool failed;			/* memory was out: a record lacks something */
};
/* Sorts the events, in this arena, when all are there; before the next two. */
void join_begin(struct join *, struct arena *);
/* The record of the certificate that the run has linted. */
void join_certificate(struct join *, smimelint_run *);
/* A record for each name of the events. */
void join_names(struct join *);

/* libcjson, loaded when it is needed: a program that does not import does not pay for it.  False after a message. */
bool foreign_open(void);
/* A NUL in a text is read as U+FFFD. */
cJSON *foreign_read(const char *text, size_t n, const char **end);
/* The name of a member that some object in the value has twice, so that nobody knows which of both is meant; NULL: there is none. */
const char *foreign_twice(const cJSON *);
void foreign_free(cJSON *);
const cJSON *foreign_find(const cJSON *, const char *member);
/* JSON on one line: blanks between values are left out.  NULL where it is not JSON to the letter, and so cannot be embedded. */
const char *json_as_line(struct events *, const char *text, size_t n);

#endif
