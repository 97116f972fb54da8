/* SPDX-License-Identifier: Apache-2.0 */
/*
 * encoding.c - the octets themselves: DER (X.690) and the shape of fields
 * and extensions (RFC 5280).
 *
 * Turns the faults that reading left in the view into findings, and nothing
 * else does: what a fault makes unreadable is silent in every other rule.
 */
#include "rule/rule.h"
#include "rules/tables.h"

#define TEXT_LIMIT 64		/* octets of a string shown in a value */

/* ---- what is said about one fault ---- */

static const char *
type_name(uint8_t id)
{
	switch (id) {
	case DER_UTF8:
		return "UTF8String";
	case DER_NUMERIC:
		return "NumericString";
	case DER_PRINTABLE:
		return "PrintableString";
	case DER_IA5:
		return "IA5String";
	case DER_VISIBLE:
		return "VisibleString";
	case DER_BMP:
		return "BMPString";
	case DER_UNIVERSALSTR:
		return "UniversalString";
	case DER_UTCTIME:
		return "UTCTime";
	case DER_GENTIME:
		return "GeneralizedTime";
	default:
		/* Strings with a context tag are GeneralNames, all of them IA5String. */
		return (id & 0xc0) == DER_CONTEXT ? "IA5String" : "value";
	}
}

static const char *
bit_string_fault(struct check *c, struct span val)
{
	if (val.n == 0)
		return "no octet";
	if (val.p[0] > 7)
		return arena_printf(c->arena, "%u unused bits, at most 7 possible", (unsigned)val.p[0]);
	if (val.n == 1)
		return arena_printf(c->arena, "%u unused bits of none", (unsigned)val.p[0]);
	return arena_printf(c->arena, "%u unused bits, not all of them zero", (unsigned)val.p[0]);
}

static const char *
oid_fault(struct span val)
{
	if (val.n == 0)
		return "empty";
	return (val.p[val.n - 1] & 0x80) != 0 ? "cut short" : "padded";
}

/* What was met, in a few words; NULL where the place says it. */
static const char *
quirk_value(struct check *c, const struct der_tlv *t, uint32_t quirk)
{
	switch (quirk) {
	case DER_Q_CHARSET:
	case DER_Q_TIME:
		return arena_printf(c->arena, "%s: %s", type_name(t->id), show_text(c, t->val, TEXT_LIMIT));
	case DER_Q_BOOL:
		return t->val.n == 0 ? "no octet" : show_octets(c, t->val, 4);
	case DER_Q_BIT_UNUSED:
		return bit_string_fault(c, t->val);
	case DER_Q_OID:
		return oid_fault(t->val);
	default:
		return NULL;
	}
}

static void
report_quirk(struct check *c, const struct artifact_fault *f, uint32_t quirk)
{
	struct span in = f->where;
	struct der_tlv t;
	const char *value = der_next(&in, &t) == DER_OK ? quirk_value(c, &t, quirk) : NULL;

	if (value != NULL)
		report(c, f->where, "%s", value);
	else
		report(c, f->where, NULL);
}

/* A wrong structure, with the text of a time. */
static void
report_structure(struct check *c, const struct artifact_fault *f)
{
	struct span in = f->where;
	struct der_tlv t;

	if (der_next(&in, &t) == DER_OK && (t.id == DER_UTCTIME || t.id == DER_GENTIME))
		report(c, f->where, "%s: %s", f->what, show_text(c, t.val, TEXT_LIMIT));
	else
		report(c, f->where, "%s", f->what);
}

/* Octets after the element that the input is, not inside it. */
static bool
is_after_input(const struct artifact *a, const struct artifact_fault *f)
{
	const struct span whole = artifact_element(a);

	return (f->quirks & DER_Q_TRAILING) != 0 && whole.p != NULL && f->where.p != NULL &&
	    f->where.p >= whole.p + whole.n;
}

/* Quirks that are why an element is not what it should be: its form, or a content that is no value. */
#define TELLING_QUIRKS (DER_Q_CONSTRUCTED | DER_Q_PRIMITIVE | DER_Q_TAG_RESERVED | DER_Q_EOC | \
	DER_Q_INT_EMPTY | DER_Q_BIT_UNUSED | DER_Q_TIME)
/* Quirks of the content by its type: where another type belongs, that is the fault. */
#define TYPE_QUIRKS (DER_Q_CHARSET | DER_Q_INT_LONG | DER_Q_SET_ORDER | DER_Q_BOOL | DER_Q_NULL | DER_Q_OID)

/* A wrong structure that no other rule of this table names already. */
static bool
is_structural(const struct artifact_fault *f)
{
	return f->what != NULL && f->status == DER_OK && (f->quirks & TELLING_QUIRKS) == 0;
}

/* An element that does not belong there at all has one finding, whatever its content is. */
static bool
is_out_of_place(const struct artifact_fault *f)
{
	return is_structural(f) || (f->quirks & DER_Q_TRAILING) != 0;
}

/* Has it no octet where its type has one or more?  Then it has no value. */
static bool
has_no_octet(const struct artifact_fault *f)
{
	struct span in = f->where;
	struct der_tlv t;

	return (f->quirks & DER_Q_INT_EMPTY) != 0 || ((f->quirks & DER_Q_BOOL) != 0 && der_next(&in, &t) == DER_OK && t.val.n == 0);
}

/* Is this fault asked about: all are, or those that are why certain parts cannot be read? */
static bool
is_asked(const struct check *c, const struct artifact_fault *f)
{
	return c->damage == DAMAGE_ALL ||
	    ((PARTS1(f->part) & c->damage) != 0 &&
	    (f->what != NULL || f->status != DER_OK || (f->quirks & (DER_Q_TRAILING | DER_Q_OID)) != 0 || has_no_octet(f)));
}

/* ---- the rules ---- */

static void
quirk(struct check *c)
{
	for (size_t i = 0; i < c->artifact->n_fault; i++) {
		const struct artifact_fault *f = &c->artifact->fault[i];

		if (!is_asked(c, f) || (f->quirks & c->rule->arg) == 0 || is_after_input(c->artifact, f))
			continue;
		if ((c->rule->arg & TYPE_QUIRKS) == 0 || !is_out_of_place(f))
			report_quirk(c, f, c->rule->arg);
	}
}

/* What is read element by element holds no more of a further one than its beginning. */
static bool
begins_element(struct span octets)
{
	return octets.n >= 2 && octets.p[0] == DER_SEQUENCE && octets.p[1] >= 0x80;
}

static void
trailing(struct check *c)
{
	for (size_t i = 0; i < c->artifact->n_fault; i++) {
		const struct artifact_fault *f = &c->artifact->fault[i];

		if (is_after_input(c->artifact, f) && begins_element(f->where))
			report(c, f->where, "another element begins");
		else if (is_after_input(c->artifact, f))
			report(c, f->where, "%s", show_count(c, f->where.n, "octet"));
	}
}

#define TOO_DEEP "the value of an extension of unknown type is nested deeper than 24 elements"

static void
too_deep(struct check *c)
{
	if (c->artifact->too_deep)
		report(c, at_part(c, artifact_has(c->artifact, PART_EXTENSIONS) ? PART_EXTENSIONS : PART_TBS), NULL);
}

static void
frame_broken(struct check *c)
{
	if (c->artifact->too_deep)
		not_evaluated(c, TOO_DEEP);
	for (size_t i = 0; i < c->artifact->n_fault; i++) {
		const struct artifact_fault *f = &c->artifact->fault[i];

		if (is_asked(c, f) && f->status != DER_OK)
			report(c, f->where, "%s", der_status_words((enum der_status)f->status));
	}
}

/* arg: 1 for extensions, 0 for fields. */
static void
malformed(struct check *c)
{
	for (size_t i = 0; i < c->artifact->n_fault; i++) {
		const struct artifact_fault *f = &c->artifact->fault[i];

		if (is_asked(c, f) && is_structural(f) && (f->part >= PART_FIELDS) == (c->rule->arg != 0))
			report_structure(c, f);
	}
}

/* The only rule that runs on an input whose frame is lost (engine). */
static void
unreadable(struct check *c)
{
	const struct artifact_fault *f = c->artifact->fault, *end = f != NULL ? f + c->artifact->n_fault : NULL;

	if (artifact_readable(c->artifact))
		return;
	/* A length that is only not the shortest keeps nobody from reading. */
	while (f != end && f->what == NULL && f->status == DER_OK)
		f++;
	if (f == end)
		report(c, c->artifact->der, NULL);
	else if (c->crl != NULL && c->artifact == &c->crl->artifact && c->crl->n_entry > 0)
		report(c, f->where, c->crl->n_entry == 1 ? "%s; %llu entry was read" : "%s; %llu entries were read", f->what != NULL ? f->what : der_status_words((enum der_status)f->status),
		    (unsigned long long)c->crl->n_entry);
	else
		report(c, f->where, "%s", f->what != NULL ? f->what : der_status_words((enum der_status)f->status));
}

/* Told by the engine, for the rule whose id begins the value. */
static void
told_by_engine(struct check *c)
{
	(void)c;
}

#define TELLS_DAMAGE .scope = SCOPE_SIGNED, .tells_damage = true, .only_of = SHOWS_FAULT

static const struct smimelint_rule rules[] = {
	{
		.id = "x690.certificate.unreadable", .section = "8.1",
		.title = "input is not a certificate that can be read",
		.requires = "A certificate is a SEQUENCE whose first element is the tbsCertificate, each with a length that fits the octets at hand.",
		.explanation = "The outer SEQUENCE or the tbsCertificate cannot be framed, or its first fields cannot be "
		    "distinguished. No other rule was applied, so this result says nothing about the certificate's content.",
		.remedy = "Check that the input is one whole DER certificate and was not cut short or changed on the way.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = unreadable, .scope = SCOPE_ALL,
	}, {
		.id = "x690.certificate.beyond-limit", .section = "8.1",
		.title = "certificate has more of something than a rule can look at",
		.requires = "Nothing in itself: what was not looked at is not known to be right.",
		.explanation = "A few rules compare values with one another, which takes too long where a hostile certificate has "
		    "thousands of each. The value names the rule and what there is too much of; no certificate that is meant to be "
		    "used comes near.",
		.remedy = "Leave out what makes the certificate so large.",
		.schedule = X690_SHALL, .fn = told_by_engine, .scope = SCOPE_ALL,
	}, {
		.id = "x690.certificate.issuer-unreadable", .section = "8.1",
		.title = "part of the certificate of a CA above or of a responder cannot be read, and a rule rests on it",
		.requires = "Nothing of what is linted: what was not looked at is not known to be right.",
		.explanation = "A certificate of a CA or of an OCSP responder that was given has a field or an extension whose encoding is damaged, or an extension twice. "
		    "Or it has a number that its definition forbids (RFC 5280 4.2.1.9, 4.2.1.10). Whether what is linted is right below it depends on what stands there. The value names the rule that could "
		    "not look, the part and the subject.",
		.remedy = "Lint that certificate, and have it reissued.",
		.schedule = X690_SHALL, .fn = told_by_engine, .scope = SCOPE_SIGNED,
	}, {
		.id = "x690.certificate.trailing-octets", .section = "8.1.1",
		.title = "octets follow the end of the certificate",
		.requires = "The encoding of a certificate ends where its outer SEQUENCE ends.",
		.explanation = "Software disagrees on whether such an input is the certificate, and fingerprints of it differ. "
		    "The octets are outside the signature, so anybody can put anything there.",
		.remedy = "Store and hand out exactly the octets of the Certificate.",
		.schedule = X690_SHALL, .fn = trailing, .only_of = SHOWS_FAULT, .scope = SCOPE_ALL,
	}, {
		.id = "x690.crl.unreadable", .section = "8.1",
		.title = "the input is no CRL that can be read",
		.requires = "A CRL is a SEQUENCE whose first element is the tbsCertList, each with a length that fits the octets at hand.",
		.explanation = "The outer SEQUENCE or the tbsCertList cannot be framed, so nothing in it can be read. "
		    "No other rule was applied: this is no statement about what the CRL says.",
		.remedy = "Check that the input is one whole DER CRL: a download that was cut short and an error page in its place are the usual causes.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = unreadable, .scope = SCOPE_CRL,
	}, {
		.id = "x690.crl.trailing-octets", .section = "8.1.1",
		.title = "octets follow the end of the CRL",
		.requires = "The encoding of a CRL ends where its outer SEQUENCE ends.",
		.explanation = "Software disagrees on whether such an input is the CRL. The octets are outside the signature, so anybody can put anything there.",
		.remedy = "Publish exactly the octets of the CertificateList.",
		.schedule = X690_SHALL, .fn = trailing, .only_of = SHOWS_FAULT, .scope = SCOPE_CRL,
	}, {
		.id = "x690.ocsp-response.unreadable", .section = "8.1",
		.title = "the input is no OCSP response that can be read",
		.requires = "An OCSP response is a SEQUENCE with the responseStatus and, where that is successful, a BasicOCSPResponse.",
		.explanation = "The response or what is signed in it cannot be framed, so nothing in it can be read. "
		    "No other rule was applied: this is no statement about what the response says.",
		.remedy = "Check that the input is one whole DER response: an answer that was cut short is the usual cause.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = unreadable, .scope = SCOPE_OCSP_RESPONSE,
	}, {
		.id = "x690.ocsp-response.trailing-octets", .section = "8.1.1",
		.title = "octets follow the end of the OCSP response",
		.requires = "The encoding of a response ends where its outer SEQUENCE ends.",
		.explanation = "The octets are outside the signature, so anybody can put anything there.",
		.remedy = "Send exactly the octets of the OCSPResponse.",
		.schedule = X690_SHALL, .fn = trailing, .only_of = SHOWS_FAULT, .scope = SCOPE_OCSP_RESPONSE,
	}, {
		.id = "x690.extension.too-deep", .section = "8.1",
		.title = TOO_DEEP,
		.requires = "Nothing in itself: what was not looked at is not known to be right.",
		.explanation = "X.690 has no limit on how deep elements are nested. Software has: more than 24 levels are not looked at here, so that whatever is wrong "
		    "with the encoding of what lies deeper is not seen. What stands behind the value is read.",
		.remedy = "Leave the extension out, or give its value a flatter type.",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }), .fn = too_deep, .only_of = SHOWS_FAULT, .scope = SCOPE_SIGNED,
		.speaks_for = IDS("x690.frame.broken"),
	}, {
		.id = "x690.frame.broken", .section = "8.1.1",
		.title = "element has no clear end",
		.requires = "Each element has identifier and length octets that are complete, and content that ends inside the enclosing element.",
		.explanation = "Nothing can be read from this place to the end of the field or extension. After a lost "
		    "octet everything to the end of the certificate is out of step. Rules about those parts are left out; the "
		    "rest was checked.",
		.remedy = "Encode the element anew; lengths that were changed by hand or a wrong template are the usual cause.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = frame_broken, TELLS_DAMAGE,
	}, {
		.id = "x690.length.padded", .section = "10.1",
		.title = "a length is not encoded in the fewest octets",
		.requires = "Lengths below 128 take one octet; longer ones take the long form without leading zero octets.",
		.explanation = "DER gives each value exactly one encoding, which signatures and comparisons rely on. "
		    "Strict decoders refuse the certificate.",
		.remedy = "Encode with a DER encoder instead of a BER one.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_LEN_LONG, TELLS_DAMAGE,
	}, {
		.id = "x690.length.indefinite", .section = "10.1",
		.title = "a length is given in the indefinite form",
		.requires = "Every length is given in the definite form.",
		.explanation = "The indefinite form belongs to BER and CER. Decoders that know DER only cannot read on.",
		.remedy = "Encode with a DER encoder instead of a BER one.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_INDEFINITE, TELLS_DAMAGE,
	}, {
		.id = "x690.tag.padded", .section = "8.1.2.4",
		.title = "a tag number is not encoded in the fewest octets",
		.requires = "Tag numbers below 31 stand in the first identifier octet; larger ones have no leading zero groups.",
		.explanation = "A padded tag hides an element from software that compares identifier octets.",
		.remedy = "Encode the element with its ordinary identifier octet.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_TAG_LONG, TELLS_DAMAGE,
	}, {
		.id = "x690.tag.reserved", .section = "8.1.2",
		.title = "an element has a universal tag that stands for no type",
		.requires = "Universal tags are those that X.680 assigns to a type.",
		.explanation = "No decoder can know what the value means, so it is either skipped or refused.",
		.remedy = "Use the tag of the type that the field is defined with.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_TAG_RESERVED, TELLS_DAMAGE,
	}, {
		.id = "x690.eoc.stray", .section = "8.1.5",
		.title = "end-of-contents octets stand outside an indefinite length",
		.requires = "End-of-contents octets occur only after content of indefinite length, which DER does not have.",
		.explanation = "Two zero octets between elements are read as an end by some decoders and as an element by others, "
		    "which then see different certificates.",
		.remedy = "Remove the octets and encode with a DER encoder.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_EOC, TELLS_DAMAGE,
	}, {
		.id = "x690.primitive.constructed", .section = "10.2",
		.title = "a value of a simple type is encoded in constructed form",
		.requires = "Strings and other simple types are encoded in primitive form.",
		.explanation = "The value is split into segments that decoders put together differently or not at all.",
		.remedy = "Encode the value as one primitive element.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_CONSTRUCTED, TELLS_DAMAGE,
	}, {
		.id = "x690.constructed.primitive", .section = "8.9.1",
		.title = "a value of a constructed type is encoded in primitive form",
		.requires = "SEQUENCE and SET are encoded in constructed form.",
		.explanation = "The identifier octet says that there are no elements inside, so the content is opaque to a decoder.",
		.remedy = "Set the constructed bit of the identifier octet.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_PRIMITIVE, TELLS_DAMAGE,
	}, {
		.id = "x690.boolean.value", .section = "11.1",
		.title = "a BOOLEAN is neither 00 nor FF",
		.requires = "TRUE is one octet FF, FALSE is one octet 00.",
		.explanation = "Software reads other octets as TRUE, as FALSE or not at all. A critical extension or a CA "
		    "flag may then mean different things to different relying parties.",
		.remedy = "Encode TRUE as FF and leave FALSE out where it is the default.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_BOOL, TELLS_DAMAGE,
	}, {
		.id = "x690.integer.empty", .section = "8.3.1",
		.title = "an INTEGER has no content octets",
		.requires = "An INTEGER has one or more content octets.",
		.explanation = "There is no number to read; decoders take it for zero or refuse the certificate.",
		.remedy = "Encode zero as one octet 00.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_INT_EMPTY, TELLS_DAMAGE,
	}, {
		.id = "x690.integer.padded", .section = "8.3.2",
		.title = "an INTEGER begins with a redundant octet",
		.requires = "The first nine bits of an INTEGER are not all equal.",
		.explanation = "The same number then has two encodings: serial numbers and keys that are compared by octets no longer match.",
		.remedy = "Drop the leading 00 or FF octet that does not change the sign.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_INT_LONG, TELLS_DAMAGE,
		.yields_to = IDS("rfc5280.crl-entry.reason-undefined"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "x690.bit-string.unused-bits", .section = "11.2.1",
		.title = "BIT STRING has a wrong count of unused bits, or unused bits that are set",
		.requires = "The first octet of a BIT STRING counts the unused bits at its end: 0 to 7, and 0 where no "
		    "octet follows. The unused bits are zero.",
		.explanation = "Software that ignores the count sees bits that should not exist, key usages for instance.",
		.remedy = "Encode with a DER encoder. For keys and signatures the count is 0.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_BIT_UNUSED, TELLS_DAMAGE,
	}, {
		.id = "x690.bit-string.trailing-zeros", .section = "11.2.2",
		.title = "a list of named bits ends in zero bits",
		.requires = "In a BIT STRING with named bits all trailing zero bits are left out.",
		.explanation = "keyUsage and reasons would otherwise have many encodings for one set of bits.",
		.remedy = "End the value with the last bit that is set, and count the unused bits to match.",
		.peers = PEERS("zlint:e_incorrect_ku_encoding", "zlint:e_superfluous_ku_encoding", "zlint:e_key_usage_incorrect_length",
		    "pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_BIT_TRAILING, TELLS_DAMAGE,
	}, {
		.id = "x690.oid.malformed", .section = "8.19.2",
		.title = "an OBJECT IDENTIFIER is empty, cut short or padded",
		.requires = "An OBJECT IDENTIFIER has at least one subidentifier, none of which begins with 80 or lacks its last octet.",
		.explanation = "The identifier compares as different from the one it is meant to be, or as the same, depending on the decoder.",
		.remedy = "Encode the identifier from its dotted form with a DER encoder.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_OID, TELLS_DAMAGE,
	}, {
		.id = "x690.null.content", .section = "8.8.2",
		.title = "a NULL has content octets",
		.requires = "NULL has no content.",
		.explanation = "The octets are invisible to most software and let two encodings stand for one algorithm identifier.",
		.remedy = "Encode NULL as 05 00.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_NULL, TELLS_DAMAGE,
	}, {
		.id = "x690.string.charset", .section = "8.23",
		.title = "a string has octets that its type does not allow",
		.requires = "The octets of a string are characters of its type: PrintableString has letters, digits, space and ' ( ) + , - . / : = ?, "
		    "IA5String has ASCII, UTF8String has well-formed UTF-8, BMPString pairs of octets.",
		.explanation = "Relying parties show another text than was meant, compare names wrongly or refuse the certificate. "
		    "An underscore, an at sign or an ampersand in a PrintableString is the usual case.",
		.remedy = "Encode the text as UTF8String, or as IA5String where the field is defined so, and convert it from its real character set. "
		    "The domain of an rfc822Name is written in A-labels; an address with another local part than ASCII is a SmtpUTF8Mailbox.",
		.peers = PEERS("zlint:e_subject_printable_string_badalpha", "zlint:e_ext_san_dns_not_ia5_string", "zlint:e_ext_ian_dns_not_ia5_string",
		    "zlint:e_ext_san_uri_not_ia5", "zlint:e_ext_ian_uri_not_ia5", "pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_CHARSET, TELLS_DAMAGE,
	}, {
		.id = "x690.time.form", .section = "11.7",
		.title = "a time is not written as DER and RFC 5280 require",
		.requires = "UTCTime is YYMMDDHHMMSSZ and GeneralizedTime is YYYYMMDDHHMMSSZ: with seconds, without fractions, in UTC. The digits name a moment: "
		    "no 30 February, no hour 24, no second 60.",
		.explanation = "Software reads times without seconds, with fractions or with an offset differently or refuses them, "
		    "so that relying parties disagree on when the certificate is valid.",
		.remedy = "Write the moment in UTC with seconds and the letter Z.",
		.peers = PEERS("zlint:e_utc_time_does_not_include_seconds", "zlint:e_utc_time_not_in_zulu", "zlint:e_generalized_time_does_not_include_seconds",
		    "zlint:e_generalized_time_includes_fraction_seconds", "zlint:e_generalized_time_not_in_zulu",
		    "pkilint:pkix.utctime_incorrect_syntax", "pkilint:pkix.generalizedtime_incorrect_syntax", "pkilint:pkix.invalid_time_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_TIME, TELLS_DAMAGE,
		.yields_to = IDS("rfc6960.response.time-form", "rfc6960.response.crl-id-form", "rfc6960.response.entry-extension-form",
		    "rfc5280.crl-entry.invalidity-date-form"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "x690.set.order", .section = "11.6",
		.title = "the elements of a SET OF are not in ascending order",
		.requires = "The elements of a SET OF stand in ascending order of their encodings.",
		.explanation = "A name with several attributes in one RDN would have several encodings, and a chain that compares names by octets breaks.",
		.remedy = "Sort the elements by their encoded octets.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_SET_ORDER, TELLS_DAMAGE,
	}, {
		.id = "x690.default.encoded", .section = "11.5",
		.title = "a default value is written out",
		.requires = "A component that has its DEFAULT value is left out.",
		.explanation = "FALSE written out for critical or cA, or minimum 0 in a subtree, gives one certificate two encodings; "
		    "strict decoders refuse it.",
		.remedy = "Leave the component out.",
		.peers = PEERS("zlint:e_basic_constr_invalid_der", "zlint:e_cert_ext_invalid_der", "pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_DEFAULT, TELLS_DAMAGE,
	}, {
		.id = "x690.value.trailing-octets", .section = "8.1.1",
		.title = "octets follow the end of a value",
		.requires = "An extension's value, and any other value that stands in a string of octets, ends where its element ends; "
		    "a SEQUENCE has only the elements its definition names.",
		.explanation = "Most software ignores such octets, so they can carry what nobody looks at; strict decoders refuse the certificate.",
		.remedy = "Remove the octets and check the length of the enclosing element.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = X690_SHALL, .fn = quirk, .arg = DER_Q_TRAILING, TELLS_DAMAGE,
	}, {
		.id = "rfc5280.field.malformed", .section = "4.1",
		.title = "a field does not have the structure RFC 5280 gives it",
		.requires = "Each field has the type and the components of its definition in RFC 5280.",
		.explanation = "What the field says cannot be read. Rules about it are left out, so more may be wrong with it.",
		.remedy = "Encode the field as its ASN.1 definition says.",
		.peers = PEERS("zlint:e_subject_not_dn", "zlint:e_rsa_no_public_key", "pkilint:itu.invalid_asn1_syntax",
		    "pkilint:pkix.validity_period_end_value_missing"),
		.schedule = RFC5280_SHALL, .fn = malformed, .arg = 0, TELLS_DAMAGE,
	}, {
		.id = "rfc5280.extension.malformed", .section = "4.2",
		.title = "an extension does not have the structure its definition gives it",
		.requires = "extnValue holds the DER encoding of the type that is defined for the extension.",
		.explanation = "What the extension says cannot be read. Rules about it are left out, so more may be wrong with it, "
		    "and relying parties refuse or ignore it.",
		.remedy = "Encode the extension as its ASN.1 definition says.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax", "pkilint:pkix.sct_list_extension_invalid_encoding"),
		.schedule = RFC5280_SHALL, .fn = malformed, .arg = 1, TELLS_DAMAGE,
	},
};

RULE_TABLE(rules_x690_encoding, "X.690 and the structures of RFC 5280: encoding", rules);
