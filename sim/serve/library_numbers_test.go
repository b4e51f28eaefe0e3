package serve_test

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// phones are n numbers that no ending means anything for.
func phones(n int) (list []string) {
	for i := range n {
		list = append(list, fmt.Sprintf("1390000%04d", 2000+i))
	}
	return list
}

// active are n numbers that are, where endings mean anything.
func active(n int) (list []string) {
	for i := range n {
		list = append(list, fmt.Sprintf("139%04d0200", i))
	}
	return list
}

// numberPlays are about what is true of numbers, and about batches.
func numberPlays() map[string]play {
	const day = 24 * time.Hour
	return map[string]play{
		"carrier-outage": {
			act: func(s *stage) {
				s.at(func() {
					s.everywhere(unicom)
					s.everywhere(mobile)
				}, 0, time.Minute)
				s.aliyun("13900000486") // in the words of 2022
			},
			want: `OperatorLimit 9 none NORMAL 1 0200=1
				NORMAL 1 0200=1 NORMAL 1 0200=1
				BUSY`,
		},
		"late-carrier": {
			act: func(s *stage) {
				s.at(func() {
					s.everywhere(telecom)
					s.ywjisu(telecom, "13900000404")
				}, 0, 9*time.Second, 10*time.Second)
			},
			want: `UNKNOWN 10 none 0404=0
				NORMAL 1 none 0404=0
				NORMAL 1 0200=1 0200=1,0404=0`,
		},
		"number-recycled": {
			act: func(s *stage) {
				s.at(func() {
					s.everywhere("13900001001")
					s.field("resultObj", "0", "area")
				}, 0, 30*day, 60*day, 150*day)
			},
			want: `NORMAL 1 1001=1 上海-上海
				SHUTDOWN 13 1001=2 上海-上海
				NOT_EXIST 2 1001=0 江西-景德镇
				NORMAL 1 1001=1 广东-广州`,
		},
		"stale-library-vs-real-time": {
			act: func(s *stage) {
				s.at(func() {
					s.everywhere("13900001002")
					s.ksyun("13900001002", "13900000404")
				}, 0, 3*time.Hour, 26*time.Hour)
				s.see(s.freshest())
			},
			want: `NORMAL 1 1002=1 1002=1,0404=0
				NOT_EXIST 2 1002=1 1002=1,0404=0
				NOT_EXIST 2 1002=0 1002=0,0404=0
				a-day-old`,
		},
		"dead-list": {
			act: func(s *stage) {
				words := s.counted(func() {
					for _, phone := range active(200) {
						s.aliyun(phone)
					}
				})
				s.see(about(words["NOT_EXIST"], 140, 20), about(words["SHUTDOWN"], 40, 15), about(words["NORMAL"], 20, 12))
			},
			want: "about-140 about-40 about-20",
		},
		"duplicate-and-reordered-batch": {
			act: func(s *stage) {
				s.ksyun("13800000200", "13900000404", "13800000402")
				s.ywjisu("13800000200", "13900000404", "13800000402")
			},
			want: "0402=2,0404=0,0404=0,0200=1 0402=2,0404=0,0404=0,0200=1",
		},
		"dropped-from-batch": {
			act: func(s *stage) {
				s.missing(s.ksyun)
				s.missing(s.ywjisu)
			},
			want: "about-5 the-same about-5 the-same",
		},
		"new-enum-tomorrow": {act: (*stage).newWord, set: []string{"aliyun.qps=0"}, want: `0 the-same
			about-25 the-same about-25 the-same about-25 the-same about-25 the-same about-25 the-same`},
	}
}

// freshest says how old the youngest of fifty reports is that are made once a
// week each.
func (s *stage) freshest() string {
	vacant := make([]string, 50)
	for i := range vacant {
		vacant[i] = fmt.Sprintf("139%04d0404", i)
	}
	s.counted(func() { s.ywjisu(vacant...) })
	for _, one := range member(s.body, "resultObj").([]any) {
		seen := time.UnixMilli(int64(member(one, "lastTime").(float64)))
		if s.clock.Now().Sub(seen) < 24*time.Hour {
			return "fresh"
		}
	}
	return "a-day-old"
}

// missing sees how many of fifty active numbers a batch leaves out, and whether
// a second batch leaves out the same.
func (s *stage) missing(ask func(...string)) {
	var left [2]string
	for i := range left {
		s.counted(func() { ask(active(50)...) })
		answered := fmt.Sprint(s.body)
		for _, phone := range active(50) {
			if !strings.Contains(answered, phone) {
				left[i] += phone + " "
			}
		}
	}
	s.see(about(strings.Count(left[0], " "), 5, 4))
	if left[0] == left[1] {
		s.see("the-same")
	}
}

// newWord looks at a hundred numbers in every operation, and for those with the
// new word again.
func (s *stage) newWord() {
	s.after(24*time.Hour - 1)
	s.restricted(s.aliyun, "RESTRICTED")
	s.after(24 * time.Hour)
	s.restricted(s.aliyun, "RESTRICTED")
	s.restricted(func(phone string) { s.ksyun(phone) }, "21")
	s.restricted(func(phone string) { s.ksyun(phone, mobile) }, "21")
	s.restricted(func(phone string) { s.ywjisu(phone) }, "9")
	s.as("numsim-2022", "")
	s.restricted(s.successor, "RESTRICTED")
}

func (s *stage) restricted(ask func(string), status string) {
	found := func() (list []string) {
		for _, phone := range active(100) {
			for answer := range s.counted(func() { ask(phone) }) {
				if first, _, _ := strings.Cut(answer, ","); first == status || strings.HasSuffix(first, "="+status) {
					list = append(list, phone)
				}
			}
		}
		return list
	}
	once := found()
	s.see(about(len(once), 25, 12))
	if slices.Equal(once, found()) {
		s.see("the-same")
	}
}
