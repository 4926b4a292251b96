/** What documents point to is there: links, in the project and in what {@code mvn site} has rendered, and tests. */
package dev.phoenixkit.links;
