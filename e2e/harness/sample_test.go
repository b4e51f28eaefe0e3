package harness

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSampleCheckFindsTablesWithHoles(t *testing.T) {
	tests := map[string]struct {
		spoil func(*Sample)
		says  string
	}{
		"a provider nobody simulates":      {func(s *Sample) { s.Provider = "someone" }, `no provider is called "someone"`},
		"a case nobody performs":           {func(s *Sample) { s.Cannot["sucess"] = "typo" }, "it has no case sucess"},
		"a case left out without a word":   {func(s *Sample) { s.Cannot["sts"] = "" }, "say why case sts"},
		"the page has a paragraph":         {func(s *Sample) { s.Itself = "" }, "say what it is"},
		"a form nobody wrote down":         {func(s *Sample) { s.Form = "" }, "what its requests look like"},
		"a content type nobody wrote down": {func(s *Sample) { s.ContentType = "" }, "what its requests look like"},
	}
	whole := func() Sample {
		return Sample{
			Provider: Ksyun, Name: "s", Itself: "a client", Form: "a=b", ContentType: "text/plain",
			Cannot: map[string]string{"sts": "no token"},
		}
	}
	require.NoError(t, whole().check(), "a whole table is accepted")
	for why, tt := range tests {
		t.Run(why, func(t *testing.T) {
			s := whole()
			tt.spoil(&s)
			assert.ErrorContains(t, s.check(), tt.says)
		})
	}
}

// TestServices finds a case that would promise nothing, or that the clients
// could not be asked.
func TestServices(t *testing.T) {
	for provider, s := range services() {
		t.Run(provider, func(t *testing.T) {
			var names []string
			for _, p := range s.plans {
				assert.NotContains(t, names, p.Name, "a record has one outcome for each name")
				names = append(names, p.Name)
				assert.NotZero(t, p.status, p.Name)
				assert.NotEmpty(t, p.body, p.Name)
				assert.Equal(t, p.refused(), p.status != 200 || provider == Ywjisu && p.code != "000000", p.Name)
				for _, text := range []string{p.Name, p.Account, p.Secret, p.Password, p.Action, p.Token, p.DryRun, p.Field, p.Numbers} {
					assert.NotRegexp(t, `["\\&<>]`, text, "a shell takes the line apart")
				}
			}
			assert.Contains(t, names, s.shown)
			assert.True(t, slices.ContainsFunc(s.plans, func(p samplePlan) bool { return p.refused() }))
		})
	}
}

func TestSteadyBody(t *testing.T) {
	tests := []struct{ body, want, why string }{
		{`{ "RequestId": "cd185ac0-0000-4594-b5e2-5dff064c5533" }`, `{"RequestId":"*"}`, "an id varies, white space does not count"},
		{`{"RequestId":"CD185AC0-0000-4594-B5E2-5DFF064C5533"}`, `{"RequestId":"CD185AC0-0000-4594-B5E2-5DFF064C5533"}`, "ids are in lower case"},
		{`{"lastTime":1509361600000,"area":"河北-石家庄"}`, `{"lastTime":*,"area":"*-*"}`, "times and places vary"},
		{`{"lastTime":1509361600,"area":"河北省"}`, `{"lastTime":1509361600,"area":"河北省"}`, "seconds are no milliseconds, a province alone is no area"},
		{`{"lastTime":"1509361600000"}`, `{"lastTime":"1509361600000"}`, "a time is a number"},
	}
	for _, tt := range tests {
		t.Run(tt.why, func(t *testing.T) { assert.Equal(t, tt.want, steadyBody(t, tt.body)) })
	}
}

func TestSteadyForm(t *testing.T) {
	const digest = "69a52ccd7e28ab41dcdb755d97df76dd4a167a9c19feafe64173007e9d16b247"
	tests := []struct{ form, want, why string }{
		{"a=b&Signature=" + digest, "a=b&Signature=*", "a signature varies"},
		{"Signature=" + digest[:40], "Signature=" + digest[:40], "another length is another algorithm"},
		{"Timestamp=2026-11-22T00:00:00Z&x", "Timestamp=*T*:*:*Z&x", "a colon as it is"},
		{"Timestamp=2026-11-22T00%3A00%3A00Z", "Timestamp=*T*%3A*%3A*Z", "a colon escaped"},
		{"&&timestamp=1557390636&token=" + digest[:32], "&&timestamp=*&token=*", "an empty pair stays"},
		{"timestamp=1557390636000", "timestamp=1557390636000", "milliseconds are no seconds"},
	}
	for _, tt := range tests {
		t.Run(tt.why, func(t *testing.T) { assert.Equal(t, tt.want, steadyForm(tt.form)) })
	}
}

func TestSampleCell(t *testing.T) {
	limited := samplePlan{promised: byGateway(409, "LimitExceeded", "slow down")}
	tests := []struct {
		want, why string
		seen      outcome
	}{
		{"✓", "the documented code", outcome{ErrorCode: "LimitExceeded", Attempts: 1}},
		{"✓", "the text alone", outcome{Attempts: 1}},
		{"`ServerNetworkError`", "a code of the client's own", outcome{ErrorCode: "ServerNetworkError", Attempts: 1}},
		{"–", "not performed", outcome{Cannot: "no token"}},
		{"nothing", "a case no record has", outcome{}},
	}
	for _, tt := range tests {
		t.Run(tt.why, func(t *testing.T) { assert.Equal(t, tt.want, sampleCell(limited, tt.seen)) })
	}
}
