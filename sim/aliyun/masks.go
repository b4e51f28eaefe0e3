package aliyun

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
	"strings"
	"sync"

	"github.com/emmansun/gmsm/sm3"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/numbering"
)

// number reads the number of the call, hidden or not. AuthCode is not looked
// into: any will do.
func (p *Provider) number(c *sim.Call, w *wire) (numsim.Number, *sim.Refusal) {
	text, mask := w.form.Get(w.operation.number), string(w.form.Get("Mask"))
	if !w.operation.masked || mask == "NORMAL" {
		return p.plain(c, numsim.Number(text))
	}
	newHash := masks()[mask]
	if newHash == nil {
		return "", p.refuse(parameterRow, "Mask is not NORMAL, MD5, SHA256 or SM3")
	}
	digest := strings.ToLower(string(text))
	if raw, err := hex.DecodeString(digest); err != nil || len(raw) != newHash().Size() {
		return "", p.refuse(read(c).rows[sim.NumberRefused], "InputNumber is not a hash of the kind Mask names, in hexadecimal digits")
	}
	if n, known := p.unmasked.find(digest); known {
		return n, nil
	}
	return numsim.Number(digest + "/" + mask), nil
}

// plain tells a number that is none at all from one of the wrong form, since
// one generation has a row for each.
func (p *Provider) plain(c *sim.Call, n numsim.Number) (numsim.Number, *sim.Refusal) {
	switch {
	case n.Mainland():
		return n, nil
	case strings.Trim(string(n), "0123456789") != "":
		return "", p.refuse(read(c).garbled, "the number has other characters than digits")
	}
	return "", p.refuse(read(c).rows[sim.NumberRefused], "the number is not eleven digits that begin with 1")
}

// masks are the ways a number may be hidden, by the name in Mask. NORMAL hides
// nothing.
func masks() map[string]func() hash.Hash {
	return map[string]func() hash.Hash{"MD5": md5.New, "SHA256": sha256.New, "SM3": sm3.New}
}

// unmasker finds the number behind a hash. No hash can be undone, so it knows
// the numbers a test would use: every assigned prefix, zeros, a magic ending.
type unmasker struct {
	once   sync.Once
	plan   *numbering.Plan
	number map[string]numsim.Number
}

// find returns the number whose hash this is. A hash of any other number stands
// for itself.
func (u *unmasker) find(digest string) (numsim.Number, bool) {
	u.once.Do(u.build)
	n, ok := u.number[digest]
	return n, ok
}

func (u *unmasker) build() {
	u.number = map[string]numsim.Number{}
	for prefix := 1300; prefix < 2000; prefix++ {
		first := numsim.Number(strconv.Itoa(prefix) + "0000000")
		if _, assigned := u.plan.Carrier(first); !assigned || prefix%10 != 0 && prefix/10 != 170 {
			continue
		}
		for _, ending := range numbering.Endings() {
			u.add(first[:7] + numsim.Number(ending.Digits))
		}
	}
}

func (u *unmasker) add(n numsim.Number) {
	for _, newHash := range masks() {
		h := newHash()
		_, _ = h.Write([]byte(n)) // a hash never fails
		u.number[hex.EncodeToString(h.Sum(nil))] = n
	}
}
