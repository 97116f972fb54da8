// SPDX-License-Identifier: Apache-2.0

package smimelint

/*
#include <smimelint.h>
#include <stdlib.h>
*/
import "C"

import "unsafe"

// Rule is one row of the rule table.
type Rule struct {
	ID, Source, Section string
	Citation            string // the section with its document: "SBR 7.1.2.3.e"
	Title, Requires     string
	Explanation, Remedy string
}

// Option is one option of a linter: its kind of value ("yes-no", "word", "day" and so on), the words it may be, its default.
type Option struct {
	Name, Value string
	Words       []string
	Default     *string
	Repeats     bool
	Text        string
}

// Version is that of the library: "0.1.0".
func Version() string { return C.GoString(C.smimelint_version()) }

func readRule(row *C.smimelint_rule) Rule {
	column := func(name string) string {
		field := C.CString(name)
		defer C.free(unsafe.Pointer(field))
		return C.GoString(C.smimelint_rule_text(row, field))
	}
	citation := make([]byte, int(C.smimelint_rule_citation(row, nil, 0))+1)
	C.smimelint_rule_citation(row, (*C.char)(unsafe.Pointer(&citation[0])), C.size_t(len(citation)))
	return Rule{
		ID: column("id"), Source: column("source"), Section: column("section"), Citation: string(citation[:len(citation)-1]),
		Title: column("title"), Requires: column("requires"), Explanation: column("explanation"), Remedy: column("remedy"),
	}
}

// Rules are all rules.
func Rules() []Rule {
	rules := make([]Rule, int(C.smimelint_rule_count()))
	for i := range rules {
		rules[i] = readRule(C.smimelint_rule_at(C.size_t(i)))
	}
	return rules
}

// FindRule finds the rule of an id; false: there is none.
func FindRule(id string) (Rule, bool) {
	text := C.CString(id)
	defer C.free(unsafe.Pointer(text))
	row := C.smimelint_rule_find(text)
	if row == nil {
		return Rule{}, false
	}
	return readRule(row), true
}

// Options are those that New takes.
func Options() []Option {
	options := make([]Option, int(C.smimelint_option_count()))
	for i := range options {
		row := C.smimelint_option_at(C.size_t(i))
		column := func(name string) *string {
			field := C.CString(name)
			defer C.free(unsafe.Pointer(field))
			return maybe(C.smimelint_option_text(row, field))
		}
		o := Option{Name: *column("name"), Value: *column("value"), Default: column("default"), Repeats: *column("repeats") == "yes", Text: *column("text")}
		for word := C.smimelint_option_word(row, 0); word != nil; word = C.smimelint_option_word(row, C.size_t(len(o.Words))) {
			o.Words = append(o.Words, C.GoString(word))
		}
		options[i] = o
	}
	return options
}
