package scenarios

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/numsim/numsim"
)

// said lists what people call a status beside its two names.
func said() map[numsim.Status][]string {
	return map[numsim.Status][]string{
		numsim.Active:        {"normal", "real", "alive", "ok", "in-service", "实号", "在用", "在网", "活跃"},
		numsim.Vacant:        {"empty", "nonexistent", "not-exist", "not-activated", "unassigned", "cancelled", "未激活", "未启用", "销号", "已销号"},
		numsim.Suspended:     {"shutdown", "stopped", "lost", "arrears", "barred", "已停机", "挂失", "欠费", "欠费停机", "报停"},
		numsim.PartSuspended: {"functional-shutdown", "one-way", "单向停机", "单停"},
		numsim.PoweredOff:    {"off", "power-off", "switched-off", "已关机"},
		numsim.SuspectedOff:  {"suspected-power-off"},
		numsim.Busy:          {"on-the-phone", "in-call", "忙", "用户忙", "正在通话", "正在通话中"},
		numsim.Unreachable:   {"no-signal", "not-in-network", "out-of-coverage", "无法接通", "不在服务区"},
		numsim.Silent:        {"沉默"},
		numsim.Risky:         {"risk", "风险"},
		numsim.Unlisted:      {"not-in-library", "not-listed"},
		numsim.WrongNumber:   {"wrong", "invalid", "错号"},
		numsim.ProbeFailed:   {"server-error", "probe-error"},
		numsim.Unknown:       {"不明"},
	}
}

// vocabulary is the words for something, by how they are spelt here.
type vocabulary[T any] struct {
	meaning map[string]T
	words   []string
	names   int // how many of the words, at the front, are the names proper
}

func (v *vocabulary[T]) add(word string, meaning T) {
	if v.meaning == nil {
		v.meaning = map[string]T{}
	}
	v.meaning[word] = meaning
	v.words = append(v.words, word)
}

// name adds the name proper of something.
func (v *vocabulary[T]) name(word string, meaning T) {
	v.add(word, meaning)
	v.names++
}

// suggest is like the function, and lists names only.
func (v *vocabulary[T]) suggest(word string) string {
	if near := nearest(word, v.words); near != "" {
		return suggest(word, []string{near})
	}
	return suggest(word, v.words[:v.names])
}

// find is what a word means, written in any case, with _ or a space for -.
func (v *vocabulary[T]) find(word string) (T, bool) {
	meaning, ok := v.meaning[word]
	if !ok && len(word) <= longestWord {
		meaning, ok = v.meaning[spelling.Replace(strings.ToLower(strings.TrimSpace(word)))]
	}
	return meaning, ok
}

var spelling = strings.NewReplacer("_", "-", " ", "-")

func newStatusWords() *vocabulary[numsim.Status] {
	v := &vocabulary[numsim.Status]{}
	for _, s := range numsim.Statuses() {
		v.name(s.String(), s)
	}
	for _, s := range numsim.Statuses() {
		v.add(s.Chinese(), s)
		for _, word := range said()[s] {
			v.add(word, s)
		}
	}
	return v
}

func newCarrierWords() *vocabulary[numsim.Carrier] {
	v := &vocabulary[numsim.Carrier]{}
	for c := numsim.ChinaMobile; c <= numsim.ChinaBroadnet; c++ {
		v.name(c.String(), c)
	}
	for c, words := range map[numsim.Carrier][]string{
		numsim.ChinaMobile:   {"cmcc", "移动", "中国移动", "china-mobile"},
		numsim.ChinaUnicom:   {"cucc", "联通", "中国联通", "china-unicom"},
		numsim.ChinaTelecom:  {"ctcc", "电信", "中国电信", "china-telecom"},
		numsim.ChinaBroadnet: {"cbn", "广电", "中国广电", "china-broadnet"},
	} {
		for _, word := range words {
			v.add(word, c)
		}
	}
	slices.Sort(v.words[v.names:])
	return v
}

func newFaultWords() *vocabulary[Fault] {
	v := &vocabulary[Fault]{}
	for f := ResetBeforeCharge; f <= Drip; f++ {
		v.name(f.String(), f)
	}
	return v
}

func newPerWords() *vocabulary[Per] {
	v := &vocabulary[Per]{}
	v.name("number", PerNumber)
	v.name("account", PerAccount)
	v.name("whole", PerWhole)
	return v
}

func newBoolWords(yes, no string) *vocabulary[bool] {
	v := &vocabulary[bool]{}
	v.name(yes, true)
	v.name(no, false)
	return v
}

// longestSpan is far beyond any test, and its sums fit a time.Duration.
const longestSpan = 10 * 366 * 24 * time.Hour

// span reads a duration of 0 up: 60s, 1h30m, and 2d for two days.
func span(text string) (time.Duration, error) {
	if text != "" && text != "0" && strings.Trim(text, "0123456789.") == "" {
		return 0, fmt.Errorf("%s has no unit; did you mean %s?", quote(text), quote(text+"s"))
	}
	d, err := numsim.ParseSpan(text)
	switch {
	case err != nil:
		return 0, fmt.Errorf("%s is not a duration such as 500ms, 60s, 1h30m or 2d", quote(text))
	case d < 0:
		return 0, fmt.Errorf("%s is below zero", quote(text))
	case d > longestSpan:
		return 0, fmt.Errorf("%s is longer than ten years", quote(text))
	}
	return d, nil
}

// share reads a percentage as millionths, exactly.
func share(text string) (int, error) {
	number, ok := strings.CutSuffix(text, "%")
	whole, decimals, dotted := strings.Cut(number, ".")
	if !ok || whole == "" || len(whole) > 3 || dotted && decimals == "" || strings.Trim(whole+decimals, "0123456789") != "" {
		return 0, fmt.Errorf("%s is not a percentage such as 5%% or 0.05%%", quote(text))
	}
	if len(decimals) > 4 {
		return 0, fmt.Errorf("%s is finer than 0.0001%%", quote(text))
	}
	millionths, err := strconv.Atoi(whole + decimals + strings.Repeat("0", 4-len(decimals)))
	if err != nil || millionths > 100*10_000 {
		return 0, fmt.Errorf("%s is more than 100%%", quote(text))
	}
	return millionths, nil
}

// longestWord is how much of a word is looked at, and printed.
const longestWord = 64

// quote is text as a finding has it.
func quote(text string) string {
	if len(text) > longestWord {
		cut := longestWord
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut] + "…"
	}
	return strconv.Quote(text)
}

// suggest is how a finding ends: the nearest right word, or all if there are
// few, or nothing.
func suggest(word string, candidates []string) string {
	if near := nearest(word, candidates); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	if len(candidates) == 0 || len(candidates) > 16 {
		return ""
	}
	return "; it is one of " + strings.Join(candidates, ", ")
}

// hint is a suggestion that is looked for when it is printed: of very many
// mistakes few are.
type hint struct {
	word  string
	among []string
}

func (h hint) String() string { return suggest(h.word, h.among) }

// nearest is the candidate that word was probably meant to be; empty if none
// is like it.
func nearest(word string, candidates []string) string {
	if len(word) > longestWord {
		return ""
	}
	word = strings.ToLower(word)
	best, least := "", len(word)/2+1
	for _, c := range candidates {
		d := numsim.Edits(word, strings.ToLower(c))
		if d < least || d == least && best != "" && strings.HasPrefix(c, word) {
			best, least = c, d
		}
	}
	return best
}
