package dev.phoenixkit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** Processor seconds, user and system, as Linux counts them; NaN on other systems. */
final class ProcessorTime {
    /** What Linux counts in: hundredths of a second. */
    static final double TICK = 0.01;

    private static final boolean LINUX = Files.isReadable(Path.of("/proc/self/stat"));
    private static final long PAUSE = 100;

    // Positions after the program's name in /proc/<pid>/stat: user time, system time, and both of ended children.
    private static final int OWN = 11;
    private static final int CHILDREN = 13;
    private static final int END = 15;

    private ProcessorTime() {}

    /** Of all processes that this JVM has started and that have ended. */
    static double ofEndedChildren() {
        return LINUX ? read(ProcessHandle.current().pid(), CHILDREN) : Double.NaN;
    }

    /**
     * Of a process and its children, those that have ended among them. It waits until they do nothing any more, since a
     * server's process ends a moment after its client. While one ends it may be counted twice or not at all, hence the
     * second look.
     */
    static double ofTree(long pid) throws InterruptedException {
        if (!LINUX) {
            return Double.NaN;
        }
        double before;
        double now = sum(pid);
        do {
            Thread.sleep(PAUSE);
            before = now;
            now = sum(pid);
        } while (now != before);
        return now;
    }

    private static double sum(long pid) {
        LongStream children = ProcessHandle.of(pid).orElseThrow().children().mapToLong(ProcessHandle::pid);
        return LongStream.concat(LongStream.of(pid), children)
                .mapToDouble(process -> read(process, OWN))
                .sum();
    }

    private static double read(long pid, int from) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int field = from; field < END; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return ticks * TICK;
        } catch (IOException e) {
            // The process has just ended.
            return 0;
        }
    }
}
