/** Many schemas in one run, each by itself: which, on which connection, in which order, and what became of each. */
package dev.phoenixkit.fleet;
