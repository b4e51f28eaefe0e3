package replay

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/internal/wire"
)

// compareTyped says where the production client makes something else of the two
// answers. Each is given to it in the place of the provider's.
func compareTyped(ctx context.Context, rec *Recording, q *wire.Request, recorded, simulated canned) ([]Difference, error) {
	var both [2]side
	for i, answer := range []canned{recorded, simulated} {
		text, err := typed(ctx, rec, q, answer)
		if err != nil {
			return nil, err
		}
		b, err := parseBody("", text)
		if err != nil {
			return nil, fmt.Errorf("what the client makes of an answer cannot be written down: %w", err)
		}
		both[i] = side{body: b, header: map[string]string{}}
	}
	list := compare(rec.Case, both[0], both[1])
	for i := range list {
		list[i].Pointer = "/client" + strings.TrimPrefix(list[i].Pointer, "/body")
	}
	return list, nil
}

// canned is an answer that needs no network.
type canned struct {
	status int
	header http.Header
	body   []byte
	used   *bool
}

// RoundTrip implements http.RoundTripper.
func (c canned) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body) // as a network would
		_ = r.Body.Close()
	}
	*c.used = true
	return &http.Response{
		StatusCode: c.status, Status: fmt.Sprintf("%d", c.status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: c.header.Clone(), Body: io.NopCloser(bytes.NewReader(c.body)), ContentLength: int64(len(c.body)),
	}, nil
}

// canned is the recorded answer.
func (a *Answered) canned() canned {
	h := http.Header{}
	for name, value := range a.Header {
		h.Set(name, value)
	}
	return canned{status: a.Status, header: h, body: a.Body}
}

// typed is what the client returns, as JSON: a result or an error.
func typed(ctx context.Context, rec *Recording, q *wire.Request, answer canned) ([]byte, error) {
	asked := []string{strings.Join(q.Entries(), ","), "13900000200"} // what the client refuses to ask, it is not asked about
	for _, numbers := range asked {
		answer.used = new(bool)
		value, err := question(ctx, rec, q, numbers, &http.Client{Transport: answer})
		if !*answer.used {
			continue
		}
		var no *client.Error
		switch {
		case errors.As(err, &no):
			return json.Marshal(map[string]any{"Error": map[string]any{
				"Kind": no.Kind.String(), "Code": no.Code, "HTTP": no.HTTP, "Charged": no.Charged, "Retry": no.Retry, "After": no.After.String(), "Operation": no.Operation,
			}})
		case err != nil:
			return nil, fmt.Errorf("%s: the client fails: %w", rec.Case, err)
		}
		return json.Marshal(map[string]any{"Results": value})
	}
	return nil, fmt.Errorf("%s: the client does not ask that", rec.Case)
}

// reading is what the client means by an answer, number by number.
type reading struct {
	Number    string
	Status    string
	Carrier   string `json:",omitempty"`
	Charged   client.Charged
	RequestID string `json:",omitempty"`
}

// question has the client ask what was asked.
func question(ctx context.Context, rec *Recording, q *wire.Request, numbers string, h *http.Client) ([]reading, error) {
	o := client.Options{BaseURL: "https://" + rec.Request.Host, HTTP: h, Retry: client.Retry{Attempts: 1}}
	k := ReadyKeys(rec.Provider, rec.Account)
	switch rec.Provider {
	case "aliyun":
		return askAliyun(ctx, rec.Operation, q, numbers, client.AliyunConfig{Signer: client.AliyunSigner{AccessKeyID: k.ID, AccessKeySecret: k.Secret}, V1: true, Format: formatOf(q), Options: o})
	case "ksyun":
		return askKsyun(ctx, rec.Operation, listOf(numbers), client.KsyunConfig{Signer: client.KsyunSigner{AccessKey: k.ID, SecretKey: k.Secret}, Options: o})
	}
	return askYwjisu(ctx, listOf(numbers), client.YwjisuConfig{Signer: client.YwjisuSigner{Code: k.ID, Password: k.Password, PrivateKey: k.Secret}, Options: o})
}

func formatOf(q *wire.Request) client.AliyunFormat {
	if strings.EqualFold(q.Get("Format"), "JSON") {
		return ""
	}
	return client.AliyunXML
}

func askAliyun(ctx context.Context, operation string, q *wire.Request, number string, c client.AliyunConfig) ([]reading, error) {
	a, err := client.NewAliyun(c)
	if err != nil {
		return nil, err
	}
	var got *client.AliyunStatus
	if use, later := strings.CutPrefix(operation, "PhoneNumberStatusFor"); later {
		got, err = a.PhoneNumberStatusFor(ctx, client.AliyunUse(use), client.PhoneNumberStatusForRequest{
			AuthCode: "numsim-auth-code", InputNumber: number, Mask: client.AliyunMask(q.Get("Mask")),
		})
	} else {
		got, err = a.DescribePhoneNumberStatus(ctx, client.DescribePhoneNumberStatusRequest{PhoneNumber: number})
	}
	if err != nil {
		return nil, err
	}
	return []reading{{number, got.Status.String(), got.Carrier.String(), got.Charged, got.RequestID}}, nil
}

func askKsyun(ctx context.Context, operation string, numbers []numsim.Number, c client.KsyunConfig) (list []reading, err error) {
	k, err := client.NewKsyun(c)
	if err != nil {
		return nil, err
	}
	switch operation {
	case "BatchPhoneNumberStatus":
		got, err := k.BatchPhoneNumberStatus(ctx, client.BatchPhoneNumberStatusRequest{Mobiles: numbers})
		if err != nil {
			return nil, err
		}
		for _, one := range got.Data {
			list = append(list, reading{one.Mobile, one.NeutralStatus.String(), one.NeutralCarrier.String(), one.Charged, got.RequestID})
		}
		return list, nil
	case "IsmsPhoneNumberStatus":
		got, err := k.IsmsPhoneNumberStatus(ctx, client.IsmsPhoneNumberStatusRequest{Mobile: numbers[0]})
		if err != nil {
			return nil, err
		}
		for _, one := range got.Result {
			list = append(list, reading{one.Mobile, one.NeutralStatus.String(), one.NationEnCode, one.Charged, got.RequestID})
		}
		return list, nil
	}
	got, err := k.PhoneNumberStatus(ctx, client.PhoneNumberStatusRequest{Mobile: numbers[0]})
	if err != nil {
		return nil, err
	}
	return []reading{{got.Mobile, got.NeutralStatus.String(), got.NeutralCarrier.String(), got.Charged, got.RequestID}}, nil
}

func askYwjisu(ctx context.Context, numbers []numsim.Number, c client.YwjisuConfig) (list []reading, err error) {
	y, err := client.NewYwjisu(c)
	if err != nil {
		return nil, err
	}
	got, err := y.GetCheckResult(ctx, client.GetCheckResultRequest{Mobiles: numbers})
	if err != nil {
		return nil, err
	}
	for _, one := range got.ResultObj {
		list = append(list, reading{one.Mobile, one.NeutralStatus.String(), one.NeutralCarrier.String(), one.Charged, ""})
	}
	return list, nil
}

func listOf(numbers string) (list []numsim.Number) {
	for n := range strings.SplitSeq(numbers, ",") {
		list = append(list, numsim.Number(n))
	}
	return list
}
