package client_test

import (
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The race detector watches; equal answers show that nothing is shared.
func TestOneSignerServesManyGoroutines(t *testing.T) {
	acs, cpn, kh := temporary(), temporaryKsyun(), fixedYwjisu()
	rpc, params, mobiles := query(), batch(), []string{"13900000200", "13900000100"}
	for name, sign := range map[string]func() (*http.Request, error){
		"aliyun V1":  func() (*http.Request, error) { return acs.V1(http.MethodPost, endpoint, rpc) },
		"aliyun V3":  func() (*http.Request, error) { return acs.V3(http.MethodPost, endpoint, action, version, rpc) },
		"ksyun V1":   func() (*http.Request, error) { return cpn.V1(endpoint, params) },
		"ksyun AWS4": func() (*http.Request, error) { return cpn.AWS4(endpoint, params) },
		"ywjisu":     func() (*http.Request, error) { return kh.Request(endpoint, mobiles...) },
	} {
		t.Run(name, func(t *testing.T) {
			requests := make([]*http.Request, 16)
			errs := make([]error, len(requests))
			var all sync.WaitGroup
			for i := range requests {
				all.Go(func() { requests[i], errs[i] = sign() })
			}
			all.Wait()
			var first http.Header
			var sent any
			for i, req := range requests {
				if !assert.NoError(t, errs[i]) {
					continue
				}
				body := form(t, req)
				if first == nil {
					first, sent = req.Header, body
				}
				assert.Equal(t, first, req.Header)
				assert.Equal(t, sent, body)
			}
		})
	}
}
