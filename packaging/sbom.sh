#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Writes what the command is made of as SPDX 2.3: its own source and the
# libraries that it is linked with, in the versions of this machine.
#
#	packaging/sbom.sh VERSION > smimelint-VERSION.spdx.json
set -eu
version=$1
pkg_config=${PKG_CONFIG:-pkg-config}
created=$(date -u -d "@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2> /dev/null || echo 0)}" +%Y-%m-%dT%H:%M:%SZ)

# A library: name, version, licence, where it comes from, and what stands behind it.
library() {
	cat << END
    {
      "SPDXID": "SPDXRef-$1",
      "name": "$1",
      "versionInfo": "$2",
      "licenseConcluded": "$3",
      "licenseDeclared": "$3",
      "copyrightText": "NOASSERTION",
      "downloadLocation": "$4",
      "filesAnalyzed": false
    }$5
END
}
unistring=$(printf '#include <unistring/version.h>\n_LIBUNISTRING_VERSION\n' | ${CC:-cc} -E -P - | tail -n 1)
unistring=$(printf '%d.%d' $((unistring >> 8)) $((unistring & 255)))
cat << END
{
  "spdxVersion": "SPDX-2.3",
  "dataLicense": "CC0-1.0",
  "SPDXID": "SPDXRef-DOCUMENT",
  "name": "smimelint-$version",
  "documentNamespace": "urn:smimelint:spdx:$version",
  "creationInfo": {
    "created": "$created",
    "creators": [ "Tool: smimelint-packaging-sbom" ]
  },
  "documentDescribes": [ "SPDXRef-smimelint" ],
  "packages": [
END
library smimelint "$version" Apache-2.0 NOASSERTION ,
library openssl "$($pkg_config --modversion libcrypto)" Apache-2.0 https://www.openssl.org/source/ ,
library libidn2 "$($pkg_config --modversion libidn2)" 'LGPL-3.0-or-later OR GPL-2.0-or-later' https://ftp.gnu.org/gnu/libidn/ ,
library libunistring "$unistring" 'LGPL-3.0-or-later OR GPL-2.0-or-later' https://ftp.gnu.org/gnu/libunistring/ ,
library zlib "$($pkg_config --modversion zlib)" Zlib https://zlib.net/ ,
library zstd "$($pkg_config --modversion libzstd)" 'BSD-3-Clause OR GPL-2.0-only' https://github.com/facebook/zstd ''
echo '  ],'
echo '  "relationships": ['
echo '    { "spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-smimelint" },'
for name in openssl libidn2 libunistring zlib zstd; do
	end=,
	[ $name != zstd ] || end=
	echo "    { \"spdxElementId\": \"SPDXRef-smimelint\", \"relationshipType\": \"DEPENDS_ON\", \"relatedSpdxElement\": \"SPDXRef-$name\" }$end"
done
echo '  ]'
echo '}'
