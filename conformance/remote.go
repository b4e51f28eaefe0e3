package conformance

import (
	"context"
	"crypto/rand"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/time/rate"

	"github.com/numsim/numsim/contracts"
)

// Remote is one or more providers behind base URLs: a simulator that somebody
// runs. With its control port each case gets a tenant of its own; without one, or
// where it makes no tenants, cases call as the ready-made accounts that simulator
// accounts prints, and those that need more are skipped.
type Remote struct {
	URLs    map[string]string // by provider
	Control string            // base URL of its control port; empty is none

	limiter *rate.Limiter
	salt    string
}

// callsPerSecond stays well below the 200 of Alibaba Cloud's document, which all
// cases together share at somebody else's simulator.
const callsPerSecond = 100

// NewRemote is a target behind those URLs.
func NewRemote(urls map[string]string, control string) *Remote {
	return &Remote{URLs: urls, Control: strings.TrimSuffix(control, "/"), limiter: rate.NewLimiter(callsPerSecond, 10), salt: rand.Text()}
}

// Name implements Target.
func (r *Remote) Name() string {
	var list []string
	for _, p := range slices.Sorted(maps.Keys(r.URLs)) {
		list = append(list, p+" at "+r.URLs[p])
	}
	return strings.Join(list, ", ")
}

// Arrange implements Target.
func (r *Remote) Arrange(ctx context.Context, c *Case) (*Place, error) {
	g := &c.Given
	if r.URLs[c.Provider()] == "" {
		return nil, Cannotf("no URL of %s was given", c.Provider())
	}
	place := &Place{
		URL: func(provider string) string { return r.URLs[provider] }, Account: published, Answerer: contracts.Simulator,
		HTTP: paced{r.limiter, direct()}, Public: true,
	}
	if r.Control != "" {
		if g.Early {
			return nil, Cannotf("%s counts before it is known whose call it is, and the target has one setting for all", strings.Join(g.Set, ", "))
		}
		err := r.tenant(ctx, c, place)
		if !errors.Is(err, errNoTenants) {
			return place, err
		}
	}
	place.Salt = r.salt // everybody's account remembers earlier runs
	switch why := "no control port was given that makes tenants"; {
	case len(g.Set) > 0:
		return nil, Cannotf("the target cannot be set to %s: %s", strings.Join(g.Set, ", "), why)
	case g.Scenario != "":
		return nil, Cannot("the target cannot be given a scenario: " + why)
	case g.Clock:
		return nil, Cannot("the target's clock is everybody's, and moving it would disturb other cases: " + why)
	}
	return place, nil
}

// paced keeps to a rate.
type paced struct {
	limiter *rate.Limiter
	through http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (p paced) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := p.limiter.Wait(req.Context()); err != nil {
		return nil, err
	}
	return p.through.RoundTrip(req)
}

// published are the ready-made accounts of every simulator's default tenant.
func published(provider, name string) (Credentials, error) {
	switch provider {
	case "aliyun", "ksyun":
		c := Credentials{ID: name, Secret: "numsim-secret"}
		if strings.HasPrefix(name, "numsim-sts") {
			c.Token = name + "-token"
		}
		return c, nil
	case "ywjisu":
		return Credentials{ID: name, Secret: "numsim-key", Password: "numsim-pwd"}, nil
	}
	return Credentials{}, errors.New("nobody knows an account of " + provider)
}
