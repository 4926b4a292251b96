/** The goals: parameters, settings.xml, Maven's log and exceptions. Thin; all else is delegated. */
package dev.phoenixkit.maven;
