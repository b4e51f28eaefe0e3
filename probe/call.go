package probe

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Call is an exchange as the provider's document reads it.
type Call struct {
	*Exchange
	Scheme    string // how it is signed, in the provider's word; empty: not at all
	KeyID     string
	Operation string
	Numbers   []string
	Nonce     string
	Timestamp string
	Params    url.Values
	Code      string // of the answer
}

// Question is what is asked, whoever signed it and when.
func (c *Call) Question() string {
	return c.Operation + " " + strings.Join(c.Numbers, ",")
}

// dialect is where a provider's requests have what all have.
type dialect struct {
	read    func(*Call)
	code    *regexp.Regexp // of an answer's
	batch   int            // numbers a call may ask about
	nonces  bool           // a request is good once
	success []string       // codes that are no refusal
}

func dialects() map[string]dialect {
	return map[string]dialect{
		"aliyun": {readAliyun, regexp.MustCompile(`"Code"\s*:\s*"([^"]*)"|<Code>([^<]*)</Code>`), 1, true, []string{"OK"}},
		"ksyun":  {readKsyun, regexp.MustCompile(`"Code"\s*:\s*"([^"]*)"`), 50, false, nil},
		"ywjisu": {readYwjisu, regexp.MustCompile(`"resultCode"\s*:\s*"([^"]*)"`), 50, false, []string{"000000", "200000"}},
	}
}

// call reads an exchange.
func (d dialect) call(x *Exchange) *Call {
	c := &Call{Exchange: x, Params: url.Values{}}
	_, query, _ := strings.Cut(x.Target, "?")
	for _, text := range []string{query, string(x.Body)} {
		form, _ := url.ParseQuery(text) // what cannot be read is not there
		for name, values := range form {
			c.Params[name] = append(c.Params[name], values...)
		}
	}
	d.read(c)
	if found := d.code.FindSubmatch(x.AnswerBody); found != nil {
		c.Code = string(slices.Concat(found[1:]...))
	}
	return c
}

func readAliyun(c *Call) {
	c.Operation, c.KeyID = c.Params.Get("Action"), c.Params.Get("AccessKeyId")
	c.Nonce, c.Timestamp = c.Params.Get("SignatureNonce"), c.Params.Get("Timestamp")
	switch held := c.Header.Get("Authorization"); {
	case held != "":
		c.Scheme, _, _ = strings.Cut(held, " ")
		c.Operation, c.KeyID = c.Header.Get("X-Acs-Action"), within(held, "Credential=", ",")
		c.Nonce, c.Timestamp = c.Header.Get("X-Acs-Signature-Nonce"), c.Header.Get("X-Acs-Date")
	case c.Params.Has("Signature"):
		c.Scheme = c.Params.Get("SignatureMethod")
	}
	c.Numbers = list(c.Params.Get("PhoneNumber") + c.Params.Get("InputNumber"))
}

func readKsyun(c *Call) {
	c.Operation, c.KeyID, c.Timestamp = c.Params.Get("Action"), c.Params.Get("Accesskey"), c.Params.Get("Timestamp")
	switch held := c.Header.Get("Authorization"); {
	case held != "":
		c.Scheme, _, _ = strings.Cut(held, " ")
		c.KeyID, c.Timestamp = within(held, "Credential=", "/"), c.Header.Get("X-Amz-Date")
	case c.Params.Has("X-Amz-Signature"):
		c.Scheme, c.Timestamp = c.Params.Get("X-Amz-Algorithm"), c.Params.Get("X-Amz-Date")
		c.KeyID, _, _ = strings.Cut(c.Params.Get("X-Amz-Credential"), "/")
	case c.Params.Has("Signature"):
		c.Scheme = "HMAC-SHA256"
	}
	c.Numbers = list(c.Params.Get("Mobile") + c.Params.Get("Mobiles"))
}

func readYwjisu(c *Call) {
	c.KeyID, c.Timestamp = c.Params.Get("code"), c.Params.Get("timestamp")
	if c.Params.Has("token") {
		c.Scheme = "token"
	}
	path, _, _ := strings.Cut(c.Target, "?")
	c.Operation = path[strings.LastIndex(path, "/")+1:]
	c.Numbers = list(c.Params.Get("mobiles"))
}

func list(numbers string) []string {
	if numbers == "" {
		return nil
	}
	return strings.Split(numbers, ",")
}

// within is what stands in text between two marks.
func within(text, from, to string) string {
	_, rest, _ := strings.Cut(text, from)
	found, _, _ := strings.Cut(rest, to)
	return found
}
