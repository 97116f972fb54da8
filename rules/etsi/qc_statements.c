/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qc_statements.c - which statements qcStatements has, and what they hold (ETSI
 * EN 319 412-5); qc_pds.c: QcPDS; qc_rfc3739.c: those of RFC 3739.
 */
#include "rules/common/country.h"
#include "rules/common/extension.h"
#include "rules/common/repeated.h"
#include "rules/etsi/qc.h"
#include "rules/tables.h"

/* ---- which statements there are ---- */

static struct span
statement_oid(const void *list, unsigned i)
{
	return ((const struct qc_statement *)list)[i].oid;
}

static void
report_statement(struct check *c, const void *list, unsigned i)
{
	report(c, ((const struct qc_statement *)list)[i].raw, "%s", oid_show(c->arena, statement_oid(list, i)));
}

/* The statements of ETSI: 0.4.0.1862.1 (EN 319 412-5) and 0.4.0.19495.2 (TS 119 495). */
static bool
is_of_etsi(enum oid id)
{
	return (id >= OID_QCS_COMPLIANCE && id <= OID_QCS_CC_LEGISLATION) || id == OID_QCS_PSD2;
}

/* RFC 3739 3.2.6 lets a CA that makes no statement of ETSI's choose. */
static void
critical(struct check *c)
{
	bool etsi = false;

	for (unsigned i = 0; i < c->cert->qc.n; i++)
		etsi = etsi || is_of_etsi(c->cert->qc.v[i].id);
	if (etsi)
		rule_ext_critical(c);
}

static void
repeated(struct check *c)
{
	each_repeated(c, c->cert->qc.v, c->cert->qc.n, statement_oid, report_statement);
}

static void
type_as_statement(struct check *c)
{
	for (unsigned i = 0; i < c->cert->qc.n; i++) {
		const struct qc_statement *s = &c->cert->qc.v[i];

		if (s->id == OID_QCT_ESIGN || s->id == OID_QCT_ESEAL || s->id == OID_QCT_WEB)
			report(c, s->raw, "%s", oid_name(s->id));
	}
}

static void
no_compliance(struct check *c)
{
	if (qc_has_statement(c, OID_QCS_COMPLIANCE))
		return;
	qc_each_statement(c, OID_QCS_SSCD, qc_here);
	qc_each_statement(c, OID_QCS_CC_LEGISLATION, qc_here);
}

static void
info_of(struct check *c, const struct qc_statement *s)
{
	if (s->has_info)
		report(c, s->raw, "%s", oid_name(s->id));
}

static void
needless_info(struct check *c)
{
	qc_each_statement(c, OID_QCS_COMPLIANCE, info_of);
	qc_each_statement(c, OID_QCS_SSCD, info_of);
}

/* ---- QcType ---- */

/* What a QcType lists. */
struct types {
	unsigned n, smime;		/* those that can be read, and how many of them are esign or eseal */
	bool whole;			/* it is a list of nothing else */
};

static struct types
count_types(const struct qc_statement *s)
{
	struct types types = { 0, 0, false };
	struct der_tlv t;
	struct span in;

	if (!qc_take_sequence(s, &in))
		return types;
	for (types.whole = true; der_next(&in, &t) == DER_OK;) {
		enum oid id = t.id == DER_OID ? oid_find(t.val) : OID_UNKNOWN;

		types.whole = types.whole && t.id == DER_OID;
		types.n += t.id == DER_OID;
		types.smime += id == OID_QCT_ESIGN || id == OID_QCT_ESEAL;
	}
	types.whole = types.whole && in.n == 0;
	return types;
}

static void
type_form_of(struct check *c, const struct qc_statement *s)
{
	struct types types = count_types(s);

	if (!types.whole || types.n == 0)
		report(c, s->raw, NULL);
}

static void
type_form(struct check *c)
{
	qc_each_statement(c, OID_QCS_TYPE, type_form_of);
}

static void
type_several_of(struct check *c, const struct qc_statement *s)
{
	struct types types = count_types(s);

	if (types.n > 1)
		report(c, s->raw, "%u types", types.n);
}

static void
type_several(struct check *c)
{
	qc_each_statement(c, OID_QCS_TYPE, type_several_of);
}

static void
type_purpose_of(struct check *c, const struct qc_statement *s)
{
	struct types types = count_types(s);

	if (!types.whole && types.smime == 0)
		not_evaluated(c, "QcType is no list, or not all of it can be read");
	else if (types.n > 0 && types.smime == 0)
		report(c, s->raw, NULL);
}

static void
type_purpose(struct check *c)
{
	qc_each_statement(c, OID_QCS_TYPE, type_purpose_of);
}

static void
type_unknown_of(struct check *c, const struct qc_statement *s)
{
	struct der_tlv t;
	struct span in;

	if (!qc_take_sequence(s, &in))
		return;
	while (der_next(&in, &t) == DER_OK) {
		enum oid id = oid_find(t.val);

		if (t.id == DER_OID && id != OID_QCT_ESIGN && id != OID_QCT_ESEAL && id != OID_QCT_WEB)
			report(c, t.raw, "%s", oid_show(c->arena, t.val));
	}
}

static void
type_unknown(struct check *c)
{
	qc_each_statement(c, OID_QCS_TYPE, type_unknown_of);
}

/* ---- QcCClegislation ---- */

static void
legislation_of(struct check *c, const struct qc_statement *s)
{
	struct der_tlv t;
	struct span in;

	if (!qc_take_sequence(s, &in) || in.n == 0) {
		report(c, s->raw, NULL);
		return;
	}
	while (der_next(&in, &t) == DER_OK)
		if (!is_country_code(&t))
			report_text(c, t.raw, t.val);
}

static void
users_legislation_of(struct check *c, const struct qc_statement *s)
{
	struct der_tlv t;
	struct span in;

	if (!qc_take_sequence(s, &in))
		return;
	while (der_next(&in, &t) == DER_OK)
		if (is_users_country(&t))
			report_text(c, t.raw, t.val);
}

static void
legislation(struct check *c)
{
	qc_each_statement(c, OID_QCS_CC_LEGISLATION, users_legislation_of);
	reading_settled(c);
	qc_each_statement(c, OID_QCS_CC_LEGISLATION, legislation_of);
}

/* ---- QcLimitValue: MonetaryValue ---- */

/* The first field, of one of its two types; *in is what follows. */
static bool
take_currency(const struct qc_statement *s, struct span *in, struct der_tlv *currency)
{
	return qc_take_sequence(s, in) && (der_take(in, DER_PRINTABLE, currency) || der_take(in, DER_INTEGER, currency));
}

static void
limit_form_of(struct check *c, const struct qc_statement *s)
{
	struct der_tlv currency, t;
	struct span in;

	if (!take_currency(s, &in, &currency) || !der_take(&in, DER_INTEGER, &t) || !der_take(&in, DER_INTEGER, &t) || in.n > 0)
		report(c, s->raw, NULL);
}

static void
limit_form(struct check *c)
{
	qc_each_statement(c, OID_QCS_LIMIT_VALUE, limit_form_of);
}

/* ISO 4217: three upper-case letters, or a number from 1 to 999. */
static bool
is_currency(const struct der_tlv *t)
{
	uint32_t n;

	if (t->id == DER_INTEGER)
		return der_small(t->val, &n) && n >= 1 && n <= 999;
	for (size_t i = 0; i < t->val.n; i++)
		if (t->val.p[i] < 'A' || t->val.p[i] > 'Z')
			return false;
	return t->val.n == 3;
}

static void
limit_currency_of(struct check *c, const struct qc_statement *s)
{
	struct der_tlv currency;
	struct span in;

	if (!take_currency(s, &in, &currency) || is_currency(&currency))
		return;
	if (currency.id == DER_PRINTABLE)
		report_text(c, currency.raw, currency.val);
	else
		report(c, currency.raw, NULL);
}

static void
limit_currency(struct check *c)
{
	qc_each_statement(c, OID_QCS_LIMIT_VALUE, limit_currency_of);
}

/* ---- QcRetentionPeriod ---- */

static void
retention_of(struct check *c, const struct qc_statement *s)
{
	if (!s->has_info || s->info.id != DER_INTEGER)
		report(c, s->raw, "no INTEGER");
	else if (der_negative(s->info.val))
		report(c, s->raw, "negative");
}

static void
retention(struct check *c)
{
	qc_each_statement(c, OID_QCS_RETENTION, retention_of);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "etsi.qc-statements.critical", .section = "4.1",
		.title = "qcStatements with statements of ETSI is critical",
		.requires = "qcStatements is not marked critical.",
		.explanation = "Software that does not know the statements would have to refuse the certificate.",
		.remedy = "Mark qcStatements non-critical.",
		.peers = PEERS("zlint:e_qcstatem_etsi_present_qcs_critical"),
		.schedule = ETSI_SHALL, .fn = critical, .arg = PART_EXT_QC, IN_QC,
		.yields_to = IDS("sbr.qc-statements.critical"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "etsi.qc-statements.repeated", .section = "4.1",
		.title = "a statement occurs twice",
		.requires = "Each statement occurs at most once.",
		.explanation = "It is not defined which of the two counts. The requirement came with version 2.6.1 of the "
		    "standard.",
		.remedy = "Merge the two statements.",
		.peers = PEERS("zlint:e_duplicate_etsi_qcstatement"),
		.schedule = SCHEDULE(SHALL_FROM(2026, 5, 1)), .fn = repeated, IN_QC,
	}, {
		.id = "etsi.qc-statements.type-as-statement", .section = "4.2.3",
		.title = "a type of qualified certificate stands where a statement belongs",
		.requires = "esign, eseal and web are listed inside the statement QcType.",
		.explanation = "As a statement of its own the identifier means nothing, and nothing gives the type of the "
		    "certificate.",
		.remedy = "Put the identifier into a QcType statement.",
		.peers = PEERS("zlint:e_qcstatem_etsi_type_as_statem"),
		.schedule = ETSI_SHALL, .fn = type_as_statement, IN_QC,
	}, {
		.id = "etsi.qc-statements.no-compliance", .section = "4.2.1",
		.title = "statements on qualified certificates stand without QcCompliance",
		.requires = "Nothing: QcSSCD and QcCClegislation may stand alone.",
		.explanation = "Only QcCompliance says that the certificate is qualified. The other two without it are often a forgotten statement.",
		.remedy = "Add QcCompliance if the certificate is qualified.",
		.peers = PEERS("zlint:e_qcstatem_mandatory_etsi_statems"),
		.schedule = SCHEDULE(NOTICE_FROM(2017, 11, 1)), .fn = no_compliance, ON_QC,
	}, {
		.id = "etsi.qc-statements.needless-info", .section = "4.2.1",
		.title = "QcCompliance or QcSSCD has information",
		.requires = "QcCompliance and QcSSCD consist of their identifier alone.",
		.explanation = WHY_FORM,
		.remedy = "Leave statementInfo out.",
		.peers = PEERS("zlint:e_qcstatem_qccompliance_valid", "zlint:e_qcstatem_qcsscd_valid"),
		.schedule = ETSI_SHALL, .fn = needless_info, IN_QC,
	}, {
		.id = "etsi.qc-statements.type-form", .section = "4.2.3",
		.title = "QcType is not a list of types",
		.requires = "QcType holds a SEQUENCE of one or more object identifiers.",
		.explanation = WHY_FORM,
		.remedy = "Encode the list with the identifier of the type.",
		.peers = PEERS("zlint:e_qcstatem_qctype_valid"),
		.schedule = ETSI_SHALL, .fn = type_form, IN_QC, .speaks_for = IDS("etsi.qc-statements.type-purpose"),
	}, {
		.id = "etsi.qc-statements.type-several", .section = "4.2.3",
		.title = "QcType lists more than one type",
		.requires = "QcType lists exactly one type.",
		.explanation = "A qualified certificate is for signatures, for seals or for web sites: natural persons sign, legal persons seal.",
		.remedy = "List the one type that the certificate was issued for.",
		.peers = PEERS("zlint:e_qcstatem_qctype_oneonly"),
		.schedule = SCHEDULE(SHALL_FROM(2023, 7, 1)), .fn = type_several, IN_QC,
	}, {
		.id = "etsi.qc-statements.type-unknown", .section = "4.2.3",
		.title = "QcType lists a type that the standard does not define",
		.requires = "Nothing explicit: the standard defines esign, eseal and web, and lets others define more.",
		.explanation = "Relying parties do not know what another type means.",
		.remedy = "Use esign or eseal.",
		.peers = PEERS("zlint:e_qcstatem_qctype_valid"),
		.schedule = SCHEDULE(NOTICE_FROM(2017, 11, 1)), .fn = type_unknown, IN_QC,
	}, {
		.id = "etsi.qc-statements.type-purpose", .section = "4.2.3",
		.title = "QcType lists neither esign nor eseal",
		.requires = "QcType of an S/MIME certificate lists esign or eseal.",
		.explanation = "Any other type says that the certificate is qualified for something that is not mail.",
		.remedy = "Use esign for natural and eseal for legal persons.",
		.reading = "The standard defines the types by purpose; that a certificate for mail is not one for web sites is read out of them.",
		.peers = PEERS("zlint:e_qcstatem_qctype_smime"),
		.schedule = ETSI_SHALL, .fn = type_purpose, IN_QC,
	}, {
		.id = "etsi.qc-statements.legislation", .section = "4.2.4",
		.title = "QcCClegislation does not hold country codes",
		.requires = "QcCClegislation holds one or more two-letter codes of ISO 3166-1 as PrintableString.",
		.explanation = "The statement says under which countries' law the certificate is qualified; other values say nothing.",
		.remedy = "List the countries by their codes in upper case.",
		.reading = ISO_USERS_CODE,
		.schedule = SCHEDULE(SHALL_FROM(2020, 4, 1)), .fn = legislation, IN_QC,
	}, {
		.id = "etsi.qc-statements.limit-form", .section = "4.3.2",
		.title = "QcLimitValue does not hold a monetary value",
		.requires = "QcLimitValue holds a currency, an amount and an exponent.",
		.explanation = WHY_FORM,
		.remedy = "Encode the three parts; the amount is multiplied by ten to the exponent.",
		.peers = PEERS("zlint:e_qcstatem_qclimitvalue_valid"),
		.schedule = ETSI_SHALL, .fn = limit_form, IN_QC,
	}, {
		.id = "etsi.qc-statements.limit-currency", .section = "4.3.2",
		.title = "currency of QcLimitValue is not a code of ISO 4217",
		.requires = "The currency is a code of three upper-case letters, or a number from 1 to 999.",
		.explanation = "Without a currency the limit has no value that could be compared with a transaction.",
		.remedy = "Use the alphabetic code, such as EUR.",
		.peers = PEERS("zlint:e_qcstatem_qclimitvalue_valid"),
		.schedule = ETSI_SHALL, .fn = limit_currency, IN_QC,
	}, {
		.id = "etsi.qc-statements.retention", .section = "4.3.3",
		.title = "QcRetentionPeriod is not a number of years",
		.requires = "QcRetentionPeriod holds an INTEGER of zero or more: years after the end of validity.",
		.explanation = WHY_FORM,
		.remedy = "Encode the number of years.",
		.peers = PEERS("zlint:e_qcstatem_qcretentionperiod_valid"),
		.schedule = ETSI_SHALL, .fn = retention, IN_QC,
	},
};

RULE_TABLE(rules_etsi_qc_statements, QC_HEADING, rules);
