package control_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/control"
	"github.com/numsim/numsim/sim/serve"
)

// plane is a clock that notes what it is told, and nothing else.
type plane struct {
	control.Plane
	clock *settable
}

func (p plane) Clock(string) (control.ClockState, error) { return p.clock.Clock(), nil }

func (p plane) SetClock(_ string, to control.ClockChange) (control.ClockState, error) {
	return p.clock.SetClock(to)
}

func clockOnly(c *settable) control.Options { return control.Options{Plane: plane{clock: c}} }

// simulator is one that runs, at noon, with its control port.
type simulator struct {
	*serve.Simulator
	t    *testing.T
	addr string
	http *http.Client
}

func run(t *testing.T, c serve.Config) *simulator {
	t.Helper()
	c.FreePorts = true
	if c.Now == nil {
		c.Now = func() time.Time { return noon }
	}
	s, err := serve.Start(c)
	require.NoError(t, err)
	transport := &http.Transport{DisableKeepAlives: true}
	t.Cleanup(func() { require.NoError(t, s.Drain(10*time.Second)) })
	return &simulator{s, t, strings.TrimPrefix(s.Control, "http://"), &http.Client{Transport: transport, Timeout: 10 * time.Second}}
}

// aliyun asks Alibaba Cloud's listener about a number, and returns the body.
func (s *simulator) aliyun(id, secret, number string) string {
	s.t.Helper()
	signer := client.AliyunSigner{AccessKeyID: id, AccessKeySecret: client.Secret(secret), Now: func() time.Time { return noon }}
	req, err := signer.V1(http.MethodGet, s.Providers[0].URL, map[string]string{
		"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "Format": "JSON", "PhoneNumber": number,
	})
	require.NoError(s.t, err)
	res, err := s.http.Do(req)
	require.NoError(s.t, err)
	body, err := io.ReadAll(res.Body)
	require.NoError(s.t, err)
	require.NoError(s.t, res.Body.Close())
	return string(body)
}

// call asks the control port as a program of this machine does.
func (s *simulator) call(method, path, body string, headers ...string) answer {
	s.t.Helper()
	headers = append([]string{"Host: " + s.addr}, headers...)
	if body != "" {
		headers = append(headers, "Content-Type: application/json", "Content-Length: "+strconv.Itoa(len(body)), "", body)
	}
	return ask(s.t, s.addr, method+" "+path+" HTTP/1.1", headers...)
}

// into asks, wants a success, and reads the answer.
func into[T any](s *simulator, method, path, body string) (value T) {
	s.t.Helper()
	a := s.call(method, path, body)
	require.Contains(s.t, []int{200, 201}, a.status, "%s %s: %s", method, path, a.body)
	require.NoError(s.t, json.Unmarshal([]byte(a.body), &value), a.body)
	return value
}
