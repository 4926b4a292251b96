package dev.phoenixkit.maven;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;

/**
 * A value and where it came from.
 *
 * @param value may be a secret, so it is never printed
 * @param origin for messages
 * @param inPom whether it stands in the POM, as configuration or as a property
 */
record SourcedValue(String value, String origin, boolean inPom) {
    /** What Java puts for bytes that it cannot decode. */
    private static final char UNDECODABLE = '\uFFFD';

    /** @throws CannotRunException if the value is not what was given, as Java could not decode it */
    SourcedValue {
        if (value != null && value.indexOf(UNDECODABLE) >= 0) {
            throw new CannotRunException(ErrorMessage.what("Java cannot decode the value of " + origin)
                    .expected("the encoding of the locale (" + System.getProperty("sun.jnu.encoding")
                            + "), or UTF-8 in a file")
                    .found("something else")
                    .next("set LC_ALL to a UTF-8 locale such as C.UTF-8, and save files in UTF-8"));
        }
    }

    @Override
    public String toString() {
        return origin;
    }
}
