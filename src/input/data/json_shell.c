/* SPDX-License-Identifier: Apache-2.0 */
#include "input/data/json_shell.h"

#include "base/ascii.h"

/* Behind the string at s.p[at]; s.n: it does not end. */
static size_t
behind_string(struct span s, size_t at)
{
	for (at++; at < s.n && s.p[at] != '"'; at++)
		at += s.p[at] == '\\';
	return at < s.n ? at + 1 : s.n;
}

/* Behind "BinData(" or "Binary.createFromBase64(" at s.p[at]; `at`: none begins. */
static size_t
behind_name(struct span s, size_t at)
{
	size_t n = at;

	while (n < s.n && (is_letter(s.p[n]) || is_digit(s.p[n]) || s.p[n] == '.'))
		n++;
	return n > at && is_letter(s.p[at]) && n < s.n && s.p[n] == '(' ? n + 1 : at;
}

/* What stands between the brackets, up to ")": *value is the first string of it, or the first number.  s.n: they do not close. */
static size_t
behind_arguments(struct span s, size_t at, struct span *value)
{
	bool string = false;
	size_t n;

	*value = SPAN_LIT("null");
	for (size_t items = 0; at < s.n && s.p[at] != ')'; at = n) {
		n = at + 1;
		if (s.p[at] == '"') {
			n = behind_string(s, at);
			*value = string ? *value : span_sub(s, at, n - at);
			string = true;
		} else if (is_digit(s.p[at]) || s.p[at] == '-') {
			while (n < s.n && is_digit(s.p[n]))
				n++;
			*value = string || items > 0 ? *value : span_sub(s, at, n - at);
			items++;
		} else if (s.p[at] != ' ' && s.p[at] != ',') {
			return s.n;
		}
	}
	return at < s.n ? at + 1 : s.n;
}

bool
json_shell(struct span s, struct out *to)
{
	bool any = false;
	size_t n;

	out_clear(to);
	for (size_t at = 0; at < s.n; at = n) {
		struct span value;

		n = s.p[at] == '"' ? behind_string(s, at) : behind_name(s, at);
		if (s.p[at] == '"' || n == at) {
			n = n == at ? at + 1 : n;
			out_mem(to, s.p + at, n - at);
			continue;
		}
		n = behind_arguments(s, n, &value);
		if (n == s.n && s.p[n - 1] != ')')
			return false;
		out_mem(to, value.p, value.n);
		any = true;
	}
	return any && !to->failed;
}
