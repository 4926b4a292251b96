/** The locks on both tables, by short tries, and who holds them. */
package dev.phoenixkit.lock;
