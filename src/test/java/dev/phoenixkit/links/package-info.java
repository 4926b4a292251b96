/** Links that lead nowhere, in the project's documents and in what {@code mvn site} has rendered. */
package dev.phoenixkit.links;
