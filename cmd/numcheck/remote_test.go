package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"

	"github.com/numsim/numsim"
	"github.com/numsim/numsim/client"
)

// shop is a provider that a process of its own asks: it knows what it was paid
// for, whatever becomes of the process.
type shop struct {
	*httptest.Server
	// hold, if any, is waited for before the answer to a number, after it is paid.
	hold func(numsim.Number)

	mu   sync.Mutex
	paid map[numsim.Number]int
}

func newShop() *shop {
	s := &shop{paid: map[numsim.Number]int{}}
	s.Server = httptest.NewServer(http.HandlerFunc(s.answer))
	return s
}

func (s *shop) answer(w http.ResponseWriter, r *http.Request) {
	for n := range strings.SplitSeq(r.FormValue("numbers"), ",") {
		s.mu.Lock()
		s.paid[numsim.Number(n)]++
		hold := s.hold
		s.mu.Unlock()
		if hold != nil {
			hold(numsim.Number(n))
		}
	}
	_ = json.NewEncoder(w).Encode("active")
}

func (s *shop) holdAt(hold func(numsim.Number)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hold = hold
}

func (s *shop) bill() (numbers, times int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range s.paid {
		times += n
	}
	return len(s.paid), times
}

// remote is a source that asks a shop.
type remote struct {
	name, url string
	http      *http.Client
}

func newRemote(w wanted) (client.Source, error) {
	if w.options.BaseURL == "" {
		return nil, errors.New("no shop")
	}
	return &remote{w.provider, w.options.BaseURL, &http.Client{}}, nil
}

func (r *remote) Provider() string { return r.name }
func (r *remote) MostNumbers() int { return 3 }

func (r *remote) Check(ctx context.Context, numbers ...numsim.Number) []client.Result {
	list := make([]string, len(numbers))
	for i, n := range numbers {
		list[i] = string(n)
	}
	err := r.ask(ctx, strings.Join(list, ","))
	results := make([]client.Result, len(numbers))
	for i, n := range numbers {
		results[i] = client.Result{Number: n, Provider: r.name, Status: numsim.Active, Charged: client.IsCharged}
		if err != nil {
			results[i] = client.Result{Number: n, Provider: r.name, Err: err, Charged: client.PerhapsCharged}
		}
	}
	return results
}

func (r *remote) ask(ctx context.Context, numbers string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url, strings.NewReader("numbers="+numbers))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := r.http.Do(req)
	if err != nil {
		return &client.Error{Provider: r.name, Kind: numsim.Transport, Charged: client.PerhapsCharged, Message: "it broke off"}
	}
	return res.Body.Close()
}
