package builtin_test

import (
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/ctl"
	"github.com/numsim/numsim/internal/builtin"
	"github.com/numsim/numsim/internal/verdict"
)

// trial is a stage with somebody who calls it.
type trial struct {
	*testing.T
	stage *builtin.Stage
	at    map[string]builtin.Where
}

func try(t *testing.T, o builtin.StageOptions) *trial {
	t.Helper()
	s, err := builtin.NewStage(o)
	require.NoError(t, err)
	tr := &trial{t, s, map[string]builtin.Where{}}
	list, err := s.Providers()
	require.NoError(t, err)
	for _, p := range list {
		tr.at[p.Provider] = p
	}
	return tr
}

func (t *trial) asks(number string) { t.asksAs(t.at["ksyun"].Key, number) }

func (t *trial) asksAs(key conformance.Credentials, number string) {
	t.Helper()
	req, err := client.KsyunSigner{AccessKey: key.ID, SecretKey: client.Secret(key.Secret)}.V1(t.at["ksyun"].URL,
		map[string]string{"Action": "PhoneNumberStatus", "Version": "2019-05-01", "Mobile": number})
	require.NoError(t, err)
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
}

// judged ends it and looks at everything, as for a command that ended well.
func (t *trial) judged(change ...func(*verdict.Input)) map[string]conformance.Result {
	t.Helper()
	require.NoError(t, t.stage.Close())
	in := t.stage.Seen()
	in.Command = verdict.Command{Line: "test", Ended: "ended with exit code 0", URLs: []string{"NUMSIM_KSYUN_URL"}}
	for _, c := range change {
		c(&in)
	}
	all := map[string]conformance.Result{}
	for _, r := range verdict.Judge(in) {
		all[r.ID] = r
	}
	return all
}

func red(all map[string]conformance.Result) (ids []string) {
	for id, r := range all {
		if r.Outcome == conformance.Failed {
			ids = append(ids, id)
		}
	}
	return ids
}

func document(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "s.yaml")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

func TestACallIsKeptWhole(t *testing.T) {
	s := try(t, builtin.StageOptions{})
	s.asks("13900000200")
	s.asksAs(conformance.Credentials{ID: "somebody", Secret: "else"}, "13900000200")
	s.asks("13900000404")
	require.NoError(t, s.stage.Close())
	in := s.stage.Seen()
	require.Len(t, in.Calls, 3)
	for i, account := range []string{"numsim", "", "numsim"} {
		c := in.Calls[i]
		assert.Equal(t, uint64(i+1), c.Seq, "those that nobody claims are numbered with the others")
		assert.Equal(t, account, c.Account)
		assert.Equal(t, http.MethodPost, c.Exchange.Method)
		form, err := url.ParseQuery(string(c.Exchange.Body))
		require.NoError(t, err)
		assert.Equal(t, "PhoneNumberStatus", form.Get("Action"))
		assert.Equal(t, c.HTTP, c.Exchange.Status)
		assert.Contains(t, string(c.Exchange.AnswerBody), "RequestId")
	}
	assert.Equal(t, "ksyun", in.Ports[1].Provider)
	assert.Positive(t, in.Ports[1].Connections)
	assert.Zero(t, in.Ports[1].TLS)
	assert.Zero(t, in.Ports[0].Connections)
}

// What was dropped for want of room is counted, and nothing is green after it.
func TestWhatIsForgottenIsNeverGreen(t *testing.T) {
	s := try(t, builtin.StageOptions{Keep: 4 << 10})
	for range 3 {
		s.asks("13900000404")
	}
	all := s.judged()
	assert.Equal(t, conformance.Failed, all["exec.default.journal"].Outcome)
	assert.Contains(t, all["exec.default.journal"].Failures[0].Actual, "2 calls were forgotten, so nothing is proved")
}

// Answers that are held back when the command is gone are calls too.
func TestACallWhoseCallerIsGone(t *testing.T) {
	s := try(t, builtin.StageOptions{Scenario: document(t, "scenario: s\nrules:\n  - then: {fault: hang}\n")})
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.at["ksyun"].URL, "http://"))
	require.NoError(t, err)
	key := s.at["ksyun"].Key
	req, err := client.KsyunSigner{AccessKey: key.ID, SecretKey: client.Secret(key.Secret)}.V1(s.at["ksyun"].URL,
		map[string]string{"Action": "PhoneNumberStatus", "Version": "2019-05-01", "Mobile": "13900000200"})
	require.NoError(t, err)
	require.NoError(t, req.Write(conn))
	require.Eventually(t, func() bool { // it is in the journal before its answer is held back
		page, err := ctl.New(s.stage.Control()).Journal(t.Context(), ctl.Filter{})
		return err == nil && len(page.Entries) == 1
	}, time.Minute, time.Millisecond)
	require.NoError(t, conn.Close())
	require.NoError(t, s.stage.Close())
	in := s.stage.Seen()
	require.Len(t, in.Calls, 1)
	assert.False(t, in.Calls[0].Delivered)
	assert.Zero(t, in.Calls[0].Exchange.Status)
}

// Tenants that the command made are its own to judge, and yet it called.
func TestTenantsOfTheCommandsOwn(t *testing.T) {
	s := try(t, builtin.StageOptions{})
	made, err := ctl.New(s.stage.Control()).NewTenant(t.Context(), ctl.NewTenant{})
	require.NoError(t, err)
	key := made.Providers["ksyun"]
	s.asksAs(conformance.Credentials{ID: key.AccessKeyID, Secret: key.AccessKeySecret}, "13900000200")
	all := s.judged()
	assert.Empty(t, red(all))
	assert.Contains(t, all["exec.default.calls"].Reason, "1 calls were made in tenants of the command's own")
}

// A command may clear the journal, or load another scenario: what it asked stays
// asked.
func TestAClearedJournalHidesNothing(t *testing.T) {
	s := try(t, builtin.StageOptions{})
	s.asks("13900000400")
	gone, err := ctl.New(s.stage.Control()).ClearJournal(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, gone)
	s.asks("13900000400")
	assert.Equal(t, []string{"exec.default.never.final-retry"}, red(s.judged()))
}

// The clock of the scenario begins where it is told to; what is signed and what
// is answered has the time of the wall.
func TestAScenarioBegunLater(t *testing.T) {
	file := document(t, "scenario: later\nrules:\n  - when: {between: [1h, 2h]}\n    then: {error: ServiceTimeout}\nexpect:\n  - {error: ServiceTimeout, calls: 1}\n")
	for from, want := range map[time.Duration][]string{0: {"exec.later.expect.1"}, 90 * time.Minute: nil, 3 * time.Hour: {"exec.later.expect.1"}} {
		s := try(t, builtin.StageOptions{Scenario: file, From: from})
		s.asks("13900000200")
		all := s.judged()
		assert.Equal(t, want, red(all), from)
		assert.Equal(t, filepath.Dir(file)+"/s.yaml:6", all["exec.later.expect.1"].Source)
	}
}

func TestMistakesInAStage(t *testing.T) {
	for text, o := range map[string]builtin.StageOptions{
		"did you mean":                {Set: []string{"ksyun.pricee=1"}},
		"there is no file ./x":        {Scenario: "./x"},
		"s.yaml:2":                    {Scenario: document(t, "scenario: x\nruls: []\n")},
		"did you mean \"drip\"":       {Scenario: "dripp"},
		"there is no file \"scenario": {Scenario: t.TempDir()},
	} {
		_, err := o.Check()
		var mistake *builtin.MistakeError
		require.ErrorAs(t, err, &mistake, text)
		assert.ErrorContains(t, err, text)
	}
}
