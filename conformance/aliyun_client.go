package conformance

import (
	"context"
	"fmt"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

type aliyunRead = *client.AliyunStatus

func aliyunStatus(want numsim.Status) Check {
	return meant("the status", func(a aliyunRead) string { return a.Status.String() }, want.String())
}

// aliyunClient has the production client meet what it must cope with.
func aliyunClient() []Case {
	word := func(want string) Check {
		return meant("the word", func(a aliyunRead) string { return a.PhoneStatus.Status }, want)
	}
	charged := func(want client.Charged) Check {
		return meant("charged:", func(a aliyunRead) string { return a.Charged.String() }, want.String())
	}
	return []Case{
		rule("aliyun.status.client.v1", "the production client signs by V1 and reads the answer", "document 000:166-175", asked(aliyunAsks(active), aliyunStatus(numsim.Active), charged(client.IsCharged), calls(1))),
		rule("aliyun.status.client.v3", "the production client signs by V3 and reads the answer", "sdk openapi-util v0.1.1", asked(aliyunAsks(vacant, byV3), aliyunStatus(numsim.Vacant), calls(1))).meeting("reading:signature=v3"),
		rule("aliyun.status.client.xml", "the production client reads XML too", "document 000:151-160", asked(aliyunAsks(suspended, inXML), aliyunStatus(numsim.Suspended))),
		rule("aliyun.status.client.xml-rootless", "a client reads XML without its root, or says that it cannot", "document 000:316-323", asked(aliyunAsks(active, inXML), Check{Expected: "a status, or the error malformed", Look: func(s *Seen) (string, bool) {
			a, _ := s.Value.(aliyunRead)
			if e := s.Fault(); e != nil {
				return "the client reports " + e.Kind.String(), e.Kind == numsim.Malformed
			}
			return "the client reads " + a.Status.String(), a != nil && a.Status == numsim.Active
		}})).given("aliyun.xml-root=none").meeting("reading:xml-root=none"),
		rule("aliyun.status.client.unknown", "an unknown status is an answer and free", "document 000:382, 000:410", asked(aliyunAsks(unknown), aliyunStatus(numsim.Unknown), charged(client.NotCharged))),
		rule("aliyun.status.client.serial-number", "a SerialId of 13 digits survives being a number", "document 000:333", asked(aliyunAsks(active), Check{Expected: "a SerialId of 13 digits", Look: func(s *Seen) (string, bool) {
			a, _ := s.Value.(aliyunRead)
			if a == nil {
				return fmt.Sprintf("the client fails: %v", s.Err), false
			}
			id := a.PhoneStatus.SerialID
			return "the SerialId is " + id, len(id) == 13 && strings.Trim(id, "0123456789") == ""
		}})).given("aliyun.serial-id=number").meeting("reading:serial-id=number"),
		rule("aliyun.status.client.later-word", "a word outside the table is kept as it came", "document 000:386, 000:390", asked(aliyunAsks(off), word("POWER_OFF"))).given("aliyun.other-statuses=later-words").meeting("reading:other-statuses=later-words"),
		rule("aliyun.status.client.wrong-secret", "a wrong secret is not tried twice", "document 000:378", asked(aliyunAsks(active, func(c *client.AliyunConfig) { wrongSecret(&c.Signer) }), failed(numsim.Signature), calls(1))),
		rule("aliyun.status.client.balance", "an empty account is not asked twice", "document 000:378", asked(aliyunAsks(active), failed(numsim.Balance), calls(1))).as("numsim-broke"),
		rule("aliyun.status.client.unsubscribed", "a product that is not opened is not asked twice", "document 000:183", asked(aliyunAsks(active), failed(numsim.Unsubscribed), calls(1))).as("numsim-unsubscribed"),
		rule("aliyun.status.client.permission", "400 and 403 without permission are the same to a client", "document 000:181, 000:190", asked(aliyunAsks(active), failed(numsim.Auth), calls(1))).given("aliyun.standing=ram-denied"),
		rule("aliyun.status.client.bad-number", "a refused number is told from a refused parameter by the message", "document 000:184-185", asked(aliyunAsks(refusing), failed(numsim.BadNumber), calls(1))),
		rule("aliyun.status.client.throttle-retry", "a throttled call is tried again, each time with a nonce of its own, and then given up", "document 000:378", asked(aliyunAsks(active), failed(numsim.Throttled), calls(3), uniqueNonces())).as("numsim-throttled").timed(),
		rule("aliyun.status.client.nonce-unique", "two hundred calls at once have two hundred nonces", "document help 48054", asked(aliyunMany(200), uniqueNonces(), calls(200))),
	}
}

// aliyunMany asks n times at once.
func aliyunMany(n int) Ask {
	return func(ctx context.Context, s *Stage) (any, error) {
		failures := make(chan error, n)
		for range n {
			go func() {
				_, err := aliyunAsks(active)(ctx, s)
				failures <- err
			}()
		}
		var last error
		for range n {
			if err := <-failures; err != nil {
				last = err
			}
		}
		return nil, last
	}
}

func uniqueNonces() Check {
	return Check{Expected: "a nonce of its own in each request", Look: func(s *Seen) (string, bool) {
		seen := map[string]bool{}
		for _, x := range s.Exchanges {
			nonce := parameters(x).Get("SignatureNonce")
			if nonce == "" || seen[nonce] {
				return "a nonce is empty or came twice", false
			}
			seen[nonce] = true
		}
		return fmt.Sprintf("%d nonces", len(seen)), len(seen) > 0
	}}
}
