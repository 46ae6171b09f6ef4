// Package hostile makes captures that are meant to exhaust whoever reads them:
// one for each thing that a peer or a file can make grow.
package hostile
