/** What is there, for {@code v114-status}. Reads only. */
package dev.phoenixkit.status;
