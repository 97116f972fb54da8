/* SPDX-License-Identifier: Apache-2.0 */
/* Where a span lies, in field names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cert_rich.h"
#include "der_build.h"
#include "x509/cert.h"

static struct arena arena;
static struct build b;
static struct cert_view cv;
static struct path_memo memo;	/* in whatever order the spans are asked for */

static int
set_up(void **state)
{
	struct build_cert c = { .extension = cert_rich_extensions, .after_spki = "81 02 00 01 82 02 00 02" };

	(void)state;
	arena_init(&arena);
	build_certificate(&b, &c);
	assert_true(cert_view_read(&cv, build_span(&b), CERT_INPUT_AUTO, &arena));
	assert_int_equal(cv.n_fault, 0);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

#define at(span, path) assert_string_equal(artifact_path(&cv.artifact, span, &memo, &arena), path)
#define TBS "tbsCertificate."
#define EXT(n) TBS "extensions[" #n "]"

static void
fields(void **state)
{
	(void)state;
	/* Where its path says is where it is. */
	for (unsigned part = 0; part < PART_FIELDS; part++) {
		const char *path = artifact_part_path(ARTIFACT_CERTIFICATE, (enum artifact_part)part);

		if (path != NULL)
			at(cv.field[part].raw, path);
	}
	assert_string_equal(artifact_part_path(ARTIFACT_CERTIFICATE, PART_NOT_AFTER), TBS "validity.notAfter");
	at(cv.serial, TBS "serialNumber");
	at(cv.signature.oid, TBS "signature.algorithm");
	at(cv.signature.params, TBS "signature.parameters");
	at(cv.signature_algorithm.oid, "signatureAlgorithm.algorithm");
	at(cv.spki.algorithm, TBS "subjectPublicKeyInfo.algorithm");
	at(cv.spki.oid, TBS "subjectPublicKeyInfo.algorithm.algorithm");
	at(cv.spki.key, TBS "subjectPublicKeyInfo.subjectPublicKey");
	at(cv.spki.modulus, TBS "subjectPublicKeyInfo.subjectPublicKey");
	at(span_sub(cv.field[PART_VERSION].val, 0, 3), TBS "version");
	at(cv.subject.attr[1].raw, TBS "subject[1][0]");
	at(cv.subject.attr[1].oid, TBS "subject[1][0].type");
	at(cv.subject.attr[1].value.val, TBS "subject[1][0].value");
	at(cv.issuer.attr[0].value.raw, TBS "issuer[0][0].value");
}

static void
extensions(void **state)
{
	(void)state;
	at(cv.ext[2].raw, EXT(2));
	at(cv.ext[2].oid, EXT(2) ".extnID");
	at(span_sub(cv.ext[2].raw, 7, 3), EXT(2) ".critical");
	at(cv.ext[2].val, EXT(2) ".extnValue.keyUsage");
	/* The OCTET STRING's own header. */
	at(span_sub(cv.ext[2].raw, 10, 2), EXT(2) ".extnValue");
	at(cv.ext[27].val, EXT(27) ".extnValue");		/* unknown */
	at(cv.san.v[0].tlv.raw, EXT(0) ".extnValue.subjectAltName[0].rfc822Name");
	at(cv.san.v[0].tlv.val, EXT(0) ".extnValue.subjectAltName[0].rfc822Name");
	at(cv.san.v[1].tlv.raw, EXT(0) ".extnValue.subjectAltName[1].otherName");
	at(cv.san.v[1].other_oid, EXT(0) ".extnValue.subjectAltName[1].otherName.type-id");
	at(cv.san.v[1].other_value.val, EXT(0) ".extnValue.subjectAltName[1].otherName.value");
	at(cv.san.v[3].directory->attr[0].value.raw, EXT(0) ".extnValue.subjectAltName[3].directoryName[0][0].value");
	at(cv.eku.v[1].oid, EXT(3) ".extnValue.extKeyUsage[1]");
	at(cv.bc.path_len_at, EXT(4) ".extnValue.basicConstraints.pathLenConstraint");
	at(cv.policies.v[1].oid, EXT(5) ".extnValue.certificatePolicies[1].policyIdentifier");
	at(cv.policies.v[0].qualifier[0].raw, EXT(5) ".extnValue.certificatePolicies[0].policyQualifiers[0]");
	at(cv.policies.v[0].qualifier[0].cps.raw, EXT(5) ".extnValue.certificatePolicies[0].policyQualifiers[0].qualifier");
	at(cv.policies.v[0].qualifier[1].explicit_text.val,
	    EXT(5) ".extnValue.certificatePolicies[0].policyQualifiers[1].qualifier.explicitText");
	at(cv.crldp.v[0].full.v[0].tlv.raw,
	    EXT(6) ".extnValue.cRLDistributionPoints[0].distributionPoint.fullName[0].uniformResourceIdentifier");
	at(cv.crldp.v[0].reasons, EXT(6) ".extnValue.cRLDistributionPoints[0].reasons");
	at(cv.crldp.v[0].crl_issuer.v[0].tlv.raw, EXT(6) ".extnValue.cRLDistributionPoints[0].cRLIssuer[0].directoryName");
	at(cv.aia.v[1].oid, EXT(8) ".extnValue.authorityInfoAccess[1].accessMethod");
	at(cv.aia.v[1].location.tlv.raw, EXT(8) ".extnValue.authorityInfoAccess[1].accessLocation");
	at(cv.aia.v[1].location.tlv.val, EXT(8) ".extnValue.authorityInfoAccess[1].accessLocation");
	at(cv.aki.key_id, EXT(10) ".extnValue.authorityKeyIdentifier.keyIdentifier");
	at(cv.aki.serial, EXT(10) ".extnValue.authorityKeyIdentifier.authorityCertSerialNumber");
	at(cv.ski, EXT(11) ".extnValue.subjectKeyIdentifier");
	at(cv.nc.permitted[0].base.tlv.raw, EXT(12) ".extnValue.nameConstraints.permittedSubtrees[0].base");
	at(cv.nc.excluded[1].base.directory->attr[0].oid,
	    EXT(12) ".extnValue.nameConstraints.excludedSubtrees[1].base.directoryName[0][0].type");
	at(cv.pm.v[0].subject.oid, EXT(13) ".extnValue.policyMappings[0].subjectDomainPolicy");
	at(cv.pc.inhibit_mapping, EXT(14) ".extnValue.policyConstraints.inhibitPolicyMapping");
	at(cv.smimecaps.v[1].params, EXT(16) ".extnValue.smimeCapabilities[1].parameters");
	at(cv.sda.v[0].value[1].raw, EXT(17) ".extnValue.subjectDirectoryAttributes[0].values[1]");
	at(cv.qc.v[1].info.raw, EXT(18) ".extnValue.qcStatements[1].statementInfo");
	at(cv.adobe_timestamp.location.tlv.raw, EXT(21) ".extnValue.adobeTimestamp.location");
}

static void
what_spans_several_is_their_container(void **state)
{
	(void)state;
	at(cv.der, "certificate");
	at(SPAN_NONE, "certificate");
	at(span_sub(cv.der, 0, 2), "certificate");
	at(((struct span){ b.b + b.n, 0 }), "signatureValue");	/* an empty value at the end */
	at(((struct span){ cv.ext[0].raw.p, cv.ext[0].raw.n + cv.ext[1].raw.n }), TBS "extensions");
	at(((struct span){ cv.field[PART_ISSUER].raw.p, cv.field[PART_ISSUER].raw.n + 1 }), "tbsCertificate");
	/* Not a part of the certificate at all. */
	at(SPAN_LIT("abc"), "certificate");
}

/* What an IA5String says is not taken for elements. */
static void
octets_of_strings_are_not_entered(void **state)
{
	struct span cps = cv.policies.v[0].qualifier[0].cps.val;

	(void)state;
	for (size_t i = 0; i + 2 < cps.n; i++)
		at(span_sub(cps, i, 2), EXT(5) ".extnValue.certificatePolicies[0].policyQualifiers[0].qualifier");
}

/* What follows in a list has the last path but for the number; anything else has to be asked for. */
static void
the_next_of_a_list(void **state)
{
	struct span first = cv.eku.v[0].oid, second = cv.eku.v[1].oid;
	struct path_memo own = { .last = { .num = 0 } };

	(void)state;
	assert_false(artifact_path_goes_on(&own, first, second));
	artifact_path(&cv.artifact, first, &own, &arena);
	assert_false(artifact_path_goes_on(&own, second, second));
	assert_false(artifact_path_goes_on(&own, first, cv.serial));
	assert_true(artifact_path_goes_on(&own, first, second));
	/* It has gone on to the second. */
	assert_false(artifact_path_goes_on(&own, first, second));
	assert_false(artifact_path_goes_on(&own, second, first));
	artifact_path(&cv.artifact, cv.serial, &own, &arena);
	assert_false(artifact_path_goes_on(&own, cv.serial, second));
}

static void
bare_tbs(void **state)
{
	struct build_cert c = { .bare_tbs = true };
	struct cert_view bare;
	struct build t;

	(void)state;
	build_certificate(&t, &c);
	assert_true(cert_view_read(&bare, build_span(&t), CERT_INPUT_AUTO, &arena));
	assert_string_equal(artifact_path(&bare.artifact, bare.der, NULL, &arena), "tbsCertificate");
	assert_string_equal(artifact_path(&bare.artifact, bare.serial, NULL, &arena), TBS "serialNumber");
	assert_string_equal(artifact_path(&bare.artifact, bare.ku.bits != 0 ? bare.ext[0].val : SPAN_NONE, NULL, &arena),
	    EXT(0) ".extnValue.keyUsage");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields),
		cmocka_unit_test(extensions),
		cmocka_unit_test(what_spans_several_is_their_container),
		cmocka_unit_test(octets_of_strings_are_not_entered),
		cmocka_unit_test(the_next_of_a_list),
		cmocka_unit_test(bare_tbs),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
