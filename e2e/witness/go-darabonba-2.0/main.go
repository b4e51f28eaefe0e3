package main

import (
	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	util "github.com/alibabacloud-go/tea-utils/v2/service"
	"github.com/alibabacloud-go/tea/tea"

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
	request := &openapi.OpenApiRequest{Query: query(c.Parameters())}
	params := params(c.Operation)
	if c.Format == "XML" {
		askForXML(params, request)
	}
	runtime := &util.RuntimeOptions{}
	if c.Retry {
		runtime.Autoretry = tea.Bool(true)
	}
	result, err := client.CallApi(params, request, runtime)
	if err != nil {
		return refused(err)
	}
	return answered(result)
}

func config(c lines.Case) *openapi.Config {
	config := &openapi.Config{
		AccessKeyId: &c.AccessKeyID, AccessKeySecret: &c.AccessKeySecret,
		Endpoint: &c.Endpoint, Protocol: tea.String("http"),
	}
	if c.SecurityToken != "" {
		config.SecurityToken = &c.SecurityToken
	}
	return config
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
func params(operation string) *openapi.Params {
	return &openapi.Params{
		Action: &operation, Version: tea.String("2020-02-17"),
		Protocol: tea.String("HTTPS"), Pathname: tea.String("/"), Method: tea.String("POST"),
		AuthType: tea.String("AK"), Style: tea.String("RPC"),
		ReqBodyType: tea.String("formData"), BodyType: tea.String("json"),
	}
}

// askForXML is the one way there is: a header where it would say application/json, and an answer left as text.
func askForXML(params *openapi.Params, request *openapi.OpenApiRequest) {
	params.BodyType = tea.String("string")
	request.Headers = map[string]*string{"accept": tea.String("application/xml")}
}
