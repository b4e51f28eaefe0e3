package serve_test

import (
	"time"
)

// bodyPlays are about answers that are not as documented, or no answers.
func bodyPlays() map[string]play {
	return map[string]play{
		"unknown-fields": {
			act: func(s *stage) {
				for _, ask := range []func(string){s.aliyun, func(phone string) { s.ksyun(phone) }, func(phone string) { s.ywjisu(phone) }} {
					ask(mobile)
					s.field("TraceId")
					s.field("Region", "Zones", "1")
					s.field("Deprecated")
				}
				s.aliyun("13900000400") // refusals have them too
				s.field("TraceId")
			},
			want: `NORMAL 0a1b2c3d b false
				1 0a1b2c3d b false
				0200=1 0a1b2c3d b false
				InvalidParameter 0a1b2c3d`,
		},
		"null-fields": {
			act: func(s *stage) {
				s.times(3, s.everyone)
				s.times(3, func() { s.ksyun(mobile, unicom) })
			},
			want: `NORMAL 1 0200=1 NORMAL 1 0200=1 null null 000000
				0200=1,0200=1 0200=1,0200=1 null`,
		},
		"garbled-body": {
			set: []string{"aliyun.balance=0.30"},
			act: func(s *stage) { s.times(4, s.everyone) },
			want: `NORMAL 1 0200=1 NORMAL 1 0200=1
				no-json no-json no-json
				Insufficient.Balance 1 0200=1`,
		},
		"truncated-body": {
			act: func(s *stage) { s.times(6, s.everyone) },
			want: `NORMAL 1 0200=1 cut cut cut no-json no-json no-json
				NORMAL 1 0200=1 cut cut cut no-json no-json no-json`,
		},
		"html-from-a-proxy": {
			act: func(s *stage) {
				s.at(s.everyone, 0, 10*time.Minute)
				s.everywhere("13900000400")
			},
			want: `html-502 1 0200=1
				html-200 html-200 html-200
				html-200 html-200 html-200`,
		},
	}
}
