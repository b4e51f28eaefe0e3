package conformance

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/numsim/numsim/client"
)

const ywjisuPath = "/Api/ApiAuth/getCheckResult"

// ywjisuBy is how a request to ywjisu is made.
type ywjisuBy struct {
	skew  time.Duration
	token func(code, key, timestamp string) string // nil is the document's
}

// check is getCheckResult about numbers; over changes parameters afterwards.
func check(numbers string, over ...string) Wire { return ywjisuBy{}.check(numbers, over...) }

func (by ywjisuBy) check(numbers string, over ...string) Wire {
	return func(s *Stage) (*http.Request, error) {
		key, err := s.Key()
		if err != nil {
			return nil, err
		}
		at := strconv.FormatInt(s.Time().Add(by.skew).Unix(), 10)
		token := ywjisuToken(key.ID, key.Secret, at)
		if by.token != nil {
			token = by.token(key.ID, key.Secret, at)
		}
		return form(s.Base()+ywjisuPath, canonical(merged(map[string]string{
			"code": key.ID, "pwd": key.Password, "mobiles": phones(s, numbers), "timestamp": at, "token": token,
		}, over)))
	}
}

// ywjisuAsks has the production client ask about numbers its own way.
func ywjisuAsks(numbers []string, change ...func(*client.YwjisuConfig)) Ask {
	return func(ctx context.Context, s *Stage) (any, error) {
		key, err := s.Key()
		if err != nil {
			return nil, err
		}
		c := client.YwjisuConfig{
			Signer:  client.YwjisuSigner{Code: key.ID, Password: client.Secret(key.Password), PrivateKey: client.Secret(key.Secret), Now: s.Time},
			Options: s.Options(),
		}
		for _, set := range change {
			set(&c)
		}
		y, err := client.NewYwjisu(c)
		if err != nil {
			return nil, err
		}
		return checks(ctx, y, numbers)
	}
}

func list(numbers ...string) string { return strings.Join(numbers, ",") }
