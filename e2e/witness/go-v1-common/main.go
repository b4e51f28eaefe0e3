package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"maps"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"

	"github.com/numsim/numsim/e2e/witness/lines"
)

func main() {
	lines.Serve("github.com/aliyun/alibaba-cloud-sdk-go", perform)
}

func perform(c lines.Case) lines.Seen {
	config := sdk.NewConfig().WithAutoRetry(c.Retry)
	client, err := sdk.NewClientWithOptions("cn-hangzhou", config, credential(c))
	if err != nil {
		return refused(err)
	}
	response, err := client.ProcessCommonRequest(request(c))
	if err != nil {
		return refused(err)
	}
	parse := json.Unmarshal
	if c.Format == "XML" {
		parse = xml.Unmarshal
	}
	var got lines.Answer // CommonResponse hands over text only
	if err := parse(response.GetHttpContentBytes(), &got); err != nil {
		return refused(err)
	}
	return got.Seen(response.GetHttpStatus())
}

func request(c lines.Case) *requests.CommonRequest {
	r := requests.NewCommonRequest()
	r.Method, r.Scheme, r.Domain = requests.POST, "http", c.Endpoint
	r.Product, r.Version, r.ApiName = "Dytnsapi", "2020-02-17", c.Operation
	r.AcceptFormat = c.Format
	maps.Copy(r.QueryParams, c.Parameters())
	return r
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
