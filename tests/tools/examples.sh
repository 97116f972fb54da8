#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# For each rule the case that breaks it in the fewest letters, as `explain` shows
# it: what is changed in what, what is found, and where the case stands.
#
#	examples.sh > src/command/rules/examples.txt
#
# A block for each rule: the id, then its lines behind a tab; lines of more than
# 160 letters are cut.
LC_ALL=C
export LC_ALL
awk '
# What the case and those of its file that it starts from change.
function all_changes(file, name,    text, steps) {
	for (text = ""; (file, name) in changes && steps++ < 20; name = base[file, name])
		text = changes[file, name] text
	return (name == "" ? "" : "\tbase " name "\n") text
}

# Is finding i the one to show of its rule?
function weigh(i,    rule, value, text, cost) {
	rule = value = finding[i]
	sub(/ .*/, "", rule)
	value = value == rule ? "" : substr(value, length(rule) + 2)
	text = all_changes(of_file[i], of_case[i]) variant[of_variant[i]] (value == "" ? "" : "\tfound: " value "\n")
	cost = length(text) + (value == "" ? 40 : 0)
	if ((rule in example) && least[rule] <= cost)
		return
	least[rule] = cost
	example[rule] = text "\tcase " of_case[i] " of " of_file[i] "\n"
}

FNR == 1 {
	name = file_base = held = ""
	on = 0
}
{
	line = held $0
	held = ""
}
line ~ /\\$/ {
	held = substr(line, 1, length(line) - 1)
	next
}
line ~ /^[ \t]*(#|$)/ { next }
line ~ /^base / {
	file_base = substr(line, 6)
	next
}
line ~ /^case / {
	name = substr(line, 6)
	base[FILENAME, name] = file_base
	changes[FILENAME, name] = ""
	on = 0
	next
}
name == "" { next }
{ sub(/^[ \t]+/, "", line) }
line ~ /^base / {
	base[FILENAME, name] = substr(line, 6)
	next
}
line ~ /^on / {
	variant[on = ++variants] = "\ton " substr(line, 4, 10) "\n"
	line = substr(line, 14)
	sub(/^ +/, "", line)
}
line ~ /^((near|unbound|unjudged|idle|unread) |$)/ { next }
line ~ /^expect / {
	finding[++findings] = line
	sub(/^expect +[a-z]+ +/, "", finding[findings])
	of_file[findings] = FILENAME
	of_case[findings] = name
	of_variant[findings] = on
	next
}
length(line) > 160 {
	line = substr(line, 1, 157)
	sub(/[\200-\377]+$/, "", line)
	line = line "..."
}
on > 0 { variant[on] = variant[on] "\t" line "\n" }
on == 0 { changes[FILENAME, name] = changes[FILENAME, name] "\t" line "\n" }
END {
	for (i = 1; i <= findings; i++)
		weigh(i)
	for (i = 1; i <= findings; i++) {
		rule = finding[i]
		sub(/ .*/, "", rule)
		if (!(rule in shown))
			printf "%s\n%s", rule, example[rule]
		shown[rule] = 1
	}
}' $(find testdata -name '*.recipe' | sort)
