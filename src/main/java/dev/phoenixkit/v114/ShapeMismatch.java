package dev.phoenixkit.v114;

import java.util.Optional;

/** Why an integration row does not fit the version that its schema has (v114-reference, "Versions"). */
public enum ShapeMismatch {
    OLD_KEY("keyed as version 113 does: an old application node wrote it, or v114-up could not migrate it and left it."
            + " Where there is a row of the same provider and name, compare them, keep the one with the fresher tokens,"
            + " delete the other"),
    NO_PROVIDER_OR_NAME(
            "without provider or name in its value_json: an old application node overwrote the body. Write them back"),
    NEW_KEY("keyed by its uuid as version 114 does: a migration that was no transaction died in between. v114-up leaves"
            + " such rows as they are");

    private final String text;

    ShapeMismatch(String text) {
        this.text = text;
    }

    /** What is odd about the row, and what to do. */
    public String text() {
        return text;
    }

    /**
     * Holds a row against a version.
     *
     * @param row an integration row of either shape
     * @param version a version that is a number
     * @return why it does not fit; empty where it does
     */
    public static Optional<ShapeMismatch> of(Row row, SchemaVersion version) {
        boolean composite = IntegrationKey.isComposite(row.key());
        if (version.number() < Direction.UP.toVersion()) {
            return composite ? Optional.empty() : Optional.of(NEW_KEY);
        }
        if (composite) {
            return Optional.of(OLD_KEY);
        }
        Body body = row.body();
        boolean complete = !body.provider().isBlank() && !body.name().isBlank();
        return complete ? Optional.empty() : Optional.of(NO_PROVIDER_OR_NAME);
    }
}
