package main

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"log"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"
)

func escape(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}

func pairs(params map[string]string) (list []string) {
	for _, name := range slices.Sorted(maps.Keys(params)) {
		list = append(list, escape(name)+"="+escape(params[name]))
	}
	return list
}

func mac(new func() hash.Hash, key, text string) string {
	m := hmac.New(new, []byte(key))
	m.Write([]byte(text))
	return string(m.Sum(nil))
}

func hexed(text string) string { return hex.EncodeToString([]byte(text)) }

func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// with adds parameters to what the caller gave; one without a value is left out.
func with(params map[string]string, own map[string]string) map[string]string {
	all := maps.Clone(params)
	for name, value := range own {
		if value != "" {
			all[name] = value
		}
	}
	return all
}

func aliyunV1(g given) made {
	params := with(g.Params, map[string]string{
		"AccessKeyId": g.AccessKeyID, "SignatureMethod": "HMAC-SHA1", "SignatureVersion": "1.0",
		"SignatureNonce": g.Nonce, "Timestamp": g.Now, "SecurityToken": g.SecurityToken,
	})
	toSign := g.Method + "&%2F&" + escape(strings.Join(pairs(params), "&"))
	signature := base64.StdEncoding.EncodeToString([]byte(mac(sha1.New, g.Secret+"&", toSign)))
	sent := append(pairs(params), "Signature="+escape(signature))
	if g.Method == "GET" {
		return made{toSign: toSign, signature: signature, wire: wire{Query: sent}}
	}
	return made{toSign: toSign, signature: signature, wire: wire{Form: sent}}
}

func aliyunV3(g given) made {
	headers := map[string]string{
		"host": host(g.URL), "x-acs-action": g.Action, "x-acs-version": g.Version, "x-acs-date": g.Now,
		"x-acs-signature-nonce": g.Nonce, "x-acs-content-sha256": hashed(""),
	}
	if g.SecurityToken != "" {
		headers["x-acs-accesskey-id"], headers["x-acs-security-token"] = g.AccessKeyID, g.SecurityToken
	}
	query := pairs(g.Params)
	canonical, signed, lines := canonicalRequest(g.Method, strings.Join(query, "&"), headers, "")
	toSign := "ACS3-HMAC-SHA256\n" + hashed(canonical)
	signature := hexed(mac(sha256.New, g.Secret, toSign))
	lines = append(lines, fmt.Sprintf("authorization: ACS3-HMAC-SHA256 Credential=%s,SignedHeaders=%s,Signature=%s", g.AccessKeyID, signed, signature))
	return made{canonical, toSign, signature, wire{Query: query, Headers: lines}}
}

func ksyunV1(g given) made {
	params := with(g.Params, map[string]string{
		"Accesskey": g.AccessKeyID, "Service": "cpn", "SignatureMethod": "HMAC-SHA256",
		"SignatureVersion": "1.0", "Timestamp": g.Now, "Region": g.Region,
	})
	toSign := strings.Join(pairs(params), "&")
	signature := hexed(mac(sha256.New, g.Secret, toSign))
	return made{toSign: toSign, signature: signature, wire: wire{Form: append(pairs(params), "Signature="+signature)}}
}

func ksyunAWS4(g given) made {
	date := strings.NewReplacer("-", "", ":", "").Replace(g.Now)
	body := strings.Join(pairs(g.Params), "&")
	canonical, signed, lines := canonicalRequest("POST", "", map[string]string{
		"accept": "application/json", "content-type": "application/x-www-form-urlencoded", "host": host(g.URL), "x-amz-date": date,
	}, body)
	scope := []string{date[:8], g.Region, "cpn", "aws4_request"}
	toSign := strings.Join([]string{"AWS4-HMAC-SHA256", date, strings.Join(scope, "/"), hashed(canonical)}, "\n")
	key := "AWS4" + g.Secret
	for _, part := range scope {
		key = mac(sha256.New, key, part)
	}
	signature := hexed(mac(sha256.New, key, toSign))
	lines = append(lines, fmt.Sprintf("authorization: AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s",
		g.AccessKeyID, strings.Join(scope, "/"), signed, signature))
	return made{canonical, toSign, signature, wire{Headers: lines, Body: body}}
}

func canonicalRequest(method, query string, headers map[string]string, body string) (canonical, signed string, lines []string) {
	var text strings.Builder
	names := slices.Sorted(maps.Keys(headers))
	for _, name := range names {
		text.WriteString(name + ":" + headers[name] + "\n")
		lines = append(lines, name+": "+headers[name])
	}
	signed = strings.Join(names, ";")
	return strings.Join([]string{method, "/", query, text.String(), signed, hashed(body)}, "\n"), signed, lines
}

func ywjisuToken(g given) made {
	now, err := time.Parse(time.RFC3339, g.Now)
	if err != nil {
		log.Fatal(err)
	}
	timestamp := fmt.Sprint(now.Unix())
	toSign := g.Code + g.Secret + timestamp
	sum := md5.Sum([]byte(toSign))
	token := hex.EncodeToString(sum[:])
	form := map[string]string{"code": g.Code, "pwd": g.Pwd, "mobiles": g.Mobiles, "timestamp": timestamp, "token": token}
	return made{toSign: toSign, signature: token, wire: wire{Form: pairs(form)}}
}

func host(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		log.Fatal(err)
	}
	return u.Host
}
