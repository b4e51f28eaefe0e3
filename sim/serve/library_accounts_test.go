package serve_test

import (
	"time"
)

// Numbers by whose prefix it is; all are active.
const (
	mobile  = "13900000200"
	unicom  = "13000000200"
	telecom = "13300000200"
)

// accountPlays are about money and limits.
func accountPlays() map[string]play {
	return map[string]play{
		"broke-mid-run": {
			act: func(s *stage) {
				s.times(4, func() { s.aliyun(mobile) })
				s.times(2, func() { s.ywjisu(mobile, unicom, telecom) })
				s.ywjisu(mobile, unicom)
			},
			want: `NORMAL NORMAL NORMAL Insufficient.Balance
				0200=1,0200=1,0200=1 510101 0200=1,0200=1`,
		},
		"quota-smaller-than-batch": {
			act: func(s *stage) {
				s.ywjisu(mobile, unicom, telecom, "13900000404", "13900000402")
				s.ywjisu(mobile, "13900000404", "13900000402")
				s.ywjisu(mobile)
			},
			want: "510101 0200=1,0404=0,0402=2 510101",
		},
		"price-rise": {
			act: func(s *stage) {
				s.times(5, func() { s.aliyun(mobile) })
				s.after(time.Hour)
				s.times(3, func() { s.aliyun(mobile) })
			},
			want: `NORMAL NORMAL NORMAL NORMAL NORMAL
				NORMAL NORMAL Insufficient.Balance`,
		},
		"unknown-is-billed": {
			act: func(s *stage) {
				s.times(4, func() { s.aliyun("13900000999") })
				s.after(time.Hour)
				s.times(4, func() { s.aliyun("13900000999") })
			},
			want: `UNKNOWN UNKNOWN UNKNOWN UNKNOWN
				UNKNOWN UNKNOWN UNKNOWN Insufficient.Balance`,
		},
		"throttle-storm": {
			act: func(s *stage) {
				for _, at := range []time.Duration{0, 59 * time.Second, time.Minute} {
					s.after(at)
					s.times(3, func() { s.aliyun(mobile) })
					s.times(3, func() { s.ksyun(mobile) })
				}
			},
			want: `NORMAL NORMAL System.LimitControl 1 1 LimitExceeded
				NORMAL NORMAL System.LimitControl 1 1 LimitExceeded
				NORMAL NORMAL NORMAL 1 1 1`,
		},
		"carrier-limited": {
			act: func(s *stage) {
				s.times(3, func() { s.aliyun(mobile) })
				s.aliyun(unicom)
				s.after(time.Second)
				s.aliyun(mobile)
			},
			want: "NORMAL NORMAL OperatorLimit NORMAL NORMAL",
		},
		"asked-too-often": {
			act: func(s *stage) {
				for _, at := range []time.Duration{0, 9 * time.Second, 10 * time.Second} {
					s.after(at)
					s.aliyun(mobile)
				}
				s.aliyun(unicom)
			},
			want: "NORMAL RequestFrequencyLimit NORMAL NORMAL",
		},
	}
}
