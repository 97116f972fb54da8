#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Writes the style sheet and the script of the HTML report as C.
#
#	embed.sh report.css report.js > html_assets.c
set -eu

# Hexadecimal digits as base64.
base64_of() {
	awk -v hex="$1" 'BEGIN {
		digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
		for (i = 1; i <= length(hex); i += 6) {
			n = 0
			for (k = i; k < i + 6; k++)
				n = n * 16 + (k <= length(hex) ? index("0123456789abcdef", substr(hex, k, 1)) - 1 : 0)
			have = length(hex) - i + 1
			for (k = 3; k >= 0; k--) {
				divisor = 64 ^ k
				digit = int(n / divisor)
				n -= digit * divisor
				printf "%s", have <= 2 && k < 2 || have <= 4 && k < 1 ? "=" : substr(digits, digit + 1, 1)
			}
		}
	}'
}

# Name in C, file.
embed() {
	sum=$(sha256sum < "$2")
	printf 'const unsigned char %s[] = {\n' "$1"
	od -An -v -tu1 "$2" | sed 's/^ *//; s/  */,/g; s/$/,/'
	printf '};\nconst size_t %s_size = sizeof %s;\nconst char %s_sha256[] = "%s";\n' "$1" "$1" "$1" "$(base64_of "${sum%% *}")"
}

printf '#include "report/html/assets.h"\n\n'
embed html_css "$1"
embed html_js "$2"
