/* SPDX-License-Identifier: Apache-2.0 */
/* The values of the known extensions: what is read, and what is wrong with the wrong ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "arena_tests.h"
#include "cert_rich.h"
#include "der_build.h"
#include "x509/cert.h"

static struct build b;
static struct cert_view cv;

static void
read_rich(void)
{
	struct build_cert c = { .extension = cert_rich_extensions };

	build_certificate(&b, &c);
	arena_reset(&arena);
	assert_true(cert_view_read(&cv, build_span(&b), CERT_INPUT_AUTO, &arena));
}

/* A certificate whose only extension has this value. */
static void
read_value(enum oid id, const char *hex)
{
	struct build_cert c = { .bare_tbs = true, .extensions = "" };
	struct build t;
	size_t seq, wrap, list, ext, val;

	build_certificate(&t, &c);
	b.n = 0;
	seq = build_open(&b, 0x30);
	build_octets(&b, t.b + (t.b[1] == 0x81 ? 3 : 2), t.n - (t.b[1] == 0x81 ? 3 : 2));
	wrap = build_open(&b, 0xa3);
	list = build_open(&b, 0x30);
	ext = build_open(&b, 0x30);
	build_tlv(&b, 0x06, oid_octets(id).p, oid_octets(id).n);
	val = build_open(&b, 0x04);
	build_hex(&b, hex);
	build_close(&b, val);
	build_close(&b, ext);
	build_close(&b, list);
	build_close(&b, wrap);
	build_close(&b, seq);
	arena_reset(&arena);
	assert_true(cert_view_read(&cv, build_span(&b), CERT_INPUT_AUTO, &arena));
	assert_int_equal(cv.n_ext, 1);
	assert_int_equal(cv.ext[0].id, id);
}

static void
every_known_extension(void **state)
{
	(void)state;
	read_rich();
	assert_int_equal(cv.n_fault, 0);
#define ONE(name) + 1
#define IS_OK(name) assert_true(cert_ok(&cv, PART_EXT_##name));
	assert_int_equal(cv.n_ext, 1 COMMON_EXT_LIST(ONE) CERT_EXT_LIST(ONE));
	COMMON_EXT_LIST(IS_OK)
	CERT_EXT_LIST(IS_OK)
#undef ONE
#undef IS_OK
	assert_int_equal(cv.ext[27].id, OID_UNKNOWN);
	assert_int_equal(cv.ext[27].part, PART_COUNT);
	assert_true(span_eq(cv.ext[27].val, SPAN_LIT("\x05\x00")));
}

static void
names_and_mailboxes(void **state)
{
	(void)state;
	read_rich();
	assert_int_equal(cv.san.n, 7);
	assert_int_equal(cv.san.v[2].form, GN_DNS);
	assert_true(span_eq(cv.san.v[5].tlv.val, SPAN_LIT("\1\2\3\4")));
	assert_int_equal(cv.n_mailbox, 2);
	assert_int_equal(cv.mailbox[0].form, MAILBOX_RFC822);
	assert_int_equal(cv.mailbox[1].form, MAILBOX_SMTP_UTF8);
	assert_int_equal(cv.mailbox[1].general_name, 1);
	assert_true(span_is(cv.mailbox[1].text, "\xc3\xa4@b.example"));
	assert_true(span_is(cv.ian.v[0].tlv.val, "urn:a"));
}

static void
usage(void **state)
{
	(void)state;
	read_rich();
	assert_int_equal(cv.ku.bits, KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT);
	assert_int_equal(cv.ku.n_bits, 3);
	assert_int_equal(cv.eku.n, 2);
	assert_true(cert_has_eku(&cv, OID_EKU_EMAIL) && cert_has_eku(&cv, OID_EKU_CLIENT_AUTH));
	assert_false(cert_has_eku(&cv, OID_EKU_SERVER_AUTH));
	assert_true(cv.bc.ca && cv.bc.ca_encoded && cv.bc.has_path_len && !cv.bc.path_len_negative);
	assert_int_equal(cv.bc.path_len, 1);
	read_value(OID_EXT_KU, "03 03 07 0080");
	assert_int_equal(cv.ku.bits, KU_DECIPHER_ONLY);
	read_value(OID_EXT_BC, "30 03 02 01 ff");
	assert_true(cv.bc.path_len_negative);
	assert_int_equal(cv.bc.path_len, UINT32_MAX);
	assert_false(cv.bc.ca || cv.bc.ca_encoded);
	read_value(OID_EXT_BC, "30 00");
	assert_int_equal(cv.n_fault, 0);
}

static void
policies(void **state)
{
	const struct policy *p;

	(void)state;
	read_rich();
	p = cv.policies.v;
	assert_int_equal(cv.policies.n, 2);
	assert_true(cert_has_policy(&cv, OID_SBR_MV_STRICT) && cert_has_policy(&cv, OID_ANY_POLICY));
	assert_false(cert_has_policy(&cv, OID_SBR_MV_LEGACY));
	assert_true(p[0].qualifiers.n > 0 && p[1].qualifiers.p == NULL);
	assert_int_equal(p[0].n_qualifier, 2);
	assert_int_equal(p[0].qualifier[0].id, OID_QT_CPS);
	assert_true(span_is(p[0].qualifier[0].cps.val, "http://a.example/cps"));
	assert_true(p[0].qualifier[1].has_notice_ref && p[0].qualifier[1].has_explicit_text);
	assert_true(span_is(p[0].qualifier[1].explicit_text.val, "Notice"));
	assert_int_equal(cv.pm.n, 1);
	assert_true(span_eq(cv.pm.v[0].subject.oid, SPAN_LIT("\x2a\x04")));
	assert_true(cv.pc.has_require_explicit && cv.pc.has_inhibit_mapping);
	assert_true(span_eq(cv.pc.inhibit_mapping, SPAN_LIT("\1")));
	assert_true(span_eq(cv.iap, SPAN_LIT("\2")));
	/* A sound policy beside one whose qualifier cannot be read. */
	read_value(OID_EXT_CP, "30 1c 30 04 06 02 2a03 30 14 06 02 2a04 30 0e"
	    "30 0c 06 08 2b06010505070201 05 00");
	assert_int_equal(cv.policies.n, 2);
	assert_int_equal(cv.policies.v[1].n_qualifier, 0);
	assert_int_equal(cv.policies.v[1].qualifiers.n, 14);
	assert_true(cv.policies.all);
	assert_false(cert_ok(&cv, PART_EXT_CP));
	assert_true(span_eq(cv.policies.v[0].oid, SPAN_LIT("\x2a\x03")));
}

static void
places_to_fetch_from(void **state)
{
	const struct dist_point *p;

	(void)state;
	read_rich();
	p = cv.crldp.v;
	assert_int_equal(cv.crldp.n, 2);
	assert_true(p[0].has_name && !p[0].has_relative && p[0].has_reasons && p[0].has_crl_issuer);
	assert_true(span_is(p[0].full.v[0].tlv.val, "http://a.example/crl"));
	assert_true(span_eq(p[0].reasons, SPAN_LIT("\x06\x40")));
	assert_int_equal(p[0].crl_issuer.v[0].form, GN_DIRECTORY);
	assert_true(p[1].has_name && p[1].has_relative && !p[1].has_reasons);
	assert_int_equal(cv.freshest.n, 1);
	assert_int_equal(cv.aia.n, 2);
	assert_int_equal(cv.aia.v[0].method, OID_AD_CA_ISSUERS);
	assert_true(span_is(cv.aia.v[1].location.tlv.val, "http://a.example/ocsp"));
	assert_int_equal(cv.sia.v[0].method, OID_AD_CA_REPOSITORY);
}

static void
keys_and_constraints(void **state)
{
	(void)state;
	read_rich();
	assert_int_equal(cv.aki.key_id.n, 8);
	assert_true(cv.aki.has_issuer && cv.aki.has_serial);
	assert_int_equal(cv.aki.issuer.n, 1);
	assert_true(span_eq(cv.aki.serial, SPAN_LIT("\x7f")));
	assert_int_equal(cv.ski.n, 8);
	assert_true(cv.nc.has_permitted && cv.nc.has_excluded);
	assert_int_equal(cv.nc.n_permitted, 1);
	assert_int_equal(cv.nc.n_excluded, 2);
	assert_true(span_is(cv.nc.permitted[0].base.tlv.val, "b.example"));
	assert_false(cv.nc.permitted[0].min_encoded || cv.nc.permitted[0].has_max);
	assert_true(cv.nc.excluded[1].has_max);
	read_value(OID_EXT_NC, "30 08 a0 06 30 04 82 02 6162");
	assert_int_equal(cv.n_fault, 0);
	read_value(OID_EXT_NC, "30 0b a0 09 30 07 82 02 6162 80 01 03");
	assert_int_equal(cv.n_fault, 0);
	assert_int_equal(cv.nc.permitted[0].min, 3);
}

static void
about_the_subject(void **state)
{
	(void)state;
	read_rich();
	assert_int_equal(cv.smimecaps.n, 2);
	assert_null(cv.smimecaps.v[0].params.p);
	assert_true(span_eq(cv.smimecaps.v[1].params, SPAN_LIT("\x02\x02\x00\x80")));
	assert_int_equal(cv.sda.v[0].type, OID_COUNTRY_OF_CITIZENSHIP);
	assert_int_equal(cv.sda.v[0].n_value, 2);
	assert_true(span_is(cv.sda.v[0].value[1].val, "FR"));
	assert_int_equal(cv.qc.n, 2);
	assert_int_equal(cv.qc.v[0].id, OID_QCS_COMPLIANCE);
	assert_false(cv.qc.v[0].has_info);
	assert_true(cv.qc.v[1].has_info);
	assert_int_equal(cv.lei.val.n, 20);
	assert_true(span_is(cv.lei_role.val, "Director"));
	assert_int_equal(cv.adobe_timestamp.version, 1);
	assert_true(cv.adobe_timestamp.has_requires_auth);
	assert_int_equal(cv.adobe_timestamp.location.form, GN_URI);
	assert_int_equal(cv.sct.n, 2);
}

/* An empty list can be read; that it must not be empty is for a rule to say. */
static void
empty_lists_are_readable(void **state)
{
	static const enum oid lists[] = {
		OID_EXT_SAN, OID_EXT_IAN, OID_EXT_EKU, OID_EXT_CP, OID_EXT_CRLDP, OID_EXT_FRESHEST, OID_EXT_AIA,
		OID_EXT_SIA, OID_EXT_AKI, OID_EXT_NC, OID_EXT_PM, OID_EXT_PC, OID_EXT_SMIMECAPS, OID_EXT_SDA,
		OID_EXT_QC, OID_EXT_BC, OID_EXT_PKUP
	};

	(void)state;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		read_value(lists[i], "30 00");
		assert_int_equal(cv.n_fault, 0);
		assert_int_equal(cv.ext[0].state, PART_IS_OK);
		/* Of another type it cannot be read. */
		read_value(lists[i], "31 00");
		assert_int_equal(cv.n_fault, 1);
		assert_non_null(cv.fault[0].what);
		assert_int_equal(cv.ext[0].state, PART_IS_BAD);
		assert_int_equal(cv.bad_parts, PARTS1(cv.ext[0].part));
	}
}

/* The frame is clear and the value read; a quirk is noted. */
static void
quirks_that_only_the_schema_shows(void **state)
{
	static const struct {
		enum oid id;
		const char *hex;
		uint32_t quirks;
		size_t at, n;		/* of the faulty octets in the value */
	} cases[] = {
		{ OID_EXT_KU, "03 02 00 80", DER_Q_BIT_TRAILING, 0, 4 },
		{ OID_EXT_KU, "03 02 06 80", DER_Q_BIT_TRAILING, 0, 4 },
		{ OID_EXT_KU, "03 02 07 00", DER_Q_BIT_TRAILING, 0, 4 },
		{ OID_EXT_KU, "03 02 07 80", 0, 0, 0 },
		{ OID_EXT_KU, "03 01 00", 0, 0, 0 },
		{ OID_EXT_BC, "30 03 01 01 00", DER_Q_DEFAULT, 2, 3 },
		{ OID_EXT_NC, "30 0b a0 09 30 07 82 02 6162 80 01 00", DER_Q_DEFAULT, 10, 3 },
		{ OID_EXT_CRLDP, "30 06 30 04 81 02 0040", DER_Q_BIT_TRAILING, 4, 4 },
		{ OID_EXT_CRLDP, "30 06 30 04 81 02 0640", 0, 0, 0 },
		{ OID_EXT_SAN, "30 03 81 01 e4", DER_Q_CHARSET, 2, 3 },
		{ OID_EXT_SAN, "30 04 88 02 2a83", DER_Q_OID, 2, 4 },
		{ OID_EXT_SAN, "30 0b a0 09 06 02 2a03 a0 03 01 01 02", DER_Q_BOOL, 10, 3 },
		{ OID_EXT_AKI, "30 04 82 02 0001", DER_Q_INT_LONG, 2, 4 },
		{ OID_EXT_PC, "30 04 80 02 0001", DER_Q_INT_LONG, 2, 4 },
		{ OID_EXT_PKUP, "30 03 80 01 5a", DER_Q_TIME, 2, 3 },
		{ OID_EXT_ADOBE_TIMESTAMP, "30 09 020101 86 01 61 01 01 00", DER_Q_DEFAULT, 8, 3 },
		{ OID_EXT_SKI, "04 81 01 41", DER_Q_LEN_LONG, 0, 4 },
		{ OID_EXT_EKU, "30 80 06 01 2a 00 00", DER_Q_INDEFINITE, 0, 7 },
		{ OID_EXT_SDA, "30 0e 30 0c 06 02 2a03 31 06 020102 020101", DER_Q_SET_ORDER, 8, 8 },
		{ OID_EXT_SKI, "04 01 41 00", DER_Q_TRAILING, 3, 1 },
		{ OID_EXT_CP, "30 06 30 04 06 02 2a03 05 00", DER_Q_TRAILING, 8, 2 },
		{ OID_EXT_AIA, "30 0b 30 09 06 02 2a03 86 01 61 05 00", DER_Q_TRAILING, 11, 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_value(cases[i].id, cases[i].hex);
		if (cv.n_fault != (cases[i].quirks != 0) || cv.ext[0].state != PART_IS_OK)
			fail_msg("%s", cases[i].hex);
		if (cases[i].quirks == 0)
			continue;
		assert_int_equal(cv.fault[0].quirks, cases[i].quirks);
		assert_int_equal(cv.fault[0].part, cv.ext[0].part);
		assert_int_equal(cv.fault[0].where.p - cv.ext[0].val.p, cases[i].at);
		assert_int_equal(cv.fault[0].where.n, cases[i].n);
	}
}

/* The structure is wrong, for which there are words. */
static void
structures_that_are_wrong(void **state)
{
	static const struct {
		enum oid id;
		const char *hex, *what;
	} cases[] = {
		{ OID_EXT_KU, "04 02 05 a0", "keyUsage is not a BIT STRING" },
		{ OID_EXT_KU, "03 00", "keyUsage holds no readable bits" },
		{ OID_EXT_KU, "23 04 03 02 05 a0", "keyUsage is not a BIT STRING" },
		{ OID_EXT_KU, "", "keyUsage is not a BIT STRING" },
		{ OID_EXT_EKU, "30 02 05 00", "KeyPurposeId is not an OBJECT IDENTIFIER" },
		{ OID_EXT_BC, "30 02 01 00", "cA is not one octet" },
		{ OID_EXT_BC, "30 02 05 00", "basicConstraints has an element that is neither cA nor pathLenConstraint" },
		{ OID_EXT_BC, "30 06 02 01 00 01 01 ff", "basicConstraints has an element that is neither cA nor pathLenConstraint" },
		{ OID_EXT_SAN, "30 02 89 00", "GeneralName has no such form" },
		{ OID_EXT_SAN, "30 05 a1 03 16 01 61", "GeneralName in constructed form" },
		{ OID_EXT_NC, "30 02 80 00", "permittedSubtrees is not constructed" },
		{ OID_EXT_NC, "30 04 a0 02 30 00", "GeneralSubtree has no readable base" },
		{ OID_EXT_NC, "30 04 a0 02 05 00", "GeneralSubtree is not a SEQUENCE" },
		{ OID_EXT_CP, "30 02 06 00", "PolicyInformation is not a SEQUENCE" },
		{ OID_EXT_CP, "30 04 30 02 05 00", "policyIdentifier is not an OBJECT IDENTIFIER" },
		{ OID_EXT_CP, "30 08 30 06 06 02 2a03 05 00", "policyQualifiers is not a SEQUENCE" },
		{ OID_EXT_PM, "30 06 30 04 06 02 2a03", "subjectDomainPolicy is not an OBJECT IDENTIFIER" },
		{ OID_EXT_IAP, "05 00", "inhibitAnyPolicy is not an INTEGER" },
		{ OID_EXT_CRLDP, "30 02 a0 00", "DistributionPoint is not a SEQUENCE" },
		{ OID_EXT_CRLDP, "30 06 30 04 a0 02 a5 00",
		    "distributionPoint is neither fullName nor nameRelativeToCRLIssuer" },
		{ OID_EXT_CRLDP, "30 06 30 04 a1 02 0000", "reasons is not primitive" },
		{ OID_EXT_AIA, "30 06 30 04 06 02 2a03", "AccessDescription has no readable accessLocation" },
		{ OID_EXT_AIA, "30 04 30 02 86 00", "accessMethod is not an OBJECT IDENTIFIER" },
		{ OID_EXT_AKI, "30 02 a0 00", "keyIdentifier is not primitive" },
		{ OID_EXT_SMIMECAPS, "30 04 30 02 05 00", "capabilityID is not an OBJECT IDENTIFIER" },
		{ OID_EXT_SDA, "30 06 30 04 06 02 2a03", "values of an Attribute are not a SET" },
		{ OID_EXT_QC, "30 02 31 00", "QCStatement is not a SEQUENCE" },
		{ OID_EXT_LEI, "0c 01 41", "lei is not a PrintableString" },
		{ OID_EXT_LEI_ROLE, "0c 01 41", "leiRole is not a PrintableString" },
		{ OID_EXT_PC, "30 05 80 01 00 05 00", "policyConstraints has an element that is none of its fields, or out of their order" },
		{ OID_EXT_POISON, "04 00", "extension value is not a NULL" },
		{ OID_EXT_OCSP_NOCHECK, "", "extension value is not a NULL" },
		{ OID_EXT_SCT, "04 02 0001", "length of the timestamp list does not match its octets" },
		{ OID_EXT_SCT, "04 03 000000", "length of the timestamp list does not match its octets" },
		{ OID_EXT_SCT, "04 04 0002 0001", "timestamp runs past the end of its list" },
		{ OID_EXT_SCT, "04 03 0001 00", "timestamp runs past the end of its list" },
		{ OID_EXT_ADOBE_TIMESTAMP, "30 03 020101", "adobeTimestamp has no readable location" },
		{ OID_EXT_ADOBE_ARCHIVE, "30 02 05 00", "version of adobeArchiveRevInfo is not an INTEGER" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool said = false;

		read_value(cases[i].id, cases[i].hex);
		for (unsigned k = 0; k < cv.n_fault; k++)
			said = said || (cv.fault[k].what != NULL && strcmp(cv.fault[k].what, cases[i].what) == 0);
		if (!said || cv.ext[0].state != PART_IS_BAD || (cv.bad_parts | cv.typed_parts) != PARTS1(cv.ext[0].part))
			fail_msg("%s: %s", cases[i].hex, cases[i].what);
	}
}

/* Framing that breaks inside a value is one fault, which says where. */
static void
framing_that_breaks_inside(void **state)
{
	static const enum oid lists[] = {
		OID_EXT_SAN, OID_EXT_EKU, OID_EXT_CP, OID_EXT_CRLDP, OID_EXT_AIA, OID_EXT_PM, OID_EXT_SMIMECAPS,
		OID_EXT_SDA, OID_EXT_QC
	};

	(void)state;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		read_value(lists[i], "30 02 30 05");
		assert_int_equal(cv.n_fault, 1);
		assert_int_equal(cv.fault[0].status, DER_ETRUNC);
		assert_int_equal(cv.fault[0].where.p - cv.ext[0].val.p, 2);
		assert_int_equal(cv.ext[0].state, PART_IS_BAD);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_known_extension),
		cmocka_unit_test(names_and_mailboxes),
		cmocka_unit_test(usage),
		cmocka_unit_test(policies),
		cmocka_unit_test(places_to_fetch_from),
		cmocka_unit_test(keys_and_constraints),
		cmocka_unit_test(about_the_subject),
		cmocka_unit_test(empty_lists_are_readable),
		cmocka_unit_test(quirks_that_only_the_schema_shows),
		cmocka_unit_test(structures_that_are_wrong),
		cmocka_unit_test(framing_that_breaks_inside),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
