package contracts_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
)

// What is right must be right first, or the traps below prove nothing.
func TestWhatTheDocumentsPrintIsAccepted(t *testing.T) {
	for name, x := range map[string]*contracts.Exchange{
		"aliyun": aliyunExchange(t), "ksyun": ksyunExchange(t), "ywjisu": ywjisuExchange(t),
	} {
		c := contract(t, load(t, name), "", nil)
		assert.Empty(t, c.JudgeRequest(x), name)
		assert.Empty(t, c.JudgeAnswer(x), name)
	}
	x := exchange(t, "https://dytnsapi.aliyuncs.com/", aliyunForm, xmlKind, aliyunXML)
	assert.Empty(t, contract(t, load(t, "aliyun"), "", nil).JudgeAnswer(x))
}

// Each thing the validator by itself lets pass, or blames on something else.
func TestTrapsOfTheValidator(t *testing.T) {
	aliyun, ksyun, ywjisu := load(t, "aliyun"), load(t, "ksyun"), load(t, "ywjisu")
	for _, tt := range []struct {
		name string
		d    *contracts.Document
		x    *contracts.Exchange
		req  []string // rules of the request
		res  []string // and of the answer
	}{
		{"a required parameter is missing", aliyun, asked(t, aliyunExchange(t), "&PhoneNumber=13900000200", ""), []string{"req.param.missing"}, nil},
		{"a number that is none", aliyun, asked(t, aliyunExchange(t), "13900000200", "1390000020"), []string{"req.param.value"}, nil},
		{"a query parameter twice", aliyun, twiceInQuery(t), []string{"req.param.repeated"}, nil},
		{"a form parameter twice", ksyun, asked(t, ksyunExchange(t), "&Service=", "&Mobiles=13900000200&Service="), []string{"req.param.repeated"}, nil},
		{"a parameter nobody declared", ksyun, asked(t, ksyunExchange(t), "&Service=", "&SdkVersion=1&Service="), []string{"req.param.undeclared"}, nil},
		{"a field nobody declared", aliyun, edited(t, aliyunExchange(t), `"Message"`, `"Extra":1,"Message"`), nil, []string{"resp.field.added"}},
		{"a form without a required field", ksyun, asked(t, ksyunExchange(t), "Service=cpn&", ""), []string{"req.param.missing"}, nil},
		{"an XML body without a required element", aliyun, xmlOf(t, "<Message>OK</Message>", ""), nil, []string{"resp.field.removed"}},
		{"a body of a kind nobody decodes", ksyun, kindOf(ksyunExchange(t), "text/plain"), []string{"req.body.type", "req.carrier"}, nil},
		{"commas and colons in a form, rightly decoded", ksyun, asked(t, ksyunExchange(t), "%3A00%3A00Z", ":00:00Z"), nil, nil},
		{"51 numbers", ksyun, asked(t, ksyunExchange(t), "13900000200%2C13900000404", strings.Repeat("13900000200,", 50)+"13900000200"), []string{"req.param.value"}, nil},
		{"a number where a text is promised", aliyun, edited(t, aliyunExchange(t), `"1100000000000"`, `1100000000000`), nil, []string{"resp.field.type"}},
		{"a new word of an enum", aliyun, edited(t, aliyunExchange(t), `"NORMAL"`, `"ASLEEP"`), nil, []string{"resp.enum.new"}},
		{"a new code", ywjisu, edited(t, edited(t, ywjisuExchange(t), `"000000"`, `"510102"`), ywjisuJSON[strings.Index(ywjisuJSON, "["):], "null}"), nil, []string{"error.code.new"}},
		{"a status nobody declared", aliyun, statusOf(aliyunExchange(t), 302), nil, []string{"resp.status"}},
		{"a kind of answer nobody declared", ksyun, kindAnswered(ksyunExchange(t), "text/html"), nil, []string{"header.contenttype"}},
		{"JSON cut short", aliyun, edited(t, aliyunExchange(t), `"Code":"OK"}`, `"Code":"O`), nil, []string{"resp.body.unreadable"}},
		{"something behind the JSON", aliyun, edited(t, aliyunExchange(t), `"Code":"OK"}`, `"Code":"OK"}}`), nil, []string{"resp.body.unreadable"}},
		{"a byte order mark", aliyun, edited(t, aliyunExchange(t), `{"PhoneStatus"`, "\ufeff"+`{"PhoneStatus"`), nil, []string{"resp.body.unreadable"}},
		{"an empty answer", aliyun, emptied(aliyunExchange(t)), nil, []string{"resp.body.empty"}},
		{"a key twice", ywjisu, edited(t, ywjisuExchange(t), `"status":"1"`, `"status":"1","status":"0"`), nil, []string{"resp.key.repeated"}},
		{"GBK in a JSON text", aliyun, edited(t, aliyunExchange(t), "中国移动", "\xd6\xd0\xb9\xfa"), nil, []string{"encoding.charset"}},
		{"GBK in XML", aliyun, xmlOf(t, "中国移动", "\xd6\xd0\xb9\xfa"), nil, []string{"encoding.charset"}},
		{"bytes that are not UTF-8 in a parameter", ywjisu, asked(t, ywjisuExchange(t), "pwd=numsim-pwd", "pwd=%ff"), []string{"req.encoding", "req.param.missing"}, nil},
		{"no body where one is required", ywjisu, bodyless(ywjisuExchange(t)), []string{"req.param.missing", "req.param.missing", "req.param.missing", "req.param.missing", "req.param.missing"}, nil},
		{"XML with another root", aliyun, xmlOf(t, "DescribePhoneNumberStatusResponse", "Response"), nil, []string{"xml.root"}},
		{"XML without a root", aliyun, rootless(t), nil, []string{"xml.root"}},
		{"text behind the root of XML", aliyun, xmlOf(t, "</DescribePhoneNumberStatusResponse>", "</DescribePhoneNumberStatusResponse>more"), nil, []string{"resp.body.unreadable"}},
		{"XML with a document type", aliyun, xmlOf(t, "<DescribePhoneNumberStatusResponse>", "<!DOCTYPE a [<!ENTITY x \"y\">]><DescribePhoneNumberStatusResponse>"), nil, []string{"resp.body.unreadable"}},
		{"half a surrogate pair", ywjisu, edited(t, ywjisuExchange(t), `"area":"`, `"area":"\ud83d`), nil, []string{"encoding.charset"}},
		{"the other half", ywjisu, edited(t, ywjisuExchange(t), `"area":"`, `"area":"\udc00`), nil, []string{"encoding.charset"}},
		{"both halves, and a backslash before what looks like one", ywjisu, edited(t, ywjisuExchange(t), `"area":"`, `"area":"\ud83d\ude00\\ud83d`), nil, nil},
		{"two types of content", aliyun, headerTwice(aliyunExchange(t), "Content-Type", "text/html"), nil, []string{"header.repeated"}},
		{"two dates", aliyun, headerTwice(headerTwice(aliyunExchange(t), "Date", "x"), "Date", "y"), nil, []string{"header.repeated"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := contract(t, tt.d, "", nil)
			assert.Equal(t, tt.req, rules(c.JudgeRequest(tt.x)), "request: %v", c.JudgeRequest(tt.x))
			assert.Equal(t, tt.res, rules(c.JudgeAnswer(tt.x)), "answer: %v", c.JudgeAnswer(tt.x))
		})
	}
}

// The validator accepts a request whose body somebody has read; ours is made
// anew for every judgement, so a second one says the same.
func TestJudgingTwiceSaysTheSame(t *testing.T) {
	c := contract(t, load(t, "ksyun"), "", nil)
	x := asked(t, ksyunExchange(t), "Service=cpn&", "")
	first := c.JudgeRequest(x)
	require.NotEmpty(t, first)
	assert.Equal(t, first, c.JudgeRequest(x))
	assert.Equal(t, c.JudgeAnswer(x), c.JudgeAnswer(x))
}

func twiceInQuery(t *testing.T) *contracts.Exchange {
	x := aliyunExchange(t)
	x.Method, x.Body, x.Header = http.MethodGet, nil, http.Header{}
	x.URL.RawQuery = aliyunForm + "&PhoneNumber=13900000404"
	return x
}

func xmlOf(t *testing.T, old, new string) *contracts.Exchange {
	x := exchange(t, "https://dytnsapi.aliyuncs.com/", aliyunForm, xmlKind, aliyunXML)
	require.Contains(t, aliyunXML, old)
	x.AnswerBody = []byte(strings.ReplaceAll(aliyunXML, old, new))
	return x
}

func rootless(t *testing.T) *contracts.Exchange {
	x := xmlOf(t, "<DescribePhoneNumberStatusResponse>", "")
	x.AnswerBody = []byte(strings.ReplaceAll(string(x.AnswerBody), "</DescribePhoneNumberStatusResponse>", ""))
	return x
}

func kindOf(x *contracts.Exchange, kind string) *contracts.Exchange {
	x.Header.Set("Content-Type", kind)
	// The operation is still to be found, so that the body is judged.
	x.URL.RawQuery = "Action=BatchPhoneNumberStatus"
	return x
}

func kindAnswered(x *contracts.Exchange, kind string) *contracts.Exchange {
	x.AnswerHeader.Set("Content-Type", kind)
	return x
}

func statusOf(x *contracts.Exchange, status int) *contracts.Exchange {
	x.Status = status
	return x
}

func emptied(x *contracts.Exchange) *contracts.Exchange {
	x.AnswerBody = nil
	return x
}

func bodyless(x *contracts.Exchange) *contracts.Exchange {
	x.Body = nil
	return x
}

func headerTwice(x *contracts.Exchange, name, value string) *contracts.Exchange {
	x.AnswerHeader.Add(name, value)
	return x
}
