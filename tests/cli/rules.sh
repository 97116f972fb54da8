# SPDX-License-Identifier: Apache-2.0
# rules, explain and timeline, each on a few rules.
run rules --only sbr.key-usage.rsa-bits
run rules --only sbr.key-usage.rsa-bits -f json | sed '/"ruleset"/,/}/d'
run rules --only sbr.key-usage.rsa-bits -f csv
run rules --only sbr.key-usage.rsa-bits -f tsv
run rules --only sbr.key-usage.rsa-bits -f man | sed "1,/^.SH SBR/d"
run rules --section 7.1.2.3.e --source sbr --kind subscriber --skip '*-bits*' -f tsv | cut -f 1
run explain sbr.certificate-policies.legacy-generation
run timeline --only sbr.certificate-policies.legacy-generation
run timeline --only sbr.certificate-policies.legacy-generation --from 2025-07-16
run timeline --only sbr.certificate-policies.legacy-generation --to 2025-07-15 -f json | sed '/"ruleset"/,/}/d'
run rules -f xml
# Every id is explained, and both say the same.
ids=$(smimelint rules -f tsv | sed 1d | cut -f 1)
smimelint explain -f json $ids > a
smimelint rules -f json > b
cmp a b

# Each rule has an example, which its recipe proves.
[ "$(smimelint explain $ids | grep -c '^Example$')" -eq "$(echo "$ids" | wc -l)" ] || echo 'a rule without an example'

# What is near to a name that there is not, each once.
run explain 4.9.99
run explain 7.1.2.3.z
run explain sbr.keyusage
