# SPDX-License-Identifier: Apache-2.0
# What the README shows is what the command prints, and the options it names exist.
ln -s data testdata
sed -n '/^ends with:/,/^`-v` adds/p' cli/../../../README.md | sed -n '/^```/,/^```/p' | sed '/^```/d' > shown
smimelint testdata/demo/demo.pem | tail -n "$(wc -l < shown)" > printed
diff shown printed && wc -l < shown
smimelint help lint > help
# Those of other programs stand before the name of this one.
sed 's/^parallel.* smimelint/smimelint/' cli/../../../README.md | grep -o -e '--[a-z][a-z-]*' | sort -u | while read -r option; do
	grep -q -e "$option" help || smimelint rules --help | grep -q -e "$option" ||
		smimelint timeline --help | grep -q -e "$option" || smimelint merge --help | grep -q -e "$option" ||
		smimelint profile --help | grep -q -e "$option" || smimelint evidence --help | grep -q -e "$option" || echo "no option $option"
done
