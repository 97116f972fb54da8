#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The handler of contrib/pkimetal: what pkimetal gets for a request is what the
# command finds, and a program that hangs or ends costs one request.
#
#	tests/contrib/pkimetal/check.sh build/smimelint
#
# With PKIMETAL_SOURCE=FOLDER (a checkout of pkimetal, 1.49.0) also in the real
# one, built without the linters that want Python, Ruby, cgo or a module of
# data; else the handler is driven by a stand-in for pkimetal's package linter.
set -eu
cd "$(dirname "$0")/../../.."
top=$PWD
program=$(realpath "$1")
if ! command -v go > /dev/null 2>&1; then
	echo 'skipped: the handler of pkimetal needs go'
	exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

same() {
	if cmp -s "$2" "$3"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $1"
		diff "$2" "$3" || true
	fi
}

# The first PEM block of a bundle behind the line "# NAME", or of all.
block() {
	awk -v name="# $1" '$0 == name || name == "# " { on = 1; if (name != "# ") next }
		on && /^-----BEGIN/ { body = 1 } body; body && /^-----END/ { exit }' "$2"
}
cd "$work"
block habits-of-old "$top/testdata/demo/demo.pem" > old.pem
block clean-sponsor "$top/testdata/demo/demo.pem" > clean.pem
block '' "$top/testdata/crl/5.1-fields.pem" > crl.pem
[ -s old.pem ] && [ -s clean.pem ] && [ -s crl.pem ]

# What the command finds, in the same form; its answers to pkimetal are tested by tests/cli/serve.sh.
expected() {
	{ echo "$1"; cat "$2"; } | "$program" --serve pkimetal | python3 -c '
import json, sys
for line in sys.stdin:
    if line.startswith("{"):
        for place in json.loads(line)["results"]:
            for f in place["finding_descriptions"]:
                print(f["severity"].lower(), f["code"], place["node_path"], f["message"], sep="\t")'
	echo end
}
{
	expected sbr_leaf_smime_sv_legacy old.pem
	expected sbr_leaf_smime_sv_strict clean.pem
	expected rfc5280_crl crl.pem
} > wanted

mkdir -p stand-in/linter/smimelint
cp "$top/tests/contrib/pkimetal/linter.go" stand-in/linter/
cp "$top/tests/contrib/pkimetal/driver.go" stand-in/
cp "$top/contrib/pkimetal/handler.go" stand-in/linter/smimelint/
printf 'module github.com/pkimetal/pkimetal\n\ngo 1.21\n' > stand-in/go.mod
(cd stand-in && go vet ./... && go build -o ../driver .)
driver() {
	SMIMELINT=$1
	shift
	SMIMELINT=$SMIMELINT ./driver "$@"
}

driver "$program" 48:old.pem 50:clean.pem 11:crl.pem > got
{ printf 'smimelint true 1 2\ntrue true\n'; cat wanted; } > all
same 'the findings of the command' all got

driver "$program" 25:clean.pem 50:clean.pem | sed 1,2d > got
printf 'fatal\t\t\tno profile that smimelint lints has this name: tbr_leaf_tlsserver_dv\nend\nend\n' > all
same 'a profile of other certificates' all got

driver ./none > got
printf 'smimelint false 0 2\n' > all
same 'no program' all got

# Each process of this one answers once, or never; the next request gets another.
cat > once << END
#!/bin/sh
[ "\$1" != --version ] || exec "$program" --version
echo '[Ready]'
read -r profile
case \$profile in
sbr_root_smime) exec sleep 100 ;;
rfc5280_crl) echo garbage; exec sleep 100 ;;
esac
while read -r line && [ "\$line" != '-----END CERTIFICATE-----' ]; do
	:
done
echo '[EndOfResults]'
END
chmod +x once
driver ./once 50:clean.pem 50:clean.pem 40:clean.pem 50:clean.pem 11:crl.pem 50:clean.pem |
	sed -e 1,2d -e 's/invalid character.*/no JSON/' > got
printf '%s\n' end end 'fatal			context deadline exceeded' end end 'fatal			no JSON' end end > all
same 'a program that ends, hangs or babbles' all got

if [ -n "${PKIMETAL_SOURCE:-}" ]; then
	cp -r "$PKIMETAL_SOURCE" real
	chmod -R u+w real
	mkdir real/linter/smimelint real/ccadb
	cp "$top/contrib/pkimetal/handler.go" real/linter/smimelint/
	printf 'module github.com/crtsh/ccadb_data\n\ngo 1.22\n' > real/ccadb/go.mod
	cat > real/ccadb/ccadb.go << 'END'
package ccadb_data

const CCADB_RECORD_ROOT = 1

type Capabilities struct {
	CertificateRecordType                                                   int
	CodeSigningCapable, HasVMCAudit, SmimeCapable, TlsCapable, TlsEvCapable bool
}

func GetCACertCapabilitiesBySHA256([32]byte) *Capabilities      { return nil }
func GetIssuerCapabilitiesByKeyIdentifier(string) *Capabilities { return nil }
END
	sed -i -e '/linter\/\(badkeys\|certlint\|ftfy\|pkilint\|ctlint\|dwklint\|pwnedkeys\|x509lint\)"/d' \
		-e 's#_ "github.com/pkimetal/pkimetal/linter/zlint"#&\n\t_ "github.com/pkimetal/pkimetal/linter/smimelint"#' real/main.go
	(cd real && go mod edit -replace github.com/crtsh/ccadb_data=./ccadb && go build -o ../pkimetal .)
	SMIMELINT=$program PKIMETAL_SERVER_WEBSERVERPORT=18080 PKIMETAL_SERVER_MONITORINGPORT=18081 \
		PKIMETAL_SERVER_MONITORINGADDRESS=127.0.0.1 ./pkimetal > log 2>&1 &
	server=$!
	tries=0
	until curl -s -o started http://127.0.0.1:18080/profiles || [ $tries -gt 50 ]; do
		sleep 0.2
		tries=$((tries + 1))
	done
	python3 "$top/tests/contrib/pkimetal/real.py" http://127.0.0.1:18080 lintcert:sbr_leaf_smime_sv_legacy:old.pem \
		lintcert:autodetect:clean.pem lintcrl:rfc5280_crl:crl.pem | sort > got || true
	kill $server
	wait $server || true
	sort wanted > all
	same 'the real pkimetal' all got
	if [ -n "$(git -C "$PKIMETAL_SOURCE" tag --list v1.49.0 2> git.log)" ]; then
		sh "$top/contrib/pkimetal/numbers.sh" "$PKIMETAL_SOURCE" > numbers.c
		same 'the table of numbers' "$top/src/command/serve/numbers.c" numbers.c
	fi
else
	echo 'left out: the real pkimetal: PKIMETAL_SOURCE names no checkout of it'
fi
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
