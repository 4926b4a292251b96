package dev.phoenixkit.bench;

import java.util.Collection;
import java.util.Locale;

/** The median of some values, the least and the greatest. */
record Spread(double median, double least, double greatest) {

    static Spread of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Like {@code 0.97 (0.95-1.02)}. */
    String text(int decimals) {
        if (Double.isNaN(median)) {
            return "not measured";
        }
        String number = "%." + decimals + "f";
        return String.format(Locale.ROOT, number + " (" + number + "-" + number + ")", median, least, greatest);
    }
}
