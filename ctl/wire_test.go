package ctl_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/numsim/numsim/ctl"
	"github.com/numsim/numsim/sim/control"
)

// What goes over the wire is declared here and there; neither has a field the
// other does not.
func TestTheWireIsTheSame(t *testing.T) {
	for _, pair := range [][2]any{
		{control.NewTenant{}, ctl.NewTenant{}}, {control.TenantInfo{}, ctl.Tenant{}}, {control.TenantKeys{}, ctl.Keys{}},
		{control.AccountInfo{}, ctl.Account{}}, {control.AccountChange{}, ctl.AccountChange{}}, {control.Statement{}, ctl.Statement{}},
		{control.JournalPage{}, ctl.Page{}}, {control.LoadScenario{}, ctl.LoadScenario{}}, {control.ScenarioInfo{}, ctl.Scenario{}},
		{control.RuleList{}, ctl.Rules{}}, {control.AddRule{}, ctl.AddRule{}}, {control.Call{}, ctl.Call{}}, {control.Explanation{}, ctl.Explanation{}},
		{control.Restored{}, ctl.Restored{}}, {control.Judgement{}, ctl.Judgement{}}, {control.Signature{}, ctl.Signature{}},
	} {
		assert.Equal(t, shape(reflect.TypeOf(pair[0])), shape(reflect.TypeOf(pair[1])), "%T", pair[1])
	}
}

// shape is what a type is on the wire.
func shape(kind reflect.Type) any {
	switch {
	case kind == reflect.TypeFor[time.Time](), kind == reflect.TypeFor[json.RawMessage]():
		return kind.String()
	case kind.Kind() == reflect.Pointer:
		return shape(kind.Elem())
	case kind.Kind() == reflect.Slice:
		return []any{shape(kind.Elem())}
	case kind.Kind() == reflect.Map:
		return map[string]any{"*": shape(kind.Elem())}
	case kind.Kind() != reflect.Struct:
		return kind.Kind().String()
	}
	fields := map[string]any{}
	for _, f := range reflect.VisibleFields(kind) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name != "" && !f.Anonymous {
			fields[name+","+options] = shape(f.Type)
		}
	}
	return fields
}
