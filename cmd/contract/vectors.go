package main

import (
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/contracts"
)

func newVectors() *cobra.Command {
	var provider string
	cmd := &cobra.Command{
		Use:   "vectors --provider PROVIDER",
		Short: "Write a provider's signature vectors, for a signer in any language",
		Long: `Write a provider's signature vectors as JSON: what is given, with the clock and
the nonce; what is signed, the signature, and the request as it goes over the
wire; and the signatures that come out of well-known mistakes. docs/vectors.md has
the shape, and examples/vectors a loop over them in five languages.`,
		Example: `  contract vectors --provider aliyun > aliyun.json`,
		Args:    exactly(0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if provider == "" {
				return usageError{fmt.Errorf("vectors needs a provider: contract vectors --provider aliyun")}
			}
			s, err := find(provider)
			if err != nil {
				return err
			}
			text, err := s.vectors()
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(text)
			return err
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&provider, "provider", "", "a provider, or the folder of a contract")
	return cmd
}

func (s source) vectors() ([]byte, error) {
	name := s.provider + "/vectors.json"
	if s.dir == "" {
		return fs.ReadFile(contracts.Embedded(), name)
	}
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }()
	text, err := fs.ReadFile(root.FS(), name)
	if err != nil {
		return nil, usageError{fmt.Errorf("%s: a contract's vectors are in vectors.json beside its openapi.yaml", err)}
	}
	return text, nil
}
