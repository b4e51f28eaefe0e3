package simtest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/simtest"
)

// alive is the code under test: whether a number answers, with one more try.
func alive(c *http.Client, key simtest.Credentials, number string) (bool, error) {
	signer := client.KsyunSigner{AccessKey: key.ID, SecretKey: client.Secret(key.Secret)}
	for try := 0; ; try++ {
		req, err := signer.V1(key.URL, map[string]string{"Action": "PhoneNumberStatus", "Version": "2019-05-01", "Mobile": number})
		if err != nil {
			return false, err
		}
		res, err := c.Do(req)
		if err != nil {
			return false, err
		}
		_ = res.Body.Close()
		if res.StatusCode == http.StatusOK || try == 1 {
			return res.StatusCode == http.StatusOK, nil
		}
	}
}

// The shortest test there is: a scenario by name, the code under test, and what
// the provider saw of it.
func TestExampleRetriesOnce(t *testing.T) {
	t.Parallel()
	sim := simtest.Start(t, simtest.Options{Scenario: "first-try-fails"})
	ok, err := alive(http.DefaultClient, sim.Ksyun(), "13900000200")
	require.NoError(t, err)
	assert.True(t, ok)
	sim.AssertCalls("ksyun", 2)
	sim.AssertPaidOnce()
}
