package client_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim/aliyun"
	"github.com/numsim/numsim/sim/setup"
)

func aliyunClass(code string) (client.Class, bool) {
	all := client.AliyunClasses()
	i := slices.IndexFunc(all, func(c client.Class) bool { return c.Code == code })
	if i < 0 {
		return client.Class{}, false
	}
	return all[i], true
}

// kindOf is the kind that the simulator's catalogue has for a row, but for those
// where a client knows better: its own Action and Version are not misspelt.
func kindOf(row numsim.Row) numsim.Kind {
	if row.Code == "InvalidAction.NotFound" || row.Code == "InvalidVersion" {
		return numsim.Withdrawn
	}
	return row.Kind
}

// Every code of the catalogue is classified, and as the catalogue has it. It was
// written from the same documents by somebody else.
func TestAliyunClassesCoverTheCatalogue(t *testing.T) {
	p, err := aliyun.New()
	require.NoError(t, err)
	rows := p.Traits().Catalogue.Rows()
	require.Greater(t, len(rows), 50)
	for _, row := range rows {
		class, ok := aliyunClass(row.Code)
		if !assert.True(t, ok, row.Code) {
			continue
		}
		if row.Code != "InvalidParameter" { // two kinds, told apart by the message
			assert.Equal(t, kindOf(row), class.Kind, row.Code)
		}
	}
}

func TestAliyunClassesAreInOrder(t *testing.T) {
	grades := []string{"documented: ", "sdk: ", "observed: ", "third-party: ", "inferred: "}
	seen := map[string]bool{}
	for _, c := range client.AliyunClasses() {
		assert.False(t, seen[strings.ToLower(c.Code)], "%s is there twice", c.Code)
		seen[strings.ToLower(c.Code)] = true
		assert.NotEqual(t, numsim.Other, c.Kind, c.Code)
		assert.True(t, slices.ContainsFunc(grades, func(g string) bool {
			return strings.HasPrefix(c.Source, g) && len(c.Source) > len(g)
		}), "%s: %q has no grade", c.Code, c.Source)
		if c.Charged != client.NotCharged {
			assert.Equal(t, "SignatureNonceUsed", c.Code, "every other refusal is free")
		}
	}
}

// Whether asking again can help, by hand from section 6 of the document: flow
// control and a product not opened yet. Of the gateway's codes those that say
// that they pass.
func TestAliyunClassesThatPass(t *testing.T) {
	var passing []string
	for _, c := range client.AliyunClasses() {
		if c.Retry {
			passing = append(passing, c.Code)
		}
	}
	assert.ElementsMatch(t, []string{
		"System.LimitControl", "Product.Unsubscribed", "Product.Unsubscript",
		"isp.QPS_LIMIT", "isp.OPERATOR_LIMIT", "OperatorLimit", "RequestFrequencyLimit",
		"isp.UNKNOWN", "isp.SYSTEM_ERROR", "InternalError", "ServiceUnavailable", "UnknownError",
		"Throttling", "Throttling.User", "Throttling.Api", "SignatureNonceUsed",
	}, passing)
}

// Every row has an account that meets it on every call, in either signature and
// either format.
func TestAliyunEveryRow(t *testing.T) {
	r := boot(t)
	p, err := aliyun.New()
	require.NoError(t, err)
	rows := p.Traits().Catalogue.Rows()
	for _, row := range rows {
		t.Run(row.Name, func(t *testing.T) {
			for _, set := range [][]func(*client.AliyunConfig){{withV3, inJSON}, {withV3, inXML}, {byV1, inJSON}, {byV1, inXML}} {
				a := r.aliyun(t, row.Account(), append(set, once)...)
				res, failed := describe(t, a, mobile)
				if !assert.Nil(t, res) || !assert.NotNil(t, failed) {
					continue
				}
				class, _ := aliyunClass(row.Code)
				assert.Equal(t, row.Code, failed.Code)
				assert.Equal(t, row.Status, failed.HTTP)
				assert.Equal(t, kindOf(row), failed.Kind)
				assert.Equal(t, class.Charged, failed.Charged)
				assert.Equal(t, class.Retry, failed.Retry)
				assert.Regexp(t, `^[0-9A-F]{8}-([0-9A-F]{4}-){3}[0-9A-F]{12}$`, failed.RequestID)
				assert.Equal(t, "DescribePhoneNumberStatus", failed.Operation)
				assert.Equal(t, "aliyun", failed.Provider)
				assert.ErrorIs(t, failed, kindOf(row))
				want, _, _ := strings.Cut(row.Message, " server ")
				assert.Equal(t, want, failed.Message)
				assert.NotContains(t, failed.Error(), mobile, "the string to sign is cut off")
			}
		})
	}
}

// A refusal is retried as the table has it, and a result says the same.
func TestAliyunRetriesByTheTable(t *testing.T) {
	r := boot(t)
	p, err := aliyun.New()
	require.NoError(t, err)
	rows := p.Traits().Catalogue.Rows()
	for _, row := range rows {
		attempts := 0
		a := r.aliyun(t, row.Account(), counting(&attempts))
		got := check(t, a, mobile)
		failed := asError(t, got.Err)
		require.NotNil(t, failed, row.Name)
		class, _ := aliyunClass(row.Code)
		want := 1
		if class.Retry && class.Charged == client.NotCharged && class.Kind != numsim.Unsubscribed {
			want = 3
		}
		assert.Equal(t, want, attempts, row.Name)
		assert.Equal(t, class.Charged, got.Charged, row.Name)
		assert.Equal(t, failed.RequestID, got.RequestID)
		assert.Equal(t, numsim.Number(mobile), got.Number)
	}
}

func TestAliyunAccountsWithATrouble(t *testing.T) {
	r := boot(t)
	for key, kind := range map[string]numsim.Kind{
		"numsim-broke": numsim.Balance, "numsim-throttled": numsim.Throttled, "numsim-disabled": numsim.Auth,
		"numsim-unsubscribed": numsim.Unsubscribed, "nobody": numsim.Auth,
	} {
		_, failed := describe(t, r.aliyun(t, key), mobile)
		assert.ErrorIs(t, failed, kind, key)
	}
	wrong := func(c *client.AliyunConfig) { c.Signer.AccessKeySecret = "guess" }
	for _, sign := range []func(*client.AliyunConfig){byV1, withV3} {
		_, failed := describe(t, r.aliyun(t, "numsim", wrong, sign), mobile)
		assert.ErrorIs(t, failed, numsim.Signature)
		assert.NotContains(t, failed.Error(), mobile)
	}
	_, failed := describe(t, r.aliyun(t, "numsim-today"), mobile)
	assert.ErrorIs(t, failed, numsim.Withdrawn)
	_, failed = describe(t, r.aliyun(t, "numsim"), "")
	assert.ErrorIs(t, failed, numsim.BadRequest)
}

// A temporary key goes with its token.
func TestAliyunTemporaryKeys(t *testing.T) {
	r := boot(t)
	for _, row := range []struct{ key, token, code string }{
		{"numsim-sts", setup.ReadyToken, ""},
		{"numsim-sts", "", "MissingSecurityToken"},
		{"numsim-sts", setup.ExpiredToken, "InvalidSecurityToken.MismatchWithAccessKey"},
		{"numsim-sts-expired", setup.ExpiredToken, "InvalidSecurityToken.Expired"},
	} {
		token := func(c *client.AliyunConfig) { c.Signer.SecurityToken = client.Secret(row.token) }
		for _, sign := range []func(*client.AliyunConfig){byV1, withV3} {
			res, failed := describe(t, r.aliyun(t, row.key, token, sign), mobile)
			if row.code == "" {
				require.Nil(t, failed)
				assert.Equal(t, numsim.Active, res.Status)
				continue
			}
			require.NotNil(t, failed)
			assert.Equal(t, row.code, failed.Code)
			assert.ErrorIs(t, failed, numsim.Auth)
		}
	}
}

// One that recovers is asked again, after the second that the limit is for.
func TestAliyunThrottledCallsRecover(t *testing.T) {
	r := boot(t)
	attempts := 0
	a := r.aliyun(t, "numsim-qps-1", counting(&attempts), func(c *client.AliyunConfig) { c.Options.Retry.Wait = 2_000_000_000 })
	for range 3 {
		_, failed := describe(t, a, mobile)
		require.Nil(t, failed)
	}
	assert.Equal(t, 5, attempts)
}
