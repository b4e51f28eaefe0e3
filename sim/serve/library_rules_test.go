package serve_test

import (
	"fmt"
	"time"
)

// refusalPlays are about calls that fail in the provider's own words.
func refusalPlays() map[string]play {
	return map[string]play{
		"first-try-fails": {
			act: func(s *stage) {
				s.times(2, s.everyone)
				s.aliyun(unicom)
			},
			want: "InternalError ServiceTimeout 504000 NORMAL 1 0200=1 InternalError",
		},
		"flaky-five-percent": {
			set: []string{"aliyun.qps=0"},
			act: func(s *stage) {
				s.flaky(s.aliyun, "InternalError")
				s.flaky(func(phone string) { s.ksyun(phone) }, "ServiceUnavailable")
				s.flaky(func(phone string) { s.ywjisu(phone) }, "500000")
			},
			want: "about-20 few about-20 few about-20 few",
		},
		"brownout": {
			patient: true,
			act: func(s *stage) {
				for _, at := range []time.Duration{0, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute} {
					s.after(at)
					s.times(2, func() {
						s.aliyun(mobile)
						s.held()
					})
				}
				s.ywjisu(mobile)
				s.held()
			},
			want: `NORMAL at-once NORMAL at-once
				NORMAL 500ms-to-2s NORMAL 500ms-to-2s
				NORMAL 5s-to-20s ServiceUnavailable 5s-to-20s
				NORMAL at-once NORMAL at-once
				0200=1 at-once`,
		},
		"new-error-tomorrow": {
			set: []string{"aliyun.balance=0.70"},
			act: func(s *stage) {
				s.aliyun(mobile)
				s.after(24 * time.Hour)
				s.times(6, func() { s.aliyun(mobile) })
				s.times(5, func() { s.ywjisu(mobile) })
				s.times(2, func() { s.aliyun(mobile) }) // the one in other words cost nothing
			},
			want: `NORMAL
				NORMAL NORMAL NORMAL NORMAL Forbidden.RiskControl NORMAL
				0200=1 0200=1 0200=1 0200=1 403900
				NORMAL Insufficient.Balance`,
		},
		"blocked-after-hammering": {
			act: func(s *stage) {
				ask := func(after time.Duration) { s.after(after); s.aliyun(mobile) }
				s.see(fmt.Sprint(s.counted(func() { s.times(9, func() { s.aliyun(mobile) }) })))
				ask(0)
				ask(5 * time.Second) // patient
				s.see(fmt.Sprint(s.counted(func() { s.times(8, func() { s.aliyun(mobile) }) })))
				ask(5 * time.Second)
				ask(9 * time.Second) // not patient
				ask(68 * time.Second)
				s.as("numsim-2020", "")
				ask(68 * time.Second) // another account is another state
				s.as("numsim", "")
				ask(127 * time.Second)
				ask(187 * time.Second)
			},
			want: `map[NORMAL:9] System.LimitControl NORMAL map[NORMAL:8] System.LimitControl
				System.LimitControl Permission.NotAuthorized NORMAL Permission.NotAuthorized NORMAL`,
		},
		"flapping-provider": {
			act: func(s *stage) {
				s.times(7, func() { s.aliyun(mobile) })
				s.times(6, func() { s.ksyun(mobile) })
				s.times(6, func() { s.ywjisu(mobile) })
			},
			want: `NORMAL NORMAL NORMAL ServiceUnavailable ServiceUnavailable NORMAL NORMAL
				1 1 1 ServiceUnavailable ServiceUnavailable 1
				0200=1 0200=1 0200=1 504000 500000 0200=1`,
		},
		"nonce-replay-on-retry": {
			set: []string{"aliyun.balance=0.20"},
			act: func(s *stage) {
				lost := s.signed(mobile)
				s.see(s.send(lost))
				again, err := lost.GetBody()
				if err == nil {
					lost.Body = again
				}
				s.see(s.send(lost))
				s.times(2, func() { s.aliyun(mobile) })
			},
			want: "reset SignatureNonceUsed NORMAL Insufficient.Balance",
		},
	}
}

// flaky asks about 400 numbers and again about those that failed.
func (s *stage) flaky(ask func(string), refusal string) {
	failed, again := 0, 0
	for _, phone := range phones(400) {
		if s.counted(func() { ask(phone) })[refusal] == 0 {
			continue
		}
		failed++
		again += s.counted(func() { ask(phone) })[refusal]
	}
	s.see(about(failed, 20, 12))
	if again <= 3 && failed > 3 {
		s.see("few")
	}
}

// held sees between which bounds the last answer was held back.
func (s *stage) held() {
	waits := s.waited()
	if len(waits) == 0 {
		s.see("at-once")
		return
	}
	for _, d := range waits {
		switch {
		case d >= 500*time.Millisecond && d <= 2*time.Second:
			s.see("500ms-to-2s")
		case d >= 5*time.Second && d <= 20*time.Second:
			s.see("5s-to-20s")
		default:
			s.see(fmt.Sprint(d))
		}
	}
}
