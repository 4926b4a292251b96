/** What is looked at before anything is locked: server, rights, shape of the tables, version. */
package dev.phoenixkit.preflight;
