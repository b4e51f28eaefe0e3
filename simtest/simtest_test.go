package simtest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/simtest"
)

// ask asks Alibaba Cloud about a number and returns the word it says, or the
// code of the refusal.
func ask(t *testing.T, c *http.Client, key simtest.Credentials, now func() time.Time, number string) (string, error) {
	t.Helper()
	signer := client.AliyunSigner{AccessKeyID: key.ID, AccessKeySecret: client.Secret(key.Secret), Now: now}
	req, err := signer.V1(http.MethodPost, key.URL, map[string]string{
		"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "Format": "JSON", "PhoneNumber": number,
	})
	require.NoError(t, err)
	res, err := c.Do(req)
	if err != nil {
		return "", err
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return "", err
	}
	var body struct {
		Code        string
		PhoneStatus struct{ Status string }
	}
	if err := json.Unmarshal(text, &body); err != nil {
		return "no-json", nil
	}
	if body.Code != "OK" {
		return body.Code, nil
	}
	return body.PhoneStatus.Status, nil
}

func direct() *http.Client {
	return &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}
}

// Two doors, one simulator: over a port, and without one.
func TestBothDoors(t *testing.T) {
	for name, door := range map[string]struct {
		options simtest.Options
		client  func(*simtest.Sim) *http.Client
	}{
		"port":              {simtest.Options{}, func(*simtest.Sim) *http.Client { return direct() }},
		"memory":            {simtest.Options{InMemory: true}, (*simtest.Sim).HTTPClient},
		"memory, with port": {simtest.Options{}, (*simtest.Sim).HTTPClient},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			door.options.Set = []string{"aliyun.balance=0.20"}
			door.options.Numbers = map[string]string{"13900001111": "suspended"}
			sim := simtest.Start(t, door.options)
			var seen []string
			for _, number := range []string{"13900001111", "13900000404", "13900000200"} {
				word, err := ask(t, door.client(sim), sim.Aliyun(), nil, number)
				require.NoError(t, err)
				seen = append(seen, word)
			}
			assert.Equal(t, []string{"SHUTDOWN", "NOT_EXIST", "Insufficient.Balance"}, seen)
			assert.True(t, sim.AssertSpent("aliyun", "0.20"))
			assert.True(t, sim.AssertCalls("aliyun", 3))
			assert.True(t, sim.AssertAsked("13900001111", 1))
			assert.True(t, sim.AssertRefused("Insufficient.Balance", 1))
			assert.True(t, sim.AssertPaidOnce())
		})
	}
}

// A broken connection is broken in memory as it is on a network.
func TestBrokenConnections(t *testing.T) {
	for fault, want := range map[string]error{
		"fault: reset-before-charge":         syscall.ECONNRESET,
		"fault: reset-after-charge":          syscall.ECONNRESET,
		"fault: close":                       io.ErrUnexpectedEOF,
		"body: {truncate: 50%, short: true}": io.ErrUnexpectedEOF,
		"body: {truncate: 50%}":              nil,
	} {
		for _, memory := range []bool{true, false} {
			sim := simtest.Start(t, simtest.Options{InMemory: memory, Scenario: "scenario: broken\nrules:\n- then: {" + fault + "}\n"})
			c := direct()
			if memory {
				c = sim.HTTPClient()
			}
			word, err := ask(t, c, sim.Aliyun(), nil, "13900000200")
			if want == nil {
				assert.Equal(t, "no-json", word)
				continue
			}
			assert.ErrorIs(t, err, want, "%s, in memory: %v", fault, memory)
		}
	}
}

// In a bubble time is the bubble's, for delays and for the scenario's clock, and
// nothing of the simulator stays behind.
func TestInABubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sim := simtest.Start(t, simtest.Options{InMemory: true, Scenario: `
scenario: slow
accounts: {aliyun: {key: [{until: 1h, is: active}, {is: disabled}]}}
rules:
- then: {delay: 40s}
`})
		before := time.Now()
		word, err := ask(t, sim.HTTPClient(), sim.Aliyun(), time.Now, "13900000200")
		require.NoError(t, err)
		assert.Equal(t, "NORMAL", word)
		assert.Equal(t, 40*time.Second, time.Since(before))
		<-time.After(time.Hour) // of the bubble: nobody waits
		word, err = ask(t, sim.HTTPClient(), sim.Aliyun(), time.Now, "13900000200")
		require.NoError(t, err)
		assert.Equal(t, "InvalidAccessKeyId.Inactive", word)
	})
}

// The first test of a binary may be in a bubble, and the next one listen.
func TestAfterABubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sim := simtest.Start(t, simtest.Options{InMemory: true})
		word, err := ask(t, sim.HTTPClient(), sim.Aliyun(), time.Now, "13900000200")
		require.NoError(t, err)
		assert.Equal(t, "NORMAL", word)
	})
	sim := simtest.Start(t)
	word, err := ask(t, http.DefaultClient, sim.Aliyun(), time.Now, "13900000404")
	require.NoError(t, err)
	assert.Equal(t, "NOT_EXIST", word)
}

// A client that gives up gets its own error, as from a network.
func TestGivingUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sim := simtest.Start(t, simtest.Options{InMemory: true, Scenario: "scenario: hang\nrules:\n- then: {fault: hang}\n"})
		c := sim.HTTPClient()
		c.Timeout = 5 * time.Second
		before := time.Now()
		_, err := ask(t, c, sim.Aliyun(), time.Now, "13900000200")
		var late interface{ Timeout() bool }
		require.True(t, errors.As(err, &late) && late.Timeout(), "%v", err)
		assert.Equal(t, 5*time.Second, time.Since(before))
		assert.True(t, sim.AssertSpent("aliyun", "0.10"), "and it was paid for")
	})
}

func TestTheClockIsTheTests(t *testing.T) {
	day := time.Date(2027, 1, 31, 8, 0, 0, 0, time.UTC)
	sim := simtest.Start(t, simtest.Options{InMemory: true, Now: day, Frozen: true, Scenario: "unsubscribed-then-subscribed"})
	assert.Equal(t, day, sim.Now())
	word, err := ask(t, sim.HTTPClient(), sim.Aliyun(), sim.Now, "13900000200")
	require.NoError(t, err)
	assert.Equal(t, "Product.Unsubscribed", word)
	sim.Advance(5 * time.Minute)
	word, err = ask(t, sim.HTTPClient(), sim.Aliyun(), sim.Now, "13900000200")
	require.NoError(t, err)
	assert.Equal(t, "NORMAL", word)
}

// recorder is a test that fails in front of us.
type recorder struct {
	*testing.T
	said   strings.Builder
	failed bool
	ends   []func()
}

func (r *recorder) Errorf(format string, args ...any) {
	r.failed = true
	fmt.Fprintf(&r.said, format+"\n", args...)
}
func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	panic(r)
}
func (r *recorder) Logf(format string, args ...any) { fmt.Fprintf(&r.said, format+"\n", args...) }
func (r *recorder) Failed() bool                    { return r.failed }
func (r *recorder) Cleanup(end func())              { r.ends = append(r.ends, end) }

// during is what a test says that does so.
func during(t *testing.T, do func(*recorder)) string {
	t.Helper()
	r := &recorder{T: t}
	func() {
		defer func() {
			if fault := recover(); fault != nil && fault != any(r) {
				panic(fault)
			}
		}()
		do(r)
	}()
	for _, end := range r.ends {
		end()
	}
	return r.said.String()
}

// A failed assertion says what it saw, nearest first, and a failed test ends
// with everything the simulator saw. Numbers are masked.
func TestWhatAFailedTestSays(t *testing.T) {
	said := during(t, func(r *recorder) {
		sim := simtest.Start(r, simtest.Options{InMemory: true, Set: []string{"aliyun.balance=0.10"}, Seed: 7})
		for _, number := range []string{"13900000404", "13900000404", "13900000200"} {
			_, err := ask(t, sim.HTTPClient(), sim.Aliyun(), nil, number)
			require.NoError(t, err)
		}
		assert.False(t, sim.AssertAsked("13900000404", 1))
		assert.False(t, sim.AssertSpent("aliyun", "0.30"))
		assert.False(t, sim.AssertRefused("OperatorLimit", 1))
		assert.False(t, sim.AssertAsked("13900000422", 1))
		assert.True(t, sim.AssertPaidOnce(), "the second was refused")
	})
	assert.Contains(t, said, "139****0404 was asked about 2 times; want 1\n  1  ")
	assert.Contains(t, said, "aliyun DescribePhoneNumberStatus numsim 139****0404=vacant: HTTP 200, charged 0.10")
	assert.Contains(t, said, "was paid 0.10 yuan at aliyun; want 0.30")
	assert.Contains(t, said, "0 calls were refused with OperatorLimit; want 1\n  2  ")
	assert.Contains(t, said, "139****0404: HTTP 400 Insufficient.Balance, charged 0.00")
	assert.Contains(t, said, "139****0422 was asked about 0 times; want 1\n  none of the calls comes near; all of them:\n  1  ")
	assert.Contains(t, said, "simtest: what the simulator saw of TestWhatAFailedTestSays (seed 7):\n  1  ")
	assert.NotContains(t, said, "13900000404")
}

// A test none of whose calls came says where they may be: with another's keys
// they are in no test's journal, and a common client finds nobody in memory.
func TestATestWithoutCallsSaysWhy(t *testing.T) {
	said := during(t, func(r *recorder) {
		sim := simtest.Start(r, simtest.Options{InMemory: true})
		assert.False(t, sim.AssertCalls("ksyun", 1))
	})
	assert.Contains(t, said, "nothing was called; only Sim.HTTPClient reaches a simulator in memory\n")
	said = during(t, func(r *recorder) {
		sim := simtest.Start(r, simtest.Options{InMemory: true})
		key := sim.Aliyun()
		key.ID = "AKLT-of-somebody"
		for range 2 {
			_, err := ask(t, sim.HTTPClient(), key, nil, "13900000200")
			require.NoError(t, err)
		}
		assert.False(t, sim.AssertCalls("aliyun", 2))
	})
	assert.Contains(t, said, "since it began 2 came with a key that no account has, the last at aliyun: take the keys")
	assert.NotContains(t, said, "AKLT")
}

// A mistake in what a test asks for stops it and says what to write.
func TestMistakesStopATest(t *testing.T) {
	for want, do := range map[string]func(*recorder){
		`no embedded scenario is called "first-try-fail"; simulator scenarios list has the names`: func(r *recorder) { simtest.Start(r, simtest.Options{Scenario: "first-try-fail"}) },
		`did you mean "balance"?`: func(r *recorder) { simtest.Start(r, simtest.Options{Set: []string{"aliyun.balense=1"}}) },
		`"suspendet" is not a status; did you mean "suspended"?`: func(r *recorder) {
			simtest.Start(r, simtest.Options{Numbers: map[string]string{"13900001111": "suspendet"}})
		},
		`scenario.yaml:2:1: there is no key "rule" here; did you mean "rules"?`:       func(r *recorder) { simtest.Start(r, simtest.Options{Scenario: "scenario: x\nrule: []\n"}) },
		`aliyun has no account "numsim-brok"`:                                         func(r *recorder) { simtest.Start(r, simtest.Options{InMemory: true}).Account("aliyun", "numsim-brok") },
		`there is no provider "alyun"; there are aliyun, ksyun, ywjisu`:               func(r *recorder) { simtest.Start(r).AssertCalls("alyun", 0) },
		`there is no provider "kysun"; there are aliyun, ksyun, ywjisu`:               func(r *recorder) { simtest.Start(r).AssertSpent("kysun", "0") },
		`no provider has a row "SignatureDoesNotMatch"; write it as the journal does`: func(r *recorder) { simtest.Start(r).AssertRefused("SignatureDoesNotMatch", 0) },
		"Start takes one Options, not 2":                                              func(r *recorder) { simtest.Start(r, simtest.Options{}, simtest.Options{}) },
	} {
		assert.Contains(t, during(t, do), want)
	}
}

func TestAForeignURLIsNotAnswered(t *testing.T) {
	sim := simtest.Start(t)
	_, err := sim.HTTPClient().Get("http://example.com/")
	assert.ErrorContains(t, err, "example.com is not a URL of this simulator")
}

// The verdict is the scenario's, and habits that cost money are found unasked.
func TestVerdicts(t *testing.T) {
	const document = `
scenario: verdict
rules:
- when: {provider: aliyun, call: 1}
  then: {error: ServiceUnavailable}
expect:
- {after: ServiceUnavailable, retried: ">= 1", backoff: ">= 500ms"}
`
	patient := func(sim *simtest.Sim) {
		for range 2 {
			_, err := ask(t, sim.HTTPClient(), sim.Aliyun(), sim.Now, "13900000200")
			require.NoError(t, err)
			sim.Advance(time.Second)
		}
	}
	sim := simtest.Start(t, simtest.Options{InMemory: true, Scenario: document, Frozen: true})
	patient(sim)
	assert.True(t, sim.AssertVerified())

	said := during(t, func(r *recorder) {
		sim := simtest.Start(r, simtest.Options{InMemory: true, Scenario: document, Frozen: true})
		patient(sim)
		patient(sim)
		assert.False(t, sim.AssertVerified())
	})
	assert.Contains(t, said, "hazard: duplicate-charge: 139****0200 was paid for 3 times at aliyun, 0.20 yuan too much; call 2, 3, 4")
	said = during(t, func(r *recorder) {
		assert.False(t, simtest.Start(r, simtest.Options{InMemory: true, Scenario: document}).AssertVerified())
	})
	assert.Contains(t, said, "unmet: no call was refused with ServiceUnavailable, so nothing is known of what follows (scenario.yaml:7)")
	assert.Contains(t, said, "unused: error ServiceUnavailable (scenario.yaml:4)")
}
