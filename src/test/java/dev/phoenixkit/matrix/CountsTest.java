package dev.phoenixkit.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountsTest {
    @TempDir
    Path reports;

    @Test
    void sumsUpTheSuitesOfSurefire() throws IOException {
        write("TEST-one.xml", "<testsuite tests='10' failures='1' errors='2' skipped='3'/>");
        write("TEST-two.xml", "<testsuite tests='5' failures='0' errors='0' skipped='0'/>");
        write("other.xml", "<testsuite tests='7' failures='0' errors='0' skipped='0'/>");

        assertThat(Counts.in(reports, "TEST-.*\\.xml")).isEqualTo(new Counts(9, 3, 3));
    }

    @Test
    void countsTheBuildsOfTheInvoker() throws IOException {
        write("BUILD-one.xml", "<build-job result='success'/>");
        write("BUILD-two.xml", "<build-job result='failure-post-hook'/>");
        write("BUILD-three.xml", "<build-job result='skipped'/>");

        assertThat(Counts.in(reports, "BUILD-.*\\.xml")).isEqualTo(new Counts(1, 1, 1));
    }

    @Test
    void whereNothingRanNothingIsProven() throws IOException {
        assertThat(Counts.in(reports.resolve("missing"), ".*").isClean()).isFalse();
        assertThat(new Counts(0, 0, 5).isClean()).isFalse();
        assertThat(new Counts(1, 1, 0).isClean()).isFalse();
        assertThat(new Counts(1, 0, 5).isClean()).isTrue();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(reports.resolve(name), text);
    }
}
