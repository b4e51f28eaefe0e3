package main

import (
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"
)

// newHealthcheck is for images without a curl: it asks the control port of a
// simulator in the same network namespace.
func newHealthcheck() *cobra.Command {
	var control string
	cmd := &cobra.Command{
		Use:   "healthcheck",
		Short: "Ask a running simulator whether it is ready; exit 1 if not",
		Args:  atMost(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			address, err := callable(control)
			if err != nil {
				return usageError{err}
			}
			c := &http.Client{Timeout: 3 * time.Second, Transport: &http.Transport{}} // no proxy from the environment
			resp, err := c.Get("http://" + address + "/readyz")
			if err != nil {
				return fmt.Errorf("no simulator answers on %s: %w", address, err)
			}
			_ = resp.Body.Close()
			if resp.StatusCode != http.StatusOK {
				return fmt.Errorf("the simulator on %s is not ready: HTTP %d", address, resp.StatusCode)
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), "ready")
			return err
		},
	}
	cmd.Flags().StringVar(&control, "control", "127.0.0.1:18080", "the control port's listen address, as the simulator was given it")
	return cmd
}

// callable is where a client of this machine reaches a control port that was
// told to listen at an address.
func callable(control string) (address string, err error) {
	host, port, err := net.SplitHostPort(control)
	if err != nil {
		return "", fmt.Errorf("--control %s: write it as host:port", control)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1" // a listener on all addresses is on loopback too
	}
	return net.JoinHostPort(host, port), nil
}
