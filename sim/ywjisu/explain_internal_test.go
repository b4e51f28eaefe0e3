package ywjisu

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/explain"
	"github.com/numsim/numsim/sim/ledger"
	"github.com/numsim/numsim/sim/setup"
)

const canary = "canary-0123456789-secret"

// The verifier and the explainer share no line, and agree on every token. The
// explainer never prints the key, wherever the caller has put it.
func FuzzTheExplainerAgrees(f *testing.F) {
	f.Add("code=numsim&pwd=p&mobiles=13900000200&timestamp=1795348800&token=00")
	f.Add("code=" + canary + "&pwd=p&mobiles=" + canary + "&timestamp=1795348800&token=" + canary)
	f.Add("code=%00key&pwd=p&mobiles=%00id&timestamp=1795348800&token=%00time")
	f.Fuzz(func(t *testing.T, body string) {
		p, err := New()
		require.NoError(t, err)
		a := p.Traits().Account
		require.NoError(t, setup.Finish(p, &a))
		c := &sim.Call{Account: &a, Now: time.Unix(1795348800, 0)}
		c.Request = sim.Request{Method: "POST", Path: path, Body: []byte(body), Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}}
		if p.Open(c) != nil {
			return
		}
		w := scratch(c)
		key := &ledger.Credential{ID: string(c.Credential), Secret: canary, Password: string(w.values[pwd])}
		no := p.Verify(c, key)
		if no == nil || no.Doubt != sim.InValue {
			return
		}
		asked := explain.Key{ID: key.ID, Secret: key.Secret, Password: key.Password}
		found := p.Explain(c, asked, nil).Explain()
		assert.False(t, found.Holds)
		text, err := json.Marshal(found)
		require.NoError(t, err)
		assert.NotContains(t, string(text), canary)
		w.values[token] = append([]byte{}, w.want...)
		assert.True(t, p.Explain(c, asked, nil).Explain().Holds)
	})
}
