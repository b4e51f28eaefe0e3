package main

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/numsim/numsim/sim"
	"github.com/numsim/numsim/sim/serve"
)

// order is a request of one provider that is to be signed; each provider's
// file beside this one has its kind.
type order interface {
	// flags binds the order's fields, and gives them their defaults.
	flags(f *pflag.FlagSet, t sim.Traits)
	// request signs with the client library, as somebody's own client would.
	request(phone, baseURL string) (*http.Request, error)
	// suit makes the order one that an account of profile can answer, and
	// returns the flags that say so.
	suit(profile string) (flags string)
}

// newOrder is the kind of order a provider takes, or nil for one that nobody
// signs for yet.
func newOrder(provider string) order {
	switch provider {
	case "aliyun":
		return &aliyunOrder{}
	case "ksyun":
		return &ksyunOrder{}
	case "ywjisu":
		return &ywjisuOrder{}
	}
	return nil
}

func newSign(providers []sim.Provider) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sign",
		Short: "Print one signed curl and nothing else",
		Long: `sign prints one signed curl and nothing else, so that it can be piped into sh.
It signs with the client library, as your own client would; the request is good
for as long as the provider accepts its timestamp, and once where it has nonces.`,
		Example: "  simulator sign aliyun --phone 13900000200 | sh\n" +
			"  simulator sign aliyun --phone 13900000404 --v3 --ak numsim-broke | sh\n" +
			"  simulator sign ksyun --phone 13900000200,13900000404 | sh\n" +
			"  simulator sign ywjisu --phone 13900000200 | sh",
		Args: func(_ *cobra.Command, args []string) error { return oneProvider(names(providers), args) },
		RunE: func(*cobra.Command, []string) error { return nil }, // Args has refused whatever there is
	}
	cmd.FParseErrWhitelist.UnknownFlags = true // a misspelt provider is said before its flags
	for _, p := range providers {
		if t := p.Traits(); newOrder(t.Name) != nil {
			cmd.AddCommand(newSignFor(t))
		}
	}
	return cmd
}

func newSignFor(t sim.Traits) *cobra.Command {
	o, phone, baseURL, include := newOrder(t.Name), "", "", false
	cmd := &cobra.Command{
		Use:   t.Name + " --phone NUMBER",
		Short: "Print one signed curl for " + t.Vendor,
		Args:  atMost(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			curl, err := sign(o, phone, baseURL, include)
			if err != nil {
				return usageError{err}
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), curl)
			return err
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&phone, "phone", "", "the number to ask about, such as "+sampleNumber+"; several with commas between them where the provider takes several")
	f.StringVar(&baseURL, "base-url", defaultURL(t), "where to send it")
	o.flags(f, t)
	f.BoolVarP(&include, "include", "i", false, "let curl show the HTTP status and headers")
	return cmd
}

func oneProvider(built, args []string) error {
	if len(args) == 0 {
		return usageError{fmt.Errorf("sign needs one provider: simulator sign %s --phone %s", built[0], sampleNumber)}
	}
	if err := serve.Known(args[0], built); err != nil {
		return usageError{err}
	}
	return usageError{fmt.Errorf("nobody signs for %s yet", args[0])}
}

// sign renders the signed order as a command line.
func sign(o order, phone, baseURL string, include bool) (string, error) {
	if phone == "" {
		return "", errors.New("sign needs a number: --phone " + sampleNumber)
	}
	req, err := o.request(phone, baseURL)
	if err != nil {
		return "", err
	}
	return renderCurl(req, include)
}

func defaultURL(t sim.Traits) string { return "http://127.0.0.1:" + strconv.Itoa(t.Port) }
