// Command vectors signs as the providers document it, and holds the signer to
// every vector.
//
//	go run . aliyun.json ksyun.json ywjisu.json
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"reflect"
	"strings"
)

type vector struct {
	Name, Scheme string
	Given        given
	CanonicalReq string `json:"canonical_request"`
	StringToSign string `json:"string_to_sign"`
	Signature    string
	Wire         wire
	MustNot      []struct{ Mistake, Signature string } `json:"must_not"`
}

type given struct {
	Method, URL, Secret, Now, Nonce, Region, Action, Version, Code, Pwd, Mobiles string

	AccessKeyID   string `json:"access_key_id"`
	SecurityToken string `json:"security_token"`
	Params        map[string]string
}

type wire struct {
	Query, Form, Headers []string
	Body                 string
}

// made is what a signer made of what was given.
type made struct {
	canonical, toSign, signature string
	wire                         wire
}

var signers = map[string]func(given) made{
	"aliyun v1": aliyunV1, "aliyun v3": aliyunV3,
	"ksyun v1": ksyunV1, "ksyun aws4": ksyunAWS4, "ywjisu token": ywjisuToken,
}

func main() {
	log.SetFlags(0)
	checked, failed := 0, 0
	for _, name := range os.Args[1:] {
		var file struct {
			Format   int
			Provider string
			Vectors  []vector
		}
		text, err := os.ReadFile(name)
		if err != nil {
			log.Fatal(err)
		}
		if err := json.Unmarshal(text, &file); err != nil || file.Format != 1 {
			log.Fatalf("%s has format %d: this program knows 1 (%v)", name, file.Format, err)
		}
		for _, v := range file.Vectors {
			word := "ok"
			wrong := differences(v, signers[file.Provider+" "+v.Scheme](v.Given))
			if len(wrong) > 0 {
				word, failed = "not ok", failed+1
			}
			checked++
			fmt.Println(strings.TrimSpace(strings.Join([]string{word, file.Provider, v.Name, strings.Join(wrong, " ")}, " ")))
		}
	}
	fmt.Printf("%d vectors, %d failed\n", checked, failed)
	if failed > 0 || checked == 0 {
		os.Exit(1)
	}
}

func differences(v vector, m made) (wrong []string) {
	for _, part := range []struct {
		name string
		same bool
	}{
		{"canonical_request", m.canonical == v.CanonicalReq},
		{"string_to_sign", m.toSign == v.StringToSign},
		{"signature", m.signature == v.Signature},
		{"wire", reflect.DeepEqual(m.wire, v.Wire)},
	} {
		if !part.same {
			wrong = append(wrong, part.name)
		}
	}
	for _, not := range v.MustNot {
		if not.Signature == m.signature {
			wrong = append(wrong, "mistake: "+not.Mistake)
		}
	}
	return wrong
}
