/*
 * accept.h - findings that are accepted: those of an earlier report
 * (--baseline) and those of a list with reasons and expiry dates (--waivers).
 */
#ifndef RESULT_ACCEPT_H
#define RESULT_ACCEPT_H

#include <stdbool.h>

struct accept;
struct result;

enum state { STATE_NEW, STATE_KNOWN, STATE_WAIVED };

struct standing {
	enum state state;
	const char *reading;		/* what a waiver says, expired ones too; NULL: none applies */
};

/* NULL when memory is out. */
struct accept *accept_new(void);
void accept_free(struct accept *);

/* Read and check a file; false after a message that names the place and what is wrong. */
bool accept_baseline(struct accept *, const char *path);
bool accept_waivers(struct accept *, const char *path);

/*
 * The standing of each finding, in the result's arena.  A finding takes the
 * entry of the baseline that it equals, so results are judged one at a time
 * where there is a baseline; waivers alone are read-only.
 */
const struct standing *accept_judge(const struct accept *, const struct result *);

#endif
