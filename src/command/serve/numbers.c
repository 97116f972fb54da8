/* SPDX-License-Identifier: Apache-2.0 */
/* numbers.c - pkimetal's profile numbers, by its versions.  Made by contrib/pkimetal/numbers.sh. */
#include "command/serve/profile.h"

const uint32_t pkimetal_first = PKIMETAL(0, 9, 0), pkimetal_last = PKIMETAL(1, 49, 0);

const struct pkimetal_number pkimetal_numbers[] = {
	{ 0, "autodetect", PKIMETAL(0, 9, 0), PKIMETAL(1, 49, 0) },
	{ 10, "rfc5280_leaf_ocspsigning", PKIMETAL(0, 9, 0), PKIMETAL(1, 49, 0) },
	{ 11, "rfc5280_crl", PKIMETAL(0, 9, 0), PKIMETAL(1, 49, 0) },
	{ 12, "rfc5280_arl", PKIMETAL(0, 9, 0), PKIMETAL(1, 49, 0) },
	{ 13, "rfc6960_ocspresponse", PKIMETAL(0, 9, 0), PKIMETAL(1, 49, 0) },
	{ 38, "sbr_root_smime", PKIMETAL(0, 9, 0), PKIMETAL(1, 14, 0) },
	{ 39, "sbr_subordinate_smime", PKIMETAL(0, 9, 0), PKIMETAL(1, 14, 0) },
	{ 40, "sbr_leaf_smime_mv_legacy", PKIMETAL(0, 9, 0), PKIMETAL(1, 14, 0) },
	{ 41, "sbr_leaf_smime_mv_multipurpose", PKIMETAL(0, 9, 0), PKIMETAL(1, 14, 0) },
	{ 42, "sbr_leaf_smime_mv_strict", PKIMETAL(0, 9, 0), PKIMETAL(1, 14, 0) },
	{ 43, "sbr_leaf_smime_ov_legacy", PKIMETAL(0, 9, 0), PKIMETAL(1, 14, 0) },
	{ 44, "sbr_leaf_smime_ov_multipurpose", PKIMETAL(0, 9, 0), PKIMETAL(1, 14, 0) },
	{ 45, "sbr_leaf_smime_ov_strict", PKIMETAL(0, 9, 0), PKIMETAL(1, 14, 0) },
	{ 46, "sbr_leaf_smime_sv_legacy", PKIMETAL(0, 9, 0), PKIMETAL(1, 14, 0) },
	{ 47, "sbr_leaf_smime_sv_multipurpose", PKIMETAL(0, 9, 0), PKIMETAL(1, 14, 0) },
	{ 48, "sbr_leaf_smime_sv_strict", PKIMETAL(0, 9, 0), PKIMETAL(1, 14, 0) },
	{ 49, "sbr_leaf_smime_iv_legacy", PKIMETAL(0, 9, 0), PKIMETAL(1, 14, 0) },
	{ 50, "sbr_leaf_smime_iv_multipurpose", PKIMETAL(0, 9, 0), PKIMETAL(1, 14, 0) },
	{ 51, "sbr_leaf_smime_iv_strict", PKIMETAL(0, 9, 0), PKIMETAL(1, 14, 0) },
	{ 40, "sbr_root_smime", PKIMETAL(1, 15, 0), PKIMETAL(1, 49, 0) },
	{ 41, "sbr_subordinate_smime", PKIMETAL(1, 15, 0), PKIMETAL(1, 49, 0) },
	{ 42, "sbr_leaf_smime_mv_legacy", PKIMETAL(1, 15, 0), PKIMETAL(1, 49, 0) },
	{ 43, "sbr_leaf_smime_mv_multipurpose", PKIMETAL(1, 15, 0), PKIMETAL(1, 49, 0) },
	{ 44, "sbr_leaf_smime_mv_strict", PKIMETAL(1, 15, 0), PKIMETAL(1, 49, 0) },
	{ 45, "sbr_leaf_smime_ov_legacy", PKIMETAL(1, 15, 0), PKIMETAL(1, 49, 0) },
	{ 46, "sbr_leaf_smime_ov_multipurpose", PKIMETAL(1, 15, 0), PKIMETAL(1, 49, 0) },
	{ 47, "sbr_leaf_smime_ov_strict", PKIMETAL(1, 15, 0), PKIMETAL(1, 49, 0) },
	{ 48, "sbr_leaf_smime_sv_legacy", PKIMETAL(1, 15, 0), PKIMETAL(1, 49, 0) },
	{ 49, "sbr_leaf_smime_sv_multipurpose", PKIMETAL(1, 15, 0), PKIMETAL(1, 49, 0) },
	{ 50, "sbr_leaf_smime_sv_strict", PKIMETAL(1, 15, 0), PKIMETAL(1, 49, 0) },
	{ 51, "sbr_leaf_smime_iv_legacy", PKIMETAL(1, 15, 0), PKIMETAL(1, 49, 0) },
	{ 52, "sbr_leaf_smime_iv_multipurpose", PKIMETAL(1, 15, 0), PKIMETAL(1, 49, 0) },
	{ 53, "sbr_leaf_smime_iv_strict", PKIMETAL(1, 15, 0), PKIMETAL(1, 49, 0) },
	{ 0, NULL, 0, 0 }
};
