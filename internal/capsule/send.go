package capsule

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/ctl"
	"github.com/numsim/numsim/internal/wire"
)

// unsendable is a call that cannot be sent as it was.
type unsendable struct{ why string }

func (u unsendable) Error() string { return u.why }

// request makes the call anew, for the keys of another tenant.
func (r *run) request(ctx context.Context, s *Step) (*http.Request, error) {
	c := s.Call
	if c.Unsendable != "" {
		return nil, unsendable{c.Unsendable}
	}
	p, err := wire.Of(c.Provider)
	if err != nil {
		return nil, err
	}
	base, k, err := r.keysOf(c)
	if err != nil {
		return nil, err
	}
	q, err := c.wire(p)
	if err != nil {
		return nil, err
	}
	stamp := wire.Stamp{Time: s.At}
	if c.Stamp != nil {
		stamp.Time = *c.Stamp
	}
	if c.Nonce != "" {
		sum := sha256.Sum256([]byte(r.tenant + " " + c.Nonce))
		stamp.Nonce = hex.EncodeToString(sum[:16])
	}
	req, err := q.Sign(base, k, stamp)
	if err != nil {
		return nil, unsendable{err.Error()}
	}
	for _, gone := range c.lacks() {
		if err := wire.Without(req, gone); err != nil {
			return nil, err
		}
	}
	return req.WithContext(ctx), nil
}

// wire is what the call asked, to be signed.
func (c *Call) wire(p wire.Provider) (*wire.Request, error) {
	q := &wire.Request{Provider: p, Method: c.Method, Host: p.Host, Header: http.Header{}}
	for name, value := range c.Headers {
		q.Header.Set(name, value)
	}
	seen := map[string]bool{}
	for _, one := range c.Parameters {
		if seen[one.Name] {
			return nil, unsendable{"it has the parameter " + one.Name + " twice"}
		}
		seen[one.Name] = true
		if one.Value == "<secret>" && p.Parameter(one.Name).Class == wire.Credential && one.Name != "AuthCode" && one.Name != "pwd" {
			continue // somebody's, which no signer says
		}
		q.Parameters = append(q.Parameters, wire.Parameter(one))
	}
	if c.Scheme == "aws4" && c.Headers["X-Amz-Date"] == "" {
		return nil, unsendable{"it has no X-Amz-Date"}
	}
	if c.Provider == "aliyun" && c.Scheme == "acs3" && c.Headers["X-Acs-Action"] == "" {
		return nil, unsendable{"it has no X-Acs-Action"}
	}
	return q, nil
}

// lacks are parts of a signature that the call came without.
func (c *Call) lacks() (list []string) {
	if c.Signature == "absent" || c.Scheme == "none" {
		list = append(list, "Signature", "Authorization", "token")
	}
	switch c.Scheme {
	case "acs3":
		if c.Headers["X-Acs-Date"] == "" {
			list = append(list, "X-Acs-Date")
		}
		return list
	case "aws4", "token":
		return list
	}
	for _, name := range []string{"Timestamp", "SignatureNonce"} {
		there := slices.ContainsFunc(c.Parameters, func(p Parameter) bool { return p.Name == name && p.Value != "" })
		if !there && (name == "Timestamp" || c.Provider == "aliyun") {
			list = append(list, name)
		}
	}
	return list
}

// keysOf are those of the account the call was made with, spoilt as its
// signature was.
func (r *run) keysOf(c *Call) (base string, k wire.Keys, err error) {
	e, ok := r.keys.Providers[c.Provider]
	at := slices.IndexFunc(r.keys.Accounts, func(k ctl.Key) bool { return k.Provider == c.Provider && k.Account == c.Account })
	if !ok || at < 0 {
		return "", k, unsendable{fmt.Sprintf("this simulator has no account %s at %s", c.Account, c.Provider)}
	}
	own := r.keys.Accounts[at]
	k = wire.Keys{
		ID: own.ID, Secret: client.Secret(cmp.Or(e.AccessKeySecret, e.PrivateKey)), Password: client.Secret(e.Password), AuthCode: "numsim-auth-code",
	}
	if c.Token {
		if k.Token = client.Secret(own.Token); own.Token == "" {
			return "", k, unsendable{"it had a security token, and the key has none"}
		}
	}
	if c.Signature == "wrong" {
		k.Secret = "numsim-wrong-secret"
	}
	return e.BaseURL, k, nil
}

// send makes the call. That no answer comes, or half of one, may be what the
// scenario has: the journal tells.
func (r *run) send(req *http.Request) error {
	res, err := r.http.Do(req)
	if err != nil {
		if r.asked.Err() != nil {
			return r.asked.Err()
		}
		if strings.Contains(err.Error(), "refused") {
			return errors.New("the simulator does not answer at " + req.URL.Host)
		}
		return nil
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, MaxBytes))
	_ = res.Body.Close()
	return nil
}
