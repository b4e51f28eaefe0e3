package main

import (
	"errors"
	"fmt"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/dytnsapi"

	"github.com/numsim/numsim/e2e/witness/lines"
)

func main() {
	lines.Serve("github.com/aliyun/alibaba-cloud-sdk-go", perform)
}

func perform(c lines.Case) lines.Seen {
	config := sdk.NewConfig().WithAutoRetry(c.Retry)
	client, err := dytnsapi.NewClientWithOptions("cn-hangzhou", config, credential(c))
	if err != nil {
		return refused(err)
	}
	request := dytnsapi.CreateDescribePhoneNumberStatusRequest()
	request.Domain, request.Scheme = c.Endpoint, "http"
	request.AcceptFormat = c.Format
	request.PhoneNumber = c.PhoneNumber
	answer, err := client.DescribePhoneNumberStatus(request)
	if err != nil {
		return refused(err)
	}
	return lines.Seen{
		OK: true, HTTPStatus: answer.GetHttpStatus(), RequestID: answer.RequestId,
		Status: answer.PhoneStatus.Status, Carrier: answer.PhoneStatus.Carrier,
		SerialID: answer.PhoneStatus.SerialId, Code: answer.Code, Message: answer.Message,
	}
}

func credential(c lines.Case) auth.Credential {
	if c.SecurityToken != "" {
		return credentials.NewStsTokenCredential(c.AccessKeyID, c.AccessKeySecret, c.SecurityToken)
	}
	return credentials.NewAccessKeyCredential(c.AccessKeyID, c.AccessKeySecret)
}

func refused(err error) lines.Seen {
	seen := lines.Seen{ErrorType: fmt.Sprintf("%T", err), Message: err.Error()}
	var server *sdkerrors.ServerError
	if errors.As(err, &server) {
		seen.ErrorCode, seen.HTTPStatus = server.ErrorCode(), server.HttpStatus()
		seen.Message, seen.RequestID = server.Message(), server.RequestId()
		seen.HostID, seen.Recommend = server.HostId(), server.Recommend()
	}
	return seen
}
