package dev.phoenixkit.v114;

import java.nio.charset.StandardCharsets;

/** How the server counts the length of a key against the column's {@code varchar(255)} (PostgreSQL manual, 8.3). */
public enum KeyLength {
    /** Characters, that is code points, not Java's UTF-16 units: every database encoding but the next. */
    CODE_POINTS {
        @Override
        int of(String key) {
            return key.codePointCount(0, key.length());
        }
    },
    /** Bytes: a database in SQL_ASCII takes each byte for a character. */
    BYTES {
        @Override
        int of(String key) {
            return key.getBytes(StandardCharsets.UTF_8).length;
        }
    };

    /** What the column {@code key} holds. */
    public static final int LIMIT = 255;

    abstract int of(String key);
}
