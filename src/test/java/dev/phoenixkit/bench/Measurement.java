package dev.phoenixkit.bench;

/**
 * One run of one contender.
 *
 * @param seconds from the call on an open connection to the end of the commit
 * @param lockedSeconds of these, how long writers were held off
 * @param walBytes what the server wrote to its log
 * @param heapBytes what the client needed at most, garbage included
 */
record Measurement(double seconds, double lockedSeconds, long walBytes, long heapBytes) {}
