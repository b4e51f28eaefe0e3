package main

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
)

func TestClean(t *testing.T) {
	for _, tt := range []struct {
		text string
		want numsim.Number
		why  string
	}{
		{"13900000200", "13900000200", ""},
		{" 139 0000-0200\t", "13900000200", ""},
		{"+86 139 0000 0200", "13900000200", ""},
		{"+8613900000200", "13900000200", ""},
		{"008613900000200", "13900000200", ""},
		{"8613900000200", "13900000200", ""},
		{"\u202a139\u20110000\u20110200\u202c", "13900000200", ""}, // as an address book copies it
		{"　139　0000　0200", "13900000200", ""},
		{"+62 812-3404-0200", "6281234040200", ""},
		{"", "", "there is no number"},
		{"- -", "", "there is no number"},
		{"1390000020", "", "10 digits: a mainland"},
		{"139000002000", "", "12 digits: a mainland"},
		{"23900000200", "", "begins with 1, and one of another country has a plus"},
		{"62812340200", "", "begins with 1, and one of another country has a plus"},
		{"+86 1390000020", "", "10 digits: a mainland"},
		{"+123456", "", "6 digits behind the plus"},
		{"+1234567890123456", "", "16 digits behind the plus"},
		{"1390000020O", "", "something beside digits"},
		{"１３９００００００２００", "", "something beside digits"},
		{"13900000200;13900000404", "", "something beside digits"},
	} {
		n, why := clean(tt.text)
		assert.Equal(t, tt.want, n, "%q", tt.text)
		if tt.why == "" {
			assert.Empty(t, why, "%q", tt.text)
			continue
		}
		assert.Contains(t, why, tt.why, "%q", tt.text)
		assert.NotContains(t, why, "1390000", "it never repeats the number")
	}
}

// read is what a table says: each number, or "line: why".
func read(t *testing.T, column, text string) (list []string, err error) {
	t.Helper()
	entries, err := newTable("list.csv", column, strings.NewReader(text)).entries()
	if err != nil {
		return nil, err
	}
	for e, err := range entries {
		require.NoError(t, err)
		if e.why != "" {
			list = append(list, e.place+": "+e.why)
		} else {
			list = append(list, string(e.number))
		}
	}
	return list, nil
}

func TestTable(t *testing.T) {
	const a, b = "13900000200", "13900000404"
	for _, tt := range []struct {
		why, column, text string
		want              []string
	}{
		{"numbers alone", "", a + "\n" + b + "\n", []string{a, b}},
		{"no newline at the end, and Windows'", "", a + "\r\n" + b, []string{a, b}},
		{"empty lines", "", "\n" + a + "\n\n  \n" + b + "\n\n", []string{a, b}},
		{"a head", "", "手机号\n" + a + "\n", []string{a}},
		{"a mark of UTF-8, as Excel writes it", "", "\ufeff" + a + "\n" + b + "\n", []string{a, b}},
		{"a mistyped number is no head", "", "1390000020O\n" + b + "\n", []string{"list.csv:1: there is something beside digits", b}},
		{"a column by name", "mobile", "name,Mobile\nx," + a + "\ny," + b + "\n", []string{a, b}},
		{"a column by number, with a head", "2", "name,mobile\nx," + a + "\n", []string{a}},
		{"a column by number, without", "2", "x," + a + "\n", []string{a}},
		{"quotes", "2", "\"x, y\",\"" + a + "\"\n", []string{a}},
		{"a quote that is not closed costs one line", "2", "x," + a + "\n\"x," + a + "\ny," + b + "\n", []string{a, "list.csv:2: the quotes on this line are not those of CSV", b}},
		{"and so does one in the middle", "2", "x," + a + "\n5\" pipe," + a + "\ny," + b + "\n", []string{a, "list.csv:2: the quotes on this line are not those of CSV", b}},
		{"a line that is too short", "2", "x," + a + "\nx\n", []string{a, "list.csv:2: there are 1 columns and the number is in column 2"}},
		{"a line that is too long", "", a + "\n" + strings.Repeat("1", 200_000) + "\n" + b + "\n", []string{a, "list.csv:2: longer than 65536 bytes", b}},
		{"nothing", "", "", nil},
	} {
		got, err := read(t, tt.column, tt.text)
		require.NoError(t, err, tt.why)
		assert.Equal(t, tt.want, got, tt.why)
	}
	_, err := read(t, "phone", "name,mobile\n")
	assert.ErrorContains(t, err, `list.csv has no column "phone" in its first line of 2 columns: give its name there, or its number`)
	_, err = read(t, "", "\xff\xfe1\x003\x00")
	assert.ErrorContains(t, err, "list.csv is UTF-16: save it as UTF-8")
}

// Whoever waits for somebody to type is interrupted all the same.
func TestTypingIsInterrupted(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	terminal, fingers := io.Pipe()
	defer func() { _ = fingers.Close() }()
	go func() {
		_, _ = io.WriteString(fingers, "13900000200\n")
		interrupt()
	}()
	entries, err := newTable("standard input", "", until(ctx, terminal)).entries()
	require.NoError(t, err)
	var got []numsim.Number
	for e, err := range entries {
		require.NoError(t, err)
		got = append(got, e.number)
	}
	assert.LessOrEqual(t, len(got), 1, "nobody closed the terminal, and it ended")
}
