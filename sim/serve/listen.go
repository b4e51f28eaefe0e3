package serve

import (
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// The limits every listener ships with.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 30 * time.Second
	writeTimeout      = 30 * time.Second
	idleTimeout       = 60 * time.Second
	maxHeaderBytes    = 32 << 10
	maxConnections    = 4096 // on a listener
	maxPerPeer        = 256  // from one address beyond loopback
)

// AddressError is a listener that could not be bound, and the flag to change.
type AddressError struct {
	Flag, Address string
	Err           error
}

func (e *AddressError) Error() string {
	host, anyPort := strings.CutSuffix(e.Address, ":0")
	switch used := errors.Is(e.Err, syscall.EADDRINUSE); {
	case used && anyPort:
		return fmt.Sprintf("no port of %s is free for %s: end a program that holds many, or allow more with sysctl net.ipv4.ip_local_port_range", host, e.Flag)
	case errors.Is(e.Err, syscall.EMFILE):
		return fmt.Sprintf("cannot listen on %s for %s: too many files are open; allow more with ulimit -n", e.Address, e.Flag)
	case used:
		return fmt.Sprintf("%s is taken by another program: choose another address with --%s, or --%s 127.0.0.1:0 for a free port", e.Address, e.Flag, e.Flag)
	}
	return fmt.Sprintf("cannot listen on %s: %v; choose another address with --%s", e.Address, e.Err, e.Flag)
}

func (e *AddressError) Unwrap() error { return e.Err }

func (s *Simulator) listen(flag, address string, h http.Handler, errors *log.Logger) (url string, err error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return "", &AddressError{Flag: flag, Address: address, Err: err}
	}
	if s.config.Listener != nil && flag != "control" {
		l = s.config.Listener(flag, l)
	}
	plain := new(http.Protocols)
	plain.SetHTTP1(true)
	s.servers = append(s.servers, &server{listener: newLimited(l), http: &http.Server{
		Handler: h, Protocols: plain,
		ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeaderBytes,
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     errors,
	}})
	return "http://" + reachable(l.Addr()), nil
}

// reachable is an address a client of this machine can use: a listener on all
// addresses is on loopback too.
func reachable(a net.Addr) string {
	if tcp, ok := a.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", strconv.Itoa(tcp.Port))
	}
	return a.String()
}
