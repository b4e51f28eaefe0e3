package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

func known() []string { return []string{"aliyun", "ksyun", "ywjisu"} }

// documented are the prices that a provider publishes for one answered number.
// Aliyun: 0.1 yuan, in its document of DescribePhoneNumberStatus of 2020
// (documented); its later operations, which take an AuthCode, differ in price.
// The others publish none.
func documented(getenv func(string) string) map[string]numsim.Money {
	if getenv(authCode) != "" {
		return map[string]numsim.Money{}
	}
	return map[string]numsim.Money{"aliyun": numsim.Yuan / 10}
}

// settings are options that were checked.
type settings struct {
	options
	cap    numsim.Money
	prices map[string]numsim.Money
	urls   map[string]string
	format format
}

func settle(o options, getenv func(string) string) (s settings, err error) {
	s = settings{options: o, prices: documented(getenv), urls: map[string]string{}}
	for _, step := range []func() error{s.checkProviders, s.readMoney, s.readURLs, s.readFormat, s.checkInput, s.checkOutput} {
		if err := step(); err != nil {
			return s, usageError{err}
		}
	}
	return s, nil
}

func (s *settings) checkProviders() error {
	if len(s.providers) == 0 {
		return errors.New("who is to be asked? say --provider aliyun, or several in order of preference: --provider aliyun,ksyun,ywjisu")
	}
	for i, name := range s.providers {
		if err := isProvider(name); err != nil {
			return fmt.Errorf("--provider: %w", err)
		}
		if slices.Contains(s.providers[:i], name) {
			return fmt.Errorf("--provider has %s twice: name each once", name)
		}
	}
	switch {
	case s.agree < 1 || s.agree > len(s.providers):
		return fmt.Errorf("--agree %d with %d of --provider: it is from 1 to as many as are named there", s.agree, len(s.providers))
	case s.workers < 1 || s.workers > 1000:
		return fmt.Errorf("--workers %d: it is from 1 to 1000", s.workers)
	case s.rate < 0:
		return fmt.Errorf("--rate %g: it is calls a second, or 0 for no limit", s.rate)
	}
	return nil
}

func isProvider(name string) error {
	if slices.Contains(known(), name) {
		return nil
	}
	nearest := slices.MinFunc(known(), func(a, b string) int { return numsim.Edits(name, a) - numsim.Edits(name, b) })
	return fmt.Errorf("there is no provider %q; did you mean %q?", name, nearest)
}

// pair reads provider=value.
func pair(flag, text string) (provider, value string, err error) {
	provider, value, found := strings.Cut(text, "=")
	if !found || value == "" {
		return "", "", fmt.Errorf("--%s %s: write it as provider=value", flag, text)
	}
	if err := isProvider(provider); err != nil {
		return "", "", fmt.Errorf("--%s %s: %w", flag, text, err)
	}
	return provider, value, nil
}

func (s *settings) readMoney() (err error) {
	for _, text := range s.priceCNY {
		provider, value, err := pair("price-cny", text)
		if err != nil {
			return err
		}
		price, err := numsim.ParseMoney(value)
		if err != nil || price < 0 || price > 1000*numsim.Yuan {
			return fmt.Errorf("--price-cny %s: it is yuan for one number, such as %s=0.10, and 1000 at most", text, provider)
		}
		s.prices[provider] = price
	}
	if s.maxCNY == "" {
		return nil
	}
	if s.cap, err = numsim.ParseMoney(s.maxCNY); err != nil || s.cap <= 0 {
		return fmt.Errorf("--max-cny %s: it is yuan, such as 5 or 0.50, and more than nothing", s.maxCNY)
	}
	for _, name := range s.providers {
		if _, ok := s.prices[name]; !ok {
			return fmt.Errorf("--max-cny needs the price of every provider, and that of %s is not known: say --price-cny %[1]s=YUAN, as your contract has it", name)
		}
	}
	return nil
}

func (s *settings) readURLs() error {
	for _, text := range s.baseURL {
		provider, value, err := pair("base-url", text)
		if err != nil {
			return err
		}
		s.urls[provider] = value
	}
	return nil
}

func (s *settings) readFormat() error {
	words := map[string]format{"table": asTable, "csv": asCSV, "json": asJSON}
	switch ext := strings.ToLower(filepath.Ext(s.out)); {
	case s.options.format != "":
		f, ok := words[s.options.format]
		if !ok {
			return fmt.Errorf("--format %s: it is table, csv or json", s.options.format)
		}
		s.format = f
	case ext == ".json", ext == ".ndjson", ext == ".jsonl":
		s.format = asJSON
	case s.out != "":
		s.format = asCSV
	}
	return nil
}

func (s *settings) checkInput() error {
	ways := 0
	for _, given := range []bool{s.in != "", s.stdin(), len(s.numbers) > 0 && !s.stdin()} {
		if given {
			ways++
		}
	}
	switch {
	case ways == 0:
		return errors.New("no numbers: give them as arguments, with --in FILE, or on standard input with -")
	case ways > 1, len(s.numbers) > 1 && slices.Contains(s.numbers, "-"):
		return errors.New("numbers come from one place: arguments, --in FILE, or -")
	case s.column != "" && ways == 1 && s.in == "" && !s.stdin():
		return errors.New("--column is for CSV, and the numbers are arguments")
	}
	return nil
}

func (s *settings) stdin() bool { return len(s.numbers) == 1 && s.numbers[0] == "-" }

func (s *settings) checkOutput() error {
	switch {
	case s.resume && s.out == "":
		return errors.New("--resume continues a file: name it with --out")
	case s.resume && s.format == asTable:
		return errors.New("--resume cannot read a table: write --format csv or json")
	case (s.retryPerhaps || s.retryRefused) && !s.resume:
		return errors.New("--retry-perhaps and --retry-refused go with --resume")
	case s.out == "":
		return nil
	}
	if same(s.in, s.out) {
		return fmt.Errorf("--out %s is the file of --in: name another", s.out)
	}
	for _, path := range []string{s.out, s.out + askedSuffix} {
		if _, err := os.Stat(path); err == nil && !s.resume {
			return fmt.Errorf("%s is there already: --resume continues it; or name another, or remove it", path)
		}
	}
	return nil
}

func same(a, b string) bool {
	if a == "" {
		return false
	}
	at, errA := os.Stat(a)
	bt, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(at, bt)
}

// sources makes the clients, in order.
func (s *settings) sources(w world) (list []client.Source, err error) {
	for _, name := range s.providers {
		source, err := w.source(wanted{name, s.realtime, client.Options{BaseURL: s.urls[name], Rate: s.rate}, w.getenv})
		if err != nil {
			return nil, usageError{err}
		}
		list = append(list, source)
	}
	return list, nil
}
