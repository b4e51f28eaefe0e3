package numsim

// Number is a phone number as the caller wrote it, digits only once a provider
// has decoded it: eleven for the mainland, country code first elsewhere.
type Number string

// TooManyNumbers begins the reason of a refusal for a batch that is too long, so
// that a verdict finds it whatever row the provider has for it.
const TooManyNumbers = "more numbers than a call takes"

// Mainland reports whether n has the form of a mainland mobile number: eleven
// digits of which the first is 1. Whether anybody assigned its prefix is a
// question for a numbering plan.
func (n Number) Mainland() bool {
	if len(n) != 11 || n[0] != '1' {
		return false
	}
	for i := range len(n) {
		if n[i] < '0' || n[i] > '9' {
			return false
		}
	}
	return true
}

// Masked keeps three digits at the front and four at the back, the most of a
// number that may leave the process.
func (n Number) Masked() string {
	if len(n) < 8 {
		return "****"
	}
	return string(n[:3]) + "****" + string(n[len(n)-4:])
}

// Carrier is the network operator a number belongs to.
type Carrier uint8

// The mainland carriers.
const (
	NoCarrier Carrier = iota
	ChinaMobile
	ChinaUnicom
	ChinaTelecom
	ChinaBroadnet
)

// String is the carrier's name in scenarios, settings and reports.
func (c Carrier) String() string {
	switch c {
	case ChinaMobile:
		return "mobile"
	case ChinaUnicom:
		return "unicom"
	case ChinaTelecom:
		return "telecom"
	case ChinaBroadnet:
		return "broadnet"
	}
	return "none"
}
