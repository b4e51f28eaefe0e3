package serve_test

import (
	"fmt"
	"slices"
	"time"
)

// networkPlays are about time, and connections that break.
func networkPlays() map[string]play {
	return map[string]play{
		"paid-but-lost": {
			set: []string{"aliyun.balance=0.50", "ywjisu.quota=5"},
			act: func(s *stage) { s.times(6, s.everyone) },
			want: `NORMAL 1 0200=1 NORMAL 1 0200=1 NORMAL 1 0200=1 NORMAL 1 0200=1
				reset reset reset
				Insufficient.Balance 1 510101`,
		},
		"reset-before-charge": {
			set: []string{"aliyun.balance=0.50", "ywjisu.quota=5"},
			act: func(s *stage) { s.times(7, s.everyone) },
			want: `NORMAL 1 0200=1 NORMAL 1 0200=1 NORMAL 1 0200=1 NORMAL 1 0200=1
				reset reset reset
				NORMAL 1 0200=1 Insufficient.Balance 1 510101`,
		},
		"closed-after-headers": {
			set: []string{"aliyun.balance=0.40"},
			act: func(s *stage) { s.times(5, s.everyone) },
			want: `NORMAL 1 0200=1 NORMAL 1 0200=1 NORMAL 1 0200=1
				cut cut cut
				Insufficient.Balance 1 0200=1`,
		},
		"hang": {
			patient: true, set: []string{"aliyun.balance=0.40"},
			act: func(s *stage) {
				s.times(5, func() { s.aliyun(mobile) })
				s.times(4, func() { s.ywjisu(mobile) })
				for _, wait := range s.waited() {
					s.see(wait.String())
				}
			},
			want: `NORMAL NORMAL NORMAL reset Insufficient.Balance
				0200=1 0200=1 0200=1 reset
				1m0s 1m0s`,
		},
		"drip": {
			patient: true,
			act: func(s *stage) {
				for _, ask := range []func(string){s.aliyun, func(phone string) { s.ksyun(phone) }, func(phone string) { s.ywjisu(phone) }} {
					ask(mobile)
					s.drops()
				}
			},
			want: "NORMAL 20ms-each 1 20ms-each 0200=1 20ms-each",
		},
		"slow-provider": {
			patient: true, set: []string{"aliyun.qps=0"},
			act: func(s *stage) {
				s.slow(s.aliyun)
				s.slow(func(phone string) { s.ksyun(phone) })
				s.slow(func(phone string) { s.ywjisu(phone) })
			},
			want: `as-slow-as-said slow-tail
				as-slow-as-said slow-tail
				as-slow-as-said slow-tail`,
		},
	}
}

// drops sees how long the pauses in an answer were, if there were more than
// fifty; the shortest body is longer.
func (s *stage) drops() {
	waits := s.waited()
	each := slices.Compact(waits)
	if len(waits) <= 50 && len(each) > 0 || len(each) != 1 {
		s.see(fmt.Sprint(each))
		return
	}
	s.see(each[0].String() + "-each")
}

// slow asks 400 times about one number: half of the answers are near the middle that was said,
// and a few, but not ten, come later than what 99 of 100 should not.
func (s *stage) slow(ask func(string)) {
	s.counted(func() { s.times(400, func() { ask(mobile) }) })
	waits := s.waited()
	if len(waits) < 400 {
		s.see("fast")
		return
	}
	slices.Sort(waits)
	if middle := waits[200]; middle > 330*time.Millisecond && middle < 480*time.Millisecond {
		s.see("as-slow-as-said")
	}
	if waits[390] < 4*time.Second && waits[398] > 3*time.Second {
		s.see("slow-tail")
	}
}
