/* SPDX-License-Identifier: Apache-2.0 */
/* page.h - what the parts of the HTML report share; for html*.c only. */
#ifndef REPORT_HTML_PAGE_H
#define REPORT_HTML_PAGE_H

#include "base/arena.h"
#include "base/json_out.h"
#include "report/html/html.h"
#include "report/html/names.h"
#include "report/keep.h"
#include "report/tally.h"

/* What a page holds at most; it says so when there was more. */
#define HTML_ROWS 100000u			/* certificates in its table */
#define HTML_ROW_OCTETS ((size_t)112 * 1024 * 1024)	/* of their text while it is gathered */
#define HTML_ROW_FINDINGS 100u			/* findings of one certificate */
#define HTML_ROW_TEXT 1000u			/* octets of one text */
#define HTML_ROWS_PACKED ((size_t)15 * 1000 * 1000)	/* of the table, as written */
#define HTML_VIEWS 1000u			/* decoded certificates */
#define HTML_VIEW_OCTETS ((size_t)16 * 1024 * 1024)
#define HTML_VIEW_DER ((size_t)128 * 1024)	/* of one certificate, in base64 */
#define HTML_VIEW_NODES 2000u			/* fields of one */
#define HTML_VIEWS_PACKED ((size_t)4 * 1000 * 1000)
#define HTML_EXAMPLES 5u			/* of a rule: certificates that are decoded before others */
#define HTML_ISSUERS 1000u			/* issuers counted one by one */
#define HTML_RULES 2000u
#define HTML_TEXTS 10000u			/* texts of rows and views that are written once */
#define HTML_PROFILES 64u
#define HTML_CRLS 20000u			/* CRLs in the chart of their cadence */
#define HTML_STATIC 25u				/* certificates shown without a script */

#define HTML_YEAR_MIN 1990
#define HTML_YEARS 60
#define HTML_MONTHS (HTML_YEARS * 12)

/* Certificates by status. */
struct html_counts {
	uint64_t all, status[LEVELS];
};

struct html_rule {
	const smimelint_rule *row;	/* NULL: not in this program's table */
	const char *message, *citation;
	uint64_t severity[LEVELS];	/* findings by severity */
	uint64_t fresh, accepted;	/* findings that are new; that are known or waived */
	uint64_t certificates;
	uint64_t last;			/* number of the last result counted, from 1 */
	const char *since;		/* the first day from which it bound so; NULL: none was said */
};

struct html_issuer {
	struct html_counts counts;
	uint32_t *cell;			/* certificates that break a rule, by the rule's number */
	uint32_t cells;
};

/* A CRL: its issuer and scope by number, thisUpdate and nextUpdate. */
struct html_crl {
	uint32_t series;
	int64_t from, to;
};

struct html {
	struct arena arena;		/* of what lives as long as the page */
	struct arena scratch;		/* of the result at hand */
	struct tally tally;
	uint64_t accepted;		/* findings that are known or waived */
	uint64_t files;
	struct out path;		/* of the last result */
	struct names rules, issuers, profiles, folders, series;
	struct names texts;		/* that come in many rows and views: paths, days, profiles, names of fields */
	struct html_rule *rule;
	struct html_issuer *issuer;
	struct html_counts *profile;
	uint64_t *folder;
	struct html_counts more_issuers, more_profiles;	/* what went past the limits */
	uint64_t more_rules, more_folders;
	struct html_counts month[HTML_MONTHS];
	struct html_counts undated;	/* no month that could be shown */
	struct html_crl *crl;		/* in the arena */
	size_t n_crl, crl_room;
	uint64_t more_crls;		/* past the limits, or without a time */
	struct keep rows;		/* JSON arrays, the worst certificates first */
	struct keep views;		/* "NUMBER BASE64" of certificates to be decoded */
	struct out row;
};

/* ---- text ---- */

/* Text and attribute values: with "&", "<", ">" and quotes as references. */
void html_text(struct out *, const char *);
void html_span(struct out *, struct span);
/* 1234567 as 1,234,567. */
void html_number(struct out *, uint64_t);
/* "1 certificate", "1,200 certificates". */
void html_count(struct out *, uint64_t n, const char *one, const char *many);
/* "Certificates", "CRLs", "OCSP responses", and where there are several kinds "Results": over columns and parts of the page. */
const char *html_heading(const struct html *);
/* "<1 %", "12 %", "100 %" (with a no-break space): 0 and 100 only where it is so. */
void html_percent(struct out *, uint64_t part, uint64_t whole);

/* Status and severity: the class that colours them, their sign, and their word for one or many. */
const char *html_sign(smimelint_level);
/* Statuses in the order in which they are shown, the worst first; ends with SMIMELINT_UPCOMING, which is none. */
extern const smimelint_level html_statuses[];
/* A bar of certificates by status, as SVG rectangles. */
void html_bar(struct out *, const struct html_counts *, double x, double y, double width, double height);

/* The worst severity of a rule's findings. */
smimelint_level html_rule_level(const struct html_rule *);
/* Something numbered, to be put in order: by the first weight, then the second, the greater before, then by number. */
struct html_weight {
	uint64_t first, second;
	uint32_t index;
};
void html_sort(struct html_weight *, size_t n);
/* The rules, the most severe first, then by certificates; in the scratch arena, NULL when memory is out. */
const struct html_weight *html_rule_order(struct html *);

/* ---- parts of the page ---- */

void html_rules(struct html *, struct out *);
void html_heat(struct html *, struct out *);
void html_months(struct html *, struct out *);
void html_profiles(struct html *, struct out *);
/* Counts a CRL, and writes the part about all of them; nothing where there are none. */
void html_add_crl(struct html *, const struct json_value *crl);
void html_revocation(struct html *, struct out *);

/* The certificates that are shown without a script. */
void html_static_rows(struct html *, struct out *);
/* The table of certificates, packed: writes the base64 and tells how many rows there was room for. */
uint64_t html_pack_rows(struct html *, struct out *);
/* Decoded certificates, packed. */
uint64_t html_pack_views(struct html *, struct out *);

#endif
