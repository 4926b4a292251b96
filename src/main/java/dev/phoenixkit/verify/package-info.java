/** Proof, before the commit, that the table is what the plan says. */
package dev.phoenixkit.verify;
