package main

import (
	"errors"
	"fmt"

	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/dytnsapi"

	"github.com/numsim/numsim/e2e/witness/lines"
)

func main() {
	lines.Serve("github.com/aliyun/alibaba-cloud-sdk-go", perform)
}

func perform(c lines.Case) lines.Seen {
	client, err := dytnsapi.NewClientWithAccessKey("cn-hangzhou", c.AccessKeyID, c.AccessKeySecret)
	if err != nil {
		return refused(err)
	}
	request := dytnsapi.CreatePhoneNumberStatusForPublicRequest()
	request.Domain, request.Scheme = c.Endpoint, "http"
	request.AcceptFormat = c.Format
	request.AuthCode, request.InputNumber, request.Mask = c.AuthCode, c.PhoneNumber, c.Mask
	answer, err := client.PhoneNumberStatusForPublic(request)
	if err != nil {
		return refused(err)
	}
	return lines.Seen{
		OK: true, HTTPStatus: answer.GetHttpStatus(), RequestID: answer.RequestId,
		Status: answer.Data.Status, Carrier: answer.Data.Carrier, Code: answer.Code, Message: answer.Message,
	}
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
