package main

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"

	"github.com/numsim/numsim/client"
)

// clientMain is a program that somebody could have written: it takes its
// addresses and keys from the environment, and some of its habits are bad. The
// first word is the habit, the others are numbers.
func clientMain() {
	habits := map[string]func([]string) error{
		"asks": asks, "insists": insists, "hammers": hammers, "resends": resends, "sends-all": sendsAll,
		"fails-over": failsOver, "guesses-keys": guessesKeys, "speaks-tls": speaksTLS, "knocks": knocks, "pages": pages,
	}
	if err := habits[os.Args[1]](os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func aliyunKeys() client.AliyunSigner {
	return client.AliyunSigner{AccessKeyID: os.Getenv("NUMSIM_ALIYUN_ACCESS_KEY_ID"), AccessKeySecret: client.Secret(os.Getenv("NUMSIM_ALIYUN_ACCESS_KEY_SECRET"))}
}

func aliyunCall(s client.AliyunSigner, number string) (*http.Request, error) {
	return s.V1(http.MethodGet, os.Getenv("NUMSIM_ALIYUN_URL"), map[string]string{
		"Action": "DescribePhoneNumberStatus", "Version": "2020-02-17", "Format": "JSON", "PhoneNumber": number,
	})
}

func send(req *http.Request, err error) (string, error) {
	if err != nil {
		return "", err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	return string(body), err
}

// asks is what a client should be: one call for a number.
func asks(numbers []string) error {
	for _, n := range numbers {
		if _, err := send(aliyunCall(aliyunKeys(), n)); err != nil {
			return err
		}
	}
	return nil
}

// insists asks again whatever the answer is.
func insists(numbers []string) error { return asks(append(numbers, numbers...)) }

// hammers has no back-off: it calls until it has called often enough.
func hammers(numbers []string) error {
	for range 12 {
		if err := asks(numbers); err != nil {
			return err
		}
	}
	return nil
}

// resends retries the request as it was, with the nonce it had.
func resends(numbers []string) error {
	req, err := aliyunCall(aliyunKeys(), numbers[0])
	if err != nil {
		return err
	}
	for range 2 {
		if _, err := send(req, nil); err != nil {
			return err
		}
	}
	return nil
}

// sendsAll puts so many numbers into one call.
func sendsAll(args []string) error {
	most, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	var list []string
	for i := range most {
		list = append(list, fmt.Sprintf("1390%03d0200", i))
	}
	s := client.KsyunSigner{AccessKey: os.Getenv("NUMSIM_KSYUN_ACCESS_KEY"), SecretKey: client.Secret(os.Getenv("NUMSIM_KSYUN_SECRET_KEY"))}
	_, err = send(s.V1(os.Getenv("NUMSIM_KSYUN_URL"), map[string]string{"Action": "BatchPhoneNumberStatus", "Version": "2019-05-01", "Mobiles": strings.Join(list, ",")}))
	return err
}

// failsOver asks another provider about a number whose status it does not know.
func failsOver(numbers []string) error {
	answer, err := send(aliyunCall(aliyunKeys(), numbers[0]))
	if err != nil || strings.Contains(answer, `"NORMAL"`) {
		return err
	}
	s := client.KsyunSigner{AccessKey: os.Getenv("NUMSIM_KSYUN_ACCESS_KEY"), SecretKey: client.Secret(os.Getenv("NUMSIM_KSYUN_SECRET_KEY"))}
	_, err = send(s.V1(os.Getenv("NUMSIM_KSYUN_URL"), map[string]string{"Action": "PhoneNumberStatus", "Version": "2019-05-01", "Mobile": numbers[0]}))
	return err
}

// guessesKeys has a key of its own in its code.
func guessesKeys(numbers []string) error {
	_, err := send(aliyunCall(client.AliyunSigner{AccessKeyID: "LTAI0000000000somebody", AccessKeySecret: "whatever"}, numbers[0]))
	return err
}

// speaksTLS has https in its code, and reports no error.
func speaksTLS([]string) error {
	if c, err := tls.Dial("tcp", os.Getenv("NUMSIM_ALIYUN_HOST"), nil); err == nil {
		return c.Close()
	}
	return nil
}

// knocks connects and goes away.
func knocks([]string) error {
	c, err := net.Dial("tcp", os.Getenv("NUMSIM_KSYUN_HOST"))
	if err != nil {
		return err
	}
	return c.Close()
}

// pages writes as many bytes as its first word says, between two calls.
func pages(args []string) error {
	bytes, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	if _, err := io.WriteString(os.Stdout, strings.Repeat("x", bytes)); err != nil {
		return err
	}
	return asks(args[1:])
}
