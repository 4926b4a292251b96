/** A run: one schema in one transaction, from preflight to commit. */
package dev.phoenixkit.migrate;
