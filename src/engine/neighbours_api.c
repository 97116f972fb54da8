/* SPDX-License-Identifier: Apache-2.0 */
/* neighbours_api.c - the public calls that add what CRLs and OCSP responses are judged beside. */
#include <stdio.h>

#include "engine/engine.h"

static bool
may_add(smimelint_ctx *ctx, const uint8_t *der, size_t len)
{
	if (ctx == NULL || (der == NULL && len != 0) || !ctx_is_open(ctx))
		return false;
	ctx->error[0] = '\0';
	return true;
}

static smimelint_status
refuse(smimelint_ctx *ctx, const char *why)
{
	snprintf(ctx->error, sizeof ctx->error, "%s", why);
	return SMIMELINT_ERR_INPUT;
}

smimelint_status
smimelint_ctx_add_certificate(smimelint_ctx *ctx, const uint8_t *der, size_t len)
{
	if (!may_add(ctx, der, len))
		return SMIMELINT_ERR_ARG;
	switch (known_add(&ctx->known, (struct span){ der, len }, profile_class, ctx)) {
	case KNOWN_OK:
		return SMIMELINT_OK;
	case KNOWN_NOMEM:
		return SMIMELINT_ERR_NOMEM;
	default:
		return refuse(ctx, "no certificate with an issuer and a serial number");
	}
}

static smimelint_status
add_previous(smimelint_ctx *ctx, struct span der, const struct release *mapping)
{
	switch (past_add(&ctx->past, der, mapping)) {
	case PAST_OK:
		return SMIMELINT_OK;
	case PAST_NOMEM:
		return SMIMELINT_ERR_NOMEM;
	default:
		return refuse(ctx, "neither a CRL nor an OCSP response");
	}
}

smimelint_status
smimelint_ctx_add_previous(smimelint_ctx *ctx, const uint8_t *der, size_t len)
{
	return may_add(ctx, der, len) ? add_previous(ctx, (struct span){ der, len }, NULL) : SMIMELINT_ERR_ARG;
}

smimelint_status
smimelint_ctx_add_previous_mapped(smimelint_ctx *ctx, const uint8_t *der, size_t len, smimelint_release_fn *release, void *arg)
{
	const struct release mapping = { .fn = release, .arg = arg };

	if (release == NULL || !may_add(ctx, der, len))
		return SMIMELINT_ERR_ARG;
	return add_previous(ctx, (struct span){ der, len }, &mapping);
}

smimelint_status
smimelint_ctx_add_responder(smimelint_ctx *ctx, const uint8_t *der, size_t len)
{
	if (!may_add(ctx, der, len))
		return SMIMELINT_ERR_ARG;
	switch (responders_add(&ctx->responders, ctx->lib, (struct span){ der, len })) {
	case RESPONDERS_OK:
		return SMIMELINT_OK;
	case RESPONDERS_NOMEM:
		return SMIMELINT_ERR_NOMEM;
	default:
		return refuse(ctx, "no certificate with a public key");
	}
}
