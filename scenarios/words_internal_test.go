package scenarios

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
)

func TestWordsForStatuses(t *testing.T) {
	v := newStatusWords()
	for word, want := range map[string]numsim.Status{
		"active": numsim.Active, "normal": numsim.Active, "real": numsim.Active, "alive": numsim.Active, "实号": numsim.Active, "正常": numsim.Active, "NORMAL": numsim.Active,
		"vacant": numsim.Vacant, "空号": numsim.Vacant, "not activated": numsim.Vacant, "未激活": numsim.Vacant, "NOT_EXIST": numsim.Vacant, "销号": numsim.Vacant,
		"suspended": numsim.Suspended, "停机": numsim.Suspended, "lost": numsim.Suspended, "挂失": numsim.Suspended, "SHUTDOWN": numsim.Suspended, "欠费": numsim.Suspended,
		"part-suspended": numsim.PartSuspended, "FUNCTIONAL_SHUTDOWN": numsim.PartSuspended, "功能性停机": numsim.PartSuspended, "单向停机": numsim.PartSuspended,
		"off": numsim.PoweredOff, "关机": numsim.PoweredOff, "POWER_OFF": numsim.PoweredOff, "Powered Off": numsim.PoweredOff,
		"疑似关机": numsim.SuspectedOff, "SUSPECTED_POWER_OFF": numsim.SuspectedOff, "busy": numsim.Busy, "通话中": numsim.Busy, "用户忙": numsim.Busy,
		"不在网": numsim.Unreachable, "unreachable": numsim.Unreachable, "沉默号": numsim.Silent, "silent": numsim.Silent, "风险号": numsim.Risky, "risk": numsim.Risky,
		"库无": numsim.Unlisted, "unlisted": numsim.Unlisted, "错误号": numsim.WrongNumber, "wrong": numsim.WrongNumber,
		"服务器异常": numsim.ProbeFailed, "probe-failed": numsim.ProbeFailed, "未知": numsim.Unknown, "UNKNOWN": numsim.Unknown,
	} {
		got, ok := v.find(word)
		require.True(t, ok, word)
		assert.Equal(t, want, got, word)
	}
	for _, word := range []string{"", "actve", "0", "在 网吗"} {
		_, ok := v.find(word)
		assert.False(t, ok, "%q", word)
	}
}

func TestWordsMeanOneThing(t *testing.T) {
	seen := map[string]bool{}
	for _, word := range newStatusWords().words {
		assert.False(t, seen[word], "%q is there twice", word)
		seen[word] = true
	}
}

func TestWordsForCarriers(t *testing.T) {
	v := newCarrierWords()
	for word, want := range map[string]numsim.Carrier{
		"mobile": numsim.ChinaMobile, "移动": numsim.ChinaMobile, "CMCC": numsim.ChinaMobile, "China Mobile": numsim.ChinaMobile,
		"unicom": numsim.ChinaUnicom, "联通": numsim.ChinaUnicom, "CUCC": numsim.ChinaUnicom,
		"telecom": numsim.ChinaTelecom, "电信": numsim.ChinaTelecom, "CTCC": numsim.ChinaTelecom,
		"broadnet": numsim.ChinaBroadnet, "广电": numsim.ChinaBroadnet, "CBN": numsim.ChinaBroadnet,
	} {
		got, ok := v.find(word)
		require.True(t, ok, word)
		assert.Equal(t, want, got, word)
	}
	_, ok := v.find("none")
	assert.False(t, ok)
}

func TestSpans(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"0": 0, "0s": 0, "500ms": 500 * time.Millisecond, "1h30m": 90 * time.Minute, "2d": 48 * time.Hour, "1d12h": 36 * time.Hour, "0.5s": 500 * time.Millisecond, "3660d": 87840 * time.Hour,
	} {
		got, err := span(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "d", "-1s", "-1d", "1", "1.5", "1w", "1.5d", "1d-1h", "inf", "NaN", "1e9s", "99999d", "3661d", "9999999h", "1d1d", "60秒"} {
		_, err := span(text)
		assert.Error(t, err, text)
	}
}

func TestShares(t *testing.T) {
	for text, want := range map[string]int{"5%": 50_000, "0.05%": 500, "0.0001%": 1, "100%": 1_000_000, "99.9999%": 999_999, "0%": 0, "007%": 70_000} {
		got, err := share(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "%", "5", "0.05", "-5%", "+5%", "5 %", "100.0001%", "1000%", ".5%", "5.%", "0.00001%", "1e1%", "NaN%", "五%"} {
		_, err := share(text)
		assert.Error(t, err, text)
	}
}

func TestNearestWord(t *testing.T) {
	assert.Equal(t, "balance", nearest("blance", []string{"price", "balance", "qps"}))
	assert.Equal(t, "OperatorLimit", nearest("operatorlimit", []string{"Throttling", "OperatorLimit"}))
	assert.Empty(t, nearest("teapot", []string{"price", "balance", "qps"}), "nothing is like it")
	assert.Empty(t, nearest("", []string{"a"}))
	assert.Empty(t, nearest(string(make([]byte, 1000)), []string{"a"}))
	assert.Equal(t, `"空号空号空号空号空号空号空号空号空号空号空…"`, quote("空号空号空号空号空号空号空号空号空号空号空号空号"), "cut between characters")
}
