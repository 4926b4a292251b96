/**
 * The JDBC shell: one connection, one transaction. Connects, checks the database, locks, reads rows, applies what the
 * rules of {@code dev.phoenixkit.v114} decide, verifies, stamps the version, commits.
 */
package dev.phoenixkit.postgres;
