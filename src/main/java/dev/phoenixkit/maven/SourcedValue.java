package dev.phoenixkit.maven;

/**
 * A value and where it came from.
 *
 * @param value may be a secret, so it is never printed
 * @param origin for messages
 * @param inPom whether it stands in the POM, as configuration or as a property
 */
record SourcedValue(String value, String origin, boolean inPom) {
    @Override
    public String toString() {
        return origin;
    }
}
