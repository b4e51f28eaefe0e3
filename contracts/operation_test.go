package contracts_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
)

// How an exchange becomes a virtual path.
func TestWhichOperationIsCalled(t *testing.T) {
	v3 := aliyunExchange(t)
	v3.Body = []byte("PhoneNumber=13900000200")
	v3.Header.Set("Authorization", "ACS3-HMAC-SHA256 Credential=numsim")
	v3.Header.Set("x-acs-action", "DescribePhoneNumberStatus")
	v1 := aliyunExchange(t)
	v1.Header.Set("x-acs-action", "PhoneNumberStatusForSms") // V1 clients send it as well, and it does not count
	query := aliyunExchange(t)
	query.Method, query.Body, query.URL.RawQuery = http.MethodGet, nil, aliyunForm
	elsewhere := ywjisuExchange(t)
	elsewhere.URL.Path = "/Api"
	spaced := ywjisuExchange(t)
	spaced.URL.Path += " "
	for _, tt := range []struct {
		name, provider, profile string
		x                       *contracts.Exchange
		want, why               string
	}{
		{"by the form", "aliyun", "", aliyunExchange(t), "DescribePhoneNumberStatus", ""},
		{"by the query", "aliyun", "", query, "DescribePhoneNumberStatus", ""},
		{"by the header of V3", "aliyun", "", v3, "DescribePhoneNumberStatus", ""},
		{"not by the header of V1", "aliyun", "", v1, "DescribePhoneNumberStatus", ""},
		{"twice", "aliyun", "", asked(t, aliyunExchange(t), "Action=", "Action=PhoneNumberStatusForSms&Action="), "", "the parameter Action is given twice"},
		{"not at all", "aliyun", "", asked(t, aliyunExchange(t), "Action=DescribePhoneNumberStatus&", ""), "", "the parameter Action is absent"},
		{"in another case", "ksyun", "", asked(t, ksyunExchange(t), "BatchPhone", "batchPhone"), "", "profile 2019 has no operation of that name"},
		{"of another generation", "aliyun", "today", aliyunExchange(t), "", "profile today has no operation of that name"},
		{"by the path", "ywjisu", "", ywjisuExchange(t), "Api/ApiAuth/getCheckResult", ""},
		{"by the path of the PHP sample", "ywjisu", "", spaced, "Api/ApiAuth/getCheckResult", ""},
		{"another path", "ywjisu", "", elsewhere, "", "nothing is served at that path"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, why := contract(t, load(t, tt.provider), tt.profile, nil).Operation(tt.x)
			assert.Equal(t, tt.want, got)
			assert.Equal(t, tt.why, why)
		})
	}
}

func TestAnActionMayBeLeftOutInOneReading(t *testing.T) {
	x := asked(t, aliyunExchange(t), "Action=DescribePhoneNumberStatus&", "")
	c := contract(t, load(t, "aliyun"), "", map[string]string{"action": "optional"})
	got, _ := c.Operation(x)
	assert.Equal(t, "DescribePhoneNumberStatus", got)
	assert.Empty(t, c.JudgeRequest(x))
	assert.Equal(t, []string{"req.operation"}, rules(contract(t, load(t, "aliyun"), "", nil).JudgeRequest(x)))
}

func TestAReadingThatDoesNotExist(t *testing.T) {
	d := load(t, "aliyun")
	_, err := d.For("1999", nil)
	assert.ErrorContains(t, err, `aliyun has no profile "1999"; it has 2020, 2021, 2022, today`)
	_, err = d.For("", map[string]string{"serial-id": "float"})
	assert.ErrorContains(t, err, `serial-id cannot be read as "float"; it is one of string, number`)
	_, err = d.For("", map[string]string{"serial": "number"})
	assert.ErrorContains(t, err, `aliyun has no discrepancy "serial"`)
}

// An operation tells the values of the lists its answers refer to, in the
// profile's reading, and no others.
func TestWhatAnOperationTells(t *testing.T) {
	for _, tt := range []struct {
		provider, profile, operation string
		status                       string
		values                       int
	}{
		{"aliyun", "2020", "DescribePhoneNumberStatus", "NOT_EXIST", 4},
		{"aliyun", "2022", "DescribePhoneNumberStatus", "POWER_OFF", 0},
		{"ksyun", "", "BatchPhoneNumberStatus", "4", 8},
		{"ksyun", "", "PhoneNumberStatus", "13", 10},
		{"ksyun", "", "IsmsPhoneNumberStatus", "99", 4},
		{"ywjisu", "", "Api/ApiAuth/getCheckResult", "5", 6},
	} {
		c, err := load(t, tt.provider).For(tt.profile, nil)
		require.NoError(t, err)
		assert.Contains(t, c.Operations(), tt.operation)
		var lists []int
		for _, e := range c.Told(tt.operation) {
			for _, v := range e.Values {
				if v.Value == tt.status {
					lists = append(lists, len(e.Values))
				}
			}
		}
		require.Len(t, lists, 1, "%s %s", tt.provider, tt.operation)
		if tt.values > 0 {
			assert.Equal(t, tt.values, lists[0], tt.operation)
		}
	}
	c, err := load(t, "aliyun").For("2020", nil)
	require.NoError(t, err)
	assert.NotContains(t, c.Operations(), "PhoneNumberStatusForPublic", "it came later")
	assert.Empty(t, c.Told("PhoneNumberStatusForPublic"))
}
