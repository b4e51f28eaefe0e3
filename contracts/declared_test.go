package contracts_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
)

// What is declared is what the documents print: 000:125-134, 001:97-112,
// 001:256-302, 002:37-72, and the gateway's envelope.
func TestDeclared(t *testing.T) {
	for provider, c := range map[string]struct {
		exchange  *contracts.Exchange
		operation string
		members   []string
		plain     []string
		secret    []string
	}{
		"aliyun": {
			aliyunExchange(t), "DescribePhoneNumberStatus",
			[]string{"/Code", "/Message", "/PhoneStatus", "/PhoneStatus/Carrier", "/PhoneStatus/SerialId", "/PhoneStatus/Status", "/RequestId", "/Recommend", "/HostId"},
			[]string{"Action", "Format", "PhoneNumber", "Timestamp", "Version"}, []string{"AccessKeyId", "Signature", "SignatureNonce", "SecurityToken"},
		},
		"ksyun": {
			ksyunExchange(t), "BatchPhoneNumberStatus",
			[]string{"/Data", "/Data/*", "/Data/*/Carrier", "/Data/*/CheckStatus", "/Data/*/Mobile", "/Error", "/Error/Code", "/Error/Message", "/Error/Type", "/RequestId"},
			[]string{"Action", "Mobiles", "Service", "Timestamp"}, []string{"Accesskey", "Signature", "SecurityToken"},
		},
		"ywjisu": {
			ywjisuExchange(t), "Api/ApiAuth/getCheckResult",
			[]string{"/resultCode", "/resultMsg", "/resultObj", "/resultObj/*", "/resultObj/*/area", "/resultObj/*/chargesStatus", "/resultObj/*/lastTime", "/resultObj/*/mobile", "/resultObj/*/numberType", "/resultObj/*/status"},
			[]string{"mobiles", "timestamp"}, []string{"code", "pwd", "token"},
		},
	} {
		doc, flaws := contracts.Builtin(provider)
		require.Empty(t, flaws)
		contract, err := doc.For("", nil)
		require.NoError(t, err)
		got := contract.Declared(c.exchange)
		assert.Equal(t, c.operation, got.Operation)
		assert.Subset(t, got.Members, c.members, provider)
		for _, name := range c.plain {
			hidden, known := got.Parameters[name]
			assert.True(t, known && !hidden, "%s %s", provider, name)
		}
		for _, name := range c.secret {
			assert.True(t, got.Parameters[name], "%s %s", provider, name)
		}
	}
}

// A name no contract has is not declared, whatever the answer says.
func TestUndeclared(t *testing.T) {
	doc, flaws := contracts.Builtin("ksyun")
	require.Empty(t, flaws)
	contract, err := doc.For("", nil)
	require.NoError(t, err)
	x := asked(t, edited(t, ksyunExchange(t), `"Data"`, `"Other"`), "Action=BatchPhoneNumberStatus", "Action=Nothing&Extra=1")
	got := contract.Declared(x)
	assert.Empty(t, got.Operation)
	assert.NotContains(t, got.Members, "/Other")
	assert.NotContains(t, got.Members, "/Data", "a call that names no operation is only refused")
	assert.Contains(t, got.Members, "/Error/Code")
	assert.NotContains(t, got.Parameters, "Extra")
}
