// Package sample writes what a connection does as code to take away: a recorded request as a curl command or as raw
// HTTP, and the whole sign-in as a program for the browser, in Python or in Go. What is secret becomes a shell variable
// or is read from the environment; only a recorded request can hold its real values, where the person asks for them.
package sample
