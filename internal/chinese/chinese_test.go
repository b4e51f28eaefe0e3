package chinese_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim/conformance"
	"github.com/numsim/numsim/internal/chinese"
)

// word is one as the providers write it.
var word = regexp.MustCompile(`%[0-9A-F]{2}|--?[a-z][a-z-]+|[A-Za-z0-9][A-Za-z0-9*]*(?:[-._/][A-Za-z0-9]+)*`)

// plural is an S of English alone: SDKs.
var plural = regexp.MustCompile(`([A-Z])s$`)

// fixed reports whether a word has to be in the Chinese as it is: it has a digit, a
// dot, a line, a slash, two capitals together or one inside. "in" and "Chinese" are
// neither.
func fixed(word string) bool {
	return regexp.MustCompile(`[0-9._/%]|[A-Z]{2}|[a-z][A-Z]|^--`).MatchString(word)
}

// keeps holds a Chinese text to its English.
func keeps(t *testing.T, en, zh, of string) {
	t.Helper()
	if !assert.Regexp(t, `\p{Han}`, zh, "%s: %q is Chinese in no way", of, en) {
		return
	}
	for _, one := range word.FindAllString(en, -1) {
		if one = plural.ReplaceAllString(one, "$1"); fixed(one) {
			assert.True(t, has(zh, one), "%s: %q has %s, and not its Chinese %q", of, en, one, zh)
		}
	}
}

// has finds a word that is no part of a longer one: 20 is not in 120.
func has(zh, one string) bool {
	return regexp.MustCompile(`(^|[^A-Za-z0-9])` + regexp.QuoteMeta(one) + `($|[^A-Za-z0-9])`).MatchString(zh)
}

func TestAWordIsNoPartOfAnother(t *testing.T) {
	assert.True(t, has("状态为 SUSPECTED_POWER_OFF，返回", "SUSPECTED_POWER_OFF"))
	assert.False(t, has("状态为 120 个", "20"))
	for _, one := range []string{"NOT_EXIST", "000000", "PhoneStatus", "isp.UNKNOWN", "aws4_request", "HTTP", "x-acs-action", "--max-cny", "%2B"} {
		assert.Contains(t, word.FindAllString("x "+one+" y", -1), one)
		assert.Equal(t, one != "x-acs-action", fixed(one), one)
	}
	assert.False(t, fixed("Chinese"))
}

// Each rule of conformance has its Chinese, made from the text that it has now.
func TestEveryCaseIsThere(t *testing.T) {
	told := chinese.Cases()
	for _, c := range conformance.Cases() {
		one, ok := told[c.ID]
		if !assert.True(t, ok, "%s has no Chinese: add it to cases.zh-CN.yaml", c.ID) {
			continue
		}
		delete(told, c.ID)
		if assert.Equal(t, c.Rule, one[0], "%s says something else now: change both lines of cases.zh-CN.yaml", c.ID) {
			assert.Equal(t, one[1], chinese.Rule(c.ID, c.Rule))
			keeps(t, c.Rule, one[1], c.ID)
		}
	}
	assert.Empty(t, told, "no case is called so")
}

// An old report may have another text under the same name, which no Chinese is of.
func TestAnotherTextHasNoChinese(t *testing.T) {
	const id, rule = "aliyun.status.happy.shutdown", "a suspended number is SHUTDOWN"
	assert.Equal(t, "停机的号码返回 SHUTDOWN", chinese.Rule(id, rule))
	assert.Empty(t, chinese.Rule(id, rule+" or BARRED"))
	assert.Empty(t, chinese.Rule("", rule), "it is the name's")
	assert.Empty(t, chinese.Rule("", ""))
	assert.Equal(t, "计算正确的签名被接受", chinese.Rule("drift.sig.rejected.4f", "a signature that computes is accepted"))
}

func TestAPhraseIsMoreThanAWord(t *testing.T) {
	assert.Equal(t, "服务商", chinese.Text("provider"))
	assert.Empty(t, chinese.Phrase("provider"), "it may be a value")
	assert.Empty(t, chinese.Phrase("3 samples"))
	assert.Equal(t, "没有这个头", chinese.Phrase("no such header"))
	assert.Empty(t, chinese.Phrase("suspected, 1 of 5 samples"), "a short frame may fit what a provider says")
	assert.Equal(t, `没有被拒绝的调用；若测试本意如此，就在场景里写明：expect: [{error: "400001", calls: ">= 1"}]`,
		chinese.Phrase(`a call that is not refused; or, where a test means it, the scenario says so: expect: [{error: "400001", calls: ">= 1"}]`))
}

func TestFrames(t *testing.T) {
	for en, zh := range map[string]string{
		"suspected, 1 of 5 samples": "怀疑，1 / 5 个样本",
		"provider is wrong: the live answer leaves the contract, and no recording tells whether it ever did not": "责任方：服务商；真实应答偏离契约，没有录制能说明以前是否符合",
		"unknown is wrong: nobody knows": "责任方：未知；nobody knows",
		"it asks you, for no wire shows it: Did your caller get the status as usual? Say so with --answer unknown-field=yes or =no": "这要由你回答，线上看不到：调用方是否照常得到了状态？ 用 --answer unknown-field=yes 或 =no 说明",
		"suspected, 1 of 5 samples more": "",
		" samples":                       "",
		"would be accepted with profile=2021 (seen), or with a=1, or with b=2": "采用其一即可接受：profile=2021 (seen)，或 a=1，或 b=2",
		"many samples": "",
		"3 samples":    "3 个样本",
		"not finished: " + strings.Repeat("not finished: ", 999): "",
	} {
		assert.Equal(t, zh, chinese.Text(en), en)
	}
	require.Equal(t, "没有完成：x{1}", chinese.Text("not finished: x{1}"), "what is put in is not looked at again")
}
