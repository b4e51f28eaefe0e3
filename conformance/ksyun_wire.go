package conformance

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

// ksyunBy is how a request to Kingsoft Cloud is made.
type ksyunBy struct {
	skew   time.Duration
	secret string // instead of the account's
}

// realtime, batch and abroad are the three operations, signed by the document's
// own scheme; over changes parameters before they are signed.
func realtime(over ...string) Wire { return ksyunBy{}.v1("PhoneNumberStatus", "Mobile", active, over) }

func batch(over ...string) Wire {
	return ksyunBy{}.v1("BatchPhoneNumberStatus", "Mobiles", active, over)
}

func abroad(over ...string) Wire {
	return ksyunBy{}.v1("IsmsPhoneNumberStatus", "Mobile", indonesian, over)
}

func (by ksyunBy) v1(action, parameter, number string, over []string) Wire {
	return func(s *Stage) (*http.Request, error) {
		key, err := s.Key()
		if err != nil {
			return nil, err
		}
		params := merged(map[string]string{
			"Accesskey": key.ID, "Action": action, "Version": "2019-05-01", "Service": "cpn", "SignatureVersion": "1.0",
			"SignatureMethod": "HMAC-SHA256", "Timestamp": s.Time().Add(by.skew).UTC().Format("2006-01-02T15:04:05Z"), parameter: number,
		}, nil)
		if key.Token != "" {
			params["SecurityToken"] = key.Token
		}
		params = merged(params, over)
		for _, name := range []string{"Mobile", "Mobiles"} {
			if _, there := params[name]; there {
				params[name] = phones(s, params[name])
			}
		}
		secret := key.Secret
		if by.secret != "" {
			secret = by.secret
		}
		req, err := form(s.Base()+"/", canonical(params)+"&Signature="+ksyunV1(secret, params))
		if err == nil {
			req.Header.Set("Accept", "application/json")
		}
		return req, err
	}
}

// phones puts the target's numbers in the place of ours.
func phones(s *Stage, list string) string {
	all := strings.Split(list, ",")
	for i := range all {
		all[i] = s.Phone(all[i])
	}
	return strings.Join(all, ",")
}

// aws4 is PhoneNumberStatus, signed as the official SDKs do.
func aws4(over ...string) Wire { return ksyunBy{}.aws4(over...) }

func (by ksyunBy) aws4(over ...string) Wire {
	return func(s *Stage) (*http.Request, error) {
		signer, err := by.signer(s)
		if err != nil {
			return nil, err
		}
		return signer.AWS4(s.Base(), merged(map[string]string{"Action": "PhoneNumberStatus", "Version": "2019-05-01", "Mobile": s.Phone(active)}, over))
	}
}

func (by ksyunBy) signer(s *Stage) (client.KsyunSigner, error) {
	key, err := s.Key()
	signer := client.KsyunSigner{
		AccessKey: key.ID, SecretKey: client.Secret(key.Secret), SecurityToken: client.Secret(key.Token),
		Now: func() time.Time { return s.Time().Add(by.skew) },
	}
	if by.secret != "" {
		signer.SecretKey = client.Secret(by.secret)
	}
	return signer, err
}

// ksyunAsks has the production client make a call.
func ksyunAsks(call func(context.Context, *client.Ksyun, *Stage) (any, error), change ...func(*client.KsyunConfig)) Ask {
	return func(ctx context.Context, s *Stage) (any, error) {
		signer, err := ksyunBy{}.signer(s)
		if err != nil {
			return nil, err
		}
		c := client.KsyunConfig{Signer: signer, Options: s.Options()}
		for _, set := range change {
			set(&c)
		}
		k, err := client.NewKsyun(c)
		if err != nil {
			return nil, err
		}
		return call(ctx, k, s)
	}
}

func oneNow(number string) func(context.Context, *client.Ksyun, *Stage) (any, error) {
	return func(ctx context.Context, k *client.Ksyun, s *Stage) (any, error) {
		return k.PhoneNumberStatus(ctx, client.PhoneNumberStatusRequest{Mobile: numsim.Number(s.Phone(number))})
	}
}

func oneAbroad(number string) func(context.Context, *client.Ksyun, *Stage) (any, error) {
	return func(ctx context.Context, k *client.Ksyun, s *Stage) (any, error) {
		return k.IsmsPhoneNumberStatus(ctx, client.IsmsPhoneNumberStatusRequest{Mobile: numsim.Number(s.Phone(number))})
	}
}

// checks has a client ask about numbers its own way: it splits and asks again.
func checks(ctx context.Context, source client.Source, numbers []string) (any, error) {
	list := make([]numsim.Number, len(numbers))
	for i, n := range numbers {
		list[i] = numsim.Number(n)
	}
	results := source.Check(ctx, list...)
	for _, r := range results {
		if r.Err != nil {
			return results, r.Err
		}
	}
	return results, nil
}
