package control_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/serve"
)

// Many tenants at once, each with money for three answers, a number of its own
// and a rule of its own: no entry, charge or truth is in the wrong one, while
// everything that can be changed is changed beside them.
func TestManyTenantsByTheAPI(t *testing.T) {
	const many = 60
	s := run(t, serve.Config{})
	var wg sync.WaitGroup
	for i := range many {
		wg.Go(func() { s.oneOfMany(fmt.Sprintf("t-%d", i), fmt.Sprintf("139%04d1203", i)) })
	}
	stop := make(chan struct{})
	var beside sync.WaitGroup
	beside.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				s.meddle(i)
			}
		}
	})
	wg.Wait()
	close(stop)
	beside.Wait()
	list := into[control.TenantList](s, "GET", "/v1/tenants", "")
	assert.Len(t, list.Tenants, many+1)
}

func (s *simulator) oneOfMany(name, number string) {
	keys := into[control.TenantKeys](s, "POST", "/v1/tenants", `{"name":"`+name+`","set":["aliyun.balance=0.30","aliyun.qps=0"]}`)
	key := keys.Providers["aliyun"]
	into[control.NumberList](s, "PUT", "/v1/numbers?tenant="+name, `{"numbers":{"`+number+`":"suspended"}}`)
	var seen []string
	for range 4 {
		seen = append(seen, codeOf(s.aliyun(key.AccessKeyID, key.AccessKeySecret, number)))
	}
	assert.Equal(s.t, []string{"SHUTDOWN", "SHUTDOWN", "SHUTDOWN", "Insufficient.Balance"}, seen, name)
	page := into[control.JournalPage](s, "GET", "/v1/journal?tenant="+name, "")
	assert.Equal(s.t, 4, page.Count, name)
	for _, e := range page.Entries {
		assert.Equal(s.t, name+".numsim", e.KeyID)
	}
	statement := into[control.Statement](s, "GET", "/v1/accounts/aliyun/numsim/statement?tenant="+name, "")
	assert.Equal(s.t, "0.00", statement.Balance)
	assert.Equal(s.t, 3, statement.Count)
	assert.True(s.t, statement.Complete)
	state := s.call("GET", "/v1/state?tenant="+name, "")
	copied := s.call("PUT", "/v1/state?tenant="+name+"-copy", state.body)
	require.Equal(s.t, 200, copied.status, copied.body)
	assert.Equal(s.t, "0.00", into[control.AccountInfo](s, "GET", "/v1/accounts/aliyun/numsim?tenant="+name+"-copy", "").Balance)
	assert.Equal(s.t, 200, s.call("DELETE", "/v1/tenants/"+name+"-copy", "").status)
}

// meddle changes the default tenant in every way there is.
func (s *simulator) meddle(i int) {
	s.call("PUT", "/v1/clock", `{"frozen":true}`)
	s.call("PUT", "/v1/scenario", `{"scenario_name":"first-try-fails"}`)
	s.call("POST", "/v1/rules", `{"rule":{"name":"busy","then":{"status":"busy"}},"first":true}`)
	s.call("DELETE", "/v1/rules?name=busy", "")
	s.call("POST", "/v1/accounts/aliyun/numsim", `{"top_up":"1"}`)
	s.call("POST", "/v1/tenants/default/reset", `{}`)
	s.call("DELETE", "/v1/journal", "")
	for _, path := range []string{"/metrics", "/v1/tenants", "/v1/journal?format=har", "/v1/unclaimed", "/v1/rules", "/v1/state", "/v1/accounts"} {
		assert.Equal(s.t, 200, s.call("GET", path, "").status, "%s, time %d", path, i)
	}
}

// codeOf is the status or the code of an answer of Alibaba Cloud's.
func codeOf(body string) string {
	for _, name := range []string{`"Status":"`, `"Code":"`} {
		if _, rest, ok := strings.Cut(body, name); ok {
			code, _, _ := strings.Cut(rest, `"`)
			return code
		}
	}
	return body
}
