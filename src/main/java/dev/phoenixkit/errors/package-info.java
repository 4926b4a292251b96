/** What a failed run says: the exceptions of the plugin, and what of a server's error may be shown. */
package dev.phoenixkit.errors;
