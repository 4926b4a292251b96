/**
 * What the tests stand on: real PostgreSQL servers, and databases in the shape that PhoenixKit's own migrations leave
 * at V113.
 */
package dev.phoenixkit.testing;
