package dev.phoenixkit.oracle;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows for examples written by hand. */
final class Example {
    private static final String DATE = "2024-05-06 07:08:09.000001";

    private Example() {}

    /** A uuid that differs from others in its first group, or wherever the text says. */
    static UUID uuid(String first) {
        return UUID.fromString(first + "00000000-0000-7000-8000-000000000000".substring(first.length()));
    }

    static OracleRow row(UUID uuid, String key, String module, String body) {
        return new OracleRow(uuid, key, null, body, module, DATE, DATE);
    }

    /** A V113 integration row. */
    static OracleRow v113(String key, String body) {
        return row(uuid("1"), key, "integrations", body);
    }

    /** A V114 integration row. */
    static OracleRow v114(UUID uuid, String body) {
        return row(uuid, uuid.toString(), "integrations", body);
    }

    /** A V114 integration row of the provider {@code p}. */
    static OracleRow named(String uuid, String name) {
        return v114(uuid(uuid), "{\"provider\":\"p\",\"name\":" + TextNode.valueOf(name) + "}");
    }

    /** What is expected of a problem row, its reasons separated by spaces. */
    static Expected problem(OracleRow row, String reasons) {
        Set<OracleProblem> problems =
                Stream.of(reasons.split(" ")).map(OracleProblem::valueOf).collect(Collectors.toSet());
        return new Expected(List.of(row), Map.of(row.uuid(), problems), List.of());
    }

    /** JSON as the oracle writes it. */
    static String compact(String json) {
        return OracleBody.of(json).map(OracleBody::text).orElse(json);
    }
}
