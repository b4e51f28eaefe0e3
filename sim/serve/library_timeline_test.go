package serve_test

import (
	"fmt"
	"time"
)

// timelinePlays are about keys, standings and generations that change while
// the scenario is on.
func timelinePlays() map[string]play {
	return map[string]play{
		"expired-sts": {
			act: func(s *stage) {
				s.as("numsim-sts", "numsim-sts-token")
				s.at(s.bothClouds, 0, time.Hour-1, time.Hour, 65*time.Minute)
			},
			want: `NORMAL 1 NORMAL 1
				InvalidSecurityToken.Expired InvalidClientTokenId
				NORMAL 1`,
		},
		"revoked-key": {
			act: func(s *stage) {
				s.at(s.everyone, 0, 10*time.Minute, 24*time.Hour)
			},
			want: `NORMAL 1 0200=1
				InvalidAccessKeyId.Inactive InvalidClientTokenId 403101
				InvalidAccessKeyId.Inactive InvalidClientTokenId 403101`,
		},
		"ip-not-allowed": {
			act:  func(s *stage) { s.at(s.everyone, 0, 10*time.Minute) },
			want: "NORMAL 1 0200=1 NORMAL 1 400102",
		},
		"unsubscribed-then-subscribed": {
			act:  func(s *stage) { s.at(s.everyone, 0, 5*time.Minute) },
			want: "Product.Unsubscribed 1 403102 NORMAL 1 0200=1",
		},
		"ram-denied-midday": {
			act:  func(s *stage) { s.at(s.bothClouds, 0, 4*time.Hour, 5*time.Hour) },
			want: "NORMAL 1 Ram.PermissionDeny AccessDenied NORMAL 1",
		},
		"disabled-account": {
			act: func(s *stage) {
				s.at(s.everyone, 0, time.Hour, 2*time.Hour)
				s.as("numsim-2020", "")
				s.aliyun(mobile)
			},
			want: `NORMAL 1 0200=1 OutOfService 1 403101 OutOfService 1 400200
				OutOfService`,
		},
		"clock-skew": {
			act: func(s *stage) {
				s.at(s.everyone, 0, 10*time.Minute)
				s.ahead = 20 * time.Minute // a client that looked at Date
				s.everyone()
			},
			want: `NORMAL 1 0200=1
				InvalidTimeStamp.Expired SignatureDoesNotMatch 403000
				NORMAL 1 0200=1`,
		},
		"https-only": {
			act:  (*stage).everyone,
			want: "InvalidProtocol.NeedSsl 1 400001",
		},
		"success-code-changes": {
			act:  func(s *stage) { s.at(func() { s.ywjisu(mobile) }, 0, time.Hour) },
			want: "0200=1 200000:0200=1",
		},
		"generation-change-2020-2022": {
			act: func(s *stage) {
				s.at(func() {
					s.aliyun("13900000486")
					s.field("PhoneStatus", "Carrier")
					s.kind("PhoneStatus", "SerialId")
				}, 0, time.Hour)
			},
			want: "NORMAL 中国移动 string BUSY CMCC <nil>",
		},
		"action-withdrawn": {
			act: func(s *stage) {
				s.at(func() {
					s.aliyun(mobile)
					s.successor(mobile)
				}, 0, time.Hour)
			},
			want: "NORMAL NORMAL InvalidAction.NotFound NORMAL",
		},
		"field-type-flips": {
			act: func(s *stage) {
				s.at(func() {
					s.aliyun(mobile)
					s.kind("PhoneStatus", "SerialId")
					s.ksyunCall("IsmsPhoneNumberStatus", "Mobile", "628123450200")
					s.kind("Result", "PhoneStatus")
					s.ywjisu(mobile)
					s.kind("resultObj", "0", "lastTime")
				}, 0, time.Hour)
			},
			want: `NORMAL string 1 float64 0200=1 float64
				NORMAL float64 1 string 0200=1 string`,
		},
		"failover-day": {
			act: func(s *stage) {
				s.at(s.everyone, 0, 90*time.Minute, 2*time.Hour, 210*time.Minute, 4*time.Hour, 330*time.Minute, 6*time.Hour)
			},
			want: `NORMAL 1 0200=1
				ServiceUnavailable 1 0200=1
				NORMAL 1 0200=1
				NORMAL ServiceUnavailable 0200=1
				NORMAL 1 0200=1
				reset 1 500000
				NORMAL 1 0200=1`,
		},
	}
}

// at asks at each time.
func (s *stage) at(ask func(), times ...time.Duration) {
	for _, t := range times {
		s.after(t)
		ask()
	}
}

func (s *stage) everyone() { s.everywhere(mobile) }

func (s *stage) bothClouds() {
	s.aliyun(mobile)
	s.ksyun(mobile)
}

// field sees a member of the last answer.
func (s *stage) field(path ...string) { s.see(spell(member(s.body, path...))) }

// kind sees what a member of the last answer is in JSON, as Go decodes it.
func (s *stage) kind(path ...string) { s.see(fmt.Sprintf("%T", member(s.body, path...))) }
