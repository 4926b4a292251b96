package dev.phoenixkit.connect;

import java.util.ArrayList;
import java.util.List;

/**
 * Host and port of a server.
 *
 * @param host name or address, an IPv6 address in brackets
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port) {
    private static final String DEFAULT_HOST = "localhost";
    private static final int DEFAULT_PORT = 5432;

    /**
     * Reads {@code host[:port]}, several separated by commas; nothing at all is the local server.
     *
     * @throws IllegalArgumentException with what is wrong; its text quotes nothing, as it could quote a password
     */
    static List<ServerAddress> parseAll(String text) {
        String[] parts = text.split(",", -1);
        List<ServerAddress> all = new ArrayList<>();
        for (String part : parts) {
            if (part.isEmpty() && parts.length > 1) {
                throw new IllegalArgumentException("there is an empty host between its commas");
            }
            all.add(parse(part));
        }
        return List.copyOf(all);
    }

    private static ServerAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']');
        String host = hasPort ? text.substring(0, colon) : text;
        checkHost(host);
        return new ServerAddress(
                host.isEmpty() ? DEFAULT_HOST : host, hasPort ? port(text.substring(colon + 1)) : DEFAULT_PORT);
    }

    private static void checkHost(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && host.chars().anyMatch(c -> c == '[' || c == ']' || c == ':')) {
            throw new IllegalArgumentException("an IPv6 address must stand in brackets, like [::1]:5432");
        }
        if (host.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException("there is a space in its host");
        }
        if (host.chars().anyMatch(c -> c == '"' || c == '\'')) {
            throw new IllegalArgumentException("there is a quotation mark in its host");
        }
        if (host.contains("/")) {
            throw new IllegalArgumentException("its host is a socket's directory, and only TCP is supported");
        }
    }

    private static int port(String digits) {
        if (digits.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(digits);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        }
        throw new IllegalArgumentException("its port is not a number from 1 to 65535");
    }

    /** The host without the brackets of an IPv6 address, as a password file has it. */
    String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
