package contracts

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// byTable judges the code, the status and the message of an answer by the
// error table: OpenAPI can list codes, but not say which goes with what.
func (t *trial) byTable(v any, schema place) {
	e := &t.c.says.envelope
	code, there := stringAt(v, e.Code)
	if !there {
		return // a success without a code, or a failure the schema speaks of
	}
	if succeeds(t.x.Status) && slices.Contains(e.Success, code) {
		return
	}
	table := place{}.to(member(t.s.tree.root, "x-errors"))
	var rows []ErrorRow
	for _, row := range t.c.says.errors {
		if row.Code == code {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		t.add("error.code.new", "body", e.Code, "a code of profile "+t.c.Profile+"'s table", showCode(code), table)
		return
	}
	rows = t.withStatus(rows, code)
	if len(rows) > 0 {
		t.withMessage(rows, v)
	}
}

// showCode is a code as it came: one of six digits is nobody's number.
func showCode(code string) string {
	if len(code) <= 6 {
		return code
	}
	return show(code, false)
}

func stringAt(v any, pointer string) (string, bool) {
	found, ok := Lookup(v, pointer)
	if !ok {
		return "", false
	}
	switch s := found.(type) {
	case string:
		return s, true
	case json.Number:
		return s.String(), true
	}
	return "", false
}

// withStatus keeps the rows that travel with the answer's status.
func (t *trial) withStatus(rows []ErrorRow, code string) (kept []ErrorRow) {
	var want []string
	for _, row := range rows {
		if says := &t.c.says.rpc; t.operation == "" && row.Name == says.Absent && says.AbsentHTTP != 0 {
			row.HTTP = says.AbsentHTTP
		}
		if row.HTTP == t.x.Status {
			kept = append(kept, row)
		}
		if http := strconv.Itoa(row.HTTP); !slices.Contains(want, http) {
			want = append(want, http)
		}
	}
	if len(kept) == 0 {
		t.add("error.http.changed", "status", "", strings.Join(want, " or ")+" for "+code, strconv.Itoa(t.x.Status), t.row(rows[0]))
	}
	return kept
}

func (t *trial) row(r ErrorRow) place {
	node := at(t.s.tree.root, "x-errors", r.Name)
	return place{node, r.Evidence}
}

func (t *trial) withMessage(rows []ErrorRow, v any) {
	e := &t.c.says.envelope
	message, there := stringAt(v, e.Message)
	if !there {
		return // the schema asks for it
	}
	for _, row := range rows {
		if fits(row.Message, message) {
			return
		}
	}
	t.add("error.message.changed", "body", e.Message, fmt.Sprintf("%q", rows[0].Message), prose(message), t.row(rows[0]))
}

// fits reports whether a message has the template's form: what stands between
// {Braces} is there, in its order.
func fits(template, message string) bool {
	before, rest, filled := strings.Cut(template, "{")
	if !filled {
		return template == message
	}
	after, ok := strings.CutPrefix(message, before)
	if !ok {
		return false
	}
	_, rest, _ = strings.Cut(rest, "}")
	if !strings.Contains(rest, "{") {
		return strings.HasSuffix(after, rest)
	}
	literal, _, _ := strings.Cut(rest, "{")
	for i := 0; i+len(literal) <= len(after); i++ {
		if strings.HasPrefix(after[i:], literal) && fits(rest, after[i:]) {
			return true
		}
	}
	return false
}
