package conformance

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"strings"
	"time"

	"github.com/numsim/numsim/client"
)

// aliyunSigner is the case's account, its clock off by skew.
func aliyunSigner(s *Stage, skew time.Duration) (client.AliyunSigner, error) {
	key, err := s.Key()
	return client.AliyunSigner{
		AccessKeyID: key.ID, AccessKeySecret: client.Secret(key.Secret), SecurityToken: client.Secret(key.Token),
		Now: func() time.Time { return s.Time().Add(skew) }, Nonce: s.Nonce,
	}, err
}

// aliyunBy is how a request to Alibaba Cloud is made.
type aliyunBy struct {
	method string
	skew   time.Duration
	signer func(*client.AliyunSigner) // changes it
	again  bool                       // the nonce is the same each time
}

// describe is DescribePhoneNumberStatus by V1; over changes parameters before
// they are signed.
func describe(over ...string) Wire { return aliyunBy{method: http.MethodGet}.describe(over...) }

func (by aliyunBy) describe(over ...string) Wire {
	return by.v1(map[string]string{"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "Format": "JSON", "PhoneNumber": active}, over)
}

// statusFor is one of the successors.
func statusFor(use string, over ...string) Wire {
	return aliyunBy{method: http.MethodPost}.statusFor(use, over...)
}

func (by aliyunBy) statusFor(use string, over ...string) Wire {
	return by.v1(map[string]string{
		"Action": "PhoneNumberStatusFor" + use, "Version": "2020-02-17", "Format": "JSON",
		"InputNumber": active, "Mask": "NORMAL", "AuthCode": "conformance",
	}, over)
}

func (by aliyunBy) v1(like map[string]string, over []string) Wire {
	return func(s *Stage) (*http.Request, error) {
		signer, err := by.sign(s)
		if err != nil {
			return nil, err
		}
		key, err := s.Key()
		if err != nil {
			return nil, err
		}
		if own := maps.Clone(like); own["AuthCode"] != "" && key.AuthCode != "" {
			own["AuthCode"] = key.AuthCode
			like = own
		}
		params := by.params(s, map[string]string{
			"AccessKeyId": signer.AccessKeyID, "SignatureMethod": "HMAC-SHA1", "SignatureVersion": "1.0", "SignatureNonce": signer.Nonce(),
			"Timestamp": signer.Now().UTC().Format("2006-01-02T15:04:05Z"), "SecurityToken": minus(signer.SecurityToken.Reveal()),
		}, like, over)
		text := canonical(params) + "&Signature=" + escape(aliyunV1(by.method, signer.AccessKeySecret.Reveal(), params))
		if by.method == http.MethodGet {
			return http.NewRequest(by.method, s.Base()+"/?"+text, nil)
		}
		return form(s.Base()+"/", text)
	}
}

// form is a POST of a form.
func form(address, text string) (*http.Request, error) {
	req, err := http.NewRequest(http.MethodPost, address, strings.NewReader(text))
	if err == nil {
		req.Header.Set("Content-Type", formType)
	}
	return req, err
}

// minus leaves a parameter out that would be empty.
func minus(value string) string { return cmp.Or(value, "-") }

func (by aliyunBy) sign(s *Stage) (client.AliyunSigner, error) {
	signer, err := aliyunSigner(s, by.skew)
	if by.again {
		signer.Nonce = s.Same
	}
	if by.signer != nil {
		by.signer(&signer)
	}
	return signer, err
}

// params are the common ones, the operation's own, and changes to either.
func (by aliyunBy) params(s *Stage, common, like map[string]string, over []string) map[string]string {
	params := map[string]string{}
	for _, list := range []map[string]string{common, like} {
		for name, value := range list {
			merged(params, []string{name, value})
		}
	}
	params = merged(params, over)
	for _, name := range []string{"PhoneNumber", "InputNumber"} {
		if number, ok := params[name]; ok {
			params[name] = s.Phone(number)
		}
	}
	return params
}

// describeV3 is DescribePhoneNumberStatus by V3.
func describeV3(over ...string) Wire { return aliyunBy{method: http.MethodPost}.describeV3(over...) }

func (by aliyunBy) describeV3(over ...string) Wire {
	return func(s *Stage) (*http.Request, error) {
		signer, err := by.sign(s)
		if err != nil {
			return nil, err
		}
		params := by.params(s, nil, map[string]string{"PhoneNumber": active, "Format": "JSON"}, over)
		return signer.V3(by.method, s.Base(), "DescribePhoneNumberStatus", "2020-02-17", params)
	}
}

// aliyunAsks has the production client ask about numbers one by one.
func aliyunAsks(number string, change ...func(*client.AliyunConfig)) Ask {
	return func(ctx context.Context, s *Stage) (any, error) {
		signer, err := aliyunSigner(s, 0)
		if err != nil {
			return nil, err
		}
		c := client.AliyunConfig{Signer: signer, V1: true, Options: s.Options()}
		for _, set := range change {
			set(&c)
		}
		a, err := client.NewAliyun(c)
		if err != nil {
			return nil, err
		}
		return a.DescribePhoneNumberStatus(ctx, client.DescribePhoneNumberStatusRequest{PhoneNumber: s.Phone(number)})
	}
}

func byV3(c *client.AliyunConfig)        { c.V1 = false }
func inXML(c *client.AliyunConfig)       { c.Format = client.AliyunXML }
func wrongSecret(s *client.AliyunSigner) { s.AccessKeySecret += "x" }
