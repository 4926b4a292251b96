package dev.phoenixkit.v114;

import java.util.regex.Pattern;

/**
 * The version of a PhoenixKit schema, which is the comment of its table {@code phoenix_kit} (v114-reference, "Versions").
 *
 * @param comment the comment; null where there is none, which counts as version 1
 */
public record SchemaVersion(String comment) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** What a version means for a run. */
    public enum Verdict {
        MIGRATE,
        NOTHING_TO_DO,
        NOT_A_NUMBER,
        TOO_LOW,
        TOO_HIGH
    }

    /** Whether there is no comment: nearly always a lost one (v114-reference, "Versions"). */
    public boolean isLost() {
        return comment == null;
    }

    /** Whether the comment is a version at all. */
    public boolean isNumber() {
        return comment == null || NUMBER.matcher(comment).matches();
    }

    /**
     * The version as a number.
     *
     * @throws NumberFormatException where the comment is none
     */
    public int number() {
        return comment == null ? 1 : Integer.parseInt(comment);
    }

    /** What a run in this direction has to make of the version. */
    public Verdict verdict(Direction direction) {
        if (!isNumber()) {
            return Verdict.NOT_A_NUMBER;
        }
        if (number() == direction.fromVersion()) {
            return Verdict.MIGRATE;
        }
        return switch (direction) {
            case UP -> number() > direction.fromVersion() ? Verdict.NOTHING_TO_DO : Verdict.TOO_LOW;
            case DOWN -> number() < direction.fromVersion() ? Verdict.NOTHING_TO_DO : Verdict.TOO_HIGH;
        };
    }

    /** How the version is called in messages: the number, or the comment in quotes, or that there is none. */
    @Override
    public String toString() {
        if (comment == null) {
            return "1 (the table has no comment)";
        }
        return isNumber() ? comment : Quoted.of(comment);
    }
}
