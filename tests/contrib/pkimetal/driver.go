// SPDX-License-Identifier: Apache-2.0

// The driver asks the handler as pkimetal does: each argument PROFILE-NUMBER:FILE is a request, "sleep" waits, and
// results go out as lines of severity, code, field and finding.
package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/pkimetal/pkimetal/linter"
	_ "github.com/pkimetal/pkimetal/linter/smimelint"
)

func main() {
	l := linter.Registered[0]
	fmt.Println(l.Name, l.Version != linter.NOT_INSTALLED, l.NumInstances, len(l.Unsupported))
	if l.NumInstances == 0 {
		return
	}
	instance := l.Interface()
	external, _, cmd, _ := instance.StartInstance()
	fmt.Println(external, cmd == "")
	for _, request := range os.Args[1:] {
		number, file, _ := strings.Cut(request, ":")
		profile, err := strconv.Atoi(number)
		if err != nil {
			panic(err)
		}
		pem, err := os.ReadFile(file)
		if err != nil {
			panic(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		lreq := &linter.LintingRequest{B64Input: string(pem), ProfileId: linter.ProfileId(profile)}
		for _, r := range instance.HandleRequest(ctx, nil, lreq) {
			r = instance.ProcessResult(r)
			fmt.Printf("%s\t%s\t%s\t%s\n", linter.Names[r.Severity], r.Code, r.Field, r.Finding)
		}
		cancel()
		fmt.Println("end")
	}
	instance.StopInstance(nil)
}
