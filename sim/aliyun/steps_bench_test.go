package aliyun_test

import (
	"net/http"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/scenarios"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/aliyun"
	"github.com/numsim/numsim/sim/ledger"
)

// These are the steps of BenchmarkExchange one by one, in the order the engine
// takes them. Their sum is less than the whole: the rest is the engine's.

// station is a provider with one signed request in front of it.
type station struct {
	provider *aliyun.Provider
	ledger   *ledger.Ledger
	claim    *ledger.Claim
	call     sim.Call
}

func arrive(b *testing.B, req *http.Request) *station {
	b.Helper()
	p, err := aliyun.New()
	require.NoError(b, err)
	s := &station{provider: p, ledger: newRig(b).ledger}
	s.claim = s.ledger.Find("aliyun", []byte("numsim-unlimited"))
	s.call = sim.Call{
		Account: s.claim.Account, Now: noon,
		Request: sim.Request{Method: req.Method, Host: req.Host, Path: "/", RawQuery: req.URL.RawQuery, Header: req.Header},
	}
	return s
}

func (s *station) open(b *testing.B) {
	if no := s.provider.Open(&s.call); no != nil {
		b.Fatal(no.Why)
	}
}

func (s *station) decode(b *testing.B) {
	s.call.Numbers = s.call.Numbers[:0]
	if no := s.provider.Decode(&s.call); no != nil {
		b.Fatal(no.Why)
	}
}

func plain(b *testing.B, format string) *http.Request {
	b.Helper()
	return v1(b, signer("numsim-unlimited", ""), format)
}

func BenchmarkOpen(b *testing.B) {
	for name, req := range map[string]*http.Request{"V1": plain(b, "JSON"), "V3": v3(b, signer("numsim-unlimited", ""), good)} {
		b.Run(name, func(b *testing.B) {
			s := arrive(b, req)
			b.ReportAllocs()
			for b.Loop() {
				s.open(b)
			}
		})
	}
}

func BenchmarkVerify(b *testing.B) {
	for name, req := range map[string]*http.Request{"V1": plain(b, "JSON"), "V3": v3(b, signer("numsim-unlimited", ""), good)} {
		b.Run(name, func(b *testing.B) {
			s := arrive(b, req)
			s.open(b)
			b.ReportAllocs()
			for b.Loop() {
				if no := s.provider.Verify(&s.call, &s.claim.Credential); no != nil {
					b.Fatal(no.Why)
				}
			}
		})
	}
}

// BenchmarkDecide reads the number and asks what is true of it.
func BenchmarkDecide(b *testing.B) {
	s, scenario := arrive(b, plain(b, "JSON")), scenarios.Default(0)
	s.open(b)
	b.ReportAllocs()
	for b.Loop() {
		s.decode(b)
		_, assigned := s.provider.Assigned(&s.call, s.call.Numbers[0])
		if scenario.Truth(s.call.Numbers[0], assigned, 0).Status != numsim.Active {
			b.Fatal("0200 is active")
		}
	}
}

func BenchmarkCharge(b *testing.B) {
	s := arrive(b, plain(b, "JSON"))
	answers := []sim.Answer{{Number: good, Status: numsim.Active, Carrier: numsim.ChinaMobile}}
	b.ReportAllocs()
	for b.Loop() {
		needed := s.provider.Bill(&s.call, answers)
		if s.ledger.Charge(s.claim, needed, 1) != nil {
			b.Fatal("the balance is unlimited")
		}
	}
}

// BenchmarkEncode uses the reply's memory again, as the engine does.
func BenchmarkEncode(b *testing.B) {
	for _, format := range []string{"JSON", "XML"} {
		b.Run(format, func(b *testing.B) {
			s := arrive(b, plain(b, format))
			s.open(b)
			out := sim.Outcome{Answers: []sim.Answer{{Number: good, Status: numsim.Active, Carrier: numsim.ChinaMobile}}}
			var reply sim.Reply
			b.ReportAllocs()
			keys, values := list(&reply, "keys"), list(&reply, "values")
			for b.Loop() {
				reply.Body, *keys, *values = reply.Body[:0], (*keys)[:0], (*values)[:0]
				s.provider.Encode(&s.call, &out, &reply)
			}
			require.Equal(b, http.StatusOK, reply.Status)
		})
	}
}

// list is one of the reply's lists of headers, which the engine alone can
// empty. Growing new ones would cost more than all the rest of Encode.
func list(r *sim.Reply, name string) *[]string {
	field := reflect.ValueOf(r).Elem().FieldByName(name)
	return reflect.NewAt(field.Type(), field.Addr().UnsafePointer()).Interface().(*[]string)
}
