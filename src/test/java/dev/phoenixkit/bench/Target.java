package dev.phoenixkit.bench;

import java.util.Locale;

/**
 * A figure to reach, and the one found.
 *
 * @param what the figure's name, with the size that it was found on
 * @param limit at most this
 * @param found what was found
 * @param unit what both are in; empty for a ratio
 */
public record Target(String what, double limit, double found, String unit) {

    boolean reached() {
        return found <= limit;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-62s at most %8s: %8s  %s",
                what,
                number(limit) + unit,
                number(found) + unit,
                reached() ? "reached" : "NOT REACHED");
    }

    /** Whole numbers are counts. */
    private static String number(double value) {
        return value == Math.rint(value) && value > 1
                ? "%.0f".formatted(value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
