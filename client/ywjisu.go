package client

import (
	"cmp"
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	ywjisuURL  = "https://kh.ywjisu.com"
	ywjisuPath = "/Api/ApiAuth/getCheckResult"
	ywjisuMost = 50 // mobiles in one request
)

// YwjisuSigner makes requests to the number check of ywjisu. The zero value of Now
// means time.Now.
//
// The token proves the private key at the time of Now and covers neither the
// password nor the mobiles, which travel as they are: use https. A signer may be
// used by many goroutines at once if its Now may.
type YwjisuSigner struct {
	Code       string // the API account
	Password   Secret
	PrivateKey Secret // never sent
	Now        func() time.Time
}

// Request returns a POST that asks for 1 to 50 mobiles, each of digits only.
// baseURL is a scheme and a host.
func (s YwjisuSigner) Request(baseURL string, mobiles ...string) (*http.Request, error) {
	now := utc(s.Now).Unix()
	if err := cmp.Or(s.check(), checkSeconds(now), checkMobiles(mobiles)); err != nil {
		return nil, err
	}
	timestamp := strconv.FormatInt(now, 10)
	return ywjisu.formRequest(baseURL, ywjisuURL, ywjisuPath, canonicalQuery(map[string]string{
		"code":      s.Code,
		"pwd":       s.Password.Reveal(),
		"mobiles":   strings.Join(mobiles, ","),
		"timestamp": timestamp,
		"token":     s.token(timestamp),
	}))
}

// token uses MD5 because the service defines it so and takes nothing else. It is
// no HMAC: with TLS around it, the secrecy of the private key is all it rests on.
func (s YwjisuSigner) token(timestamp string) string {
	sum := md5.Sum([]byte(s.Code + s.PrivateKey.Reveal() + timestamp))
	return hex.EncodeToString(sum[:])
}

func (s YwjisuSigner) check() error {
	return cmp.Or(
		ywjisu.checkField("Code", s.Code),
		ywjisu.checkPhrase("Password", s.Password.Reveal()),
		ywjisu.checkPhrase("PrivateKey", s.PrivateKey.Reveal()),
	)
}

// checkSeconds holds the service to its ten digits, which also finds a clock that
// was never set.
func checkSeconds(now int64) error {
	if now < 1_000_000_000 || now > 9_999_999_999 {
		return fmt.Errorf("%s: Now answers %d s since 1970, which is not ten digits: check the clock", ywjisu, now)
	}
	return nil
}

// checkMobiles names a bad mobile by its place: the text belongs to a person, or
// is something else altogether.
func checkMobiles(mobiles []string) error {
	switch n := len(mobiles); {
	case n == 0:
		return fmt.Errorf("%s: no mobiles: give 1 to %d", ywjisu, ywjisuMost)
	case n > ywjisuMost:
		return fmt.Errorf("%s: %d mobiles: one request takes %d, send the rest in another", ywjisu, n, ywjisuMost)
	}
	for i, mobile := range mobiles {
		if mobile == "" || strings.ContainsFunc(mobile, func(r rune) bool { return r < '0' || r > '9' }) {
			return fmt.Errorf("%s: mobile %d of %d is not digits only: give each by itself, without comma, space or plus",
				ywjisu, i+1, len(mobiles))
		}
	}
	return nil
}
