package client

import (
	"cmp"
	"fmt"
	"net/http"
)

// rpcRequest builds a request for the only path an RPC service has.
func rpcRequest(method, baseURL, query, form string) (*http.Request, error) {
	if method != http.MethodGet && method != http.MethodPost {
		return nil, fmt.Errorf("%s: method %q: an RPC request is GET or POST, in capitals", aliyun, method)
	}
	target, err := aliyun.parseBaseURL(baseURL, "https://dytnsapi.aliyuncs.com")
	if err != nil {
		return nil, err
	}
	target.Path, target.RawQuery = "/", query
	return aliyun.request(method, target, form)
}

func checkV1Params(params map[string]string) error {
	return cmp.Or(
		aliyun.checkUnset(params, "AccessKeyId", "SecurityToken", "Signature",
			"SignatureMethod", "SignatureNonce", "SignatureVersion", "Timestamp"),
		aliyun.checkField("parameter Action", params["Action"]),
		aliyun.checkField("parameter Version", params["Version"]),
		aliyun.checkEncoding(params),
	)
}
