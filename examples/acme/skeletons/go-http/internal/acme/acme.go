// Package acme is what all services of ACME in Go have in common.
package acme

// Service is the name under which ${{ name }} is known to the others.
const Service = "${{ name }}"
