package dev.phoenixkit.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that a process does is found, wherever in its tree. */
@EnabledOnOs(OS.LINUX)
class ProcessorTimeTest {
    private static final String WORK = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; ";
    private static final double SOME = 5 * ProcessorTime.TICK;

    @ParameterizedTest
    @ValueSource(
            strings = {
                WORK + "echo done; read end",
                "(" + WORK + "); echo done; read end",
                "(" + WORK + "echo done; exec sleep 60) & read end; kill $!"
            })
    void treeIsTheProcessAndItsChildrenAlsoThoseThatHaveEnded(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", script).start();
        try {
            assertThat(shell.inputReader().readLine()).isEqualTo("done");

            assertThat(ProcessorTime.ofTree(shell.pid())).isBetween(SOME, 60.0);
        } finally {
            shell.getOutputStream().close();
            shell.waitFor();
        }
    }

    @Test
    void childThatHasEndedIsCountedOnce() throws IOException, InterruptedException {
        double before = ProcessorTime.ofEndedChildren();

        new ProcessBuilder("sh", "-c", WORK).start().waitFor();

        assertThat(ProcessorTime.ofEndedChildren() - before).isBetween(SOME, 60.0);
    }
}
