/** Runs the tests on every version of PostgreSQL, Maven and the JDK that is supported, and prints what ran. */
package dev.phoenixkit.matrix;
