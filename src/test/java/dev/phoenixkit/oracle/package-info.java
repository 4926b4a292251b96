/**
 * What V114 has to do to a table, stated a second time and another way, for the seeded differential tests.
 *
 * <p>Nothing here may use a class of {@code src/main}: whatever both sides shared, a test could not find wrong.
 */
package dev.phoenixkit.oracle;
