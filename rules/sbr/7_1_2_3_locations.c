/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 7_1_2_3_locations.c - notices about the URIs of SBR 7.1.2.2 and 7.1.2.3
 * b and c that will hardly lead relying parties to a CRL, a responder or a
 * certificate.  Nothing is fetched; the text says nothing of hosts and paths.
 */
#include "rule/rule.h"
#include "rules/tables.h"
#include "value/host.h"

/* ---- hosts that the public Internet does not know ---- */

/*
 * Domains without public names: RFC 6761, RFC 6762 and its appendix G, and
 * "internal", which ICANN keeps for private use.
 */
static const struct span private_tld[] = {
	SPAN_CONST("local"), SPAN_CONST("localhost"), SPAN_CONST("internal"), SPAN_CONST("test"), SPAN_CONST("invalid"),
	SPAN_CONST("intranet"), SPAN_CONST("private"), SPAN_CONST("corp"), SPAN_CONST("home"), SPAN_CONST("lan")
};

static inline bool
equal_fold(struct span s, struct span lower)
{
	if (s.n != lower.n)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (small_letter(s.p[i]) != lower.p[i])
			return false;
	}
	return true;
}

/* What stands after the last dot; a dot at the end is no label's. */
static struct span
last_label(struct span host)
{
	size_t at;

	if (host.n != 0 && host.p[host.n - 1] == '.')
		host.n--;
	for (at = host.n; at != 0 && host.p[at - 1] != '.'; at--)
		;
	return span_sub(host, at, host.n - at);
}

/* Loopback, link-local and private addresses (RFC 1122, RFC 3927, RFC 1918). */
static bool
is_private_ipv4(struct span host)
{
	unsigned octet[2] = { 0, 0 };

	for (size_t i = 0, k = 0; i < host.n && k < 2; i++) {
		if (host.p[i] == '.')
			k++;
		else
			octet[k] = octet[k] * 10 + (host.p[i] - '0');
	}
	return octet[0] == 10 || octet[0] == 127 || (octet[0] == 192 && octet[1] == 168) ||
	    (octet[0] == 172 && octet[1] >= 16 && octet[1] < 32) || (octet[0] == 169 && octet[1] == 254);
}

static bool
is_private_host(struct span host)
{
	struct span tld;

	if (host_is_ipv4(host))
		return is_private_ipv4(host);
	tld = last_label(host);
	if (host.p[0] == '[')
		return false;
	if (tld.p == host.p)
		return true;
	for (size_t i = 0; i < sizeof private_tld / sizeof *private_tld; i++) {
		if (equal_fold(tld, private_tld[i]))
			return true;
	}
	return false;
}

static void
judge_host(struct check *c, const struct general_name *name)
{
	if (name->form == GN_URI && name->uri->host.n > 0 && is_private_host(name->uri->host))
		report_text(c, name->tlv.raw, name->uri->host);
}

static void
each_crldp_name(struct check *c, void judge(struct check *, const struct general_name *))
{
	const struct ext_crldp *dp = &c->cert->crldp;

	for (unsigned i = 0; i < dp->n; i++) {
		for (unsigned k = 0; k < dp->v[i].full.n; k++)
			judge(c, &dp->v[i].full.v[k]);
	}
}

static void
crldp_host(struct check *c)
{
	each_crldp_name(c, judge_host);
}

static void
aia_host(struct check *c)
{
	for (unsigned i = 0; i < c->cert->aia.n; i++)
		judge_host(c, &c->cert->aia.v[i].location);
}

/* ---- paths that speak of something else; for caIssuers, RFC 5280 4.2.2.1 has the rule ---- */

#define MAX_SUFFIX 5	/* the longest one asked for, with its dot */

/* ".crl" of the path, in whatever case; empty where the end has no dot. */
static struct span
suffix(struct span path)
{
	for (size_t n = 1; n <= path.n && n <= MAX_SUFFIX; n++) {
		if (path.p[path.n - n] == '.')
			return span_sub(path, path.n - n, n);
	}
	return SPAN_NONE;
}

static void
judge_crl_path(struct check *c, const struct general_name *name)
{
	static const struct span other[] = {
		SPAN_CONST(".cer"), SPAN_CONST(".crt"), SPAN_CONST(".p7c"), SPAN_CONST(".p7b"), SPAN_CONST(".pem"), SPAN_CONST(".html"),
		SPAN_CONST(".htm"), SPAN_CONST(".pdf")
	};
	struct span end;

	if (name->form != GN_URI || (end = suffix(name->uri->path)).n == 0)
		return;
	for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
		if (equal_fold(end, other[i]))
			report_text(c, name->tlv.raw, name->tlv.val);
	}
}

static void
crldp_path(struct check *c)
{
	each_crldp_name(c, judge_crl_path);
}

#define LOCATIONS SCOPE_CA(KIND_SUBSCRIBER | KIND_SUBCA | KIND_CROSS)
#define ON(part) .reads = PARTS1(part), .when = PARTS1(part)

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.crl-distribution-points.private-host",
		.section = "7.1.2.3.b",
		.title = "CRL distribution point on a host that the public Internet does not know",
		.requires = "The text names no hosts. The URI is one from which the CRL can be retrieved.",
		.explanation = "A name of one label, a domain for private use or a private address means another machine, "
		    "or none, in the relying party's network. The CRL cannot be fetched there.",
		.remedy = "Publish the CRL under a public name.",
		.peers = PEERS("pkilint:cabf.internal_domain_name", "pkilint:cabf.internal_ip_address"),
		.schedule = SBR_NOTICE,
		.fn = crldp_host,
		ON(PART_EXT_CRLDP),
		.scope = LOCATIONS,
	},
	{
		.id = "sbr.crl-distribution-points.doubtful-path",
		.section = "7.1.2.3.b",
		.title = "path of a CRL distribution point has the suffix of something that is not a CRL",
		.requires = "The text names no paths. The URI is one from which the CRL can be retrieved.",
		.explanation = "The suffix of a certificate or of a page suggests that two locations of the profile were "
		    "mixed up. Nothing is fetched to find out.",
		.remedy = "Fetch the URI and see that a DER-encoded CRL comes back.",
		.schedule = SBR_NOTICE,
		.fn = crldp_path,
		ON(PART_EXT_CRLDP),
		.scope = LOCATIONS,
	},
	{
		.id = "sbr.authority-info-access.private-host",
		.section = "7.1.2.3.c",
		.title = "accessLocation on a host that the public Internet does not know",
		.requires = "The text names no hosts. The URIs are those of the responder and of the issuing CA's "
		    "certificate.",
		.explanation = "A name of one label, a domain for private use or a private address means another machine, "
		    "or none, in the relying party's network. Neither status nor certificate can be fetched there.",
		.remedy = "Give locations under a public name.",
		.peers = PEERS("zlint:w_smime_aia_contains_internal_names", "pkilint:cabf.internal_domain_name",
		    "pkilint:cabf.internal_ip_address"),
		.schedule = SBR_NOTICE,
		.fn = aia_host,
		ON(PART_EXT_AIA),
		.scope = LOCATIONS,
	},
};

RULE_TABLE(rules_sbr_7_1_2_3_locations, "SBR 7.1.2.3 Locations that may lead nowhere", rules);
