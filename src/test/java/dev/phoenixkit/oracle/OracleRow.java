package dev.phoenixkit.oracle;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * One row of {@code phoenix_kit_settings}, every column as PostgreSQL prints it.
 *
 * @param valueJson {@code value_json::text}; null stands for SQL NULL, {@code "null"} for JSON null
 * @param dateAdded the timestamp in UTC without its zone, or {@code infinity}; null only on a damaged table
 * @param dateUpdated likewise
 */
public record OracleRow(
        UUID uuid, String key, String value, String valueJson, String module, String dateAdded, String dateUpdated) {

    /** The moment the row was added; infinities are the ends of the scale, and empty is SQL NULL. */
    public Optional<Instant> addedAt() {
        if (dateAdded == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (dateAdded) {
                    case "infinity" -> Instant.MAX;
                    case "-infinity" -> Instant.MIN;
                    default -> LocalDateTime.parse(dateAdded.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
                });
    }

    /** The same row under another key. */
    public OracleRow withKey(String newKey) {
        return new OracleRow(uuid, newKey, value, valueJson, module, dateAdded, dateUpdated);
    }

    /** The same row with another body. */
    public OracleRow withValueJson(String newValueJson) {
        return new OracleRow(uuid, key, value, newValueJson, module, dateAdded, dateUpdated);
    }

    /** The same row in another module. */
    public OracleRow withModule(String newModule) {
        return new OracleRow(uuid, key, value, valueJson, newModule, dateAdded, dateUpdated);
    }

    /** The same row, added at another time. */
    public OracleRow withDateAdded(String newDateAdded) {
        return new OracleRow(uuid, key, value, valueJson, module, newDateAdded, dateUpdated);
    }
}
