/* SPDX-License-Identifier: Apache-2.0 */
/* method_http.c - files that a validation fetched over HTTP, by the Primary Network Perspective (TLS BR 3.2.2.4.18, .19). */
#include "rules/evidence/mailbox/fetch.h"
#include "rules/tables.h"

/* What the CA records of a redirect is both, its status and where it leads. */
static void
look_hops(struct check *c, const struct ev_retrieval *h)
{
	for (uint32_t i = 0; i < h->n_hop; i++)
		if (h->hop[i].status.at == NULL || h->hop[i].to.at == NULL)
			fact_missing(c, h->hop[i].at, h->hop[i].status.at != NULL ? "url" : "status");
}

static void
look_status(struct check *c, const struct ev_retrieval *h)
{
	if (h->status.at != NULL && (h->status.n < 200 || h->status.n > 299))
		report_fact(c, h->status.at, NULL, "status %lld", (long long)h->status.n);
	else if (h->status.at == NULL && h->recorded)
		fact_missing(c, h->at, "status");
	else if (h->status.at == NULL)
		not_evaluated(c, "the response does not show the status of the last answer");
}

static void
look_http(struct check *c, const struct ev_validation *v, const struct ev_attempt *t, const struct ev_retrieval *h)
{
	struct fetch f;

	if (!fetch_judge(c, v, t, h, &f))
		return;
	if (h->first.at == NULL && h->recorded)
		fact_missing(c, h->at, "url");
	else if (h->first.at == NULL)
		not_evaluated(c, "the response does not show the URL that was asked for first");
	for (uint32_t i = 0; i < f.n; i++)
		report_fact(c, f.fault[i].at, NULL, "%s", f.fault[i].what);
	if (!f.whole && h->recorded)
		look_hops(c, h);
	else if (!f.whole)
		not_evaluated(c, "the response does not show every redirect");
	look_status(c, h);
}

static void
look_retrieval(struct check *c, const struct ev_validation *v)
{
	const struct ev_attempt *t = ask_attempt_of(c, v->mpic);
	struct ev_retrieval h;

	if (!fetch_is_method(v) || !due(c, &v->completed_at))
		return;
	bound_by_method(c, ev_method_of(v));
	if (ev_retrieval_read(c->arena, v, t, &h))
		look_http(c, v, t, &h);
	else
		fact_missing(c, v->at, "http");
}

static void
http_retrieval(struct check *c)
{
	each_validation(c, look_retrieval);
}

/* ---- what redirects lead to ---- */

/* Of so many redirects the URLs are compared with the value, each in all its parts; no server that is used leads on so often. */
#define MOST_REDIRECTS 16u

static void
look_redirects(struct check *c, const struct ev_validation *v)
{
	const struct ev_attempt *t = ask_attempt_of(c, v->mpic);
	struct ev_retrieval h;

	if (!fetch_hides_value(v) || !due(c, &v->completed_at) || !ev_retrieval_read(c->arena, v, t, &h))
		return;
	bound_by_method(c, ev_method_of(v));
	for (uint32_t i = 0; i < h.n_hop && i < MOST_REDIRECTS; i++) {
		const struct ev_url *to = &h.hop[i].to;

		if (to->at == NULL)
			not_evaluated(c, "the record does not show where every redirect leads");
		else if (fetch_has_value(c, v, t, to->text))
			report_fact(c, to->at, NULL, "the request has the value: %s", fact_text(c, to->text));
	}
	if (h.n_hop > MOST_REDIRECTS)
		not_evaluated(c, "there are more redirects than are compared with the value");
}

static void
http_redirect_value(struct check *c)
{
	each_validation(c, look_redirects);
}

#define COMMON .schedule = SBR_SHALL, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_COMPLETED

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.method.http-retrieval",
		.section = "TLS BR 3.2.2.4.18",
		.title = "file was not fetched from the place, or in the way, that the method has",
		.requires = "The file lies on the validated name under /.well-known/pki-validation (.18) or /.well-known/acme-challenge "
		    "(.19). It is fetched over an Authorized Port (80, 443, 25, 22) with a 2xx answer. Redirects are 301, 302, 307 or "
		    "308, to http or https URLs on such ports. With .18 the request does not have the entire Random Value or Request Token.",
		.explanation = "Other ports and places may be controlled by somebody else than the operator of the site. A "
		    "server that repeats the request in its answer would repeat the value. Where no hash of it is recorded, it is known by what was seen. "
		    "Paths are normalised (RFC 3986 6.2.2) before their folder is judged. ACME asks by http on port 80 first, for the token, which "
		    "stands alone behind the folder (RFC 8555 8.3). Without "
		    "http{} the first answer of the Open MPIC response that passed is judged in its place. "
		    "evidence.mpic.http-retrieval judges the other perspectives.",
		.remedy = "Fetch again as the method says.",
		.fn = http_retrieval, .missing = MISSING_ERROR, COMMON,
	},
	{
		.id = "evidence.method.http-redirect-value",
		.section = "TLS BR 3.2.2.4.18",
		.title = "request that a redirect led to has the entire Random Value or Request Token",
		.requires = "The entire Request Token or Random Value does not appear in the request used to retrieve the file.",
		.explanation = "A server that repeats its request in an answer repeats the value, and so shows nothing. "
		    "In the first URL the value is an error of evidence.method.http-retrieval.",
		.remedy = "Do not follow redirects to URLs that have the value.",
		.reading = "The method asks for a successful answer \"from the request\", and that is the answer to the last one. By the other "
		    "reading the request is the one that the CA makes first, and the rules on redirects are all that binds the others.",
		.fn = http_redirect_value, COMMON,
	},
};

RULE_TABLE(rules_evidence_method_http, "Evidence: files that a validation fetched", rules);
