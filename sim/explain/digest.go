package explain

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"hash"

	"github.com/emmansun/gmsm/sm3"
)

// The hashes people take, by their names in the text of a mistake.
const (
	MD5    = "MD5"
	SHA1   = "SHA1"
	SHA256 = "SHA256"
	SHA384 = "SHA384"
	SHA512 = "SHA512"
	SM3    = "SM3"
)

// hashes are those that somebody may take for another. Nobody takes SM3 who was
// not told to.
func hashes() []string { return []string{SHA256, SHA1, MD5, SHA512, SHA384} }

func size(name string) int {
	switch name {
	case MD5:
		return md5.Size
	case SHA1:
		return sha1.Size
	case SHA384:
		return sha512.Size384
	case SHA512:
		return sha512.Size
	}
	return sha256.Size // and SM3's
}

func newHash(name string) func() hash.Hash {
	switch name {
	case MD5:
		return md5.New
	case SHA1:
		return sha1.New
	case SHA384:
		return sha512.New384
	case SHA512:
		return sha512.New
	case SM3:
		return sm3.New
	}
	return sha256.New
}

// mode is what is made of key and text.
type mode uint8

const (
	keyed    mode = iota // HMAC
	plain                // the hash of the text alone
	before               // of the key and the text
	behind               // of the text and the key
	swapped              // HMAC with key and text in each other's place
	twiceHex             // the hash of the hexadecimal hash
)

// digester makes digests. The last keyed hash is kept, since most attempts have
// the right key.
type digester struct {
	mac  hash.Hash
	name string
	key  []byte
	sum  []byte
}

func (d *digester) digest(how mode, name string, key, text []byte) []byte {
	if how != keyed {
		return d.other(how, name, key, text)
	}
	if d.mac == nil || d.name != name || string(d.key) != string(key) {
		d.mac, d.name, d.key = hmac.New(newHash(name), key), name, append(d.key[:0], key...)
	}
	d.mac.Reset()
	_, _ = d.mac.Write(text) // a hash never fails
	d.sum = d.mac.Sum(d.sum[:0])
	return d.sum
}

func (d *digester) other(how mode, name string, key, text []byte) []byte {
	h := newHash(name)()
	switch how {
	case swapped:
		h = hmac.New(newHash(name), text)
		text = key
	case before:
		_, _ = h.Write(key)
	case behind:
		_, _ = h.Write(text)
		text = key
	case twiceHex:
		_, _ = h.Write(text)
		text = hex.AppendEncode(nil, h.Sum(nil))
		h.Reset()
	}
	_, _ = h.Write(text)
	return h.Sum(nil)
}

// hashed is text's hash in hexadecimal digits.
func hashed(name string, text []byte) []byte {
	if name == SHA256 {
		sum := sha256.Sum256(text)
		return hex.AppendEncode(nil, sum[:])
	}
	h := newHash(name)()
	_, _ = h.Write(text)
	return hex.AppendEncode(nil, h.Sum(nil))
}
