/* SPDX-License-Identifier: Apache-2.0 */
/* retrieval.c - one structure for a retrieval over HTTP, whoever tells of it. */
#include "evidence/retrieval.h"

static struct ev_url
url_at(const struct json_value *v)
{
	return v != NULL && v->type == JSON_STRING ? (struct ev_url){ v, v->text } : (struct ev_url){ NULL, SPAN_NONE };
}

static struct ev_status_code
status_at(const struct json_value *v)
{
	int64_t n;

	return json_int64(v, &n) ? (struct ev_status_code){ v, n } : (struct ev_status_code){ NULL, 0 };
}

/* ---- as the CA recorded it ---- */

static bool
read_recorded(struct arena *a, const struct ev_http *h, struct ev_retrieval *out)
{
	struct ev_hop *hops = arena_array(a, h->n_redirects, sizeof *hops);

	if (hops == NULL)
		return false;
	for (uint32_t i = 0; i < h->n_redirects; i++) {
		const struct json_value *at = h->redirects[i].at;

		hops[i] = (struct ev_hop){ at, status_at(json_find(at, "status")), url_at(json_find(at, "url")) };
	}
	*out = (struct ev_retrieval){
		.at = h->at, .first = url_at(json_find(h->at, "url")), .hop = hops, .n_hop = h->n_redirects,
		.status = status_at(json_find(h->at, "status")), .recorded = true,
	};
	return true;
}

/* ---- as Open MPIC answered ---- */

/*
 * The specification lists, for each redirection, the URL that was asked for
 * (response_url, response_status_code), and gives that of the answer at the
 * end.  The program writes where each leads (url, status_code: its Location),
 * and the URL that was asked for first.  The names of the members tell which.
 */
static bool
is_specified_form(const struct json_value *hop)
{
	return json_find(hop, "response_url") != NULL || json_find(hop, "response_status_code") != NULL;
}

static struct ev_hop
specified_hop(const struct json_value *hop, struct ev_url answer)
{
	return (struct ev_hop){ hop, status_at(json_find(hop, "response_status_code")),
		hop->next != NULL ? url_at(json_find(hop->next, "response_url")) : answer };
}

static struct ev_hop
written_hop(const struct json_value *hop)
{
	return (struct ev_hop){ hop, status_at(json_find(hop, "status_code")), url_at(json_find(hop, "url")) };
}

static bool
read_details(struct arena *a, const struct json_value *details, struct ev_retrieval *out)
{
	const struct json_value *history = json_find(details, "response_history");
	const struct json_value *hop = history != NULL && history->type == JSON_ARRAY ? history->child : NULL;
	struct ev_url url = url_at(json_find(details, "response_url"));
	struct ev_hop *hops = arena_array(a, hop != NULL ? history->n : 0, sizeof *hops);
	bool specified = hop != NULL && is_specified_form(hop);

	if (hops == NULL)
		return false;
	*out = (struct ev_retrieval){
		.at = details, .first = specified ? url_at(json_find(hop, "response_url")) : url, .hop = hops,
		.status = status_at(json_find(details, "response_status_code")),
	};
	for (; hop != NULL; hop = hop->next)
		hops[out->n_hop++] = specified ? specified_hop(hop, url) : written_hop(hop);
	return true;
}

bool
ev_retrieval_of(struct arena *a, const struct ev_sighting *s, struct ev_retrieval *out)
{
	return url_at(json_find(s->details, "response_url")).at != NULL && read_details(a, s->details, out);
}

const struct ev_sighting *
ev_retrieval_stand_in(const struct ev_validation *v, const struct ev_attempt *attempt)
{
	const struct ev_sighting *first = NULL;

	for (uint32_t i = 0; v->http == NULL && attempt != NULL && i < attempt->n_sighting; i++) {
		const struct ev_sighting *s = &attempt->sighting[i];

		if (url_at(json_find(s->details, "response_url")).at == NULL)
			continue;
		if (ev_sighting_passed(s))
			return s;
		first = first != NULL ? first : s;
	}
	return first;
}

bool
ev_retrieval_read(struct arena *a, const struct ev_validation *v, const struct ev_attempt *attempt,
    struct ev_retrieval *out)
{
	const struct ev_sighting *s = ev_retrieval_stand_in(v, attempt);

	if (v->http != NULL)
		return read_recorded(a, v->http, out);
	return s != NULL && ev_retrieval_of(a, s, out);
}
