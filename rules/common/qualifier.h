/* SPDX-License-Identifier: Apache-2.0 */
/* qualifier.h - what the SBR ask of policy qualifiers, in CA and subscriber certificates alike (7.1.2.2.a, 7.1.2.3.a). */
#ifndef RULES_COMMON_QUALIFIER_H
#define RULES_COMMON_QUALIFIER_H

#include "rule/rule.h"

rule_fn rule_cps_not_http;	/* id-qt-cps is no http or https URL */
rule_fn rule_no_explicit_text;	/* id-qt-unotice without explicitText, or with no character in it */
rule_fn rule_notice_ref;	/* id-qt-unotice with noticeRef */

#endif
