/**
 * The rules of V114: how keys are read and written, what a body says of provider and name, what becomes of each row on
 * the way up and down. Pure: no database, no Maven, no clock, no randomness.
 */
package dev.phoenixkit.v114;
