package dev.phoenixkit.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.Row;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * A row before or after, as a report has it.
 *
 * @param valueJson the type of the body, in PostgreSQL's words, or {@code sql-null}
 */
@JsonInclude(Include.ALWAYS)
record RowState(
        String key,
        String module,
        String valueJson,
        @JsonInclude(Include.NON_EMPTY) Field provider,
        @JsonInclude(Include.NON_EMPTY) Field name) {
    private static final String SQL_NULL = "sql-null";

    RowState {
        Objects.requireNonNull(key);
        type(Objects.requireNonNull(valueJson));
        // Most rows have the same, of which a million would not fit into a small heap.
        module = module == null ? null : module.intern();
    }

    static RowState of(Row row) {
        Body body = row.body();
        return new RowState(row.key(), row.module(), word(body.type()), body.provider(), body.name());
    }

    Row toRow(UUID uuid) {
        return new Row(uuid, key, module, new Body(type(valueJson), provider, name));
    }

    static String word(JsonType type) {
        return type == JsonType.ABSENT ? SQL_NULL : type.name().toLowerCase(Locale.ROOT);
    }

    private static JsonType type(String word) {
        return SQL_NULL.equals(word) ? JsonType.ABSENT : JsonType.of(word);
    }
}
