package dev.phoenixkit.v114;

import java.util.UUID;

/**
 * A row of {@code phoenix_kit_settings}, as far as V114 needs it.
 *
 * @param uuid the primary key; never changes
 * @param key the column {@code key}
 * @param module the column {@code module}, may be null
 * @param body what is known of {@code value_json}
 */
public record Row(UUID uuid, String key, String module, Body body) {

    /** The module that V114 gives every integration row. */
    public static final String INTEGRATIONS = "integrations";

    /** The key of this row at V114: its uuid as PostgreSQL writes it, lower case and dashed. */
    public String uuidKey() {
        return uuid.toString();
    }

    /** The row in messages: {@code uuid …, key "…"}. */
    public String describe() {
        return "uuid " + uuid + ", key " + Quoted.of(key);
    }

    /** This row with another key, module and body. */
    Row with(String newKey, String newModule, Body newBody) {
        return new Row(uuid, newKey, newModule, newBody);
    }
}
