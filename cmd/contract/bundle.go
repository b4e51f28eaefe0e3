package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/numsim/numsim/contracts"
)

func newBundle() *cobra.Command {
	var provider, profile string
	var set []string
	var how contracts.Bundling
	cmd := &cobra.Command{
		Use:   "bundle --provider PROVIDER",
		Short: "Write a contract as one OpenAPI document that other tools read",
		Long: `Write a contract as one OpenAPI 3.1 document: the base document with the
overlays of a profile and of any readings. Operations of RPC providers keep their
virtual paths, /Action; calls really go to the path in x-rpc.`,
		Example: `  contract bundle --provider aliyun --profile 2022
  contract bundle --provider ksyun --set result=array --flatten --strip`,
		Args: exactly(0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if provider == "" {
				return usageError{fmt.Errorf("bundle needs a provider: contract bundle --provider aliyun")}
			}
			c, err := effective(cmd, provider, profile, set)
			if err != nil {
				return err
			}
			text, err := c.Bundle(how)
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(text)
			return err
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&provider, "provider", "", "a provider, or the folder of a contract")
	flags.StringVar(&profile, "profile", "", "generation of the provider's documents (default: the first)")
	flags.StringArrayVar(&set, "set", nil, "read a discrepancy otherwise, ID=READING; repeatable")
	flags.BoolVar(&how.Flatten, "flatten", false, "write every $ref out where it stands")
	flags.BoolVar(&how.Strip, "strip", false, "leave the x- extensions out")
	return cmd
}

func effective(cmd *cobra.Command, provider, profile string, set []string) (*contracts.Contract, error) {
	s, err := find(provider)
	if err != nil {
		return nil, err
	}
	d, err := s.sound(cmd.ErrOrStderr())
	if err != nil {
		return nil, err
	}
	readings := map[string]string{}
	for _, text := range set {
		id, value, ok := strings.Cut(text, "=")
		if !ok {
			return nil, usageError{fmt.Errorf("--set %s: write it as ID=READING, such as serial-id=number", text)}
		}
		readings[id] = value
	}
	c, err := d.For(profile, readings)
	if err != nil {
		return nil, usageError{err}
	}
	return c, nil
}
