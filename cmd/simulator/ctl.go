package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/ctl"
)

func newCtl() *cobra.Command {
	cmd := &cobra.Command{Use: "ctl", Short: "Ask a running simulator, and change it, by its control port"}
	control := cmd.PersistentFlags().String("control", "127.0.0.1:18080", "the control port: its URL, or the listen address the simulator was given")
	cmd.AddCommand(newCtlClock(control))
	return cmd
}

// controlClient is a client of the control port that was named.
func controlClient(control string) (*ctl.Client, error) {
	if strings.HasPrefix(control, "http://") {
		return ctl.New(control), nil
	}
	address, err := callable(control)
	if err != nil {
		return nil, usageError{err}
	}
	return ctl.New("http://" + address), nil
}
