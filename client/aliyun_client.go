package client

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/numsim/numsim"
)

const (
	aliyunURL     = "https://dytnsapi.aliyuncs.com"
	aliyunVersion = "2020-02-17"
)

// AliyunConfig is what an Aliyun client is made of.
type AliyunConfig struct {
	Signer AliyunSigner
	V1     bool         // sign with HMAC-SHA1, as older SDKs do; else ACS3-HMAC-SHA256
	Format AliyunFormat // of answers; empty is JSON
	// UnknownIsCharged takes an UNKNOWN status for charged. Section 6 of the
	// document of 2020 says that it is free, as all later pages do; section 2
	// alone charges whatever has Code OK.
	UnknownIsCharged bool
	// AuthCode has Check ask PhoneNumberStatusForPublic, or the operation of
	// Use, in the place of DescribePhoneNumberStatus, which has left the
	// provider's pages and SDKs.
	AuthCode Secret
	Use      AliyunUse // empty is ForPublic
	Options  Options
}

// AliyunFormat is the format of answers.
type AliyunFormat string

// The formats there are. Either is read, whichever is asked for.
const (
	AliyunJSON AliyunFormat = "JSON"
	AliyunXML  AliyunFormat = "XML"
)

// AliyunUse is what the status of a number is asked for. Each has an operation
// of its own, alike on the wire.
type AliyunUse string

// The uses there are. ForVirtual has left the provider's pages since 2024; its
// SDKs still have it.
const (
	ForPublic  AliyunUse = "Public"
	ForAccount AliyunUse = "Account"
	ForReal    AliyunUse = "Real"
	ForSms     AliyunUse = "Sms"
	ForVoice   AliyunUse = "Voice"
	ForVirtual AliyunUse = "Virtual"
)

// Aliyun asks Alibaba Cloud's dytnsapi. It may be used by many goroutines at
// once, and prints none of its secrets.
type Aliyun struct {
	caller  *caller
	request func(now func() time.Time, action string, params map[string]string) (*http.Request, error) // a function prints as an address
	check   asker
	free    bool // an unknown status is
}

// NewAliyun checks the settings and returns a client.
func NewAliyun(c AliyunConfig) (*Aliyun, error) {
	if c.Options.Now == nil {
		c.Options.Now = c.Signer.Now
	}
	a := &Aliyun{caller: newCaller(aliyun, c.Options, aliyunURL), free: !c.UnknownIsCharged}
	_, badURL := aliyun.parseBaseURL(a.caller.opts.BaseURL, aliyunURL)
	if err := cmp.Or(c.Signer.check("any"), badURL, c.checkFormat(), c.checkUse()); err != nil {
		return nil, err
	}
	a.request, a.check = c.request(a.caller.opts.BaseURL), a.byDescribe
	if c.AuthCode != "" {
		a.check = a.byUse(c.AuthCode, cmp.Or(c.Use, ForPublic))
	}
	return a, nil
}

func (c AliyunConfig) checkFormat() error {
	switch c.Format {
	case "", AliyunJSON, AliyunXML:
		return nil
	}
	return fmt.Errorf("%s: Format %q: want %s or %s", aliyun, c.Format, AliyunJSON, AliyunXML)
}

func (c AliyunConfig) checkUse() error {
	switch c.Use {
	case "", ForPublic, ForAccount, ForReal, ForSms, ForVoice, ForVirtual:
	default:
		return fmt.Errorf("%s: Use %q: want one of the constants such as ForPublic", aliyun, c.Use)
	}
	if c.Use != "" && c.AuthCode == "" {
		return fmt.Errorf("%s: Use is set without an AuthCode: DescribePhoneNumberStatus has no use; set both or neither", aliyun)
	}
	return nil
}

// request makes and signs requests. They are POST: net/http repeats a GET by
// itself when a connection breaks, which may pay twice.
func (c AliyunConfig) request(baseURL string) func(func() time.Time, string, map[string]string) (*http.Request, error) {
	return func(now func() time.Time, action string, params map[string]string) (*http.Request, error) {
		s := c.Signer
		s.Now = now
		if c.V1 {
			params["Action"], params["Version"], params["Format"] = action, aliyunVersion, string(cmp.Or(c.Format, AliyunJSON))
			return s.V1(http.MethodPost, baseURL, params)
		}
		req, err := s.V3(http.MethodPost, baseURL, action, aliyunVersion, params)
		if err == nil && c.Format == AliyunXML {
			req.Header.Set("Accept", "application/xml") // not one of the signed headers
		}
		return req, err
	}
}

// Provider implements Source.
func (a *Aliyun) Provider() string { return string(aliyun) }

// MostNumbers implements Source: every operation takes one.
func (a *Aliyun) MostNumbers() int { return 1 }

// Check implements Source, by DescribePhoneNumberStatus or, with an AuthCode,
// by one of its successors.
func (a *Aliyun) Check(ctx context.Context, numbers ...numsim.Number) []Result {
	return inBatches(ctx, numbers, a.MostNumbers(), a.check, nil)
}

func (a *Aliyun) byDescribe(ctx context.Context, numbers []numsim.Number) ([]Result, error) {
	res, err := a.DescribePhoneNumberStatus(ctx, DescribePhoneNumberStatusRequest{PhoneNumber: string(numbers[0])})
	if err != nil {
		return nil, err
	}
	return []Result{res.result(numbers[0], "DescribePhoneNumberStatus")}, nil
}

func (a *Aliyun) byUse(authCode Secret, use AliyunUse) asker {
	return func(ctx context.Context, numbers []numsim.Number) ([]Result, error) {
		res, err := a.PhoneNumberStatusFor(ctx, use, PhoneNumberStatusForRequest{AuthCode: authCode, InputNumber: string(numbers[0])})
		if err != nil {
			return nil, err
		}
		return []Result{res.result(numbers[0], "PhoneNumberStatusFor"+string(use))}, nil
	}
}

// ask makes one call about one number.
func (a *Aliyun) ask(ctx context.Context, action string, params map[string]string, owner AliyunOwner) (*AliyunStatus, error) {
	owner.add(params)
	var got *AliyunStatus
	cost, err := a.caller.paid(ctx, call{
		operation: action, numbers: 1,
		sign: func(now func() time.Time) (*http.Request, error) { return a.request(now, action, params) },
		read: func(ans *answer) (Charged, *Error) {
			var failed *Error
			if got, failed = readAliyun(ans, a.free); failed != nil {
				return failed.Charged, failed
			}
			return got.Charged, nil
		},
	})
	if err != nil {
		return nil, err
	}
	got.Charged = cost
	return got, nil
}

// AliyunOwner are account fields that every operation takes and no page lists;
// the SDKs have them.
type AliyunOwner struct {
	OwnerID              int64
	ResourceOwnerAccount string
	ResourceOwnerID      int64
}

func (o AliyunOwner) add(params map[string]string) {
	for name, id := range map[string]int64{"OwnerId": o.OwnerID, "ResourceOwnerId": o.ResourceOwnerID} {
		if id != 0 {
			params[name] = strconv.FormatInt(id, 10)
		}
	}
	if o.ResourceOwnerAccount != "" {
		params["ResourceOwnerAccount"] = o.ResourceOwnerAccount
	}
}
