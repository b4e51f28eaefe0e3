package probe_test

import (
	"context"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/numsim/numsim/probe"
)

// The clients in this file are bad on purpose. They sign for themselves, with
// net/url and net/http alone, as somebody's first try would.

// aliyunForm is a signed form; how is what the first try does otherwise.
type aliyunForm struct {
	now    time.Time
	nonce  string
	number string
	layout string              // of the time; empty is the document's
	escape func(string) string // empty is the document's
}

func rfc3986(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

func (f aliyunForm) text(k probe.Task) string {
	if f.layout == "" {
		f.layout = "2006-01-02T15:04:05Z"
	}
	if f.escape == nil {
		f.escape = rfc3986
	}
	params := map[string]string{
		"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "Format": "JSON", "PhoneNumber": f.number, "AccessKeyId": k.Keys.AccessKeyID,
		"SignatureMethod": "HMAC-SHA1", "SignatureVersion": "1.0", "SignatureNonce": f.nonce, "Timestamp": f.now.UTC().Format(f.layout),
	}
	mac := hmac.New(sha1.New, []byte(k.Keys.AccessKeySecret+"&"))
	mac.Write([]byte("POST&%2F&" + f.escape(pairs(params, f.escape))))
	return pairs(params, rfc3986) + "&Signature=" + rfc3986(base64.StdEncoding.EncodeToString(mac.Sum(nil)))
}

func pairs(params map[string]string, escape func(string) string) string {
	var list []string
	for name, value := range params {
		list = append(list, escape(name)+"="+escape(value))
	}
	slices.Sort(list)
	return strings.Join(list, "&")
}

// naive asks with fresh nonces and is what other bad clients are made of.
type naive struct {
	t     *testing.T
	w     *world
	c     *http.Client
	nonce int
}

func (w *world) naive(t *testing.T) *naive { return &naive{t: t, w: w, c: direct()} }

func (n *naive) fresh() string { n.nonce++; return fmt.Sprintf("naive-%d", n.nonce) }

// aliyun asks about a number and returns the body of the answer.
func (n *naive) aliyun(k probe.Task, number string) (string, error) {
	_, body, err := post(n.c, k.URL+"/", aliyunForm{now: n.w.Now(), nonce: n.fresh(), number: number}.text(k))
	return body, err
}

func (n *naive) ksyun(k probe.Task, operation, parameter, numbers string) (string, error) {
	params := map[string]string{
		"Accesskey": k.Keys.AccessKeyID, "Action": operation, "Version": "2019-05-01", "Service": "cpn", "SignatureVersion": "1.0",
		"SignatureMethod": "HMAC-SHA256", "Timestamp": n.w.Now().UTC().Format("2006-01-02T15:04:05Z"), parameter: numbers,
	}
	mac := hmac.New(sha256.New, []byte(k.Keys.AccessKeySecret))
	mac.Write([]byte(pairs(params, rfc3986)))
	_, body, err := post(n.c, k.URL+"/", pairs(params, rfc3986)+"&Signature="+hex.EncodeToString(mac.Sum(nil)))
	return body, err
}

func (n *naive) ywjisu(k probe.Task, stamp, numbers string) (string, error) {
	sum := md5.Sum([]byte(k.Keys.Code + k.Keys.PrivateKey + stamp))
	_, body, err := post(n.c, k.URL+ywjisuPath, pairs(map[string]string{
		"code": k.Keys.Code, "pwd": k.Keys.Password, "mobiles": numbers, "timestamp": stamp, "token": hex.EncodeToString(sum[:]),
	}, rfc3986))
	return body, err
}

const ywjisuPath = "/Api/ApiAuth/getCheckResult"

func (n *naive) seconds() string { return fmt.Sprint(n.w.Now().Unix()) }

// stubborn asks until it has what it wants, this often at most and this long
// apart.
func (n *naive) stubborn(tries int, wait time.Duration, wanted string, ask func() (string, error)) {
	for range tries {
		if body, err := ask(); err == nil && strings.Contains(body, wanted) {
			return
		}
		_ = n.w.Sleep(context.Background(), wait)
	}
}

func aliyunWants(n *naive, k probe.Task, tries int, wait time.Duration) {
	number := string(lists(k.Module.Name)[0][0])
	n.stubborn(tries, wait, `"Code":"OK"`, func() (string, error) { return n.aliyun(k, number) })
}

func longList(n int) string {
	var all []string
	for i := 1; i <= n; i++ {
		all = append(all, fmt.Sprintf("139%04d0200", i))
	}
	return strings.Join(all, ",")
}

// bad is a client, where it is caught, and the words that say so.
type bad struct {
	name, provider, module string
	client                 func(n *naive, k probe.Task)
	says                   string
}

func badSigners() []bad {
	return []bad{
		{"signs once and sends again", "aliyun", "replay", func(n *naive, k probe.Task) {
			text := aliyunForm{now: n.w.Now(), nonce: "once", number: "13900000200"}.text(k)
			n.stubborn(3, time.Second, `"Code":"OK"`, func() (string, error) {
				_, body, err := post(n.c, k.URL+"/", text)
				return body, err
			})
		}, "calls 1 and 2 have the same nonce: sign every attempt anew"},
		{"has one nonce for all", "aliyun", "signing", func(n *naive, k probe.Task) {
			for _, number := range []string{"13900000200", "13900000404", "13900000402"} {
				_, _, _ = post(n.c, k.URL+"/", aliyunForm{now: n.w.Now(), nonce: "constant", number: number}.text(k))
			}
		}, "calls 1 and 2 have the same nonce"},
		{"signs a plus for a space", "aliyun", "escaping", func(n *naive, k probe.Task) {
			_, _, _ = post(n.c, k.URL+"/", aliyunForm{now: n.w.Now(), nonce: n.fresh(), number: "139 0000+*~号", escape: url.QueryEscape}.text(k))
		}, "SignatureDoesNotMatch"},
		{"strips what is awkward", "aliyun", "escaping", func(n *naive, k probe.Task) {
			_, _ = n.aliyun(k, "1390000")
		}, "or the client changed it before it was sent"},
		{"writes local time with an offset", "aliyun", "signing", func(n *naive, k probe.Task) {
			_, _, _ = post(n.c, k.URL+"/", aliyunForm{now: n.w.Now(), nonce: n.fresh(), number: "13900000200", layout: "2006-01-02T15:04:05-07:00"}.text(k))
		}, "which has an offset: write it in UTC with a Z"},
		{"writes milliseconds", "ywjisu", "signing", func(n *naive, k probe.Task) {
			_, _ = n.ywjisu(k, fmt.Sprint(n.w.Now().UnixMilli()), "13900000200")
		}, "which are milliseconds: divide by 1000"},
		{"has its password in the URL", "ywjisu", "signing", func(n *naive, k probe.Task) {
			_, _, _ = post(n.c, k.URL+ywjisuPath+"?code="+k.Keys.Code+"&pwd="+k.Keys.Password, "mobiles=13900000200")
		}, "call 1 has pwd in its URL"},
		{"sends its secret along", "aliyun", "first-call", func(n *naive, k probe.Task) {
			_, _, _ = post(n.c, k.URL+"/", aliyunForm{now: n.w.Now(), nonce: n.fresh(), number: "13900000200"}.text(k)+"&AccessKeySecret="+k.Keys.AccessKeySecret)
		}, "call 1 has the secret in it"},
		{"takes the secret of another module", "ksyun", "first-call", func(n *naive, k probe.Task) {
			k.Keys.AccessKeySecret = "of another module"
			_, _ = n.ksyun(k, "PhoneNumberStatus", "Mobile", "13900000200")
		}, "the secret"},
		{"sends JSON", "ywjisu", "first-call", func(n *naive, k probe.Task) {
			res, err := n.c.Post(k.URL+ywjisuPath, "application/json", strings.NewReader(`{"code":"`+k.Keys.Code+`","mobiles":"13900000200"}`))
			if err == nil {
				_ = res.Body.Close()
			}
		}, "call 1 names no key where the provider looks for one, and has application/json: parameters are a form"},
		{"has somebody else's key", "aliyun", "first-call", func(n *naive, k probe.Task) {
			k.Keys.AccessKeyID = "LTAIsomebody"
			_, _ = n.aliyun(k, "13900000200")
		}, `call 1 came with another key, "LTAI"…`},
	}
}

func badRetriers() []bad {
	return []bad{
		{"retries a number that is refused", "aliyun", "final-number", func(n *naive, k probe.Task) { aliyunWants(n, k, 3, time.Second) },
			"139****0400 was refused with InvalidParameter and asked again twice, after 1s, 1s"},
		{"retries InvalidMobile", "ksyun", "final-number", func(n *naive, k probe.Task) {
			n.stubborn(2, time.Second, "CheckStatus", func() (string, error) { return n.ksyun(k, "PhoneNumberStatus", "Mobile", "13900000400") })
		}, "refused with InvalidMobile and asked again once"},
		{"retries without money", "aliyun", "final-balance", func(n *naive, k probe.Task) { aliyunWants(n, k, 4, time.Second) }, "refused with Insufficient.Balance and asked again 3 times"},
		{"retries without quota", "ywjisu", "final-quota", func(n *naive, k probe.Task) {
			n.stubborn(2, time.Second, "000000", func() (string, error) { return n.ywjisu(k, n.seconds(), "13900000200") })
		}, "refused with 510101 and asked again once"},
		{"retries a wrong signature", "ksyun", "final-signature", func(n *naive, k probe.Task) {
			n.stubborn(2, time.Second, "CheckStatus", func() (string, error) { return n.ksyun(k, "PhoneNumberStatus", "Mobile", "13900000200") })
		}, "the secret is no other a moment later"},
		{"does not back off", "aliyun", "throttled", func(n *naive, k probe.Task) { aliyunWants(n, k, 5, 0) }, "after attempt 1 was refused with System.LimitControl: back off"},
		{"does not back off either", "ksyun", "throttled", func(n *naive, k probe.Task) {
			n.stubborn(5, 10*time.Millisecond, "CheckStatus", func() (string, error) { return n.ksyun(k, "PhoneNumberStatus", "Mobile", "13900000200") })
		}, "after attempt 1 was refused with LimitExceeded: back off"},
		{"never gives up", "aliyun", "outage", func(n *naive, k probe.Task) { aliyunWants(n, k, 30, time.Second) }, "139****0200 was asked about 30 times, after 1s, 1s, 1s, 1s, 1s, …: give up"},
		{"pays again for a lost answer", "aliyun", "paid-but-lost", func(n *naive, k probe.Task) { aliyunWants(n, k, 2, time.Second) }, "139****0200 was paid for twice, for one answer"},
		{"pays again after its timeout", "aliyun", "timeout", func(n *naive, k probe.Task) {
			n.c.Timeout = 100 * time.Millisecond
			aliyunWants(n, k, 2, time.Second)
		}, "139****0200 was paid for twice, for one answer"},
		{"asks again too soon for a late number", "ywjisu", "late", func(n *naive, k probe.Task) {
			n.stubborn(5, time.Second, `"status"`, func() (string, error) { return n.ywjisu(k, n.seconds(), "13900000200") })
		}, "attempt 2 came after 1s"},
		{"takes a new status for a failure", "aliyun", "unknown-status", func(n *naive, k probe.Task) {
			n.stubborn(3, time.Second, "NORMAL", func() (string, error) { return n.aliyun(k, "13900000200") })
		}, "139****0200 was answered and asked about again twice"},
		{"retries a code it does not know for ever", "ksyun", "unknown-code", func(n *naive, k probe.Task) {
			n.stubborn(20, time.Second, "CheckStatus", func() (string, error) { return n.ksyun(k, "PhoneNumberStatus", "Mobile", "13900000200") })
		}, "was asked about 20 times"},
	}
}

func badShapes() []bad {
	return []bad{
		{"sends 51 numbers in a call", "ksyun", "batch-51", func(n *naive, k probe.Task) {
			_, _ = n.ksyun(k, "BatchPhoneNumberStatus", "Mobiles", longList(51))
		}, "a call asked about 51: cut longer lists into calls of 50"},
		{"sends 51 numbers in a call elsewhere", "ywjisu", "batch-51", func(n *naive, k probe.Task) {
			_, _ = n.ywjisu(k, n.seconds(), longList(51))
		}, "a call asked about 51"},
		{"loses the rest of a list", "ksyun", "batch-120", func(n *naive, k probe.Task) {
			_, _ = n.ksyun(k, "BatchPhoneNumberStatus", "Mobiles", longList(50))
		}, "50 were: the rest of a list that is too long must not get lost"},
		{"asks about the border twice", "ywjisu", "batch-51", func(n *naive, k probe.Task) {
			all := strings.Split(longList(51), ",")
			_, _ = n.ywjisu(k, n.seconds(), strings.Join(all[:50], ","))
			_, _ = n.ywjisu(k, n.seconds(), strings.Join(all[49:], ","))
		}, "139****0200 was asked about twice"},
		{"opens a connection for each call", "aliyun", "connection", func(n *naive, k probe.Task) {
			n.c = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
			for _, list := range lists("connection") {
				_, _ = n.aliyun(k, string(list[0]))
			}
		}, "5 calls came over 5 connections"},
		{"speaks HTTP/1.0", "aliyun", "connection", func(n *naive, k probe.Task) {
			text := aliyunForm{now: n.w.Now(), nonce: n.fresh(), number: "13900000200"}.text(k)
			c := dial(n.t, k.URL)
			_, _ = fmt.Fprintf(c, "POST / HTTP/1.0\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", len(text), text)
			_, _ = io.ReadAll(c)
			_ = c.Close()
		}, "call 1 speaks HTTP/1.0"},
	}
}
