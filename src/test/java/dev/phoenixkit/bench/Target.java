package dev.phoenixkit.bench;

import java.util.Locale;

/**
 * A figure to reach, and the one found.
 *
 * @param what the figure's name, with the size that it was found on
 * @param limit at most this
 * @param found what was found; NaN where it was not measured
 * @param unit what both are in; empty for a ratio or a count
 */
record Target(String what, double limit, double found, String unit) {

    boolean reached() {
        return found <= limit;
    }

    @Override
    public String toString() {
        String verdict = Double.isNaN(found) ? "not measured" : reached() ? "reached" : "NOT REACHED";
        return String.format(
                Locale.ROOT, "%-66s at most %8s: %8s  %s", what, number(limit) + unit, number(found) + unit, verdict);
    }

    /** Whole numbers are counts. */
    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.2f", value);
    }
}
