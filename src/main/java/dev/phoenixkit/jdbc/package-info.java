/** How statements are run: transactions, and several statements in one round trip. */
package dev.phoenixkit.jdbc;
