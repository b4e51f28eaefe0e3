package aliyun

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/sim"
)

// reading is a profile with its switches, ready for the request path.
type reading struct {
	*generation
	words           [numsim.ProbeFailed + 1]string // the generation's, or later ones
	telecom         [numsim.ProbeFailed + 1]string // the same for China Telecom's numbers
	rows            map[sim.Cause]string           // the generation's, but for switches
	serialNumber    bool
	serialDigits    int
	xmlRoot         bool
	actionOptional  bool
	unknownBilled   bool
	strictPrefixes  bool
	broadnetLimited bool
	backendOrder    bool
	needSSL         bool
	v3XML           bool
	v3Lines         bool
	incomplete      bool
	productText     bool
	envelope        string
	status          map[string]int // row name to the status another document prints
}

// switches lists every place where the documents disagree or are silent, the
// default first. "status." switches follow from the catalogue.
func switches(c *numsim.Catalogue) []sim.Switch {
	list := []sim.Switch{
		{Name: "serial-id", Values: []string{"string", "number"}, About: "SerialId in JSON: a string (section 1 and both tables) or a number (the JSON sample of section 5)", Grade: numsim.Documented},
		{Name: "serial-digits", Values: []string{"13", "12"}, About: "digits of SerialId: 13 (section 1 and the tables) or 12 (the XML sample of section 5)", Grade: numsim.Documented},
		{Name: "xml-root", Values: []string{"action", "none"}, About: "the XML answer's root: <DescribePhoneNumberStatusResponse> (section 1) or none at all (section 5, not well-formed)", Grade: numsim.Documented},
		{Name: "action", Values: []string{"required", "optional"}, About: "a missing Action is InvalidAction.NotFound (RPC needs it) or means DescribePhoneNumberStatus (both tables say not required)", Grade: numsim.Inferred, Early: true},
		{Name: "unknown-billed", Values: []string{"no", "yes"}, About: "an unknown status is free (section 6) or billed because Code is OK (section 2)", Grade: numsim.Documented},
		{Name: "other-statuses", Values: []string{"unknown", "later-words"}, About: "a status the table lacks though the FAQ speaks of it: UNKNOWN, or the words of the 2022 table; profiles 2020 and 2021", Grade: numsim.Inferred},
		{Name: "strict-prefixes", Values: []string{"no", "yes"}, About: "answer segments assigned since 2020 too, or hold to the list of section 6", Grade: numsim.Inferred},
		{Name: "broadnet", Values: []string{"profile", "limited", "answered"}, About: "a Broadnet number (192): answered before 2022 and limited since, or one of the two in every profile that has a row for it", Grade: numsim.Documented},
		{Name: "telecom", Values: []string{"profile", "reported", "withheld"}, About: "BUSY, POWER_OFF and SUSPECTED_POWER_OFF of a Telecom number: withheld in profile today (a comment in the SDK), where such a number is NORMAL, and reported before", Grade: numsim.FromSDK},
		{Name: "envelope", Values: []string{"2024", "2023", "2022", "2021", "2019", "2017"}, About: "member order of JSON errors, and Recommend, as the gateway wrote them in that year", Grade: numsim.Observed},
		{Name: "business-order", Values: []string{"gateway", "backend"}, About: "member order of business errors: the gateway's own, or RequestId, HostId, Code, Message, Recommend as errors from behind it have been seen", Grade: numsim.Inferred},
		{Name: "ssl", Values: []string{"optional", "required"}, About: "plain HTTP is served or refused with InvalidProtocol.NeedSsl", Grade: numsim.Documented, Early: true},
		{Name: "unknown-key", Values: []string{"InvalidAccessKeyId.NotFound", "InvalidAccessKeyId"}, About: "the row an unknown AccessKeyId meets", Grade: numsim.Observed, Early: true},
		{Name: "throttle", Values: []string{"profile", "Throttling", "Throttling.User", "Throttling.Api"}, About: "the row a call over the QPS meets: System.LimitControl (isp.QPS_LIMIT in profile 2021), or one of the gateway's", Grade: numsim.Documented},
		{Name: "mismatch", Values: []string{"SignatureDoesNotMatch", "IncompleteSignature"}, About: "the row a wrong V1 signature meets; some products' back ends use the second", Grade: numsim.Observed},
		{Name: "v3-separator", Values: []string{"space", "newline"}, About: "what stands before each \"server\" in the V3 mismatch message", Grade: numsim.Inferred},
		{Name: "internal-error", Values: []string{"general", "product"}, About: "the sentence of InternalError: the common one, or the one on the page of a sibling operation (help 477702)", Grade: numsim.Documented},
		{Name: "v3-format", Values: []string{"json", "xml"}, About: "the answer to a V3 request whose Accept names neither", Grade: numsim.Inferred, Early: true},
	}
	for _, r := range c.Rows() {
		if other := otherStatuses[r.Name]; other != 0 {
			list = append(list, sim.Switch{
				Name: "status." + r.Name, Values: []string{strconv.Itoa(r.Status), strconv.Itoa(other)},
				About: "HTTP status of " + r.Name + ": pages print both", Grade: r.Grade,
			})
		}
	}
	return list
}

// otherStatuses is the second status some page prints for a row.
var otherStatuses = map[string]int{
	"InvalidProtocol.NeedSsl":      404,
	"InvalidAccessKeyId.NotFound":  400,
	"UnsupportedHTTPMethod":        403,
	"SignatureDoesNotMatch/v1":     403,
	"InvalidSecurityToken.Expired": 403,
	"Throttling":                   429,
	"Throttling.User":              429,
	"Throttling.Api":               429,
	"InternalError":                400,
}

// Read implements sim.Provider.
func (p *Provider) Read(profile string, set map[string]string) (any, error) {
	traits := p.Traits()
	at := slices.Index(traits.Profiles, profile)
	if at < 0 {
		return nil, fmt.Errorf("profile %q is not one of %v", profile, traits.Profiles)
	}
	v, err := sim.Choose(traits.Switches, set)
	if err != nil {
		return nil, err
	}
	g := p.generations[at]
	r := &reading{
		generation:      g,
		words:           g.words,
		rows:            maps.Clone(g.rows),
		serialNumber:    v["serial-id"] == "number",
		serialDigits:    13,
		xmlRoot:         v["xml-root"] == "action",
		actionOptional:  v["action"] == "optional",
		unknownBilled:   v["unknown-billed"] == "yes",
		strictPrefixes:  v["strict-prefixes"] == "yes",
		broadnetLimited: v["broadnet"] == "limited" || v["broadnet"] == "profile" && g.broadnetLimited,
		backendOrder:    v["business-order"] == "backend",
		needSSL:         v["ssl"] == "required",
		v3XML:           v["v3-format"] == "xml",
		v3Lines:         v["v3-separator"] == "newline",
		incomplete:      v["mismatch"] == "IncompleteSignature",
		productText:     v["internal-error"] == "product",
		envelope:        v["envelope"],
		status:          map[string]int{},
	}
	r.apply(v)
	return r, nil
}

// word is the Status of an answer.
func (r *reading) word(a sim.Answer) string {
	if a.Carrier == numsim.ChinaTelecom {
		return r.telecom[a.Status]
	}
	return r.words[a.Status]
}

// apply takes the switches that replace something of the generation's.
func (r *reading) apply(v map[string]string) {
	r.rows[sim.UnknownCredential] = v["unknown-key"]
	if v["throttle"] != "profile" {
		r.rows[sim.Throttled] = v["throttle"]
	}
	if v["serial-digits"] == "12" {
		r.serialDigits = 12
	}
	if v["other-statuses"] == "later-words" && r.words == threeWords() {
		r.words = words2022()
	}
	r.telecom = r.words
	if v["telecom"] == "withheld" || v["telecom"] == "profile" && r.telecomWithheld {
		withhold(&r.telecom)
	}
	for row := range otherStatuses {
		r.status[row], _ = strconv.Atoi(v["status."+row])
	}
}
