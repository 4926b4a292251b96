/** From URL and settings to an open connection. */
package dev.phoenixkit.connect;
