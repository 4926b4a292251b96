package dev.phoenixkit.v114;

/**
 * A row that cannot be placed without losing or inventing something (v114-reference, "Problem rows").
 *
 * @param before the row, which stays as it is
 * @param reason why
 * @param detail what was found, in a few words; no body content
 */
public record Problem(Row before, Reason reason, String detail) implements Decision {

    @Override
    public Row after() {
        return before;
    }

    /** Reason and finding in one phrase: {@code its value_json is an array, not an object}. */
    public String what() {
        return reason.what().formatted(detail);
    }

    /** What the operator can do about it. */
    public String remedy() {
        return reason.remedy();
    }

    /** Row, reason and remedy in one line. */
    public String describe() {
        return before.describe() + ": " + what() + ". To do: " + remedy();
    }
}
