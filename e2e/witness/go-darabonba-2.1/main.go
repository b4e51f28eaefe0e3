package main

import (
	"os"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	openapiutil "github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/dara"

	"github.com/numsim/numsim/e2e/witness/lines"
)

func main() {
	lines.Serve("github.com/alibabacloud-go/darabonba-openapi/v2", perform)
}

func perform(c lines.Case) lines.Seen {
	client, err := openapi.NewClient(config(c))
	if err != nil {
		return refused(err)
	}
	request := &openapiutil.OpenApiRequest{Query: query(c.Parameters())}
	params := params(c.Operation)
	if c.Format == "XML" {
		askForXML(params, request)
	}
	result, err := client.CallApi(params, request, &dara.RuntimeOptions{})
	if err != nil {
		return refused(err)
	}
	return answered(result)
}

func config(c lines.Case) *openapiutil.Config {
	config := &openapiutil.Config{
		AccessKeyId: &c.AccessKeyID, AccessKeySecret: &c.AccessKeySecret,
		Endpoint: &c.Endpoint, Protocol: dara.String("http"),
	}
	if c.SecurityToken != "" {
		config.SecurityToken = &c.SecurityToken
	}
	if len(os.Args) > 1 {
		config.SignatureAlgorithm = &os.Args[1]
	}
	if c.Retry {
		config.RetryOptions = retry()
	}
	return config
}

// retry names its own delay of nothing, because this core sleeps its default
// of 100 milliseconds as 100 seconds.
func retry() *dara.RetryOptions {
	return &dara.RetryOptions{Retryable: true, RetryCondition: []*dara.RetryCondition{{
		MaxAttempts: dara.MAX_ATTEMPTS, ErrorCode: []string{"ServiceUnavailable"},
		Backoff: &dara.FixedBackoffPolicy{Period: 0}, MaxDelay: dara.MAX_DELAY_TIME,
	}}}
}

func query(parameters map[string]string) map[string]*string {
	query := map[string]*string{}
	for name, value := range parameters {
		query[name] = &value
	}
	return query
}

// params is what the generated dytnsapi client passes for an operation,
// except for the protocol, which Config decides.
func params(operation string) *openapiutil.Params {
	return &openapiutil.Params{
		Action: &operation, Version: dara.String("2020-02-17"),
		Protocol: dara.String("HTTPS"), Pathname: dara.String("/"), Method: dara.String("POST"),
		AuthType: dara.String("AK"), Style: dara.String("RPC"),
		ReqBodyType: dara.String("formData"), BodyType: dara.String("json"),
	}
}

// askForXML is the one way there is: a header where it would say application/json, and V1
// a Format, and an answer left as text.
func askForXML(params *openapiutil.Params, request *openapiutil.OpenApiRequest) {
	params.BodyType = dara.String("string")
	request.Headers = map[string]*string{"accept": dara.String("application/xml")}
	if len(os.Args) > 1 && os.Args[1] == "v2" {
		request.Query["Format"] = dara.String("XML")
	}
}
