package main

import (
	"net/http"
	"strings"

	"github.com/spf13/pflag"

	"github.com/numsim/numsim/client"
	"github.com/numsim/numsim/sim"
)

type ywjisuOrder struct{ code, password, key string }

func (o *ywjisuOrder) flags(f *pflag.FlagSet, t sim.Traits) {
	f.StringVar(&o.code, "code", t.Ready.ID, "API account")
	f.StringVar(&o.password, "pwd", t.Ready.Password, "API password")
	f.StringVar(&o.key, "key", t.Ready.Secret, "private key")
}

func (o *ywjisuOrder) suit(string) (flags string) { return "" }

func (o *ywjisuOrder) request(phone, baseURL string) (*http.Request, error) {
	signer := client.YwjisuSigner{Code: o.code, Password: client.Secret(o.password), PrivateKey: client.Secret(o.key)}
	return signer.Request(baseURL, strings.Split(phone, ",")...)
}
