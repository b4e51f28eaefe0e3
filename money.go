package numsim

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Money is an amount in 1/10000 yuan. Floats never touch it.
type Money int64

// Yuan is one yuan.
const Yuan Money = 10000

// MaxMoney is a balance nobody exhausts by hand.
const MaxMoney Money = math.MaxInt64

// ParseMoney reads yuan with at most four decimals, such as "0.30" or "12".
func ParseMoney(s string) (Money, error) {
	whole, frac, dotted := strings.Cut(s, ".")
	if strings.Trim(whole, "+-") == "" || len(frac) > 4 || (dotted && frac == "") || strings.ContainsAny(whole[1:]+frac, "+-") {
		return 0, fmt.Errorf("%q is not an amount in yuan: write it like 12 or 0.30, four decimals at most", s)
	}
	digits := whole + frac + strings.Repeat("0", 4-len(frac))
	v, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is not an amount in yuan: write it like 12 or 0.30, four decimals at most", s)
	}
	return Money(v), nil
}

// String writes yuan with at least two decimals: "0.10", "0.0125".
func (m Money) String() string {
	sign, v := "", uint64(m)
	if m < 0 {
		sign, v = "-", -v
	}
	frac := strings.TrimRight(fmt.Sprintf("%04d", v%uint64(Yuan)), "0")
	for len(frac) < 2 {
		frac += "0"
	}
	return fmt.Sprintf("%s%d.%s", sign, v/uint64(Yuan), frac)
}
