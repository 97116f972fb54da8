# SPDX-License-Identifier: Apache-2.0
# --explain-run, and -vv: every rule with its outcome and why, one of each sort.
cert clean-sponsor data/demo/demo.pem > sound.pem
explain() {
	smimelint "$@" > report
	echo "exit $?"
}
explain --explain-run sound.pem
smimelint rules --format tsv | sed 1d | cut -f 1 | sort > ids
sed -n 's/^  \(pass\|found\|not applicable\|not effective\|not evaluated\|unreadable\|off\)  *\([a-z0-9]*\.[a-z0-9.-]*\).*/\2/p' report | sort | cmp - ids
grep -E 'sbr\.(version\.not-v3|signature\.key-misfit|key-usage\.root-missing|validity\.over-1185-days|scope\.before-effective)|apple\.signature|cps\.key\.size' report
explain -vv -f line --only 'sbr.key-usage.*' --skip sbr.key-usage.ec-bits sound.pem
explain -vv --only 'sbr.key-usage.*' --skip sbr.key-usage.ec-bits sound.pem
grep -E 'sbr\.(version\.not-v3|key-usage\.ec-bits|key-usage\.rsa-bits)' report
explain -q -vv --at 2019-01-01 --programs mozilla sound.pem
grep -E '^ +not effective +(mozilla\.signature|sbr\.version|sbr\.key-usage\.rsa-bits)' report
cert key-usage-not-bits data/x690/encoding.pem > damaged.pem
explain -vv damaged.pem
grep -E '^ +(found|unreadable) ' report
