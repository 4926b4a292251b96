/** The report of a run: writing it, and reading one back so that a down can undo that up exactly. */
package dev.phoenixkit.report;
