package serve

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/ledger"
)

// Whatever a file says: it is refused and the tenant is as before, or it is
// restored, and what is saved then is the same when it is restored once more.
func FuzzRestoreState(f *testing.F) {
	for _, seed := range []string{
		`{"version":1,"elapsed":"1h","now":"2026-11-22T12:00:00Z","scale":1}`,
		`{"version":1,"elapsed":"-1h","now":"2026-11-22T12:00:00Z","scale":0,"frozen":true,"clear_numbers":true,"set":["aliyun.balance=0.30"]}`,
		`{"version":1,"elapsed":"0s","now":"1971-01-01T00:00:00Z","scale":2,"scenario":"scenario: a\nrules:\n- then: {delay: 1ms}\n","counters":[{"rule":0,"key":"00000000000000ff","calls":3}],"document":"x/y.yaml"}`,
		`{"version":1,"elapsed":"0s","now":"2026-11-22T12:00:00Z","accounts":[{"provider":"ywjisu","account":"numsim","balance":"-3","opening":"unlimited","quota":5,"changes":[{"at":"2026-11-22T12:00:00Z","kind":"quota-set","amount":"0","answers":-2,"balance":"1"}]}]}`,
		`{"version":1,"elapsed":"0s","now":"2026-11-22T12:00:00Z","said":{"139*":"vacant"},"amendments":[{"text":"{name: a, then: {delay: 1ms}}"},{"remove":"a"}],"states":[{"key":"0000000000000000","state":0,"since":"1s"}]}`,
	} {
		f.Add([]byte(seed))
	}
	s, err := New(Config{})
	require.NoError(f, err)
	p := plane{s}
	f.Fuzz(func(t *testing.T, text []byte) {
		var state control.State
		if d := json.NewDecoder(bytes.NewReader(text)); d.Decode(&state) != nil {
			return
		}
		saved := func() string {
			made, err := p.SaveState("")
			require.NoError(t, err)
			made.Now, made.Elapsed = state.Now, "" // a clock that runs
			out, err := json.Marshal(made)
			require.NoError(t, err)
			return string(out)
		}
		before := saved()
		if _, err := p.RestoreState("", state); err != nil {
			require.Equal(t, before, saved())
			return
		}
		require.True(t, ledger.InRange(s.first.Clock().Now()))
		once := saved()
		again, err := p.SaveState("")
		require.NoError(t, err)
		_, err = p.RestoreState("", again)
		require.NoError(t, err)
		require.Equal(t, once, saved())
		_, err = p.Accounts("", "")
		require.NoError(t, err)
		_, err = p.Verdict("")
		require.NoError(t, err)
		_, err = p.Explain("", control.Call{Provider: "ywjisu", Numbers: []string{"13900000200"}})
		require.NoError(t, err)
	})
}
