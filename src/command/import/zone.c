/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zone.c - see zone.h.
 *
 * A word behind a time without a zone is that of a host or a program, unless it
 * is known as one for a zone.
 */
#include "command/import/zone.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"

#define DIGITS "0123456789"

/* Does a word end here, which what is written of zones may stand in? */
static bool
ends_word(char c)
{
	return !is_alnum((uint8_t)c) && (c == '\0' || strchr("+-/_", c) == NULL);
}

static bool
is_among(const char *const *words, size_t n, const char *text, size_t length)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(words[i]) == length && strncasecmp(words[i], text, length) == 0)
			return true;
	return false;
}

/*
 * What databases and loggers write for zones: the abbreviations of the time zone database, those that Java, MySQL and others write
 * for places that have none there, and the short ones of the United States.  Words that logs have for something else (GET, ACT, LINT,
 * SCT) are not among them.
 */
static bool
is_abbreviation(const char *word, size_t n)
{
	static const char *const words[] = {
		"ACDT", "ACST", "ACWST", "ADT", "AEDT", "AEST", "AET", "AFT", "AKDT", "AKST", "ALMT", "AMST", "AMT", "AQTT", "ART", "AST", "AWDT",
		"AWST", "AZOST", "AZOT", "AZST", "AZT", "BDST", "BDT", "BNT", "BRST", "BRT", "BST", "BTT", "CAT", "CCT", "CDT", "CEST", "CET",
		"CHADT", "CHAST", "CHOT", "CHST", "CKT", "CLST", "CLT", "COT", "CST", "CT", "CVT", "EAT", "ECT", "EDT", "EEST", "EET", "EGST",
		"EGT", "EST", "ET", "FET", "FJT", "FKST", "FKT", "FNT", "GALT", "GAMT", "GFT", "GILT", "GMT", "GST", "GYT", "HADT", "HAST",
		"HDT", "HKT", "HOVT", "HST", "ICT", "IDT", "IOT", "IRDT", "IRKT", "IRST", "ISST", "IST", "JST", "KGT", "KOST", "KRAT", "KST",
		"LHDT", "LHST", "LKT", "MAGT", "MART", "MAWT", "MDT", "MESZ", "MET", "MEST", "MEZ", "MHT", "MMT", "MSD", "MSK", "MST", "MT",
		"MUT", "MVT", "MYT", "NCT", "NDT", "NFT", "NOVT", "NPT", "NST", "NUT", "NZDT", "NZST", "OMST", "ORAT", "PDT", "PET", "PETT",
		"PGT", "PHOT", "PHST", "PHT", "PKT", "PMDT", "PMST", "PONT", "PST", "PT", "PWT", "PYST", "PYT", "SAKT", "SAMT", "SAST",
		"SBT", "SGT", "SRET", "SRT", "SST", "TAHT", "TFT", "TJT", "TKT", "TLT", "TMT", "TOT", "TRT", "TVT", "UCT", "ULAT",
		"UTC", "UYST", "UYT", "UZT", "VET", "VLAT", "VOST", "VUT", "WAKT", "WAST", "WAT", "WEST", "WET", "WFT", "WGST", "WGT", "WIB",
		"WIT", "WITA", "YAKT", "YEKT",
	};

	return is_among(words, sizeof words / sizeof *words, word, n);
}

/* "Europe/Berlin": the first parts of such names in the time zone database. */
static bool
is_area(const char *word, size_t n)
{
	static const char *const words[] = {
		"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Brazil", "Canada", "Chile", "Etc", "Europe",
		"Indian", "Mexico", "Pacific", "US",
	};

	return is_among(words, sizeof words / sizeof *words, word, n);
}

/* "W. Europe Standard Time", as Windows has zones. */
static size_t
long_name_length(const char *text)
{
	static const char *const ends[] = { " Standard Time", " Daylight Time", " Summer Time" };
	size_t all = strcspn(text, ":[]{}\"="), least = SIZE_MAX;

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		const char *end = *text >= 'A' && *text <= 'Z' ? strstr(text, ends[i]) : NULL;

		if (end != NULL && (size_t)(end - text) < all && (size_t)(end - text) + strlen(ends[i]) < least)
			least = (size_t)(end - text) + strlen(ends[i]);
	}
	return least != SIZE_MAX ? least : 0;
}

/* Of the word that the text begins with, where it is the name of a zone: alone (CET), before a number (GMT+1) or a place (Europe/Berlin). */
static size_t
name_length(const char *text, size_t word)
{
	size_t n = 0;

	while (is_letter((uint8_t)text[n]))
		n++;
	if (text[n] == '/')
		return n + 1 < word && is_area(text, n) ? word : 0;
	if (!is_abbreviation(text, n))
		return 0;
	return ends_word(text[n]) || ((text[n] == '+' || text[n] == '-') && is_digit((uint8_t)text[n + 1])) ? word : 0;
}

size_t
zone_length(const char *text)
{
	static const char *const words[] = { "Z", "UTC", "GMT" };
	size_t blank = *text == ' ', n;

	text += blank;
	if (*text == '+' || *text == '-') {
		n = strspn(text + 1, DIGITS);
		if (n == 2 && text[3] == ':' && strspn(text + 4, DIGITS) == 2)
			return blank + 6;
		return n == 4 || n == 2 ? blank + 1 + n : 0;
	}
	if (long_name_length(text) > 0)
		return 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		n = strlen(words[i]);
		if (strncasecmp(text, words[i], n) == 0 && ends_word(text[n]))
			return blank + n;
	}
	return 0;
}

size_t
zone_other_length(const char *text)
{
	size_t before = strspn(text, " ("), word = 0, name;

	if (before > 2)
		return 0;
	text += before;
	while (is_alnum((uint8_t)text[word]) || (text[word] != '\0' && strchr("+-/_:", text[word]) != NULL && (word > 0 || text[word] != ':')))
		word++;
	if ((strncasecmp(text, "AM", 2) == 0 || strncasecmp(text, "PM", 2) == 0) && ends_word(text[2]))
		return before + 2;
	if ((before == 0 && is_alnum((uint8_t)*text)) || ((*text == '+' || *text == '-') && is_digit((uint8_t)text[1])))
		return before + word;
	name = long_name_length(text);
	name = name > 0 ? name : name_length(text, word);
	return name > 0 ? before + name : 0;
}
