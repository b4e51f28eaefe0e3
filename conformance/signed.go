package conformance

import (
	"strings"

	"github.com/numsim/numsim/contracts"
)

// echoes stands before the string to sign that Alibaba Cloud's gateway shows
// where a signature of version 1.0 does not match.
const echoes = "server string to sign is:"

// signed is what both sides signed, nil where one of the strings is not known.
func signed(x *contracts.Exchange) *Signed {
	v, err := Body(x)
	if err != nil {
		return nil
	}
	_, theirs, told := strings.Cut(text(v, "/Message"), echoes)
	params := map[string]string{}
	for name, values := range parameters(x) {
		params[name] = values[0]
	}
	if _, v1 := params["Signature"]; !told || !v1 {
		return nil
	}
	delete(params, "Signature")
	return &Signed{Client: aliyunToSign(x.Method, params), Provider: theirs}
}
