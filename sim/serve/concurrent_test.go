package serve_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim/serve"
)

// written is a scenario as a document.
func written(t *testing.T, text string) *scenarios.Draft {
	t.Helper()
	d, findings, err := serve.Scenario(fstest.MapFS{"s.yaml": {Data: []byte(text)}}, "s.yaml")
	require.NoError(t, err)
	require.Empty(t, findings)
	return d
}

// However many call at once, a step is for as many calls as it says, and of
// those that see a state one leads on.
func TestStepsAndStatesAreCountedOnce(t *testing.T) {
	r := bootWith(t, serve.Config{Set: []string{"aliyun.qps=0"}, Scenario: written(t, `
scenario: counted
states: {of: number, are: [first, second, third]}
rules:
  - {name: flaps, when: {provider: aliyun, number: "13900000200", per: account}, then: [{times: 3}, {times: 2, error: ServiceUnavailable}], repeat: true}
  - {name: third is the end, when: {provider: aliyun, number: "13900000404", state: third}, then: {error: InternalError}}
  - {name: on to third, when: {provider: aliyun, number: "13900000404", state: second, call: 50}, then: {goto: third}}
  - {name: on to second, when: {provider: aliyun, number: "13900000404", state: first, call: 50}, then: {goto: second}}
`)})
	var mu sync.Mutex
	got := map[string]int{}
	each(500, func(int) {
		for _, number := range []string{good, "13900000404"} {
			a := r.do(t, r.v1(t, r.signer("numsim"), http.MethodGet, "PhoneNumber", number))
			mu.Lock()
			got[fmt.Sprint(number[7:], " ", a.status)]++
			mu.Unlock()
		}
	})
	assert.Equal(t, 300, got["0200 200"])
	assert.Equal(t, 200, got["0200 503"])
	assert.GreaterOrEqual(t, got["0404 200"], 100, "fifty calls at least in either state")
	assert.Positive(t, got["0404 500"], "and the third was reached")
	assert.Len(t, got, 4)
}

// Whatever order calls about different numbers come in, each number's are
// answered as the seed has it, to the byte.
func TestOrderAmongNumbersChangesNothing(t *testing.T) {
	draft := written(t, `
scenario: same
seed: 11
request-ids: seeded
states: {of: number, are: [one, two, three]}
rules:
  - {name: flaky, when: {provider: aliyun, chance: 20%}, then: {error: ServiceUnavailable}}
  - {name: steps, when: {provider: aliyun}, then: [{times: 2}, {status: vacant}, {error: InternalError}], repeat: true}
  - {name: on, when: {provider: aliyun, state: one, call: every 3}, then: {goto: two}}
  - {name: further, when: {provider: aliyun, state: two, chance: 30%}, then: {goto: three}}
  - {name: back, when: {provider: aliyun, state: three}, then: {goto: one, body: {add: {State: three}}}}
  - {name: garbled, when: {provider: aliyun, chance: 30%}, then: {body: {garble: true}}}
`)
	run := func(order uint64) map[string][]string {
		r := bootWith(t, serve.Config{Scenario: draft, Set: []string{"aliyun.qps=0"}})
		places := rand.New(rand.NewPCG(order, 1)).Perm(20)
		answers := make([][]string, len(places))
		each(len(places), func(i int) {
			number := fmt.Sprint(13900001000 + places[i])
			for call := range 20 {
				s := r.signer("numsim")
				s.Nonce = func() string { return number + strconv.Itoa(call) }
				req := r.v1(t, s, http.MethodGet, "PhoneNumber", number)
				req.Host = "numsim.test"
				a := r.do(t, req)
				answers[i] = append(answers[i], fmt.Sprintf("%d %s", a.status, a.body))
			}
		})
		byNumber := map[string][]string{}
		for i := range places {
			byNumber[fmt.Sprint(13900001000+places[i])] = answers[i]
		}
		return byNumber
	}
	first := run(1)
	assert.NotEqual(t, first["13900001000"], first["13900001001"])
	assert.Equal(t, first, run(2))
	assert.Equal(t, first, run(3))
}
