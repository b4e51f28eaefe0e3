package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/serve"
)

// signOrder is a request to be signed and printed.
type signOrder struct {
	provider, phone, baseURL string
	key, secret, token       string
	format, operation        string
	v3, include              bool
}

func newSign(providers []sim.Provider) *cobra.Command {
	o := &signOrder{}
	cmd := &cobra.Command{
		Use:   "sign PROVIDER --phone NUMBER",
		Short: "Print one signed curl and nothing else",
		Long: `sign prints one signed curl and nothing else, so that it can be piped into sh.
It signs with the client library, as your own client would; the request is good
once, for as long as the provider accepts its timestamp (15 minutes at Aliyun).`,
		Example:   "  simulator sign aliyun --phone 13900000200 | sh\n  simulator sign aliyun --phone 13900000404 --v3 --ak numsim-broke | sh",
		ValidArgs: names(providers),
		Args:      func(_ *cobra.Command, args []string) error { return oneProvider(names(providers), args) },
		RunE: func(cmd *cobra.Command, args []string) error {
			o.provider = args[0]
			if o.baseURL == "" {
				o.baseURL = defaultURL(providers, o.provider)
			}
			curl, err := o.curl()
			if err != nil {
				return usageError{err}
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), curl)
			return err
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.phone, "phone", "", "the number to ask about, such as "+sampleNumber)
	flags.StringVar(&o.baseURL, "base-url", "", "where to send it (default: the provider's own port on 127.0.0.1)")
	flags.StringVar(&o.key, "ak", "numsim", "access key id")
	flags.StringVar(&o.secret, "sk", "numsim-secret", "access key secret")
	flags.StringVar(&o.token, "token", "", "security token, for a temporary key such as numsim-sts")
	flags.StringVar(&o.format, "format", "json", "json or xml")
	flags.StringVar(&o.operation, "operation", describe, "what to call; accounts of profile today know PhoneNumberStatusForPublic and its siblings only")
	flags.BoolVarP(&o.include, "include", "i", false, "let curl show the HTTP status and headers")
	flags.BoolVar(&o.v3, "v3", false, "sign with ACS3-HMAC-SHA256 instead of HMAC-SHA1")
	return cmd
}

func oneProvider(built, args []string) error {
	if len(args) != 1 {
		return usageError{fmt.Errorf("sign needs one provider: simulator sign %s --phone %s", built[0], sampleNumber)}
	}
	if err := serve.Known(args[0], built); err != nil {
		return usageError{err}
	}
	return nil
}

// curl signs the order and renders it as a command line.
func (o signOrder) curl() (string, error) {
	if o.phone == "" {
		return "", fmt.Errorf("sign needs a number: --phone %s", sampleNumber)
	}
	req, err := o.request()
	if err != nil {
		return "", err
	}
	return renderCurl(req, o.include)
}

// describe is the operation of the document of 2020.
const describe = "DescribePhoneNumberStatus"

// fields are the operation's own parameters. AuthCode is any here; the real
// service hands one out.
func (o signOrder) fields() map[string]string {
	if o.operation == describe {
		return map[string]string{"PhoneNumber": o.phone}
	}
	return map[string]string{"AuthCode": "numsim", "InputNumber": o.phone, "Mask": "NORMAL"}
}

func (o signOrder) request() (*http.Request, error) {
	const version = "2020-02-17"
	format := strings.ToUpper(o.format)
	if format != "JSON" && format != "XML" {
		return nil, fmt.Errorf("--format %s: it is json or xml", o.format)
	}
	signer := client.AliyunSigner{AccessKeyID: o.key, AccessKeySecret: client.Secret(o.secret), SecurityToken: client.Secret(o.token)}
	params := o.fields()
	if !o.v3 {
		params["Action"], params["Version"], params["Format"] = o.operation, version, format
		return signer.V1(http.MethodGet, o.baseURL, params)
	}
	req, err := signer.V3(http.MethodPost, o.baseURL, o.operation, version, params)
	if err == nil && format == "XML" {
		req.Header.Set("Accept", "text/xml") // not signed
	}
	return req, err
}

func defaultURL(providers []sim.Provider, name string) string {
	for _, p := range providers {
		if t := p.Traits(); t.Name == name {
			return "http://127.0.0.1:" + strconv.Itoa(t.Port)
		}
	}
	return ""
}

// renderCurl writes req as one line that sh takes as it stands.
func renderCurl(req *http.Request, include bool) (string, error) {
	parts := []string{"curl", "-sS", "-w", `'\n'`}
	if ip := net.ParseIP(req.URL.Hostname()); ip != nil && ip.IsLoopback() {
		parts = append(parts, "--noproxy", "'*'") // curl sends loopback through http_proxy too
	}
	if include {
		parts = append(parts, "-i")
	}
	if req.Method != http.MethodGet {
		parts = append(parts, "-X", req.Method)
	}
	parts = append(parts, quote(req.URL.String()))
	for _, name := range sortedNames(req.Header) {
		parts = append(parts, "-H", quote(strings.ToLower(name)+": "+req.Header.Get(name)))
	}
	if req.Body == nil || req.Body == http.NoBody {
		return strings.Join(parts, " "), nil
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return "", fmt.Errorf("reading the signed body: %w", err)
	}
	return strings.Join(append(parts, "--data-raw", quote(string(body))), " "), nil
}
