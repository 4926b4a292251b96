package dev.phoenixkit.bench;

import dev.phoenixkit.testing.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How long a browser takes to open a run's page.
 *
 * @param rows how many rows the run changed
 * @param bytes the size of the page
 * @param seconds from asking for it until all of it is there and its script has run; the median of several
 */
record PageOpening(int rows, long bytes, double seconds) {
    private static final int TIMES = 5;
    private static final String MILLIS =
            "const [opened] = performance.getEntriesByType('navigation'); return String(opened.loadEventEnd);";

    static PageOpening take(Path page, int rows) throws IOException {
        double[] seconds = new double[TIMES];
        try (Browser browser = Browser.start()) {
            for (int i = 0; i < TIMES; i++) {
                browser.open(page, 1_280, 800);
                String millis = browser.script(MILLIS);
                seconds[i] = Double.parseDouble(millis) / 1_000;
            }
        }
        Arrays.sort(seconds);
        return new PageOpening(rows, Files.size(page), seconds[TIMES / 2]);
    }
}
