package main

import (
	"cmp"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/numsim/numsim/internal/chinese"
)

// language is what rules are shown in: en or zh.
type language string

func (l *language) flag(flags *pflag.FlagSet, usage string) {
	flags.StringVar((*string)(l), "lang", "en", usage)
}

func (l language) check() error {
	if l != "en" && l != "zh" {
		return usageError{fmt.Errorf("--lang %s: it is en or zh", string(l))}
	}
	return nil
}

// rule is a rule as it is shown, in English where nobody translated it.
func (l language) rule(id, english string) string {
	if l != "zh" {
		return english
	}
	return cmp.Or(chinese.Rule(id, english), english)
}

// text is any other text, likewise.
func (l language) text(english string) string { return l.rule("", english) }
