/** Faults that befall real Maven processes: they run once the plugin is installed into the build's own repository. */
package dev.phoenixkit.faults;
