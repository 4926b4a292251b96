/** The goals: parameters, settings.xml, Maven's log and exceptions. Thin; the rest is delegated. */
package dev.phoenixkit.maven;
