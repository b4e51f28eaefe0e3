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
