package explain

import (
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Token is a hash over an id, a private key and a time, joined: ywjisu's.
type Token struct {
	Question
	Time    string // seconds, as sent
	Numbers string // the list of numbers, as sent
}

// The parts of a token's text. Other texts among them stand for themselves.
const (
	thePart   = "\x00id"
	keyPart   = "\x00key"
	timePart  = "\x00time"
	passPart  = "\x00password"
	phonePart = "\x00numbers"
)

// Explain implements Asker.
func (t *Token) Explain() *Finding { return solve(t) }

func (t *Token) question() *Question { return &t.Question }

func (t *Token) right() plan {
	return plan{parts: []string{thePart, keyPart, timePart}, secret: t.Key.Secret, stamp: t.Time, hash: t.Hash, mode: plain}
}

func (t *Token) key(p *plan) []byte { return []byte(p.secret) }

func (t *Token) strings(p *plan) (toSign, canonical []byte) {
	var b []byte
	for i, part := range p.parts {
		if i > 0 {
			b = append(b, p.join...)
		}
		switch part {
		case thePart:
			b = append(b, t.Key.ID...)
		case keyPart:
			b = append(b, p.secret...)
		case timePart:
			b = append(b, p.stamp...)
		case passPart:
			b = append(b, t.Key.Password...)
		case phonePart:
			b = append(b, t.Numbers...)
		default:
			b = append(b, part...)
		}
	}
	return append(append([]byte(p.before), b...), p.after...), nil
}

func (t *Token) slips() []slip {
	parts := func(list ...string) func(*plan) { return func(p *plan) { p.parts = list } }
	joins := func(by ...string) (ways []func(*plan)) {
		for _, text := range by {
			ways = append(ways, func(p *plan) { p.join = text })
		}
		return ways
	}
	list := []slip{
		one(said("parts-order", "the parts are in another order than code, private key, timestamp", "拼接顺序不对，应当是 code、私钥、timestamp"), inParts,
			parts(thePart, timePart, keyPart), parts(keyPart, thePart, timePart), parts(keyPart, timePart, thePart), parts(timePart, thePart, keyPart), parts(timePart, keyPart, thePart)),
		one(said("parts-join", "something stands between the parts; they are joined without a separator", "各部分之间多了分隔符，应当直接相连"), inJoin,
			joins("+", "&", "-", "_", "|", ":", ",", " ", "\n", "#", ".", "/")...),
		one(said("parts-names", "the parts were joined as code=…&key=…, with their names; the values alone are", "拼接时带上了参数名（code=…），应当只拼值"), inParts, named()...),
		one(said("secret-password", "pwd was used in the place of the private key", "把 pwd 当成了私钥"), inParts, parts(thePart, passPart, timePart)),
		one(said("parts-more", "pwd or mobiles was hashed too", "把 pwd 或 mobiles 也拼进去了"), inParts,
			parts(thePart, passPart, keyPart, timePart), parts(thePart, keyPart, timePart, phonePart), parts(thePart, keyPart, passPart, timePart),
			parts(thePart, keyPart, timePart, passPart), parts(thePart, phonePart, keyPart, timePart), parts(thePart, passPart, phonePart, timePart, keyPart), parts(thePart, keyPart, phonePart, timePart)),
		one(said("parts-missing", "a part is missing: the token is made of code, private key and timestamp", "少拼了一部分，应当有 code、私钥和 timestamp"), inParts,
			parts(keyPart, timePart), parts(thePart, timePart), parts(thePart, keyPart), parts(keyPart)),
	}
	own := t.commonSecretSlips()
	own[0].Mistake = said("secret-space", "there is a space or a line's end beside the private key, which is its own or that of the code before it, as files and environment variables bring along", "私钥旁边多了空格或换行：可能是私钥自带的，也可能是前面的 code 自带的（从文件或环境变量里带来的）")
	list = append(list, own...)
	list = append(list, t.stamps()...)
	return append(list, t.modes()...)
}

// named are the usual ways to join with names.
func named() (ways []func(*plan)) {
	for _, key := range []string{"key", "privateKey", "private_key", "secret"} {
		ways = append(ways, func(p *plan) {
			p.parts = []string{"code=", thePart, "&" + key + "=", keyPart, "&timestamp=", timePart}
		})
	}
	return append(ways, func(p *plan) { p.parts = []string{"code", thePart, "key", keyPart, "timestamp", timePart} })
}

func (t *Token) stamps() []slip {
	n, err := strconv.ParseInt(t.Time, 10, 64)
	if err != nil || len(t.Time) != 10 {
		return nil
	}
	set := func(text string) func(*plan) { return func(p *plan) { p.stamp = text } }
	milli := []func(*plan){}
	for ms := range int64(1000) { // whoever sent seconds made the token of the milliseconds then
		milli = append(milli, set(strconv.FormatInt(n*1000+ms, 10)))
	}
	zones, seconds := []func(*plan){}, []func(*plan){}
	for h := int64(-12); h <= 14; h++ {
		zones = append(zones, set(strconv.FormatInt(n+h*3600, 10)))
	}
	for _, s := range []int64{1, -1, 2, -2} {
		seconds = append(seconds, set(strconv.FormatInt(n+s, 10)))
	}
	var forms []func(*plan)
	for _, layout := range append(layouts(), "2006-01-02") {
		forms = append(forms, set(time.Unix(n, 0).UTC().Format(layout)), set(time.Unix(n, 0).UTC().Add(8*time.Hour).Format(layout)))
	}
	return []slip{
		many(said("stamp-second", "the time was taken twice: the one that was hashed is a second or two from the one that was sent", "时间取了两次：哈希用的和发送的差了一两秒"), inStamp, seconds),
		one(said("stamp-local", "the time that was hashed is 8 hours from the one that was sent: local time", "哈希用的时间和发送的差 8 小时：用了本地时间"), inStamp, set(strconv.FormatInt(n+8*3600, 10)), set(strconv.FormatInt(n-8*3600, 10))),
		many(said("stamp-zone", "the time that was hashed is whole hours from the one that was sent: another time zone", "哈希用的时间和发送的差整数个小时：时区不对"), inStamp, zones),
		many(said("stamp-form", "the time was hashed as a date and sent as seconds", "哈希用的是日期文本，发送的是秒数"), inStamp, forms),
		many(said("stamp-milliseconds", "the time was hashed in milliseconds and sent in seconds", "哈希用的是毫秒，发送的是秒"), inStamp, milli),
	}
}

func (t *Token) modes() []slip {
	how := func(m mode) func(*plan) { return func(p *plan) { p.mode = m } }
	noKey := []string{thePart, timePart}
	return []slip{
		one(said("token-hmac", "it is an HMAC with the private key, and no plain hash", "做的是以私钥为密钥的 HMAC，应当是普通哈希"), inMode, how(keyed), func(p *plan) { p.mode, p.parts = keyed, noKey }),
		one(said("token-twice", "the hash was hashed once more", "对哈希结果又做了一次哈希"), inMode, how(twiceHex)),
		rare(said("parts-upper", "the text was put in upper or lower case before it was hashed", "哈希之前把文本转成了大写或小写"), inParts,
			func(p *plan) { p.parts, p.secret = upperParts(t, p, strings.ToUpper), "" }, func(p *plan) { p.parts, p.secret = upperParts(t, p, strings.ToLower), "" }),
		one(said("parts-line", "a line's end was hashed too, as echo adds one", "把换行也哈希进去了（echo 会多带一个换行）"), inFrame, func(p *plan) { p.after = "\n" }, func(p *plan) { p.after = "\r\n" }),
	}
}

func upperParts(t *Token, p *plan, to func(string) string) []string {
	text, _ := t.strings(p)
	return []string{to(string(text))}
}

func hexText(b []byte) []byte { return []byte(hex.EncodeToString(b)) }

// masked is a plan that shows everything but the secrets.
func (t *Token) masked(p plan) plan {
	p.parts = slices.Clone(p.parts)
	for i, part := range p.parts {
		switch part {
		case keyPart:
			p.parts[i] = "<private key>"
		case passPart:
			p.parts[i] = "<pwd>"
		case phonePart:
			p.parts[i] = veilNumber(t.Numbers)
		case thePart, timePart:
		default:
			if len(p.parts) == 1 {
				p.parts[i] = "<all of it>"
			}
		}
	}
	return p
}
