/** The parameters of a goal as they were given: what each may hold, and that none is ignored or guessed. */
package dev.phoenixkit.maven.parameters;
