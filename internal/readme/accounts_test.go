//go:build unix

package readme

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// listed are the accounts `simulator accounts` prints for a provider, with what
// it says of each.
func (s *stage) listed(t *testing.T, provider string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, found := range regexp.MustCompile(`(?m)^  (numsim\S*) +(\S.*)$`).FindAllStringSubmatch(s.run(t, "simulator accounts "+provider), -1) {
		all[found[1]] = found[2]
	}
	require.Contains(t, all, "numsim", provider)
	return all
}

// accounts: every account of the table answers as the table says at every
// provider, and every account with a friendly name is in the table.
func (s *stage) accounts(t *testing.T, p page) {
	accounts := p.table(t, "`numsim-throttled`")
	for column, head := range accounts.header {
		if column < 2 {
			continue
		}
		name := provider(t, head)
		friendly := s.friendly(t, name)
		var tabled []string
		for _, cells := range accounts.rows {
			account := span(cells[0])
			if cells[column] != "–" && account != "nobody" {
				tabled = append(tabled, account)
			}
			s.account(t, name, cells, cells[column])
		}
		assert.ElementsMatch(t, friendly, tabled, name)
	}
}

// friendly are the accounts that are neither a row's nor a profile's.
func (s *stage) friendly(t *testing.T, provider string) (list []string) {
	for account, about := range s.listed(t, provider) {
		if !strings.HasPrefix(about, "HTTP ") && !strings.HasPrefix(about, "profile ") {
			list = append(list, account)
		}
	}
	return list
}

// account asks with one account. One that the provider does not have is as
// unknown as any other name.
func (s *stage) account(t *testing.T, provider string, cells []string, want string) {
	flags := []string{"--phone 13900000200", flagOf(provider), span(cells[0])}
	if want == "–" {
		got := s.ask(t, s.running, provider, flags...)
		assert.Equal(t, s.ask(t, s.running, provider, "--phone 13900000200", flagOf(provider), "nobody"), got, "%s %s", provider, cells[0])
		return
	}
	if token := regexp.MustCompile("`(numsim-\\S+-token)`").FindStringSubmatch(cells[1]); token != nil {
		flags = append(flags, "--token", token[1])
	}
	got := s.ask(t, s.running, provider, flags...)
	// The account with one call a second refuses the second of a second, and
	// nobody knows when a second begins: of three calls two share one, or
	// the machine is slower than any test allows for.
	for calls := 1; calls < 10 && span(cells[0]) == "numsim-qps-1" && got.good(); calls++ {
		got = s.ask(t, s.running, provider, flags...)
	}
	assert.Equal(t, want, got.cell(), "%s %s", provider, cells[0])
	assert.Equal(t, got.good(), len(got.Statuses) == 1, "%s %s: %+v", provider, cells[0], got)
}

// flagOf is what `simulator sign` calls the account.
func flagOf(provider string) string {
	if provider == "ywjisu" {
		return "--code"
	}
	return "--ak"
}

// rows: the accounts of single rows answer with them, at every provider.
func (s *stage) rows(t *testing.T, p page) {
	var seen []string
	for _, cells := range p.table(t, "`numsim-ServiceUnavailable`").rows {
		name := provider(t, cells[0])
		seen = append(seen, name)
		got := s.ask(t, s.running, name, "--phone 13900000200", flagOf(name), span(cells[1]))
		assert.Equal(t, cells[2]+" "+cells[3], got.cell(), "%s", cells[1])
		assert.Empty(t, got.Statuses, "%s", cells[1])
	}
	assert.Equal(t, providers, slices.Compact(seen), "a row of each provider")
}
