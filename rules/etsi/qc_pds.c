/* SPDX-License-Identifier: Apache-2.0 */
/* qc_pds.c - QcPDS: a list of URLs, each with a language (ETSI EN 319 412-5 4.3.4). */
#include "rules/etsi/qc.h"
#include "rules/tables.h"
#include "value/uri.h"

#define SHOWN 100		/* octets of a URI shown in a value */

struct location {
	struct der_tlv url, language;
	bool has_url, has_language;	/* those that are of their types */
	bool whole;			/* it is both, and nothing else */
};

/* The next one, as much of it as can be read. */
static bool
next_location(struct span *in, struct location *l)
{
	struct der_tlv t;
	struct span fields;

	*l = (struct location){ .whole = false };
	if (der_next(in, &t) != DER_OK)
		return false;
	if (t.id != DER_SEQUENCE)
		return true;
	fields = t.val;
	l->has_url = der_take(&fields, DER_IA5, &l->url);
	if (l->has_url || der_next(&fields, &t) == DER_OK)
		l->has_language = der_take(&fields, DER_PRINTABLE, &l->language);
	l->whole = l->has_url && l->has_language && fields.n == 0;
	return true;
}

static void
pds_form_of(struct check *c, const struct qc_statement *s)
{
	struct location l;
	struct span in;
	bool ok = qc_take_sequence(s, &in) && in.n > 0;

	while (ok && in.n > 0)
		ok = next_location(&in, &l) && l.whole;
	if (!ok)
		report(c, s->raw, NULL);
}

static void
pds_form(struct check *c)
{
	qc_each_statement(c, OID_QCS_PDS, pds_form_of);
}

static void
pds_https_of(struct check *c, const struct qc_statement *s)
{
	struct location l;
	struct span in;

	if (!qc_take_sequence(s, &in))
		return;
	while (next_location(&in, &l))
		if (l.has_url && !uri_has_scheme(l.url.val, "https"))
			report(c, l.url.raw, "%s", show_text(c, l.url.val, SHOWN));
}

static void
pds_https(struct check *c)
{
	qc_each_statement(c, OID_QCS_PDS, pds_https_of);
}

static bool
is_letters(struct span v, bool upper_too)
{
	for (size_t i = 0; i < v.n; i++)
		if ((v.p[i] < 'a' || v.p[i] > 'z') && !(upper_too && v.p[i] >= 'A' && v.p[i] <= 'Z'))
			return false;
	return v.n == 2;
}

/* arg: 1 for two letters that are not both lower case, 0 for what is not two letters. */
static void
pds_language_of(struct check *c, const struct qc_statement *s)
{
	struct location l;
	struct span in;

	if (!qc_take_sequence(s, &in))
		return;
	while (next_location(&in, &l))
		if (l.has_language && !is_letters(l.language.val, false) && is_letters(l.language.val, true) == (c->rule->arg != 0))
			report_text(c, l.language.raw, l.language.val);
}

static void
pds_language(struct check *c)
{
	qc_each_statement(c, OID_QCS_PDS, pds_language_of);
}

static bool
is_english(struct span v)
{
	return v.n == 2 && (v.p[0] | 0x20) == 'e' && (v.p[1] | 0x20) == 'n';
}

static void
pds_english_of(struct check *c, const struct qc_statement *s)
{
	bool whole = true;
	struct location l;
	struct span in;
	unsigned n = 0;

	if (!qc_take_sequence(s, &in))
		return;
	for (; next_location(&in, &l); n++) {
		if (l.has_language && is_english(l.language.val))
			return;
		whole = whole && l.has_language;
	}
	if (!whole || in.n > 0)
		not_evaluated(c, "not all of QcPDS can be read");
	else if (n > 0)
		report(c, s->raw, NULL);
}

static void
pds_english(struct check *c)
{
	qc_each_statement(c, OID_QCS_PDS, pds_english_of);
}

/* QcCompliance without QcCClegislation says: qualified in the European Union. */
static void
no_pds(struct check *c)
{
	if (qc_has_statement(c, OID_QCS_COMPLIANCE) && !qc_has_statement(c, OID_QCS_CC_LEGISLATION) &&
	    !qc_has_statement(c, OID_QCS_PDS))
		report(c, at_part(c, PART_EXT_QC), NULL);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "etsi.qc-statements.pds-form", .section = "4.3.4",
		.title = "QcPDS is not a list of URLs with languages",
		.requires = "QcPDS holds one or more pairs of a URL (IA5String) and a language (PrintableString).",
		.explanation = WHY_FORM,
		.remedy = "Encode each URL with the language of the disclosure statement it leads to.",
		.peers = PEERS("zlint:e_qcstatem_qcpds_valid"),
		.schedule = ETSI_SHALL, .fn = pds_form, IN_QC, .speaks_for = IDS("etsi.qc-statements.pds-english"),
	}, {
		.id = "etsi.qc-statements.pds-https", .section = "4.3.4",
		.title = "a URL in QcPDS does not use https",
		.requires = "The URLs of disclosure statements use the scheme https.",
		.explanation = "What relying parties read about their rights and limits must not be changed on the way.",
		.remedy = "Serve the document over https and use that URL.",
		.peers = PEERS("zlint:e_qcstatem_pds_must_have_https_only"),
		.schedule = SCHEDULE(SHALL_FROM(2023, 9, 1)), .fn = pds_https, IN_QC,
	}, {
		.id = "etsi.qc-statements.pds-language", .section = "4.3.4",
		.title = "a language in QcPDS is not two letters",
		.requires = "The language is a two-letter code of ISO 639-1.",
		.explanation = "Software picks the statement to show by this code.",
		.remedy = "Use the two-letter code, such as en.",
		.peers = PEERS("zlint:e_qcstatem_qcpds_valid"),
		.schedule = ETSI_SHALL, .fn = pds_language, .arg = 0, IN_QC,
	}, {
		.id = "etsi.qc-statements.pds-language-case", .section = "4.3.4",
		.title = "a language in QcPDS is not in lower case",
		.requires = "The language is a two-letter code of ISO 639-1.",
		.explanation = "Software that compares octets does not find the language.",
		.remedy = "Write the code in lower case.",
		.reading = "ISO 639-1 writes its codes in lower case; whether upper case is another code or the same is left open.",
		.peers = PEERS("zlint:w_qcstatem_qcpds_lang_case"),
		.schedule = ETSI_SHALL, .fn = pds_language, .arg = 1, IN_QC,
	}, {
		.id = "etsi.qc-statements.pds-english", .section = "4.3.4",
		.title = "QcPDS has no disclosure statement in English",
		.requires = "At least one of the disclosure statements is in English.",
		.explanation = "Relying parties in every country have to be able to read it.",
		.remedy = "Add the URL of the English statement with the language en.",
		.reading = "The English statement is demanded of EU qualified certificates; it is taken to be wanted wherever QcPDS stands.",
		.peers = PEERS("zlint:e_qcstatem_qcpds_valid"),
		.schedule = ETSI_SHALL, .fn = pds_english, IN_QC,
	}, {
		.id = "etsi.qc-statements.no-pds", .section = "5",
		.title = "an EU qualified certificate has no QcPDS",
		.requires = "EU qualified certificates have the statements QcCompliance and QcPDS.",
		.explanation = "QcCompliance without QcCClegislation claims the status of the European Union, for which the disclosure statement is mandatory.",
		.remedy = "Add QcPDS with the https URL of the English disclosure statement.",
		.reading = "That QcCompliance alone claims the status of the European Union is how the standard defines it; other uses are seen.",
		.peers = PEERS("zlint:e_qcstatem_mandatory_etsi_statems"),
		.schedule = ETSI_SHALL, .fn = no_pds, ON_QC,
	},
};

RULE_TABLE(rules_etsi_qc_pds, QC_HEADING, rules);
