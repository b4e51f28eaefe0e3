package contracts_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
)

// Exchanges by hand: what the documents print, over numbers with magic endings.
const (
	aliyunForm = "Action=DescribePhoneNumberStatus&Version=2020-02-17&AccessKeyId=numsim&Format=JSON&PhoneNumber=13900000200" +
		"&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&SignatureNonce=once&Timestamp=2026-11-22T12%3A00%3A00Z&Signature=AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D"
	aliyunJSON = `{"PhoneStatus":{"Status":"NORMAL","Carrier":"中国移动","SerialId":"1100000000000"},` +
		`"RequestId":"CC3BB6D2-2FDF-4321-9DCE-B38165CE4C47","Message":"OK","Code":"OK"}`
	aliyunXML = `<?xml version='1.0' encoding='UTF-8'?><DescribePhoneNumberStatusResponse><PhoneStatus><Status>NORMAL</Status>` +
		`<Carrier>中国移动</Carrier><SerialId>1100000000000</SerialId></PhoneStatus>` +
		`<RequestId>CC3BB6D2-2FDF-4321-9DCE-B38165CE4C47</RequestId><Message>OK</Message><Code>OK</Code></DescribePhoneNumberStatusResponse>`
	ksyunForm = "Action=BatchPhoneNumberStatus&Version=2019-05-01&Service=cpn&Accesskey=numsim&SignatureVersion=1.0&SignatureMethod=HMAC-SHA256" +
		"&Timestamp=2026-11-22T12%3A00%3A00Z&Mobiles=13900000200%2C13900000404&Signature=0000000000000000000000000000000000000000000000000000000000000000"
	ksyunJSON = `{"Data":[{"CheckStatus":"1","Mobile":"13900000200","Carrier":"移动"},{"CheckStatus":"0","Mobile":"13900000404","Carrier":"移动"}],` +
		`"RequestId":"cd185ac0-b598-4594-b5e2-5dff064c5533"}`
	ywjisuForm = "code=numsim&pwd=numsim-pwd&mobiles=13900000200&timestamp=1795348800&token=00000000000000000000000000000000"
	ywjisuJSON = `{"resultMsg":"成功","resultCode":"000000","resultObj":[{"mobile":"13900000200","lastTime":1509361607000,` +
		`"area":"上海-上海","numberType":"中国移动 GSM","chargesStatus":"1","status":"1"}]}`
	jsonKind = "application/json;charset=utf-8"
	xmlKind  = "text/xml;charset=utf-8"
)

func exchange(t *testing.T, address, form, kind, answer string) *contracts.Exchange {
	t.Helper()
	u, err := url.Parse(address)
	require.NoError(t, err)
	return &contracts.Exchange{
		Method: http.MethodPost, URL: u, Body: []byte(form),
		Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
		Status: 200, AnswerHeader: http.Header{"Content-Type": {kind}}, AnswerBody: []byte(answer),
	}
}

func aliyunExchange(t *testing.T) *contracts.Exchange {
	return exchange(t, "https://dytnsapi.aliyuncs.com/", aliyunForm, jsonKind, aliyunJSON)
}

func ksyunExchange(t *testing.T) *contracts.Exchange {
	return exchange(t, "https://cpn.api.ksyun.com/", ksyunForm, jsonKind, ksyunJSON)
}

func ywjisuExchange(t *testing.T) *contracts.Exchange {
	return exchange(t, "https://kh.ywjisu.com/Api/ApiAuth/getCheckResult", ywjisuForm, jsonKind, ywjisuJSON)
}

// edited is an exchange with one text of its answer replaced; the text must be
// there.
func edited(t *testing.T, x *contracts.Exchange, old, new string) *contracts.Exchange {
	t.Helper()
	require.Contains(t, string(x.AnswerBody), old)
	x.AnswerBody = []byte(strings.Replace(string(x.AnswerBody), old, new, 1))
	return x
}

// asked is an exchange with one text of its form replaced.
func asked(t *testing.T, x *contracts.Exchange, old, new string) *contracts.Exchange {
	t.Helper()
	require.Contains(t, string(x.Body), old)
	x.Body = []byte(strings.Replace(string(x.Body), old, new, 1))
	return x
}

func rules(list []contracts.Finding) (all []string) {
	for _, f := range list {
		all = append(all, f.Rule)
	}
	return all
}
