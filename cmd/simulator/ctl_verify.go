package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/ctl"
)

// newCtlVerify is for scripts: a verdict that is not green is exit status 1.
func newCtlVerify(o *ctlFlags) *cobra.Command {
	var got ctl.Judgement
	cmd := &cobra.Command{
		Use: "verify", Short: "Judge the journal by what the scenario expects; exit 1 unless it is green", Args: atMost(0),
	}
	ask := asks(o, func(cmd *cobra.Command, c *ctl.Client, _ []string) (j ctl.Judgement, err error) {
		got, err = c.Verify(cmd.Context())
		return got, err
	}, sayJudgement)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := ask(cmd, args); err != nil {
			return err
		}
		if !got.OK {
			return errors.New("the verdict is not green")
		}
		return nil
	}
	return cmd
}

func sayJudgement(w io.Writer, j ctl.Judgement) {
	for _, part := range []struct {
		name string
		list []ctl.Judged
	}{{"unmet", j.Unmet}, {"unexpected", j.Unexpected}, {"hazard", j.Hazards}, {"unused", j.Unused}} {
		for _, f := range part.list {
			line(w, "%-10s  %s", part.name, saidOf(f))
		}
	}
	if !j.Complete {
		line(w, "incomplete  the journal has forgotten %d calls, so nothing is proved", j.Dropped)
	}
	if j.OK {
		line(w, "ok          %d %s judged", j.Calls, plural(j.Calls, "call"))
	}
}

func saidOf(f ctl.Judged) string {
	text := f.What
	if f.Where != "" {
		text += " (" + f.Where + ")"
	}
	if len(f.Calls) > 0 {
		text += fmt.Sprintf("; entries %v", f.Calls)
	}
	if f.Minor {
		text += "; does not count"
	}
	return text
}

func newCtlSignature(o *ctlFlags) *cobra.Command {
	cmd := &cobra.Command{
		Use: "signature REQUEST-ID", Short: "Say why the signature of a refused request does not hold", Args: some("a request id"),
	}
	cmd.RunE = asks(o, func(cmd *cobra.Command, c *ctl.Client, args []string) (ctl.Signature, error) {
		return c.Signature(cmd.Context(), args[0])
	}, saySignature)
	return cmd
}

func saySignature(w io.Writer, s ctl.Signature) {
	line(w, "%s\n%s", s.Said.EN, s.Said.ZH)
	for _, m := range s.Mistakes {
		line(w, "  %s: %s\n  %s", m.ID, m.EN, m.ZH)
	}
	for i, c := range s.Compare {
		line(w, "  %d. %s\n     %s", i+1, c.EN, c.ZH)
	}
	for _, d := range s.Difference {
		line(w, "%s", d)
	}
	line(w, "string to sign: %s", s.ToSign)
	if s.Canonical != "" {
		line(w, "canonical request:\n%s", s.Canonical)
	}
}
