package explain

import "strings"

// Text is a sentence in both languages, without its full stop.
type Text struct{ EN, ZH string }

// Mistake is one thing that was done otherwise than the scheme wants it.
type Mistake struct {
	ID string // for programs; it never changes its meaning
	Text
}

// Strings are what is signed. Canonical is the canonical request of the schemes
// that have one.
type Strings struct{ ToSign, Canonical string }

// Finding is what came of looking at one signature.
type Finding struct {
	Holds    bool
	Mistakes []Mistake // one, or two that were made together; none is unknown
	Compare  []Text    // what is left to look at where no mistake was found, first things first
	Ours     Strings   // veiled
	Theirs   *Strings  // where the mistake tells it and it differs; veiled
	Cut      bool      // the request is so long that not every pair of mistakes was tried
}

// Said is the finding as one sentence without an end.
func (f *Finding) Said() Text {
	if f.Holds {
		return Text{"the signature holds", "签名正确"}
	}
	if len(f.Mistakes) == 0 {
		return Text{"no known mistake makes it: compare the strings to sign; if they are the same, the secret is another one", "不是已知的任何一种错误：请比较两边的待签名字符串；如果完全一样，就是密钥不对"}
	}
	var en, zh []string
	for _, m := range f.Mistakes {
		en, zh = append(en, m.EN), append(zh, m.ZH)
	}
	return Text{strings.Join(en, ", and "), strings.Join(zh, "；并且")}
}

// Named is a finding of one mistake that shows without signing again.
func Named(m Mistake) *Finding { return &Finding{Mistakes: []Mistake{m}} }
