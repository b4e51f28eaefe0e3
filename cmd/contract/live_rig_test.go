package main

import (
	"fmt"
	"slices"
	"strings"
)

func plainly(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// without takes a flag away, and the value behind it.
func without(args []string, flag string) []string {
	i := slices.Index(args, flag)
	if flag == "" || i < 0 {
		return args
	}
	n := 1
	if i+1 < len(args) && !strings.HasPrefix(args[i+1], "--") {
		n = 2
	}
	return slices.Delete(slices.Clone(args), i, i+n)
}
