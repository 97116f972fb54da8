# SPDX-License-Identifier: Apache-2.0
"""Writes one answer for domain validation and one for CAA with the models of open-mpic-core, as a service of it serialises them.

usage: open_mpic.py > LOG      exit 77 where open-mpic-core is not installed
"""
import sys

try:
    import open_mpic_core as core
except ImportError:
    sys.exit(77)

PLACES = ("us-west-2", "eu-north-1", "ap-southeast-2", "sa-east-1", "ca-central-1")


def dcv():
    def sighting(code, i):
        details = core.DcvDnsCheckResponseDetails(
            validation_method=core.DcvValidationMethod.DNS_CHANGE, records_seen=["rv-1"], response_code=0,
            ad_flag=False, found_at="_dcv.nordlicht-werke.de", cname_chain=[])
        check = core.DcvCheckResponse(
            check_completed=True, check_passed=True, timestamp_ns=1781943332000000001 + i, details=details)
        return core.PerspectiveResponse(perspective_code=code, check_response=check)

    return core.MpicDcvResponse(
        mpic_completed=True, is_valid=True, domain_or_ip_target="nordlicht-werke.de", trace_identifier="ord-1",
        actual_orchestration_parameters=core.MpicEffectiveOrchestrationParameters(
            perspective_count=5, quorum_count=4, attempt_count=1),
        perspectives=[sighting(code, i) for i, code in enumerate(PLACES)],
        dcv_check_parameters=core.DcvDnsChangeValidationParameters(
            challenge_value="rv-1", dns_name_prefix="_dcv", dns_record_type=core.DnsRecordType.TXT))


def caa():
    def sighting(code, i):
        details = core.CaaCheckResponseDetails(
            caa_record_present=True, found_at="nordlicht-werke.de", records_seen=['0 issuemail "nordlicht-trust.de"'])
        check = core.CaaCheckResponse(
            check_completed=True, check_passed=True, timestamp_ns=1782897128000000001 + i, details=details)
        return core.PerspectiveResponse(perspective_code=code, check_response=check)

    return core.MpicCaaResponse(
        mpic_completed=True, is_valid=True, domain_or_ip_target="nordlicht-werke.de",
        actual_orchestration_parameters=core.MpicEffectiveOrchestrationParameters(
            perspective_count=5, quorum_count=4, attempt_count=1),
        perspectives=[sighting(code, i) for i, code in enumerate(PLACES)],
        caa_check_parameters=core.CaaCheckParameters(certificate_type=core.CertificateType.S_MIME))


for answer in (dcv(), caa()):
    print(answer.model_dump_json())
