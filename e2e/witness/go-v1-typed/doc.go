// Command go-v1-typed is the last generation of alibaba-cloud-sdk-go whose
// generated dytnsapi client has DescribePhoneNumberStatus.
package main
