package serve_test

import (
	"encoding/json"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/sim/serve"
)

// elsewhere is a free address on a loopback address that nothing else of this
// machine asks for, so that it is free a moment later too.
func elsewhere(t *testing.T, ip string) string {
	t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort(ip, "0"))
	if err != nil {
		t.Skipf("this machine has no %s on loopback: %v", ip, err)
	}
	defer func() { require.NoError(t, l.Close()) }()
	return l.Addr().String()
}

// Nothing is left running on an error: the address that was bound before the
// error can be bound again at once.
func TestAStartThatFailsGivesItsAddressesBack(t *testing.T) {
	first := elsewhere(t, "127.77.0.1")
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { assert.NoError(t, taken.Close()) }()

	for range 2 {
		_, err = serve.Start(serve.Config{FreePorts: true, Control: taken.Addr().String(), Listen: map[string]string{"aliyun": first}})
		var wrong *serve.AddressError
		require.ErrorAs(t, err, &wrong)
		require.Equal(t, "control", wrong.Flag, "the provider's listener was bound before")
	}
	l, err := net.Listen("tcp", first)
	require.NoError(t, err)
	assert.NoError(t, l.Close())
}

// What cannot be set is found out before anything is bound for it.
func TestABadSettingGivesTheAddressBackToo(t *testing.T) {
	first := elsewhere(t, "127.77.0.2")
	_, err := serve.Start(serve.Config{FreePorts: true, Listen: map[string]string{"aliyun": first}, Set: []string{"aliyun.qps=x"}})
	var wrong *serve.SettingError
	require.ErrorAs(t, err, &wrong)
	assert.Equal(t, "aliyun.qps=x", wrong.Text)
	l, err := net.Listen("tcp", first)
	require.NoError(t, err)
	assert.NoError(t, l.Close())
}

// The control port answers to the address it was bound to, and prints; the
// names it was given have no case.
func TestTheControlPortIsCalledByItsBoundAddress(t *testing.T) {
	const ip = "127.0.0.2"
	_ = elsewhere(t, ip)
	s, err := serve.Start(serve.Config{Control: ip + ":0", Hosts: []string{"Numsim.Local"}, FreePorts: true})
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Drain(deadline)) }()
	require.True(t, strings.HasPrefix(s.Control, "http://"+ip+":"), s.Control)
	addr := hostOf(t, s.Control)
	for host, status := range map[string]int{
		addr: 200, ip: 200, "localhost": 200, "127.0.0.1": 200, "numsim.local": 200, "NUMSIM.LOCAL:18080": 200, "Numsim.Local": 200,
		"127.0.0.3": 421, "127.0.0.22": 421, "evil.example": 421, "numsim.local.evil.example": 421,
	} {
		wire := strings.Replace(compose("GET", "/readyz", ""), "numsim.test", host, 1)
		assert.Equal(t, status, one(t, addr, wire).status, host)
	}
}

// The seed is the world's: the same one gives the same answers, another one
// others. They were worked out by a program in another language.
func TestTheSeedDecidesWhatNothingElseDoes(t *testing.T) {
	for seed, want := range map[uint64]string{
		0:         "UNKNOWN NORMAL NORMAL NORMAL NORMAL NORMAL NORMAL NORMAL NOT_EXIST NORMAL",
		7:         "NORMAL NORMAL SHUTDOWN NORMAL NOT_EXIST UNKNOWN SHUTDOWN NOT_EXIST SHUTDOWN NORMAL",
		1<<64 - 1: "NOT_EXIST NORMAL NORMAL NORMAL SHUTDOWN SHUTDOWN NORMAL SHUTDOWN NORMAL NORMAL",
	} {
		r := bootWith(t, serve.Config{Seed: seed})
		var got []string
		for last := range 10 {
			got = append(got, r.status(t, "1390000000"+string(rune('0'+last))))
		}
		assert.Equal(t, want, strings.Join(got, " "), "seed %d", seed)
		assert.Equal(t, "NOT_EXIST", r.status(t, "13900000404"), "a magic ending is not the seed's to decide")
	}
}

// status is what numsim is told of number.
func (r *rig) status(t *testing.T, number string) string {
	t.Helper()
	var body struct{ PhoneStatus struct{ Status string } }
	a := r.do(t, r.v1(t, r.signer("numsim"), http.MethodGet, "PhoneNumber", number))
	require.NoError(t, json.Unmarshal(a.body, &body), "%q", a.body)
	return body.PhoneStatus.Status
}
