/** What {@code mvn -f src/bench verify} measures: how fast the migration is beside SQL written by hand, and what it costs. */
package dev.phoenixkit.bench;
