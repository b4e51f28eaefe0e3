package main

import (
	"errors"
	"time"

	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/dytnsapi"
)

// list does with the SDK what docs/clients.md does with ours; it is here so that the
// page shows code that compiles.
var _ = list

func list(sdk *dytnsapi.Client, numbers []string) (words map[string]string, perhaps []string) {
	words = map[string]string{}
	asked := map[string]bool{}
	for _, number := range numbers {
		if asked[number] {
			continue // else it is paid for twice
		}
		asked[number] = true
		for try := 1; ; try++ {
			request := dytnsapi.CreateDescribePhoneNumberStatusRequest()
			request.Scheme, request.AcceptFormat, request.PhoneNumber = "https", "JSON", number
			answer, err := sdk.DescribePhoneNumberStatus(request)
			code := ""
			var refused *sdkerrors.ServerError
			switch {
			case err == nil:
				code = answer.Code // since 2020 a refusal may come with HTTP 200
			case errors.As(err, &refused):
				code = refused.ErrorCode() // "" is a page of a proxy's
			}
			if passes(code) && try < 3 {
				time.Sleep(time.Duration(try) * time.Second)
				continue
			}
			switch {
			case code == "OK" && answer.PhoneStatus.Status != "":
				words[number] = answer.PhoneStatus.Status
			case code == "" || code == "OK" || code == "SignatureNonceUsed":
				perhaps = append(perhaps, number) // the connection, or the answer, is lost
			case code == "Insufficient.Balance" || code == "SignatureDoesNotMatch" || code == "InvalidAccessKeyId.NotFound":
				return words, perhaps // so would all others; and a dozen codes more
			}
			break
		}
	}
	return words, perhaps
}

// passes are the codes after which the same question may be answered.
func passes(code string) bool {
	switch code {
	case "System.LimitControl", "Throttling", "Throttling.User", "Throttling.Api", "isp.QPS_LIMIT", "isp.OPERATOR_LIMIT", "OperatorLimit",
		"RequestFrequencyLimit", "InternalError", "ServiceUnavailable", "isp.SYSTEM_ERROR", "isp.UNKNOWN":
		return true
	}
	return false
}
