package sim

import (
	"bytes"
	"math/rand/v2"
	"slices"

	"github.com/numsim/numsim/scenarios"
)

// damaged is what is sent of body, and the length that is announced for it.
// body itself stays as it is.
func damaged(body []byte, d *scenarios.Damage, draw uint64) (sent []byte, announced int) {
	sent = body
	if d.Replace != "" {
		sent = []byte(d.Replace)
	} else if len(d.Add)+len(d.Set) > 0 {
		sent = edited(body, d)
	}
	announced = len(sent)
	if d.Truncate > 0 && d.Truncate < 100 {
		sent = sent[:len(sent)*d.Truncate/100]
		if !d.Short {
			announced = len(sent)
		}
	}
	if d.Garble {
		sent = garbled(sent, draw)
	}
	return sent, announced
}

// edited is body with its members added and set, still legal. Members are set
// first, so that a path is one of the answer as the provider gave it.
func edited(body []byte, d *scenarios.Damage) []byte {
	set, add := setMember, addMembers
	if bytes.HasPrefix(bytes.TrimLeft(body, " \n\r\t"), []byte{'<'}) {
		set, add = setElement, addElements
	}
	for _, m := range d.Set {
		body = set(body, m)
	}
	return add(body, d.Add)
}

// garbled is body with one byte of every thirty-two another. The first is a
// control character, which neither JSON nor XML allows anywhere: a digit in
// place of another would be a lie and no damage.
func garbled(body []byte, draw uint64) []byte {
	body = slices.Clone(body)
	chance := rand.NewPCG(draw, garbleStream)
	for i := 0; i < len(body); i += 32 {
		x := chance.Uint64()
		at := i + int(x%uint64(min(32, len(body)-i)))
		was := body[at]
		body[at] ^= byte(1 + x>>32%255)
		if i == 0 {
			body[at] = control(was)
		}
	}
	return body
}

// control is a control character that is not was.
func control(was byte) byte {
	if was == 1 {
		return 2
	}
	return 1
}
