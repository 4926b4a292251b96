package dev.phoenixkit.bench;

import java.io.IOException;

/**
 * A run in a JVM whose heap is limited: what it survives in suffices.
 *
 * @param what what ran, and on how much
 * @param megabytes the limit
 * @param failure what the JVM said where the limit was too low; otherwise empty
 */
record HeapRun(String what, int megabytes, String failure) {

    /** A run, in a JVM with this option. It throws an {@link IllegalStateException} where that JVM fails. */
    interface Attempt {
        void run(String option) throws IOException, InterruptedException;
    }

    static HeapRun take(String what, int megabytes, Attempt attempt) throws IOException, InterruptedException {
        try {
            attempt.run("-Xmx" + megabytes + "m");
            return new HeapRun(what, megabytes, "");
        } catch (IllegalStateException e) {
            return new HeapRun(what, megabytes, e.getMessage());
        }
    }
}
