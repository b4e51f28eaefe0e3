package conformance

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/numsim/numsim/contracts"
)

// Target is what cases run against.
type Target interface {
	// Name is what reports call it.
	Name() string
	// Arrange prepares what the case asks for. An error of type Cannot skips the
	// case; any other is a fault of the target.
	Arrange(ctx context.Context, c *Case) (*Place, error)
}

// Cannot is why a target cannot arrange something.
type Cannot string

func (c Cannot) Error() string { return string(c) }

// Cannotf is Cannot with values.
func Cannotf(format string, args ...any) Cannot { return Cannot(fmt.Sprintf(format, args...)) }

// Place is a target made ready for one case.
type Place struct {
	URL      func(provider string) string
	Account  func(provider, name string) (Credentials, error)
	HTTP     http.RoundTripper // nil is net/http's, without a proxy
	Now      func() time.Time  // nil is time.Now
	Advance  func(time.Duration) error
	Answerer contracts.Side // empty is the provider
	Close    func()         // nil is nothing
	// Salt goes into every nonce where the target remembers those of earlier runs,
	// so that a run with the seed of another is no replay.
	Salt string
	// Number is the target's own for one of this package's; nil leaves them.
	Number func(string) string
	// Public says that keys, signatures and numbers are nobody's, so that a report
	// may show a request whole.
	Public bool
}

// Credentials are what a call is signed with.
type Credentials struct {
	ID       string // AccessKeyId, Accesskey or code
	Secret   string // AccessKeySecret, secret or private key
	Password string // ywjisu's pwd
	Token    string // of a temporary key
	AuthCode string // Alibaba Cloud's, for the operations of 2022 and later; empty is one that a simulator takes
}
