package fidelity

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/setup"
)

// named finds settings outside the column meant for them: `name=value`
// anywhere, and what prose calls a switch or a setting.
var named = regexp.MustCompile("(?:switch|setting) `([^`]+)`|`((?:[a-z][a-z0-9-]*|status\\.[A-Za-z0-9./]+)=[^`=]+)`")

// choice is a cell that names what can be set, or says why nothing can.
var choice = regexp.MustCompile("^(–|no switch: .+|`[^`]+`(, `[^`]+`)*)$")

// settings: what the page calls a switch or a setting is one that --set takes,
// and every setting of the provider has its row.
func (p *Page) settings(t testing.TB, least int) {
	seen := map[string]bool{}
	count := 0
	for _, r := range p.rows("Switch or setting") {
		assert.Regexpf(t, choice, r.cells["Switch or setting"], "%s: name switches and settings as `name` or `name=value`, or write –", r.at)
		for _, text := range r.Spans("Switch or setting") {
			p.settable(t, r.at, text)
			name, _, _ := strings.Cut(text, "=")
			seen[name] = true
			count++
		}
	}
	require.GreaterOrEqual(t, count, least, "hardly any switch was found: is the column still called Switch or setting?")
	for i, line := range strings.Split(p.text, "\n") {
		for _, m := range named.FindAllStringSubmatch(line, -1) {
			p.settable(t, p.at(i+1), m[1]+m[2])
		}
	}
	for _, s := range setup.Settings(p.provider.Traits()) {
		assert.Truef(t, seen[s.Name], "%s: no row has the setting %s in its column Switch or setting", p.path, s.Name)
	}
}

// settable sets an account as --set would.
func (p *Page) settable(t testing.TB, where, text string) {
	traits := p.provider.Traits()
	name, value, given := strings.Cut(text, "=")
	if !given && slices.ContainsFunc(setup.Settings(traits), func(s setup.Setting) bool { return s.Name == name }) {
		return
	}
	if at := slices.IndexFunc(traits.Switches, func(s sim.Switch) bool { return s.Name == name }); !given && at >= 0 {
		value = traits.Switches[at].Values[0]
	}
	account := traits.Account
	err := setup.Set(traits, &account, name, value)
	if err == nil {
		err = setup.Finish(p.provider, &account)
	}
	assert.NoErrorf(t, err, "%s: --set %s.%s is refused; change the line or %s/switches.go", where, traits.Name, text, p.folder)
}
