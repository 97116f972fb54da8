#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Links of the documents inside the tree lead somewhere: a file or folder that is there, a heading of that name.
cd "$(dirname "$0")/../.." || exit 1
bad=0
links=0

# The anchors of a document's headings, as GitHub and GitLab make them.
anchors() {
	sed '/^```/,/^```$/d' "$1" | sed -n 's/^##* //p' | tr 'A-Z ' 'a-z-' | tr -cd 'a-z0-9\n_-'
}

for page in *.md */*.md */*/*.md; do
	case $page in
	build/*) continue ;;
	esac
	for link in $(sed '/^```/,/^```$/d' "$page" | grep -o '](\([^) ]*\))' | sed 's/^](//; s/)$//'); do
		case $link in
		http://* | https://* | mailto:*) continue ;;
		esac
		links=$((links + 1))
		file=${link%%#*}
		[ -n "$file" ] && file=$(dirname "$page")/$file || file=$page
		[ -e "$file" ] || { echo "$page: the link $link leads to nothing"; bad=1; continue; }
		case $link in
		*#*) anchors "$file" | grep -qx -- "${link#*#}" || { echo "$page: there is no heading for $link"; bad=1; } ;;
		esac
	done
done
# The README's table of contents alone has more.
[ $links -gt 15 ] || { echo "only $links links were found"; bad=1; }
exit $bad
