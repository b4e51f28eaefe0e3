package contracts_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/contracts"
)

// One finding, whole: what a stranger needs to see what is wrong and where it
// is written.
func TestAFindingSaysEverything(t *testing.T) {
	c := contract(t, load(t, "aliyun"), "", nil)
	x := edited(t, aliyunExchange(t), `"1100000000000"`, `1100000000000`)
	x.Case = "aliyun.status.shape.serialid-number"
	found := c.JudgeAnswer(x)
	require.Len(t, found, 1)
	f := found[0]
	assert.Regexp(t, `^aliyun/openapi\.yaml:[0-9]+$`, f.Contract)
	assert.Regexp(t, `^[0-9a-f]{16}$`, f.ID)
	f.Contract, f.ID = "", ""
	assert.Equal(t, contracts.Finding{
		Rule: "resp.field.type", Provider: "aliyun", Operation: "DescribePhoneNumberStatus", Side: contracts.Provider,
		Severity: contracts.Breaking, Reason: "a typed client cannot decode it", Confidence: "high", Direction: "answer",
		Location: "body", Pointer: "/PhoneStatus/SerialId", Expected: "string", Actual: "number",
		Evidence: "document 000:132, 000:155, 000:170, 000:295", Profile: "2020",
		Cases:      []string{"aliyun.status.shape.serialid-number"},
		Suggestion: "would be accepted with serial-id=number (document 000:333)",
	}, f)
}

// The JSON of a finding is what reports, recordings and other programs read.
func TestTheJSONOfAFinding(t *testing.T) {
	c := contract(t, load(t, "ksyun"), "", nil)
	found := c.JudgeAnswer(edited(t, ksyunExchange(t), `"CheckStatus":"1"`, `"CheckStatus":"7"`))
	require.Len(t, found, 1)
	text, err := json.Marshal(found[0])
	require.NoError(t, err)
	var keys map[string]any
	require.NoError(t, json.Unmarshal(text, &keys))
	for _, key := range []string{"id", "rule", "side", "severity", "confidence", "direction", "location", "pointer", "expected", "actual", "contractRef", "seedRef", "profile"} {
		assert.Contains(t, keys, key)
	}
	assert.Equal(t, "/Data/0/CheckStatus", keys["pointer"])
	assert.Equal(t, "one of 0, 1, 2, 3, 4, 5, 6, 99", keys["expected"])
	assert.Equal(t, "document 001:271-273", keys["seedRef"])
}

// The id names what is wrong, not the value or the element that showed it.
func TestTheIDOfAFindingIsStable(t *testing.T) {
	c := contract(t, load(t, "ksyun"), "", nil)
	id := func(old, new string) string {
		found := c.JudgeAnswer(edited(t, ksyunExchange(t), old, new))
		require.Len(t, found, 1)
		return found[0].ID
	}
	first := id(`"Mobile":"13900000200"`, `"Mobile":"1390000020"`)
	assert.Equal(t, first, id(`"Mobile":"13900000404"`, `"Mobile":"139000004"`), "another element, another value")
	assert.NotEqual(t, first, id(`"CheckStatus":"1"`, `"CheckStatus":"7"`))
	assert.NotEqual(t, id(`"CheckStatus":"1"`, `"CheckStatus":"7"`), id(`"CheckStatus":"1"`, `"CheckStatus":"8"`), "a new word is a finding of its own")
}

// A word more in a list that is said to be open is risky, not breaking.
func TestAnOpenListIsRisky(t *testing.T) {
	found := contract(t, load(t, "ksyun"), "", nil).JudgeAnswer(edited(t, ksyunExchange(t), `"移动"`, `"虚拟"`))
	require.Len(t, found, 1)
	assert.Equal(t, contracts.Risky, found[0].Severity)
}

// Canaries: secrets and numbers in every place of a broken exchange, none of
// them in what is found.
func TestNothingSecretIsFound(t *testing.T) {
	const secret, number = "c4n4ry", "15500000404"
	aliyun := aliyunExchange(t)
	aliyun.Body = []byte(strings.NewReplacer("AccessKeyId=numsim", "AccessKeyId="+secret+"&AccessKeyId="+secret,
		"Signature=AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D", "Signature="+secret, "PhoneNumber=13900000200", "PhoneNumber=0"+number).Replace(string(aliyun.Body)) +
		"&" + secret + "x=" + secret + "&OwnerId=" + secret)
	aliyun.AnswerBody = []byte(`{"PhoneStatus":{"Status":"` + number + `","Carrier":"` + number + `","SerialId":"` + number + `00","` + number + `":"` + secret + `"},` +
		`"RequestId":"` + number + `","Message":7,"Code":"NOTHING-` + number + `","token":"` + secret + `"}`)
	mismatch := aliyunExchange(t)
	mismatch.Status = 400
	mismatch.AnswerBody = []byte(`{"RequestId":"CC3BB6D2-2FDF-4321-9DCE-B38165CE4C47","Recommend":"https://x.invalid/?q=` + secret + `","HostId":"h",` +
		`"Code":"SignatureDoesNotMatch","Message":"No. server string to sign is:POST&%2F&AccessKeyId%3D` + secret + `%26PhoneNumber%3D` + number + `"}`)
	ywjisu := ywjisuExchange(t)
	ywjisu.Body = []byte("code=&pwd=&mobiles=" + number + "1,x&timestamp=" + number + "&token=" + secret + "&pwd=" + secret)
	ywjisu.AnswerBody = []byte(strings.ReplaceAll(ywjisuJSON, "13900000200", number+"9"))
	for name, x := range map[string]*contracts.Exchange{"aliyun": aliyun, "aliyun mismatch": mismatch, "ywjisu": ywjisu} {
		provider, _, _ := strings.Cut(name, " ")
		c := contract(t, load(t, provider), "", nil)
		found := append(c.JudgeRequest(x), c.JudgeAnswer(x)...)
		require.NotEmpty(t, found)
		text, err := json.Marshal(found)
		require.NoError(t, err)
		shown := strings.ReplaceAll(string(text), secret+"x", "(name)") // the name of a parameter nobody knows is shown
		assert.NotContains(t, shown, secret, name)
		assert.NotRegexp(t, regexp.MustCompile(`15500\d{2}`), shown, name)
	}
}
