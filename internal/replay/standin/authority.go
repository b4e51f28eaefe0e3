package standin

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"log"
	"math/big"
	"testing"
	"time"
)

// newAuthority makes an authority, and a certificate of it for these names.
func newAuthority(tb testing.TB, names []string) (*x509.CertPool, tls.Certificate) {
	tb.Helper()
	root := template("numsim stand-in authority")
	root.IsCA, root.BasicConstraintsValid, root.KeyUsage = true, true, x509.KeyUsageCertSign
	rootKey := newKey(tb)
	rootBytes, err := x509.CreateCertificate(rand.Reader, root, root, rootKey.Public(), rootKey)
	fatal(tb, err)
	leaf := template("numsim stand-in")
	leaf.DNSNames, leaf.ExtKeyUsage = names, []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	key := newKey(tb)
	leafBytes, err := x509.CreateCertificate(rand.Reader, leaf, root, key.Public(), rootKey)
	fatal(tb, err)
	parsed, err := x509.ParseCertificate(rootBytes)
	fatal(tb, err)
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return pool, tls.Certificate{Certificate: [][]byte{leafBytes}, PrivateKey: key}
}

func template(name string) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
}

func newKey(tb testing.TB) *ecdsa.PrivateKey {
	tb.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	fatal(tb, err)
	return key
}

func fatal(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatalf("standin: %v", err)
	}
}

// quiet keeps handshakes that a test breaks off out of its output.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
