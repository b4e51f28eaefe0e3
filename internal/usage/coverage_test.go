package usage_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
	"github.com/numsim/numsim/internal/usage"
	"github.com/numsim/numsim/sim/serve"
)

func cover(t *testing.T, provider, profile string, lines ...string) map[string]usage.Goal {
	t.Helper()
	c, err := load(t, provider).For(profile, nil)
	require.NoError(t, err)
	j, err := usage.ReadJournal("team", []byte(strings.Join(lines, "\n")))
	require.NoError(t, err)
	goals := map[string]usage.Goal{}
	for _, g := range usage.Cover(provider, c, []*usage.Journal{j}) {
		assert.NotContains(t, goals, g.Name)
		goals[g.Name] = g
	}
	return goals
}

func TestWhatATeamHasMet(t *testing.T) {
	goals := cover(t, "ywjisu", "", refused, refused, end,
		`{"provider":"ywjisu","operation":"getCheckResult","http":200,"numbers":[{"status":"vacant"},{"status":"silent"}]}`,
		`{"provider":"aliyun","operation":"DescribePhoneNumberStatus","http":400,"row":"403000"}`)
	assert.Equal(t, 2, goals["error:400201"].Met)
	assert.Equal(t, 0, goals["error:403000"].Met, "that was somebody else")
	assert.Equal(t, 1, goals["value:getCheckResult=0"].Met)
	assert.Equal(t, 1, goals["value:getCheckResult=4"].Met)
	assert.Equal(t, 0, goals["value:getCheckResult=1"].Met)
	assert.Equal(t, "account numsim-403000", goals["error:403000"].How)
	assert.Equal(t, "account numsim-504000, scenarios first-try-fails, flapping-provider", goals["error:504000"].How)
	assert.Contains(t, goals["error:400201"].Source, "document 002:")
	assert.NotContains(t, strings.Join(keys(goals), " "), "numberType", "only statuses")
}

// Only operations that were called are to be covered, and each has the values
// of its own list: the ending is the one that the README has for the status.
func TestTheStatusesOfAnOperation(t *testing.T) {
	of := func(operation string) []string {
		return []string{`{"provider":"x"}`, `{"provider":"PROVIDER","operation":"` + operation + `","numbers":[]}`}
	}
	for _, tt := range []struct {
		provider, profile, operation string
		want                         map[string]string
	}{
		{"aliyun", "2020", "DescribePhoneNumberStatus", map[string]string{"NORMAL": "0200", "SHUTDOWN": "0402", "NOT_EXIST": "0404", "UNKNOWN": "0999"}},
		{"aliyun", "2022", "DescribePhoneNumberStatus", map[string]string{
			"NORMAL": "0200", "SHUTDOWN": "0402", "FUNCTIONAL_SHUTDOWN": "0206", "POWER_OFF": "0408", "NOT_EXIST": "0404", "SUSPECTED_POWER_OFF": "0203", "BUSY": "0486", "UNKNOWN": "0999",
		}},
		{"ksyun", "", "PhoneNumberStatus", map[string]string{
			"1": "0200", "2": "0404", "3": "0486", "4": "0480", "5": "0408", "7": "0203", "9": "0500", "10": "0999", "12": "0422", "13": "0402",
		}},
		{"ksyun", "", "BatchPhoneNumberStatus", map[string]string{
			"0": "0404", "1": "0200", "2": "0402", "3": "0403", "4": "0304", "5": "0422", "6": "0204", "99": "0999",
		}},
		{"ksyun", "", "IsmsPhoneNumberStatus", map[string]string{"1": "0200", "2": "0408 or 0480", "3": "0404", "99": "0999"}},
		{"ywjisu", "", "getCheckResult", map[string]string{"0": "0404", "1": "0200", "2": "0402", "3": "0204", "4": "0304", "5": "0403"}},
	} {
		lines := of(tt.operation)
		goals := cover(t, tt.provider, tt.profile, lines[0], strings.ReplaceAll(lines[1], "PROVIDER", tt.provider))
		got := map[string]string{}
		for name, g := range goals {
			if value, is := strings.CutPrefix(name, "value:"+tt.operation+"="); is {
				got[value] = strings.TrimPrefix(g.How, "a number that ends in ")
			}
		}
		assert.Equal(t, tt.want, got, "%s %s", tt.profile, tt.operation)
		values := 0
		for name := range goals {
			if strings.HasPrefix(name, "value:") {
				values++
			}
		}
		assert.Len(t, tt.want, values, "no other operation was called")
	}
}

// Each row of each provider names an account that there is.
func TestTheAccountsNamed(t *testing.T) {
	s, err := serve.Start(serve.Config{FreePorts: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Drain(5*time.Second)) })
	accounts := map[string]bool{}
	for _, p := range s.Providers {
		for _, r := range p.Accounts {
			accounts[p.Traits.Name+" "+r.Account.Name] = true
		}
	}
	for _, provider := range contracts.Providers() {
		for _, p := range load(t, provider).Profiles() {
			rows := 0
			for name, g := range cover(t, provider, p.Name, `{"provider":"x"}`) {
				account, _, _ := strings.Cut(strings.TrimPrefix(g.How, "account "), ",")
				assert.True(t, accounts[provider+" "+account], "%s %s: %s", provider, name, g.How)
				rows++
			}
			assert.Greater(t, rows, 20)
		}
	}
}

func TestPercent(t *testing.T) {
	assert.Equal(t, 66, usage.Percent([]usage.Goal{{Met: 3}, {Met: 1}, {}}))
	assert.Equal(t, 100, usage.Percent([]usage.Goal{{Met: 1}}))
	assert.Equal(t, 0, usage.Percent(nil))
}

// A badge is an SVG that a browser reads, says the number, and asks for nothing.
func TestTheBadge(t *testing.T) {
	colors := map[string]bool{}
	for percent, want := range map[int]string{7: ">7%<", 55: ">55%<", 100: ">100%<"} {
		var b bytes.Buffer
		require.NoError(t, usage.Badge(&b, percent))
		assert.Contains(t, b.String(), want)
		assert.Equal(t, 1, strings.Count(b.String(), "http"), "the namespace only")
		_, after, _ := strings.Cut(b.String(), `z" fill="`)
		colors[after[:7]] = true
		for d := xml.NewDecoder(&b); ; {
			_, err := d.Token()
			if err == io.EOF {
				break
			}
			require.NoError(t, err)
		}
	}
	assert.Len(t, colors, 3)
}

func keys(goals map[string]usage.Goal) (list []string) {
	for name := range goals {
		list = append(list, name)
	}
	return list
}
