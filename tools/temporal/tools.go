//go:build tools

// Package tools pins the Temporal CLI so that `go build` can make it from source
// on a machine where no ready binary can be downloaded.
package tools

import _ "github.com/temporalio/cli/cmd/temporal"
