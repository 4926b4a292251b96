/** What {@code mvn -f src/demo verify} shows: V114 on a real database, up and down, through real Maven builds. */
package dev.phoenixkit.demo;
