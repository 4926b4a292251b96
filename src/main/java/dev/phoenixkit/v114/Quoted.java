package dev.phoenixkit.v114;

/** Text out of the database, as it may stand in one line of a log: in quotes, control characters escaped. */
public final class Quoted {

    private Quoted() {}

    /**
     * Quotes a text.
     *
     * @param text any text; null gives {@code null} without quotes
     * @return the text in double quotes; a quote, a backslash and whatever could break or forge a line stands escaped
     */
    public static String of(String text) {
        if (text == null) {
            return "null";
        }
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> append(quoted, c));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int c) {
        if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
        } else if (Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE) {
            quoted.append(String.format("\\u%04x", c));
        } else {
            quoted.appendCodePoint(c);
        }
    }
}
