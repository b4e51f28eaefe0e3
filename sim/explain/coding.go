package explain

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"strings"
)

// Coding is how a digest is written.
type Coding uint8

// The codings.
const (
	Base64    Coding = iota
	Hex              // in lower case
	EitherHex        // in either case
)

// reading is one way to read what was sent, and the mistake it takes.
type reading struct {
	digest  []byte
	mistake *Mistake
}

// readings are all the ways to read a value, the right one first. Each has one
// mistake at most.
func readings(sent string, right Coding) (list []reading) {
	add := func(digest []byte, ok bool, m *Mistake) {
		if ok && len(digest) >= 16 {
			list = append(list, reading{digest, m})
		}
	}
	direct := func(text string, m *Mistake) {
		d, ok := decode(text, right)
		add(d, ok, m)
	}
	direct(sent, nil)
	trimmed := strings.Trim(sent, " \t\r\n\"'\x00\ufeff")
	if trimmed != sent {
		direct(trimmed, said("value-space", "the signature has a space, a line's end or a quote around it", "签名值前后多了空格、换行或引号"))
	}
	if right == Base64 {
		base64Readings(sent, direct, add)
	} else {
		hexReadings(sent, right, direct, add)
	}
	return list
}

func base64Readings(sent string, direct func(string, *Mistake), add func([]byte, bool, *Mistake)) {
	direct(strings.ReplaceAll(sent, " ", "+"), said("value-plus", "the + of the signature arrived as a space: it was not escaped as %2B on its way", "签名值里的 + 变成了空格：发送时没有转义成 %2B"))
	if plain, err := url.PathUnescape(sent); err == nil && plain != sent {
		direct(plain, said("value-escaped", "the signature was percent-encoded twice on its way", "签名值在发送时被百分号编码了两次"))
	}
	if d, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(sent, "=")); err == nil {
		add(d, strings.ContainsAny(sent, "-_"), said("value-base64url", "the signature is in the URL alphabet of base64, with - and _ for + and /", "签名值用了 URL 安全的 base64（用 - 和 _ 代替 + 和 /）"))
	}
	if d, err := base64.RawStdEncoding.DecodeString(sent); err == nil {
		add(d, true, said("value-padding", "the signature's base64 lacks its = at the end", "签名值的 base64 末尾少了 ="))
	}
	if text, err := base64.StdEncoding.DecodeString(sent); err == nil {
		d, ok := unhex(string(text))
		add(d, ok, said("value-base64-of-hex", "base64 was made of the hexadecimal text of the digest, not of its bytes", "base64 编码的是摘要的十六进制文本，而不是摘要本身的字节"))
	}
	d, ok := unhex(sent)
	add(d, ok, said("value-hex", "the signature is hexadecimal where base64 is wanted", "签名值是十六进制，而这里要的是 base64"))
}

func hexReadings(sent string, right Coding, direct func(string, *Mistake), add func([]byte, bool, *Mistake)) {
	if lower := strings.ToLower(sent); lower != sent && right == Hex {
		direct(lower, said("value-upper", "the signature is in upper-case hexadecimal digits where lower case is wanted", "签名值用了大写的十六进制，而这里要的是小写"))
	}
	if rest, ok := strings.CutPrefix(sent, "0x"); ok {
		direct(rest, said("value-0x", "the signature has 0x before its digits", "签名值前面多了 0x"))
	}
	if text, err := base64.StdEncoding.DecodeString(sent); err == nil {
		add(text, true, said("value-base64", "the signature is base64 where hexadecimal digits are wanted", "签名值是 base64，而这里要的是十六进制"))
		d, ok := unhex(string(text))
		add(d, ok, said("value-base64-of-hex", "base64 was made of the hexadecimal text of the digest, where that text itself is wanted", "把摘要的十六进制文本又做了一次 base64，而这里要的就是十六进制文本"))
	}
}

// decode takes the one spelling that holds.
func decode(text string, c Coding) ([]byte, bool) {
	if c == Base64 {
		d, err := base64.StdEncoding.Strict().DecodeString(text)
		return d, err == nil && base64.StdEncoding.EncodeToString(d) == text
	}
	d, err := hex.DecodeString(text)
	return d, err == nil && (c == EitherHex || strings.ToLower(text) == text)
}

func encode(digest []byte, c Coding) string {
	if c == Base64 {
		return base64.StdEncoding.EncodeToString(digest)
	}
	return hex.EncodeToString(digest)
}

func unhex(text string) ([]byte, bool) {
	d, err := hex.DecodeString(strings.ToLower(text))
	return d, err == nil
}

func said(id, en, zh string) *Mistake { return &Mistake{id, Text{en, zh}} }
